#include "cli/rows.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/json_reader.h"
#include "base/json_writer.h"
#include "cli/commands.h"
#include "cli/interrupt.h"
#include "cli/output.h"
#include "report/csv.h"
#include "tables/column_name.h"

namespace tidewaiter::cli {

Result<tables::CsvTable> read_table(const std::string& file, const std::string& encoding) {
  TIDEWAITER_TRY(tables::InputFile input, tables::InputFile::open(file, &listen_for_interrupts()));
  return read_table(std::move(input), encoding);
}

Result<tables::CsvTable> read_table(tables::InputFile input, const std::string& encoding) {
  input.state({.name = encoding});
  TIDEWAITER_TRY(tables::CsvTable table, tables::read_csv_table(std::move(input), {.stop = &listen_for_interrupts()}));
  for (const std::string& note : table.notes) tell("note: " + note);
  return table;
}

std::optional<std::size_t> find_column(const tables::CsvTable& table, std::string_view name) {
  const std::string wanted = tables::fold_column_name(name);
  for (std::size_t i = 0; i < table.header.names.size(); ++i) {
    if (tables::fold_column_name(table.header.names[i]) == wanted) return i;
  }
  return std::nullopt;
}

Result<std::size_t> column_of(const tables::CsvTable& table, std::string_view name) {
  if (const auto column = find_column(table, name)) return *column;
  for (const tables::CsvHeader& row : table.below) {
    const std::string wanted = tables::fold_column_name(name);
    if (std::ranges::find(row.names, wanted, tables::fold_column_name) == row.names.end()) continue;
    return fail(ErrorCode::missing_column, fmt::format("there is no column {}", name), table.file,
                tables::header_hint(table.file, row));
  }
  return fail(ErrorCode::missing_column, fmt::format("there is no column {}", name), table.file,
              fmt::format("the columns are: {}", fmt::join(table.header.names, ", ")));
}

void tell_left_out(std::string_view where, std::string_view reason) {
  tell(fmt::format("{}: row left out: {}", where, reason));
}

std::size_t tell_rejects(const tables::CsvTable& table) {
  for (const Reject& reject : table.rejects)
    tell_left_out(fmt::format("{}:{}", reject.file, reject.line), reject.reason);
  return table.rejects.size();
}

int status_of_rows(std::size_t rejected) { return rejected > 0 ? kRejects : kDone; }

namespace {

// A value in a cell; an object in its members, "date: 2025-03-01, disposition: hold".
std::string text_of(const json::Value& value) {
  switch (value.kind()) {
    case json::Kind::string:
      return std::string(value.string().value_or(std::string_view{}));
    case json::Kind::boolean:
      return value.boolean().value_or(false) ? "true" : "false";
    case json::Kind::number: {
      std::string digits;
      JsonWriter(digits).value(value.number().value_or(0));
      return digits;
    }
    case json::Kind::array: {
      std::string text;
      for (const json::Value& element : value.elements()) {
        if (!text.empty()) text += ' ';
        text += text_of(element);
      }
      return text;
    }
    case json::Kind::object: {
      std::string text;
      for (const auto& [name, member] : value.members()) {
        text += fmt::format("{}{}: {}", text.empty() ? "" : ", ", name, text_of(member));
      }
      return text;
    }
    case json::Kind::null:
      break;
  }
  return {};
}

}  // namespace

void ObjectRows::begin(std::string& out) {
  if (begun_) return;
  begun_ = true;
  if (format_ == Format::json) out += '[';
  if (format_ != Format::csv) return;
  report::CsvRow header(out);
  for (const std::string& column : columns_) header.text(column);
  header.end();
}

Result<void> ObjectRows::add_lines(std::string& out, std::string_view objects) {
  while (!objects.empty()) {
    const std::string_view line = objects.substr(0, objects.find('\n'));
    objects.remove_prefix(std::min(objects.size(), line.size() + 1));
    if (!line.empty()) TIDEWAITER_CHECK(add(out, line));
  }
  return {};
}

Result<void> ObjectRows::add(std::string& out, std::string_view object) {
  if (format_ != Format::csv) {
    begin(out);
    if (format_ == Format::json) out += first_ ? "\n" : ",\n";
    first_ = false;
    out += object;
    if (format_ != Format::json) out += '\n';
    return {};
  }
  TIDEWAITER_TRY(const json::Document document, json::Document::parse(object, "a row of the result"));
  if (columns_.empty()) {
    for (const auto& [name, value] : document.root().members()) columns_.emplace_back(name);
  }
  begin(out);
  report::CsvRow row(out);
  for (const std::string& column : columns_) {
    const auto value = document.root().find(column);
    if (!value) {
      row.text({});
    } else if (value->kind() == json::Kind::array) {
      std::vector<std::string> texts;
      for (const json::Value& element : value->elements()) texts.push_back(text_of(element));
      row.texts(texts);
    } else if (value->kind() == json::Kind::number) {
      row.number(value->number());
    } else {
      row.text(text_of(*value));
    }
  }
  row.end();
  return {};
}

void ObjectRows::end(std::string& out) {
  begin(out);
  if (format_ == Format::json) out += first_ ? "]\n" : "\n]\n";
}

int status_of(const Result<void>& result) {
  if (result) return kDone;
  return told(result.error());
}

}  // namespace tidewaiter::cli
