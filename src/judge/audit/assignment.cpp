#include "judge/audit/assignment.h"

#include <algorithm>
#include <deque>
#include <numeric>
#include <optional>
#include <vector>

namespace tidewaiter::judge::audit {
namespace {

// Pieces of each use are given to lots; a path begins at a lot that has pieces left, goes to a use that may be of it,
// back to a lot that accounts for some of that use, and so on, and ends at a use of which pieces are left.
class Flow {
 public:
  Flow(std::span<const std::uint32_t> lots, std::span<const std::uint32_t> uses,
       const std::function<bool(std::size_t, std::size_t)>& may_be)
      : lots_left_(lots.begin(), lots.end()), uses_left_(uses.begin(), uses.end()), may_be_(lots.size() * uses.size()) {
    for (std::size_t lot = 0; lot < lots.size(); ++lot) {
      for (std::size_t use = 0; use < uses.size(); ++use) may_be_[at(lot, use)] = may_be(lot, use) ? 1 : 0;
    }
  }

  // What the lots can account for at most, each by itself.
  std::uint64_t bound() const {
    std::uint64_t sum = 0;
    for (std::size_t lot = 0; lot < lots_left_.size(); ++lot) {
      std::uint64_t reach = 0;
      for (std::size_t use = 0; use < uses_left_.size(); ++use) reach += may_be_[at(lot, use)] * uses_left_[use];
      sum += std::min<std::uint64_t>(lots_left_[lot], reach);
    }
    return sum;
  }

  // Gives the uses in their order to lots, of those that may have it first to the one whose last use comes first:
  // where the uses of each lot follow each other, no assignment accounts for more (Glover 1967). The pieces given.
  std::uint64_t assign() {
    given_.assign(may_be_.size(), 0);
    std::vector<std::size_t> last(lots_left_.size()), order;
    for (std::size_t lot = 0; lot < last.size(); ++lot) {
      for (std::size_t use = 0; use < uses_left_.size(); ++use) {
        if (may_be_[at(lot, use)] != 0) last[lot] = use + 1;
      }
      if (last[lot] != 0 && lots_left_[lot] != 0) order.push_back(lot);
    }
    std::ranges::stable_sort(order, {}, [&](std::size_t lot) { return last[lot]; });
    std::uint64_t sum = 0;
    for (std::size_t use = 0; use < uses_left_.size(); ++use) {
      for (const std::size_t lot : order) {
        if (uses_left_[use] == 0) break;
        if (may_be_[at(lot, use)] == 0) continue;
        const std::uint32_t pieces = std::min(lots_left_[lot], uses_left_[use]);
        given_[at(lot, use)] += pieces;
        lots_left_[lot] -= pieces;
        uses_left_[use] -= pieces;
        sum += pieces;
      }
    }
    return sum;
  }

  // Pieces that this lot adds to what is accounted for, over one path; 0: there is none.
  std::uint32_t augment(std::size_t first) {
    if (lots_left_[first] == 0) return 0;
    std::vector<std::optional<std::size_t>> use_from(uses_left_.size()), lot_from(lots_left_.size());
    std::deque<std::size_t> waiting{first};
    while (!waiting.empty()) {
      const std::size_t lot = waiting.front();
      waiting.pop_front();
      for (std::size_t use = 0; use < uses_left_.size(); ++use) {
        if (use_from[use] || may_be_[at(lot, use)] == 0) continue;
        use_from[use] = lot;
        if (uses_left_[use] > 0) return push(first, use, use_from, lot_from);
        for (std::size_t other = 0; other < lots_left_.size(); ++other) {
          if (other == first || lot_from[other] || given_[at(other, use)] == 0) continue;
          lot_from[other] = use;
          waiting.push_back(other);
        }
      }
    }
    return 0;
  }

 private:
  std::size_t at(std::size_t lot, std::size_t use) const { return lot * uses_left_.size() + use; }

  // The path that was found, from its end: first how many pieces go through, then moves them.
  std::uint32_t push(std::size_t first, std::size_t last_use, const std::vector<std::optional<std::size_t>>& use_from,
                     const std::vector<std::optional<std::size_t>>& lot_from) {
    std::uint32_t pieces = std::min(lots_left_[first], uses_left_[last_use]);
    for (std::size_t lot = *use_from[last_use]; lot != first; lot = *use_from[*lot_from[lot]]) {
      pieces = std::min(pieces, given_[at(lot, *lot_from[lot])]);
    }
    uses_left_[last_use] -= pieces;
    lots_left_[first] -= pieces;
    std::size_t use = last_use;
    for (std::size_t lot = *use_from[use];; lot = *use_from[use]) {
      given_[at(lot, use)] += pieces;
      if (lot == first) return pieces;
      use = *lot_from[lot];
      given_[at(lot, use)] -= pieces;
    }
  }

  std::vector<std::uint32_t> lots_left_, uses_left_;
  std::vector<std::uint8_t> may_be_;
  std::vector<std::uint32_t> given_;  // of each lot to each use
};

}  // namespace

bool leave_over(std::span<const std::uint32_t> lots, std::span<const std::uint32_t> uses, std::uint32_t least,
                const std::function<bool(std::size_t lot, std::size_t use)>& may_be) {
  const std::uint64_t total = std::accumulate(uses.begin(), uses.end(), std::uint64_t{0});
  if (total < least) return false;
  const std::uint64_t allowed = total - least;  // if the lots account for more, they leave less
  Flow flow(lots, uses, may_be);
  if (flow.bound() <= allowed) return true;
  std::uint64_t accounted = flow.assign();
  for (std::size_t lot = 0; lot < lots.size() && accounted <= allowed; ++lot) {
    while (accounted <= allowed) {
      const std::uint32_t more = flow.augment(lot);
      if (more == 0) break;
      accounted += more;
    }
  }
  return accounted <= allowed;
}

}  // namespace tidewaiter::judge::audit
