// A word of a name, ready for comparison, and a name as a row of such words.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "match/parameters.h"
#include "model/party.h"
#include "text/legal_forms.h"
#include "text/sounds.h"

namespace tidewaiter::match {

// How two names are compared: persons have other charges, and initials.
enum class Mode : std::uint8_t { organizations, persons };
inline constexpr std::size_t kModes = 2;

enum class WordKind : std::uint8_t {
  ordinary,
  number,    // digits: equal or nothing
  initial,   // one letter
  particle,  // "al", "von"
  title,     // "Dr"
};

using Respelt = std::array<std::uint64_t, 4>;  // used from the front; 0: no more

struct Word {
  std::string_view text;        // a-z, 0-9
  std::string_view canonical;   // the table's spelling: "international" for "intl"; else the text
  std::uint64_t look = 0;       // hash of the text with look-alikes made equal: "huawe1", "huawei"
  std::uint64_t spelt = 0;      // hash of the text
  std::uint64_t alike = 0;      // hash of text::alike_spelling(); 0: none
  std::string_view others;      // spellings that a word in another script has beside the text, divided by blanks
  Respelt respelt{};            // hashes of them, and of the text as Wade and Giles spell it where it is pinyin
  text::Sounds sounds = 0;      // how a foreign name sounds; see text/sounds.h
  std::uint32_t letters = 0;    // which letters occur: bit 0 is 'a', bit 26 any digit
  Weight weight = kFullWeight;  // how much the word tells, from its rarity
  WordKind kind = WordKind::ordinary;
  bool known = false;       // the table of business words has it
  bool romanised = false;   // spelt in Latin letters by us
  bool translated = false;  // English by us
};

inline bool is_one_of(std::uint64_t spelt, const Respelt& respelt) {
  return std::ranges::find(respelt, spelt) != respelt.end();
}

// What score() compares. Views into a PreparedName or into a compiled list.
struct NameView {
  std::span<const Word> words;  // in the order written, without legal forms, stop words and repetitions
  text::LegalForm legal;
  Schema schema = Schema::unknown;
  bool disguised = false;         // written with look-alike letters of another script
  std::uint64_t fingerprint = 0;  // of every token as written: equal only for equal names
};

}  // namespace tidewaiter::match
