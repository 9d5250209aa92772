#include "rules/gates.h"

#include <algorithm>
#include <map>
#include <string>

namespace tidewaiter::rules {
namespace {

// The parts of a conjunction of conjunctions; a condition that is none is its own part.
void add_parts(const Expression& e, std::vector<const Expression*>& parts) {
  if (e.op != Expression::Op::conjunction) {
    parts.push_back(&e);
    return;
  }
  for (const ExpressionPtr& child : e.children) add_parts(*child, parts);
}

struct Part {
  const Expression* first = nullptr;
  std::vector<std::size_t> conditions;  // that have it, in order
};

}  // namespace

std::vector<const Expression*> choose_gates(std::span<const Expression* const> conditions) {
  std::map<std::string, Part> parts;
  for (std::size_t i = 0; i < conditions.size(); ++i) {
    std::vector<const Expression*> found;
    add_parts(*conditions[i], found);
    for (const Expression* part : found) {
      if (part->loops > 0) continue;
      Part& known = parts[canonical_text(*part)];
      if (known.first == nullptr) known.first = part;
      if (known.conditions.empty() || known.conditions.back() != i) known.conditions.push_back(i);
    }
  }
  std::vector<const Expression*> gates(conditions.size());
  while (true) {
    const auto most =
        std::ranges::max_element(parts, {}, [](const auto& part) { return part.second.conditions.size(); });
    if (most == parts.end() || most->second.conditions.size() < 2) return gates;
    const Part chosen = std::move(most->second);
    parts.erase(most);
    for (const std::size_t condition : chosen.conditions) gates[condition] = chosen.first;
    for (auto& [text, part] : parts) {
      std::erase_if(part.conditions, [&](std::size_t condition) { return gates[condition] != nullptr; });
    }
  }
}

}  // namespace tidewaiter::rules
