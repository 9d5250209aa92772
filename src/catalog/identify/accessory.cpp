#include "catalog/identify/accessory.h"

namespace tidewaiter::catalog {
namespace {

bool names_thing(const Reading& reading, std::uint32_t begin, std::uint32_t end) {
  return reading.says_between(Says::card, begin, end) || reading.says_between(Says::assembly, begin, end) ||
         reading.says_between(Says::model, begin, end);
}

// "H100, heat sink included", "water block with RTX 4090"; not "cold plate with quick disconnects".
bool comes_along(const Reading& reading, std::uint32_t at) {
  const Match* with = at < reading.size() ? reading.term_at(at) : nullptr;
  if (with == nullptr || !with->term->is(Says::comes_with)) return false;
  if (with->end >= reading.size() || reading.fragment(with->end).breaks) return true;
  const Match* next = reading.next_term(with->end);
  return next != nullptr && (next->term->is(Says::card) || next->term->is(Says::assembly) ||
                             next->term->is(Says::family) || next->term->is(Says::item));
}

}  // namespace

const Match* accessory_to(const Reading& reading, std::uint32_t begin, std::uint32_t end) {
  if (const Match* without = reading.first(Says::without)) return without;
  for (const Match& match : reading.matches()) {
    if (!match.term->is(Says::accessory)) continue;
    if (match.end <= begin) {
      if (reading.says_between(Says::comes_with, 0, match.begin) && names_thing(reading, 0, match.begin)) continue;
      if (reading.says_between(Says::comes_with, match.end, begin)) continue;
      if (reading.says_between(Says::goes_for, match.end, begin)) return &match;
      if (reading.breaks_between(match.end - 1, begin + 1) || reading.count_before(begin)) continue;
      return &match;
    }
    if (match.begin < end) continue;
    if (reading.says_between(Says::comes_with, end, match.begin) || comes_along(reading, match.end) ||
        reading.says_between(Says::goes_for, end, match.begin) || reading.breaks_between(end - 1, match.begin + 1)) {
      continue;
    }
    const Match* next = reading.next_term(match.end);
    if (next != nullptr && (next->term->is(Says::card) || next->term->is(Says::assembly)) &&
        !reading.breaks_between(match.end - 1, next->begin + 1)) {
      continue;
    }
    return &match;
  }
  return nullptr;
}

bool is_for_only(const Reading& reading, std::uint32_t begin) {
  for (const Match& match : reading.matches()) {
    if (!match.term->is(Says::goes_for) || match.end > begin) continue;
    if (!reading.anything_between(0, match.begin) || names_thing(reading, 0, match.begin)) continue;
    bool at_once = true;
    for (const Match& between : reading.matches()) {
      if (between.begin < match.end || between.begin >= begin) continue;
      at_once = at_once &&
                (between.term->is(Says::vendor) || between.term->is(Says::neutral) || between.term->is(Says::assembly));
    }
    if (at_once) return true;
  }
  return false;
}

const Match* work_before(const Reading& reading, std::uint32_t begin) {
  for (const Match& match : reading.matches()) {
    if (match.begin >= begin) return nullptr;
    if (match.term->is(Says::work)) return &match;
    if (match.term->is(Says::card) || match.term->is(Says::model)) return nullptr;
  }
  return nullptr;
}

const Match* loose_accessory(const Reading& reading) {
  for (const Match& match : reading.matches()) {
    if (match.term->is(Says::without)) return &match;
    if (!match.term->is(Says::accessory)) continue;
    if (reading.says_between(Says::comes_with, 0, match.begin)) return nullptr;
    return names_thing(reading, 0, match.begin) && reading.breaks_between(0, match.begin + 1) ? nullptr : &match;
  }
  return nullptr;
}

}  // namespace tidewaiter::catalog
