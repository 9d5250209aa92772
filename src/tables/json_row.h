// One JSON object into cells by column. Internal to this room.
#pragma once

#include <simdjson.h>

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace tidewaiter::tables {

struct JsonCell {
  std::string column;
  std::string text;
};

// Reads every value of the object, so that nothing of it stays unchecked. Empty: all is well; else what is wrong with
// it. `cells`: what was read until then; names may repeat.
std::string read_json_object(simdjson::ondemand::object object, std::vector<JsonCell>& cells);

// What stands before the fault in a line that is broken: pairs of a name and a plain value from its beginning on.
void salvage_json_object(std::string_view line, std::vector<JsonCell>& cells);

}  // namespace tidewaiter::tables
