#include "regime/order.h"

#include <tuple>

namespace tidewaiter {
namespace {

// Place of a policy in the order; the enumerators stand in the order of output, not of restriction.
int rank(Policy policy) {
  switch (policy) {
    case Policy::none_stated:
      return 0;
    case Policy::approval:
      return 1;
    case Policy::case_by_case:
      return 2;
    case Policy::unknown:
      return 3;
    case Policy::denial:
      break;
  }
  return 4;
}

auto key(const Ruling& ruling) {
  const bool open = ruling.determination == Determination::undetermined;
  const Determination worst = open ? ruling.could_be : ruling.determination;
  const int policy = worst == Determination::licence_required ? rank(ruling.policy) : 0;
  return std::tuple(static_cast<int>(worst), policy, open);
}

}  // namespace

std::strong_ordering compare_restrictive(const Ruling& a, const Ruling& b) { return key(a) <=> key(b); }

}  // namespace tidewaiter
