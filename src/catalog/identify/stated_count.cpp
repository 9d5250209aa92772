#include "catalog/identify/stated_count.h"

#include <array>
#include <string_view>

namespace tidewaiter::catalog {
namespace {

constexpr std::uint32_t kLargest = 100'000;  // larger ones are prices, weights and numbers of documents

struct Counted {
  double count = 0;
  std::uint32_t begin = 0;  // fragments of the number
};

std::optional<double> han_digit(std::string_view text) {
  static constexpr std::array<std::string_view, 10> kDigits{"零", "一", "二", "三", "四", "五", "六", "七", "八", "九"};
  for (std::size_t i = 0; i < kDigits.size(); ++i) {
    if (text == kDigits[i]) return static_cast<double>(i);
  }
  return text == "两" || text == "兩" ? std::optional(2.0) : std::nullopt;
}

// 十二, 二十, 一百: the ideographs that end at `at`.
std::optional<Counted> han_number(const Reading& reading, std::uint32_t from, std::uint32_t at) {
  double total = 0;
  double scale = 1;
  bool waiting = false;  // for the digit before a ten or a hundred
  std::uint32_t i = at;
  for (; i > from; --i) {
    const std::string_view text = reading.fragment(i - 1).text;
    const double unit = text == "十" ? 10 : text == "百" ? 100 : 0;
    if (unit > scale) {
      if (waiting) total += scale;
      scale = unit;
      waiting = true;
    } else if (const auto digit = han_digit(text); digit && (waiting || i == at)) {
      total += *digit * scale;
      waiting = false;
    } else {
      break;
    }
  }
  if (waiting) total += scale;
  if (i == at || total == 0) return std::nullopt;
  return Counted{total, i};
}

// The count whose last fragment is the one before `at`, not before `from`.
std::optional<Counted> number_before(const Reading& reading, std::uint32_t from, std::uint32_t at) {
  if (at <= from) return std::nullopt;
  const std::uint32_t last = at - 1;
  const Fragment& fragment = reading.fragment(last);
  if (fragment.digits) {
    // no part of a code ("h100 pcs"), of a decimal or of thousands ("27,400.00")
    const bool zero = fragment.number == 0 && !reading.comma_before(last);
    if (fragment.joined || reading.term_at(last) != nullptr || zero || fragment.number > kLargest) {
      return std::nullopt;
    }
    if (last > 0 && reading.fragment(last - 1).digits && !reading.blank_before(last)) {
      // "1,024 pcs"; but "27,400.00", and "27.400", which may be either
      const Fragment& thousands = reading.fragment(last - 1);
      const bool grouped = last > from && reading.comma_before(last) && fragment.text.size() == 3 &&
                           thousands.text.size() <= 3 && thousands.number > 0 && !thousands.joined &&
                           (last < 2 || !reading.fragment(last - 2).digits || reading.blank_before(last - 1));
      const std::uint32_t whole = thousands.number * 1000 + fragment.number;
      if (!grouped || whole > kLargest) return std::nullopt;
      return Counted{static_cast<double>(whole), last - 1};
    }
    return Counted{static_cast<double>(fragment.number), last};
  }
  if (const Match* match = reading.term_at(last); match != nullptr && match->term->is(Says::number)) {
    if (const auto longer = han_number(reading, from, at)) return longer;
    return Counted{match->term->number, match->begin};
  }
  return han_number(reading, from, at);
}

bool is(const Reading& reading, std::uint32_t at, Says what) {
  const Match* match = reading.term_at(at);
  return match != nullptr && match->term->is(what);
}

// "2 ctns x 8 pcs": the number of packages whose content the count that begins at `at` is.
double packages_before(const Reading& reading, std::uint32_t from, std::uint32_t at) {
  for (std::uint32_t i = at; i > from && at - i < 3; --i) {
    if (is(reading, i - 1, Says::pack)) {
      const auto packages = number_before(reading, from, reading.term_at(i - 1)->begin);
      return packages ? packages->count : 1;
    }
    const bool joins = reading.fragment(i - 1).text == "x" || is(reading, i - 1, Says::neutral);
    if (!joins) return 1;
  }
  return 1;
}

// "8 pcs/set, 3 sets": the number of packages that stands behind "8 pcs/set".
double packages_behind(const Reading& reading, std::uint32_t at, std::uint32_t limit) {
  if (at >= limit || !is(reading, at, Says::pack) || !reading.fragment(at).breaks) return 1;
  const Match* const pack = reading.term_at(at);
  for (std::uint32_t i = pack->end + 1; i < limit; ++i) {
    const Match* const again = reading.term_at(i);
    if (again == nullptr || again->term != pack->term) continue;
    const auto packages = number_before(reading, pack->end, i);
    return packages ? packages->count : 1;
  }
  return 1;
}

// A count with a word of units behind it, or a word of quantity before it, at `at`.
std::optional<StatedCount> count_at(const Reading& reading, std::uint32_t from, std::uint32_t at, std::uint32_t limit) {
  const Match* const match = reading.term_at(at);
  if (match == nullptr || match->begin != at || match->end > limit) return std::nullopt;
  const bool machines = !match->term->is(Says::counted);
  if (match->term->is(Says::lot)) {  // "a pair", "2 dozen"
    const auto lots = number_before(reading, from, at);
    const double count = match->term->number * (lots ? lots->count : 1);
    if (count > kLargest) return std::nullopt;
    return StatedCount{count, lots ? lots->begin : at, match->end, machines};
  }
  if (match->term->is(Says::unit) && !reading.fragment(at).breaks) {
    if (const auto counted = number_before(reading, from, at)) {
      const double count =
          counted->count * packages_before(reading, from, counted->begin) * packages_behind(reading, match->end, limit);
      if (count <= kLargest) return StatedCount{count, counted->begin, match->end, machines};
    }
  }
  if (match->term->is(Says::quantity) && match->end < limit) {
    // "qty 16", "qty: 16", "qty two"
    for (std::uint32_t i = match->end + 1; i <= limit && i <= match->end + 2; ++i) {
      if (const auto counted = number_before(reading, match->end, i); counted && counted->begin == match->end) {
        return StatedCount{counted->count, at, i, machines};
      }
    }
  }
  return std::nullopt;
}

std::optional<double> count_in(const Reading& reading, std::uint32_t from, std::uint32_t limit) {
  for (std::uint32_t at = from; at < limit; ++at) {
    if (const auto count = count_at(reading, from, at, limit)) return count->count;
  }
  return std::nullopt;
}

}  // namespace

std::optional<double> times_at_end(const Reading& reading, std::uint32_t from, std::uint32_t limit) {
  for (std::uint32_t at = from; at + 1 < limit; ++at) {
    if (reading.fragment(at).text != "x" || !reading.fragment(at + 1).digits) continue;
    const bool counts_other = at > 0 && reading.fragment(at - 1).digits && reading.term_at(at - 1) == nullptr;
    if (counts_other && !reading.blank_before(at)) continue;  // "2x 8468"
    const bool last = at + 2 >= limit || reading.fragment(at + 2).breaks;
    const std::uint32_t count = reading.fragment(at + 1).number;
    const bool lanes = at > 0 && is(reading, at - 1, Says::computing);
    if (last && !lanes && count > 0 && count <= kLargest) return count;
  }
  return std::nullopt;
}

std::vector<StatedCount> stated_counts(const Reading& reading, std::uint32_t from, std::uint32_t limit) {
  std::vector<StatedCount> counts;
  for (std::uint32_t at = from; at < limit; ++at) {
    if (const auto count = count_at(reading, from, at, limit)) {
      // the unit behind the number of a quantity ("数量: 8台") says it once more
      if (counts.empty() || counts.back().end <= count->begin || counts.back().count != count->count) {
        counts.push_back(*count);
      }
    }
  }
  return counts;
}

std::optional<double> stated_count(const Reading& reading, std::uint32_t from, std::uint32_t begin, std::uint32_t end,
                                   std::uint32_t limit) {
  if (const auto count = count_in(reading, end, limit)) return count;
  return count_in(reading, from, begin);
}

}  // namespace tidewaiter::catalog
