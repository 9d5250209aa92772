#include "judge/audit/lots.h"

#include <algorithm>
#include <numeric>

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
      parts_(graph.passages.size()) {
  for (const Passage& passage : graph.passages) {
    longest_transit_ = std::max(longest_transit_, passage.arrival - passage.day);
  }
  std::iota(serials_from_.begin(), serials_from_.end(), 0U);
  index_serials();
  bridge_gaps();
  link_by_serial();
  link_by_quantity();
  carry_forward();
  pin_uses();
  find_first_runs();
}

bool Lots::share_serial(std::uint32_t a, std::uint32_t b) const { return share(serials(a), serials(b)); }

void Lots::index_serials() {
  with_begin_.assign(graph_.serial_count + 1, 0);
  for (const Passage& passage : graph_.passages) {
    for (const std::uint32_t serial : graph_.serials_of(passage)) ++with_begin_[serial + 1];
  }
  std::partial_sum(with_begin_.begin(), with_begin_.end(), with_begin_.begin());
  with_.resize(with_begin_.back());
  std::vector<std::uint32_t> next(with_begin_.begin(), with_begin_.end());
  for (std::uint32_t i = 0; i < graph_.passages.size(); ++i) {
    for (const std::uint32_t serial : graph_.serials_of(at(i))) with_[next[serial]++] = i;
  }
}
std::span<const std::uint32_t> Lots::with(std::uint32_t serial) const {
  return std::span(with_).subspan(with_begin_[serial], with_begin_[serial + 1] - with_begin_[serial]);
}

// Goods are here by their serial numbers, and the last paper that states these brought them to somebody else: the one
// passage from there to here that states none is of them. None, if a paper with these numbers brought them here.
std::optional<std::uint32_t> Lots::gap_before(std::uint32_t party, std::uint32_t item, std::int32_t day, float quantity,
                                              std::span<const std::uint32_t> serials) const {
  std::optional<std::uint32_t> last;
  for (const std::uint32_t serial : serials) {
    for (const std::uint32_t passage : with(serial)) {
      const Passage& each = at(passage);
      if (each.day >= day || each.item != item) continue;
      if (each.to == party) return std::nullopt;
      if (!last || each.day > at(*last).day) last = passage;
    }
  }
  if (!last) return std::nullopt;
  std::optional<std::uint32_t> found;
  for (const std::uint32_t in : graph_.received(party, item)) {
    const Passage& received = at(in);
    if (received.day >= day) break;
    if (received.from != at(*last).to || received.day < at(*last).day || !graph_.serials_of(received).empty()) continue;
    if (received.quantity == quantity) found = in;
  }
  return found;
}

void Lots::bridge_gaps() {
  for (std::uint32_t out = 0; out < graph_.passages.size(); ++out) {
    const Passage& sent = at(out);
    const auto known = graph_.serials_of(sent);
    if (known.empty() || sent.from == kNone) continue;
    if (const auto gap = gap_before(sent.from, sent.item, sent.day, sent.quantity, known)) serials_from_[*gap] = out;
  }
}

// A dispatch sends on what came with one of its serial numbers: the whole of it, the latest first, each receipt once;
// or a part of it, or more.
void Lots::link_by_serial() {
  for (std::uint32_t out = 0; out < graph_.passages.size(); ++out) {
    const Passage& sent = at(out);
    if (sent.from == kNone || serials(out).empty()) continue;
    std::optional<std::uint32_t> whole;
    for (const std::uint32_t in : graph_.received(sent.from, sent.item)) {
      if (at(in).day >= sent.day) break;
      if (!share_serial(in, out)) continue;
      if (at(in).quantity == sent.quantity && !after_[in]) whole = in;
      if (at(in).quantity != sent.quantity) parted_[in] = parts_[out] = 1;
    }
    if (!whole) continue;
    before_[out] = whole;
    after_[*whole] = out;
  }
}

// Else a dispatch sends on as many pieces as came, the latest first, if their serial numbers are not both known. Who
// gets a list of them passes it on: papers of the same goods all list them or none does.
void Lots::link_by_quantity() {
  for (std::uint32_t out = 0; out < graph_.passages.size(); ++out) {
    const Passage& sent = at(out);
    if (before_[out] || parts_[out] != 0 || sent.from == kNone || from_opening_stock(out)) continue;
    const auto all = graph_.received(sent.from, sent.item);
    auto in = static_cast<std::size_t>(
        std::ranges::lower_bound(all, sent.day, {}, [&](std::uint32_t i) { return at(i).day; }) - all.begin());
    while (in-- > 0) {
      const Passage& received = at(all[in]);
      if (sent.day - received.day > kLongestWait + longest_transit_) break;
      if (after_[all[in]] || parted_[all[in]] != 0 || received.quantity != sent.quantity) continue;
      if (sent.day - received.arrival > kLongestWait || received.arrival > sent.day) continue;
      if (both_known(all[in], out) || received.listed != sent.listed) continue;
      before_[out] = all[in];
      after_[all[in]] = out;
      break;
    }
  }
}

bool Lots::from_opening_stock(std::uint32_t out) const {
  return std::ranges::any_of(graph_.happened(at(out).from, at(out).item), [&](std::uint32_t h) {
    const Happening& each = graph_.happenings[h];
    return each.deed == Deed::opening && share(graph_.serials_of(each), serials(out));
  });
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
  for (std::uint32_t h = 0; h < graph_.happenings.size(); ++h) {
    const Happening& use = graph_.happenings[h];
    if (!shows(use) || use.serials_begin == use.serials_end || use.party == kNone) continue;
    std::optional<std::uint32_t> found;
    for (const std::uint32_t in : graph_.received(use.party, use.item)) {
      if (at(in).day > use.day) break;
      if (share(presumed(in), graph_.serials_of(use))) found = in;
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
  return use.serials_begin == use.serials_end || presumed(passage).empty() || first_run_used_[passage] != 0;
}

// A use by its serial numbers, or one that states none and comes in time.
void Lots::find_first_runs() {
  for (std::uint32_t i = 0; i < graph_.passages.size(); ++i) {
    const Passage& lot = at(i);
    if (lot.to == kNone) continue;
    first_run_used_[i] = pinned_[i] > 0 ? 1 : 0;
    for (const std::uint32_t h : graph_.happened(lot.to, lot.item)) {
      const Happening& use = graph_.happenings[h];
      if (first_run_used_[i] != 0 || use.day > lot.arrival + kUseAfter) break;
      if (shows(use) && use.serials_begin == use.serials_end && may_be(i, use) && use.quantity <= lot.quantity)
        first_run_used_[i] = 1;
    }
  }
}

// By the serial numbers, or because the others cannot account for all uses without half of this lot.
bool Lots::used(std::uint32_t passage) const {
  const Passage& lot = at(passage);
  if (pinned_[passage] > 0) return true;
  if (lot.to == kNone) return false;
  std::vector<const Happening*> uses;
  std::vector<std::uint32_t> use_pieces;
  float sum = 0;
  for (const std::uint32_t h : graph_.happened(lot.to, lot.item)) {
    const Happening& use = graph_.happenings[h];
    if (!shows(use) || pinned_use_[h] != 0 || !may_be(passage, use)) continue;
    uses.push_back(&use);
    use_pieces.push_back(static_cast<std::uint32_t>(use.quantity));
    sum += use.quantity;
  }
  if (sum * 2 < lot.quantity) return false;
  std::vector<std::uint32_t> lots, lot_pieces;
  for (const std::uint32_t other : graph_.received(lot.to, lot.item)) {
    if (other == passage || at(other).quantity <= pinned_[other]) continue;
    if (std::ranges::none_of(uses, [&](const Happening* use) { return may_be(other, *use); })) continue;
    lots.push_back(other);
    lot_pieces.push_back(static_cast<std::uint32_t>(at(other).quantity - pinned_[other]));
  }
  lots.push_back(passage);
  lot_pieces.push_back(static_cast<std::uint32_t>(lot.quantity));
  const std::uint32_t needed = needed_of_last(
      lot_pieces, use_pieces, [&](std::size_t each, std::size_t use) { return may_be(lots[each], *uses[use]); });
  return static_cast<float>(needed) * 2 >= lot.quantity;
}

}  // namespace tidewaiter::judge::audit
