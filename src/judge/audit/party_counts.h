// Counts for a party, a pair and a serial up to the day before: what somebody sees who keeps a tally of each and joins
// nothing.
#pragma once

#include <string>
#include <vector>

#include "judge/audit/feature.h"
#include "judge/audit/features.h"

namespace tidewaiter::judge::audit {

// Rows of the table in the order of their days; rows of one day stand together, and none of them counts for another.
std::vector<std::uint32_t> rows_by_day(const LeakTables& tables);

// For the party in this part of each row (kShipmentParts): first appearance, shipments, pieces, counterparties.
std::vector<Feature> party_counts(const LeakTables& tables, const std::vector<std::uint32_t>& order, std::size_t part);
// For the sender (consignor, else exporter) with the consignee, and the consignee with payer, forwarder and end user.
std::vector<Feature> pair_counts(const LeakTables& tables, const std::vector<std::uint32_t>& order);
// For the serials of each row.
std::vector<Feature> serial_counts(const LeakTables& tables, const std::vector<std::uint32_t>& order);

}  // namespace tidewaiter::judge::audit
