#include "ingest/columns.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <utility>

#include "tables/cell.h"
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

std::string unused_note(const ColumnPlan& plan, std::span<const FieldInfo> fields, const std::string& file) {
  std::vector<std::string_view> free;
  for (std::size_t i = 0; i < fields.size(); ++i) {
    if (plan.column_of[i] == kNoColumn) free.push_back(fields[i].name);
  }
  std::vector<std::string> shown;
  for (const std::string& name : plan.unused) {
    if (shown.size() == kNamesShown) break;
    const auto meant = near_miss(name, free);
    const std::string quoted = tables::printable(name, 60);
    shown.push_back(meant ? fmt::format("{} (did you mean {}?)", quoted, *meant) : quoted);
  }
  const std::string more = plan.unused.size() > shown.size()
                               ? fmt::format(" and {} more", plan.unused.size() - shown.size())
                               : std::string();
  return fmt::format("{}: {} not used: {}{}", file,
                     plan.unused.size() == 1 ? "1 column is" : fmt::format("{} columns are", plan.unused.size()),
                     fmt::join(shown, ", "), more);
}

}  // namespace

std::string fold_column_name(std::string_view name) {
  std::string folded;
  for (const char c : tables::trim_blanks(name)) {
    if (c == ' ' || c == '_' || c == '-') continue;
    folded += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return folded;
}

std::optional<std::string_view> near_miss(std::string_view name, std::span<const std::string_view> candidates) {
  const std::string folded = fold_column_name(name);
  if (folded.empty() || folded.size() > kLongestCompared) return std::nullopt;
  std::optional<std::string_view> best;
  std::size_t best_distance = kLongestCompared;
  for (const std::string_view candidate : candidates) {
    const std::string other = fold_column_name(candidate);
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

Result<ColumnMap> ColumnMap::open(const std::filesystem::path& path) {
  TIDEWAITER_TRY(const tables::CsvTable table, tables::read_csv_table(path));
  constexpr std::string_view kForm = "a column map has the columns column,field";
  std::optional<std::size_t> column;
  std::optional<std::size_t> field;
  for (std::size_t i = 0; i < table.header.names.size(); ++i) {
    const std::string name = fold_column_name(table.header.names[i]);
    if (name == "column") column = i;
    if (name == "field") field = i;
  }
  if (!column || !field) {
    return fail(ErrorCode::missing_column, fmt::format("the column {} is missing", column ? "field" : "column"),
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
    const auto found = std::ranges::find(known, fold_column_name(to), fold_column_name);
    if (!to.empty() && found == known.end()) {
      const auto meant = near_miss(to, known);
      return fail(ErrorCode::bad_value, fmt::format("there is no field \"{}\"", tables::printable(to, 60)), where,
                  meant ? fmt::format("did you mean {}?", *meant) : "docs/contracts.md lists the fields");
    }
    if (from.empty()) return fail(ErrorCode::bad_value, "the row names no column", where, std::string(kForm));
    const bool added =
        map.fields_.emplace(fold_column_name(from), to.empty() ? std::string() : std::string(*found)).second;
    if (!added) {
      return fail(ErrorCode::bad_value, fmt::format("the column \"{}\" is mapped twice", tables::printable(from, 60)),
                  where, "keep one of the two rows");
    }
    map.columns_.push_back(from);
  }
  return map;
}

std::optional<std::string_view> ColumnMap::find(std::string_view column) const {
  const auto found = fields_.find(fold_column_name(column));
  if (found == fields_.end()) return std::nullopt;
  return found->second;
}

Result<ColumnPlan> plan_columns(const tables::CsvHeader& header, const std::string& file,
                                std::span<const FieldInfo> fields, const ColumnMap& map) {
  ColumnPlan plan;
  plan.column_of.assign(fields.size(), kNoColumn);
  std::map<std::string, std::size_t, std::less<>> by_name;
  for (std::size_t i = 0; i < fields.size(); ++i) by_name.emplace(fold_column_name(fields[i].name), i);
  for (std::size_t column = 0; column < header.names.size(); ++column) {
    const std::string& name = header.names[column];
    if (name.empty()) continue;
    const auto mapped = map.find(name);
    if (mapped && mapped->empty()) continue;
    // A map may name a field of another table: there the column keeps its own name.
    auto found = mapped ? by_name.find(fold_column_name(*mapped)) : by_name.end();
    if (found == by_name.end()) found = by_name.find(fold_column_name(name));
    if (found == by_name.end()) {
      plan.unused.push_back(name);
      continue;
    }
    std::int32_t& place = plan.column_of[found->second];
    if (place != kNoColumn) {
      return fail(ErrorCode::bad_format,
                  fmt::format("the columns \"{}\" and \"{}\" are both {}",
                              tables::printable(header.names[static_cast<std::size_t>(place)], 60),
                              tables::printable(name, 60), fields[found->second].name),
                  fmt::format("{}:{}", file, header.line),
                  "rename one, or let a column map (--map) ignore it with an empty field");
    }
    place = static_cast<std::int32_t>(column);
  }
  if (!plan.unused.empty()) plan.notes.push_back(unused_note(plan, fields, file));
  return plan;
}

std::optional<Error> missing_columns(const ColumnPlan& plan, const tables::CsvHeader& header, const std::string& file,
                                     std::span<const FieldInfo> fields,
                                     std::span<const std::vector<std::size_t>> requirements) {
  const std::vector<std::string_view> unused(plan.unused.begin(), plan.unused.end());
  std::vector<std::string> missing;
  for (const std::vector<std::size_t>& any_of : requirements) {
    if (std::ranges::any_of(any_of, [&](std::size_t field) { return plan.column_of[field] != kNoColumn; })) continue;
    std::string text;
    for (const std::size_t field : any_of) {
      text += fmt::format("{}{}", text.empty() ? "" : " or ", fields[field].name);
      if (const auto meant = near_miss(fields[field].name, unused)) {
        text += fmt::format(" (is it \"{}\"?)", tables::printable(*meant, 60));
      }
    }
    missing.push_back(std::move(text));
  }
  if (missing.empty()) return std::nullopt;
  std::string hint = "rename the columns, or map them with --map FILE (columns column,field)";
  if (header.names.size() == 1 && header.names[0].find_first_of("|:^") != std::string::npos) {
    hint = "the header has one column only: separate the columns with commas, semicolons or tabs";
  }
  return Error{
      ErrorCode::missing_column,
      fmt::format("required column{} missing: {}", missing.size() == 1 ? " is" : "s are", fmt::join(missing, "; ")),
      fmt::format("{}:{}", file, header.line), std::move(hint)};
}

}  // namespace tidewaiter::ingest
