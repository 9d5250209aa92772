// The days of what is dated by its year, its month or its day: prices, exchange rates, releases.
#pragma once

#include <optional>
#include <string_view>

#include "base/date.h"

namespace tidewaiter {

// "2025-07" is from its first day to its last, and so is a year; a day is itself. nullopt where the text is empty.
// REQUIRES: otherwise YYYY, YYYY-MM or YYYY-MM-DD, of a month and day that there are.
std::optional<DateRange> days_of(std::string_view period);

// The days of "2018" and "2018-05", of years from 1900 on, and the one day of whatever parse_date() reads; nullopt for
// anything else.
std::optional<DateRange> read_period(std::string_view text);

}  // namespace tidewaiter
