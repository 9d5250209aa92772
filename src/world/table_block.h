// Some rows of a table as texts: one arena, the ends of its cells row by row; out of it CSV bytes and Parquet columns.
#pragma once

#include <fmt/format.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "tables/parquet.h"

namespace tidewaiter::world {

class TableBlock {
 public:
  explicit TableBlock(std::size_t columns) : columns_(columns) {}

  void cell(std::string_view text) {
    text_ += text;
    end();
  }
  void none() { end(); }
  template <class... Parts>
  void format(fmt::format_string<Parts...> form, Parts&&... parts) {
    fmt::format_to(std::back_inserter(text_), form, std::forward<Parts>(parts)...);
    end();
  }
  void number(std::uint64_t value) {
    const fmt::format_int digits(value);
    cell({digits.data(), digits.size()});
  }
  // A cell in pieces: text(), then end().
  std::string& text() { return text_; }
  void end() { ends_.push_back(static_cast<std::uint32_t>(text_.size())); }

  std::size_t rows() const { return ends_.size() / columns_; }
  void append_csv(std::string& out) const;
  tables::TextColumns columns(std::shared_ptr<const void> owner) const;

 private:
  std::string_view at(std::size_t cell) const {
    const std::size_t begin = cell == 0 ? 0 : ends_[cell - 1];
    return std::string_view(text_).substr(begin, ends_[cell] - begin);
  }
  std::size_t columns_;
  std::string text_;
  std::vector<std::uint32_t> ends_;
};

}  // namespace tidewaiter::world
