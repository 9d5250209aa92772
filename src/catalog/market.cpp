#include "catalog/market.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "base/period.h"
#include "catalog/figure_text.h"
#include "catalog/store.h"
#include "catalog/store_figures.h"

namespace tidewaiter::catalog {
namespace {

constexpr std::string_view kDollar = "USD";
constexpr double kMostDays = 3660;  // ten years: more is a slip of the pen

std::string upper(std::string_view text) {
  std::string folded(text);
  std::ranges::transform(folded, folded.begin(), [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
  return folded;
}

// The item that a listing names, itself or by a maker's system.
bool read_thing(TableReader& reader, const Store& store, Listing& listing) {
  const std::string name = reader.required_text("item");
  const std::optional<double> chips = reader.number("chips");
  const CatalogItem* item = store.item(name);
  if (const System* system = item == nullptr ? store.system(name) : nullptr) {
    const Configuration& usual = system->configurations.front();
    listing.item = usual.item;
    listing.system = system->number;
    listing.chips = chips.value_or(usual.chips);
    return true;
  }
  if (item == nullptr) {
    if (!name.empty()) reader.problem(reader.place_of("item"), fmt::format("no item or system '{}'", name));
    return false;
  }
  listing.item = item->number;
  listing.chips = chips.value_or(item->chips);
  return true;
}

}  // namespace

std::optional<double> Rates::usd(std::string_view currency, Date day) const {
  std::string code = upper(currency);
  if (const auto name = names_.find(code); name != names_.end()) code = name->second;
  if (code == kDollar) return 1;
  const auto known = by_currency_.find(code);
  if (known == by_currency_.end()) return std::nullopt;
  const Rate* best = nullptr;
  for (const Rate& rate : known->second) {
    if (!rate.days.contains(day)) continue;
    const auto shorter = [&] { return rate.days.to - rate.days.from < best->days.to - best->days.from; };
    if (best == nullptr || (rate.over == best->over ? shorter() : rate.over)) best = &rate;
  }
  return best == nullptr ? std::nullopt : std::optional(best->usd);
}

std::vector<std::optional<double>> least_asked(const Store& store) {
  std::vector<std::optional<double>> least(store.items.size());
  const auto ask = [&](std::uint32_t item, double usd) { least[item] = std::min(least[item].value_or(usd), usd); };
  for (const CatalogItem& item : store.items) {
    if (!item.box.list_price) continue;
    const auto days = days_of(item.box.list_price->date);
    const auto rate = store.rates.usd(item.box.list_price->currency, days ? days->to : kLastDate);
    if (rate) ask(item.number, item.box.list_price->low * *rate);
  }
  for (const Listing& listing : store.listings) {
    if (!listing.grey && listing.chips == store.items[listing.item].chips) ask(listing.item, listing.low_usd);
  }
  for (const CatalogItem& item : store.items) {
    if (!least[item.number] && least[item.chip]) ask(item.number, *least[item.chip] * item.chips);
  }
  return least;
}

void read_rates(std::span<const toml::Document> documents, Store& store, Problems& problems) {
  for_the_table(documents, "currency_names", problems, [&](TableReader& reader) {
    for (const toml::Member& member : reader.members()) {
      store.rates.names_[upper(member.key)] = reader.required_text(member.key);
    }
  });
  for_each_table(documents, "rates", problems, [&](TableReader& reader) {
    const std::optional<DateRange> from = days_of(read_time(reader, "from"));
    const std::optional<DateRange> to = days_of(read_time(reader, "to"));
    read_source(reader, store, "source");
    const bool over = reader.boolean("over").value_or(false);
    reader.text("note");
    const toml::Table* table = reader.table("units_per_usd");
    if (!from || !to || to->to < from->from || table == nullptr) {
      reader.problem(reader.place(), "rates need from, to and units_per_usd",
                     "from = \"2024-01\", to = \"2024-12\", units_per_usd = { EUR = 0.92 }");
      return;
    }
    TableReader inner(reader.document(), *table, reader.place_of("units_per_usd"), problems);
    for (const toml::Member& member : inner.members()) {
      const double units = inner.number(member.key).value_or(0);
      if (units <= 0) {
        inner.problem(member.value.place, fmt::format("'{}' needs a rate above 0", member.key));
        continue;
      }
      store.rates.by_currency_[upper(member.key)].push_back({{from->from, to->to}, 1 / units, over});
    }
  });
}

void read_listings(std::span<const toml::Document> documents, Store& store, Problems& problems) {
  for_the_table(documents, "market", problems, [&](TableReader& reader) {
    const double days = reader.number("days").value_or(0);
    if (days < 1 || days > kMostDays) reader.problem(reader.place(), "'days' must be a number of days, 1 to 3660");
    store.listing_days = static_cast<std::int32_t>(std::clamp(days, 0.0, kMostDays));
  });
  for_each_table(documents, "listing", problems, [&](TableReader& reader) {
    Listing listing;
    const bool known = read_thing(reader, store, listing);
    const std::string place = reader.required_text("place");
    listing.grey = reader.boolean("grey").value_or(false);
    const bool about = reader.boolean("about").value_or(false);
    const std::string month = read_time(reader, "date");
    listing.over = reader.boolean("over").value_or(false);
    const double low = reader.number("low").value_or(0);
    const double high = reader.number("high").value_or(0);
    const std::string currency = reader.required_text("currency");
    const Source* source = read_source(reader, store, "source");
    reader.text("note");
    const std::optional<DateRange> days = days_of(month);
    if (!days) {
      reader.problem(reader.place(), "a listing needs the month or year in which it was made", "date = \"2025-07\"");
      return;
    }
    if (low <= 0 || high < low) reader.problem(reader.place(), "a listing needs 0 < low <= high");
    listing.days = *days;
    const std::optional<double> usd = store.rates.usd(currency, days->to);
    if (!usd) {
      reader.problem(reader.place_of("currency"), fmt::format("no rate of '{}' in {}", currency, month),
                     "add it to catalog/data/exchange-rates.toml");
      return;
    }
    if (!known || source == nullptr) return;
    listing.low_usd = low * *usd;
    listing.high_usd = high * *usd;
    listing.asked = fmt::format("{} in {}, {}", price_text(low, high, currency, about), place, month);
    listing.source = source->id;
    listing.confidence = source->confidence;
    listing.text =
        fmt::format("{} ({}, confidence {})", listing.asked, source->text, static_cast<char>(source->confidence));
    store.listings.push_back(std::move(listing));
  });
}

}  // namespace tidewaiter::catalog
