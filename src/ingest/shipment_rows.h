// One record of a shipment file into a row of a batch, or into a reject. Internal to this room.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "ingest/dates.h"
#include "model/batch.h"
#include "model/decision.h"
#include "tables/csv_file.h"

namespace tidewaiter::ingest {

struct ShipmentFile {
  tables::CsvFile csv;
  std::vector<std::int32_t> column_of;  // by ShipmentField; kNoColumn if absent
};

// The shipment_id of a record, trimmed; empty if it cannot be read. Also of a faulty record, as far as its first cells
// can be read: a row that is lost must hold its shipment. Valid as long as `record` and until `scratch` is used again.
std::string_view shipment_id_of(const ShipmentFile& file, std::string_view record, tables::RecordFields& scratch);

// The same for any column that the file has; required columns are.
std::string_view cell_of_faulty(const ShipmentFile& file, ShipmentField field, std::string_view record,
                                tables::RecordFields& scratch);

// One a thread; buffers are reused.
class RowReader {
 public:
  // `fields`: those that any file of the run has; every row of a batch gets a cell for each.
  RowReader(const std::vector<ShipmentField>& fields, DateOrder date_order);

  // Appends the record to the batch and returns true, or fills the reject and returns false.
  bool read(const ShipmentFile& file, std::uint32_t file_number, const tables::RecordRef& record,
            std::string_view bytes, ShipmentBatch& batch, Reject& reject);

 private:
  bool read_values(bool point_may_group, Reject& reject);
  bool refuse(ShipmentField field, std::string_view reason, Reject& reject) const;
  std::string_view cell(ShipmentField field) const { return cells_[static_cast<std::size_t>(field)]; }

  const std::vector<ShipmentField>& fields_;
  DateOrder date_order_;
  std::vector<ShipmentField> valued_fields_;  // dates and quantities among them
  tables::RecordFields split_;
  std::array<std::string_view, kShipmentFieldCount> cells_;
  std::array<double, kShipmentFieldCount> values_{};  // quantities; days since 1970; NaN where empty
};

}  // namespace tidewaiter::ingest
