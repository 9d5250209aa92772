#include "report/missing.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "model/fields.h"
#include "report/text.h"

namespace tidewaiter::report {
namespace {

// Facts whose column has another name than the fact (docs/contracts.md, "Party table").
std::string_view column_of(std::string_view fact) {
  return fact == "headquarters" ? std::string_view("headquarters_country") : fact;
}

bool is_column(std::span<const FieldInfo> fields, std::string_view name) {
  return std::ranges::any_of(fields, [&](const FieldInfo& field) { return field.name == name; });
}

std::string settle_party(Role role, std::string_view fact) {
  const std::string whose = in_words(to_string(role));
  if (const std::string_view column = column_of(fact); is_column(party_fields(), column)) {
    return fmt::format("state {} of the {} in the party table", column, whose);
  }
  if (const std::string column = fmt::format("{}_{}", to_string(role), fact); is_column(shipment_fields(), column)) {
    return fmt::format("state {} in the shipment", column);
  }
  return fmt::format("find out the {} of the {}", in_words(fact), whose);
}

}  // namespace

MissingFact read_missing(const Decision& decision, std::string_view path) {
  MissingFact missing;
  const std::size_t dot = path.find('.');
  const std::string_view head = dot == std::string_view::npos ? std::string_view{} : path.substr(0, dot);
  const std::string_view fact = dot == std::string_view::npos ? path : path.substr(dot + 1);
  missing.field = in_words(fact);
  missing.of = head;
  if (const auto role = parse_role(head)) {
    const auto party = std::ranges::find(decision.parties, *role, &DecisionParty::role);
    if (party != decision.parties.end()) missing.party = &*party;
    missing.settle = settle_party(*role, fact);
  } else if (is_column(shipment_fields(), fact)) {
    missing.settle = fmt::format("state {} in the shipment", fact);
  } else if (is_column(shipment_fields(), fmt::format("{}_country", fact))) {
    missing.settle = fmt::format("state {}_country in the shipment", fact);
  } else if (head == "item") {
    missing.settle = fmt::format("find out the {} of the item, or name the item by its part number", missing.field);
  } else {
    missing.settle = fmt::format("find out the {}", in_words(path));
  }
  return missing;
}

std::vector<std::string> describe_missing(const Decision& decision, const std::vector<std::string>& paths) {
  std::vector<std::pair<std::string, std::vector<std::string>>> groups;  // of whom, which facts
  for (const std::string& path : paths) {
    const MissingFact missing = read_missing(decision, path);
    std::string whose;
    if (missing.party != nullptr) {
      whose = fmt::format(" of the {} ({})", in_words(missing.of), missing.party->name);
    } else if (!missing.of.empty()) {
      whose = fmt::format(" of the {}", in_words(missing.of));
    }
    auto group = std::ranges::find(groups, whose, &std::pair<std::string, std::vector<std::string>>::first);
    if (group == groups.end()) group = groups.insert(groups.end(), {std::move(whose), {}});
    group->second.push_back(missing.field);
  }
  std::vector<std::string> texts;
  for (const auto& [whose, facts] : groups) {
    std::string text;
    for (std::size_t i = 0; i < facts.size(); ++i) {
      if (i > 0) text += i + 1 == facts.size() ? " and " : ", ";
      text += facts[i];
    }
    texts.push_back(text + whose);
  }
  return texts;
}

}  // namespace tidewaiter::report
