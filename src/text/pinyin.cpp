#include "text/pinyin.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <unordered_set>

namespace tidewaiter::text {
namespace {

// The syllables of standard Chinese by their initials (Hanyu Pinyin Fang'an, 1958); u also stands for u umlaut.
constexpr std::array<std::string_view, 23> kFinals = {
    " a ai an ang ao e ei en eng er o ou",
    "b a ai an ang ao ei en eng i ian iao ie in ing o u",
    "p a ai an ang ao ei en eng i ian iao ie in ing o ou u",
    "m a ai an ang ao e ei en eng i ian iao ie in ing iu o ou u",
    "f a an ang ei en eng o ou u",
    "d a ai an ang ao e ei en eng i ian iao ie ing iu ong ou u uan ui un uo",
    "t a ai an ang ao e eng i ian iao ie ing ong ou u uan ui un uo",
    "n a ai an ang ao e ei en eng i ian iang iao ie in ing iu ong ou u uan ue uo",
    "l a ai an ang ao e ei eng i ia ian iang iao ie in ing iu ong ou u uan ue un uo",
    "g a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo",
    "k a ai an ang ao e en eng ong ou u ua uai uan uang ui un uo",
    "h a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo",
    "j i ia ian iang iao ie in ing iong iu u uan ue un",
    "q i ia ian iang iao ie in ing iong iu u uan ue un",
    "x i ia ian iang iao ie in ing iong iu u uan ue un",
    "zh a ai an ang ao e en eng i ong ou u ua uai uan uang ui un uo",
    "ch a ai an ang ao e en eng i ong ou u ua uai uan uang ui un uo",
    "sh a ai an ang ao e ei en eng i ou u ua uai uan uang ui un uo",
    "r an ang ao e en eng i ong ou u uan ui un uo",
    "z a ai an ang ao e ei en eng i ong ou u uan ui un uo",
    "c a ai an ang ao e en eng i ong ou u uan ui un uo",
    "s a ai an ang ao e en eng i ong ou u uan ui un uo",
    "y a an ang ao e i in ing ong ou u uan ue un",
};
constexpr std::string_view kOfW = "w a ai an ang ei en eng o u";

// A syllable as a number, five bits a letter. REQUIRES: at most six letters a-z.
std::uint32_t number_of(std::string_view syllable) {
  std::uint32_t number = 0;
  for (const char c : syllable) number = number << 5U | static_cast<std::uint32_t>(c - 'a' + 1);
  return number;
}

// One syllable, after the tables of Giles's dictionary (1912) with the apostrophes of aspiration left out, as names
// of companies leave them out.
std::string in_wade_giles(std::string_view syllable, WadeGiles spelling) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 21> kWhole = {
      {{"zhi", "chih"}, {"chi", "chih"}, {"shi", "shih"}, {"ri", "jih"},   {"zi", "tzu"},   {"ci", "tzu"},
       {"si", "ssu"},   {"e", "o"},      {"ge", "ko"},    {"ke", "ko"},    {"he", "ho"},    {"er", "erh"},
       {"ye", "yeh"},   {"yan", "yen"},  {"you", "yu"},   {"gui", "kuei"}, {"kui", "kuei"}, {"guo", "kuo"},
       {"kuo", "kuo"},  {"huo", "huo"},  {"yi", "i"}}};
  for (const auto& [pinyin, wade] : kWhole) {
    if (pinyin != syllable) continue;
    const bool with_e = spelling == WadeGiles::with_e && pinyin.ends_with('e') && wade.ends_with('o');
    return with_e ? std::string(wade.substr(0, wade.size() - 1)) + 'e' : std::string(wade);
  }
  if (syllable == "shuo") return "shuo";
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 11> kInitials = {{{"zh", "ch"},
                                                                                               {"b", "p"},
                                                                                               {"d", "t"},
                                                                                               {"g", "k"},
                                                                                               {"j", "ch"},
                                                                                               {"q", "ch"},
                                                                                               {"x", "hs"},
                                                                                               {"r", "j"},
                                                                                               {"z", "ts"},
                                                                                               {"ch", "ch"},
                                                                                               {"c", "ts"}}};
  std::string initial;
  std::string_view final = syllable;
  for (const auto& [pinyin, wade] : kInitials) {
    if (syllable.starts_with(pinyin)) {
      initial = wade;
      final.remove_prefix(pinyin.size());
      break;
    }
  }
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 5> kEndings = {
      {{"ong", "ung"}, {"ian", "ien"}, {"ie", "ieh"}, {"ue", "ueh"}, {"uo", "o"}}};
  for (const auto& [pinyin, wade] : kEndings) {
    if (final.ends_with(pinyin)) return initial + std::string(final.substr(0, final.size() - pinyin.size())) += wade;
  }
  return initial + std::string(final);
}

constexpr std::size_t kLongestSyllable = 6;
// Open addressing with room to spare: a look-up is one or two comparisons.
class Syllables {
 public:
  Syllables() {
    for (const std::string_view row : kFinals) add_row(row);
    add_row(kOfW);
  }
  std::unordered_set<std::string> in_wade() const {
    std::unordered_set<std::string> all;
    const auto add = [&](std::string_view row) {
      each_of(row, [&](const std::string& syllable) {
        all.insert(in_wade_giles(syllable, WadeGiles::with_o));
        all.insert(in_wade_giles(syllable, WadeGiles::with_e));
      });
    };
    std::ranges::for_each(kFinals, add);
    add(kOfW);
    return all;
  }
  bool contain(std::string_view syllable) const {
    if (syllable.empty() || syllable.size() > kLongestSyllable) return false;
    const std::uint32_t number = number_of(syllable);
    for (std::size_t at = place_of(number); slots_[at] != 0; at = (at + 1) % slots_.size()) {
      if (slots_[at] == number) return true;
    }
    return false;
  }

 private:
  static std::size_t place_of(std::uint32_t number) { return number * 2654435761U >> 21U; }
  template <class Use>
  static void each_of(std::string_view row, const Use& use) {
    const std::size_t blank = row.find(' ');
    const std::string initial(row.substr(0, blank));
    row.remove_prefix(blank + 1);
    while (!row.empty()) {
      const std::size_t end = std::min(row.find(' '), row.size());
      use(initial + std::string(row.substr(0, end)));
      row.remove_prefix(std::min(end + 1, row.size()));
    }
  }
  void add_row(std::string_view row) {
    each_of(row, [&](const std::string& syllable) {
      const std::uint32_t number = number_of(syllable);
      std::size_t at = place_of(number);
      while (slots_[at] != 0) at = (at + 1) % slots_.size();
      slots_[at] = number;
    });
  }
  std::array<std::uint32_t, 2048> slots_{};
};

const Syllables& syllables() {
  static const Syllables made;
  return made;
}

constexpr std::size_t kLongestWord = 64;  // longer ones are no names

}  // namespace

bool is_chinese_syllable(std::string_view word) {
  static const std::unordered_set<std::string> wade = syllables().in_wade();
  return syllables().contain(word) || wade.contains(std::string(word));
}

std::string wade_giles(std::string_view word, WadeGiles spelling) {
  if (word.empty() || !std::ranges::all_of(word, [](char c) { return c >= 'a' && c <= 'z'; })) return {};
  constexpr std::uint8_t kNone = 255;
  // By end of a front of the word: how few syllables make it, and how long the last of them is.
  if (word.size() >= kLongestWord) return {};
  std::array<std::uint8_t, kLongestWord> fewest;
  fewest.fill(kNone);
  std::array<std::uint8_t, kLongestWord> last{};
  fewest[0] = 0;
  for (std::size_t end = 1; end <= word.size(); ++end) {
    for (std::size_t length = 1; length <= std::min(end, kLongestSyllable); ++length) {
      if (fewest[end - length] == kNone || fewest[end - length] + 1 >= fewest[end]) continue;
      if (!syllables().contain(word.substr(end - length, length))) continue;
      fewest[end] = static_cast<std::uint8_t>(fewest[end - length] + 1);
      last[end] = static_cast<std::uint8_t>(length);
    }
  }
  if (fewest[word.size()] == kNone) return {};
  std::string out;
  for (std::size_t end = word.size(); end > 0; end -= last[end]) {
    out.insert(0, in_wade_giles(word.substr(end - last[end], last[end]), spelling));
  }
  return out;
}

}  // namespace tidewaiter::text
