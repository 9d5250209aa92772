#include "rules/reference/evaluate.h"

#include <algorithm>
#include <vector>

namespace tidewaiter::rules::reference {
namespace {

using Op = Expression::Op;
using Source = Operand::Source;

struct Scope {
  const Subject& subject;
  const PartyFacts* party = nullptr;
  const HitFacts* hit = nullptr;
  const OwnerFacts* owner = nullptr;
  std::optional<std::string_view> text;
  std::span<const FactValue> each_line;
};

// A field's value, Unknown where it or its party is missing, and how it is called then.
struct Read {
  FactValue value;
  std::optional<MissingField> name;
};

Read read(Operand operand, const Scope& scope) {
  const auto of_party = [&](const PartyFacts* party, Role role) -> Read {
    if (operand.field == Operand::kPart) return {party == nullptr ? FactValue{} : to_string(party->role), {}};
    const MissingField name{MissingField::Of::party, role, operand.field};
    return {party == nullptr ? FactValue{} : party->values[operand.field], name};
  };
  switch (operand.source) {
    case Source::line:
      return {scope.subject.line[operand.field], MissingField{MissingField::Of::line, {}, operand.field}};
    case Source::named_party: {
      const auto& parties = scope.subject.parties;
      const auto found = std::ranges::find(parties, operand.role, &PartyFacts::role);
      return of_party(found == parties.end() ? nullptr : &*found, operand.role);
    }
    case Source::party:
      return of_party(scope.party, scope.party->role);
    case Source::hit:
      if (operand.field == Operand::kPart) return {to_string(scope.hit->role), {}};
      return {scope.hit->values[operand.field], MissingField{MissingField::Of::hit, scope.hit->role, operand.field}};
    case Source::owner:
      if (operand.field == Operand::kPart) return {to_string(scope.owner->role), {}};
      return {scope.owner->values[operand.field],
              MissingField{MissingField::Of::owner, scope.owner->role, operand.field}};
    case Source::each_line:
      return {scope.each_line[operand.field], MissingField{MissingField::Of::each_line, {}, operand.field}};
    case Source::text:
      break;
  }
  return {scope.text ? FactValue(*scope.text) : FactValue{}, {}};
}

std::optional<std::string_view> text_of(const Read& read) {
  const auto* text = std::get_if<std::string_view>(&read.value);
  return text == nullptr ? std::nullopt : std::optional(*text);
}

// An element of a list of countries is a text that holds a code.
std::optional<Country> country_of(const Read& read) {
  if (const auto* country = std::get_if<Country>(&read.value); country != nullptr && country->known()) return *country;
  const auto text = text_of(read);
  return text && is_country_code(*text) ? std::optional(Country(*text)) : std::nullopt;
}

Value known(Truth truth) { return {truth, Interval::unknown(), {}}; }

Value unknown(std::initializer_list<Read> reads) {
  Value value;
  for (const Read& read : reads) {
    if (read.name) value.missing.insert(*read.name);
  }
  return value;
}

Value merged(Value a, const Value& b) {
  a.missing.insert(b.missing.begin(), b.missing.end());
  return a;
}

Value settled(Truth truth, Value missing) {
  missing.truth = truth;
  if (truth != Truth::unknown) missing.missing.clear();
  return missing;
}
Value settled(Interval number, Value missing) {
  missing.number = number;
  return missing;
}

std::vector<Scope> elements(Range range, const Scope& outer, bool& given) {
  std::vector<Scope> found;
  given = true;
  const auto with = [&](auto member, auto value) {
    Scope scope = outer;
    scope.*member = value;
    found.push_back(scope);
  };
  switch (range.over) {
    case Range::Over::parties:
    case Range::Over::receiving:
      for (const PartyFacts& party : outer.subject.parties) {
        if (range.over == Range::Over::parties || is_receiving(party.role)) with(&Scope::party, &party);
      }
      break;
    case Range::Over::hits:
      for (const HitFacts& hit : outer.subject.hits) with(&Scope::hit, &hit);
      break;
    case Range::Over::owners:
      for (const OwnerFacts& owner : outer.subject.owners) with(&Scope::owner, &owner);
      break;
    case Range::Over::lines:
      for (const auto line : outer.subject.lines) with(&Scope::each_line, line);
      if (outer.subject.lines.empty()) with(&Scope::each_line, outer.subject.line);
      break;
    case Range::Over::texts:
      if (const auto* texts = std::get_if<Texts>(&outer.subject.line[range.field])) {
        for (const std::string_view text : *texts) with(&Scope::text, text);
      } else {
        given = false;
      }
      break;
  }
  return found;
}

Value walk(const Expression& e, const Scope& scope);

Value quantifier(const Expression& e, const Scope& scope) {
  bool given = true;
  const std::vector<Scope> found = elements(e.range, scope, given);
  Value missing;
  if (!given) missing.missing.insert({MissingField::Of::line, {}, e.range.field});
  if (!given && e.op == Op::any) return missing;
  if (!given) return settled(Interval{0, Interval::kInfinity}, missing);
  bool some = false;
  bool open = false;
  Interval total{0, 0};
  for (const Scope& element : found) {
    const Value holds = e.children.empty() ? known(Truth::yes) : walk(*e.children.front(), element);
    missing = merged(missing, holds);
    some = some || holds.truth == Truth::yes;
    open = open || holds.truth == Truth::unknown;
    if (e.op == Op::count) {
      total = add(total, {holds.truth == Truth::yes ? 1.0 : 0.0, holds.truth == Truth::no ? 0.0 : 1.0});
    }
    if (e.op != Op::sum || holds.truth == Truth::no) continue;
    const Read term = read(e.operand, element);
    const auto* number = std::get_if<double>(&term.value);
    if (number == nullptr) {
      missing = merged(missing, unknown({term}));
      total.high = Interval::kInfinity;
    } else {
      total = add(total, {holds.truth == Truth::yes ? *number : 0, *number});
    }
  }
  if (e.op == Op::any) return settled(some ? Truth::yes : open ? Truth::unknown : Truth::no, missing);
  if (total.is_point()) missing.missing.clear();
  return settled(total, missing);
}

Value field(const Expression& e, const Scope& scope) {
  const Read found = read(e.operand, scope);
  if (const auto* truth = std::get_if<bool>(&found.value)) return known(truth_of(*truth));
  const auto* number = std::get_if<double>(&found.value);
  if (number != nullptr) return settled(Interval::point(*number), {});
  if (const auto* date = std::get_if<Date>(&found.value)) return settled(Interval::point(date->days_since_1970()), {});
  return unknown({found});
}

Value junction(const Expression& e, const Scope& scope, Truth decisive) {
  Value missing;
  bool decided = false;
  bool open = false;
  for (const ExpressionPtr& child : e.children) {
    const Value value = walk(*child, scope);
    missing = merged(missing, value);
    decided = decided || value.truth == decisive;
    open = open || value.truth == Truth::unknown;
  }
  return settled(decided ? decisive : open ? Truth::unknown : negate(decisive), missing);
}

Value walk(const Expression& e, const Scope& scope) {
  const auto child = [&](std::size_t i) { return walk(*e.children[i], scope); };
  const auto operand = [&](std::size_t i) { return read(e.children[i]->operand, scope); };
  switch (e.op) {
    case Op::constant:
      return e.type == ValueType::truth ? known(truth_of(e.number != 0)) : settled(Interval::point(e.number), {});
    case Op::field:
      return field(e, scope);
    case Op::negation: {
      Value value = child(0);
      value.truth = negate(value.truth);
      return value;
    }
    case Op::conjunction:
      return junction(e, scope, Truth::no);
    case Op::disjunction:
      return junction(e, scope, Truth::yes);
    case Op::equal_truth: {
      const Value a = child(0);
      const Value b = child(1);
      const bool both = a.truth != Truth::unknown && b.truth != Truth::unknown;
      return settled(both ? truth_of(a.truth == b.truth) : Truth::unknown, merged(a, b));
    }
    case Op::equal_text: {
      const auto a = text_of(operand(0));
      const auto b = text_of(operand(1));
      if (a && b) return known(truth_of(*a == *b));
      Value value;
      if (!a) value = merged(value, unknown({operand(0)}));
      return b ? value : merged(value, unknown({operand(1)}));
    }
    case Op::equal_country: {
      const auto a = country_of(operand(0));
      const auto b = country_of(operand(1));
      if (a && b) return known(truth_of(*a == *b));
      Value value;
      if (!a) value = merged(value, unknown({operand(0)}));
      return b ? value : merged(value, unknown({operand(1)}));
    }
    case Op::compare: {
      const Value a = child(0);
      const Value b = child(1);
      return settled(compare(e.comparison, a.number, b.number), merged(a, b));
    }
    case Op::in_texts: {
      const auto text = text_of(operand(0));
      return text ? known(truth_of(std::ranges::find(e.texts, *text) != e.texts.end())) : unknown({operand(0)});
    }
    case Op::in_countries: {
      const auto country = country_of(operand(0));
      return country ? known(e.countries->contains(*country, scope.subject.as_of)) : unknown({operand(0)});
    }
    case Op::matches: {
      const auto text = text_of(operand(0));
      return text ? known(truth_of(e.pattern->matches(*text))) : unknown({operand(0)});
    }
    case Op::known:
      return known(truth_of(!std::holds_alternative<Unknown>(read(e.operand, scope).value)));
    case Op::named:
      return known(truth_of(std::ranges::find(scope.subject.parties, e.operand.role, &PartyFacts::role) !=
                            scope.subject.parties.end()));
    case Op::negate:
      return settled(negate(child(0).number), child(0));
    case Op::add:
      return settled(add(child(0).number, child(1).number), merged(child(0), child(1)));
    case Op::subtract:
      return settled(subtract(child(0).number, child(1).number), merged(child(0), child(1)));
    case Op::multiply:
      return settled(multiply(child(0).number, child(1).number), merged(child(0), child(1)));
    case Op::divide:
      return settled(divide(child(0).number, child(1).number), merged(child(0), child(1)));
    case Op::any:
    case Op::count:
    case Op::sum:
      break;
  }
  return quantifier(e, scope);
}

}  // namespace

Value evaluate(const Expression& expression, const Subject& subject) {
  return walk(expression, Scope{subject, {}, {}, {}, {}, {}});
}

}  // namespace tidewaiter::rules::reference
