// Parts are cut by words of forwarding and of addresses, not by commas alone: "Zenda, Rudolf" is one name.
#include "match/readings.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <span>
#include <string>

#include "base/ascii.h"
#include "match/word_table.h"
#include "text/legal_forms.h"
#include "text/tokens.h"

namespace tidewaiter::match {
namespace {

bool is_letter_byte(char c) { return static_cast<unsigned char>(c) >= 0x80 || is_digit(c) || is_letter(c); }

// A run of letters and digits as written.
struct Piece {
  std::string word;  // ASCII in lower case
  std::size_t begin = 0;
  std::size_t end = 0;
  bool divided = false;  // a comma, semicolon, bar, bracket, line break or free-standing dash is before it
  bool slashed = false;  // nothing but "/" is before it
  bool has_digit() const { return std::ranges::any_of(word, is_digit); }
};

std::vector<Piece> pieces_of(std::string_view name) {
  constexpr std::string_view kDividers = ",;|()[]{}<>\n\r\t:";
  std::vector<Piece> pieces;
  for (std::size_t i = 0; i < name.size() && pieces.size() < 4 * text::kMaxTokens;) {
    const std::size_t gap = i;
    while (i < name.size() && !is_letter_byte(name[i])) ++i;
    if (i == name.size()) break;
    const std::string_view between = name.substr(gap, i - gap);
    Piece piece;
    piece.begin = i;
    piece.divided = between.find_first_of(kDividers) != std::string_view::npos ||
                    between.find(" - ") != std::string_view::npos || between.find("//") != std::string_view::npos;
    piece.slashed = between == "/";
    for (; i < name.size() && is_letter_byte(name[i]); ++i) piece.word += to_lower(name[i]);
    piece.end = i;
    pieces.push_back(std::move(piece));
  }
  return pieces;
}

template <std::size_t N>
bool is_one_of(std::string_view word, const std::array<std::string_view, N>& sorted) {
  return std::ranges::binary_search(sorted, word);
}

// What stands between the parties in a name column. Written as in trade papers; '/' needs a slash there.
constexpr auto kMarkers = std::to_array<std::string_view>({"for and on behalf of",
                                                           "on behalf of",
                                                           "in care of",
                                                           "care of",
                                                           "c/o",
                                                           "o/b/o",
                                                           "o/b",
                                                           "obo",
                                                           "p/a",
                                                           "to the order of",
                                                           "to order of",
                                                           "for the account of",
                                                           "for account of",
                                                           "account of",
                                                           "account name",
                                                           "a/c name",
                                                           "a/c of",
                                                           "a/c",
                                                           "f/a/o",
                                                           "fao",
                                                           "f/o",
                                                           "as agents for",
                                                           "as agent for",
                                                           "as agents of",
                                                           "as agent of",
                                                           "agents for",
                                                           "acting for",
                                                           "attention",
                                                           "attn",
                                                           "att",
                                                           "notify party",
                                                           "notify",
                                                           "also notify",
                                                           "beneficiary",
                                                           "ultimate consignee",
                                                           "consignee",
                                                           "end user",
                                                           "end customer",
                                                           "ship to",
                                                           "sold to",
                                                           "bill to",
                                                           "deliver to",
                                                           "in favour of",
                                                           "in favor of",
                                                           "representing",
                                                           "doing business as",
                                                           "d/b/a",
                                                           "dba",
                                                           "trading as",
                                                           "t/a",
                                                           "also known as",
                                                           "a/k/a",
                                                           "aka",
                                                           "formerly known as",
                                                           "formerly",
                                                           "f/k/a",
                                                           "fka",
                                                           "n/k/a",
                                                           "under the name of"});

// Words that open an address where a number follows, and words of streets and districts.
constexpr auto kOpeners = std::to_array<std::string_view>(
    {"blk",   "block", "bldg",  "building", "flat",   "flatno", "floor", "flr",      "house",
     "level", "lot",   "no",    "office",   "plot",   "room",   "rm",    "shop",     "ste",
     "str",   "suite", "tower", "ul",       "ulitsa", "unit",   "villa", "warehouse"});
constexpr auto kStreets = std::to_array<std::string_view>(
    {"ave",      "avenue",   "blvd",   "boulevard", "cad",     "caddesi", "calle",     "district", "dist",
     "highway",  "hwy",      "jalan",  "jln",       "lane",    "mah",     "mahallesi", "marg",     "nagar",
     "prospect", "prospekt", "rd",     "road",      "rue",     "sok",     "sokak",     "square",   "st",
     "str",      "strasse",  "street", "township",  "village", "zone"});

template <std::size_t N>
constexpr std::array<std::string_view, N> sorted(std::array<std::string_view, N> words) {
  std::ranges::sort(words);
  return words;
}

// How many pieces from `at` are this marker; 0 if it is another text.
std::size_t marker_length(std::span<const Piece> pieces, std::size_t at, std::string_view marker) {
  std::size_t count = 0;
  bool slash = false;
  while (true) {
    const std::size_t end = marker.find_first_of(" /");
    if (at + count == pieces.size() || pieces[at + count].word != marker.substr(0, end)) return 0;
    if (slash && !pieces[at + count].slashed) return 0;
    ++count;
    if (end == std::string_view::npos) return count;
    slash = marker[end] == '/';
    marker.remove_prefix(end + 1);
  }
}

class Reader {
 public:
  explicit Reader(std::string_view name) : name_(name), pieces_(pieces_of(name)) {}

  std::vector<std::string_view> read() {
    found_.push_back(name_);
    divide_by_slashes();
    const auto parts = divide_by_markers();
    for (const Range part : parts) {
      if (parts.size() > 1) add(part);
      cut_address(part);
    }
    return std::move(found_);
  }

 private:
  struct Range {  // of pieces
    std::size_t first;
    std::size_t last;
  };

  std::vector<Range> divide_by_markers() const {
    std::vector<Range> parts;
    std::size_t first = 0;
    for (std::size_t i = 0; i < pieces_.size();) {
      std::size_t length = 0;
      for (const std::string_view marker : kMarkers) {
        if (marker.front() != pieces_[i].word.front()) continue;
        length = std::max(length, marker_length(pieces_, i, marker));
      }
      // A word alone is a marker at the front or after another word, never the last: "Obo" may be somebody's name.
      if (length == 0 || i + length == pieces_.size()) {
        ++i;
        continue;
      }
      if (i > first) parts.push_back({first, i});
      first = i += length;
    }
    if (first < pieces_.size()) parts.push_back({first, pieces_.size()});
    if (!parts.empty() && parts.size() == 1 && parts[0].first == 0) return {{0, pieces_.size()}};
    // A marker at the front leaves one part, which is not the whole.
    if (parts.size() == 1) parts.insert(parts.begin(), Range{0, pieces_.size()});
    return parts;
  }

  // "Al-Qa'ida/Islamic Army": two names of one party, where each part can be a name by its words.
  void divide_by_slashes() {
    std::size_t first = 0;
    std::vector<Range> parts;
    for (std::size_t i = 1; i <= pieces_.size(); ++i) {
      if (i < pieces_.size() && !pieces_[i].slashed) continue;
      parts.push_back({first, i});
      first = i;
    }
    const auto is_name = [&](Range part) { return part.last - part.first >= 2 && may_be_name(part); };
    if (parts.size() < 2 || !std::ranges::all_of(parts, is_name)) return;
    for (const Range part : parts) add(part);
  }

  bool is_place(std::size_t i) const {
    const KnownWord* known = known_word(pieces_[i].word);
    return known != nullptr && known->place;
  }
  bool is_number_at(std::size_t i, Range part) const { return i < part.last && pieces_[i].has_digit(); }

  // Something in [from, part.last) speaks of an address.
  bool is_address(std::size_t from, Range part) const {
    static constexpr auto kSortedStreets = sorted(kStreets);
    for (std::size_t i = from; i < part.last; ++i) {
      if (pieces_[i].has_digit() || is_one_of(pieces_[i].word, kSortedStreets)) return true;
    }
    return false;
  }
  bool all_places(std::size_t from, Range part) const {
    for (std::size_t i = from; i < part.last; ++i) {
      if (!is_place(i)) return false;
    }
    return from < part.last;
  }
  bool opens_address(std::size_t i, Range part) const {
    static constexpr auto kSortedOpeners = sorted(kOpeners);
    const std::string& word = pieces_[i].word;
    if (is_one_of(word, kSortedOpeners)) {
      const bool letter = i + 2 < part.last && pieces_[i + 1].word.size() == 1;
      // "No. 771" at the end is a name's number: an address goes on.
      if (word == "no" && i + 2 >= part.last) return false;
      return letter || is_number_at(i + 1, part) || is_number_at(i + 2, part);
    }
    if ((word == "po" || word == "pob") && i + 1 < part.last) return word == "pob" || pieces_[i + 1].word == "box";
    return word == "p" && i + 2 < part.last && pieces_[i + 1].word == "o" && pieces_[i + 2].word == "box";
  }

  std::size_t segment_end(std::size_t i, Range part) const {
    do {
      ++i;
    } while (i < part.last && !pieces_[i].divided);
    return i;
  }

  // Heads of the part: what stands before the point where an address may begin.
  void cut_address(Range part) {
    static constexpr auto kSortedStreets = sorted(kStreets);
    for (std::size_t i = part.first + 1; i < part.last; ++i) {
      const Piece& piece = pieces_[i];
      if (opens_address(i, part)) {
        add({part.first, i});
        break;
      }
      if (piece.divided && (is_address(i, {i, segment_end(i, part)}) || all_places(i, part))) {
        add({part.first, i});
        if (piece.has_digit()) break;
      }
      if (ends_with_form(i - 1) && !ends_with_form(i) && part.last - i >= 2 && is_address(i, part)) {
        add({part.first, i});
      }
      if (is_one_of(piece.word, kSortedStreets) && is_address(i + 1, part)) {
        // The street's name is one to three words, or a number stands before it.
        for (std::size_t back = 1; back <= 3 && i > part.first + back; ++back) {
          add({part.first, i - back});
          if (pieces_[i - back].has_digit() || pieces_[i - back].divided) break;
        }
        break;
      }
    }
    cut_branch(part);
  }

  // "… Hong Kong Branch", "… Dubai Office": a branch is its company.
  void cut_branch(Range part) {
    static constexpr auto kBranches = sorted(std::to_array<std::string_view>(
        {"branch", "office", "filial", "filiale", "sucursal", "succursale", "subsidiary"}));
    if (part.last - part.first < 2 || !is_one_of(pieces_[part.last - 1].word, kBranches)) return;
    std::size_t end = part.last - 1;
    while (end > part.first && (is_place(end - 1) || is_one_of(pieces_[end - 1].word, kRepresentatives))) --end;
    add({part.first, end});
  }
  static constexpr auto kRepresentatives =
      std::to_array<std::string_view>({"liaison", "regional", "rep", "representative"});

  bool ends_with_form(std::size_t i) const {
    static constexpr auto kForms = sorted(std::to_array<std::string_view>(
        {"ltd",         "limited", "llc", "inc", "gmbh", "fze",  "fzco", "fzc",          "jsc",  "corp",
         "corporation", "bhd",     "plc", "ag",  "srl",  "spa",  "bv",   "company",      "ooo",  "llp",
         "pjsc",        "co",      "kk",  "pte", "pvt",  "sarl", "sa",   "incorporated", "dmcc", "wll"}));
    return is_one_of(pieces_[i].word, kForms);
  }

  // A party's name has two words that are neither numbers nor places, or one that is long or has a legal form.
  bool may_be_name(Range range) const {
    std::size_t words = 0;
    std::size_t longest = 0;
    bool form = false;
    for (std::size_t i = range.first; i < range.last; ++i) {
      if (ends_with_form(i)) {
        form = true;
      } else if (!pieces_[i].has_digit() && !is_place(i) && !roles_of(pieces_[i].word).stop) {
        ++words;
        if (const KnownWord* known = known_word(pieces_[i].word); known == nullptr || known->share == 0) {
          longest = std::max(longest, pieces_[i].word.size());
        }
      }
    }
    return words >= 2 || (words == 1 && (form || longest >= kLongWord));
  }

  void add(Range range) {
    if (range.first >= range.last || found_.size() == kMostReadings) return;
    if (range.first == 0 && range.last == pieces_.size()) return;
    if (!may_be_name(range)) return;
    const std::size_t begin = pieces_[range.first].begin;
    const std::string_view part = name_.substr(begin, pieces_[range.last - 1].end - begin);
    if (std::ranges::find(found_, part) == found_.end()) found_.push_back(part);
  }

  // A single word before an address is a name from five letters on; a shorter one is the beginning of many.
  static constexpr std::size_t kLongWord = 5;

  std::string_view name_;
  std::vector<Piece> pieces_;
  std::vector<std::string_view> found_;
};

}  // namespace

std::vector<std::string_view> readings_of(std::string_view name) { return Reader(name).read(); }

}  // namespace tidewaiter::match
