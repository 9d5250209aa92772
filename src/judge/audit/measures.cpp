#include "judge/audit/measures.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <unordered_map>
#include <utility>

namespace tidewaiter::judge::audit {
namespace {

using std::string_view;

// A rarer thing says nothing of what is usual.
constexpr std::size_t kFewestValues = 5;

Measured median(std::vector<double> values, std::size_t fewest = kFewestValues) {
  if (values.size() < fewest) return {std::nullopt, values.size()};
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::ranges::nth_element(values, middle);
  return {*middle, values.size()};
}

}  // namespace

Result<Measures> Measures::read(const World& world, const ColumnTable& shipments, const ColumnTable& events) {
  Measures measures(world, shipments);
  TIDEWAITER_CHECK(measures.read_events(events));
  TIDEWAITER_CHECK(measures.read_prices());
  TIDEWAITER_CHECK(measures.read_truth());
  return measures;
}

// Masses, prices and first days from the events that stand beside the shipments: those name the item as the catalogue
// does, whatever the papers call it.
Result<void> Measures::read_events(const ColumnTable& table) {
  std::array<std::size_t, kColumnsOfEvents.size()> at{};
  for (std::size_t i = 0; i < kColumnsOfEvents.size(); ++i) {
    TIDEWAITER_TRY(at[i], table.column(kColumnsOfEvents[i]));
  }
  std::vector<OfItem*> item_of(table.distinct() + 1);
  for (std::size_t row = 0; row < table.rows(); ++row) {
    if (table.cell(at[1], row) != "shipment" || table.sym(at[2], row) == Sym::missing) continue;
    OfItem*& item = item_of[static_cast<std::size_t>(table.sym(at[2], row))];
    TIDEWAITER_TRY(const Date date, table.needed_date(at[0], row));
    if (item == nullptr) {
      item = &items_[std::string(table.cell(at[2], row))];
      item->first_day = std::numeric_limits<double>::infinity();
    }
    item->first_day = std::min(item->first_day, static_cast<double>(date.days_since_1970()));
    TIDEWAITER_TRY(const auto quantity, table.number(at[3], row));
    TIDEWAITER_TRY(const auto price, table.number(at[4], row));
    TIDEWAITER_TRY(const auto mass, table.number(at[5], row));
    if (price) item->price.push_back(*price);
    if (mass && quantity.value_or(0) > 0) item->mass.push_back(*mass / *quantity);
  }
  return {};
}

// Where an item is offered in several places in one month, the dearest over the cheapest.
Result<void> Measures::read_prices() {
  static constexpr std::array<string_view, 3> kColumns{"item", "date", "mid"};
  TIDEWAITER_TRY(const std::filesystem::path path, find_table(world_->folder, "prices"));
  TIDEWAITER_TRY(const ColumnTable table, ColumnTable::read(path, kColumns));
  TIDEWAITER_TRY(const std::size_t item, table.column("item"));
  TIDEWAITER_TRY(const std::size_t date, table.column("date"));
  TIDEWAITER_TRY(const std::size_t mid, table.column("mid"));
  std::map<std::pair<Sym, Sym>, std::vector<double>> offers;
  for (std::size_t row = 0; row < table.rows(); ++row) {
    TIDEWAITER_TRY(const auto price, table.number(mid, row));
    if (price && *price > 0) offers[{table.sym(item, row), table.sym(date, row)}].push_back(*price);
  }
  for (auto& [key, prices] : offers) {
    if (prices.size() < 2) continue;
    const double least = *std::ranges::min_element(prices);
    // The cheapest is the dealers'; each of the others is asked where the thing may not go.
    for (const double price : prices) {
      if (price > least) premiums_.push_back(price / least);
    }
  }
  return {};
}

Result<void> Measures::read_truth() {
  TIDEWAITER_TRY(const std::vector<WorldChips> chips, read_world_chips(world_->folder));
  for (const WorldChips& lot : chips) {
    produced_ += lot.count;
    diverted_ += lot.diverted ? lot.count : 0;
    if (lot.final_country.empty()) continue;
    held_ += lot.count;
    held_in_[lot.final_country] += lot.count;
  }
  return {};
}

Measured Measures::of_kind(const std::string& name, const std::string& kind) const {
  std::vector<double> values;
  for (const WorldScheme& scheme : world_->schemes) {
    if (scheme.kind != kind || scheme.shipments.empty()) continue;
    if (name == "scheme_days") values.push_back(scheme.last - scheme.first);
    if (name == "shipments") values.push_back(static_cast<double>(scheme.shipments.size()));
    if (name == "most") values.push_back(scheme.chips);
    if (name != "lot") continue;
    for (const std::uint32_t shipment : scheme.shipments) {
      const double in_it = world_->shipments[shipment].chips_diverted;
      if (in_it > 0) values.push_back(in_it);
    }
  }
  if (name != "most") return median(std::move(values));
  if (values.size() < kFewestValues) return {std::nullopt, values.size()};
  return {*std::ranges::max_element(values), values.size()};
}

// From a shipment of a scheme to a party, to the next shipment of the scheme by that party; transit is part of it.
Measured Measures::hop_days() const {
  constexpr std::size_t kExporter = 0, kConsignee = 3;
  std::vector<double> days;
  for (const WorldScheme& scheme : world_->schemes) {
    std::unordered_map<std::uint32_t, Date> came;
    for (const std::uint32_t number : scheme.shipments) {  // by day
      const WorldShipment& shipment = world_->shipments[number];
      const auto before = came.find(shipment.parties[kExporter]);
      if (before != came.end()) days.push_back(shipment.date - before->second);
      if (shipment.parties[kConsignee] != kNone) came[shipment.parties[kConsignee]] = shipment.date;
    }
  }
  return median(std::move(days));
}

Measured Measures::share_of_rows(const std::string& column, string_view value) const {
  const auto at = rows_->find(column);
  if (!at || rows_->rows() == 0) return {};
  const Sym wanted = rows_->find_text(value);
  if (wanted == Sym::missing && !value.empty()) return {0.0, rows_->rows()};
  const auto found = std::ranges::count(rows_->syms(*at), wanted);
  return {static_cast<double>(found) / static_cast<double>(rows_->rows()), rows_->rows()};
}

Measured Measures::measure(const std::vector<std::string>& what) const {
  const std::string& name = what.front();
  const auto share = [](double part, double whole, std::size_t from) {
    return whole > 0 ? Measured{part / whole, from} : Measured{};
  };
  if (name == "scheme_share") {
    const auto of_schemes =
        std::ranges::count_if(world_->shipments, [](const WorldShipment& s) { return s.scheme != kNone; });
    return share(static_cast<double>(of_schemes), static_cast<double>(world_->shipments.size()),
                 world_->shipments.size());
  }
  if (name == "diverted_share") return share(diverted_, produced_, static_cast<std::size_t>(produced_));
  if (name == "premium") return median(premiums_);
  if (name == "hop_days") return hop_days();
  if (name == "column") return share_of_rows(what[1], what[2]);
  if (name == "empty") return share_of_rows(what[1], {});
  if (name == "held_share") {
    const auto found = held_in_.find(what[1]);
    return share(found == held_in_.end() ? 0 : found->second, held_, static_cast<std::size_t>(held_));
  }
  if (name == "rows_per_party_day") {
    if (world_->shipments.empty() || world_->parties.empty()) return {};
    const auto [first, last] = std::ranges::minmax(world_->shipments, {}, &WorldShipment::date);
    const double days = last.date - first.date + 1;
    return share(static_cast<double>(world_->shipments.size()), days * static_cast<double>(world_->parties.size()),
                 world_->shipments.size());
  }
  if (name == "mass" || name == "price" || name == "first_day") {
    const auto item = items_.find(what[1]);
    if (item == items_.end()) return {};
    if (name == "first_day") return {item->second.first_day, 1};
    return median(name == "mass" ? item->second.mass : item->second.price);
  }
  return of_kind(name, what[1]);
}

}  // namespace tidewaiter::judge::audit
