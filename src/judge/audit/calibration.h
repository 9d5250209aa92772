// The third audit: is a world like the trade that it imitates? Its marginals, measured in its files alone, against the
// facts of facts.toml. docs/world.md, "Audits".
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/source_text.h"
#include "judge/column_table.h"
#include "judge/world_files.h"

namespace tidewaiter::judge::audit {

struct Fact {
  std::string id, says;
  std::vector<std::string> measure;  // its name, then what it is of
  bool assumed = false;              // outside the verdict; no interval
  bool dates = false;                // the interval is of days since 1970
  double low = 0, high = 0;
  std::string source, confidence;
};

// Errors: bad_format with file:line:column (TOML, a missing or unknown key, an interval that ends before it begins, an
// unknown measure).
Result<std::vector<Fact>> read_facts(const SourceText& text);
// The facts that the program carries.
Result<std::vector<Fact>> shipped_facts();

struct CalibrationRow {
  Fact fact;
  std::optional<double> world;  // empty: nothing in this world shows it
  std::size_t from = 0;         // how many values it was made of
  bool inside = false;          // false where `world` is empty
};

struct CalibrationReport {
  std::vector<CalibrationRow> rows;
  // Every fact that the world shows lies inside, and at least kFewestFacts are shown: a world that is too small, or
  // ended early, shows too few to be judged.
  bool passed() const;
  std::size_t shown() const;
};

inline constexpr std::size_t kFewestFacts = 8;

// Errors: those of find_table and ColumnTable. `shipments` and `events`: those tables with all columns.
Result<CalibrationReport> calibrate(const World& world, const ColumnTable& shipments, const ColumnTable& events,
                                    const std::vector<Fact>& facts);

}  // namespace tidewaiter::judge::audit
