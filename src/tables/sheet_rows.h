// The XML of one sheet (ECMA-376-1, 18.3) into rows of text. Internal to this room.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "tables/cell_format.h"
#include "tables/csv_file.h"
#include "tables/spool.h"
#include "tables/zip_parts.h"

namespace tidewaiter::tables {

// Many texts by number, in one piece of memory.
class TextPool {
 public:
  void add(std::string_view piece) { bytes_ += piece; }
  void end() { ends_.push_back(bytes_.size()); }
  std::optional<std::string_view> at(std::size_t number) const {
    if (number >= ends_.size()) return std::nullopt;
    const std::size_t begin = number == 0 ? 0 : ends_[number - 1];
    return std::string_view(bytes_).substr(begin, ends_[number] - begin);
  }

 private:
  std::string bytes_;
  std::vector<std::size_t> ends_;
};

// What cells refer to.
struct SheetContext {
  TextPool texts;
  std::vector<CellFormat> formats;  // by the number of a style
  bool from_1904 = false;
};

class SheetReader : public XmlHandler {
 public:
  SheetReader(const SheetContext& context, std::string file) : context_(context), file_(std::move(file)) {}
  void open(std::string_view name, const Attributes& attributes) override;
  void close(std::string_view name) override;
  void text(std::string_view piece) override;
  // Errors: empty_file, those of Spool.
  Result<CsvFile> finish() &&;

 private:
  struct Fault {
    std::size_t column = 0;
    std::string value;
    std::string reason;
  };
  void begin_cell(const Attributes& attributes);
  void end_cell();
  Result<void> end_row();
  void damaged(const std::string& why);

  const SheetContext& context_;
  std::string file_;
  std::optional<RowSpool> rows_;  // from the header on
  std::vector<std::string> names_;
  std::vector<CsvHeader> below_;
  std::uint64_t header_row_ = 0;
  std::uint64_t row_ = 0;                                                    // that is read, or was
  std::uint64_t written_ = 0;                                                // the last row in rows_
  std::map<std::pair<std::size_t, std::string>, std::uint64_t> currencies_;  // cells by column and currency
  std::uint64_t beyond_ = 0;                                                 // rows with a value right of the last name
  std::vector<std::string> cells_;
  std::optional<Fault> fault_;
  std::size_t column_ = 0;  // of the cell that is read, or was
  std::size_t next_ = 0;    // where a cell stands that does not say so
  std::string kind_, style_, value_;
  bool formula_ = false;
  bool in_cell_ = false;
  bool in_value_ = false;
  bool in_reading_ = false;
};

}  // namespace tidewaiter::tables
