#include "rules/gates.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <memory>
#include <string>

namespace tidewaiter::rules {
namespace {

using Op = Expression::Op;

// The parts of a conjunction of conjunctions; a condition that is none is its own part.
void add_parts(const ExpressionPtr& e, std::vector<ExpressionPtr>& parts) {
  if (e->op != Op::conjunction) {
    parts.push_back(e);
    return;
  }
  for (const ExpressionPtr& child : e->children) add_parts(child, parts);
}

// Whether a condition is false where the collection is empty.
bool needs(const Expression& e, Range::Over collection) {
  const auto child_needs = [&](const ExpressionPtr& child) { return needs(*child, collection); };
  switch (e.op) {
    case Op::any:
      return e.range.over == collection;
    case Op::conjunction:
      return std::ranges::any_of(e.children, child_needs);
    case Op::disjunction:
      return std::ranges::all_of(e.children, child_needs);
    default:
      return false;
  }
}

// any(collection where true)
ExpressionPtr is_not_empty(Range::Over collection) {
  auto yes = std::make_shared<Expression>();
  yes->number = 1;
  auto any = std::make_shared<Expression>();
  any->op = Op::any;
  any->range.over = collection;
  any->children.push_back(std::move(yes));
  any->size = 2;
  any->depth = 2;
  any->loops = 1;
  return any;
}

struct Part {
  ExpressionPtr first;
  std::vector<std::size_t> conditions;  // that have it, in order
};

// Makes the part that most conditions have their next gate, goes on behind it with the other parts that they have, and
// then with the conditions that lack it.
void choose(std::vector<Part> parts, std::vector<std::vector<ExpressionPtr>>& gates) {
  while (true) {
    const auto most = std::ranges::max_element(parts, {}, [](const Part& part) { return part.conditions.size(); });
    if (most == parts.end() || most->conditions.size() < 2) return;
    const Part chosen = std::move(*most);
    parts.erase(most);
    for (const std::size_t condition : chosen.conditions) gates[condition].push_back(chosen.first);
    std::vector<Part> behind;
    for (Part& part : parts) {
      Part shared{part.first, {}};
      std::ranges::set_intersection(part.conditions, chosen.conditions, std::back_inserter(shared.conditions));
      if (shared.conditions.empty()) continue;
      std::erase_if(part.conditions,
                    [&](std::size_t condition) { return std::ranges::binary_search(shared.conditions, condition); });
      behind.push_back(std::move(shared));
    }
    choose(std::move(behind), gates);
  }
}

}  // namespace

std::vector<std::vector<ExpressionPtr>> choose_gates(std::span<const ExpressionPtr> conditions) {
  std::map<std::string, Part> by_text;
  for (std::size_t i = 0; i < conditions.size(); ++i) {
    std::vector<ExpressionPtr> found;
    add_parts(conditions[i], found);
    std::erase_if(found, [](const ExpressionPtr& part) { return part->loops > 0; });
    for (const Range::Over collection : {Range::Over::hits, Range::Over::owners}) {
      if (needs(*conditions[i], collection)) found.push_back(is_not_empty(collection));
    }
    for (const ExpressionPtr& part : found) {
      Part& known = by_text[canonical_text(*part)];
      if (known.first == nullptr) known.first = part;
      if (known.conditions.empty() || known.conditions.back() != i) known.conditions.push_back(i);
    }
  }
  std::vector<Part> parts;
  parts.reserve(by_text.size());
  for (auto& [text, part] : by_text) parts.push_back(std::move(part));
  std::vector<std::vector<ExpressionPtr>> gates(conditions.size());
  choose(std::move(parts), gates);
  return gates;
}

}  // namespace tidewaiter::rules
