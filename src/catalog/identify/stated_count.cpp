#include "catalog/identify/stated_count.h"

#include <algorithm>

#include "catalog/identify/number_words.h"

namespace tidewaiter::catalog {
namespace {

constexpr std::uint32_t kLargestBracket = 1000;  // a larger number is a year
constexpr std::uint32_t kLargestListed = 128;    // behind a comma; a larger one may be a price
constexpr std::uint32_t kLongestNumber = 4;      // fragments: "1,024", "三十二"

// "Offerta n. 318: …", "n° 22-1187": what a paper is numbered with.
bool numbers_a_paper(const Reading& reading, const Match& word, std::uint32_t behind) {
  constexpr std::size_t kLongest = 3;  // bytes of "n", "nr", "no"
  if (reading.words(word.begin, word.end).size() > kLongest || behind >= reading.size()) return false;
  return reading.written_before(behind, ':') ||
         (reading.fragment(behind).digits && reading.written_before(behind, '-'));
}

// A count with a word of units behind it, or a word of quantity before it, at `at`.
std::optional<StatedCount> count_at(const Reading& reading, std::uint32_t from, std::uint32_t at, std::uint32_t limit) {
  const Match* const match = reading.term_at(at);
  if (match == nullptr || match->begin != at || match->end > limit) return std::nullopt;
  const bool machines = !match->term->is(Says::counted);
  const auto is_order = [&](std::uint32_t begin, std::uint32_t end) {  // "MOQ 100 pcs", "两百片起批"
    return (begin > 0 && reading.says_at(Says::minimum, begin - 1)) || reading.says_at(Says::minimum, end);
  };
  if (match->term->is(Says::lot)) {  // "a pair", "2 dozen"
    const auto lots = number_before(reading, from, at);
    const double count = match->term->number * (lots ? lots->value : 1);
    if (count > kLargestStated) return std::nullopt;
    return StatedCount{count, lots ? lots->begin : at, match->end, machines};
  }
  if (match->term->is(Says::filled) && !match->term->is(Says::unit)) {  // "10er Pack", "5枚入り"
    if (const auto counted = number_before(reading, from, at)) {
      return StatedCount{counted->value, counted->begin, match->end, false};
    }
  }
  // "2no.", but not "no GPU"
  const bool denies = match->term->is(Says::negation) && !reading.fragment(at).joined;
  if (match->term->is(Says::unit) && !reading.fragment(at).breaks && !denies) {
    const std::uint32_t next = match->end;
    if (const auto counted = number_before(reading, from, at)) {
      if (is_order(counted->begin, match->end)) return std::nullopt;
      // "CT 5 PZ 50": the number before is that of the packages
      const bool of_packages = counted->begin > from && reading.says_at(Says::pack, counted->begin - 1) &&
                               !reading.fragment(counted->begin).breaks && next < limit &&
                               reading.fragment(next).digits && !reading.fragment(next).breaks;
      if (!of_packages) return StatedCount{counted->value, counted->begin, match->end, machines};
    }
    // "PZ 11", "szt. 12": where nothing follows that the number could count
    const bool last = next + 1 >= limit || reading.fragment(next + 1).breaks || reading.opens_bracket(next + 1);
    if (next < limit && last && !reading.fragment(next).joined && !reading.fragment(next).ideograph &&
        !reading.fragment(next).breaks) {
      if (const auto counted = number_before(reading, next, next + 1);
          counted && !is_order(at, next + 1) && !numbers_a_paper(reading, *match, next + 1)) {
        return StatedCount{counted->value, at, next + 1, machines};
      }
    }
  }
  if (match->term->is(Says::quantity) && match->end < limit) {
    const Fragment& next = reading.fragment(match->end);
    if (next.digits && next.joined && next.number > 0 && next.number <= kLargestStated &&
        reading.term_at(match->end) == nullptr) {  // "qty10"
      return StatedCount{static_cast<double>(next.number), at, match->end + 1, machines};
    }
    // "qty 16", "qty: 16", "qty two"
    for (std::uint32_t i = std::min(limit, match->end + kLongestNumber); i > match->end; --i) {
      if (const auto counted = number_before(reading, match->end, i); counted && counted->begin == match->end) {
        if (numbers_a_paper(reading, *match, i)) return std::nullopt;
        const Match* what = reading.term_at(i, limit);
        if (what != nullptr && what->term->is(Says::lot)) {  // "qty 2 dozen"
          return StatedCount{counted->value * what->term->number, at, what->end, machines};
        }
        // "n. 8 GPU"
        const bool chips = what != nullptr && (what->term->is(Says::counted) || what->term->is(Says::card)) &&
                           !what->term->is(Says::unit);
        return StatedCount{counted->value, at, i, machines && !chips};
      }
    }
  }
  return std::nullopt;
}

}  // namespace

std::optional<double> times_at_end(const Reading& reading, std::uint32_t from, std::uint32_t limit) {
  for (std::uint32_t at = from; at + 1 < limit; ++at) {
    if (reading.fragment(at).text != "x" || !reading.fragment(at + 1).digits) continue;
    const bool counts_other = at > 0 && reading.fragment(at - 1).digits && reading.term_at(at - 1) == nullptr;
    if (counts_other && !reading.blank_before(at)) continue;  // "2x 8468"
    const bool last = at + 2 >= limit || reading.fragment(at + 2).breaks || reading.opens_bracket(at + 2);
    const std::uint32_t count = reading.fragment(at + 1).number;
    // "PCIe x16", "PCIe x 16", "PCIe x4"; no slot has twelve lanes, and "H100 PCIe x 4" are four
    const bool apart = reading.blank_before(at) && reading.blank_before(at + 1);
    const bool slot = count == 16 || (!apart && (count == 1 || count == 2 || count == 4 || count == 8));
    const bool form = at > 0 && reading.says_at(Says::computing, at - 1) && !reading.says_at(Says::counted, at - 1);
    const bool lanes = form && slot;
    if (last && !lanes && count > 0 && count <= kLargestStated) return count;
  }
  return std::nullopt;
}

std::optional<double> bare_at_end(const Reading& reading, std::uint32_t from, std::uint32_t limit) {
  const std::uint32_t end = reading.number_begin();
  if (end <= from || limit < end) return std::nullopt;
  const std::uint32_t at = end - 1;
  const Fragment& last = reading.fragment(at);
  const bool bare = last.digits && !last.joined && last.number > 0 && last.number <= kLargestBracket &&
                    reading.term_at(at) == nullptr && !reading.continues_number(at);
  if (!bare) return std::nullopt;
  if (reading.opens_bracket(at)) return last.number;
  const Match* number = at > 0 ? reading.term_at(at - 1) : nullptr;
  if (number != nullptr && number->begin > from && number->term->is(Says::neutral)) {  // "GA102-300-A1 REFURB 30"
    number = reading.term_at(number->begin - 1);
  }
  if (number != nullptr && reading.blank_before(at)) {
    const bool whole = number->term->part_number || (number->term->code && number->term->code->part_number);
    if (whole) return last.number;
  }
  // "HGX baseboard, 2", "VCNRTXA6000-PB / 10"; but "A100, 80" is its memory
  const bool listed = at > 0 && last.breaks && !reading.fragment(at - 1).digits && last.number <= kLargestListed;
  const bool size = std::ranges::find(kMemorySizes, last.number) != kMemorySizes.end();
  const bool ends_text = listed && reading.written_before(at, ' ');
  return ends_text && !size ? std::optional<double>(last.number) : std::nullopt;
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

bool states_count(const Reading& reading, std::uint32_t from, std::uint32_t limit) {
  for (std::uint32_t at = from; at < limit; ++at) {
    if (count_at(reading, from, at, limit)) return true;
  }
  return false;
}

}  // namespace tidewaiter::catalog
