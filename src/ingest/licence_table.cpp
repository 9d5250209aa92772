#include "ingest/licence_table.h"

#include <utility>

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
std::optional<Reject> read_row(SmallTable& table, const tables::CsvRow& row, LicenceRow& licence) {
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
    const Quantity read = table.quantity(row, cell(field));
    if (!read.problem.empty()) return reject(field, read.problem);
    *into = read.value;
  }
  return table.read_days(row, index(LicenceField::from), index(LicenceField::to), licence.days);
}

}  // namespace

Result<LicenceTable> read_licences(tables::InputFile input, const ColumnMap& map, DateOrder date_order,
                                   tables::Stop stop) {
  return read_small_table<LicenceTable>(std::move(input), map, date_order, licence_fields(),
                                        {{index(LicenceField::number)}}, read_row, stop);
}

}  // namespace tidewaiter::ingest
