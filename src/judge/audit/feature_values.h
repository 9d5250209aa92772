// Makers of single features out of columns of texts: presence, value, length, shape, number, day.
#pragma once

#include <cmath>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "judge/audit/feature.h"
#include "judge/column_table.h"
#include "judge/world_files.h"

namespace tidewaiter::judge::audit {

float number_of(std::string_view text);  // kUnknown where it is none
float day_of(std::string_view text);     // days since 1970; kUnknown where it is no date
// Of each row the number in a column; kUnknown where there is none, everywhere if there is no such column.
std::vector<float> column_numbers(const ColumnTable& table, std::string_view name);
// The text with runs of digits as 9, of small letters as a, of capitals as A, others as one sign each.
std::string shape_of(std::string_view text);

// Rows of a small table that rows of features see, each many times: what is made of a column of it takes time by the
// small table's rows, and all columns share one code a row.
struct SeenRows {
  // `place`: row of the feature -> row of the table, or kNone.
  SeenRows(std::vector<std::uint32_t> place, std::size_t rows_of_table);

  std::shared_ptr<const std::vector<std::uint32_t>> codes;  // of each row of the feature 1 + row of the table; 0: none
  std::vector<std::uint32_t> times;                         // by code, how many rows have it
  std::vector<std::uint32_t> in_turn;                       // codes in the order in which rows have them first
  // Where what rows see is no row of the table itself, but leads to one: by code less 1, that row, or kNone.
  std::vector<std::uint32_t> leads_to;

  std::uint32_t row_of(std::uint32_t code) const {
    return code == 0 ? kNone : leads_to.empty() ? code - 1 : leads_to[code - 1];
  }
};

// A column of a table seen through `place`: row of the feature -> row of the table, or kNone. Presence, value, length,
// shape and number; of days the age on `day` instead, and of the row's own date weekday, day of the month and month.
struct Seen {
  const ColumnTable* table = nullptr;
  std::size_t column = 0;
  std::span<const std::uint32_t> place;  // empty: the row itself, or
  std::shared_ptr<const SeenRows> rows;  // these
  std::span<const std::int32_t> day;     // of each row of the feature
  std::string name;
  Sign sign = Sign::none;
};
std::vector<Feature> column_features(const Seen& seen);

}  // namespace tidewaiter::judge::audit
