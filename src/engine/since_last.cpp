#include "engine/since_last.h"

#include <array>

namespace tidewaiter {

std::string_view to_string(Since since) {
  static constexpr std::array<std::string_view, 4> kWords{"new", "worse", "changed", "unchanged"};
  return kWords[static_cast<std::size_t>(since)];
}

Result<SinceLast> compare_with_last(const Store& store, const StoredDecision& decision) {
  SinceLast since;
  TIDEWAITER_TRY(since.before, store.last_finished(decision.shipment_id, decision.run));
  if (!since.before) return since;
  const StoredOutcome& before = *since.before;
  since.rows_changed = before.rows && decision.rows && *before.rows != *decision.rows;
  if (before.digest == decision.digest && !since.rows_changed) {
    since.since = Since::unchanged;
  } else {
    since.since = decision.disposition > before.disposition ? Since::worse : Since::changed;
  }
  return since;
}

}  // namespace tidewaiter
