// Column maps that the program carries: the names that manifests and customs declarations give to what they hold. They
// are CSV files like those of --map (presets/NAME.csv), with a rank where several columns may mean one field.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tidewaiter::ingest {

std::vector<std::string> preset_names();
// The text of a column map; nullopt if none is called so.
std::optional<std::string> preset_text(std::string_view name);

}  // namespace tidewaiter::ingest
