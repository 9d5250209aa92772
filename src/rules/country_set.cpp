#include "rules/country_set.h"

#include <algorithm>

namespace tidewaiter::rules {

bool is_country_code(std::string_view text) {
  return text.size() == 2 && text[0] >= 'A' && text[0] <= 'Z' && text[1] >= 'A' && text[1] <= 'Z';
}

std::size_t CountrySet::slot(Country country) {
  const std::string_view code = country.code();
  return static_cast<std::size_t>(code[0] - 'A') * 26 + static_cast<std::size_t>(code[1] - 'A');
}

CountrySet CountrySet::of_codes(std::span<const std::string> codes) {
  CountrySet set;
  Step& step = set.steps_.emplace_back(Step{kFirstDate, {}, {}});
  for (const std::string& code : codes) step.members.set(slot(Country(code)));
  return set;
}

CountrySet CountrySet::of_groups(std::span<const std::string> names, const Places& places) {
  CountrySet set;
  std::vector<Date> days{kFirstDate};
  days.insert(days.end(), places.change_dates().begin(), places.change_dates().end());
  for (const Date day : days) {
    Step step{day, {}, {}};
    for (const Country country : places.countries()) {
      Truth truth = Truth::no;
      for (const std::string& name : names) {
        if (places.is_known_group(name)) {
          const Truth member = places.in_group(country, name, day);
          if (member == Truth::yes || truth == Truth::no) truth = member;
        } else if (country.code() == name || places.counts_as(country).code() == name) {
          truth = Truth::yes;
        }
        if (truth == Truth::yes) break;
      }
      if (truth == Truth::yes) step.members.set(slot(country));
      if (truth == Truth::unknown) step.unknown.set(slot(country));
    }
    const bool changed =
        set.steps_.empty() || set.steps_.back().members != step.members || set.steps_.back().unknown != step.unknown;
    if (changed) set.steps_.push_back(step);
  }
  return set;
}

Truth CountrySet::contains(Country country, Date date) const {
  // From the end: most shipments are younger than most changes.
  auto step = steps_.end() - 1;
  while (step != steps_.begin() && date < step->from) --step;
  const std::size_t at = slot(country);
  if (step->members[at]) return Truth::yes;
  return step->unknown[at] ? Truth::unknown : Truth::no;
}

}  // namespace tidewaiter::rules
