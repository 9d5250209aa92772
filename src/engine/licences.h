// The licence register: whether what an exporter claims in `authorisation` is there, and covers the line. What a number
// covers altogether is used up in the order of days, then of shipments, whatever the order of the rows.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/facts.h"
#include "engine/text_map.h"
#include "ingest/licence_table.h"
#include "model/batch.h"
#include "model/decision.h"

namespace tidewaiter {

// One row that claims a number of the register.
struct LicenceClaim {
  std::string number;  // folded
  Date date;
  std::string shipment_id;
  RowOrigin origin;
  std::optional<double> quantity;
  std::optional<double> value;  // of the whole row, US dollars; none where it is not stated, or in another currency
};

// Rows that claim more than is left: the shipment, and how many of its rows before this one claim a number.
using UsedUp = std::set<std::pair<std::string, std::size_t>>;

class LicenceRegister {
 public:
  LicenceRegister() = default;
  LicenceRegister(std::vector<ingest::LicenceRow> rows, const Snapshot& snapshot);
  bool empty() const { return rows_.empty(); }

  // The number that a cell claims, folded; nullopt where the register has none of its words.
  std::optional<std::string> number_in(std::string_view authorisation) const;
  void collect(const Snapshot& snapshot, const ShipmentBatch& batch, std::vector<LicenceClaim>& into) const;
  // What of the claims is more than the register covers. Const from now on.
  void use_up(std::vector<LicenceClaim> claims);
  void set_used_up(UsedUp used_up) { used_up_ = std::move(used_up); }
  const UsedUp& used_up() const { return used_up_; }

  struct Answer {
    bool confirmed = false;
    std::string why;     // what it is, or what is wrong
    std::string number;  // as the register writes it; empty if it has none
  };
  // `ordinal`: how many rows of the shipment before this one claim a number of the register.
  Answer ask(const Snapshot& snapshot, const Line& line, const LineDecision& decided, const ShipmentBatch& batch,
             std::size_t row, std::size_t ordinal) const;

 private:
  struct Entry {
    ingest::LicenceRow row;
    std::optional<std::uint32_t> item;  // of the catalogue
    std::string paragraph;              // or a control-list paragraph, upper case
  };
  std::string problem_with(const Entry& entry, const Snapshot& snapshot, const Line& line,
                           const LineDecision& decided) const;

  std::vector<Entry> rows_;
  TextMap<std::vector<std::size_t>> by_number_;  // folded -> places in rows_
  UsedUp used_up_;
};

}  // namespace tidewaiter
