#include "judge/results.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>

#include "base/ascii.h"
#include "judge/read_results.h"

namespace tidewaiter::judge {
namespace {

using std::string_view;

// Columns of truth/ that stand in no form of results (docs/contracts.md).
constexpr std::array<string_view, 8> kTruthColumns{"scheme_id", "scheme",       "diverted",      "chips_diverted",
                                                   "part",      "final_holder", "final_country", "serial_or_lot"};

constexpr bool is_kept(char c) { return is_letter(c) || is_digit(c); }

std::string letters_and_digits(string_view text) {
  std::string kept;
  for (const char c : text) {
    if (is_kept(c)) kept += to_lower(c);
  }
  return kept;
}

// Also where it ends in one behind a separator: "truth.scheme_id", "x/scheme", and "truth_scheme_id", which is what a
// member of an object within an object is called.
bool is_of_truth(string_view name) {
  for (std::size_t i = 0; i < name.size(); ++i) {
    if (!is_kept(name[i]) || (i > 0 && is_kept(name[i - 1]))) continue;
    const std::string rest = letters_and_digits(name.substr(i));
    if (std::ranges::find(kTruthColumns, rest, letters_and_digits) != kTruthColumns.end()) return true;
  }
  return false;
}

Result<void> refuse_truth(const ColumnTable& table) {
  for (const std::string& name : table.header()) {
    if (!is_of_truth(name)) continue;
    return fail(ErrorCode::bad_value,
                fmt::format("the column {} is one of the truth: such results are not judged", name), table.file(),
                "results must be made from the tables of the world alone, without its folder truth/; give a column of "
                "your own another name");
  }
  return {};
}

constexpr std::array<string_view, 23> kWanted{"date",     "shipment_id",  "disposition", "risk",      "count", "tpp",
                                              "alert_id", "revision",     "state",       "parties",   "score", "first",
                                              "last",     "kind",         "book",        "event_ids", "low",   "high",
                                              "missing",  "shipment_ids", "period",      "site",      "holder"};

Result<ResultForm> form_of(const ColumnTable& table) {
  if (table.find("alert_id")) return ResultForm::alerts;
  if (table.find("holder") && table.find("book")) return ResultForm::balances;
  if (table.find("shipment_id") && (table.find("disposition") || table.find("risk"))) return ResultForm::decisions;
  return fail(ErrorCode::missing_column, "these are neither decisions nor alerts nor balances", table.file(),
              fmt::format("decisions have shipment_id and disposition or risk, alerts alert_id, balances holder and "
                          "book; the columns are: {}",
                          fmt::join(table.header(), ", ")));
}

Result<Results> read(const World& world, const std::string& name, const std::filesystem::path& file,
                     std::optional<ResultForm> form) {
  TIDEWAITER_TRY(const ColumnTable table, ColumnTable::read(file, kWanted));
  TIDEWAITER_CHECK(refuse_truth(table));
  Results results;
  results.name = name;
  results.file = table.file();
  if (form) {
    results.form = *form;
  } else {
    TIDEWAITER_TRY(results.form, form_of(table));
  }
  if (results.form == ResultForm::decisions && table.find("shipment_id") && !table.find("disposition") &&
      !table.find("risk")) {
    TIDEWAITER_CHECK(table.column("disposition"));
  }
  if (table.rows() == 0 && results.form != ResultForm::alerts) {  // who finds nothing has no alerts
    return fail(ErrorCode::empty_file, "there is no row in it", table.file());
  }
  results.flagged_on.assign(results.form == ResultForm::balances ? 0 : world.shipments.size(), kNever);
  switch (results.form) {
    case ResultForm::decisions:
      TIDEWAITER_CHECK(read_decisions(world, table, results));
      break;
    case ResultForm::alerts:
      TIDEWAITER_CHECK(read_alerts(world, table, results));
      break;
    case ResultForm::balances:
      TIDEWAITER_CHECK(read_balances(world, table, results));
      break;
  }
  return results;
}

}  // namespace

Result<Results> read_results(const World& world, const std::string& name, const std::filesystem::path& file) {
  return read(world, name, file, std::nullopt);
}

Result<Results> read_results(const World& world, const std::string& name, const std::filesystem::path& file,
                             ResultForm form) {
  return read(world, name, file, form);
}

}  // namespace tidewaiter::judge
