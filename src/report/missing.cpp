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

// Which figure of an item a fact is. Empty where the fact follows from figures that are named beside it.
std::string figure_of(std::string_view fact) {
  if (fact.starts_with("in_") || fact == "paragraphs" || fact == "classified" || fact == "controlled") return {};
  if (fact == "tpp") return "TPP";
  if (fact == "pd") return "performance density";
  if (fact == "datacenter") return "whether it is made for data centres";
  return in_words(fact);
}

std::string join_words(const std::vector<std::string>& words) {
  std::string text;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i > 0) text += i + 1 == words.size() ? " and " : ", ";
    text += words[i];
  }
  return text;
}

void add_new(std::vector<std::string>& texts, std::string text) {
  if (!text.empty() && std::ranges::find(texts, text) == texts.end()) texts.push_back(std::move(text));
}

// The missing facts of one party or thing.
struct Group {
  std::string whose;  // "the end user (Blue Dune Compute LLC)", "the item"; empty if nothing is named
  const DecisionParty* party = nullptr;
  std::string_view of;
  std::vector<std::string> fields;
  std::vector<std::string> details;
  std::vector<std::string> columns;  // of the party table
  std::vector<std::string> cells;    // of the shipment
  std::vector<std::string> others;   // no column states them
};

Group new_group(std::string whose, const MissingFact& missing) {
  Group group;
  group.whose = std::move(whose);
  group.party = missing.party;
  group.of = missing.of;
  return group;
}

std::vector<Group> group_by_party(const Decision& decision, const std::vector<std::string>& paths) {
  std::vector<Group> groups;
  for (const std::string& path : paths) {
    MissingFact missing = read_missing(decision, path);
    std::string whose;
    if (missing.party != nullptr) {
      whose = fmt::format("the {} ({})", in_words(missing.of), missing.party->name);
    } else if (!missing.of.empty()) {
      whose = fmt::format("the {}", in_words(missing.of));
    }
    auto group = std::ranges::find(groups, whose, &Group::whose);
    if (group == groups.end()) group = groups.insert(groups.end(), new_group(std::move(whose), missing));
    add_new(group->fields, missing.field);
    add_new(group->details, std::move(missing.detail));
    const std::string fact = path.substr(path.find('.') + 1);  // the whole path if it has no dot
    const bool of_a_party = parse_role(missing.of).has_value();
    if (of_a_party && is_column(party_fields(), column_of(fact))) {
      add_new(group->columns, std::string(column_of(fact)));
    } else if (const std::string own = fmt::format("{}_{}", missing.of, fact);
               of_a_party && is_column(shipment_fields(), own)) {
      add_new(group->cells, own);
    } else if (!of_a_party && is_column(shipment_fields(), fact)) {
      add_new(group->cells, fact);
    } else if (!of_a_party && is_column(shipment_fields(), fact + "_country")) {
      add_new(group->cells, fact + "_country");
    } else if (missing.of != "item") {
      add_new(group->others, missing.field);
    }
  }
  return groups;
}

}  // namespace

MissingFact read_missing(const Decision& decision, std::string_view path) {
  MissingFact missing;
  const std::size_t dot = path.find('.');
  const std::string_view fact = dot == std::string_view::npos ? path : path.substr(dot + 1);
  if (dot != std::string_view::npos) missing.of = path.substr(0, dot);
  missing.field = in_words(fact);
  if (missing.of == "item") {
    missing.field = "classification";
    missing.detail = figure_of(fact);
  } else if (const auto role = parse_role(missing.of)) {
    const auto party = std::ranges::find(decision.parties, *role, &DecisionParty::role);
    if (party != decision.parties.end()) missing.party = &*party;
  }
  return missing;
}

std::vector<std::string> describe_missing(const Decision& decision, const std::vector<std::string>& paths) {
  std::vector<std::string> texts;
  for (const Group& group : group_by_party(decision, paths)) {
    std::string text = join_words(group.fields);
    if (!group.whose.empty()) text += " of " + group.whose;
    if (!group.details.empty()) text += fmt::format(" ({})", join_words(group.details));
    texts.push_back(std::move(text));
  }
  return texts;
}

std::vector<std::string> settle_missing(const Decision& decision, const std::vector<std::string>& paths) {
  std::vector<std::string> texts;
  for (const Group& group : group_by_party(decision, paths)) {
    if (group.of == "item") {
      std::string text = "say what the item is: its part number in sku, or its figures to classify --specs";
      if (!group.details.empty()) text += fmt::format(" ({})", join_words(group.details));
      texts.push_back(std::move(text));
    }
    const std::string whose = group.party != nullptr ? group.party->name : group.whose;
    const std::string of_whom = whose.empty() ? "" : " of " + whose;
    if (!group.columns.empty()) {
      texts.push_back(fmt::format("state {}{} in the party table", join_words(group.columns), of_whom));
    }
    if (!group.cells.empty()) texts.push_back(fmt::format("state {} in the shipment", join_words(group.cells)));
    if (!group.others.empty()) texts.push_back(fmt::format("find out the {}{}", join_words(group.others), of_whom));
  }
  return texts;
}

}  // namespace tidewaiter::report
