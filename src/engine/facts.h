// One shipment line in the vocabulary of the rules (model/facts.h): values as views into the batch, the run's tables
// and the snapshot; what nobody stated is unknown.
#pragma once

#include <array>
#include <deque>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/row_keys.h"
#include "engine/run_tables.h"
#include "model/batch.h"
#include "model/facts.h"

namespace tidewaiter {

struct Snapshot;

// The value of a unit. A price without a currency is taken as dollars; one in another currency is not known where no
// rate of its day is.
struct UnitValue {
  std::optional<double> usd;
  bool no_rate = false;  // a value is stated, whose currency has no rate
  // For bounds above which goods are worth a look: one without a rate may be any, so it is above every bound.
  std::optional<double> to_look_at() const {
    return no_rate ? std::optional(std::numeric_limits<double>::infinity()) : usd;
  }
};
UnitValue unit_value(const Snapshot& snapshot, const ShipmentBatch& batch, std::size_t row, Date day);

// Everything looked up for one row. Points into the run's tables and the snapshot.
struct Line {
  Date day;                                                     // whose law decides
  std::array<const ResolvedParty*, kPartyRoleCount> parties{};  // nullptr: not named
  const ResolvedItem* item = nullptr;
  const std::vector<PartyHit>* conveyance_hits = nullptr;
  ItemState state = ItemState::unidentified;
  Country destination;
  Country export_country;
  std::string_view movement;  // empty: not known
  double chips = 0;           // in the whole line; NaN where the quantity is not known
  UnitValue unit_value;
  bool authorised = false;
};

// Looks up the rows of one batch: their parties and items block by block, when the first row of a block is asked for.
class LineLookUp {
 public:
  LineLookUp(const Snapshot& snapshot, const RunTables& tables, const ShipmentBatch& batch)
      : snapshot_(snapshot), tables_(tables), batch_(batch) {}
  Line operator()(std::size_t row);
  // The same row with another of the items that it names.
  Line with_item(Line line, const ResolvedItem& item, std::size_t row);

 private:
  void look_up_block(std::size_t row);

  const Snapshot& snapshot_;
  const RunTables& tables_;
  const ShipmentBatch& batch_;
  std::size_t block_begin_ = 0;
  RowKeys keys_;                        // of the block
  std::vector<std::uint32_t> parties_;  // numbers in the run's tables of keys_.parties()
  std::vector<std::uint32_t> items_;
  std::string hs_digits_;
};

// Owns the texts that the facts view and that stand nowhere else.
class LineFacts {
 public:
  // Fills the facts of one line. The views hold until the next call, and no longer than the arguments live. REQUIRES:
  // the same snapshot and tables at every call.
  const Facts& fill(const Snapshot& snapshot, const RunTables& tables, const Line& line, const ShipmentBatch& batch,
                    std::size_t row);
  // The facts of all lines of the shipment, for rules that ask about them; they stay until others are set.
  void set_lines(std::span<const std::span<const FactValue>> lines) { facts_.lines = lines; }

 private:
  void fill_shipment(const RunTables& tables, const Line& line, const ShipmentBatch& batch, std::size_t row);
  void fill_patterns(const RunTables& tables, const Line& line, const ShipmentBatch& batch, std::size_t row);
  void fill_item(const Snapshot& snapshot, const Line& line);
  void fill_fit(const Snapshot& snapshot, const Line& line, const ShipmentBatch& batch, std::size_t row);
  void fill_price(const Snapshot& snapshot, const Line& line, double low, double high);
  void fill_catalog_item(const Snapshot& snapshot, const catalog::CatalogItem& item, Date day);
  void fill_parties(const Snapshot& snapshot, const RunTables& tables, const Line& line);
  void add_owners(const Snapshot& snapshot, const RunTables& tables, const Line& line, const ResolvedParty& party,
                  Role role);
  bool same_parties(const Line& line) const;
  void add_hits(const Snapshot& snapshot, const Line& line, Role role, std::string_view party_name,
                const std::vector<PartyHit>& hits);

  Facts facts_;
  bool patterns_filled_ = false;  // some fact that other shipments decide is known
  bool fit_filled_ = false;       // some fact of kFitFacts is known
  Line last_;                     // whose parties and hits stand in facts_
  std::string hs_digits_;
  std::string eccn_;
  std::string payment_terms_;
  std::string transport_mode_;
  std::string installation_;
  std::vector<std::string_view> transit_;
  std::string quantity_unit_;
  std::vector<std::string_view> serials_;
  std::string gave_away_;
  std::string held_;
  std::deque<ListedOwner> owners_;  // of the parties at hand; their texts are viewed
};

}  // namespace tidewaiter
