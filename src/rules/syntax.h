// A condition as written: the tree that the parser makes, with the place of every part. Names are not resolved yet.
#pragma once

#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "model/facts.h"

namespace tidewaiter::rules {

// Bytes of the condition's text, [begin, end).
struct Span {
  std::size_t begin = 0;
  std::size_t end = 0;
};

// One mistake in a condition: what is wrong, where, and what to write instead.
struct Problem {
  Span span;
  std::string message;
  std::string hint;
};

enum class Comparison : std::uint8_t { equal, unequal, less, less_equal, greater, greater_equal };
enum class Quantifier : std::uint8_t { any, none, all, count, sum };
std::string_view to_string(Comparison comparison);
std::string_view to_string(Quantifier quantifier);

struct Syntax {
  enum class Kind : std::uint8_t {
    number,
    date,
    duration,
    text,
    truth,  // literals
    name,
    known,  // `text` is the dotted name
    negate,
    add,
    subtract,
    multiply,
    divide,
    compare,
    in_literals,
    in_group,
    matches,  // children: the value, then the literals
    negation,
    conjunction,
    disjunction,  // and, or: two children or more
    quantifier    // see below
  };
  Kind kind = Kind::truth;
  Span span;
  std::string text;
  double number = 0;         // number; days of a duration; 1 for true
  std::optional<Unit> unit;  // written behind a number
  Date date;
  Comparison comparison{};
  // Quantifiers. Short form: `text` empty, one child. Long form: `text` is the collection (for sum: collection.field)
  // at `name`, `has_filter` says that the first child is the part behind `where`; `all` has its condition last.
  Quantifier quantifier{};
  Span name;
  bool has_filter = false;
  std::vector<Syntax> children;
};

inline constexpr std::size_t kMaxConditionBytes = 20'000;
inline constexpr int kMaxNesting = 60;         // so that recursion over a tree is bounded
inline constexpr std::size_t kMaxChain = 200;  // terms of one sum or product

// Reads a condition; the first mistake ends the reading.
std::expected<Syntax, Problem> parse_condition(std::string_view text);

}  // namespace tidewaiter::rules
