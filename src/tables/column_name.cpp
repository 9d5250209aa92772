#include "tables/column_name.h"

#include "base/ascii.h"
#include "tables/cell.h"

namespace tidewaiter::tables {

std::string fold_column_name(std::string_view name) {
  std::string folded;
  for (const char c : trim_blanks(name)) {
    if (c != ' ' && c != '_' && c != '-') folded += to_lower(c);
  }
  return folded;
}

}  // namespace tidewaiter::tables
