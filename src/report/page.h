// A page of text for people: lines of inked pieces, wrapped to the terminal, with columns that line up.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tidewaiter::report {

struct Layout {
  std::size_t width = 100;  // columns; pages are the same for the same width
  bool colour = false;      // ANSI colours; the caller knows whether this is a terminal and what NO_COLOR says
};

enum class Ink : std::uint8_t { plain, strong, faint, stop, hold, review, release };

// Every text that is put on a page is made printable first.
class Page {
 public:
  explicit Page(Layout layout) : layout_(layout) {}

  // --- one line, piece by piece ---
  Page& put(std::string_view text, Ink ink = Ink::plain);
  Page& pad_to(std::size_t column);  // spaces up to the column; one space at least if it is passed already
  Page& put_at_right(std::string_view text,
                     Ink ink = Ink::plain);  // so that it ends at the right edge, if there is room
  void end_line();

  // --- whole lines ---
  void line(std::string_view text = {}, Ink ink = Ink::plain);
  // `text` from `indent` on, wrapped; a piece already put on the line stands before it.
  void wrapped(std::size_t indent, std::string_view text, Ink ink = Ink::plain);
  void rule(std::string_view title = {});  // a heading with a line to the right edge

  std::size_t width() const { return layout_.width; }
  std::string take() { return std::move(out_); }

 private:
  Layout layout_;
  std::string out_;
  std::size_t column_ = 0;
};

// Columns of texts; each as wide as its widest cell. So that a row fits the page, a `flexible` column is cut, and one
// that is `wrapped`, too, goes on in the next line.
class Table {
 public:
  enum class Align : std::uint8_t { left, right };
  struct Column {
    std::string title;
    Align align = Align::left;
    bool flexible = false;
    bool wrapped = false;
  };
  struct Cell {
    std::string text;
    Ink ink = Ink::plain;
  };

  explicit Table(std::vector<Column> columns) : columns_(std::move(columns)) {}
  void add(std::vector<Cell> row) { rows_.push_back(std::move(row)); }
  bool empty() const { return rows_.empty(); }
  void print(Page& page, std::size_t indent = 0) const;

 private:
  std::vector<Column> columns_;
  std::vector<std::vector<Cell>> rows_;
};

}  // namespace tidewaiter::report
