// How a decision stands to the one that the store had of the shipment before.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "base/result.h"
#include "store/store.h"

namespace tidewaiter {

// How a decision stands to the one that the last finished run stored of the shipment.
enum class Since : std::uint8_t { fresh, worse, changed, unchanged };
std::string_view to_string(Since since);  // "new", "worse", "changed", "unchanged"
struct SinceLast {
  Since since = Since::fresh;           // unchanged: the digests of decision and rows are the same
  bool rows_changed = false;            // where both are known
  std::optional<StoredOutcome> before;  // none: there was none
};

// How a stored decision stands to the one before it.
Result<SinceLast> compare_with_last(const Store& store, const StoredDecision& decision);

}  // namespace tidewaiter
