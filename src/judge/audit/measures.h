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
                                                        {"premium", 0},
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

inline constexpr std::array<std::string_view, 6> kColumnsOfShipments{"transport_mode", "end_user_name", "payer_name",
                                                                     "serials",        "end_use",       "net_mass_kg"};
inline constexpr std::array<std::string_view, 6> kColumnsOfEvents{"date",     "kind",       "item",
                                                                  "quantity", "unit_value", "net_mass_kg"};

class Measures {
 public:
  // All three must outlive this; the tables have all columns that kColumnsOfShipments and kColumnsOfEvents name.
  // Errors: those of find_table and ColumnTable.
  static Result<Measures> read(const World& world, const ColumnTable& shipments, const ColumnTable& events);
  // `what`: a name of kMeasures and its arguments.
  Measured measure(const std::vector<std::string>& what) const;

 private:
  Measures(const World& world, const ColumnTable& rows) : world_(&world), rows_(&rows) {}
  Result<void> read_events(const ColumnTable& table);
  Result<void> read_prices();
  Result<void> read_truth();
  Measured of_kind(const std::string& name, const std::string& kind) const;
  Measured hop_days() const;
  Measured share_of_rows(const std::string& column, std::string_view value) const;

  struct OfItem {
    std::vector<double> mass, price;  // of one piece
    double first_day = 0;
  };
  const World* world_;
  const ColumnTable* rows_;
  std::map<std::string, OfItem, std::less<>> items_;
  std::vector<double> premiums_;
  double produced_ = 0, diverted_ = 0, held_ = 0;
  std::map<std::string, double, std::less<>> held_in_;
};

}  // namespace tidewaiter::judge::audit
