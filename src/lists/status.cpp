#include "lists/status.h"

#include <algorithm>
#include <map>
#include <utility>

namespace tidewaiter::lists {

ListStatus status_of(const EntryTable& table, Date day) {
  ListStatus status;
  // by form and publisher; nothing: some snapshot has no date
  using Latest = std::map<std::pair<std::string, std::string>, std::optional<Date>>;
  Latest official;
  Latest house;  // as old as its keeper wants: counts only where there is nothing else
  bool consolidated = false;
  for (std::size_t i = 0; i < table.source_count(); ++i)
    consolidated = consolidated || table.source(i).form == "csl-json";
  for (std::size_t i = 0; i < table.source_count(); ++i) {
    status.sources.push_back(table.source(i));
    const ListSource& source = status.sources.back();
    Latest& latest = source.form == "house-csv" ? house : official;
    // Beside the consolidated list the blocked persons' own files only add addresses.
    if ((source.form == "ofac-csv" || source.form == "ofac-xml") && consolidated) continue;
    const auto [found, added] = latest.try_emplace({source.form, source.publisher}, source.date);
    if (!added && found->second) found->second = source.date ? std::max(found->second, source.date) : std::nullopt;
  }
  const Latest& latest = official.empty() ? house : official;
  const bool dated =
      !latest.empty() && std::ranges::all_of(latest, [](const auto& form) { return form.second.has_value(); });
  if (dated) {
    status.oldest = std::ranges::min_element(latest, {}, [](const auto& form) { return form.second; })->second;
    status.age_days = std::max(0, day - status.oldest.value_or(day));
  }
  std::map<std::string_view, ListCount> counts;
  for (std::size_t i = 0; i < table.size(); ++i) {
    const EntryView entry = table.entry(i);
    ListCount& count = counts[entry.list()];
    ++count.entries;
    count.aliases += entry.aliases().size();
    status.derived_names += entry.short_names() + entry.acronyms();
    if (entry.in_force(day) != Truth::no) ++count.in_force;
    if (entry.from_basis() == DateBasis::none) ++count.undated;
  }
  for (auto& [list, count] : counts) {
    count.list = list;
    status.entries += count.entries;
    status.aliases += count.aliases;
    status.lists.push_back(std::move(count));
  }
  return status;
}

}  // namespace tidewaiter::lists
