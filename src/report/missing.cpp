#include "report/missing.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "model/fields.h"
#include "report/text.h"

namespace tidewaiter::report {
namespace {

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

// The missing facts of one party, whatever parts it plays, or of one thing.
struct Group {
  const DecisionParty* party = nullptr;
  std::string_view of;
  std::vector<std::string> roles;  // "consignee", "end user"
  std::vector<std::string> fields;
  std::vector<std::string> details;
  std::vector<std::string> columns;  // of the party table
  std::vector<std::string> cells;    // of the shipment
  std::vector<std::string> others;   // no column states them
};

// "the consignee and end user (Blue Dune Compute LLC)", "the item"; empty if nothing is named.
std::string whose(const Group& group) {
  if (group.party != nullptr) return fmt::format("the {} ({})", join_words(group.roles), group.party->name);
  return group.of.empty() ? std::string{} : fmt::format("the {}", in_words(group.of));
}

bool is_of(const Group& group, const MissingFact& missing) {
  if (group.party == nullptr || missing.party == nullptr) {
    return group.party == missing.party && group.of == missing.of;
  }
  return group.party->name == missing.party->name && group.party->country == missing.party->country;
}

std::vector<Group> group_by_party(const Decision& decision, const std::vector<std::string>& paths) {
  std::vector<Group> groups;
  for (const std::string& path : paths) {
    MissingFact missing = read_missing(decision, path);
    auto group = std::ranges::find_if(groups, [&](const Group& one) { return is_of(one, missing); });
    if (group == groups.end()) {
      group = groups.insert(groups.end(), Group{});
      group->party = missing.party;
      group->of = missing.of;
    }
    if (missing.party != nullptr) add_new(group->roles, in_words(missing.of));
    add_new(group->fields, missing.field);
    add_new(group->details, std::move(missing.detail));
    const std::string fact = path.substr(path.find('.') + 1);  // the whole path if it has no dot
    const bool of_a_party = parse_role(missing.of).has_value();
    if (fact == "addressee" && missing.party == nullptr) {
      add_new(group->cells, fmt::format("{}_name", missing.of));
    } else if (of_a_party && is_column(party_fields(), party_column_of(fact))) {
      add_new(group->columns, std::string(party_column_of(fact)));
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

std::string_view party_column_of(std::string_view fact) {
  if (fact == "headquarters") return "headquarters_country";
  if (fact == "addressee") return "ultimate_parent";  // whose company it is settles it
  return fact;
}

MissingFact read_missing(const Decision& decision, std::string_view path) {
  MissingFact missing;
  const std::size_t dot = path.find('.');
  const std::string_view fact = dot == std::string_view::npos ? path : path.substr(dot + 1);
  if (dot != std::string_view::npos) missing.of = path.substr(0, dot);
  missing.field = fact == "addressee" ? "tie to an addressee of letters" : in_words(fact);
  if (missing.of == "item") {
    missing.field = "classification";
    missing.detail = figure_of(fact);
  } else if (const auto role = parse_role(missing.of)) {
    const auto party = std::ranges::find(decision.parties, *role, &DecisionParty::role);
    if (party != decision.parties.end()) missing.party = &*party;
  }
  return missing;
}

std::vector<std::string> missing_of_lines(const Decision& decision) {
  std::vector<std::string> paths;
  for (const LineDecision& line : decision.lines) {
    for (const std::string& path : line.missing) add_new(paths, path);
  }
  return paths;
}

std::vector<std::string> missing_of_flags(const Decision& decision) {
  const std::vector<std::string> of_lines = missing_of_lines(decision);
  std::vector<std::string> paths;
  for (const std::string& path : decision.missing) {
    if (std::ranges::find(of_lines, path) == of_lines.end()) paths.push_back(path);
  }
  return paths;
}

std::vector<std::string> describe_missing(const Decision& decision, const std::vector<std::string>& paths) {
  std::vector<std::string> texts;
  for (const Group& group : group_by_party(decision, paths)) {
    std::string text = join_words(group.fields);
    if (const std::string owner = whose(group); !owner.empty()) text += " of " + owner;
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
    const std::string owner = group.party != nullptr ? group.party->name : whose(group);
    const std::string of_whom = owner.empty() ? "" : " of " + owner;
    if (!group.columns.empty()) {
      texts.push_back(fmt::format("state {}{} in the party table", join_words(group.columns), of_whom));
    }
    if (!group.cells.empty()) texts.push_back(fmt::format("state {} in the shipment", join_words(group.cells)));
    if (const auto owners = std::ranges::find(group.others, "ownership"); owners != group.others.end()) {
      texts.push_back(fmt::format("state the owners{}, with their shares, in the ownership table", of_whom));
      if (group.others.size() == 1) continue;
    }
    if (!group.others.empty()) texts.push_back(fmt::format("find out the {}{}", join_words(group.others), of_whom));
  }
  return texts;
}

}  // namespace tidewaiter::report
