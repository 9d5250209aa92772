// On which line each element of a JSON array begins: the reader of JSON keeps no places, and whoever is told of an
// entry that cannot be read must find it. Only asked when there is one.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace tidewaiter::lists {

// Lines from 1, in order, of the elements of the array that is the value of the outermost object's member `key`.
// REQUIRES: well-formed JSON.
std::vector<std::uint64_t> element_lines(std::string_view json, std::string_view key);

}  // namespace tidewaiter::lists
