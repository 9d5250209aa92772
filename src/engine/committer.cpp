#include "engine/committer.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace tidewaiter {
namespace {

// Decisions are committed and handed over together: a commit costs about as much as a thousand rows of it.
constexpr std::size_t kCommitDecisions = 2'000;

}  // namespace

Result<void> Committer::take(Screened&& screened) {
  count_ += screened.decisions.size();
  std::ranges::move(screened.packed, std::back_inserter(packed_));
  pending_.push_back(std::move(screened));
  waiting_ += pending_.back().decisions.size();
  return waiting_ >= kCommitDecisions ? flush() : Result<void>{};
}

Result<void> Committer::flush() {
  if (store_ && !packed_.empty()) TIDEWAITER_CHECK(store_->append(run_, packed_));
  packed_.clear();
  waiting_ = 0;
  for (const Screened& screened : pending_) {
    for (std::size_t i = 0; i < screened.decisions.size(); ++i) TIDEWAITER_CHECK(hand_over(screened, i));
  }
  pending_.clear();
  return hooks_.committed ? hooks_.committed() : Result<void>{};
}

Result<void> Committer::hand_over(const Screened& screened, std::size_t i) {
  const Decision& decision = screened.decisions[i];
  if (hooks_.since_last && store_) {
    StoredDecision stored;
    stored.run = run_;
    stored.shipment_id = decision.shipment_id;
    stored.disposition = decision.disposition;
    stored.digest = front_of(screened.canonical[i].digest);
    stored.rows = screened.row_digests[i];
    TIDEWAITER_TRY(const SinceLast since, compare_with_last(*store_, stored));
    TIDEWAITER_CHECK(hooks_.since_last(decision, since));
    if (since.since == Since::unchanged) return {};
  }
  if (hooks_.rows) hooks_.rows(screened.row_digests[i]);
  return hooks_.decided(decision, screened.canonical[i]);
}

}  // namespace tidewaiter
