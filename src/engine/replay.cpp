#include "engine/replay.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <memory>
#include <system_error>

#include "base/file.h"
#include "base/json_reader.h"
#include "engine/kept_input.h"
#include "engine/kept_rejects.h"
#include "engine/reasoner.h"
#include "engine/run.h"
#include "engine/stored_options.h"
#include "tables/cell.h"
#include "tables/csv_table.h"

namespace tidewaiter {
namespace {

// The rows as a shipment file again.
std::string csv_of(const tables::TextTable& table) {
  std::string out;
  tables::append_csv_row(out, table.columns);
  for (const auto& row : table.rows) tables::append_csv_row(out, row);
  return out;
}

// Puts the rows back in the order of the run's input; the first pass writes them as its threads come along.
void restore_order(tables::TextTable& table) {
  const auto column = static_cast<std::size_t>(std::ranges::find(table.columns, "row_number") - table.columns.begin());
  if (column == table.columns.size()) return;
  std::ranges::stable_sort(table.rows, [&](const auto& a, const auto& b) {
    return a[column].size() != b[column].size() ? a[column].size() < b[column].size() : a[column] < b[column];
  });
  table.columns.erase(table.columns.begin() + static_cast<std::ptrdiff_t>(column));
  for (auto& row : table.rows) row.erase(row.begin() + static_cast<std::ptrdiff_t>(column));
}

Result<UsedUp> read_used_up(const std::filesystem::path& kept) {
  TIDEWAITER_TRY(const tables::CsvTable table, tables::read_csv_table(kept_used_up(kept)));
  UsedUp used_up;
  for (const tables::CsvRow& row : table.rows) {
    used_up.emplace(row.cells.front(), std::strtoull(row.cells.back().c_str(), nullptr, 10));
  }
  return used_up;
}

constexpr std::size_t kDifferences = 12;  // told one by one

std::string text_of(const json::Value& value) {
  switch (value.kind()) {
    case json::Kind::string:
      return fmt::format("\"{}\"", value.string().value_or(std::string_view{}));
    case json::Kind::number:
      return fmt::format("{}", value.number().value_or(0));
    case json::Kind::boolean:
      return value.boolean().value_or(false) ? "true" : "false";
    case json::Kind::null:
      return "null";
    default:
      return std::string(json::to_string(value.kind()));
  }
}

// One text for each place at which two JSON values differ.
void compare(const std::string& at, const json::Value& stored, const json::Value& again,
             std::vector<std::string>& found) {
  if (found.size() > kDifferences) return;
  const auto differ = [&] {
    found.push_back(fmt::format("{}: stored {}, computed {}", at, text_of(stored), text_of(again)));
  };
  if (stored.kind() != again.kind()) return differ();
  if (stored.kind() == json::Kind::array) {
    const auto before = stored.elements();
    const auto after = again.elements();
    if (before.size() != after.size()) {
      found.push_back(fmt::format("{}: stored {}, computed {}", at, before.size(), after.size()));
    }
    for (std::size_t i = 0; i < std::min(before.size(), after.size()); ++i) {
      compare(fmt::format("{}[{}]", at, i), before[i], after[i], found);
    }
  } else if (stored.kind() == json::Kind::object) {
    for (const auto& [key, value] : stored.members()) {
      const std::string path = at.empty() ? std::string(key) : fmt::format("{}.{}", at, key);
      if (const auto other = again.find(key)) {
        compare(path, value, *other, found);
      } else {
        found.push_back(path + ": not computed");
      }
    }
    for (const auto& [key, value] : again.members()) {
      if (!stored.find(key)) found.push_back(fmt::format("{}{}: not stored", at.empty() ? "" : at + ".", key));
    }
  } else if (text_of(stored) != text_of(again)) {
    differ();
  }
}

}  // namespace

Result<tables::TextTable> kept_rows_of(const std::filesystem::path& kept, std::string_view shipment_id) {
  Result<tables::TextTable> rows = tables::read_parquet_where(kept, "shipment_id", std::string(shipment_id));
  if (rows) {
    restore_order(*rows);
  } else if (rows.error().code != ErrorCode::out_of_memory) {
    Error error = std::move(rows).error();
    error.message = "the rows that the run kept cannot be read: " + error.message;
    error.hint =
        "restore the file from a backup of the store and of the folder beside it; tidewaiter store check tells what "
        "else "
        "is damaged";
    return std::unexpected(std::move(error));
  }
  return rows;
}

Result<Replay> replay(const Snapshot& snapshot, const RunRecord& run_record, std::string_view shipment_id) {
  if (!run_record.pruned.empty()) {
    return fail(ErrorCode::not_found,
                fmt::format("the rows of run {} were removed by `store prune` on {}", run_record.id, run_record.pruned),
                {}, "screen the shipment again");
  }
  if (run_record.info.accepted_input.empty()) {
    return fail(ErrorCode::not_found, "the run kept no rows", {}, "screen the shipment again");
  }
  const std::filesystem::path kept = run_record.info.accepted_input;
  TIDEWAITER_TRY(const tables::TextTable rows, kept_rows_of(kept, shipment_id));
  RunOptions options;
  if (std::filesystem::exists(kept_licences(kept))) {
    options.licences = kept_licences(kept);
    TIDEWAITER_TRY(options.used_up, read_used_up(kept));
  }
  if (std::filesystem::exists(kept_patterns(kept))) {
    TIDEWAITER_TRY(const std::string text, read_file(kept_patterns(kept)));
    TIDEWAITER_TRY(Patterns patterns, Patterns::from_text(text, kept_patterns(kept).string(), snapshot.patterns));
    options.patterns = std::make_shared<const Patterns>(std::move(patterns));
  }
  TIDEWAITER_TRY(options.kept_rejects, read_kept_rejects(kept_rejects(kept), shipment_id));
  TIDEWAITER_TRY(const StoredOptions then, read_options(run_record.info.options));
  options.latest_date = then.latest_date;
  options.encoding = then.encoding;
  if (std::filesystem::exists(kept_map(kept))) options.maps.push_back(kept_map(kept));
  options.one_by_one = !options.patterns;
  options.texts.push_back({kept.string(), csv_of(rows)});
  for (std::size_t table = 0; std::filesystem::exists(kept_parties(kept, table)); ++table) {
    options.parties.push_back(kept_parties(kept, table));
  }
  if (std::filesystem::exists(kept_ownership(kept))) options.ownership = kept_ownership(kept);
  options.threads = 1;
  std::optional<Replay> found;
  RunHooks hooks;
  hooks.decided = [&](const Decision& decision, const CanonicalDecision& canonical_form) -> Result<void> {
    found = Replay{{}, decision, canonical_form, {}};
    return {};
  };
  std::optional<DigestFront> rows_digest;
  hooks.rows = [&](const DigestFront& digest) { rows_digest = digest; };
  std::vector<LineReasoning> reasoning;
  hooks.observer = [&](const RunTables& tables) { return std::make_unique<Reasoner>(snapshot, tables, reasoning); };
  std::optional<Store> no_store;
  TIDEWAITER_CHECK(run(snapshot, options, [] { return Result<void>{}; }, no_store, hooks));
  if (!found) return fail(ErrorCode::not_found, "the kept rows hold no such shipment", kept.string());
  found->reasoning = std::move(reasoning);
  found->rows = rows_digest;
  return std::move(*found);
}

Result<Snapshot> snapshot_of_run(const Store& store, const RunRecord& run, const ReplaySources& sources) {
  TIDEWAITER_TRY(const StoredOptions then, read_options(run.info.options));
  SnapshotOptions options{sources.settings.lists.string(), sources.settings.rules.string()};
  if (then.lists) options.lists = *then.lists;
  if (then.rules) options.rules = *then.rules;
  if (!sources.lists.empty()) {
    options.lists = sources.lists;
  } else {
    const std::filesystem::path kept = kept_lists_of(sources.kept_in, run.info.versions.lists);
    std::error_code ignored;  // of what is not there
    if (std::filesystem::exists(kept, ignored)) options.lists = kept.string();
  }
  if (!sources.rules.empty()) {
    options.rules = sources.rules;
  } else if (!run.info.data_version.empty()) {
    TIDEWAITER_TRY(const std::string json, store.data(run.info.data_version));
    TIDEWAITER_TRY(options.texts, DataTexts::from_json(json, "the kept rules and catalogue"));
  }
  TIDEWAITER_TRY(Snapshot snapshot, load_snapshot(sources.settings, options));
  snapshot.as_of = then.as_of;
  snapshot.strict_text = then.strict_text;
  snapshot.settings.presume_headquarters = then.presume_headquarters;
  snapshot.settings.date_order = then.date_order;
  snapshot.settings.threshold = then.threshold.value_or(snapshot.settings.threshold);
  TIDEWAITER_TRY(std::vector<ListException> exceptions, store.exceptions(run.exceptions_known));
  snapshot.exceptions = ExceptionBook(std::move(exceptions));
  snapshot.started = run.info.started;
  return snapshot;
}

std::vector<std::string> differences(const StoredDecision& stored, const Replay& again, const RunRecord& run,
                                     const std::vector<KeptFile>& kept) {
  std::vector<std::string> found;
  if (!stored.json.empty() && front_of(digest_of(stored.json)) != stored.digest) {
    found.emplace_back("the stored text does not agree with its digest: the store was changed");
  }
  const Decision& now = again.decision;
  const auto outcome = [&](std::string_view what, std::string_view then, std::string_view computed) {
    if (then != computed) found.push_back(fmt::format("{}: stored {}, computed {}", what, then, computed));
  };
  outcome("disposition", to_string(stored.disposition), to_string(now.disposition));
  outcome("determination", to_string(stored.determination), to_string(now.determination));
  outcome("policy", to_string(stored.policy), to_string(now.policy));
  outcome("risk", fmt::format("{:.3f}", stored.risk), fmt::format("{:.3f}", now.risk));
  outcome("date", stored.date ? stored.date->to_string() : "none", now.date ? now.date->to_string() : "none");
  if (!stored.json.empty() && stored.json != again.canonical_form.json) {
    const auto then = json::Document::parse(stored.json, "the stored decision");
    const auto computed = json::Document::parse(again.canonical_form.json, "the computed decision");
    std::vector<std::string> members;
    if (then && computed) compare({}, then->root(), computed->root(), members);
    for (std::string& text : members) {
      if (std::ranges::find(found, text) == found.end()) found.push_back(std::move(text));
    }
  }
  if (front_of(again.canonical_form.digest) != stored.digest) {
    outcome("digest", hex_of(stored.digest), hex_of(front_of(again.canonical_form.digest)));
  }
  if (stored.rows && again.rows && *stored.rows != *again.rows) {
    found.emplace_back("the kept rows of the shipment are not those that it was decided on");
  }
  for (std::string& problem : check_kept(run.info.accepted_input, kept)) found.push_back(std::move(problem));
  return found;
}

std::vector<std::string> other_versions(const RunRecord& run, const Snapshot& snapshot) {
  std::vector<std::string> found;
  const auto version = [&](std::string_view what, const std::string& here, const std::string& then) {
    if (here != then) found.push_back(fmt::format("the {} are others now: {}, not {}", what, here, then));
  };
  version("lists", snapshot.versions.lists, run.info.versions.lists);
  version("rules", snapshot.versions.rules, run.info.versions.rules);
  if (!run.info.data_version.empty() && snapshot.versions.rules == run.info.versions.rules) {
    version("catalogue, places or effects of lists", snapshot.data_version, run.info.data_version);
  }
  version("parts of the program", snapshot.versions.engine, run.info.versions.engine);
  return found;
}

}  // namespace tidewaiter
