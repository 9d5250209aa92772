// The words in which schemas are written; for the .cpp files of the schemas only.
#pragma once

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "model/schema.h"

namespace tidewaiter::schemas {

inline constexpr std::string_view kDate = kDayPattern;
inline constexpr std::string_view kDateOrNone = "^([0-9]{4}-[0-9]{2}-[0-9]{2})?$";
inline constexpr std::string_view kCountryOrNone = "^([A-Z]{2})?$";
inline constexpr std::string_view kDigest = "^[0-9a-f]{16}([0-9a-f]{16})?$";  // explain shows the first half

inline SchemaType text() { return {}; }
inline SchemaType number() { return {.kind = SchemaKind::number}; }
inline SchemaType integer() { return {.kind = SchemaKind::integer}; }
inline SchemaType truth() { return {.kind = SchemaKind::truth}; }
inline SchemaType form(std::string_view pattern) { return {.pattern = pattern}; }
inline SchemaType words(std::vector<std::string> some) { return {.words = std::move(some)}; }
inline SchemaType nullable(SchemaType type) {
  type.nullable = true;
  return type;
}
inline SchemaType list(SchemaType element) { return {.kind = SchemaKind::array, .element = {std::move(element)}}; }
inline SchemaType object(std::vector<SchemaMember> members) {
  return {.kind = SchemaKind::object, .members = std::move(members)};
}
inline SchemaType open_object(std::vector<SchemaMember> members) {
  return {.kind = SchemaKind::object, .members = std::move(members), .open = true};
}

// The words of an enumeration from its first to its last value, each once.
template <class Enumeration>
SchemaType words_to(Enumeration last) {
  SchemaType type;
  for (unsigned value = 0; value <= static_cast<unsigned>(last); ++value) {
    std::string word(to_string(static_cast<Enumeration>(value)));
    if (std::ranges::find(type.words, word) == type.words.end()) type.words.push_back(std::move(word));
  }
  return type;
}

inline std::vector<SchemaMember> joined(std::vector<SchemaMember> first, std::vector<SchemaMember> more) {
  first.insert(first.end(), more.begin(), more.end());
  return first;
}

}  // namespace tidewaiter::schemas
