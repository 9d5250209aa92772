#include "match/word_table.h"

#include <algorithm>
#include <array>
#include <unordered_map>

#include "match/business_words.h"
#include "match/person_words.h"
#include "match/place_words.h"

namespace tidewaiter::match {
namespace {

constexpr auto kStopWords =
    std::to_array<std::string_view>({"of", "the", "and", "for", "und", "et", "des", "del", "imeni", "named", "after"});
constexpr auto kParticles =
    std::to_array<std::string_view>({"al",  "el",  "ul", "ash", "bin", "ibn", "ben", "bint", "abu", "abou", "ould",
                                     "von", "van", "de", "der", "den", "los", "las", "dos",  "das", "da",   "di"});
constexpr auto kTitles = std::to_array<std::string_view>(
    {"mr",       "mrs",     "ms",      "miss",   "dr",     "prof",  "professor", "president", "prasident", "general",
     "gen",      "colonel", "captain", "haji",   "hajji",  "haj",   "hajj",      "sheikh",    "shaikh",    "shaykh",
     "sheik",    "mullah",  "mawlawi", "maulvi", "sayyid", "sayed", "sir",       "lord",      "mv",        "mt",
     "monsieur", "madame",  "herr",    "frau",   "senor",  "jr",    "sr"});

using Table = std::unordered_map<std::string_view, KnownWord>;

const Table& table() {
  static const Table made = [] {
    Table words;
    const auto add = [&](const TableRow& row, bool place) {
      const KnownWord known{row.canonical, row.share, place};
      words.emplace(row.canonical, known);
      std::string_view rest = row.others;
      while (!rest.empty()) {
        const std::size_t blank = std::min(rest.find(' '), rest.size());
        words.emplace(rest.substr(0, blank), known);
        rest.remove_prefix(std::min(blank + 1, rest.size()));
      }
    };
    for (const TableRow& row : kBusinessWords) add(row, false);
    for (const TableRow& row : kPlaceWords) add(row, true);
    for (const TableRow& row : kPersonWords) add(row, false);
    return words;
  }();
  return made;
}

}  // namespace

const KnownWord* known_word(std::string_view word) {
  const auto found = table().find(word);
  return found == table().end() ? nullptr : &found->second;
}

bool is_stop_word(std::string_view word) { return std::ranges::find(kStopWords, word) != kStopWords.end(); }
bool is_particle(std::string_view word) { return std::ranges::find(kParticles, word) != kParticles.end(); }
bool is_title(std::string_view word) { return std::ranges::find(kTitles, word) != kTitles.end(); }

}  // namespace tidewaiter::match
