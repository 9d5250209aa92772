#include "base/toml.h"

#include <fmt/format.h>
#include <toml++/toml.h>

#include <algorithm>

namespace tidewaiter::toml {
namespace {

Place place_of(const ::toml::source_region& region) { return {region.begin.line, region.begin.column}; }

Result<Value> convert(const ::toml::node& node, const std::string& file);

Result<Table> convert_table(const ::toml::table& source, const std::string& file) {
  Table table;
  for (const auto& [key, node] : source) {
    TIDEWAITER_TRY(Value value, convert(node, file));
    table.members().push_back({std::string(key.str()), place_of(key.source()), std::move(value)});
  }
  std::ranges::sort(table.members(), [](const Member& a, const Member& b) {
    return std::pair(a.key_place.line, a.key_place.column) < std::pair(b.key_place.line, b.key_place.column);
  });
  return table;
}

Result<Value> convert(const ::toml::node& node, const std::string& file) {
  Value value;
  value.place = place_of(node.source());
  if (const auto* boolean = node.as_boolean()) {
    value.data = boolean->get();
  } else if (const auto* integer = node.as_integer()) {
    value.data = integer->get();
  } else if (const auto* real = node.as_floating_point()) {
    value.data = real->get();
  } else if (const auto* string = node.as_string()) {
    value.data = string->get();
  } else if (const auto* date = node.as_date()) {
    value.data = Date(date->get().year, date->get().month, date->get().day);
  } else if (const auto* array = node.as_array()) {
    Array items;
    for (const auto& item : *array) {
      TIDEWAITER_TRY(Value converted, convert(item, file));
      items.push_back(std::move(converted));
    }
    value.data = std::move(items);
  } else if (const auto* table = node.as_table()) {
    TIDEWAITER_TRY(Table converted, convert_table(*table, file));
    value.data = std::move(converted);
  } else {
    return fail(ErrorCode::bad_format, "times of day are not used here",
                fmt::format("{}:{}:{}", file, value.place.line, value.place.column), "write a date: 2025-03-01");
  }
  return value;
}

}  // namespace

const Value* Table::find(std::string_view key) const {
  for (const Member& member : members_) {
    if (member.key == key) return &member.value;
  }
  return nullptr;
}

const double* Value::number(double& storage) const {
  if (const auto* whole = integer()) {
    storage = static_cast<double>(*whole);
    return &storage;
  }
  return std::get_if<double>(&data);
}

std::string_view Value::kind() const {
  static constexpr std::string_view kKinds[] = {"a boolean", "a number", "a number", "a string",
                                                "a date",    "an array", "a table"};
  return kKinds[data.index()];
}

std::string Document::where(Place place) const { return fmt::format("{}:{}:{}", file, place.line, place.column); }

std::string Document::snippet(Place place, std::size_t length) const {
  std::string_view rest = text;
  for (std::uint32_t line = 1; line < place.line; ++line) {
    const std::size_t end = rest.find('\n');
    if (end == std::string_view::npos) return {};
    rest.remove_prefix(end + 1);
  }
  const std::string_view line = rest.substr(0, rest.find('\n'));
  const std::size_t indent = place.column == 0 ? 0 : place.column - 1;
  return fmt::format("{}\n{}{}", line, std::string(indent, ' '), std::string(std::max<std::size_t>(length, 1), '^'));
}

namespace {

// The parser's words without "Error while parsing key-value pair: ".
std::string_view without_lead(std::string_view what) {
  if (!what.starts_with("Error while parsing ")) return what;
  const std::size_t colon = what.find(": ");
  return colon == std::string_view::npos ? what : what.substr(colon + 2);
}

// What to do about the mistakes that people make most often, which the parser names in its own words.
std::string_view advice(std::string_view what) {
  if (what.find("cannot redefine") != std::string_view::npos) return "\ntake one of the two away";
  if (what.find("control character") != std::string_view::npos) {
    return "\nclose the text with \" on its own line; a longer one stands between \"\"\" and \"\"\"";
  }
  return {};
}

}  // namespace

Result<Document> parse(std::string text, std::string file) {
  Document document;
  document.file = std::move(file);
  document.text = std::move(text);
  try {
    const ::toml::table root = ::toml::parse(std::string_view(document.text), std::string_view(document.file));
    TIDEWAITER_TRY(document.root, convert_table(root, document.file));
  } catch (const ::toml::parse_error& error) {
    const Place place = place_of(error.source());
    const std::string_view what = error.description();
    return fail(ErrorCode::bad_format, fmt::format("this is not valid TOML: {}", without_lead(what)),
                document.where(place), document.snippet(place) + std::string(advice(what)));
  }
  return document;
}

}  // namespace tidewaiter::toml
