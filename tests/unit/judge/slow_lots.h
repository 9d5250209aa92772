// What came of each lot the slow, obvious way: every paper of a place is compared with every other, and every
// assignment of uses to lots is tried. The fast one (judge/audit/lots.h) must say the same.
#pragma once

#include <algorithm>
#include <optional>
#include <vector>

#include "judge/audit/lots.h"

namespace tidewaiter::judge::audit::reference {

// Each piece of each use in turn is of a lot that has some left, or of none: the most that are of some.
inline std::uint32_t most_by_trying_all(std::vector<std::uint32_t> lots, std::vector<std::uint32_t> uses,
                                        const std::vector<std::vector<bool>>& may_be) {
  for (std::size_t use = 0; use < uses.size(); ++use) {
    if (uses[use] == 0) continue;
    --uses[use];
    std::uint32_t most = most_by_trying_all(lots, uses, may_be);
    for (std::size_t lot = 0; lot < lots.size(); ++lot) {
      if (lots[lot] == 0 || !may_be[lot][use]) continue;
      --lots[lot];
      most = std::max(most, 1 + most_by_trying_all(lots, uses, may_be));
      ++lots[lot];
    }
    return most;
  }
  return 0;
}

class SlowLots {
  const EventGraph& graph_;

 public:
  std::vector<std::optional<std::uint32_t>> before, after;
  std::vector<std::vector<std::uint32_t>> serials;  // of each passage

  explicit SlowLots(const EventGraph& graph) : graph_(graph), before(graph.passages.size()), after(before.size()) {
    parted_.resize(before.size());
    parts_.resize(before.size());
    for (const Passage& passage : graph.passages) serials.emplace_back(list(passage));
    bridge_gaps();
    link_by_serial();
    link_by_quantity();
    presumed_ = serials;
    for (std::size_t i = 0; i < before.size(); ++i) {
      if (presumed_[i].empty() && before[i]) presumed_[i] = presumed_[*before[i]];
    }
    pin_uses();
    find_first_runs();
  }

  // Long before the end of the world.
  bool silent(std::size_t lot) const { return !parted_[lot] && !after[lot] && !used(lot); }

 private:
  bool used(std::size_t lot) const {
    if (pinned_[lot] > 0) return true;
    if (at(lot).to == kNone) return false;
    std::vector<std::size_t> uses, lots;
    std::vector<std::uint32_t> use_pieces, pieces;
    for (std::size_t h = 0; h < graph_.happenings.size(); ++h) {
      const Happening& use = graph_.happenings[h];
      if (!shows(use) || !here(use, lot) || pinned_use_[h] || !may_be(lot, use)) continue;
      uses.push_back(h);
      use_pieces.push_back(static_cast<std::uint32_t>(use.quantity));
    }
    for (std::size_t other = 0; other < before.size(); ++other) {
      if (other == lot || at(other).to != at(lot).to || at(other).item != at(lot).item) continue;
      if (at(other).quantity <= pinned_[other]) continue;
      lots.push_back(other);
      pieces.push_back(static_cast<std::uint32_t>(at(other).quantity - pinned_[other]));
    }
    lots.push_back(lot);
    pieces.push_back(static_cast<std::uint32_t>(at(lot).quantity));
    std::vector<std::vector<bool>> table(lots.size());
    for (std::size_t i = 0; i < lots.size(); ++i) {
      for (const std::size_t use : uses) table[i].push_back(may_be(lots[i], graph_.happenings[use]));
    }
    auto others = pieces;
    others.back() = 0;
    const std::uint32_t needed =
        most_by_trying_all(pieces, use_pieces, table) - most_by_trying_all(others, use_pieces, table);
    return 2 * static_cast<float>(needed) >= at(lot).quantity;
  }

  const Passage& at(std::size_t i) const { return graph_.passages[i]; }
  template <class Event>
  std::vector<std::uint32_t> list(const Event& event) const {
    const auto numbers = graph_.serials_of(event);
    return {numbers.begin(), numbers.end()};
  }
  static bool share(const std::vector<std::uint32_t>& a, const std::vector<std::uint32_t>& b) {
    return std::ranges::find_first_of(a, b) != a.end();
  }
  static bool shows(const Happening& happening) {
    return happening.deed == Deed::installation || happening.deed == Deed::scrap || happening.deed == Deed::transform;
  }
  bool here(const Happening& use, std::size_t lot) const { return use.party == at(lot).to && use.item == at(lot).item; }
  // `in` brought the sender of `out` what it may send on then.
  bool leads(std::size_t in, std::size_t out) const {
    return at(out).from != kNone && at(in).to == at(out).from && at(in).item == at(out).item &&
           at(in).day < at(out).day;
  }

  void bridge_gaps() {
    const auto stated = serials;
    for (std::uint32_t out = 0; out < before.size(); ++out) {
      std::optional<std::size_t> last;
      bool brought = false;
      for (const std::uint32_t serial : stated[out]) {
        for (std::size_t i = 0; i < before.size(); ++i) {
          if (at(out).from == kNone || at(i).day >= at(out).day || at(i).item != at(out).item) continue;
          if (!share(stated[i], {serial})) continue;
          brought = brought || at(i).to == at(out).from;
          if (!last || at(i).day > at(*last).day) last = i;
        }
      }
      if (!last || brought) continue;
      std::optional<std::size_t> gap;
      for (std::size_t in = 0; in < before.size(); ++in) {
        if (leads(in, out) && at(in).from == at(*last).to && at(in).day >= at(*last).day && stated[in].empty() &&
            at(in).quantity == at(out).quantity)
          gap = in;
      }
      if (gap) serials[*gap] = stated[out];
    }
  }

  void link(std::size_t in, std::size_t out) {
    before[out] = static_cast<std::uint32_t>(in);
    after[in] = static_cast<std::uint32_t>(out);
  }

  void link_by_serial() {
    for (std::size_t out = 0; out < before.size(); ++out) {
      std::optional<std::size_t> whole;
      for (std::size_t in = 0; in < before.size(); ++in) {
        if (!leads(in, out) || !share(serials[in], serials[out])) continue;
        if (at(in).quantity == at(out).quantity && !after[in]) whole = in;
        if (at(in).quantity != at(out).quantity) parted_[in] = parts_[out] = true;
      }
      if (whole) link(*whole, out);
    }
  }

  void link_by_quantity() {
    for (std::size_t out = 0; out < before.size(); ++out) {
      bool stock = false;
      for (const Happening& each : graph_.happenings) {
        stock = stock || (each.deed == Deed::opening && each.party == at(out).from && each.item == at(out).item &&
                          share(list(each), serials[out]));
      }
      if (before[out] || parts_[out] || stock) continue;
      for (std::size_t in = before.size(); in-- > 0 && !before[out];) {
        if (!leads(in, out) || after[in] || parted_[in] || at(in).quantity != at(out).quantity) continue;
        if (at(out).day - at(in).arrival > kLongestWait || at(in).arrival > at(out).day) continue;
        if ((serials[in].empty() || serials[out].empty()) && at(in).listed == at(out).listed) link(in, out);
      }
    }
  }

  void pin_uses() {
    pinned_.resize(before.size());
    for (const Happening& use : graph_.happenings) {
      std::optional<std::size_t> found;
      for (std::size_t in = 0; in < before.size(); ++in) {
        if (shows(use) && use.party != kNone && here(use, in) && at(in).day <= use.day &&
            share(presumed_[in], list(use)))
          found = in;
      }
      pinned_use_.push_back(found.has_value());
      if (found) pinned_[*found] += use.quantity;
    }
  }

  bool may_be(std::size_t lot, const Happening& use) const {
    if (use.day < at(lot).arrival || use.day > at(lot).arrival + kUseAfter) return false;
    if (after[lot] && use.day > at(*after[lot]).day) return false;
    return use.serials.empty() || presumed_[lot].empty() || first_run_used_[lot];
  }

  void find_first_runs() {
    first_run_used_.resize(before.size());
    for (std::size_t lot = 0; lot < before.size(); ++lot) {
      bool used = pinned_[lot] > 0;
      for (const Happening& use : graph_.happenings) {
        used = used || (shows(use) && at(lot).to != kNone && here(use, lot) && use.serials.empty() &&
                        may_be(lot, use) && use.quantity <= at(lot).quantity);
      }
      first_run_used_[lot] = used && at(lot).to != kNone;
    }
  }

  std::vector<bool> parted_, parts_, pinned_use_, first_run_used_;
  std::vector<std::vector<std::uint32_t>> presumed_;
  std::vector<float> pinned_;
};

}  // namespace tidewaiter::judge::audit::reference
