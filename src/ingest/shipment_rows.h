// One record of a shipment file into a row of a batch, or into a reject. Internal to this room.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/quantity.h"
#include "ingest/shipment_input.h"
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
  // `fields`: those that any file of the run has; every row of a batch gets a cell for each. Both must outlive this.
  RowReader(const std::vector<ShipmentField>& fields, const InputOptions& options);

  // Appends the record to the batch and returns true, or fills the reject and returns false.
  bool read(const ShipmentFile& file, std::uint32_t file_number, const tables::RecordRef& record,
            std::string_view bytes, ShipmentBatch& batch, Reject& reject);

  // Of what the row that was read last says, whatever kind of file it came in.
  std::uint64_t digest();

  const DecimalCommas& decimal_commas() const { return decimal_commas_; }  // of the accepted rows so far

 private:
  NumberStyle style_of(const ShipmentFile& file) const;
  bool read_values(NumberStyle style, Reject& reject);
  bool refuse(ShipmentField field, std::string_view reason, Reject& reject) const;
  std::string_view cell(ShipmentField field) const { return cells_[static_cast<std::size_t>(field)]; }

  const std::vector<ShipmentField>& fields_;
  const InputOptions& options_;
  std::vector<ShipmentField> valued_fields_;  // dates and quantities among them
  tables::RecordFields split_;
  std::array<std::string_view, kShipmentFieldCount> cells_;
  std::string digested_;
  std::array<double, kShipmentFieldCount> values_{};  // quantities; days since 1970; NaN where empty
  DecimalCommas of_row_;
  DecimalCommas decimal_commas_;
};

}  // namespace tidewaiter::ingest
