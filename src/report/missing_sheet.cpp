#include "report/missing_sheet.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <set>
#include <vector>

#include "model/fields.h"
#include "report/csv.h"
#include "report/missing.h"

namespace tidewaiter::report {
namespace {

// What says who it is; a missing country is filled in where it stands.
constexpr std::string_view kWho[] = {"party_id", "name", "country"};

bool has_column_of_its_own(std::string_view name) {
  if (std::ranges::find(kWho, name) != std::end(kWho)) return false;
  return std::ranges::any_of(party_fields(), [&](const FieldInfo& field) { return field.name == name; });
}

}  // namespace

void MissingSheet::add(const Decision& decision) {
  double chips = 0;
  for (const LineDecision& line : decision.lines) {
    if (!line.missing.empty()) chips += line.chips.value_or(0);
  }
  std::set<Key> seen;  // a party in two roles waits once
  for (const std::string& path : decision.missing) {
    const MissingFact missing = read_missing(decision, path);
    if (missing.party == nullptr) continue;
    const std::string fact = path.substr(path.find('.') + 1);
    Key key{missing.party->name, std::string(missing.party->country.code()), std::string(party_column_of(fact))};
    if (!seen.insert(key).second) continue;
    Waiting& waiting = rows_[std::move(key)];
    ++waiting.decisions;
    waiting.chips += chips;
  }
}

std::string MissingSheet::csv() const {
  std::vector<std::pair<Key, Waiting>> sorted(rows_.begin(), rows_.end());
  std::ranges::stable_sort(sorted, [](const auto& a, const auto& b) {
    if (a.second.decisions != b.second.decisions) return a.second.decisions > b.second.decisions;
    return a.second.chips > b.second.chips;
  });
  std::vector<std::string> answers;
  for (const auto& [key, waiting] : sorted) {
    const std::string& field = std::get<2>(key);
    if (has_column_of_its_own(field) && std::ranges::find(answers, field) == answers.end()) answers.push_back(field);
  }
  std::string out;
  CsvRow head(out);
  for (const std::string_view column : kWho) head.text(column);
  for (const std::string_view column : {"field", "decisions_waiting", "chips_waiting"}) head.text(column);
  for (const std::string& answer : answers) head.text(answer);
  head.end();
  for (const auto& [key, waiting] : sorted) {
    const auto& [name, country, field] = key;
    CsvRow row(out);
    row.text({}).text(name).text(country).text(field);
    row.number(static_cast<double>(waiting.decisions)).number(waiting.chips);
    for (std::size_t i = 0; i < answers.size(); ++i) row.text({});
    row.end();
  }
  return out;
}

}  // namespace tidewaiter::report
