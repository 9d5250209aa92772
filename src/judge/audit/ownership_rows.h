// Who owns whom as the leak audit looks at it: what the ownership table says of a party on a day.
#pragma once

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "base/result.h"
#include "judge/audit/event_rows.h"
#include "judge/audit/features.h"
#include "judge/column_table.h"

namespace tidewaiter::judge::audit {

struct OwnershipTables {
  explicit OwnershipTables(ColumnTable table) : ownership(std::move(table)) {}

  // What holds of a party from a day on until its next state.
  struct State {
    std::int32_t day = 0;
    std::uint32_t stake = kNone;   // row of the largest stake in it (of equals the one held last), kNone: none
    std::uint32_t former = kNone;  // row of the stake in it that ended last
    std::uint32_t owners = 0, former_owners = 0, owns = 0, owned = 0;  // stakes in it and of its, now and before
    float share = 0;                                                   // percent in it that are stated
    std::uint32_t unstated = 0;                                        // stakes in it whose share nobody stated
  };

  ColumnTable ownership;
  std::vector<std::uint32_t> owner, owned;  // of each row, parties by number
  std::vector<std::int32_t> from, to;       // of each row, days
  std::vector<State> states;                // the first is that of whoever stands in no stake
  std::vector<std::uint32_t> states_begin;  // of each party its first in states; one more at the end

  std::uint32_t state(std::uint32_t party, std::int32_t day) const;
  // Who has the largest stake in it on the day; 0: nobody.
  std::uint32_t owner_of(std::uint32_t party, std::int32_t day) const {
    const std::uint32_t stake = states[state(party, day)].stake;
    return stake == kNone ? 0 : owner[stake];
  }
  // Whoever stands above it, above whom nobody stands, and by how many steps; in a circle where it would close.
  struct Top {
    std::uint32_t party = 0, steps = 0;
  };
  Top top_of(std::uint32_t party, std::int32_t day) const;
};

// Fills all but `ownership`. Errors: missing_column; bad_value for a date.
Result<void> number_ownership(OwnershipTables& out, const LeakTables& tables, EventTables& events);

// Features of the rows of the shipment table, and of EventTables::deeds.
std::vector<FeatureMaker> ownership_feature_makers(const LeakTables& tables, const EventTables& events,
                                                   const OwnershipTables& stakes);
std::vector<FeatureMaker> ownership_deed_feature_makers(const LeakTables& tables, const EventTables& events,
                                                        const OwnershipTables& stakes);

}  // namespace tidewaiter::judge::audit
