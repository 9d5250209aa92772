// A condition after checking: names resolved to places in the facts, types known, sugar gone (`none` is `not any`,
// `all(F : C)` is `not any(F and not C)`, sets of numbers are comparisons). Immutable and shared.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "rules/country_set.h"
#include "rules/pattern.h"
#include "rules/syntax.h"
#include "rules/vocabulary.h"

namespace tidewaiter::rules {

enum class ValueType : std::uint8_t { truth, number, date, duration, country, text };
std::string_view to_string(ValueType type);

// Where a value stands: a field of the line, of the party with a role, or of the element of a quantifier.
struct Operand {
  enum class Source : std::uint8_t { line, named_party, party, hit, owner, text, each_line };
  static constexpr std::uint8_t kPart = 255;  // the pseudo-field `part`
  Source source = Source::line;
  Role role{};             // of named_party
  std::uint8_t field = 0;  // in its table; unused for text
};

// What a quantifier ranges over; `field` is the line's field of the texts.
struct Range {
  enum class Over : std::uint8_t { parties, receiving, hits, owners, texts, lines };
  Over over = Over::parties;
  std::uint8_t field = 0;
};

struct Expression;
using ExpressionPtr = std::shared_ptr<const Expression>;

struct Expression {
  enum class Op : std::uint8_t {
    constant,  // `number`
    field,     // `operand`; of any type
    negation,
    conjunction,
    disjunction,  // truths
    equal_truth,
    equal_text,
    equal_country,  // two children that are fields, or truths
    compare,        // two numbers, dates or durations
    in_texts,
    in_countries,  // one child; `texts` or `countries`
    matches,       // one child; `pattern`
    known,
    named,  // `operand`
    negate,
    add,
    subtract,
    multiply,
    divide,  // numbers; dates and durations are days
    any,     // `range`, one child
    count,   // `range`, a child if filtered
    sum      // `range`, `operand`, a child if filtered
  };
  Op op = Op::constant;
  ValueType type = ValueType::truth;
  Unit unit = Unit::none;
  bool bare = false;  // made of numbers without a unit only, so it takes the unit of what it meets
  Span span;
  double number = 0;  // truth as 0 or 1, date as days since 1970, duration as days
  Operand operand;
  Comparison comparison{};
  Range range;
  std::vector<std::string> texts;
  std::shared_ptr<const CountrySet> countries;
  std::shared_ptr<const Pattern> pattern;
  std::vector<ExpressionPtr> children;
  std::size_t size = 1;   // nodes with all below, shared ones counted each time
  std::size_t depth = 1;  // levels
  std::size_t loops = 0;  // quantifiers within one another
};

// Equal texts mean equal expressions.
std::string canonical_text(const Expression& expression);

// Bounds of one rule with its definitions written out.
inline constexpr std::size_t kMaxExpressionSize = 5'000;
inline constexpr std::size_t kMaxExpressionDepth = 400;
inline constexpr std::size_t kMaxLoops = 8;

}  // namespace tidewaiter::rules
