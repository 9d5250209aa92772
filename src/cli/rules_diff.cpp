// rules diff: what changed in the law between two days: rules, country groups, and what items of the catalogue meet.
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "base/json_writer.h"
#include "cli/commands.h"
#include "cli/output.h"
#include "cli/rows.h"
#include "cli/rules.h"
#include "report/page.h"
#include "report/text.h"

namespace tidewaiter::cli {
namespace {

using rules::Basis;
using rules::Rule;

struct Change {
  std::string what;  // rule, group, item
  std::string name;
  std::string before;
  std::string after;
  std::string title;
};

std::string standing(const Rule* rule, Date day) {
  if (rule == nullptr) return "not in force";
  std::string text = fmt::format("revision {}", rule->revision);
  if (!rule->in_force(day, Basis::practice)) text += ", on the books only";
  if (!rule->in_force(day, Basis::text)) text += ", in practice only";
  return text;
}

std::vector<Change> rule_changes(const Regime& regime, Date before, Date after) {
  struct Sides {
    const Rule* before = nullptr;
    const Rule* after = nullptr;
    bool same() const { return before == after; }
  };
  std::vector<std::string> order;
  std::map<std::string, Sides> sides;
  for (const Rule& rule : regime.rules().rules()) {
    const auto stands = [&](Date day) {
      return rule.in_force(day, Basis::practice) || rule.in_force(day, Basis::text);
    };
    if (!sides.contains(rule.id)) order.push_back(rule.id);
    Sides& both = sides[rule.id];
    if (stands(before)) both.before = &rule;
    if (stands(after)) both.after = &rule;
  }
  std::vector<Change> changes;
  for (const std::string& id : order) {
    const Sides& both = sides[id];
    const std::string first = standing(both.before, before);
    const std::string second = standing(both.after, after);
    if (both.same() && first == second) continue;
    changes.push_back({"rule", id, first, second, both.after != nullptr ? both.after->title : both.before->title});
  }
  return changes;
}

std::vector<Change> group_changes(const Places& places, Date before, Date after) {
  static constexpr std::string_view kWords[] = {"no", "yes", "not known"};
  std::vector<Change> changes;
  for (const std::string_view group : places.known_groups()) {
    for (const Country country : places.countries()) {
      const Truth first = places.in_group(country, group, before);
      const Truth second = places.in_group(country, group, after);
      if (first == second) continue;
      changes.push_back({"group", fmt::format("{} in {}", country.code(), group),
                         std::string(kWords[static_cast<std::size_t>(first)]),
                         std::string(kWords[static_cast<std::size_t>(second)]), std::string(places.name(country))});
    }
  }
  return changes;
}

std::string paragraphs_of(const catalog::Classification& found) {
  std::string text;
  for (const Paragraph& paragraph : found.paragraphs) text += (text.empty() ? "" : ", ") + paragraph.name;
  return text.empty() ? report::in_words(to_string(found.status)) : text;
}

std::vector<Change> item_changes(const catalog::Catalog& catalog, Date before, Date after) {
  std::vector<Change> changes;
  for (const catalog::CatalogItem& item : catalog.items()) {
    const std::string first = paragraphs_of(catalog.classification(item.number, before));
    const std::string second = paragraphs_of(catalog.classification(item.number, after));
    if (first != second) changes.push_back({"item", item.name, first, second, {}});
  }
  return changes;
}

Result<void> diff(const Context& context, const RulesDiff& command) {
  TIDEWAITER_TRY(const RuleBook book, RuleBook::open(context));
  const Date before = command.before;
  const Date after = command.after;
  std::vector<Change> changes = rule_changes(book.regime, before, after);
  std::ranges::move(group_changes(*book.places, before, after), std::back_inserter(changes));
  std::ranges::move(item_changes(book.catalog, before, after), std::back_inserter(changes));
  TIDEWAITER_TRY(Output output, Output::open(context.common.output));
  std::string out;
  if (context.common.format == Format::table) {
    report::Page page(layout_of_output(!context.common.output.empty()));
    page.put(fmt::format("From {} to {}", before.to_string(), after.to_string()), report::Ink::strong);
    page.end_line();
    if (changes.empty()) page.line("nothing changed");
    std::string_view part;
    for (const Change& change : changes) {
      if (change.what != part) {
        part = change.what;
        page.line();
        page.rule(part == "rule" ? "rules" : part == "group" ? "country groups" : "items of the catalogue");
      }
      page.put(change.name, report::Ink::strong).put("  ");
      page.wrapped(4, fmt::format("{} → {}", change.before, change.after));
      if (!change.title.empty()) page.wrapped(4, change.title, report::Ink::faint);
    }
    out = page.take();
  } else {
    ObjectRows rows(context.common.format, {"what", "name", "before", "after", "title"});
    for (const Change& change : changes) {
      std::string object;
      JsonWriter json(object);
      json.begin_object().member("what", change.what).member("name", change.name).member("before", change.before);
      json.member("after", change.after).member("title", change.title).end_object();
      TIDEWAITER_CHECK(rows.add(out, object));
    }
    rows.end(out);
  }
  return output.finish(out);
}

}  // namespace

int run_command(const Context& context, const RulesDiff& command) { return status_of(diff(context, command)); }

}  // namespace tidewaiter::cli
