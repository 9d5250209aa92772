#include "fetch/fetch.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <memory>
#include <string_view>
#include <system_error>
#include <thread>
#include <utility>

#include "base/ascii.h"
#include "fetch/curl_library.h"

namespace tidewaiter::fetch {
namespace {

using Milliseconds = std::chrono::milliseconds;

constexpr Milliseconds kStopCheck{100};          // within which whoever presses Ctrl-C is heard
constexpr Milliseconds kLongestBackOff{60'000};  // also where the server asks for more

struct FreeHandle {
  void operator()(CURL* handle) const { curl().easy_cleanup(handle); }
};
struct FreeHeaders {
  void operator()(curl_slist* list) const { curl().slist_free_all(list); }
};
struct CloseFile {
  void operator()(std::FILE* file) const { (void)std::fclose(file); }  // what was written is checked by a flush before
};
using Handle = std::unique_ptr<CURL, FreeHandle>;
using Headers = std::unique_ptr<curl_slist, FreeHeaders>;
using File = std::unique_ptr<std::FILE, CloseFile>;

struct FreeUrl {
  void operator()(CURLU* url) const { curl().url_cleanup(url); }
};

std::string part_of(CURLU* url, CURLUPart part) {
  char* text = nullptr;
  if (curl().url_get(url, part, &text, 0) != CURLUE_OK || text == nullptr) return {};
  std::string copy(text);
  curl().free(text);
  return copy;
}

// The protocols that the address and its redirects may use. Error: bad_value.
Result<const char*> protocols_of(const std::string& address) {
  const std::unique_ptr<CURLU, FreeUrl> url(curl().url());
  if (!url) return fail(ErrorCode::out_of_memory, "there is no memory to fetch a file", address);
  if (curl().url_set(url.get(), CURLUPART_URL, address.c_str(), 0) != CURLUE_OK) {
    return fail(ErrorCode::bad_value, "this is no address", address, "write it as https://…");
  }
  const std::string scheme = part_of(url.get(), CURLUPART_SCHEME);
  const std::string host = part_of(url.get(), CURLUPART_HOST);
  if (scheme == "https") return "https";
  if (scheme == "http" && (host == "127.0.0.1" || host == "localhost" || host == "[::1]")) return "http,https";
  return fail(ErrorCode::bad_value, "only https is trusted for a list, or http of this machine itself", address,
              "use the publisher's https address");
}

// What the callbacks of one try share.
struct Try {
  CURL* handle = nullptr;
  std::FILE* file = nullptr;
  std::uint64_t written = 0;
  std::uint64_t limit = 0;
  bool too_large = false;
  bool disk_refused = false;
  const std::atomic<bool>* stop = nullptr;
  Validators validators;
};

bool asked(const std::atomic<bool>* stop) { return stop != nullptr && *stop; }

// curl asks about once a second, and whenever bytes came; not 0 ends the transfer.
int look_at_stop(void* data, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
  return asked(static_cast<const Try*>(data)->stop) ? 1 : 0;
}

// curl's name for this is a size of items; it hands over bytes.
std::size_t take_bytes(char* bytes, std::size_t, std::size_t count, void* data) {
  Try& at = *static_cast<Try*>(data);
  long status = 0;
  curl().easy_getinfo(at.handle, CURLINFO_RESPONSE_CODE, &status);
  if (status != 200) return count;  // the page of an error or a redirect is not the file
  if (count > at.limit - at.written) {
    at.too_large = true;
    return 0;
  }
  if (std::fwrite(bytes, 1, count, at.file) != count) {
    at.disk_refused = true;
    return 0;
  }
  at.written += count;
  return count;
}

std::size_t take_header(char* bytes, std::size_t, std::size_t count, void* data) {
  Try& at = *static_cast<Try*>(data);
  std::string_view line(bytes, count);
  if (line.starts_with("HTTP/")) at.validators = {};  // of the answer before, a redirect
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos) return count;
  std::string name(line.substr(0, colon));
  std::ranges::transform(name, name.begin(), to_lower);
  std::string_view value = line.substr(colon + 1);
  while (!value.empty() && (value.front() == ' ' || value.front() == '\t')) value.remove_prefix(1);
  while (!value.empty() && (value.back() == '\r' || value.back() == '\n' || value.back() == ' '))
    value.remove_suffix(1);
  if (name == "etag") at.validators.etag = value;
  if (name == "last-modified") at.validators.last_modified = value;
  return count;
}

struct Outcome {
  CURLcode code = CURLE_OK;
  long status = 0;
  long retry_after = 0;  // seconds
  std::string message;   // curl's own
  std::optional<Date> modified_on;
  Try at;
};

// Whether another try may succeed.
bool passing(const Outcome& outcome) {
  switch (outcome.code) {
    case CURLE_OK:
      return outcome.status == 408 || outcome.status == 429 || outcome.status >= 500;
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_RESOLVE_PROXY:
    case CURLE_COULDNT_CONNECT:
    case CURLE_OPERATION_TIMEDOUT:
    case CURLE_PARTIAL_FILE:
    case CURLE_GOT_NOTHING:
    case CURLE_SEND_ERROR:
    case CURLE_RECV_ERROR:
    case CURLE_BAD_CONTENT_ENCODING:
    case CURLE_WEIRD_SERVER_REPLY:
    case CURLE_HTTP2:
    case CURLE_HTTP2_STREAM:
    case CURLE_SSL_CONNECT_ERROR:
      return true;
    default:
      return false;
  }
}

bool is_gone(const Outcome& outcome) {
  return outcome.code == CURLE_OK && (outcome.status == 404 || outcome.status == 410);
}

std::string what_happened(const Outcome& outcome, const Limits& limits) {
  if (outcome.at.too_large) return fmt::format("the file is larger than the limit of {} bytes", limits.bytes);
  switch (outcome.code) {
    case CURLE_OK:
      return fmt::format("the server answers with status {}", outcome.status);
    case CURLE_TOO_MANY_REDIRECTS:
      return fmt::format("the server sends on more than {} times", limits.redirects);
    case CURLE_UNSUPPORTED_PROTOCOL:
      return "the server sends on to an address that is not https";
    case CURLE_PEER_FAILED_VERIFICATION:
      return "the server's certificate is not trusted: " + outcome.message;
    case CURLE_PARTIAL_FILE:
      return "the file was cut off: " + outcome.message;
    case CURLE_BAD_CONTENT_ENCODING:
      return "the packed file cannot be unpacked: " + outcome.message;
    case CURLE_FILESIZE_EXCEEDED:
      return fmt::format("the file is larger than the limit of {} bytes", limits.bytes);
    default:
      return outcome.message;
  }
}

const char* hint_for(const Outcome& outcome) {
  switch (outcome.code) {
    case CURLE_OK:
      if (is_gone(outcome)) return "the publisher may have moved the file: give its new address in tidewaiter.toml";
      break;
    case CURLE_PEER_FAILED_VERIFICATION:
      return "if a proxy of your own stands between, name its certificates in tidewaiter.toml: [update] certificates = "
             "\"FILE\"";
    default:
      break;
  }
  return "run the update again";
}

template <class T>
void set(CURL* handle, CURLoption option, T value) {
  (void)curl().easy_setopt(handle, option, value);  // only fails for options that an older curl lacks
}

void set_limits(CURL* handle, const Limits& limits) {
  const auto milliseconds = [](Milliseconds time) { return static_cast<long>(time.count()); };
  set(handle, CURLOPT_CONNECTTIMEOUT_MS, milliseconds(limits.connect));
  set(handle, CURLOPT_TIMEOUT_MS, milliseconds(limits.total));
  // curl counts a stall in whole seconds, at least one
  set(handle, CURLOPT_LOW_SPEED_LIMIT, 1L);
  set(handle, CURLOPT_LOW_SPEED_TIME, std::max(1L, milliseconds(limits.stall) / 1000));
  set(handle, CURLOPT_MAXFILESIZE_LARGE, static_cast<curl_off_t>(limits.bytes));
  set(handle, CURLOPT_MAXREDIRS, static_cast<long>(limits.redirects));
}

Result<Outcome> try_once(const Request& request, const char* protocols, const std::filesystem::path& part,
                         const std::atomic<bool>* stop) {
  Outcome outcome;
  const File file(std::fopen(part.c_str(), "wb"));
  if (!file) {
    return fail(ErrorCode::file_unwritable, "the fetched file cannot be written here", part.string(),
                "make the folder writable, or free space");
  }
  const Handle handle(curl().easy_init());
  if (!handle) return fail(ErrorCode::out_of_memory, "there is no memory to fetch a file", request.address);
  outcome.at.handle = handle.get();
  outcome.at.file = file.get();
  outcome.at.limit = request.limits.bytes;
  outcome.at.stop = stop;
  std::string words(CURL_ERROR_SIZE, '\0');
  set(handle.get(), CURLOPT_ERRORBUFFER, words.data());
  set(handle.get(), CURLOPT_URL, request.address.c_str());
  set(handle.get(), CURLOPT_PROTOCOLS_STR, protocols);
  set(handle.get(), CURLOPT_REDIR_PROTOCOLS_STR, protocols);
  set(handle.get(), CURLOPT_FOLLOWLOCATION, 1L);
  set(handle.get(), CURLOPT_SSL_VERIFYPEER, 1L);
  set(handle.get(), CURLOPT_SSL_VERIFYHOST, 2L);
  set(handle.get(), CURLOPT_SSLVERSION, long{CURL_SSLVERSION_TLSv1_2});
  if (!request.certificates.empty()) set(handle.get(), CURLOPT_CAINFO, request.certificates.c_str());
  set(handle.get(), CURLOPT_ACCEPT_ENCODING, "");  // every packing that this curl can undo
  set(handle.get(), CURLOPT_FILETIME, 1L);
  set(handle.get(), CURLOPT_NOSIGNAL, 1L);
  set(handle.get(), CURLOPT_USERAGENT, "tidewaiter lists update");
  set_limits(handle.get(), request.limits);
  set(handle.get(), CURLOPT_WRITEFUNCTION, take_bytes);
  set(handle.get(), CURLOPT_WRITEDATA, &outcome.at);
  set(handle.get(), CURLOPT_HEADERFUNCTION, take_header);
  set(handle.get(), CURLOPT_HEADERDATA, &outcome.at);
  set(handle.get(), CURLOPT_NOPROGRESS, 0L);
  set(handle.get(), CURLOPT_XFERINFOFUNCTION, look_at_stop);
  set(handle.get(), CURLOPT_XFERINFODATA, &outcome.at);
  Headers headers;
  const auto add = [&](const std::string& line) {
    if (curl_slist* longer = curl().slist_append(headers.get(), line.c_str())) {
      (void)headers.release();
      headers.reset(longer);
    }
  };
  if (!request.known.etag.empty()) add("If-None-Match: " + request.known.etag);
  if (!request.known.last_modified.empty()) add("If-Modified-Since: " + request.known.last_modified);
  set(handle.get(), CURLOPT_HTTPHEADER, headers.get());

  outcome.code = curl().easy_perform(handle.get());
  outcome.message = words.substr(0, words.find('\0'));
  if (outcome.message.empty()) outcome.message = curl().easy_strerror(outcome.code);
  curl().easy_getinfo(handle.get(), CURLINFO_RESPONSE_CODE, &outcome.status);
  curl_off_t wait = 0;
  if (curl().easy_getinfo(handle.get(), CURLINFO_RETRY_AFTER, &wait) == CURLE_OK)
    outcome.retry_after = static_cast<long>(wait);
  curl_off_t modified = -1;
  if (curl().easy_getinfo(handle.get(), CURLINFO_FILETIME_T, &modified) == CURLE_OK && modified >= 0) {
    constexpr curl_off_t kSecondsOfADay = 86'400;
    outcome.modified_on = Date::from_days(static_cast<std::int32_t>(modified / kSecondsOfADay));
  }
  if (std::fflush(file.get()) != 0 || ::fsync(::fileno(file.get())) != 0) outcome.at.disk_refused = true;
  if (outcome.at.disk_refused) {
    return fail(ErrorCode::file_unwritable, "the fetched file cannot be written here", part.string(), "free space");
  }
  return outcome;
}

}  // namespace

Result<Answer> fetch(const Request& request, const std::filesystem::path& file,
                     const std::function<void(const std::string&)>& told, const std::atomic<bool>* stop) {
  TIDEWAITER_CHECK(load_curl());
  TIDEWAITER_TRY(const char* const protocols, protocols_of(request.address));
  const std::filesystem::path part = file.string() + ".part";
  struct RemovePart {
    const std::filesystem::path& part;
    ~RemovePart() {
      std::error_code gone;
      std::filesystem::remove(part, gone);
    }
  } const remove_part{part};
  Milliseconds back_off = request.limits.back_off;
  for (unsigned tried = 1;; ++tried) {
    TIDEWAITER_TRY(const Outcome outcome, try_once(request, protocols, part, stop));
    if (asked(stop)) return fail(ErrorCode::interrupted, "interrupted while it was fetched", request.address);
    const bool conditional = !request.known.etag.empty() || !request.known.last_modified.empty();
    if (outcome.code == CURLE_OK && outcome.status == 304 && conditional) {
      return Answer{true, request.known, outcome.modified_on, 0, tried};
    }
    if (outcome.code == CURLE_OK && outcome.status == 200) {
      std::error_code error;
      std::filesystem::rename(part, file, error);
      if (error)
        return fail(ErrorCode::file_unwritable, "this cannot be written: " + error.message(), file.string(),
                    "make the folder writable");
      return Answer{false, outcome.at.validators, outcome.modified_on, outcome.at.written, tried};
    }
    const std::string what = what_happened(outcome, request.limits);
    if (tried >= request.limits.tries || !passing(outcome)) {
      return fail(is_gone(outcome) ? ErrorCode::not_found : ErrorCode::file_unreadable,
                  tried == 1 ? what : fmt::format("{} (tried {} times)", what, tried), request.address,
                  hint_for(outcome));
    }
    const Milliseconds wait = std::min(std::max(back_off, Milliseconds(outcome.retry_after * 1000)), kLongestBackOff);
    told(fmt::format("{}: {}; trying again", request.address, what));
    for (Milliseconds left = wait; left.count() > 0 && !asked(stop); left -= kStopCheck) {
      std::this_thread::sleep_for(std::min(left, kStopCheck));
    }
    back_off *= 2;
  }
}

}  // namespace tidewaiter::fetch
