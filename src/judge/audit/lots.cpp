#include "judge/audit/lots.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <ranges>

#include "judge/audit/assignment.h"

namespace tidewaiter::judge::audit {
namespace {

// Days at the end of a world in which silence says nothing. Of 20 lots that a dealer sends on, 19 leave within 1 + 11
// exp(1.645 * .6) = 31 days, and one on a weekend some days later; of 20 that are installed, 19 are within 1 + 14
// exp(1.645 * .6) = 39 (docs/world.md).
constexpr std::int32_t kSilenceOfDealer = 33;
constexpr std::int32_t kSilenceOfUser = 40;

bool shows(const Happening& happening) {
  return happening.deed == Deed::installation || happening.deed == Deed::scrap || happening.deed == Deed::transform;
}

bool share(std::span<const std::uint32_t> a, std::span<const std::uint32_t> b) {
  return std::ranges::find_first_of(a, b) != a.end();
}

}  // namespace

Lots::Lots(const EventGraph& graph)
    : graph_(graph),
      before_(graph.passages.size()),
      after_(graph.passages.size()),
      serials_from_(graph.passages.size()),
      pinned_use_(graph.happenings.size()),
      pinned_(graph.passages.size()),
      first_run_used_(graph.passages.size()),
      parted_(graph.passages.size()),
      parts_(graph.passages.size()),
      used_(graph.passages.size()) {
  std::iota(serials_from_.begin(), serials_from_.end(), 0U);
  bridge_gaps();
  link_by_serial();
  link_by_quantity();
  carry_forward();
  pin_uses();
  find_first_runs();
}

bool Lots::share_serial(std::uint32_t a, std::uint32_t b) const { return share(serials(a), serials(b)); }

// Of each serial number the passages whose goods bear it, by day.
class Lots::Bearers {
 public:
  // serials(passage): those of its goods.
  template <class Serials>
  Bearers(const EventGraph& graph, Serials serials) : begin_(graph.serial_count() + 1) {
    const auto for_each = [&](auto call) {
      for (std::uint32_t i = 0; i < graph.passages.size(); ++i) {
        for (const std::uint32_t serial : serials(i)) call(serial, i);
      }
    };
    for_each([&](std::uint32_t serial, std::uint32_t) { ++begin_[serial + 1]; });
    std::partial_sum(begin_.begin(), begin_.end(), begin_.begin());
    bearers_.resize(begin_.back());
    std::vector<std::uint32_t> next(begin_.begin(), begin_.end());
    for_each([&](std::uint32_t serial, std::uint32_t i) { bearers_[next[serial]++] = i; });
  }
  std::span<const std::uint32_t> of(std::uint32_t serial) const {
    return std::span(bearers_).subspan(begin_[serial], begin_[serial + 1] - begin_[serial]);
  }

 private:
  std::vector<std::uint32_t> begin_, bearers_;
};

// Goods are here by their serial numbers, and the last paper that states these brought them to somebody else: the one
// passage from there to here that states none is of them. None, if a paper with these numbers brought them here.
std::optional<std::uint32_t> Lots::gap_before(const Passage& sent, const Bearers& stated_on) const {
  std::optional<std::uint32_t> last;
  for (const std::uint32_t serial : graph_.serials_of(sent)) {
    for (const std::uint32_t passage : stated_on.of(serial)) {
      const Passage& each = at(passage);
      if (each.day >= sent.day || each.item != sent.item) continue;
      if (each.to == sent.from) return std::nullopt;
      if (!last || each.day > at(*last).day) last = passage;
    }
  }
  if (!last) return std::nullopt;
  std::optional<std::uint32_t> found;
  for (const std::uint32_t in : graph_.received(sent.from, sent.item, {at(*last).day, sent.day - 1})) {
    const Passage& received = at(in);
    if (received.from == at(*last).to && graph_.serials_of(received).empty() && received.quantity == sent.quantity)
      found = in;
  }
  return found;
}

void Lots::bridge_gaps() {
  const Bearers stated_on(graph_, [&](std::uint32_t i) { return graph_.serials_of(at(i)); });
  for (std::uint32_t out = 0; out < graph_.passages.size(); ++out) {
    if (at(out).from == kNone) continue;
    if (const auto gap = gap_before(at(out), stated_on)) serials_from_[*gap] = out;
  }
}

// A dispatch sends on what came with one of its serial numbers: the whole of it, the latest first, each receipt once;
// or a part of it, or more.
void Lots::link_by_serial() {
  const Bearers bearers(graph_, [&](std::uint32_t i) { return serials(i); });
  for (std::uint32_t out = 0; out < graph_.passages.size(); ++out) {
    const Passage& sent = at(out);
    if (sent.from == kNone) continue;
    std::optional<std::uint32_t> whole;
    for (const std::uint32_t serial : serials(out)) {
      for (const std::uint32_t in : bearers.of(serial)) {
        if (at(in).to != sent.from || at(in).item != sent.item || at(in).day >= sent.day) continue;
        if (at(in).quantity != sent.quantity) {
          parted_[in] = parts_[out] = 1;
        } else if (!after_[in]) {
          whole = std::max(whole, std::optional(in));
        }
      }
    }
    if (!whole) continue;
    before_[out] = whole;
    after_[*whole] = out;
  }
}

// Else a dispatch sends on as many pieces as came, the latest first, if their serial numbers are not both known. Who
// gets a list of them passes it on: papers of the same goods all list them or none does.
void Lots::link_by_quantity() {
  const std::vector<std::uint8_t> opened = from_opening_stock();
  for (std::uint32_t out = 0; out < graph_.passages.size(); ++out) {
    const Passage& sent = at(out);
    if (before_[out] || parts_[out] != 0 || sent.from == kNone || opened[out] != 0) continue;
    const Days days{sent.day - kLongestWait - graph_.longest_transit(), sent.day - 1};
    for (const std::uint32_t in : graph_.received(sent.from, sent.item, days) | std::views::reverse) {
      const Passage& received = at(in);
      if (after_[in] || parted_[in] != 0 || received.quantity != sent.quantity) continue;
      if (sent.day - received.arrival > kLongestWait || received.arrival > sent.day) continue;
      if (both_known(in, out) || received.listed != sent.listed) continue;
      before_[out] = in;
      after_[in] = out;
      break;
    }
  }
}

// Of each passage: its sender had it before the first day, by its serial numbers.
std::vector<std::uint8_t> Lots::from_opening_stock() const {
  std::vector<std::uint8_t> found(graph_.passages.size());
  const Bearers bearers(graph_, [&](std::uint32_t i) { return serials(i); });
  for (const Happening& each : graph_.happenings) {
    if (each.deed != Deed::opening) continue;
    for (const std::uint32_t serial : graph_.serials_of(each)) {
      for (const std::uint32_t out : bearers.of(serial)) {
        if (at(out).from == each.party && at(out).item == each.item) found[out] = 1;
      }
    }
  }
  return found;
}

// Goods that were sent on bear the serial numbers that they came with. Passages are by day.
void Lots::carry_forward() {
  presumed_from_ = serials_from_;
  for (std::uint32_t i = 0; i < graph_.passages.size(); ++i) {
    if (presumed(i).empty() && before_[i]) presumed_from_[i] = presumed_from_[*before_[i]];
  }
}

// Which uses are known to be of some lot: the latest that shares a serial number.
void Lots::pin_uses() {
  const Bearers bearers(graph_, [&](std::uint32_t i) { return presumed(i); });
  for (std::uint32_t h = 0; h < graph_.happenings.size(); ++h) {
    const Happening& use = graph_.happenings[h];
    if (!shows(use) || use.party == kNone) continue;
    std::optional<std::uint32_t> found;
    for (const std::uint32_t serial : graph_.serials_of(use)) {
      for (const std::uint32_t in : bearers.of(serial)) {
        if (at(in).to == use.party && at(in).item == use.item && at(in).day <= use.day)
          found = std::max(found, std::optional(in));
      }
    }
    if (!found) continue;
    pinned_use_[h] = 1;
    pinned_[*found] += use.quantity;
  }
}

std::int32_t Lots::usual_silence(std::uint32_t passage) const {
  const std::uint32_t holder = at(passage).to;
  return holder != kNone && graph_.dealer[holder] != 0 ? kSilenceOfDealer : kSilenceOfUser;
}

bool Lots::silent(std::uint32_t passage, std::int32_t days) const {
  return parted_[passage] == 0 && at(passage).arrival + days <= graph_.last_day && idle(passage);
}

bool Lots::proven_end(std::uint32_t passage) const {
  const std::optional<std::uint32_t>& next = after_[passage];
  if (!next || presumed(passage).empty() || at(passage).arrival + usual_silence(passage) > graph_.last_day)
    return false;
  return !share(presumed(passage), graph_.serials_of(at(*next))) && !used(passage);
}

// A use that no serial number gives to a lot is of one that had come and was not sent on yet. Where the serial numbers
// of both are known it is of a later run of the lot, the first of which was used before or after: goods of several runs
// are installed run by run, and papers list the first.
bool Lots::may_be(std::uint32_t passage, const Happening& use) const {
  const Passage& lot = at(passage);
  if (use.day < lot.arrival || use.day > lot.arrival + kUseAfter) return false;
  if (after_[passage] && use.day > at(*after_[passage]).day) return false;
  return use.serials.empty() || presumed(passage).empty() || first_run_used_[passage] != 0;
}

// A use by its serial numbers, or one that states none and comes in time.
void Lots::find_first_runs() {
  for (std::uint32_t i = 0; i < graph_.passages.size(); ++i) {
    const Passage& lot = at(i);
    if (lot.to == kNone) continue;
    first_run_used_[i] = pinned_[i] > 0 ? 1 : 0;
    for (const std::uint32_t h : graph_.happened(lot.to, lot.item, {lot.arrival, lot.arrival + kUseAfter})) {
      const Happening& use = graph_.happenings[h];
      if (first_run_used_[i] != 0) break;
      if (shows(use) && use.serials.empty() && may_be(i, use) && use.quantity <= lot.quantity) first_run_used_[i] = 1;
    }
  }
}

// By the serial numbers, or because it is needed.
bool Lots::used(std::uint32_t passage) const {
  Answer& answer = used_[passage];
  if (answer == Answer::unasked) answer = pinned_[passage] > 0 || needed(passage) ? Answer::yes : Answer::no;
  return answer == Answer::yes;
}

// The others cannot account for all uses without half of this lot. Each of the uses may be of it, so that it accounts
// for whatever the others leave.
bool Lots::needed(std::uint32_t passage) const {
  const Passage& lot = at(passage);
  if (lot.to == kNone) return false;
  std::vector<const Happening*> uses;
  std::vector<std::uint32_t> use_pieces;
  float sum = 0;
  for (const std::uint32_t h : graph_.happened(lot.to, lot.item, {lot.arrival, lot.arrival + kUseAfter})) {
    const Happening& use = graph_.happenings[h];
    if (!shows(use) || pinned_use_[h] != 0 || !may_be(passage, use)) continue;
    uses.push_back(&use);
    use_pieces.push_back(static_cast<std::uint32_t>(use.quantity));
    sum += use.quantity;
  }
  if (sum * 2 < lot.quantity) return false;
  const auto half = static_cast<std::uint32_t>(std::ceil(std::max(0.F, lot.quantity) / 2));
  if (half == 0 || half > static_cast<std::uint32_t>(lot.quantity)) return half == 0;
  std::vector<std::uint32_t> others, pieces;
  for (const std::uint32_t other :
       graph_.arrived(lot.to, lot.item, {uses.front()->day - kUseAfter, uses.back()->day})) {
    if (other == passage || at(other).quantity <= pinned_[other]) continue;
    others.push_back(other);
    pieces.push_back(static_cast<std::uint32_t>(at(other).quantity - pinned_[other]));
  }
  return leave_over(pieces, use_pieces, half,
                    [&](std::size_t other, std::size_t use) { return may_be(others[other], *uses[use]); });
}

}  // namespace tidewaiter::judge::audit
