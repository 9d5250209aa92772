// libcurl, loaded when the first file is fetched. Linked in, it and the thirty libraries that it brings would be loaded
// by every command: 16 of 30 ms until the program begins, and GnuTLS among them ends the process where memory is short.
#pragma once

#include <curl/curl.h>

#include "base/result.h"

namespace tidewaiter::fetch {

struct CurlLibrary {
  decltype(&::curl_easy_init) easy_init = nullptr;
  decltype(&::curl_easy_setopt) easy_setopt = nullptr;
  decltype(&::curl_easy_perform) easy_perform = nullptr;
  decltype(&::curl_easy_getinfo) easy_getinfo = nullptr;
  decltype(&::curl_easy_strerror) easy_strerror = nullptr;
  decltype(&::curl_easy_cleanup) easy_cleanup = nullptr;
  decltype(&::curl_slist_append) slist_append = nullptr;
  decltype(&::curl_slist_free_all) slist_free_all = nullptr;
  decltype(&::curl_url) url = nullptr;
  decltype(&::curl_url_set) url_set = nullptr;
  decltype(&::curl_url_get) url_get = nullptr;
  decltype(&::curl_url_cleanup) url_cleanup = nullptr;
  decltype(&::curl_free) free = nullptr;
};

// Error: library_failed, where this machine has no libcurl of at least 7.85.
Result<void> load_curl();

// REQUIRES: load_curl() succeeded.
const CurlLibrary& curl();

}  // namespace tidewaiter::fetch
