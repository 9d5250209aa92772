#include "ingest/columns.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <utility>

#include "ingest/presets.h"
#include "tables/cell.h"
#include "tables/column_name.h"
#include "tables/csv_file.h"
#include "tables/csv_table.h"

namespace tidewaiter::ingest {
namespace {

constexpr std::size_t kNamesShown = 12;       // of unused columns in one note
constexpr std::size_t kLongestCompared = 64;  // a longer name is no field's; keeps the distance cheap

// Insertions, deletions, substitutions and swaps of neighbours that turn one text into the other (optimal string
// alignment).
std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> before(b.size() + 1), row(b.size() + 1), next(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    next[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      next[j] = std::min({row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] == b[j - 1] ? 0U : 1U)});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        next[j] = std::min(next[j], before[j - 2] + 1);
    }
    std::swap(before, row);
    std::swap(row, next);
  }
  return row[b.size()];
}

// "qty" for "quantity": an abbreviation that keeps the first and the last letter.
bool abbreviates(std::string_view shorter, std::string_view longer) {
  if (shorter.size() < 3 || shorter.size() >= longer.size()) return false;
  if (shorter.front() != longer.front() || shorter.back() != longer.back()) return false;
  std::size_t at = 0;
  for (const char c : longer) at += at < shorter.size() && shorter[at] == c ? 1 : 0;
  return at == shorter.size();
}

// The words of a column's name, in lower case: "Ship Date", "ship_date" and "shipDate" have two.
std::vector<std::string> words_of_name(std::string_view name) {
  std::vector<std::string> words;
  bool within = false;
  char before = ' ';
  for (const char c : tables::trim_blanks(name)) {
    const bool upper = c >= 'A' && c <= 'Z';
    const bool separator = c == ' ' || c == '_' || c == '-' || c == '/' || c == '.';
    if (!separator) {
      if (!within || (upper && before >= 'a' && before <= 'z')) words.emplace_back();
      words.back() += upper ? static_cast<char>(c - 'A' + 'a') : c;
    }
    within = !separator;
    before = c;
  }
  return words;
}

bool has_all(const std::vector<std::string>& words, const std::vector<std::string>& wanted) {
  return std::ranges::all_of(wanted,
                             [&](const std::string& word) { return std::ranges::find(words, word) != words.end(); });
}

constexpr std::size_t kNamesOfMapShown = 3;
constexpr std::size_t kAffixLetters = 4;  // "shipdate" ends with "date"; three letters end too many words

// How little a column's name says that a field is meant by it; nullopt: nothing.
std::optional<std::size_t> far_in_words(std::string_view field, std::string_view column) {
  const std::string a = tables::fold_column_name(field);
  const std::string b = tables::fold_column_name(column);
  if (b.empty() || b.size() > kLongestCompared) return std::nullopt;
  const std::size_t apart = a.size() > b.size() ? a.size() - b.size() : b.size() - a.size();
  const std::vector<std::string> of_field = words_of_name(field);
  const std::vector<std::string> of_column = words_of_name(column);
  if (has_all(of_column, of_field)) return apart;
  // More than half of the field: "end user" of end_user_name, but not "name".
  if (2 * b.size() > a.size() && (has_all(of_field, of_column) || a.starts_with(b) || a.ends_with(b))) return apart;
  if (a.size() >= kAffixLetters && (b.starts_with(a) || b.ends_with(a))) return kLongestCompared + apart;
  return std::nullopt;
}

// The one free field of which a column's name says more than half ("description" of item_description): of several none.
std::optional<std::string_view> named_in_part(std::string_view column, std::span<const std::string_view> free) {
  std::optional<std::string_view> meant;
  for (const std::string_view field : free) {
    const auto apart = far_in_words(field, column);
    if (!apart || *apart >= kLongestCompared) continue;
    if (meant) return std::nullopt;
    meant = field;
  }
  return meant;
}

}  // namespace

std::string unused_columns_note(const std::string& file, std::span<const std::string> unused,
                                std::span<const std::string_view> free) {
  std::vector<std::string> shown;
  for (const std::string& name : unused) {
    if (shown.size() == kNamesShown) break;
    auto meant = near_miss(name, free);
    if (!meant) meant = named_in_part(name, free);
    const std::string quoted = tables::printable(name, 60);
    shown.push_back(meant ? fmt::format("{} (did you mean {}?)", quoted, *meant) : quoted);
  }
  const std::string more =
      unused.size() > shown.size() ? fmt::format(" and {} more", unused.size() - shown.size()) : std::string();
  return fmt::format("{}: {} not used: {}{}", file,
                     unused.size() == 1 ? "1 column is" : fmt::format("{} columns are", unused.size()),
                     fmt::join(shown, ", "), more);
}

std::optional<std::string_view> near_miss(std::string_view name, std::span<const std::string_view> candidates) {
  const std::string folded = tables::fold_column_name(name);
  if (folded.empty() || folded.size() > kLongestCompared) return std::nullopt;
  std::optional<std::string_view> best;
  std::size_t best_distance = kLongestCompared;
  for (const std::string_view candidate : candidates) {
    const std::string other = tables::fold_column_name(candidate);
    if (other.empty() || other.size() > kLongestCompared) continue;
    // A quarter of the longer name may differ: enough for "consignee_ctry", too little for "payer_id".
    const std::size_t allowed = std::max(folded.size(), other.size()) / 4;
    std::size_t apart = distance(folded, other);
    if (apart > allowed) {
      if (!abbreviates(folded, other) && !abbreviates(other, folded)) continue;
      apart = kLongestCompared - 1;  // any near name is better
    }
    if (apart < best_distance) {
      best = candidate;
      best_distance = apart;
    }
  }
  return best;
}

std::optional<std::string_view> column_meant(std::string_view field, std::span<const std::string_view> columns) {
  if (const auto near = near_miss(field, columns)) return near;
  std::optional<std::string_view> best;
  std::size_t least = 0;
  for (const std::string_view column : columns) {
    const auto apart = far_in_words(field, column);
    if (!apart || (best && *apart >= least)) continue;
    best = column;
    least = *apart;
  }
  return best;
}

namespace {

// A file comes before a preset of its name, so that whoever has one of their own gets it.
Result<tables::InputFile> open_map(const std::filesystem::path& path) {
  auto file = tables::InputFile::open(path);
  if (file || file.error().code != ErrorCode::file_not_found) return file;
  if (auto preset = preset_text(path.string())) {
    return tables::InputFile::from_bytes(fmt::format("the preset {}", path.string()), *std::move(preset));
  }
  Error error = std::move(file).error();
  error.message = "there is no such file, and no preset of that name";
  const std::vector<std::string> presets = preset_names();
  const std::vector<std::string_view> names(presets.begin(), presets.end());
  const auto meant = near_miss(path.string(), names);
  error.hint = meant
                   ? fmt::format("did you mean the preset {}?", *meant)
                   : fmt::format("name a file with the columns column,field, or a preset: {}", fmt::join(names, ", "));
  return std::unexpected(std::move(error));
}

}  // namespace

Result<ColumnMap> ColumnMap::open(const std::filesystem::path& path, const std::string& encoding) {
  TIDEWAITER_TRY(tables::InputFile input, open_map(path));
  input.state({.name = encoding, .unless_utf8 = true});
  TIDEWAITER_TRY(const tables::CsvTable table, tables::read_csv_table(std::move(input)));
  constexpr std::string_view kForm = "a column map has the columns column,field, and perhaps rank";
  std::optional<std::size_t> column;
  std::optional<std::size_t> field;
  std::optional<std::size_t> rank;
  for (std::size_t i = 0; i < table.header.names.size(); ++i) {
    const std::string name = tables::fold_column_name(table.header.names[i]);
    if (name == "column") column = i;
    if (name == "field") field = i;
    if (name == "rank") rank = i;
  }
  if (!column || !field) {
    return fail(ErrorCode::missing_column, fmt::format("the column \"{}\" is missing", column ? "field" : "column"),
                table.file, std::string(kForm));
  }
  if (!table.rejects.empty()) {
    const Reject& reject = table.rejects.front();
    return fail(ErrorCode::bad_value, reject.reason, fmt::format("{}:{}", table.file, reject.line), std::string(kForm));
  }
  std::vector<std::string_view> known;
  for (const FieldInfo& info : shipment_fields()) known.push_back(info.name);
  for (const FieldInfo& info : party_fields()) known.push_back(info.name);
  for (const FieldInfo& info : licence_fields()) known.push_back(info.name);
  for (const FieldInfo& info : ownership_fields()) known.push_back(info.name);
  ColumnMap map;
  for (const tables::CsvRow& row : table.rows) {
    const std::string where = fmt::format("{}:{}", table.file, row.origin.line);
    const std::string& from = row.cells[*column];
    const std::string& to = row.cells[*field];
    const auto found = std::ranges::find(known, tables::fold_column_name(to), tables::fold_column_name);
    if (!to.empty() && found == known.end()) {
      const auto meant = near_miss(to, known);
      return fail(ErrorCode::bad_value, fmt::format("there is no field \"{}\"", tables::printable(to, 60)), where,
                  meant ? fmt::format("did you mean {}?", *meant) : "docs/contracts.md lists the fields");
    }
    if (from.empty()) return fail(ErrorCode::bad_value, "the row names no column", where, std::string(kForm));
    Meaning meaning{to.empty() ? std::string() : std::string(*found), std::nullopt, from};
    if (rank && !row.cells[*rank].empty()) {
      const std::string& text = row.cells[*rank];
      const bool number = text.size() <= 6 && text.find_first_not_of("0123456789") == std::string::npos;
      if (!number) {
        return fail(ErrorCode::bad_value, fmt::format("\"{}\" is no rank", tables::printable(text, 60)), where,
                    "write a whole number, 1 for the column that is taken first");
      }
      meaning.rank = static_cast<unsigned>(std::stoul(text));
    }
    const bool added = map.meanings_.emplace(tables::fold_column_name(from), std::move(meaning)).second;
    if (!added) {
      return fail(ErrorCode::bad_value, fmt::format("the column \"{}\" is mapped twice", tables::printable(from, 60)),
                  where, "keep one of the two rows");
    }
  }
  return map;
}

Result<ColumnMap> ColumnMap::open(std::span<const std::filesystem::path> paths, const std::string& encoding) {
  std::vector<std::filesystem::path> ordered(paths.begin(), paths.end());
  std::ranges::stable_partition(ordered, [](const std::filesystem::path& path) {
    std::error_code ignored;  // open() says what is wrong
    return std::filesystem::exists(path, ignored) || !preset_text(path.string());
  });
  ColumnMap all;
  for (std::size_t i = 0; i < ordered.size(); ++i) {
    TIDEWAITER_TRY(ColumnMap map, open(ordered[i], encoding));
    if (i == 0) {
      all = std::move(map);
    } else {
      all.add(map);
    }
  }
  return all;
}

// A column without a rank is the first of its field.
void ColumnMap::add(const ColumnMap& later) {
  unsigned most = 0;
  for (auto& [column, meaning] : meanings_) {
    meaning.rank = meaning.rank.value_or(1);
    most = std::max(most, *meaning.rank);
  }
  for (const auto& [column, meaning] : later.meanings_) {
    const auto [place, added] = meanings_.emplace(column, meaning);
    if (added) place->second.rank = most + meaning.rank.value_or(1);
  }
}

std::string ColumnMap::csv() const {
  std::vector<const Meaning*> rows;
  for (const auto& [column, meaning] : meanings_) rows.push_back(&meaning);
  std::ranges::stable_sort(rows, {}, [](const Meaning* row) { return std::pair(row->field, row->rank); });
  std::string out;
  tables::append_csv_row(out, std::array<std::string, 3>{"column", "field", "rank"});
  std::size_t rank = 0;  // of one field: from 1, without gaps
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (i == 0 || rows[i - 1]->field != rows[i]->field) rank = 0;
    if (rank == 0 || rows[i - 1]->rank != rows[i]->rank) ++rank;
    tables::append_csv_row(out, std::array<std::string, 3>{rows[i]->column, rows[i]->field, std::to_string(rank)});
  }
  return out;
}

std::optional<std::string_view> ColumnMap::find(std::string_view column) const {
  const auto found = meanings_.find(tables::fold_column_name(column));
  if (found == meanings_.end()) return std::nullopt;
  return found->second.field;
}

std::optional<unsigned> ColumnMap::rank(std::string_view column) const {
  const auto found = meanings_.find(tables::fold_column_name(column));
  return found == meanings_.end() ? std::nullopt : found->second.rank;
}

std::vector<std::string> ColumnMap::columns_of(std::string_view field) const {
  std::vector<const Meaning*> found;
  for (const auto& [column, meaning] : meanings_) {
    if (meaning.field == field) found.push_back(&meaning);
  }
  std::ranges::stable_sort(found, {}, [](const Meaning* meaning) { return meaning->rank.value_or(0); });
  std::vector<std::string> columns;
  columns.reserve(found.size());
  for (const Meaning* meaning : found) columns.push_back(meaning->column);
  return columns;
}

Result<ColumnPlan> plan_columns(const tables::CsvHeader& header, const std::string& file,
                                std::span<const FieldInfo> fields, const ColumnMap& map) {
  ColumnPlan plan;
  plan.column_of.assign(fields.size(), kNoColumn);
  std::map<std::string, std::size_t, std::less<>> by_name;
  for (std::size_t i = 0; i < fields.size(); ++i) by_name.emplace(tables::fold_column_name(fields[i].name), i);
  for (std::size_t column = 0; column < header.names.size(); ++column) {
    const std::string& name = header.names[column];
    if (name.empty()) continue;
    const auto mapped = map.find(name);
    if (mapped && mapped->empty()) continue;
    // A map may name a field of another table: there the column keeps its own name.
    auto found = mapped ? by_name.find(tables::fold_column_name(*mapped)) : by_name.end();
    if (found == by_name.end()) found = by_name.find(tables::fold_column_name(name));
    if (found == by_name.end()) {
      plan.unused.push_back(name);
      continue;
    }
    std::int32_t& place = plan.column_of[found->second];
    if (place != kNoColumn) {
      const std::string& taken = header.names[static_cast<std::size_t>(place)];
      // The field's own name has the rank 0.
      const auto rank = [&](const std::string& which) { return map.find(which) ? map.rank(which) : std::optional(0U); };
      const auto earlier = rank(taken);
      const auto later = rank(name);
      if (earlier && later && *earlier != *later) {
        plan.unused.push_back(*later < *earlier ? taken : name);
        if (*later < *earlier) place = static_cast<std::int32_t>(column);
        continue;
      }
      return fail(ErrorCode::bad_format,
                  fmt::format("the columns \"{}\" and \"{}\" are both {}",
                              tables::printable(header.names[static_cast<std::size_t>(place)], 60),
                              tables::printable(name, 60), fields[found->second].name),
                  fmt::format("{}:{}", file, header.line),
                  "rename one, or let a column map (--map) ignore it with an empty field");
    }
    place = static_cast<std::int32_t>(column);
  }
  if (plan.unused.empty()) return plan;
  std::vector<std::string_view> free;
  for (std::size_t i = 0; i < fields.size(); ++i) {
    if (plan.column_of[i] == kNoColumn) free.push_back(fields[i].name);
  }
  plan.notes.push_back(unused_columns_note(file, plan.unused, free));
  return plan;
}

namespace {

// A column map names the fields of these tables.
bool may_be_mapped(std::span<const FieldInfo> fields) {
  return std::ranges::any_of(std::array{shipment_fields(), party_fields(), ownership_fields(), licence_fields()},
                             [&](std::span<const FieldInfo> one) { return one.data() == fields.data(); });
}

}  // namespace

std::optional<Error> missing_columns(const ColumnPlan& plan, const tables::CsvHeader& header, const std::string& file,
                                     std::span<const FieldInfo> fields,
                                     std::span<const std::vector<std::size_t>> requirements, const ColumnMap& map,
                                     std::span<const tables::CsvHeader> below) {
  const std::vector<std::string_view> unused(plan.unused.begin(), plan.unused.end());
  std::vector<std::string> missing;
  std::vector<std::string> known;  // to the map
  for (const std::vector<std::size_t>& any_of : requirements) {
    if (std::ranges::any_of(any_of, [&](std::size_t field) { return plan.column_of[field] != kNoColumn; })) continue;
    std::string text;
    for (const std::size_t field : any_of) {
      text += fmt::format("{}{}", text.empty() ? "" : " or ", fields[field].name);
      std::vector<std::string> names = map.columns_of(fields[field].name);
      auto meant = column_meant(fields[field].name, unused);
      for (std::size_t i = 0; i < names.size() && !meant; ++i) meant = near_miss(names[i], unused);
      if (meant) text += fmt::format(" (is it \"{}\"?)", tables::printable(*meant, 60));
      if (names.empty()) continue;
      const bool more = names.size() > kNamesOfMapShown;
      names.resize(std::min(names.size(), kNamesOfMapShown));
      known.push_back(fmt::format("{} as \"{}\"{}", fields[field].name, fmt::join(names, "\", \""), more ? ", …" : ""));
    }
    missing.push_back(std::move(text));
  }
  if (missing.empty()) return std::nullopt;
  std::string hint = "rename the columns";
  if (may_be_mapped(fields)) hint += ", or map them with --map FILE (columns column,field)";
  if (fields.data() == shipment_fields().data()) {
    hint += fmt::format(", or with a preset: --map {}", fmt::join(preset_names(), ", --map "));
  }
  if (may_be_mapped(fields) && !map.empty()) {
    hint = fmt::format("rename the columns, or name them in a map of your own (--map FILE, columns column,field){}{}",
                       known.empty() ? "" : "; the map that was given knows ", fmt::join(known, "; "));
  }
  if (header.names.size() == 1 && header.names[0].find_first_of("|:^") != std::string::npos) {
    hint = "the header has one column only: separate the columns with commas, semicolons or tabs";
  }
  for (const tables::CsvHeader& row : below) {
    const auto read = plan_columns(row, file, fields, map);
    if (!read || missing_columns(*read, row, file, fields, requirements, map)) continue;
    hint = tables::header_hint(file, row);
    break;
  }
  return Error{ErrorCode::missing_column,
               fmt::format("{} missing: {}", missing.size() == 1 ? "a required column is" : "required columns are",
                           fmt::join(missing, "; ")),
               fmt::format("{}:{}", file, header.line), std::move(hint)};
}

}  // namespace tidewaiter::ingest
