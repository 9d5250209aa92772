// Counts for a party, a pair and a serial up to the day before: what somebody sees who keeps a tally of each and joins
// nothing.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "judge/audit/feature.h"
#include "judge/audit/features.h"

namespace tidewaiter::judge::audit {

// What all these counts walk through: the rows of the shipment table by day (rows of one day stand together, and none
// of them counts for another), and the parties in them, numbered from 1; 0 where none is stated. By id, else by name.
struct RowsOfParties {
  explicit RowsOfParties(const LeakTables& tables);  // which it refers to

  std::span<const std::int32_t> day;
  std::vector<std::uint32_t> order;
  std::vector<std::array<std::uint32_t, kShipmentParts.size()>> parties;  // of each row by part
  std::uint32_t count = 0;                                                // of parties
  std::vector<float> quantity;                                            // of each row; 0 where none is stated
  std::vector<std::uint8_t> new_pair;     // of each row in this order 1 if sender and consignee stand in none before
  std::vector<std::int32_t> days;         // of the rows of each party, ascending
  std::vector<std::uint32_t> days_begin;  // of each party its place in days; one more at the end

  std::uint32_t sender(std::size_t row) const;  // consignor, else exporter
};

// For the party in this part of each row (kShipmentParts): first appearance, shipments, pieces, counterparties.
std::vector<Feature> party_counts(const RowsOfParties& rows, std::size_t part);
// For the sender with the consignee, the consignee with the payer, with the forwarder, or with the end user.
inline constexpr std::size_t kPairs = 4;
std::vector<Feature> pair_counts(const RowsOfParties& rows, std::size_t pair);  // REQUIRES: pair < kPairs
// For the serials of each row.
std::vector<Feature> serial_counts(const LeakTables& tables, const RowsOfParties& rows);

}  // namespace tidewaiter::judge::audit
