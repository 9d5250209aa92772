#include "match/word_table.h"

#include <algorithm>
#include <array>
#include <deque>
#include <string>
#include <unordered_map>

#include "match/business_words.h"
#include "match/foreign_words.h"
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
    {"mr",         "mrs",       "ms",         "miss",    "dr",         "prof",      "professor", "president",
     "prasident",  "general",   "gen",        "colonel", "captain",    "haji",      "hajji",     "haj",
     "hajj",       "sheikh",    "shaikh",     "shaykh",  "sheik",      "mullah",    "mawlawi",   "maulvi",
     "sayyid",     "sayed",     "sir",        "lord",    "mv",         "mt",        "monsieur",  "madame",
     "herr",       "frau",      "senor",      "jr",      "sr",         "minister",  "prime",     "premier",
     "chancellor", "ayatollah", "admiral",    "marshal", "lieutenant", "commander", "brigadier", "sergeant",
     "senator",    "governor",  "ambassador", "deputy",  "chairman",   "imam",      "ustad",     "ustaz",
     "dato",       "datuk",     "hon",        "rev",     "mme",        "mlle",      "senora",    "signor",
     "signora",    "ing"});

// Endings of adjectives after a hard stem, and after one in k, g, kh or ch; as lists of sanctions spell them.
constexpr auto kHardEndings = std::to_array<std::string_view>(
    {"yy", "yi", "yj", "yy", "y", "aya", "oe", "oye", "ogo", "oy", "oi", "oj", "ye", "ykh", "o"});
constexpr auto kSoftEndings = std::to_array<std::string_view>(
    {"iy", "ii", "ij", "y", "i", "aya", "oe", "oye", "ogo", "ee", "eye", "ie", "ikh", "oy", "oi"});

class Table {
 public:
  Table() {
    for (const TableRow& row : kBusinessWords) add(row, false);
    for (const TableRow& row : kPlaceWords) add(row, true);
    for (const TableRow& row : kPersonWords) add(row, false);
    for (const TableRow& row : kForeignWords) add(row, false);
  }
  const KnownWord* find(std::string_view word) const {
    const auto found = words_.find(word);
    return found == words_.end() ? nullptr : &found->second;
  }

 private:
  void add(const TableRow& row, bool place) {
    // The first row of a word says how common it is.
    const KnownWord known = words_.emplace(row.canonical, KnownWord{row.canonical, row.share, place}).first->second;
    std::string_view rest = row.others;
    while (!rest.empty()) {
      const std::size_t blank = std::min(rest.find(' '), rest.size());
      const std::string_view other = rest.substr(0, blank);
      if (other.ends_with('*')) {
        add_adjective(other.substr(0, other.size() - 1), known);
      } else {
        words_.emplace(other, known);
      }
      rest.remove_prefix(std::min(blank + 1, rest.size()));
    }
  }
  void add_adjective(std::string_view stem, const KnownWord& known) {
    const bool soft = stem.ends_with('k') || stem.ends_with('g') || stem.ends_with('h');
    const auto add_all = [&](const auto& endings) {
      for (const std::string_view ending : endings) {
        words_.emplace(inflected_.emplace_back(std::string(stem) += ending), known);
      }
    };
    soft ? add_all(kSoftEndings) : add_all(kHardEndings);
  }

  std::deque<std::string> inflected_;
  std::unordered_map<std::string_view, KnownWord> words_;
};

const Table& table() {
  static const Table made;
  return made;
}

}  // namespace

const KnownWord* known_word(std::string_view word) { return table().find(word); }

WordRoles roles_of(std::string_view word) {
  static const auto roles = [] {
    std::unordered_map<std::string_view, WordRoles> made;
    for (const std::string_view stop : kStopWords) made[stop].stop = true;
    for (const std::string_view particle : kParticles) made[particle].particle = true;
    for (const std::string_view title : kTitles) made[title].title = true;
    return made;
  }();
  constexpr std::size_t kLongest = 10;  // "chancellor", "ambassador"
  static_assert(std::ranges::all_of(kTitles, [](std::string_view title) { return title.size() <= kLongest; }));
  if (word.size() > kLongest) return {};
  const auto found = roles.find(word);
  return found == roles.end() ? WordRoles{} : found->second;
}

}  // namespace tidewaiter::match
