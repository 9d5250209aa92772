#include "base/json_reader.h"

#include <fmt/format.h>
#include <simdjson.h>

#include <bit>
#include <type_traits>

#include "base/json_fault.h"
#include "base/utf8.h"

namespace tidewaiter::json {
namespace {

using simdjson::dom::element;
using simdjson::dom::element_type;

static_assert(sizeof(element) == sizeof(std::array<std::uint64_t, 2>) && std::is_trivially_copyable_v<element>);

element element_at(const std::array<std::uint64_t, 2>& place) { return std::bit_cast<element>(place); }

}  // namespace

std::string_view to_string(Kind kind) {
  static constexpr std::array<std::string_view, 6> kNames{"null",     "true or false", "a number",
                                                          "a string", "an array",      "an object"};
  return kNames[static_cast<std::size_t>(kind)];
}

Kind Value::kind() const {
  switch (element_at(place_).type()) {
    case element_type::ARRAY:
      return Kind::array;
    case element_type::OBJECT:
      return Kind::object;
    case element_type::STRING:
      return Kind::string;
    case element_type::BOOL:
      return Kind::boolean;
    case element_type::NULL_VALUE:
      return Kind::null;
    default:
      return Kind::number;
  }
}

std::optional<bool> Value::boolean() const {
  bool value = false;
  if (element_at(place_).get_bool().get(value)) return std::nullopt;
  return value;
}

std::optional<double> Value::number() const {
  double value = 0;
  if (element_at(place_).get_double().get(value)) return std::nullopt;
  return value;
}

std::optional<std::string_view> Value::string() const {
  std::string_view value;
  if (element_at(place_).get_string().get(value)) return std::nullopt;
  return value;
}

std::vector<Value> Value::elements() const {
  std::vector<Value> out;
  simdjson::dom::array array;
  if (element_at(place_).get_array().get(array)) return out;
  out.reserve(array.size());
  for (const element each : array) {
    Value value;
    value.place_ = std::bit_cast<std::array<std::uint64_t, 2>>(each);
    out.push_back(value);
  }
  return out;
}

std::vector<std::pair<std::string_view, Value>> Value::members() const {
  std::vector<std::pair<std::string_view, Value>> out;
  simdjson::dom::object object;
  if (element_at(place_).get_object().get(object)) return out;
  out.reserve(object.size());
  for (const auto field : object) {
    Value value;
    value.place_ = std::bit_cast<std::array<std::uint64_t, 2>>(field.value);
    out.emplace_back(field.key, value);
  }
  return out;
}

std::optional<Value> Value::find(std::string_view key) const {
  simdjson::dom::object object;
  element found;
  if (element_at(place_).get_object().get(object) || object.at_key(key).get(found)) return std::nullopt;
  Value value;
  value.place_ = std::bit_cast<std::array<std::uint64_t, 2>>(found);
  return value;
}

struct Document::Impl {
  simdjson::dom::parser parser;
  element root;
};

Document::Document(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Document::Document(Document&&) noexcept = default;
Document& Document::operator=(Document&&) noexcept = default;
Document::~Document() = default;

Result<Document> Document::parse(std::string_view text, const std::string& file) {
  text = without_byte_order_mark(text);
  auto impl = std::make_unique<Impl>();
  const simdjson::error_code error = impl->parser.parse(text.data(), text.size()).get(impl->root);
  switch (error) {
    case simdjson::SUCCESS:
      return Document(std::move(impl));
    case simdjson::EMPTY:
      return fail(ErrorCode::empty_file, "the file is empty", file, "name a JSON file with content");
    case simdjson::MEMALLOC:
    case simdjson::CAPACITY:
      return fail(ErrorCode::out_of_memory, "the JSON is too large for the memory", file);
    case simdjson::UTF8_ERROR:
      return fail(ErrorCode::bad_encoding, "the file is not UTF-8", file, "save it as UTF-8");
    case simdjson::DEPTH_ERROR:
      return fail(ErrorCode::bad_format, "the JSON is nested too deeply", file);
    default:
      break;
  }
  const std::size_t offset = fault_offset(text);
  if (offset == text.size()) {
    // Either the brackets do not close, or the fault is inside a number or a string, where nobody looked.
    return fail(ErrorCode::bad_format,
                fmt::format("this is not valid JSON, or it is cut short ({})", simdjson::error_message(error)),
                place_in(text, offset, file), "download the file again");
  }
  return fail(ErrorCode::bad_format, "this is not valid JSON", place_in(text, offset, file), "download the file again");
}

Value Document::root() const {
  Value value;
  value.place_ = std::bit_cast<std::array<std::uint64_t, 2>>(impl_->root);
  return value;
}

}  // namespace tidewaiter::json
