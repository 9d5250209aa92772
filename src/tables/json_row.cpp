#include "tables/json_row.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <utility>

#include "tables/cell.h"

namespace tidewaiter::tables {
namespace {

namespace ondemand = simdjson::ondemand;

constexpr std::string_view kBlanks = " \t\r\n";  // RFC 8259, 2

// RFC 8259, 6. simdjson would read the number; here it stays as it is written, however long.
bool is_json_number(std::string_view text) {
  const auto digits = [&] {
    const std::size_t count = std::min(text.find_first_not_of("0123456789"), text.size());
    text.remove_prefix(count);
    return count;
  };
  if (text.starts_with('-')) text.remove_prefix(1);
  const bool zero = text.starts_with('0');
  const std::size_t whole = digits();
  if (whole == 0 || (zero && whole > 1)) return false;
  if (text.starts_with('.')) {
    text.remove_prefix(1);
    if (digits() == 0) return false;
  }
  if (text.starts_with('e') || text.starts_with('E')) {
    text.remove_prefix(1);
    if (text.starts_with('+') || text.starts_with('-')) text.remove_prefix(1);
    if (digits() == 0) return false;
  }
  return text.empty();
}

// Throws simdjson_error for what is no JSON; every value is visited.
class ObjectReader {
 public:
  explicit ObjectReader(std::vector<JsonCell>& cells) : cells_(cells) {}

  void object(ondemand::object object, const std::string& prefix) {
    for (ondemand::field field : object) {
      const std::string_view key = field.unescaped_key();
      std::string name = prefix.empty() ? std::string(key) : fmt::format("{}_{}", prefix, key);
      value(field.value(), std::move(name));
    }
  }

  const std::string& problem() const { return problem_; }

 private:
  void value(ondemand::value value, std::string name) {
    switch (value.type().value()) {
      case ondemand::json_type::object:
        return object(value.get_object().value(), name);
      case ondemand::json_type::array:
        return list(value.get_array().value(), std::move(name));
      default:
        std::string text;
        scalar(value, text);
        cells_.push_back({std::move(name), std::move(text)});
    }
  }

  static void scalar(ondemand::value value, std::string& out) {
    if (value.type().value() == ondemand::json_type::string) {
      out += value.get_string().value();
      return;
    }
    const std::string_view token = trim_json(value.raw_json_token());
    // The iteration steps over what is not taken out of it.
    if (token == "null") return;
    if (token != "true" && token != "false" && !is_json_number(token)) {
      throw simdjson::simdjson_error(simdjson::TAPE_ERROR);
    }
    out += token;
  }

  // Reads on to the end of what is no plain value, for the sake of its faults.
  static void check(ondemand::value value) {
    if (value.type().value() == ondemand::json_type::object) {
      for (ondemand::field field : value.get_object()) {
        (void)std::string_view(field.unescaped_key());
        check(field.value());
      }
    } else if (value.type().value() == ondemand::json_type::array) {
      for (ondemand::value element : value.get_array()) check(element);
    } else {
      std::string ignored;
      scalar(value, ignored);
    }
  }

  void list(ondemand::array array, std::string name) {
    std::string joined;
    bool first = true;
    bool plain = true;
    for (ondemand::value element : array) {
      const auto type = element.type().value();
      if (type == ondemand::json_type::object || type == ondemand::json_type::array) {
        plain = false;
        check(element);
        continue;
      }
      const std::size_t begin = joined.size() + (first ? 0 : 1);
      if (!std::exchange(first, false)) joined += '|';
      scalar(element, joined);
      if (plain && problem_.empty() && joined.find('|', begin) != std::string::npos) {
        problem_ = fmt::format("a value of the list {} holds '|', which stands between values", printable(name, 60));
      }
    }
    if (plain) {
      cells_.push_back({std::move(name), std::move(joined)});
    } else {
      problem_.clear();
      cells_.push_back({name + "[]", {}});
    }
  }

  std::vector<JsonCell>& cells_;
  std::string problem_;
};

}  // namespace

std::string_view trim_json(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(kBlanks);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(kBlanks) - begin + 1);
}

std::string read_json_object(ondemand::object object, std::vector<JsonCell>& cells) {
  ObjectReader reader(cells);
  reader.object(object, {});
  return reader.problem();
}

void salvage_json_object(std::string_view line, std::vector<JsonCell>& cells) {
  const auto skip = [&](char wanted) {
    line.remove_prefix(std::min(line.find_first_not_of(kBlanks), line.size()));
    if (!line.starts_with(wanted)) return false;
    line.remove_prefix(1);
    return true;
  };
  // A string without an escape; what has one is left unread.
  const auto text = [&](std::string& out) {
    const std::size_t end = line.find_first_of("\"\\");
    if (end == std::string_view::npos || line[end] != '"') return false;
    out = line.substr(0, end);
    line.remove_prefix(end + 1);
    return true;
  };
  if (!skip('{')) return;
  do {
    JsonCell cell;
    if (!skip('"') || !text(cell.column) || !skip(':')) return;
    if (skip('"')) {
      if (!text(cell.text)) return;
    } else {
      const std::size_t end = line.find_first_of(",}");
      const std::string_view token = trim_json(line.substr(0, std::min(end, line.size())));
      if (end == std::string_view::npos ||
          (token != "true" && token != "false" && token != "null" && !is_json_number(token))) {
        return;
      }
      if (token != "null") cell.text = token;
      line.remove_prefix(end);
    }
    cells.push_back(std::move(cell));
  } while (skip(','));
}

}  // namespace tidewaiter::tables
