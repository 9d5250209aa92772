#include "catalog/identify/behind_name.h"

#include "catalog/identify/number_words.h"
#include "catalog/identify/stated_count.h"

namespace tidewaiter::catalog {
namespace {

// "8-GPU" among the fragments of [from, to), or a number that ends there.
bool counts_chips(const Reading& reading, std::uint32_t from, std::uint32_t to) {
  if (number_before(reading, from, to)) return true;
  for (std::uint32_t i = from + 1; i < to; ++i) {
    if (reading.says_at(Says::counted, i) && number_before(reading, from, i)) return true;
  }
  return false;
}

}  // namespace

bool in_bracket_behind(const Reading& reading, std::uint32_t end, std::uint32_t at) {
  bool open = false;
  for (std::uint32_t i = end; i <= at && i < reading.size(); ++i) {
    for (const char sign : reading.signs_before(i)) {
      if (sign == '(' || sign == '[') open = true;
      if (sign == ')' || sign == ']') open = false;
    }
  }
  return open;
}

bool is_alone(const Reading& reading, const Match& accessory) {
  if (accessory.term->is(Says::alone) || reading.says_just_before(Says::alone, accessory.begin)) return true;
  const Match* next = reading.next_term(accessory.end);
  return next != nullptr && next->term->is(Says::alone) && !reading.breaks_between(accessory.end - 1, next->begin + 1);
}

bool leaves_open(const Reading& reading, std::uint32_t begin, std::uint32_t end, const Match& accessory) {
  if (is_alone(reading, accessory)) return false;
  if (!reading.memory_sizes().empty() || reading.says_between(Says::form, begin, accessory.begin)) return true;
  if (reading.count_behind(end) || states_count(reading, end, accessory.begin) ||
      counts_chips(reading, end, accessory.begin)) {
    return true;
  }
  const bool goes_on = accessory.end < reading.size() && !reading.fragment(accessory.end).breaks;
  return accessory.term->is(Says::edition) || (goes_on && reading.says_at(Says::edition, accessory.end));
}

}  // namespace tidewaiter::catalog
