// Goods that go on whole from hand to hand: fronts, sham companies, papers that go round, second-hand drift.
#include <algorithm>
#include <optional>

#include "judge/audit/oracle_parts.h"

namespace tidewaiter::judge::audit {
namespace {

// The steps as docs/world.md has them; days.
constexpr std::int32_t kClaimFrom = 15, kClaimUntil = 50;  // from what left to the claim that it is there
constexpr std::int32_t kShamStays = 40;                    // at least, with a company that installs and shows it
constexpr std::int32_t kLongInUse = 210;                   // at least, or half of the world's days till then
constexpr std::int32_t kLoanIsUsed = 25;                   // of ten loans that no return ends, eight by then
constexpr std::size_t kLongestChain = 8;                   // passages
constexpr std::size_t kFewestHops = 3;

class Chains {
 public:
  explicit Chains(const Walk& walk) : walk_(walk) {}

  void from(std::uint32_t out) const {
    const std::optional<std::uint32_t> in = walk_.lots.before(out);
    if (in && walk_.sunk(out) && walk_.large(at(out).item, at(out).quantity)) {
      if (claimed_after(out)) walk_.add("pass_through", {*in, out});
      if (at(out).day - at(*in).arrival >= kShamStays && shown_before(*in, out)) walk_.add("sham_company", {*in, out});
    }
    std::vector<std::uint32_t> chain{out};
    for (auto next = walk_.lots.after(out); next && chain.size() < kLongestChain; next = walk_.lots.after(*next)) {
      chain.push_back(*next);
      if (at(*next).to == at(out).from && chain.size() >= kFewestHops) return circle(std::move(chain), in);
    }
    drift(chain, in);
  }

 private:
  const Passage& at(std::uint32_t i) const { return walk_.at(i); }

  // Its sender does or says this of the lot in these days.
  bool happened(std::uint32_t out, Deed deed, Days days) const {
    return std::ranges::any_of(walk_.graph.happened(at(out).from, at(out).item, days), [&](std::uint32_t h) {
      return walk_.graph.happenings[h].deed == deed && walk_.tells_of(walk_.graph.happenings[h], out);
    });
  }

  // Its sender claims the lot when it has left.
  bool claimed_after(std::uint32_t out) const {
    return happened(out, Deed::claim, {at(out).day + kClaimFrom, at(out).day + kClaimUntil});
  }

  // Its sender installed the lot and had it inspected before.
  bool shown_before(std::uint32_t in, std::uint32_t out) const {
    const Days meanwhile{at(in).arrival, at(out).day};
    return happened(out, Deed::installation, meanwhile) && happened(out, Deed::claim, meanwhile);
  }

  // Papers go round and end where they began; what a return brings back was lent.
  void circle(std::vector<std::uint32_t> chain, const std::optional<std::uint32_t>& in) const {
    const std::uint32_t last = chain.back();
    if (at(last).back || (!walk_.lots.silent(last, kLoanIsUsed) && !walk_.lots.proven_end(last))) return;
    if (in) chain.push_back(*in);
    walk_.add("false_reexport", std::move(chain));
  }

  // What somebody used for long goes over dealers, until nobody shows it.
  void drift(const std::vector<std::uint32_t>& chain, const std::optional<std::uint32_t>& in) const {
    const Passage& first = at(chain.front());
    if (chain.size() < kFewestHops || first.from == kNone || walk_.graph.maker[first.from] != 0) return;
    if (walk_.dealer(first.from) || !walk_.lots.silent(chain.back())) return;
    const std::int32_t long_in_use = std::min(kLongInUse, (first.day - walk_.graph.passages.front().day) / 2);
    if (in && first.day - at(*in).arrival < long_in_use) return;
    if (std::ranges::all_of(chain, [&](std::uint32_t i) { return walk_.dealer(at(i).to); }))
      walk_.add("secondhand_drift", chain);
  }

  const Walk& walk_;
};

}  // namespace

void find_chains(const Walk& walk) {
  const Chains chains(walk);
  for (std::uint32_t out = 0; out < walk.graph.passages.size(); ++out) chains.from(out);
}

}  // namespace tidewaiter::judge::audit
