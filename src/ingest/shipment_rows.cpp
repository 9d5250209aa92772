#include "ingest/shipment_rows.h"

#include <fmt/format.h>

#include <cstring>
#include <limits>

#include "base/digest.h"
#include "base/utf8.h"
#include "ingest/columns.h"
#include "tables/cell.h"
#include "tables/csv_table.h"

namespace tidewaiter::ingest {
namespace {

constexpr double kEmpty = std::numeric_limits<double>::quiet_NaN();

}  // namespace

std::string_view shipment_id_of(const ShipmentFile& file, std::string_view record, tables::RecordFields& scratch) {
  return cell_of_faulty(file, ShipmentField::shipment_id, record, scratch);
}

std::string_view cell_of_faulty(const ShipmentFile& file, ShipmentField field, std::string_view record,
                                tables::RecordFields& scratch) {
  const auto column = static_cast<std::size_t>(file.column_of[static_cast<std::size_t>(field)]);
  std::string_view id;
  if (column == 0 && !record.starts_with('"')) {  // the usual place, found without cutting the rest
    id = record.substr(0, record.find(file.csv.header.dialect.delimiter));
    if (id.find('"') != std::string_view::npos) return {};
  } else {
    scratch.split(record, file.csv.header.dialect, column + 1);
    if (scratch.size() <= column) return {};
    id = scratch[column];
  }
  id = tables::trim_blanks(id);
  if (!file.csv.text.valid_utf8 && !is_valid_utf8(id)) return {};
  if (file.csv.text.has_nul && id.find('\0') != std::string_view::npos) return {};
  return id;
}

RowReader::RowReader(const std::vector<ShipmentField>& fields, const InputOptions& options)
    : fields_(fields), options_(options) {
  for (const ShipmentField field : fields) {
    const FieldType type = info(field).type;
    if (type == FieldType::date || type == FieldType::quantity) valued_fields_.push_back(field);
  }
}

bool RowReader::refuse(ShipmentField field, std::string_view reason, Reject& reject) const {
  const FieldInfo& info = tidewaiter::info(field);
  const std::string_view value = cell(field);
  reject.column = info.name;
  reject.value = tables::printable(value, tables::kRejectValueBytes);
  reject.reason = fmt::format("{} {}", info.name, reason);
  return false;
}

NumberStyle RowReader::style_of(const ShipmentFile& file) const {
  return options_.read_before ? kReadBefore : style_of_file(file.csv.header.dialect.delimiter);
}

bool RowReader::read_values(NumberStyle style, Reject& reject) {
  of_row_.numbers = 0;
  if (cell(ShipmentField::shipment_id).empty()) return refuse(ShipmentField::shipment_id, "is empty", reject);
  if (cell(ShipmentField::date).empty()) return refuse(ShipmentField::date, "is empty", reject);
  for (const ShipmentField field : valued_fields_) {
    const auto index = static_cast<std::size_t>(field);
    values_[index] = kEmpty;
    if (cells_[index].empty()) continue;
    if (info(field).type == FieldType::date) {
      const auto day = read_date(cells_[index], options_.date_order);
      if (!day) return refuse(field, date_problem(cells_[index], options_.date_order), reject);
      values_[index] = day->days_since_1970();
    } else {
      const Quantity quantity = parse_quantity(cells_[index], style);
      if (!quantity.problem.empty()) return refuse(field, quantity.problem, reject);
      if (quantity.decimal_comma && of_row_.numbers++ == 0) of_row_.text = cells_[index];
      values_[index] = quantity.value;
    }
  }
  if (cell(ShipmentField::consignee_name).empty() && cell(ShipmentField::end_user_name).empty()) {
    return refuse(ShipmentField::consignee_name, "and end_user_name are both empty", reject);
  }
  if (cell(ShipmentField::destination_country).empty()) {
    return refuse(ShipmentField::destination_country, "is empty", reject);
  }
  if (cell(ShipmentField::item_description).empty() && cell(ShipmentField::sku).empty()) {
    return refuse(ShipmentField::item_description, "and sku are both empty", reject);
  }
  return true;
}

std::uint64_t RowReader::digest() {
  digested_.clear();
  const auto append = [&](const auto& value) {
    digested_.append(reinterpret_cast<const char*>(&value), sizeof(value));
  };
  for (const ShipmentField field : fields_) {
    const std::string_view text = cell(field);
    if (text.empty()) continue;  // as where the file has no such column
    digested_ += static_cast<char>(field);
    const FieldType type = info(field).type;
    if (type == FieldType::date || type == FieldType::quantity) {
      append(values_[static_cast<std::size_t>(field)]);
    } else {
      append(text.size());
      digested_ += text;
    }
  }
  return hash_of(digested_);
}

bool RowReader::read(const ShipmentFile& file, std::uint32_t file_number, const tables::RecordRef& record,
                     std::string_view bytes, ShipmentBatch& batch, Reject& reject) {
  bool good = tables::check_record(file.csv, record, bytes, split_, reject);
  if (good) {
    for (const ShipmentField field : fields_) {
      const auto index = static_cast<std::size_t>(field);
      const std::int32_t column = file.column_of[index];
      cells_[index] =
          column == kNoColumn ? std::string_view{} : tables::trim_blanks(split_[static_cast<std::size_t>(column)]);
    }
    good = read_values(style_of(file), reject);
  }
  if (!good) {
    reject.file = file.csv.input.name();
    reject.record = record.record;
    reject.byte = file.csv.byte_of(record);
    reject.line = record.line;
    reject.shipment_id = shipment_id_of(file, bytes, split_);
    reject.date = read_date(cell_of_faulty(file, ShipmentField::date, bytes, split_), options_.date_order);
    return false;
  }
  if (of_row_.numbers > 0) {
    of_row_.file = file_number;
    of_row_.line = record.line;
    decimal_commas_.add(of_row_);
  }
  batch.add_row({file_number, record.record, record.byte, record.line});
  for (const ShipmentField field : fields_) batch.add_cell(field, cells_[static_cast<std::size_t>(field)]);
  for (const ShipmentField field : valued_fields_) batch.add_value(field, values_[static_cast<std::size_t>(field)]);
  return true;
}

}  // namespace tidewaiter::ingest
