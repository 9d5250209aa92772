#include "catalog/identify/packages.h"

#include <algorithm>
#include <vector>

#include "catalog/identify/number_words.h"

namespace tidewaiter::catalog {
namespace {

constexpr std::uint32_t kLongestNumber = 6;  // fragments: "one hundred and twenty four"
constexpr std::uint32_t kMostNumbered = 10'000;
constexpr std::uint32_t kMostBetween = 3;  // words between packages and what is in them: "each with", ": x"

// A word for packages, where it stands.
struct Packages {
  std::uint32_t begin = 0;  // with the number
  std::uint32_t end = 0;
  double number = 0;  // 0: not stated
  bool each = false;  // "per carton", "/ctn", "每箱": of one of them
};

// What one package holds.
struct Content {
  double count = 0;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;  // with the word of units
  bool of_machines = false;
};

bool is(const Reading& reading, std::uint32_t at, std::uint32_t limit, Says what) {
  return at < limit && reading.says_at(what, at);
}

// "CTN 1-4", "Carton 1 à 3": how many the numbers behind the word are, and the end of the second; 0 if they are none.
std::uint32_t numbered(const Reading& reading, std::uint32_t at, std::uint32_t limit, std::uint32_t& end) {
  const auto plain = [&](std::uint32_t i) {
    return i < limit && reading.fragment(i).digits && !reading.fragment(i).joined && reading.term_at(i) == nullptr;
  };
  if (!plain(at)) return 0;
  const bool joins = is(reading, at + 1, limit, Says::filled_with);
  const std::uint32_t second = at + (joins ? 2 : 1);
  if (!plain(second) || reading.fragment(second).breaks) return 0;
  // folding makes a dash a blank
  if (!joins && !reading.written_before(second, '~') && !reading.written_before(second, ' ')) return 0;
  if (second + 1 < limit && (reading.fragment(second + 1).joined || is(reading, second + 1, limit, Says::unit)))
    return 0;
  const std::uint32_t first_number = reading.fragment(at).number;
  const std::uint32_t last_number = reading.fragment(second).number;
  if (first_number == 0 || last_number <= first_number || last_number > kMostNumbered) return 0;
  end = second + 1;
  return last_number - first_number + 1;
}

std::vector<Packages> all_packages(const Reading& reading, std::uint32_t from, std::uint32_t limit) {
  std::vector<Packages> found;
  for (const Match& match : reading.matches()) {
    if (match.begin < from || match.end > limit || !match.term->is(Says::pack)) continue;
    Packages one{match.begin, match.end, 0, reading.fragment(match.begin).slashes};
    if (!reading.fragment(match.begin).breaks) {
      if (const auto number = number_before(reading, from, match.begin)) {
        one.number = number->value;
        one.begin = number->begin;
      }
    }
    const bool times = match.begin > from + 1 && reading.fragment(match.begin - 1).text == "x";
    if (one.number == 0 && times) {  // "4 x pallets"
      if (const auto number = number_before(reading, from, match.begin - 1)) {
        one.number = number->value;
        one.begin = number->begin;
      }
    }
    if (one.number == 0 && match.term->is(Says::each)) one.each = true;  // "VE 2"
    if (one.number == 0 && !one.each) one.number = numbered(reading, match.end, limit, one.end);
    if (one.number == 0 && !one.each && match.end < limit && reading.written_before(match.end, ':')) {  // "мест: 2"
      if (const auto number = number_before(reading, match.end, match.end + 1)) {
        one.number = number->value;
        one.end = match.end + 1;
      }
    }
    one.each = one.each || (one.begin > from && is(reading, one.begin - 1, limit, Says::each));
    if (one.number == 0 && is(reading, match.end, limit, Says::each)) one.each = true;
    found.push_back(one);
  }
  return found;
}

// A number that begins at `at`, and what it counts: a word of units, the name of a thing, or nothing more.
std::optional<Content> content_at(const Reading& reading, std::uint32_t at, std::uint32_t limit) {
  for (std::uint32_t end = std::min(limit, at + kLongestNumber); end > at; --end) {
    const auto number = number_before(reading, at, end);
    if (!number || number->begin != at) continue;
    Content content{number->value, at, end, false};
    const Match* next = reading.term_at(end, limit);
    if (next == nullptr) {
      const bool times = end < limit && reading.fragment(end).text == "x";
      return end == limit || reading.fragment(end).breaks || times ? std::optional(content) : std::nullopt;
    }
    if (next->term->is(Says::unit)) {
      content.end = next->end;
      content.of_machines = !next->term->is(Says::counted);
      return content;
    }
    content.of_machines = next->term->is(Says::assembly) || next->term->is(Says::model);
    const bool named = content.of_machines || next->term->is(Says::family) || next->term->is(Says::item) ||
                       next->term->is(Says::vendor) || next->term->is(Says::card) || next->term->is(Says::mark);
    return named || reading.fragment(end).breaks ? std::optional(content) : std::nullopt;
  }
  return std::nullopt;
}

// Behind the word for packages, where something joins the two: "of 10", "x 8 pcs", "each with 12". `at_once`: nothing
// needs to ("一箱10片").
std::optional<Content> content_behind(const Reading& reading, std::uint32_t at, std::uint32_t limit, bool at_once) {
  if (const auto content = at < limit ? content_at(reading, at, limit) : std::nullopt) {  // "4 trays (8 modules each)"
    const Match* unit = reading.term_at(content->end, limit);
    const std::uint32_t end = unit != nullptr && unit->term->is(Says::card) ? unit->end : content->end;
    if (is(reading, end, limit, Says::each)) return content;
  }
  bool joined = at_once || (at < limit && reading.written_before(at, '@'));
  for (std::uint32_t i = at; i < limit && i <= at + kMostBetween; ++i) {
    const bool comma = reading.fragment(i).breaks && !reading.fragment(i).slashes;
    if (joined && !(comma && i > at)) {
      if (const auto content = content_at(reading, i, limit)) return content;
    }
    if (reading.fragment(i).text == "x") {
      joined = true;
      continue;
    }
    const Match* match = reading.term_at(i);
    // "x 4 ctns": of packages; "4 pcs/ctn, total 24 pcs": of all
    if (match == nullptr || match->term->is(Says::pack) || match->term->is(Says::quantity)) return std::nullopt;
    if (match->term->is(Says::each) || match->term->is(Says::filled_with) || match->term->is(Says::comes_with)) {
      joined = true;
      i = match->end - 1;
    } else if (!match->term->is(Says::neutral)) {
      return std::nullopt;
    }
  }
  return std::nullopt;
}

// "10 pcs/ctn", "8 per crate": before the word for packages that ends the phrase.
std::optional<Content> content_before(const Reading& reading, std::uint32_t from, std::uint32_t at) {
  std::uint32_t end = at;
  while (end > from && reading.says_at(Says::each, end - 1)) end = reading.term_at(end - 1)->begin;
  const Match* unit = end > from ? reading.term_at(end - 1) : nullptr;
  const bool counts =
      unit != nullptr && unit->begin >= from && (unit->term->is(Says::unit) || unit->term->is(Says::card));
  const auto number = number_before(reading, from, counts ? unit->begin : end);
  if (!number) return std::nullopt;
  return Content{number->value, number->begin, end, counts && !unit->term->is(Says::counted)};
}

// "2 pallets x 10 cartons x 4 pcs": of the packages that hold these, where both are joined at once; 1 of none.
double outer_packages(const Reading& reading, const std::vector<Packages>& packages, const Packages& inner,
                      std::uint32_t& begin) {
  for (const Packages& outer : packages) {
    if (outer.each || outer.number < 2 || outer.end >= inner.begin) continue;
    bool joined = true;
    for (std::uint32_t i = outer.end; i < inner.begin; ++i) {
      const Match* match = reading.term_at(i);
      const bool joins = match != nullptr && (match->term->is(Says::each) || match->term->is(Says::filled_with) ||
                                              match->term->is(Says::comes_with));
      joined = joined && (joins || reading.fragment(i).text == "x") && !reading.fragment(i).breaks;
    }
    if (!joined) continue;
    begin = std::min(begin, outer.begin);
    return outer.number;
  }
  return 1;
}

StatedCount together(double packages, const Packages& package, const Content& content) {
  return {packages * content.count, std::min(package.begin, content.begin), std::max(package.end, content.end),
          content.of_machines};
}

// "tray of 24".
std::optional<StatedCount> of_one_package(const Reading& reading, const std::vector<Packages>& packages,
                                          std::uint32_t from, std::uint32_t limit) {
  for (const Packages& one : packages) {
    if (one.each || one.begin < from || !is(reading, one.end, limit, Says::filled_with)) continue;
    const auto content = content_behind(reading, one.end, limit, false);
    if (content && content->count <= kLargestStated) return together(1, one, *content);
  }
  return std::nullopt;
}

}  // namespace

std::optional<StatedCount> packed_count(const Reading& reading, std::uint32_t from, std::uint32_t limit) {
  const std::vector<Packages> packages = all_packages(reading, from, limit);
  const Packages* several = nullptr;  // the largest number that is stated, but not of what "1 box = 8 pcs" explains
  for (const Packages& one : packages) {
    if (!one.each && one.number > 0 && (several == nullptr || one.number > several->number)) several = &one;
  }
  if (several == nullptr) return of_one_package(reading, packages, from, limit);
  const double number = several->number;
  if (number > kLargestStated) return std::nullopt;
  const auto fits = [number](const Content& content) { return content.count * number <= kLargestStated; };
  for (const Packages& one : packages) {
    if (&one == several) continue;
    const bool filled = is(reading, one.end, limit, Says::filled_with) || is(reading, one.end, limit, Says::comes_with);
    const bool explains = one.each || one.number == 1 || (one.number == 0 && filled);  // "box of 10, 4 boxes"
    if (!explains) continue;
    std::optional<Content> content = content_behind(reading, one.end, limit, true);
    if (!content && one.each) content = content_before(reading, from, one.begin);
    if (!content || !fits(*content) || content->begin == several->begin) continue;
    StatedCount count = together(number, one, *content);
    count.begin = std::min(count.begin, several->begin);
    count.end = std::max(count.end, several->end);
    return count;
  }
  if (const auto content = content_behind(reading, several->end, limit, false); content && fits(*content)) {
    StatedCount count = together(number, *several, *content);
    const double all = count.count * outer_packages(reading, packages, *several, count.begin);
    if (all <= kLargestStated) count.count = all;
    return count;
  }
  for (const Match& match : reading.matches()) {  // "5枚入り 4箱"
    if (match.begin < from || match.end > limit || !match.term->is(Says::filled)) continue;
    if (match.end == several->end) {  // "4-pack"
      return StatedCount{number, several->begin, several->end, false};
    }
    const auto filled = number_before(reading, from, match.begin);
    if (!filled) continue;
    const Content content{filled->value, filled->begin, match.end, false};
    if (fits(content)) return together(number, *several, content);
  }
  return std::nullopt;
}

std::optional<double> packages_before(const Reading& reading, std::uint32_t from, std::uint32_t limit) {
  const auto is_number = [&](std::uint32_t at) {
    return reading.fragment(at).digits || reading.says_at(Says::number, at);
  };
  std::optional<double> most;
  for (const Packages& one : all_packages(reading, from, limit)) {
    bool another = false;
    for (std::uint32_t i = one.end; i < limit; ++i) another = another || is_number(i);
    if (another && !one.each && one.number > 0) most = std::max(most.value_or(0), one.number);
  }
  return most;
}

}  // namespace tidewaiter::catalog
