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
  TIDEWAITER_CHECK(measures.read_rates());
  TIDEWAITER_CHECK(measures.read_papers(events));
  TIDEWAITER_CHECK(measures.read_prices());
  TIDEWAITER_CHECK(measures.read_truth());
  return measures;
}

// Masses and prices as the papers of a shipment state them, of the item that its event names as the catalogue does,
// whatever the papers call it. Prices in US dollars of the day; those whose currency has no rate are left out.
Result<void> Measures::read_papers(const ColumnTable& events) {
  std::array<std::size_t, kColumnsOfEvents.size()> at{};
  for (std::size_t i = 0; i < kColumnsOfEvents.size(); ++i) {
    TIDEWAITER_TRY(at[i], events.column(kColumnsOfEvents[i]));
  }
  const auto quantity = rows_->find("quantity"), price = rows_->find("unit_value"), mass = rows_->find("net_mass_kg"),
             currency = rows_->find("currency");
  std::vector<OfItem*> item_of(events.distinct() + 1);
  for (std::size_t event = 0; event < events.rows(); ++event) {
    if (events.cell(at[1], event) != "shipment" || events.sym(at[2], event) == Sym::missing) continue;
    OfItem*& item = item_of[static_cast<std::size_t>(events.sym(at[2], event))];
    TIDEWAITER_TRY(const Date date, events.needed_date(at[0], event));
    const std::int32_t day = date.days_since_1970();
    if (item == nullptr) {
      item = &items_[std::string(events.cell(at[2], event))];
      item->first_day = std::numeric_limits<double>::infinity();
    }
    item->first_day = std::min(item->first_day, static_cast<double>(day));
    const std::uint32_t shipment = world_->shipment(events.cell(at[3], event));
    if (shipment == kNone) continue;
    const std::uint32_t row = world_->shipments[shipment].row;
    if (price) {
      TIDEWAITER_TRY(const auto stated, rows_->number(*price, row));
      const auto rate = usd(currency ? rows_->cell(*currency, row) : string_view{}, day);
      if (stated && rate) item->price.push_back(*stated * *rate);
    }
    if (mass && quantity) {
      TIDEWAITER_TRY(const auto stated, rows_->number(*mass, row));
      TIDEWAITER_TRY(const auto pieces, rows_->number(*quantity, row));
      if (stated && pieces.value_or(0) > 0) item->mass.push_back(*stated / *pieces);
    }
  }
  return {};
}

Result<void> Measures::read_rates() {
  static constexpr std::array<string_view, 3> kColumns{"currency", "date", "usd"};
  TIDEWAITER_TRY(const std::filesystem::path path, find_table(world_->folder, "rates"));
  TIDEWAITER_TRY(const ColumnTable table, ColumnTable::read(path, kColumns));
  TIDEWAITER_TRY(const std::size_t currency, table.column("currency"));
  TIDEWAITER_TRY(const std::size_t date, table.column("date"));
  TIDEWAITER_TRY(const std::size_t usd, table.column("usd"));
  for (std::size_t row = 0; row < table.rows(); ++row) {
    std::string begins(table.cell(date, row));  // a month or a year on its first day
    if (begins.size() == 4) begins += "-01";
    if (begins.size() == 7) begins += "-01";
    const auto day = parse_date(begins);
    TIDEWAITER_TRY(const auto rate, table.number(usd, row));
    if (day && rate) rates_[std::string(table.cell(currency, row))][day->days_since_1970()] = *rate;
  }
  return {};
}

std::optional<double> Measures::usd(string_view currency, std::int32_t day) const {
  if (currency.empty() || currency == "USD") return 1;  // docs/contracts.md: without a currency it counts as US dollars
  const auto rates = rates_.find(currency);
  if (rates == rates_.end()) return std::nullopt;
  const auto after = rates->second.upper_bound(day);
  if (after == rates->second.begin()) return std::nullopt;
  return std::prev(after)->second;
}

Result<void> Measures::read_prices() {
  static constexpr std::array<string_view, 5> kColumns{"item", "date", "mid", "currency", "source"};
  TIDEWAITER_TRY(const std::filesystem::path path, find_table(world_->folder, "prices"));
  TIDEWAITER_TRY(const ColumnTable table, ColumnTable::read(path, kColumns));
  TIDEWAITER_TRY(const std::size_t item, table.column("item"));
  TIDEWAITER_TRY(const std::size_t date, table.column("date"));
  TIDEWAITER_TRY(const std::size_t mid, table.column("mid"));
  TIDEWAITER_TRY(const std::size_t currency, table.column("currency"));
  TIDEWAITER_TRY(const std::size_t source, table.column("source"));
  std::map<std::array<Sym, 3>, std::vector<Offer>> offers;
  for (std::size_t row = 0; row < table.rows(); ++row) {
    TIDEWAITER_TRY(const auto price, table.number(mid, row));
    if (!price || *price <= 0) continue;
    offers[{table.sym(item, row), table.sym(date, row), table.sym(currency, row)}].push_back(
        {*price, table.sym(source, row)});
    offer_sources_.try_emplace(std::string(table.cell(source, row)), table.sym(source, row));
  }
  for (auto& [key, of_month] : offers) offers_.push_back(std::move(of_month));
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

// What others ask over what `source` asks for the same item in the same month, above or below it.
Measured Measures::premium(const std::string& source) const {
  const auto free = offer_sources_.find(source);
  if (free == offer_sources_.end()) return {};
  std::vector<double> ratios;
  for (const std::vector<Offer>& offers : offers_) {
    double least = std::numeric_limits<double>::infinity();
    for (const Offer& offer : offers) least = offer.source == free->second ? std::min(least, offer.price) : least;
    for (const Offer& offer : offers) {
      if (offer.source != free->second && std::isfinite(least)) ratios.push_back(offer.price / least);
    }
  }
  return median(std::move(ratios));
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
  if (name == "premium") return premium(what[1]);
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
