// A number of a workbook as its cell's format writes it (ECMA-376-1, 18.8.30 and 18.8.31), without what is ornament
// there: 8471.5 in "0.00" is 8471.50, 46083 in "dd/mm/yyyy" is 2026-03-02. Dates come out in ISO 8601, so that nobody
// reads them two ways; groups, currencies and colours are left away; a digit that is there is never rounded away.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace tidewaiter::tables {

class CellFormat {
 public:
  CellFormat() = default;                      // "General"
  explicit CellFormat(std::string_view code);  // "0.00", "yyyy-mm-dd", …
  static CellFormat builtin(unsigned id);      // of the numbers that no workbook writes out (18.8.30)

  // `value`: as it stands in the sheet, "8471.5"; whatever is no number comes back as it is. `from_1904`: the workbook
  // counts its days from 1904 on.
  std::string text(std::string_view value, bool from_1904) const;
  // What it shows beside a number and is left away: "€", "USD"; empty where it shows none.
  std::string_view currency() const { return number_ ? std::string_view(number_->currency) : std::string_view{}; }

 private:
  struct Number {
    std::string before, after;  // what stands around the digits
    std::string currency;       // that stood there, too
    std::string whole;          // placeholders left of the point, and what stands between them: 0000"."00
    std::size_t decimals = 0;   // at least
    bool percent = false;
  };
  struct Day {
    bool year = false, month = false, day = false, hour = false, minute = false, second = false;
    bool elapsed = false;  // hours beyond a day
  };
  static std::optional<Day> read_day(std::string_view section);
  static std::optional<Number> read_number(std::string_view section);
  std::optional<Day> day_;
  std::optional<Number> number_;
};

}  // namespace tidewaiter::tables
