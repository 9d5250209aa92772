#include "rules/checker.h"

#include <fmt/format.h>

#include <algorithm>

namespace tidewaiter::rules {

using Kind = Syntax::Kind;
using Op = Expression::Op;

std::string_view to_string(ValueType type) {
  static constexpr std::array<std::string_view, 6> kNames{"truth", "number", "date", "duration", "country", "text"};
  return kNames[static_cast<std::size_t>(type)];
}

namespace {

bool is_numeric(ValueType type) {
  return type == ValueType::number || type == ValueType::date || type == ValueType::duration;
}

std::string describe(const Expression& expression) {
  if (expression.type == ValueType::number && expression.unit != Unit::none) {
    return fmt::format("a number in {}", to_string(expression.unit));
  }
  return fmt::format("a {}", to_string(expression.type));
}

}  // namespace

ExpressionPtr Checker::check(const Syntax& syntax, std::vector<Element> elements) {
  elements_ = std::move(elements);
  for (Element& element : elements_) element.from_outside = true;
  return value(syntax);
}

ExpressionPtr Checker::check_condition(const Syntax& syntax) {
  elements_.clear();
  return truth(syntax);
}

ExpressionPtr Checker::wrong(Span span, std::string message, std::string hint) {
  problems_.push_back({span, std::move(message), std::move(hint)});
  return nullptr;
}

Checker::Draft Checker::draft(Op op, ValueType type, Span span) const {
  auto made = std::make_shared<Expression>();
  made->op = op;
  made->type = type;
  made->span = span;
  return made;
}

ExpressionPtr Checker::finish(Draft made) {
  for (const ExpressionPtr& child : made->children) {
    made->size += child->size;
    made->depth = std::max(made->depth, child->depth + 1);
    made->loops = std::max(made->loops, child->loops);
  }
  const bool loop = made->op == Op::any || made->op == Op::count || made->op == Op::sum;
  made->loops += loop ? 1 : 0;
  if (made->size > kMaxExpressionSize || made->depth > kMaxExpressionDepth || made->loops > kMaxLoops) {
    return wrong(made->span, "the condition is too large with its definitions written out", "split the rule in two");
  }
  return made;
}

ExpressionPtr Checker::negation(ExpressionPtr inner) const {
  if (inner->op == Op::negation) return inner->children.front();
  auto made = draft(Op::negation, ValueType::truth, inner->span);
  made->size = inner->size + 1;
  made->depth = inner->depth + 1;
  made->loops = inner->loops;
  made->children.push_back(std::move(inner));
  return made;
}

ExpressionPtr Checker::truth(const Syntax& syntax) {
  ExpressionPtr checked = value(syntax);
  if (checked == nullptr || checked->type == ValueType::truth) return checked;
  return wrong(syntax.span, fmt::format("this is {}, where a condition is needed", describe(*checked)),
               "compare it with something: =, !=, <, <=, >, >=, in, matches, known(…)");
}

ExpressionPtr Checker::value(const Syntax& syntax) {
  switch (syntax.kind) {
    case Kind::number:
    case Kind::duration: {
      const bool number = syntax.kind == Kind::number;
      auto made = draft(Op::constant, number ? ValueType::number : ValueType::duration, syntax.span);
      made->number = syntax.number;
      made->unit = syntax.unit.value_or(Unit::none);
      made->bare = number && !syntax.unit;
      return made;
    }
    case Kind::date: {
      auto made = draft(Op::constant, ValueType::date, syntax.span);
      made->number = syntax.date.days_since_1970();
      return made;
    }
    case Kind::truth: {
      auto made = draft(Op::constant, ValueType::truth, syntax.span);
      made->number = syntax.number;
      return made;
    }
    case Kind::text: {
      auto made = draft(Op::constant, ValueType::text, syntax.span);
      made->texts.push_back(syntax.text);
      return made;
    }
    case Kind::name:
      return name(syntax);
    case Kind::known:
      return known(syntax);
    case Kind::negation: {
      ExpressionPtr inner = truth(syntax.children.front());
      return inner == nullptr ? nullptr : negation(std::move(inner));
    }
    case Kind::conjunction:
    case Kind::disjunction:
      return junction(syntax);
    case Kind::negate:
    case Kind::add:
    case Kind::subtract:
    case Kind::multiply:
    case Kind::divide:
      return arithmetic(syntax);
    case Kind::compare:
      return compare(syntax);
    case Kind::in_literals:
      return in_literals(syntax);
    case Kind::in_group:
      return in_group(syntax);
    case Kind::matches:
      return matches(syntax);
    case Kind::quantifier:
      return quantifier(syntax);
  }
  return nullptr;
}

ExpressionPtr Checker::junction(const Syntax& syntax) {
  auto made =
      draft(syntax.kind == Kind::conjunction ? Op::conjunction : Op::disjunction, ValueType::truth, syntax.span);
  bool complete = true;
  for (const Syntax& child : syntax.children) {
    made->children.push_back(truth(child));
    complete = complete && made->children.back() != nullptr;
  }
  return complete ? finish(std::move(made)) : nullptr;
}

ExpressionPtr Checker::arithmetic(const Syntax& syntax) {
  ExpressionPtr left = value(syntax.children.front());
  ExpressionPtr right = syntax.children.size() > 1 ? value(syntax.children.back()) : left;
  if (left == nullptr || right == nullptr) return nullptr;
  for (const ExpressionPtr& side : {left, right}) {
    if (!is_numeric(side->type)) {
      return wrong(side->span, fmt::format("this is {}; one cannot calculate with it", describe(*side)));
    }
  }
  if (syntax.kind == Kind::negate) {
    if (left->type == ValueType::date) return wrong(syntax.span, "a date has no negative");
    auto made = draft(Op::negate, left->type, syntax.span);
    made->unit = left->unit;
    made->bare = left->bare;
    made->children = {left};
    return finish(std::move(made));
  }
  const bool additive = syntax.kind == Kind::add || syntax.kind == Kind::subtract;
  const ValueType a = left->type;
  const ValueType b = right->type;
  std::optional<ValueType> type;
  Unit unit = Unit::none;
  if (a == ValueType::number && b == ValueType::number) {
    const Unit u = left->unit;
    const Unit v = right->unit;
    const auto counts = [](Unit x) { return x == Unit::pieces || x == Unit::chips; };
    if (additive && (u == v || left->bare || right->bare)) {
      type = ValueType::number;
      unit = left->bare ? v : u;
    } else if (syntax.kind == Kind::multiply && (u == Unit::none || v == Unit::none || counts(u) != counts(v))) {
      type = ValueType::number;
      unit = u == Unit::none || (counts(u) && v != Unit::none) ? v : u;
    } else if (syntax.kind == Kind::divide && (v == Unit::none || u == v || (counts(v) && u != Unit::none))) {
      type = ValueType::number;
      unit = u == v ? Unit::none : u;
    }
  } else if (syntax.kind == Kind::add) {
    if (a == ValueType::duration && b == ValueType::duration) type = ValueType::duration;
    if (a == ValueType::date && b == ValueType::duration) type = ValueType::date;
    if (a == ValueType::duration && b == ValueType::date) type = ValueType::date;
  } else if (syntax.kind == Kind::subtract) {
    if (a == b) type = ValueType::duration;  // two dates, or two durations
    if (a == ValueType::date && b == ValueType::duration) type = ValueType::date;
  } else if ((a == ValueType::duration && b == ValueType::number && right->unit == Unit::none) ||
             (syntax.kind == Kind::multiply && a == ValueType::number && left->unit == Unit::none &&
              b == ValueType::duration)) {
    type = ValueType::duration;
  } else if (syntax.kind == Kind::divide && a == ValueType::duration && b == ValueType::duration) {
    type = ValueType::number;
  }
  if (!type) {
    static constexpr std::string_view kSigns = "+-*/";
    const char sign = kSigns[static_cast<std::size_t>(syntax.kind) - static_cast<std::size_t>(Kind::add)];
    return wrong(syntax.span, fmt::format("{} {} {} has no meaning", describe(*left), sign, describe(*right)),
                 additive ? "both sides need the same unit; durations are written 90 days"
                          : "one side must be a bare number, pieces or chips; equal units divide to a bare number");
  }
  auto made = draft(syntax.kind == Kind::add        ? Op::add
                    : syntax.kind == Kind::subtract ? Op::subtract
                    : syntax.kind == Kind::multiply ? Op::multiply
                                                    : Op::divide,
                    *type, syntax.span);
  made->unit = unit;
  made->bare = left->bare && right->bare;
  made->children = {std::move(left), std::move(right)};
  return finish(std::move(made));
}

ExpressionPtr Checker::compare_values(const Syntax& syntax, Comparison comparison, ExpressionPtr left,
                                      ExpressionPtr right) {
  if (left->type != right->type) {
    std::string hint;
    if (left->type == ValueType::date || right->type == ValueType::date) hint = "write dates bare: 2025-03-01";
    if (left->type == ValueType::duration || right->type == ValueType::duration) hint = "write durations: 90 days";
    return wrong(syntax.span, fmt::format("{} cannot be compared with {}", describe(*left), describe(*right)), hint);
  }
  if (left->unit != right->unit && !left->bare && !right->bare) {
    return wrong(syntax.span, fmt::format("{} cannot be compared with {}", describe(*left), describe(*right)),
                 "write the same unit on both sides");
  }
  auto made = draft(Op::compare, ValueType::truth, syntax.span);
  made->comparison = comparison;
  made->children = {std::move(left), std::move(right)};
  return finish(std::move(made));
}

ExpressionPtr Checker::compare(const Syntax& syntax) {
  ExpressionPtr left = value(syntax.children.front());
  ExpressionPtr right = value(syntax.children.back());
  if (left == nullptr || right == nullptr) return nullptr;
  const Comparison comparison = syntax.comparison;
  if (is_numeric(left->type) && is_numeric(right->type)) {
    return compare_values(syntax, comparison, std::move(left), std::move(right));
  }
  const bool negated = comparison == Comparison::unequal;
  if (!negated && comparison != Comparison::equal) {
    const Expression& odd = is_numeric(left->type) ? *right : *left;
    const bool date = left->type == ValueType::date || right->type == ValueType::date;
    return wrong(syntax.span, fmt::format("{} knows = and != only, not {}", describe(odd), to_string(comparison)),
                 date ? "a date stands without quotes: 2025-03-01" : "write =, !=, or in {…} for one of several");
  }
  const auto is_text_literal = [](const Expression& e) { return e.type == ValueType::text && e.op == Op::constant; };
  ExpressionPtr made;
  if (is_text_literal(*left) && is_text_literal(*right)) {
    return wrong(syntax.span, "this compares two texts that are both given", "write a field on one side");
  }
  if (is_text_literal(*left) || is_text_literal(*right)) {
    const bool right_literal = is_text_literal(*right);
    const ExpressionPtr& field = right_literal ? left : right;
    const Syntax& literal = right_literal ? syntax.children.back() : syntax.children.front();
    if (field->type == ValueType::country) {
      made = country_test(syntax, field, {&literal, 1});
    } else if (field->type == ValueType::text) {
      auto test = draft(Op::in_texts, ValueType::truth, syntax.span);
      test->texts = {literal.text};
      test->children = {field};
      made = finish(std::move(test));
    } else {
      return wrong(syntax.span, fmt::format("{} cannot be compared with {}", describe(*left), describe(*right)),
                   field->type == ValueType::date ? "write dates bare, without quotes: 2025-03-01" : "");
    }
  } else if (left->type == right->type) {
    const Op op = left->type == ValueType::truth  ? Op::equal_truth
                  : left->type == ValueType::text ? Op::equal_text
                                                  : Op::equal_country;
    auto test = draft(op, ValueType::truth, syntax.span);
    test->children = {std::move(left), std::move(right)};
    made = finish(std::move(test));
  } else {
    return wrong(syntax.span, fmt::format("{} cannot be compared with {}", describe(*left), describe(*right)));
  }
  return made != nullptr && negated ? negation(std::move(made)) : made;
}

ExpressionPtr Checker::country_test(const Syntax& syntax, ExpressionPtr left, std::span<const Syntax> literals) {
  std::vector<std::string> codes;
  for (const Syntax& literal : literals) {
    const bool code = literal.kind == Kind::text && is_country_code(literal.text);
    if (!code || places_.name(Country(literal.text)).empty()) {
      const std::string meant = literal.kind == Kind::text ? places_.suggest(literal.text) : std::string{};
      const Country found = literal.kind == Kind::text ? places_.find(literal.text) : Country{};
      return wrong(literal.span,
                   literal.kind == Kind::text ? fmt::format("'{}' is not the code of a country", literal.text)
                                              : "a country is compared with a code in quotes",
                   found.known()    ? fmt::format("write '{}'", found.code())
                   : !meant.empty() ? fmt::format("did you mean {}?", meant)
                                    : "write two capital letters: 'CN'; a group stands behind in: in group('D:5')");
    }
    codes.push_back(literal.text);
  }
  auto made = draft(Op::in_countries, ValueType::truth, syntax.span);
  made->countries = std::make_shared<CountrySet>(CountrySet::of_codes(codes));
  made->texts = std::move(codes);
  made->children = {std::move(left)};
  return finish(std::move(made));
}

ExpressionPtr Checker::in_literals(const Syntax& syntax) {
  ExpressionPtr left = value(syntax.children.front());
  if (left == nullptr) return nullptr;
  const std::span<const Syntax> literals(syntax.children.data() + 1, syntax.children.size() - 1);
  if (left->type == ValueType::country) return country_test(syntax, std::move(left), literals);
  if (left->type == ValueType::truth) return wrong(syntax.span, "a truth is in no set", "use it as it is, or with not");
  if (left->type == ValueType::text) {
    if (left->op == Op::constant) return wrong(left->span, "this text is given", "write a field before in");
    auto made = draft(Op::in_texts, ValueType::truth, syntax.span);
    for (const Syntax& literal : literals) {
      if (literal.kind != Kind::text) return wrong(literal.span, "this set belongs to a text", "write 'text'");
      made->texts.push_back(literal.text);
    }
    made->children = {std::move(left)};
    return finish(std::move(made));
  }
  auto either = draft(Op::disjunction, ValueType::truth, syntax.span);
  for (const Syntax& literal : literals) {
    const ExpressionPtr right = value(literal);
    if (right == nullptr) return nullptr;
    if (!is_numeric(right->type)) {
      return wrong(literal.span, fmt::format("{} cannot be compared with {}", describe(*left), describe(*right)));
    }
    ExpressionPtr one = compare_values(literal, Comparison::equal, left, right);
    if (one == nullptr) return nullptr;
    either->children.push_back(std::move(one));
  }
  return either->children.size() == 1 ? either->children.front() : finish(std::move(either));
}

ExpressionPtr Checker::in_group(const Syntax& syntax) {
  ExpressionPtr left = value(syntax.children.front());
  if (left == nullptr) return nullptr;
  if (left->type != ValueType::country) {
    return wrong(left->span, fmt::format("this is {}; only countries stand in groups", describe(*left)));
  }
  auto made = draft(Op::in_countries, ValueType::truth, syntax.span);
  for (std::size_t i = 1; i < syntax.children.size(); ++i) {
    const Syntax& literal = syntax.children[i];
    const bool country = is_country_code(literal.text) && !places_.name(Country(literal.text)).empty();
    if (!country && !places_.is_known_group(literal.text)) {
      std::vector<std::string> groups;
      for (const std::string_view group : places_.known_groups()) groups.emplace_back(group);
      const std::optional<std::string> meant = nearest(literal.text, groups);
      return wrong(
          literal.span, fmt::format("'{}' is neither a country group nor the code of a country", literal.text),
          meant ? fmt::format("did you mean '{}'?", *meant) : fmt::format("groups: {}", fmt::join(groups, ", ")));
    }
    made->texts.push_back(literal.text);
  }
  made->countries = std::make_shared<CountrySet>(CountrySet::of_groups(made->texts, places_));
  made->children = {std::move(left)};
  return finish(std::move(made));
}

ExpressionPtr Checker::matches(const Syntax& syntax) {
  const Syntax& regex = syntax.children.back();
  auto pattern = Pattern::compile(regex.text);
  if (!pattern) wrong(regex.span, fmt::format("the pattern does not read: {}", pattern.error()), "RE2 syntax");
  ExpressionPtr left = value(syntax.children.front());
  if (left == nullptr || !pattern) return nullptr;
  if (left->type != ValueType::text || left->op == Op::constant) {
    return wrong(left->span, fmt::format("this is {}; only text fields match a pattern",
                                         left->op == Op::constant ? "given" : describe(*left)));
  }
  auto made = draft(Op::matches, ValueType::truth, syntax.span);
  made->texts = {regex.text};
  made->pattern = std::make_shared<Pattern>(std::move(*pattern));
  made->children = {std::move(left)};
  return finish(std::move(made));
}

}  // namespace tidewaiter::rules
