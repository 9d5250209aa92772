#include "engine/kept_input.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdlib>
#include <map>
#include <memory>
#include <set>
#include <system_error>

#include "base/file.h"
#include "base/section_file.h"
#include "ingest/presets.h"
#include "tables/cell.h"

namespace tidewaiter {
namespace {

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

std::filesystem::path beside(const std::filesystem::path& kept, const std::string& extension) {
  return std::filesystem::path(kept).replace_extension(extension);
}

}  // namespace

std::filesystem::path kept_parties(const std::filesystem::path& kept, std::size_t table) {
  return beside(kept, table == 0 ? ".parties.csv" : fmt::format(".parties-{}.csv", table + 1));
}
std::filesystem::path kept_ownership(const std::filesystem::path& kept) { return beside(kept, ".ownership.csv"); }
std::filesystem::path kept_licences(const std::filesystem::path& kept) { return beside(kept, ".licences.csv"); }
std::filesystem::path kept_used_up(const std::filesystem::path& kept) { return beside(kept, ".used-up.csv"); }
std::filesystem::path kept_patterns(const std::filesystem::path& kept) { return beside(kept, ".patterns.json"); }
std::filesystem::path kept_rejects(const std::filesystem::path& kept) { return beside(kept, ".rejects.ndjson"); }
std::filesystem::path kept_map(const std::filesystem::path& kept) { return beside(kept, ".map.csv"); }

std::filesystem::path kept_lists_of(const std::filesystem::path& folder, const std::string& version) {
  return folder / fmt::format("lists-{}.tidelist", version);
}

Result<void> keep_used_up(const std::filesystem::path& kept, const UsedUp& used_up) {
  std::string out = "shipment_id,ordinal\n";
  for (const auto& [shipment, ordinal] : used_up) {
    tables::append_csv_cell(out, shipment);
    out += fmt::format(",{}\n", ordinal);
  }
  return replace_file(kept_used_up(kept), out);
}

Result<void> keep_patterns(const std::filesystem::path& kept, const Patterns& patterns) {
  return replace_file(kept_patterns(kept), patterns.to_text());
}

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
    return fail(ErrorCode::file_unwritable, "the folder cannot be made: " + failed.message(), folder.string(),
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
  copies.reserve(tables.parties.size() + 3);
  for (std::size_t i = 0; i < tables.parties.size(); ++i) copies.emplace_back(tables.parties[i], kept_parties(path, i));
  if (!tables.ownership.empty()) copies.emplace_back(tables.ownership, kept_ownership(path));
  if (!tables.licences.empty()) copies.emplace_back(tables.licences, kept_licences(path));
  if (tables.maps.size() > 1) {
    TIDEWAITER_TRY(const ingest::ColumnMap map, ingest::ColumnMap::open(tables.maps, tables.encoding));
    TIDEWAITER_CHECK(replace_file(kept_map(path), map.csv()));
  } else if (!tables.maps.empty() && std::filesystem::exists(tables.maps.front(), failed)) {
    copies.emplace_back(tables.maps.front(), kept_map(path));
  } else if (!tables.maps.empty()) {
    if (const auto preset = ingest::preset_text(tables.maps.front().string())) {
      TIDEWAITER_CHECK(replace_file(kept_map(path), *preset));
    }
  }
  for (const auto& [from, to] : copies) {
    if (from == "-") {
      TIDEWAITER_CHECK(replace_file(to, tables.stream));
      continue;
    }
    TIDEWAITER_TRY(const std::string bytes, read_file(from));
    TIDEWAITER_CHECK(replace_file(to, bytes));
  }
  return KeptInputWriter(path.string(), std::move(writer), std::move(fields));
}

namespace {

// What there is once at most beside the rows.
std::vector<std::filesystem::path> single_files(const std::filesystem::path& kept) {
  return {kept_ownership(kept), kept_licences(kept), kept_used_up(kept),
          kept_patterns(kept),  kept_rejects(kept),  kept_map(kept)};
}

}  // namespace

Result<void> keep_lists(const std::filesystem::path& folder, const std::filesystem::path& lists,
                        const std::string& version) {
  const std::filesystem::path kept = kept_lists_of(folder, version);
  std::error_code ignored;  // of what is not there
  if (std::filesystem::is_regular_file(kept, ignored)) return {};
  TIDEWAITER_TRY(const MappedFile file, MappedFile::open(lists));
  TIDEWAITER_CHECK(replace_file(kept, file.bytes()));
  auto copied = SectionFile::open(kept);
  if (copied && copied->digest().hex().starts_with(version)) return {};
  std::filesystem::remove(kept, ignored);
  return fail(ErrorCode::file_unreadable, "the list was replaced while this run began", lists.string(), "run again");
}

std::string kept_list_version(std::string_view name) {
  static constexpr std::string_view kFront = "lists-", kEnd = ".tidelist", kWriting = ".tidelist.writing-";
  if (!name.starts_with(kFront)) return {};
  const std::size_t dot = name.find('.');
  const std::string_view rest = dot == std::string_view::npos ? std::string_view{} : name.substr(dot);
  if (rest != kEnd && !rest.starts_with(kWriting)) return {};
  return std::string(name.substr(kFront.size(), dot - kFront.size()));
}

Result<store::RunLocks> locks_of(const std::filesystem::path& folder, bool create) {
  return store::RunLocks::open(
      folder.extension() == ".input" ? std::filesystem::path(folder).replace_extension() : folder, create);
}

void drop_lists(const std::filesystem::path& folder, const Store& store, store::RunLocks& locks,
                const std::string& version) {
  std::map<std::string, std::vector<std::filesystem::path>> files;  // by version
  std::error_code ignored;                                          // a folder that is not there yet holds nothing
  for (const auto& file : std::filesystem::directory_iterator(folder, ignored)) {
    const std::string of = kept_list_version(file.path().filename().string());
    if (!of.empty() && (version.empty() || of == version)) files[of].push_back(file.path());
  }
  for (const auto& [of, paths] : files) {
    if (!locks.hold_list_alone(of)) continue;
    const auto runs = store.runs();  // only now: nobody begins to need the list any more
    const bool named = !runs || std::ranges::any_of(*runs, [&list = of](const RunRecord& run) {
      return run.pruned.empty() && run.info.versions.lists == list;
    });
    if (!named) {
      for (const auto& path : paths) std::filesystem::remove(path, ignored);
    }
    locks.release_list(of);
  }
}

Result<std::vector<KeptFile>> describe_kept(const std::filesystem::path& kept) {
  std::vector<std::filesystem::path> files = single_files(kept);
  files.push_back(kept);
  for (std::size_t table = 0; std::filesystem::exists(kept_parties(kept, table)); ++table) {
    files.push_back(kept_parties(kept, table));
  }
  std::vector<KeptFile> described;
  for (const auto& file : files) {
    if (!std::filesystem::exists(file)) continue;
    TIDEWAITER_TRY(const MappedFile mapped, MappedFile::open(file));
    described.push_back({file.filename().string(), mapped.bytes().size(), digest_of(mapped.bytes())});
  }
  std::ranges::sort(described, {}, &KeptFile::name);
  return described;
}

std::vector<std::string> check_kept(const std::filesystem::path& kept, const std::vector<KeptFile>& files) {
  std::vector<std::string> problems;
  for (const KeptFile& file : files) {
    const std::filesystem::path path = kept.parent_path() / file.name;
    const auto mapped = MappedFile::open(path);
    if (!mapped) {
      problems.push_back(fmt::format("{}: {}", path.string(), mapped.error().message));
    } else if (mapped->bytes().size() != file.bytes || digest_of(mapped->bytes()) != file.digest) {
      problems.push_back(fmt::format("{}: it is not as the run kept it", path.string()));
    }
  }
  return problems;
}

std::filesystem::path find_kept(const std::string& accepted_input, const std::filesystem::path& folder) {
  if (accepted_input.empty()) return {};
  const std::filesystem::path name = std::filesystem::path(accepted_input).filename();
  std::error_code ignored;  // of what is not there
  if (!std::filesystem::exists(folder, ignored)) {
    // of a link to a store the folder is beside what the link means
    const std::filesystem::path meant =
        std::filesystem::canonical(std::filesystem::path(folder).replace_extension(), ignored);
    if (!ignored) return std::filesystem::path(meant.string() + ".input") / name;
  }
  return folder / name;
}

void remove_kept(const std::filesystem::path& path) {
  std::error_code ignored;  // what is not there need not go, and what cannot go is tried again by the next run
  std::filesystem::remove(path, ignored);
  for (std::size_t table = 0; std::filesystem::remove(kept_parties(path, table), ignored); ++table) {
  }
  for (const auto& file : single_files(path)) std::filesystem::remove(file, ignored);
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
    static constexpr std::string_view kOurs[] = {".parquet",     ".parties",       ".ownership.csv",  ".licences.csv",
                                                 ".used-up.csv", ".patterns.json", ".rejects.ndjson", ".map.csv"};
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

}  // namespace tidewaiter
