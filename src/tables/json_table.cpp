#include "tables/json_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <limits>
#include <memory>
#include <new>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/json_reader.h"
#include "base/utf8.h"
#include "tables/cell.h"
#include "tables/json_row.h"
#include "tables/spool.h"

namespace tidewaiter::tables {
namespace {

namespace ondemand = simdjson::ondemand;

constexpr std::size_t kMostColumns = 4096;  // more are a mistake in the file: names that are values
constexpr std::size_t kReleaseBytes = std::size_t{32} << 20;
constexpr std::size_t kLinesTried = 20;  // for one that is an object, before a file is no NDJSON

std::string_view without_mark(std::string_view text) {
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  return text.starts_with(kByteOrderMark) ? text.substr(kByteOrderMark.size()) : text;
}

// Columns by name, in the order in which they came.
class Columns {
 public:
  std::size_t of(const std::string& name) {
    const auto [at, added] = places_.emplace(name, names_.size());
    if (added) names_.push_back(name);
    return at->second;
  }
  // kNone for a name that no whole object has.
  std::size_t find(const std::string& name) const {
    const auto found = places_.find(name);
    return found == places_.end() ? kNone : found->second;
  }
  const std::vector<std::string>& names() const { return names_; }
  static constexpr std::size_t kNone = static_cast<std::size_t>(-1);

 private:
  std::vector<std::string> names_;
  std::unordered_map<std::string, std::size_t> places_;
};

bool at_end(ondemand::document& document) { return document.current_location().error() == simdjson::OUT_OF_BOUNDS; }

// One object of the file, or what is wrong where one should be.
struct Row {
  std::vector<JsonCell> cells;
  std::string fault;  // empty: none
  std::string_view text;
};
using RowSink = std::function<Result<void>(const Row&)>;
using RowSource = std::function<Result<void>(const RowSink&)>;  // calls the sink for each row; may be asked twice

// Two walks: over the names, and over the values.
Result<CsvFile> make_table(TextFile& file, const RowSource& source) {
  Columns columns;
  TIDEWAITER_CHECK(source([&](const Row& row) -> Result<void> {
    if (!row.fault.empty()) return {};
    for (const JsonCell& cell : row.cells) columns.of(cell.column);
    if (columns.names().size() <= kMostColumns) return {};
    return fail(ErrorCode::bad_format, fmt::format("the objects have more than {} different members", kMostColumns),
                file.input.name(), "name what differs in values, not in names");
  }));
  if (columns.names().empty()) {
    return fail(ErrorCode::bad_format, "there is no object with a member in it", file.input.name(),
                "give one object a line (NDJSON), or an array of objects");
  }
  const std::size_t known = columns.names().size();
  std::vector<std::optional<std::string_view>> cells(known);
  RowSpool spool(known);
  TIDEWAITER_CHECK(source([&](const Row& row) -> Result<void> {
    if (row.fault.empty() && row.text.empty()) return spool.blank_row();
    std::ranges::fill(cells, std::nullopt);
    std::string fault = row.fault;
    std::string_view twice;
    for (const JsonCell& cell : row.cells) {
      const std::size_t at = columns.find(cell.column);
      if (at == Columns::kNone) continue;  // only a broken line has it
      if (cells[at] && fault.empty()) {
        twice = cell.column;
        fault = fmt::format("the member {} stands twice in the object", printable(cell.column, 60));
      }
      if (!cells[at]) cells[at] = cell.text;
    }
    for (const auto& cell : cells) spool.cell(cell.value_or(std::string_view{}));
    return fault.empty() ? spool.end_row() : spool.end_faulty_row(twice, row.text, fault);
  }));
  TIDEWAITER_TRY(InputFile made, std::move(spool).finish(file.input.name()));
  CsvFile table = made_table(std::move(made), columns.names());
  table.text.valid_utf8 = file.facts.valid_utf8;
  table.encoding = std::move(file.encoding);
  table.notes = std::move(file.notes);
  return table;
}

// What JSON's own reader says of a text that is broken, without its place: "line 1, column 7: …".
std::string fault_of(std::string_view text, const std::string& otherwise) {
  const auto read = json::Document::parse(text, "");
  if (read) return otherwise;
  const Error& error = read.error();
  const std::size_t colon = error.where.rfind(':');
  if (colon == std::string::npos) return error.message;
  return fmt::format("{} (column {} of the line)", error.message, error.where.substr(colon + 1));
}

// Reads single lines; its buffer is reused.
class LineReader {
 public:
  void read(std::string_view line, Row& row) {
    row.cells.clear();
    row.fault.clear();
    row.text = line;
    if (!is_valid_utf8(line)) {
      row.fault = "bytes are not UTF-8";
    } else if (!line.starts_with('{')) {
      row.fault = "the line holds no JSON object; one object a line is read";
    } else if (line.size() > kMaxRecordBytes) {
      row.fault = reason(RecordFault::too_long);
    } else {
      parse(line, row);
    }
    if (row.fault.empty()) return;
    row.cells.clear();
    salvage_json_object(line, row.cells);
    if (!is_valid_utf8(line)) std::erase_if(row.cells, [](const JsonCell& cell) { return !is_valid_utf8(cell.text); });
  }

 private:
  void parse(std::string_view line, Row& row) {
    buffer_.assign(line);
    buffer_.resize(line.size() + simdjson::SIMDJSON_PADDING);
    std::string fault;
    try {
      ondemand::document document = parser_.iterate(buffer_.data(), line.size(), buffer_.size());
      fault = read_json_object(document.get_object(), row.cells);
      if (fault.empty() && !at_end(document)) fault = "something follows the object on its line";
    } catch (const simdjson::simdjson_error& error) {
      fault = error.what();
    }
    if (!fault.empty()) row.fault = fault_of(line, fault);
  }
  ondemand::parser parser_;
  std::string buffer_;
};

RowSource lines_of(const InputFile& file) {
  return [&file](const RowSink& sink) -> Result<void> {
    LineReader reader;
    Row row;
    std::string_view rest = without_mark(file.bytes());
    std::size_t released = 0;
    while (!rest.empty()) {
      const std::size_t end = std::min(rest.find('\n'), rest.size());
      const std::string_view line = trim_json(rest.substr(0, end));
      rest.remove_prefix(std::min(end + 1, rest.size()));
      if (line.empty()) {
        row = Row{};
      } else {
        reader.read(line, row);
      }
      TIDEWAITER_CHECK(sink(row));
      const std::size_t at = file.bytes().size() - rest.size();
      if (at > released + kReleaseBytes) {
        file.release(released, at);
        released = at;
      }
    }
    return {};
  };
}

// A JSON text that is read whole: its array of objects, each an element.
class Whole {
 public:
  explicit Whole(const InputFile& file) : file_(file), text_(trim_json(without_mark(file.bytes()))) {}

  Result<void> open() {
    if (text_.size() >= std::numeric_limits<std::uint32_t>::max()) {
      return fail(ErrorCode::bad_format, "a JSON text of 4 GiB or more cannot be read whole", file_.name(),
                  "write one object a line (NDJSON), which has no limit");
    }
    try {
      padded_ = simdjson::padded_string(text_);
    } catch (const std::bad_alloc&) {
      return fail(ErrorCode::out_of_memory, "there is not enough memory to read this JSON text whole", file_.name(),
                  "write one object a line (NDJSON), which is read line by line");
    }
    return {};
  }

  // Whether the text is an object without an array of objects in it: the only row of its table.
  Result<bool> find_array() {
    try {
      ondemand::document document = parser_.iterate(padded_);
      if (document.type().value() == ondemand::json_type::array) return false;
      std::vector<std::string> arrays;
      for (ondemand::field field : document.get_object()) {
        const std::string name(std::string_view(field.unescaped_key()));
        ondemand::value value = field.value();
        if (value.type().value() != ondemand::json_type::array) continue;
        bool objects = true;
        bool any = false;
        for (ondemand::value element : value.get_array()) {
          objects = objects && element.type().value() == ondemand::json_type::object;
          any = true;
        }
        if (objects && any) arrays.push_back(name);
      }
      if (arrays.size() > 1) {
        return fail(ErrorCode::bad_format,
                    fmt::format("the object holds {} arrays of objects: {}", arrays.size(), fmt::join(arrays, ", ")),
                    file_.name(), "leave the array of rows alone in it");
      }
      if (arrays.empty()) return true;
      member_ = arrays.front();
    } catch (const simdjson::simdjson_error& error) {
      return broken(error.what());
    }
    return false;
  }

  Result<void> walk(bool single, const RowSink& sink) {
    try {
      ondemand::document document = parser_.iterate(padded_);
      if (single) {
        TIDEWAITER_CHECK(take(document.get_object().value(), sink));
      } else if (member_) {
        for (ondemand::field field : document.get_object()) {
          const std::string name(std::string_view(field.unescaped_key()));
          if (name == *member_) TIDEWAITER_CHECK(take_all(field.value().get_array().value(), sink));
        }
      } else {
        TIDEWAITER_CHECK(take_all(document.get_array().value(), sink));
      }
      if (!at_end(document)) return broken("something follows the JSON text");
    } catch (const simdjson::simdjson_error& error) {
      return broken(error.what());
    }
    return {};
  }

 private:
  Result<void> take_all(ondemand::array array, const RowSink& sink) {
    for (ondemand::value element : array) {
      if (element.type().value() == ondemand::json_type::object) {
        TIDEWAITER_CHECK(take(element.get_object().value(), sink));
        continue;
      }
      row_ = Row{};
      row_.text = element.raw_json_token();
      row_.fault = "the element is no object";
      TIDEWAITER_CHECK(sink(row_));
    }
    return {};
  }

  Result<void> take(ondemand::object object, const RowSink& sink) {
    row_.cells.clear();
    row_.text = "{";
    row_.fault = read_json_object(object, row_.cells);
    return sink(row_);
  }

  std::unexpected<Error> broken(const std::string& otherwise) const {
    auto read = json::Document::parse(text_, file_.name());
    if (!read) {
      Error error = std::move(read).error();
      error.hint =
          "a JSON text is read whole or not at all; write one object a line (NDJSON) to lose only its broken lines";
      return std::unexpected(std::move(error));
    }
    return fail(ErrorCode::bad_format, otherwise, file_.name(), "check the file");
  }

  const InputFile& file_;
  std::string_view text_;
  simdjson::padded_string padded_;
  ondemand::parser parser_;
  std::optional<std::string> member_;
  Row row_;
};

// One object a line: at least one of the first lines is one, and the first is not the whole of a text that holds rows.
bool is_ndjson(const InputFile& file) {
  LineReader reader;
  Row row;
  std::string_view rest = without_mark(file.bytes());
  for (std::size_t lines = 0; lines < kLinesTried && !rest.empty();) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    const std::string_view line = trim_json(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
    if (line.empty()) continue;
    ++lines;
    if (line.front() == '{' && line.back() == '}') {
      reader.read(line, row);
      if (row.fault.empty() && !(lines == 1 && trim_json(rest).empty())) return true;
    }
    if (line == "{" || line.front() == '[') return false;  // how a JSON text over several lines begins
  }
  return false;
}

}  // namespace

bool looks_like_json(std::string_view text) {
  text = trim_json(without_mark(text));
  if (!text.starts_with('{') && !text.starts_with('[')) return false;
  const bool object = text.starts_with('{');
  text = trim_json(text.substr(1));
  return text.empty() || text.front() == (object ? '"' : '{') || text.front() == (object ? '}' : ']');
}

Result<CsvFile> read_json_table(TextFile file) {
  try {
    const InputFile& input = file.input;
    if (is_ndjson(input)) {
      const RowSource source = lines_of(input);
      return make_table(file, source);
    }
    Whole whole(input);
    TIDEWAITER_CHECK(whole.open());
    TIDEWAITER_TRY(const bool single, whole.find_array());
    return make_table(file, [&](const RowSink& sink) { return whole.walk(single, sink); });
  } catch (const std::bad_alloc&) {
    return fail(ErrorCode::out_of_memory, "there is not enough memory to read this JSON text");
  }
}

}  // namespace tidewaiter::tables
