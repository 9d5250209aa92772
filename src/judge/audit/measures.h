// What the calibration measures in the files of a world: facts.toml tells what each measure is of.
#pragma once

#include <array>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "judge/column_table.h"
#include "judge/world_files.h"

namespace tidewaiter::judge::audit {

struct MeasureInfo {
  std::string_view name;
  std::size_t arguments;
};

inline constexpr std::array<MeasureInfo, 15> kMeasures{{{"scheme_share", 0},
                                                        {"diverted_share", 0},
                                                        {"premium", 1},
                                                        {"mass", 1},
                                                        {"price", 1},
                                                        {"lot", 1},
                                                        {"most", 1},
                                                        {"scheme_days", 1},
                                                        {"shipments", 1},
                                                        {"hop_days", 0},
                                                        {"first_day", 1},
                                                        {"held_share", 1},
                                                        {"column", 2},
                                                        {"empty", 1},
                                                        {"rows_per_party_day", 0}}};

struct Measured {
  std::optional<double> value;
  std::size_t from = 0;  // values that it is made of
};

inline constexpr std::array<std::string_view, 4> kColumnsOfEvents{"date", "kind", "item", "shipment_id"};

class Measures {
 public:
  // All three must outlive this; the tables have all their columns. What a table of shipments has no column for is not
  // shown, and of the events' kColumnsOfEvents are needed.
  // Errors: those of find_table and ColumnTable.
  static Result<Measures> read(const World& world, const ColumnTable& shipments, const ColumnTable& events);
  // `what`: a name of kMeasures and its arguments.
  Measured measure(const std::vector<std::string>& what) const;

 private:
  Measures(const World& world, const ColumnTable& rows) : world_(&world), rows_(&rows) {}
  Result<void> read_papers(const ColumnTable& events);
  Result<void> read_rates();
  std::optional<double> usd(std::string_view currency, std::int32_t day) const;  // for one unit; nullopt: unknown
  Result<void> read_prices();
  Result<void> read_truth();
  Measured of_kind(const std::string& name, const std::string& kind) const;
  Measured hop_days() const;
  Measured premium(const std::string& source) const;
  Measured share_of_rows(const std::string& column, std::string_view value) const;

  struct OfItem {
    std::vector<double> mass, price;  // of one piece
    double first_day = 0;
  };
  const World* world_;
  const ColumnTable* rows_;
  std::map<std::string, OfItem, std::less<>> items_;
  struct Offer {
    double price = 0;
    Sym source{};
  };
  std::vector<std::vector<Offer>> offers_;  // of each item, month and currency
  std::map<std::string, Sym, std::less<>> offer_sources_;
  std::map<std::string, std::map<std::int32_t, double>, std::less<>> rates_;  // by currency and day
  double produced_ = 0, diverted_ = 0, held_ = 0;
  std::map<std::string, double, std::less<>> held_in_;
};

}  // namespace tidewaiter::judge::audit
