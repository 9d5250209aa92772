// Cells of a CSV file (RFC 4180, line ends "\n", UTF-8 without a mark at the front).
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace tidewaiter::report {

class CsvRow {
 public:
  explicit CsvRow(std::string& out) : out_(out) {}

  // A text that a spreadsheet would run as a formula (it begins with = + - @, a tab or a carriage return) gets an
  // apostrophe in front: shipment files are written by strangers, and CSV is opened by people. Programs that need the
  // exact text read NDJSON.
  CsvRow& text(std::string_view text);
  CsvRow& texts(std::span<const std::string> texts);  // separated by '|'; a '|' inside a text becomes '/'
  CsvRow& number(std::optional<double> number);       // empty if unknown
  void end();

 private:
  void cell(std::string_view text);
  std::string& out_;
  bool first_ = true;
};

}  // namespace tidewaiter::report
