// Which encoding some bytes may be in, as ICU's detector guesses it from letter statistics. For messages only: nothing
// is converted on the strength of a guess.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace tidewaiter::text {

struct EncodingGuess {
  std::string name;    // "windows-1252", "GB18030", …, as iconv takes it
  int confidence = 0;  // 0 to 100, ICU's
};

// Of encodings whose letters are single bytes or few: UTF-16 and UTF-32 are no guess, since zero bytes tell them apart.
// nullopt if nothing fits. REQUIRES: a sample of at most a few hundred kilobytes.
std::optional<EncodingGuess> guess_encoding(std::string_view sample);

}  // namespace tidewaiter::text
