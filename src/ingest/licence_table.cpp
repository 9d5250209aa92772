#include "ingest/licence_table.h"

#include <algorithm>

#include "ingest/quantity.h"
#include "ingest/small_table.h"
#include "ingest/words.h"

namespace tidewaiter::ingest {
namespace {

constexpr std::size_t index(LicenceField field) { return static_cast<std::size_t>(field); }

// What people write for the three kinds; empty counts as a licence.
std::string kind_of(std::string_view written) {
  const std::string word = fold_word(written);
  if (word.empty() || word == "licence" || word == "license") return "licence";
  if (word == "notice" || word == "notification" || word == "nac") return "notice";
  if (word == "exception" || word == "licence_exception" || word == "license_exception" || word == "aca")
    return "exception";
  return {};
}

// The row, or why it cannot be read.
std::optional<Reject> read_row(const SmallTable& table, const tables::CsvRow& row, LicenceRow& licence) {
  const auto cell = [&](LicenceField field) { return table.cell(row, index(field)); };
  const auto reject = [&](LicenceField field, std::string_view problem) {
    return table.reject(row, index(field), problem);
  };
  licence.number = cell(LicenceField::number);
  if (licence.number.empty()) return reject(LicenceField::number, "is empty");
  licence.kind = kind_of(cell(LicenceField::kind));
  if (licence.kind.empty()) return reject(LicenceField::kind, "is none of licence, notice, exception");
  licence.holder = cell(LicenceField::holder);
  licence.consignee = cell(LicenceField::consignee);
  licence.item = cell(LicenceField::item);
  for (const auto& [field, into] :
       {std::pair{LicenceField::quantity, &licence.quantity}, {LicenceField::value, &licence.value}}) {
    if (cell(field).empty()) continue;
    const Quantity read = parse_quantity(cell(field));
    if (!read.problem.empty()) return reject(field, read.problem);
    *into = read.value;
  }
  return table.read_days(row, index(LicenceField::from), index(LicenceField::to), licence.days);
}

}  // namespace

Result<LicenceTable> read_licences(const std::filesystem::path& path, const ColumnMap& map) {
  TIDEWAITER_TRY(tables::InputFile input, tables::InputFile::open(path));
  TIDEWAITER_TRY(const tables::CsvTable table, tables::read_csv_table(std::move(input)));
  TIDEWAITER_TRY(const ColumnPlan plan, plan_columns(table.header, table.file, licence_fields(), map));
  if (auto missing = missing_columns(plan, table.header, table.file, licence_fields(),
                                     std::vector<std::vector<std::size_t>>{{index(LicenceField::number)}})) {
    return std::unexpected(*std::move(missing));
  }
  LicenceTable out;
  const SmallTable small(table, plan, licence_fields());
  for (const tables::CsvRow& row : table.rows) {
    LicenceRow licence;
    if (auto rejected = read_row(small, row, licence)) {
      out.rejects.push_back(*std::move(rejected));
    } else {
      out.rows.push_back(std::move(licence));
    }
  }
  out.rejects.insert(out.rejects.end(), table.rejects.begin(), table.rejects.end());
  std::ranges::sort(out.rejects, {}, &Reject::record);
  out.notes = plan.notes;
  return out;
}

}  // namespace tidewaiter::ingest
