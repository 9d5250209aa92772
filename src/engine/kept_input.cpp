#include "engine/kept_input.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdlib>
#include <memory>
#include <set>
#include <system_error>

#include "base/file.h"
#include "base/json_reader.h"
#include "base/json_writer.h"
#include "engine/reasoner.h"
#include "engine/run.h"
#include "tables/cell.h"
#include "tables/csv_table.h"

namespace tidewaiter {
namespace {

// Of the first table of parties, and of those after it.
std::filesystem::path parties_of(const std::filesystem::path& kept, std::size_t table) {
  const std::string extension = table == 0 ? ".parties.csv" : fmt::format(".parties-{}.csv", table + 1);
  return std::filesystem::path(kept).replace_extension(extension);
}

std::filesystem::path ownership_of(const std::filesystem::path& kept) {
  return std::filesystem::path(kept).replace_extension(".ownership.csv");
}

std::filesystem::path licences_of(const std::filesystem::path& kept) {
  return std::filesystem::path(kept).replace_extension(".licences.csv");
}
std::filesystem::path used_up_of(const std::filesystem::path& kept) {
  return std::filesystem::path(kept).replace_extension(".used-up.csv");
}
std::filesystem::path patterns_of(const std::filesystem::path& kept) {
  return std::filesystem::path(kept).replace_extension(".patterns.json");
}

// The rows as a shipment file again.
std::string csv_of(const tables::TextTable& table) {
  std::string out;
  const auto append_row = [&](const std::vector<std::string>& cells) {
    for (std::size_t i = 0; i < cells.size(); ++i) {
      if (i > 0) out += ',';
      tables::append_csv_cell(out, cells[i]);
    }
    out += '\n';
  };
  append_row(table.columns);
  for (const auto& row : table.rows) append_row(row);
  return out;
}

// The number of the file and twelve digits of the record's: longer ones come later, and of equal length the larger.
void append_row_number(std::string& out, const RowOrigin& origin) {
  std::array<char, 20> digits;
  const auto append = [&](std::uint64_t number, std::size_t width) {
    const auto size = static_cast<std::size_t>(std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr -
                                               digits.data());
    out.append(width - std::min(width, size), '0');
    out.append(digits.data(), size);
  };
  append(origin.file + 1, 1);
  append(origin.record, 12);
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

}  // namespace

Result<void> keep_used_up(const std::filesystem::path& kept, const UsedUp& used_up) {
  std::string out = "shipment_id,ordinal\n";
  for (const auto& [shipment, ordinal] : used_up) {
    tables::append_csv_cell(out, shipment);
    out += fmt::format(",{}\n", ordinal);
  }
  return replace_file(used_up_of(kept), out);
}

Result<void> keep_patterns(const std::filesystem::path& kept, const Patterns& patterns) {
  return replace_file(patterns_of(kept), patterns.to_text());
}

namespace {

Result<UsedUp> read_used_up(const std::filesystem::path& kept) {
  TIDEWAITER_TRY(const tables::CsvTable table, tables::read_csv_table(used_up_of(kept)));
  UsedUp used_up;
  for (const tables::CsvRow& row : table.rows) {
    used_up.emplace(row.cells.front(), std::strtoull(row.cells.back().c_str(), nullptr, 10));
  }
  return used_up;
}

}  // namespace

KeptInputWriter::KeptInputWriter(std::string path, tables::ParquetWriter writer, std::vector<ShipmentField> fields)
    : path_(std::move(path)),
      fields_(std::move(fields)),
      shared_(new Shared{.mutex = {}, .writer = std::move(writer), .error = {}}) {}

Result<KeptInputWriter> KeptInputWriter::open(const std::filesystem::path& folder, const std::string& run_started,
                                              const ingest::ShipmentInput& input, const KeptTables& tables,
                                              unsigned threads) {
  std::error_code failed;
  std::filesystem::create_directories(folder, failed);
  if (failed) {
    return fail(ErrorCode::file_unwritable, failed.message(), folder.string(),
                "name another store with --store, or --store none");
  }
  std::string name = run_started;
  std::erase_if(name, [](char c) { return c == ':' || c == '-'; });
  const std::filesystem::path path = std::filesystem::absolute(folder) / fmt::format("{}-{}.parquet", name, ::getpid());
  std::vector<ShipmentField> fields;
  std::vector<std::string> columns;
  columns.reserve(kShipmentFieldCount + 1);
  for (std::size_t i = 0; i < kShipmentFieldCount; ++i) {
    const auto field = static_cast<ShipmentField>(i);
    if (!input.has(field)) continue;
    fields.push_back(field);
    columns.emplace_back(info(field).name);
  }
  columns.emplace_back("row_number");
  TIDEWAITER_TRY(tables::ParquetWriter writer, tables::ParquetWriter::open(path, std::move(columns), threads));
  std::vector<std::pair<std::filesystem::path, std::filesystem::path>> copies;
  copies.reserve(tables.parties.size() + 2);
  for (std::size_t i = 0; i < tables.parties.size(); ++i) copies.emplace_back(tables.parties[i], parties_of(path, i));
  if (!tables.ownership.empty()) copies.emplace_back(tables.ownership, ownership_of(path));
  if (!tables.licences.empty()) copies.emplace_back(tables.licences, licences_of(path));
  for (const auto& [from, to] : copies) {
    TIDEWAITER_TRY(const std::string bytes, read_file(from));
    TIDEWAITER_CHECK(replace_file(to, bytes));
  }
  return KeptInputWriter(path.string(), std::move(writer), std::move(fields));
}

void remove_kept(const std::filesystem::path& path) {
  std::error_code ignored;  // what is not there need not go, and what cannot go is tried again by the next run
  std::filesystem::remove(path, ignored);
  for (std::size_t table = 0; std::filesystem::remove(parties_of(path, table), ignored); ++table) {
  }
  for (const auto& beside : {ownership_of(path), licences_of(path), used_up_of(path), patterns_of(path)}) {
    std::filesystem::remove(beside, ignored);
  }
}

void remove_orphans(const std::filesystem::path& folder, const std::vector<RunRecord>& runs) {
  std::set<std::string, std::less<>> kept;
  for (const RunRecord& run : runs) {
    const std::filesystem::path path = run.info.accepted_input;
    kept.insert(path.stem().string());
  }
  std::error_code ignored;  // a folder that is not there yet holds nothing
  for (const auto& file : std::filesystem::directory_iterator(folder, ignored)) {
    const std::string name = file.path().filename().string();
    // TIME-PID.parquet, .parties.csv, .parties-2.csv, .ownership.csv, …, and each with .writing-PID behind it
    const std::size_t dash = name.find('-');
    const std::size_t dot = name.find('.');
    const std::string_view rest = dot == std::string::npos ? std::string_view{} : std::string_view(name).substr(dot);
    static constexpr std::string_view kOurs[] = {".parquet",      ".parties",     ".ownership.csv",
                                                 ".licences.csv", ".used-up.csv", ".patterns.json"};
    const bool ours =
        dash < dot && std::ranges::any_of(kOurs, [&](std::string_view end) { return rest.starts_with(end); });
    std::int64_t process = 0;
    const bool unfinished = rest.find(".writing-") != std::string_view::npos;
    if (!ours || (!unfinished && kept.contains(std::string_view(name).substr(0, dot)))) continue;
    const auto read = std::from_chars(name.data() + dash + 1, name.data() + dot, process);
    if (read.ec != std::errc{} || read.ptr != name.data() + dot || is_process_alive(process)) continue;
    std::filesystem::remove(file.path(), ignored);
  }
}

void KeptInputWriter::add(ShipmentBatch batch) {
  struct Owner {
    ShipmentBatch batch;
    std::string numbers;
  };
  const auto owner = std::make_shared<Owner>(std::move(batch), std::string{});
  const std::size_t rows = owner->batch.rows();
  tables::TextColumns columns{rows, {}, owner};
  columns.cells.reserve(rows * (fields_.size() + 1));
  for (const ShipmentField field : fields_) {
    for (std::size_t row = 0; row < rows; ++row) columns.cells.push_back(owner->batch.cell(field, row));
  }
  std::vector<std::size_t> ends;
  ends.reserve(rows);
  for (std::size_t row = 0; row < rows; ++row) {
    append_row_number(owner->numbers, owner->batch.origin(row));
    ends.push_back(owner->numbers.size());
  }
  std::size_t begin = 0;
  for (const std::size_t end : ends) {
    columns.cells.push_back(std::string_view(owner->numbers).substr(begin, end - begin));
    begin = end;
  }
  const std::lock_guard lock(shared_->mutex);
  if (shared_->error) return;
  if (auto added = shared_->writer.add(std::move(columns)); !added) shared_->error = std::move(added).error();
}

void KeptInputWriter::end() { shared_->writer.end(); }

Result<void> KeptInputWriter::finish() {
  if (const std::optional<Error>& error = shared_->error) return std::unexpected(*error);
  return shared_->writer.finish();
}

namespace {

// As whoever runs `explain` from another folder can open it; "none" and "" stay.
std::string lasting(const std::filesystem::path& path) {
  if (path.empty() || path == "none") return path.string();
  std::error_code ignored;  // a folder that is gone: the path as it was given
  const std::filesystem::path absolute = std::filesystem::absolute(path, ignored);
  return ignored ? path.string() : absolute.lexically_normal().string();
}

}  // namespace

std::string options_json(const Snapshot& snapshot) {
  std::string out;
  JsonWriter json(out);
  json.begin_object();
  json.member("as_of", snapshot.as_of ? snapshot.as_of->to_string() : std::string{});
  json.member("strict_text", snapshot.strict_text);
  json.member("threshold", snapshot.settings.threshold);
  json.member("presume_headquarters", snapshot.settings.presume_headquarters);
  json.member("date_order", ingest::to_string(snapshot.settings.date_order));
  json.member("lists", lasting(snapshot.settings.lists)).member("rules", lasting(snapshot.settings.rules)).end_object();
  return out;
}

Result<RunSources> sources_of(const std::string& options) {
  TIDEWAITER_TRY(const json::Document document, json::Document::parse(options, "the stored options of the run"));
  const auto text = [&](std::string_view key) -> std::optional<std::string> {
    const auto value = document.root().find(key);
    const auto read = value ? value->string() : std::nullopt;
    return read ? std::optional<std::string>(*read) : std::nullopt;
  };
  return RunSources{text("lists"), text("rules")};
}

Result<void> apply_options(const std::string& json, Snapshot& snapshot) {
  TIDEWAITER_TRY(const json::Document document, json::Document::parse(json, "the stored options of the run"));
  const auto text = [&](std::string_view key) -> std::string_view {
    const auto value = document.root().find(key);
    return value ? value->string().value_or(std::string_view{}) : std::string_view{};
  };
  const auto truth = [&](std::string_view key) {
    const auto value = document.root().find(key);
    return value && value->boolean().value_or(false);
  };
  snapshot.as_of = parse_date(text("as_of"));
  snapshot.strict_text = truth("strict_text");
  snapshot.settings.presume_headquarters = truth("presume_headquarters");
  snapshot.settings.date_order = ingest::parse_date_order(text("date_order")).value_or(ingest::DateOrder::unsettled);
  if (const auto threshold = document.root().find("threshold")) {
    snapshot.settings.threshold = threshold->number().value_or(snapshot.settings.threshold);
  }
  return {};
}

Result<Replay> replay(const Snapshot& snapshot, const RunRecord& run_record, std::string_view shipment_id) {
  if (run_record.info.accepted_input.empty()) {
    return fail(ErrorCode::not_found, "the run kept no rows", {}, "screen the shipment again");
  }
  const std::filesystem::path kept = run_record.info.accepted_input;
  TIDEWAITER_TRY(tables::TextTable rows, tables::read_parquet_where(kept, "shipment_id", std::string(shipment_id)));
  RunOptions options;
  if (std::filesystem::exists(licences_of(kept))) {
    options.licences = licences_of(kept);
    TIDEWAITER_TRY(options.used_up, read_used_up(kept));
  }
  if (std::filesystem::exists(patterns_of(kept))) {
    TIDEWAITER_TRY(const std::string text, read_file(patterns_of(kept)));
    TIDEWAITER_TRY(Patterns patterns, Patterns::from_text(text, patterns_of(kept).string(), snapshot.patterns));
    options.patterns = std::make_shared<const Patterns>(std::move(patterns));
  }
  options.one_by_one = !options.patterns;
  restore_order(rows);
  options.texts.push_back({kept.string(), csv_of(rows)});
  for (std::size_t table = 0; std::filesystem::exists(parties_of(kept, table)); ++table) {
    options.parties.push_back(parties_of(kept, table));
  }
  if (std::filesystem::exists(ownership_of(kept))) options.ownership = ownership_of(kept);
  options.threads = 1;
  std::optional<Replay> found;
  RunHooks hooks;
  hooks.decided = [&](const Decision& decision, const CanonicalDecision& canonical_form) -> Result<void> {
    found = Replay{{}, decision, canonical_form};
    return {};
  };
  std::vector<LineReasoning> reasoning;
  hooks.observer = [&](const RunTables& tables) { return std::make_unique<Reasoner>(snapshot, tables, reasoning); };
  std::optional<Store> no_store;
  TIDEWAITER_CHECK(run(snapshot, options, [] { return Result<void>{}; }, no_store, hooks));
  if (!found) return fail(ErrorCode::not_found, "the kept rows hold no such shipment", kept.string());
  found->reasoning = std::move(reasoning);
  return std::move(*found);
}

}  // namespace tidewaiter
