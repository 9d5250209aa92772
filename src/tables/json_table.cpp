#include "tables/json_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <new>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/ascii.h"
#include "base/json_pieces.h"
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

// A name for a command that somebody may copy into a shell: nothing in it ends a string there or in jq.
std::string in_command(std::string_view name) {
  const auto plain = [](char c) { return is_letter(c) || is_digit(c) || c == '_' || c == '-' || c == ' ' || c == '.'; };
  return std::ranges::all_of(name, plain) ? std::string(name) : "NAME";
}

// Two walks: over the names, and over the values.
// `of_rows`: what jq makes single rows of the file with.
Result<CsvFile> make_table(TextFile& file, const RowSource& source, std::string_view of_rows, Stop stop) {
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
  RowSpool spool(known, stop);
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
  for (const std::string& name : columns.names()) {
    if (!name.ends_with("[]")) continue;
    const std::string list = name.substr(0, name.size() - 2);
    table.notes.push_back(
        fmt::format("{}: \"{}\" holds a list of objects in a row, which is not read; to make a row of each of them: "
                    "jq -c '{}del(.[\"{}\"]) + .[\"{}\"][]' FILE > NEW.ndjson",
                    table.input.name(), printable(list, 60), of_rows, in_command(list), in_command(list)));
  }
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

// Reads single objects; its buffer is reused.
class ObjectParser {
 public:
  // Whether the text is one object and nothing else; what is wrong with its values is the row's fault. Throws
  // simdjson_error where it is no JSON.
  bool parse(std::string_view text, Row& row) {
    buffer_.assign(text);
    buffer_.resize(text.size() + simdjson::SIMDJSON_PADDING);
    ondemand::document document = parser_.iterate(buffer_.data(), text.size(), buffer_.size());
    row.fault = read_json_object(document.get_object(), row.cells);
    return !row.fault.empty() || at_end(document);
  }

 private:
  ondemand::parser parser_;
  std::string buffer_;
};

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
    std::string fault;
    try {
      if (!object_.parse(line, row)) fault = "something follows the object on its line";
      if (!row.fault.empty()) fault = row.fault;
    } catch (const simdjson::simdjson_error& error) {
      fault = error.what();
    }
    if (!fault.empty()) row.fault = fault_of(line, fault);
  }
  ObjectParser object_;
};

RowSource lines_of(const InputFile& file, Stop stop) {
  return [&file, stop](const RowSink& sink) -> Result<void> {
    LineReader reader;
    Row row;
    std::string_view rest = without_byte_order_mark(file.bytes());
    std::size_t released = 0;
    while (!rest.empty()) {
      TIDEWAITER_CHECK(stop.check());
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

// A JSON text: its array of objects, each an element; or the one object that it is.
class Text {
 public:
  Text(const InputFile& file, Stop stop)
      : file_(file),
        stop_(stop),
        text_(trim_json(without_byte_order_mark(file.bytes()))),
        array_(text_.starts_with('[')) {}

  // Which array of an outermost object holds the rows; without one the object is the only row of its table.
  Result<void> find_array() {
    if (array_) return {};
    std::vector<std::string> arrays;
    bool objects = false;  // all elements of the array that began last, of which there are some
    std::string name;
    const auto end_array = [&] {
      if (std::exchange(objects, false)) arrays.push_back(name);
    };
    bool first = false;
    TIDEWAITER_CHECK(pieces([&](const json::Piece& piece) -> Result<void> {
      if (piece.kind == json::Piece::Kind::element) {
        objects = (std::exchange(first, false) || objects) && piece.text.starts_with('{');
        return {};
      }
      end_array();
      first = piece.kind == json::Piece::Kind::array;
      if (beside_.size() < kNamed + 2) beside_.push_back(printable(piece.key, 60));
      name = piece.key;
      return {};
    }));
    end_array();
    if (arrays.size() > 1) {
      return fail(ErrorCode::bad_format,
                  fmt::format("the object holds {} arrays of objects: {}", arrays.size(), fmt::join(arrays, ", ")),
                  file_.name(), "leave the array of rows alone in it");
    }
    if (!arrays.empty()) member_ = arrays.front();
    if (member_) std::erase(beside_, printable(*member_, 60));
    return {};
  }

  // What stands beside the array of rows is in none of them.
  std::string beside_rows() const {
    if (!member_ || beside_.empty()) return {};
    const std::string name = printable(*member_, 60);
    const auto end = beside_.begin() + static_cast<std::ptrdiff_t>(std::min(beside_.size(), kNamed));
    return fmt::format(
        "{}: the rows are what \"{}\" holds; what stands beside it is not read: {}{}; to copy it into each "
        "of them: jq -c 'del(.[\"{}\"]) + .[\"{}\"][]' FILE > NEW.ndjson",
        file_.name(), name, fmt::join(beside_.begin(), end, ", "), beside_.size() > kNamed ? ", …" : "",
        in_command(*member_), in_command(*member_));
  }
  std::string of_rows() const {
    if (array_) return ".[] | ";
    return member_ ? fmt::format(".[\"{}\"][] | ", in_command(*member_)) : std::string{};
  }

  Result<void> walk(const RowSink& sink) {
    if (!array_ && !member_) return take(text_, sink);
    return pieces([&](const json::Piece& piece) -> Result<void> {
      if (piece.kind == json::Piece::Kind::array) return {};
      const bool row = piece.kind == json::Piece::Kind::element && (array_ || piece.key == *member_);
      if (row && piece.text.starts_with('{')) return take(piece.text, sink);
      TIDEWAITER_CHECK(sound(piece.text));
      if (!row) return {};
      row_ = Row{{}, "the element is no object", piece.text};
      return sink(row_);
    });
  }

 private:
  // Every piece once, what is behind it given back.
  Result<void> pieces(const std::function<Result<void>(const json::Piece&)>& take) {
    std::size_t released = 0;
    bool is_json = false;  // what ended the walk is told as it is
    auto walked = json::for_each_piece(text_, file_.name(), [&](const json::Piece& piece) -> Result<void> {
      TIDEWAITER_CHECK(stop_.check());
      if (auto taken = take(piece); !taken) {
        is_json = true;
        return taken;
      }
      if (piece.text.empty()) return {};
      const auto at = static_cast<std::size_t>(piece.text.data() - file_.bytes().data());
      if (at > released + kReleaseBytes) {
        file_.release(released, at);
        released = at;
      }
      return {};
    });
    return walked || is_json ? walked : broken(std::move(walked).error());
  }

  Result<void> take(std::string_view object, const RowSink& sink) {
    row_.text = object;
    row_.cells.clear();
    row_.fault.clear();
    if (object.size() > kMaxRecordBytes) {
      TIDEWAITER_CHECK(sound(object));
      row_.fault = reason(RecordFault::too_long);
      return sink(row_);
    }
    bool whole = false;
    try {
      whole = reader_.parse(object, row_);
    } catch (const simdjson::simdjson_error&) {
      whole = false;
    }
    if (whole) return sink(row_);
    TIDEWAITER_CHECK(sound(object));
    return broken({ErrorCode::bad_format, "this is not valid JSON", file_.name(), {}});
  }

  // What is no row is JSON all the same, or the text is broken.
  Result<void> sound(std::string_view piece) {
    auto read = json::parse_piece(text_, piece, file_.name());
    return read ? Result<void>{} : broken(std::move(read).error());
  }

  static std::unexpected<Error> broken(Error error) {
    if (error.code == ErrorCode::bad_format) error.hint = kWhole;
    return std::unexpected(std::move(error));
  }

  static constexpr std::string_view kWhole =
      "a JSON text is read whole or not at all; write one object a line (NDJSON) to lose only its broken lines";
  const InputFile& file_;
  Stop stop_;
  std::string_view text_;
  bool array_;  // the outermost value is one
  std::optional<std::string> member_;
  static constexpr std::size_t kNamed = 5;
  std::vector<std::string> beside_;  // names of the first members of an outermost object, but for that one
  ObjectParser reader_;
  Row row_;
};

// One object a line: at least one of the first lines is one, and the first is not the whole of a text that holds rows.
bool is_ndjson(const InputFile& file) {
  LineReader reader;
  Row row;
  std::string_view rest = without_byte_order_mark(file.bytes());
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
  text = trim_json(without_byte_order_mark(text));
  if (!text.starts_with('{') && !text.starts_with('[')) return false;
  const bool object = text.starts_with('{');
  text = trim_json(text.substr(1));
  return text.empty() || text.front() == (object ? '"' : '{') || text.front() == (object ? '}' : ']');
}

Result<CsvFile> read_json_table(TextFile file, Stop stop) {
  try {
    const InputFile& input = file.input;
    if (is_ndjson(input)) return make_table(file, lines_of(input, stop), {}, stop);
    Text text(input, stop);
    TIDEWAITER_CHECK(text.find_array());
    TIDEWAITER_TRY(CsvFile table,
                   make_table(file, [&](const RowSink& sink) { return text.walk(sink); }, text.of_rows(), stop));
    if (std::string note = text.beside_rows(); !note.empty()) table.notes.push_back(std::move(note));
    return table;
  } catch (const std::bad_alloc&) {
    return fail(ErrorCode::out_of_memory, "there is not enough memory to read this JSON text");
  }
}

}  // namespace tidewaiter::tables
