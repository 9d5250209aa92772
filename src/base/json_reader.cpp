#include "base/json_reader.h"

#include <fmt/format.h>
#include <simdjson.h>

#include <algorithm>
#include <bit>
#include <type_traits>

#include "base/utf8.h"

namespace tidewaiter::json {
namespace {

using simdjson::dom::element;
using simdjson::dom::element_type;

static_assert(sizeof(element) == sizeof(std::array<std::uint64_t, 2>) && std::is_trivially_copyable_v<element>);

element element_at(const std::array<std::uint64_t, 2>& place) { return std::bit_cast<element>(place); }

// Finds where a text stops being JSON (RFC 8259), for messages only: simdjson's tree does not keep the place. Follows
// brackets, commas and colons; words, numbers and strings are looked at just far enough to step over them.
class FaultFinder {
 public:
  explicit FaultFinder(std::string_view text) : text_(text) {}

  // The offset of the first byte that does not fit; the size of the text if it ends too early, or if nothing was found.
  std::size_t find() {
    enum class Expect : std::uint8_t { value, value_or_end, key, key_or_end, colon, comma_or_end, nothing };
    Expect expect = Expect::value;
    std::string open;
    const auto after_value = [&] { return open.empty() ? Expect::nothing : Expect::comma_or_end; };
    while (true) {
      at_ = std::min(text_.find_first_not_of(" \t\r\n", at_), text_.size());
      if (at_ == text_.size()) return at_;
      const char c = text_[at_];
      const bool ends =
          expect == Expect::value_or_end || expect == Expect::key_or_end || expect == Expect::comma_or_end;
      if (ends && !open.empty() && c == (open.back() == '{' ? '}' : ']')) {
        open.pop_back();
        ++at_;
        expect = after_value();
        continue;
      }
      switch (expect) {
        case Expect::key:
        case Expect::key_or_end:
          if (c != '"' || !skip_string()) return at_;
          expect = Expect::colon;
          break;
        case Expect::colon:
          if (c != ':') return at_;
          ++at_;
          expect = Expect::value;
          break;
        case Expect::comma_or_end:
          if (c != ',') return at_;
          ++at_;
          expect = open.back() == '{' ? Expect::key : Expect::value;
          break;
        case Expect::nothing:
          return at_;
        case Expect::value:
        case Expect::value_or_end:
          if (c == '{' || c == '[') {
            open.push_back(c);
            ++at_;
            expect = c == '{' ? Expect::key_or_end : Expect::value_or_end;
          } else {
            if (c == '"' ? !skip_string() : !skip_word()) return at_;
            expect = after_value();
          }
      }
    }
  }

 private:
  // On a fault at_ stands on it: a raw control character, or the end of the text.
  bool skip_string() {
    for (++at_; at_ < text_.size(); ++at_) {
      const char c = text_[at_];
      if (static_cast<unsigned char>(c) < 0x20) return false;
      if (c == '"') {
        ++at_;
        return true;
      }
      if (c == '\\') ++at_;
    }
    at_ = text_.size();
    return false;
  }

  bool skip_word() {
    const std::size_t end = std::min(text_.find_first_of(" \t\r\n,:]}[{\"", at_), text_.size());
    const std::string_view word = text_.substr(at_, end - at_);
    const bool number = !word.empty() && word.find_first_not_of("0123456789+-.eE") == std::string_view::npos;
    if (!number && word != "true" && word != "false" && word != "null") return false;
    at_ = end;
    return true;
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

std::string where(std::string_view text, std::size_t offset, const std::string& file) {
  const std::string_view before = text.substr(0, offset);
  const auto line = 1 + std::ranges::count(before, '\n');
  const std::size_t start = before.rfind('\n') == std::string_view::npos ? 0 : before.rfind('\n') + 1;
  const auto column = 1 + std::ranges::count_if(before.substr(start), [](char c) { return (c & 0xC0) != 0x80; });
  return fmt::format("{}:{}:{}", file, line, column);
}

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
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
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
  const std::size_t offset = FaultFinder(text).find();
  if (offset == text.size()) {
    // Either the brackets do not close, or the fault is inside a number or a string, where nobody looked.
    return fail(ErrorCode::bad_format,
                fmt::format("this is not valid JSON, or it is cut short ({})", simdjson::error_message(error)),
                where(text, offset, file), "download the file again");
  }
  return fail(ErrorCode::bad_format, "this is not valid JSON", where(text, offset, file), "download the file again");
}

Value Document::root() const {
  Value value;
  value.place_ = std::bit_cast<std::array<std::uint64_t, 2>>(impl_->root);
  return value;
}

}  // namespace tidewaiter::json
