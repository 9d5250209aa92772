// What a ShipmentInput holds, for the .cpp files of both passes. Internal to this room.
#pragma once

#include <vector>

#include "ingest/shipment_input.h"
#include "ingest/shipment_rows.h"

namespace tidewaiter::ingest {

struct ShipmentInput::State {
  std::vector<ShipmentFile> files;
  std::vector<ShipmentField> fields;  // those that any file has, in the order of the contract
  std::vector<std::string> notes;
  std::vector<std::string> how_read;
  InputOptions options;
  DecimalCommas decimal_commas;
};

// Walks over all records of all files in order. Memory behind it is given back every so often.
class RecordWalk {
 public:
  explicit RecordWalk(const std::vector<ShipmentFile>& files) : files_(files) { begin_file(); }

  bool next(std::uint32_t& file, tables::RecordRef& record);

 private:
  void begin_file();
  const std::vector<ShipmentFile>& files_;
  tables::CsvScanner scanner_{{}, {}, 0};
  std::uint32_t file_ = 0;
  std::uint64_t released_ = 0;
};

}  // namespace tidewaiter::ingest
