// Reads JSON into a tree that is looked at, not copied. simdjson's other user is tables/json_row.h, for tables in JSON.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"

namespace tidewaiter::json {

enum class Kind : std::uint8_t { null, boolean, number, string, array, object };
std::string_view to_string(Kind kind);  // "an object", "a string", … for messages

// A place in a Document; sixteen bytes, valid as long as the Document.
class Value {
 public:
  Kind kind() const;
  std::optional<bool> boolean() const;
  std::optional<double> number() const;
  std::optional<std::string_view> string() const;

  // The elements of an array, the members of an object in the order of the text; empty for any other kind.
  std::vector<Value> elements() const;
  std::vector<std::pair<std::string_view, Value>> members() const;

  // The first member of that name; nullopt if this is no object or has none.
  std::optional<Value> find(std::string_view key) const;

 private:
  friend class Document;
  std::array<std::uint64_t, 2> place_{};  // the parser's own reference
};

class Document {
 public:
  // Errors: empty_file (nothing but blanks), bad_encoding (not UTF-8), bad_format with file:line:column; out_of_memory.
  static Result<Document> parse(std::string_view text, const std::string& file);
  Document(Document&&) noexcept;
  Document& operator=(Document&&) noexcept;
  ~Document();

  Value root() const;

 private:
  struct Impl;
  explicit Document(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace tidewaiter::json
