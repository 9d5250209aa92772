// How names of columns are compared, wherever a table comes from.
#pragma once

#include <string>
#include <string_view>

namespace tidewaiter::tables {

// Without case, blanks, underscores and hyphens: "Ship-to Country" is "ship_to_country".
std::string fold_column_name(std::string_view name);

}  // namespace tidewaiter::tables
