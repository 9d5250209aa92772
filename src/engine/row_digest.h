// What a shipment's rows said, in sixteen digits: whether a shipment has changed since it was decided is seen without
// its rows.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ingest/shipment_input.h"
#include "store/packed_decision.h"

namespace tidewaiter {

class RowDigests {
 public:
  explicit RowDigests(const ingest::ShipmentInput& input);

  // Over every cell as written, by column and not by the order of columns, and over what was wrong with rejected rows.
  // Where the rows stood does not count, their order does.
  DigestFront of(const ingest::ParsedSlice& slice, const ingest::ShipmentRange& shipment);

 private:
  std::vector<ShipmentField> fields_;
  std::vector<std::string_view> cells_;  // of one row
  std::string text_;
};

}  // namespace tidewaiter
