// How each form of results is read, and what the forms share. results.h is what others ask.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "judge/column_table.h"
#include "judge/results.h"

namespace tidewaiter::judge {

// They fill what results.h says of their form.
Result<void> read_decisions(const World& world, const ColumnTable& table, Results& results);
Result<void> read_alerts(const World& world, const ColumnTable& table, Results& results);
Result<void> read_balances(const World& world, const ColumnTable& table, Results& results);

// The best key of each thing that was named. Higher keys come first.
class Keys {
 public:
  using Key = std::array<double, 3>;
  explicit Keys(std::size_t things) : keys_(things), named_(things) {}
  void raise(std::uint32_t thing, const Key& key);
  bool named(std::uint32_t thing) const { return named_[thing] != 0; }
  std::uint64_t count() const;
  // By thing: level 0 is the highest key, and what has none comes behind the lowest.
  std::vector<std::uint32_t> levels() const;

 private:
  std::vector<Key> keys_;
  std::vector<std::uint8_t> named_;
};

// The order of shipments and parties into results, and a note of those that were not named.
void put_order(const Keys& shipments, const Keys& parties, Results& results);

// "WHAT: COUNT of OF", where there is anything to note.
void add_note(std::vector<ScoreNote>& notes, const std::string& result, std::string_view what, std::uint64_t count,
              std::uint64_t of);

// Errors: bad_value with file:line.
Result<std::uint32_t> shipment_at(const World& world, const ColumnTable& table, std::string_view id, std::size_t row);

}  // namespace tidewaiter::judge
