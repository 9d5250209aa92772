// Days as people write them in tables: the year first, or day, month and year where there is one way to read them or
// somebody has said which comes first.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "base/date.h"

namespace tidewaiter::ingest {

// Which comes first in "03/02/2026" and "03-02-2026" (--date-order).
enum class DateOrder : std::uint8_t { unsettled, day_first, month_first };
std::string_view to_string(DateOrder order);                       // "", "dmy", "mdy"
std::optional<DateOrder> parse_date_order(std::string_view word);  // of "dmy" and "mdy"

// All that parse_date() reads; with points D.M.YYYY, which is day first wherever it is written (DIN 5008 and its like);
// with the month as an English word ("3-FEB-2026", "3 February 2026"); with slashes or hyphens what `order` says, else
// only what cannot be read the other way round: one of the two is above 12, or both are the same. A year has four
// digits; a time of day may follow. nullopt: see date_problem().
std::optional<Date> read_date(std::string_view text, DateOrder order);

// Why a text cannot be read, and what to write instead. REQUIRES: read_date() does not read it.
std::string_view date_problem(std::string_view text, DateOrder order);

}  // namespace tidewaiter::ingest
