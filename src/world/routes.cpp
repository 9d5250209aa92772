#include "world/routes.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>

namespace tidewaiter::world {
namespace {

std::size_t place_in(const std::vector<std::string_view>& names, const toml::Value& value) {
  const std::string* name = value.string();
  return name == nullptr ? names.size()
                         : static_cast<std::size_t>(std::ranges::find(names, std::string_view(*name)) - names.begin());
}

const toml::Array* array_of(const toml::Table* table, std::string_view key) {
  const toml::Value* value = table == nullptr ? nullptr : table->find(key);
  return value == nullptr ? nullptr : value->array();
}

}  // namespace

Result<Routes> Routes::load(const toml::Document& document, const toml::Member& section,
                            const std::vector<std::string_view>& codes) {
  const auto bad = [&](std::string what, toml::Place place) {
    return fail(ErrorCode::bad_format, std::move(what), document.where(place));
  };
  Routes routes;
  const toml::Table* table = section.value.table();
  const toml::Array* landlocked = array_of(table, "landlocked");
  const toml::Value* regions = table == nullptr ? nullptr : table->find("regions");
  if (landlocked == nullptr || regions == nullptr || regions->table() == nullptr)
    return bad("routes have landlocked countries and regions", section.key_place);
  routes.landlocked_.resize(codes.size());
  for (const toml::Value& code : *landlocked) {
    const std::size_t country = place_in(codes, code);
    if (country == codes.size()) return bad("a landlocked country is none of the world", code.place);
    routes.landlocked_[country] = true;
  }
  std::vector<std::string_view> names;
  routes.region_.assign(codes.size(), codes.size());
  for (const toml::Member& region : regions->table()->members()) {
    if (region.value.array() == nullptr) return bad("a region is a list of countries", region.key_place);
    for (const toml::Value& code : *region.value.array()) {
      const std::size_t country = place_in(codes, code);
      if (country == codes.size() || routes.region_[country] != codes.size())
        return bad("a region has countries of the world that are in no other", code.place);
      routes.region_[country] = names.size();
    }
    names.push_back(region.key);
  }
  if (std::ranges::find(routes.region_, codes.size()) != routes.region_.end())
    return bad("every country is in a region", regions->place);
  routes.names_.assign(names.begin(), names.end());
  for (const auto& [way, key] : {std::pair{Way::air, "air"}, std::pair{Way::sea, "sea"}}) {
    auto& hubs = routes.hubs_[static_cast<std::size_t>(way)];
    hubs.resize(names.size() * names.size());
    std::vector<bool> told(hubs.size());
    const toml::Array* rows = array_of(table, key);
    if (rows == nullptr) return bad("routes go by air and by sea", section.key_place);
    for (const toml::Value& row : *rows) {
      const toml::Array* cells = row.array();
      if (cells == nullptr || cells->size() < 2 || cells->size() % 2 != 0)
        return bad("a route is two regions, then hubs and their weights", row.place);
      const std::size_t one = place_in(names, (*cells)[0]), other = place_in(names, (*cells)[1]);
      if (one == names.size() || other == names.size()) return bad("a route joins two regions", row.place);
      std::vector<Hub> found;
      for (std::size_t i = 2; i < cells->size(); i += 2) {
        double storage = 0;
        const double* weight = (*cells)[i + 1].number(storage);
        const std::size_t country = place_in(codes, (*cells)[i]);
        if (country == codes.size() || weight == nullptr || *weight <= 0)
          return bad("a hub is a country of the world and a weight above nought", (*cells)[i].place);
        if (way == Way::sea && routes.landlocked_[country])
          return bad("a ship reaches no landlocked country", (*cells)[i].place);
        found.push_back({static_cast<std::uint16_t>(country), *weight});
      }
      for (const std::size_t pair : {one * names.size() + other, other * names.size() + one}) {
        hubs[pair] = found;
        told[pair] = true;
      }
    }
    if (std::ranges::find(told, false) != told.end())
      return bad(fmt::format("every pair of regions has a route by {}", key), section.key_place);
  }
  return routes;
}

std::uint16_t Routes::over(Way way, std::size_t one, std::size_t other, double share, std::uint16_t otherwise) const {
  double sum = 0;
  for (const Hub& hub : hubs(way, one, other)) sum += hub.country == one || hub.country == other ? 0 : hub.weight;
  double at = share * sum;
  std::uint16_t last = otherwise;
  for (const Hub& hub : hubs(way, one, other)) {
    if (hub.country == one || hub.country == other) continue;
    last = hub.country;
    at -= hub.weight;
    if (at < 0) break;
  }
  return last;
}

}  // namespace tidewaiter::world
