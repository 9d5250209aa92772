#include "world/table_block.h"

#include <algorithm>

namespace tidewaiter::world {

void TableBlock::append_csv(std::string& out) const {
  out.reserve(out.size() + text_.size() + ends_.size());
  for (std::size_t i = 0; i < ends_.size(); ++i) {
    const std::string_view text = at(i);
    if (text.find_first_of(",\"\r\n") == std::string_view::npos) {
      out += text;
    } else {
      out += '"';
      for (const char c : text) {
        if (c == '"') out += '"';
        out += c;
      }
      out += '"';
    }
    out += (i + 1) % columns_ == 0 ? '\n' : ',';
  }
}

tables::TextColumns TableBlock::columns(std::shared_ptr<const void> owner) const {
  tables::TextColumns found;
  found.rows = rows();
  found.cells.resize(ends_.size());
  for (std::size_t row = 0; row < found.rows; ++row) {
    for (std::size_t column = 0; column < columns_; ++column) {
      found.cells[column * found.rows + row] = at(row * columns_ + column);
    }
  }
  found.owner = std::move(owner);
  return found;
}

}  // namespace tidewaiter::world
