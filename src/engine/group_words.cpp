#include "engine/group_words.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <string_view>
#include <vector>

#include "engine/snapshot.h"

namespace tidewaiter {
namespace {

std::vector<Country> countries_of(const Facts& facts) {
  std::vector<Country> countries;
  const auto add = [&](const FactValue& value) {
    const auto* country = std::get_if<Country>(&value);
    if (country == nullptr || !country->known() || std::ranges::find(countries, *country) != countries.end()) return;
    countries.push_back(*country);
  };
  add(facts[LineFact::destination]);
  for (const PartyFacts& party : facts.parties) {
    if (!is_receiving(party.role)) continue;
    add(party[PartyFact::headquarters]);
    add(party[PartyFact::ultimate_parent_country]);
  }
  return countries;
}

}  // namespace

std::string groups_asked(const Snapshot& snapshot, std::uint32_t rule, const Facts& facts) {
  const std::vector<std::string>& groups = snapshot.regime.rules().distinctions().groups_of(rule);
  if (groups.empty()) return {};
  std::string text;
  Confidence weakest = Confidence::primary;
  for (const Country country : countries_of(facts)) {
    std::vector<std::string> in;
    for (const std::string& group : groups) {
      const Membership membership = snapshot.places.membership(country, group, facts.as_of);
      weakest = weaker(weakest, membership.confidence);
      if (membership.member == Truth::yes) in.push_back(group);
      if (membership.member == Truth::unknown) in.push_back(fmt::format("perhaps {}", group));
    }
    text += fmt::format(
        "{}{} in {}", text.empty() ? "" : "; ", country.code(),
        in.empty() ? fmt::format("none of {}", fmt::join(groups, ", ")) : fmt::format("{}", fmt::join(in, ", ")));
  }
  if (text.empty()) return {};
  return fmt::format("{} (on {}; confidence {})", text, facts.as_of.to_string(), static_cast<char>(weakest));
}

}  // namespace tidewaiter
