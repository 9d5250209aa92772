#include "judge/read_results.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>

namespace tidewaiter::judge {

void Keys::raise(std::uint32_t thing, const Key& key) {
  if (named_[thing] != 0 && keys_[thing] >= key) return;
  keys_[thing] = key;
  named_[thing] = 1;
}

std::uint64_t Keys::count() const { return static_cast<std::uint64_t>(std::ranges::count(named_, std::uint8_t{1})); }

std::vector<std::uint32_t> Keys::levels() const {
  std::vector<Key> distinct;
  for (std::size_t i = 0; i < keys_.size(); ++i) {
    if (named_[i] != 0) distinct.push_back(keys_[i]);
  }
  std::ranges::sort(distinct, std::greater<>());
  const auto repeated = std::ranges::unique(distinct);
  distinct.erase(repeated.begin(), repeated.end());
  std::vector<std::uint32_t> levels(keys_.size(), static_cast<std::uint32_t>(distinct.size()));
  for (std::size_t i = 0; i < keys_.size(); ++i) {
    if (named_[i] == 0) continue;
    levels[i] =
        static_cast<std::uint32_t>(std::ranges::lower_bound(distinct, keys_[i], std::greater<>()) - distinct.begin());
  }
  return levels;
}

void put_order(const Keys& shipments, const Keys& parties, Results& results) {
  results.shipment_levels = shipments.levels();
  results.party_levels = parties.levels();
  results.named = shipments.count();
  results.names_parties = parties.count() > 0;
  const auto not_named = [&](std::string_view what, std::uint64_t named, std::uint64_t all) {
    add_note(results.notes, results.name, what, all - named, all);
  };
  not_named("shipments that it does not name, which come last", results.named, results.shipment_levels.size());
  not_named(results.names_parties ? "parties that it does not name, which come last"
                                  : "parties that it does not name, so that their order is not judged",
            parties.count(), results.party_levels.size());
}

void add_note(std::vector<ScoreNote>& notes, const std::string& result, std::string_view what, std::uint64_t count,
              std::uint64_t of) {
  if (count > 0) notes.push_back({result, fmt::format("{}: {} of {}", what, count, of), count, of});
}

Result<std::uint32_t> shipment_at(const World& world, const ColumnTable& table, std::string_view id, std::size_t row) {
  const std::uint32_t shipment = world.shipment(id);
  if (shipment == kNone) {
    return fail(ErrorCode::bad_value, fmt::format("there is no shipment {} in the world", id), table.where(row),
                fmt::format("the world is {}, seed {}", world.folder.string(), world.head.seed));
  }
  return shipment;
}

}  // namespace tidewaiter::judge
