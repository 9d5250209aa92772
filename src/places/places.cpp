#include "places/places.h"

#include <fmt/format.h>

#include <algorithm>
#include <ranges>

#include "places/key.h"
#include "places/other_names.h"

namespace tidewaiter {
namespace {

// In a language other than those of the data.
Country named_elsewhere(std::string_view written, std::string_view key) {
  if (key.size() < kShortestKey) key = without_outer_blanks(written);
  const std::ranges::iota_view all(std::size_t{0}, other_names());
  const auto found = std::ranges::lower_bound(all, key, {}, other_name);
  return found == all.end() || other_name(*found) != key ? Country() : Country(code_of_other_name(*found));
}

}  // namespace

std::size_t Places::slot(Country country) {
  const std::string_view code = country.code();
  return static_cast<std::size_t>(code[0] - 'A') * 26 + static_cast<std::size_t>(code[1] - 'A');
}

const Places::Entry* Places::entry(Country country) const {
  if (!country.known()) return nullptr;
  const std::uint16_t number = by_code_[slot(country)];
  return number == kNone ? nullptr : &entries_[number];
}

const Places::Group* Places::group(std::string_view name) const {
  const auto found = std::ranges::find(groups_, name, &Group::name);
  return found == groups_.end() ? nullptr : &*found;
}

Country Places::find(std::string_view written) const {
  if (const auto code = by_iso_.find(code_key(written)); code != by_iso_.end()) return code->second;
  const std::string key = place_key(written);
  if (const auto found = by_key_.find(key); found != by_key_.end()) return found->second;
  if (key.empty() || ambiguous_.contains(key)) return {};
  const Country country = named_elsewhere(written, key);
  return entry(country) == nullptr ? Country() : country;
}

std::string Places::suggest(std::string_view written) const {
  const std::string key = place_key(written);
  const auto shown = [&](Country country) { return fmt::format("{} ({})", name(country), country.code()); };
  if (const auto shared = ambiguous_.find(key); shared != ambiguous_.end()) {
    std::string text;
    for (const Country country : shared->second) text += (text.empty() ? "" : " or ") + shown(country);
    return text;
  }
  if (key.size() < 4) return {};  // a code or an abbreviation: everything is near
  const std::size_t limit = key.size() < 6 ? 1 : 2;
  std::size_t best = limit + 1;
  Country nearest;
  for (const auto& [candidate, country] : by_key_) {
    if (candidate.size() < 4) continue;  // an abbreviation
    const std::size_t distance = place_distance(key, candidate, limit);
    // The map has no order of its own: equal distances go by code.
    if (distance <= limit && (distance < best || (distance == best && country < nearest))) {
      best = distance;
      nearest = country;
    }
  }
  return nearest.known() ? shown(nearest) : std::string();
}

std::string_view Places::name(Country country) const {
  const Entry* found = entry(country);
  if (found != nullptr) return found->name;
  return {};
}

std::string_view Places::alpha3(Country country) const {
  const Entry* found = entry(country);
  return found == nullptr ? std::string_view() : std::string_view(found->alpha3);
}

Country Places::counts_as(Country country) const {
  const Entry* found = entry(country);
  return found == nullptr || !found->counts_as.known() ? country : found->counts_as;
}

std::vector<Country> Places::countries() const {
  std::vector<Country> all;
  all.reserve(entries_.size());
  for (const Entry& found : entries_) all.push_back(found.country);
  return all;
}

std::vector<std::string_view> Places::known_groups() const {
  std::vector<std::string_view> names;
  names.reserve(groups_.size());
  for (const Group& each : groups_) names.push_back(each.name);
  return names;
}

bool Places::is_known_group(std::string_view name) const { return group(name) != nullptr; }

std::string_view Places::group_title(std::string_view name) const {
  const Group* found = group(name);
  return found == nullptr ? std::string_view() : std::string_view(found->title);
}

Membership Places::membership(Country country, std::string_view name, Date date) const {
  const Group* found = group(name);
  if (found == nullptr || !country.known()) return {};
  const Country counted = counts_as(country);
  const auto change = std::ranges::find_if(
      found->changes, [&](const Change& each) { return each.country == counted && each.days.contains(date); });
  Membership answer{found->members[slot(counted)] ? Truth::yes : Truth::no,
                    date < found->as_of ? found->before : found->confidence, found->source};
  if (change != found->changes.end()) answer = {change->member, change->confidence, change->source};
  if (counted != country) {
    const Entry& territory = *entry(country);
    const Confidence weakest = weaker(answer.confidence, territory.counts_as_confidence);
    if (weakest != answer.confidence) {
      answer.confidence = weakest;
      answer.source = territory.counts_as_source;
    }
  }
  return answer;
}

}  // namespace tidewaiter
