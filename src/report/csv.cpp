#include "report/csv.h"

#include <algorithm>

#include "base/json_writer.h"

namespace tidewaiter::report {

void CsvRow::cell(std::string_view text) {
  if (!first_) out_ += ',';
  first_ = false;
  // A blank at either end is quoted too: some readers trim it otherwise.
  const bool quote =
      text.find_first_of(",\"\n\r") != std::string_view::npos || text.starts_with(' ') || text.ends_with(' ');
  if (!quote) {
    out_ += text;
    return;
  }
  out_ += '"';
  for (const char c : text) {
    if (c == '"') out_ += '"';
    out_ += c;
  }
  out_ += '"';
}

CsvRow& CsvRow::text(std::string_view text) {
  const bool formula = !text.empty() && std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos;
  if (!formula) {
    cell(text);
    return *this;
  }
  std::string guarded = "'";
  guarded += text;
  cell(guarded);
  return *this;
}

CsvRow& CsvRow::texts(std::span<const std::string> texts) {
  std::string joined;
  for (const std::string& part : texts) {
    if (&part != texts.data()) joined += '|';
    std::ranges::replace_copy(part, std::back_inserter(joined), '|', '/');
  }
  return text(joined);
}

CsvRow& CsvRow::number(std::optional<double> number) {
  std::string digits;
  if (number) JsonWriter(digits).value(*number);
  cell(digits == "null" ? std::string_view{} : std::string_view(digits));
  return *this;
}

void CsvRow::end() {
  out_ += '\n';
  first_ = true;
}

}  // namespace tidewaiter::report
