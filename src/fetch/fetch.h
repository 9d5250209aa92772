// One file over the network. Blocking; one call is one file.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>

#include "base/date.h"
#include "base/result.h"

namespace tidewaiter::fetch {

struct Limits {
  std::chrono::milliseconds connect{20'000};
  std::chrono::milliseconds stall{30'000};       // without a single byte
  std::chrono::milliseconds total{900'000};      // one try
  std::uint64_t bytes = std::uint64_t{1} << 29;  // unpacked; the largest list known, in FollowTheMoney's form, has less
  unsigned redirects = 5;
  unsigned tries = 4;
  std::chrono::milliseconds back_off{1'000};  // before the second try; doubled before each further one
};

// What the server said of the file that is here.
struct Validators {
  std::string etag;
  std::string last_modified;  // as the server wrote it
};

struct Request {
  std::string address;
  Validators known;          // empty: nothing is here
  std::string certificates;  // file of the authorities to trust instead of the system's; empty: the system's
  Limits limits;
};

struct Answer {
  bool not_modified = false;  // nothing was written
  Validators validators;
  std::optional<Date> modified_on;  // the day that the server says it was last modified
  std::uint64_t bytes = 0;          // unpacked
  unsigned tries = 1;
};

// Fetches into `file`, which appears whole or is not touched. `told` is given a line for each try that failed and is
// tried again. Tried again: what time may mend (no connection, a time limit, a cut or damaged body, 408, 429, 5xx).
// Errors: bad_value (an address that is none, or neither https nor of this machine), not_found (404, 410),
// file_unreadable (everything else of the network; too large; too many redirects; a certificate that is not trusted),
// file_unwritable, interrupted (`stop` was set by a signal).
Result<Answer> fetch(const Request& request, const std::filesystem::path& file,
                     const std::function<void(const std::string&)>& told, const std::atomic<bool>* stop = nullptr);

}  // namespace tidewaiter::fetch
