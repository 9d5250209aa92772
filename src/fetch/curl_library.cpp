#include "fetch/curl_library.h"

#include <dlfcn.h>

#include <string>

namespace tidewaiter::fetch {
namespace {

constexpr unsigned kOldest = 0x075500;  // 7.85.0, the first that takes the allowed protocols as text

struct Loaded {
  CurlLibrary functions;
  std::string missing;  // what went wrong; empty if nothing
};

template <class Function>
void find(void* library, const char* name, Function& function, std::string& missing) {
  function = reinterpret_cast<Function>(::dlsym(library, name));  // POSIX has it so
  if (function == nullptr && missing.empty()) missing = std::string("it lacks ") + name;
}

Loaded load() {
  Loaded loaded;
  CurlLibrary& at = loaded.functions;
  std::string& missing = loaded.missing;
  void* const library = ::dlopen("libcurl.so.4", RTLD_NOW | RTLD_LOCAL);  // stays until the program ends
  if (library == nullptr) {
    const char* const why = ::dlerror();
    missing = why != nullptr ? why : "it cannot be loaded";
    return loaded;
  }
  decltype(&::curl_version_info) version_info = nullptr;
  find(library, "curl_version_info", version_info, missing);
  find(library, "curl_easy_init", at.easy_init, missing);
  find(library, "curl_easy_setopt", at.easy_setopt, missing);
  find(library, "curl_easy_perform", at.easy_perform, missing);
  find(library, "curl_easy_getinfo", at.easy_getinfo, missing);
  find(library, "curl_easy_strerror", at.easy_strerror, missing);
  find(library, "curl_easy_cleanup", at.easy_cleanup, missing);
  find(library, "curl_slist_append", at.slist_append, missing);
  find(library, "curl_slist_free_all", at.slist_free_all, missing);
  find(library, "curl_url", at.url, missing);
  find(library, "curl_url_set", at.url_set, missing);
  find(library, "curl_url_get", at.url_get, missing);
  find(library, "curl_url_cleanup", at.url_cleanup, missing);
  find(library, "curl_free", at.free, missing);
  if (missing.empty() && version_info(CURLVERSION_NOW)->version_num < kOldest) {
    missing = std::string("it is of version ") + version_info(CURLVERSION_NOW)->version;
  }
  return loaded;
}

const Loaded& loaded() {
  static const Loaded once = load();
  return once;
}

}  // namespace

Result<void> load_curl() {
  if (loaded().missing.empty()) return {};
  return fail(ErrorCode::library_failed, "libcurl, which fetches files, cannot be used: " + loaded().missing,
              "libcurl.so.4", "install libcurl 7.85 or later (Debian: libcurl4)");
}

const CurlLibrary& curl() { return loaded().functions; }

}  // namespace tidewaiter::fetch
