#include "report/page.h"

#include <algorithm>
#include <array>
#include <utility>

#include "report/text.h"

namespace tidewaiter::report {
namespace {

// The sixteen colours that every terminal theme defines, so that the page is readable on dark and light.
std::string_view ansi(Ink ink) {
  static constexpr std::array<std::string_view, 7> kCodes{"",           "\x1b[1m",  "\x1b[2m", "\x1b[1;31m",
                                                          "\x1b[1;33m", "\x1b[36m", "\x1b[32m"};
  return kCodes[static_cast<std::size_t>(ink)];
}

}  // namespace

Page& Page::put(std::string_view text, Ink ink) {
  const std::string shown = printable(text);
  column_ += display_width(shown);
  if (layout_.colour && ink != Ink::plain && !shown.empty()) {
    out_ += ansi(ink);
    out_ += shown;
    out_ += "\x1b[0m";
  } else {
    out_ += shown;
  }
  return *this;
}

Page& Page::pad_to(std::size_t column) {
  const std::size_t spaces = column >= column_ ? column - column_ : 1;
  out_.append(spaces, ' ');
  column_ += spaces;
  return *this;
}

Page& Page::put_at_right(std::string_view text, Ink ink) {
  const std::size_t wide = display_width(printable(text));
  if (column_ + 1 + wide <= layout_.width) {
    pad_to(layout_.width - wide);
  } else {
    put("  ");
  }
  return put(text, ink);
}

void Page::end_line() {
  while (out_.ends_with(' ')) out_.pop_back();
  out_ += '\n';
  column_ = 0;
}

void Page::line(std::string_view text, Ink ink) {
  put(text, ink);
  end_line();
}

void Page::wrapped(std::size_t indent, std::string_view text, Ink ink) {
  constexpr std::size_t kLeast = 20;  // a narrower column is not readable: better beyond the edge
  const std::size_t room = layout_.width > indent + kLeast ? layout_.width - indent : kLeast;
  for (const std::string& part : wrap(printable(text), room)) {
    pad_to(indent);
    put(part, ink);
    end_line();
  }
}

void Page::rule(std::string_view title) {
  if (!title.empty()) {
    put(title, Ink::strong);
    put(" ");
  }
  std::string dashes;
  for (std::size_t i = column_; i < layout_.width; ++i) dashes += "─";
  put(dashes, Ink::faint);
  end_line();
}

void Table::print(Page& page, std::size_t indent) const {
  constexpr std::size_t kGap = 2;
  std::vector<std::size_t> widths;
  bool titled = false;
  for (const Column& column : columns_) {
    widths.push_back(display_width(column.title));
    titled = titled || !column.title.empty();
  }
  for (const auto& row : rows_) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      widths[i] = std::max(widths[i], display_width(printable(row[i].text)));
    }
  }
  std::size_t whole = indent;
  for (const std::size_t width : widths) whole += width + kGap;
  whole -= columns_.empty() ? 0 : kGap;
  constexpr std::size_t kLeast = 12;  // of the flexible column
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    if (!columns_[i].flexible || whole <= page.width() || widths[i] <= kLeast) continue;
    const std::size_t cut = std::min(whole - page.width(), widths[i] - kLeast);
    widths[i] -= cut;
    whole -= cut;
  }
  const auto print_row = [&](std::size_t i, std::size_t start, std::string_view text, Ink ink) {
    const std::string cell = fit(printable(text), widths[i]);
    const std::size_t spare = widths[i] - std::min(widths[i], display_width(cell));
    if (start > 0) page.pad_to(start);
    if (columns_[i].align == Align::right && spare > 0) page.put(std::string(spare, ' '));
    page.put(cell, ink);
  };
  const auto print_cells = [&](const auto& text_of, const auto& ink_of) {
    std::vector<std::vector<std::string>> lines;  // of each cell
    std::size_t most = 1;
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      const std::string_view text = text_of(i);
      const bool wraps = columns_[i].wrapped && display_width(printable(text)) > widths[i];
      lines.push_back(wraps ? wrap(printable(text), widths[i]) : std::vector<std::string>{std::string(text)});
      most = std::max(most, lines.back().size());
    }
    for (std::size_t line = 0; line < most; ++line) {
      std::size_t start = indent;
      for (std::size_t i = 0; i < columns_.size(); ++i) {
        if (line < lines[i].size()) print_row(i, start, lines[i][line], ink_of(i));
        start += widths[i] + kGap;
      }
      page.end_line();
    }
  };
  if (titled) {
    print_cells([&](std::size_t i) -> std::string_view { return columns_[i].title; },
                [](std::size_t) { return Ink::faint; });
  }
  for (const auto& row : rows_) {
    print_cells([&](std::size_t i) { return i < row.size() ? std::string_view(row[i].text) : std::string_view{}; },
                [&](std::size_t i) { return i < row.size() ? row[i].ink : Ink::plain; });
  }
}

}  // namespace tidewaiter::report
