// What a list's file is made of (its columns, members or elements), so that a publisher who changes it is noticed
// before an entry is lost by it.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "lists/forms.h"

namespace tidewaiter::lists {

struct Shape {
  std::vector<std::string> columns;              // of a table: the header, or the count of cells where it has none
  std::map<std::string, std::uint64_t> members;  // of JSON and XML: how often each name stands there
  std::uint64_t entries = 0;
};

// REQUIRES: the bytes were read in that form, with so many entries.
Shape shape_of(std::string_view bytes, Form form, std::uint64_t entries);

// What is otherwise, for people; nothing if all is the same. Columns must be equal. A member counts as lost if a tenth
// of the entries had it and none has it now, as new if a tenth has it now and none had it: rarer ones come and go with
// the entries.
std::vector<std::string> shape_changes(const Shape& before, const Shape& after);

}  // namespace tidewaiter::lists
