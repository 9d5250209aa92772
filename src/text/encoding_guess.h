// Which encoding the bytes of a text are in, from all of its lines that are not UTF-8: the encodings of Chinese,
// Japanese and Korean by how many of their characters are the common ones, Western European and Cyrillic by where their
// letters stand, every other one as ICU's detector guesses it from letter statistics.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace tidewaiter::text {

struct EncodingGuess {
  std::string name;     // "windows-1252", "GB18030", …, as ICU and iconv take it
  int confidence = 0;   // 0 to 100
  std::string rival{};  // reads as well and otherwise: nothing here tells which of the two it is
};

class EncodingSurvey {
 public:
  // A whole line, or more; no character may be cut in two.
  void add(std::string_view text);

  // nullopt if nothing fits. UTF-16 and UTF-32 are no guess, since zero bytes tell them apart.
  std::optional<EncodingGuess> guess() const;

  // What was counted of one encoding's characters outside ASCII.
  struct Count {
    std::uint64_t characters = 0;
    double fit = 0;             // 1 for a common one, less for a rare one, -1 for what is none
    bool phonetic = false;      // kana
    std::uint64_t witness = 0;  // weight of evidence: a character, or two where several code pages agree
  };

 private:
  static constexpr std::size_t kEncodings = 7;
  std::array<Count, kEncodings> counts_{};
  bool c1_ = false;     // some byte from 0x80 to 0x9F
  std::string sample_;  // for ICU
};

}  // namespace tidewaiter::text
