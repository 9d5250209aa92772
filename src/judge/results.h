// Anybody's results on a world, in contract form: decisions, alerts or balances, told apart by their columns. A file in
// which a column of the truth stands is refused, so that nobody is judged on what was copied.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "base/result.h"
#include "judge/world_files.h"
#include "model/scoreboard.h"

namespace tidewaiter::judge {

enum class ResultForm : std::uint8_t { decisions, alerts, balances };

struct Balance {
  std::string holder, kind;
  double book = 0, missing = 0;
  double low = 0, high = 0;  // of the missing chips
};

struct Results {
  std::string name, file;
  ResultForm form = ResultForm::decisions;
  // By shipment and by party of the world: 0 is looked at first, equal levels are a tie; what the file does not name
  // shares the last level. Empty of balances.
  std::vector<std::uint32_t> shipment_levels, party_levels;
  // By shipment: the day (since 1970) on which it was first flagged; kNever: it was not. Empty of balances.
  std::vector<std::int32_t> flagged_on;
  bool has_flags = false;         // decisions with a disposition, and alerts
  std::uint64_t flags = 0;        // decisions hold or stop; alerts not retracted
  std::uint64_t named = 0;        // shipments that the file names
  bool names_parties = true;      // false: it names none, and has no order of them
  std::vector<Balance> balances;  // one a holder and kind, of its last period, sites added up
  std::vector<ScoreNote> notes;   // what of the file could be judged only in part
};

inline constexpr std::int32_t kNever = INT32_MAX;

// Decisions (shipment_id, and disposition or risk) go by disposition, then risk, then count x tpp, highest first, and a
// party by the best of its shipments. Alerts (alert_id) go by score; of one alert's rows the highest revision counts,
// but a shipment that it names is flagged on the day on which the first of them ended that named it; a retracted alert
// counts not at all. Alerts name shipments directly or by the events in which they stand. Balances: holder, kind, book,
// missing, low, high. Errors: those of ColumnTable; missing_column; bad_value for a truth column, a value that cannot
// be read, a shipment, party or event that is not of this world, a shipment that is there twice, an alert about
// nothing, an unknown state, days and periods outside the world's, and a balance but 0 <= low <= missing <= high <=
// book; empty_file without a row.
Result<Results> read_results(const World& world, const std::string& name, const std::filesystem::path& file);
// The same, of a file that must be of this form. Errors: also missing_column, if it is not.
Result<Results> read_results(const World& world, const std::string& name, const std::filesystem::path& file,
                             ResultForm form);

}  // namespace tidewaiter::judge
