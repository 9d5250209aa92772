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

inline SchemaType of_kind(SchemaKind kind) {
  SchemaType type;
  type.kind = kind;
  return type;
}
inline SchemaType text() { return {}; }
inline SchemaType number() { return of_kind(SchemaKind::number); }
inline SchemaType integer() { return of_kind(SchemaKind::integer); }
inline SchemaType truth() { return of_kind(SchemaKind::truth); }
inline SchemaType form(std::string_view pattern) {
  SchemaType type;
  type.pattern = pattern;
  return type;
}
inline SchemaType words(std::vector<std::string> some) {
  SchemaType type;
  type.words = std::move(some);
  return type;
}
inline SchemaType nullable(SchemaType type) {
  type.nullable = true;
  return type;
}
inline SchemaType list(SchemaType element) {
  SchemaType type = of_kind(SchemaKind::array);
  type.element.push_back(std::move(element));
  return type;
}
inline SchemaType object(std::vector<SchemaMember> members) {
  SchemaType type = of_kind(SchemaKind::object);
  type.members = std::move(members);
  return type;
}
inline SchemaType object_of(SchemaType member) {
  SchemaType type = of_kind(SchemaKind::object);
  type.others.push_back(std::move(member));
  return type;
}
inline SchemaType open_object(std::vector<SchemaMember> members) {
  SchemaType type = object(std::move(members));
  type.open = true;
  return type;
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
