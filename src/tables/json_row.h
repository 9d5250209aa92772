// One JSON object into cells by column. Internal to this room.
#pragma once

#include <simdjson.h>

#include <string>
#include <string_view>
#include <vector>

namespace tidewaiter::tables {

struct JsonCell {
  std::string column;
  std::string text;
};

// Reads every value of the object, so that nothing of it stays unchecked. Empty: all is well; else what is wrong with
// its values, though it is JSON. Throws simdjson_error where it is none. `cells`: what was read until then; names may
// repeat.
std::string read_json_object(simdjson::ondemand::object object, std::vector<JsonCell>& cells);

std::string_view trim_json(std::string_view text);  // without the blanks of RFC 8259, 2, at its ends

// What stands before the fault in a line that is broken: pairs of a name and a plain value from its beginning on.
void salvage_json_object(std::string_view line, std::vector<JsonCell>& cells);

}  // namespace tidewaiter::tables
