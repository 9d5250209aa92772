// The tables of 15 CFR part 744, row by row: nothing but the row at hand is held of the file. Internal to this room.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "base/result.h"

namespace tidewaiter::lists {

// What is found, in the order of the file. Rows are views of the XML of one TR element.
class EcfrTables {
 public:
  virtual ~EcfrTables() = default;
  virtual bool begin_supplement(std::string_view name) = 0;  // whether its tables are wanted
  virtual void end_supplement() = 0;
  virtual void begin_table(std::size_t offset) = 0;
  virtual void head(std::string_view row) = 0;  // the first one of its THEAD
  virtual void row(std::string_view row) = 0;   // of its TBODY
  virtual void end_table() = 0;
};

class EcfrRows {
 public:
  // All must outlive this.
  EcfrRows(std::string_view bytes, const std::string& file, const char* hint)
      : bytes_(bytes), file_(file), hint_(hint) {}
  // Errors: bad_format with file:line where the text is no XML, or declares entities; out_of_memory.
  Result<void> read(EcfrTables& tables) const;

 private:
  std::string_view bytes_;
  const std::string& file_;
  const char* hint_;
};

}  // namespace tidewaiter::lists
