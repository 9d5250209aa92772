#include "world/market.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "catalog/item_facts.h"

namespace tidewaiter::world {
namespace {

Form form_of(const catalog::Catalog& catalog, const catalog::CatalogItem& item, const Habits& habits) {
  Form form;
  form.name = item.name;
  form.item = item.number;
  form.kind = item.kind;
  form.chips = item.chips > 0 ? static_cast<std::uint32_t>(item.chips) : 1;
  const bool alone = item.box.mass_kg || item.box.packed_kg;  // a chip or card; else what holds several
  const catalog::Box box = alone ? item.box : catalog.box(catalog.identify(item.name));
  if (box.packed_kg) {
    form.mass_low = box.packed_kg->low;
    form.mass_high = box.packed_kg->high;
  } else if (box.mass_kg) {
    form.mass_low = box.mass_kg->low;
    form.mass_high = box.mass_kg->high * habits.masses_packing;
  } else {
    form.mass_low = habits.masses_module.least * form.chips;  // a module in its tray
    form.mass_high = habits.masses_module.most * form.chips;
  }
  if (const catalog::Headings* headings = catalog.headings(item.kind)) form.headings = headings->hs;
  if (form.headings.empty()) form.headings = {"8473.30"};
  for (const Date day : catalog.classification_days()) {
    const auto& names = catalog.classification(item.number, day).paragraph_names;
    std::string shortest = names.empty() ? std::string{} : std::string(names.front());
    if (std::ranges::count(shortest, '.') > 1) shortest.resize(shortest.rfind('.'));
    form.paragraph.emplace_back(day, std::move(shortest));
  }
  return form;
}

}  // namespace

Result<Market> Market::load(const catalog::Catalog& catalog, const Regime& regime, const Places& places,
                            const Parameters& parameters) {
  Market market;
  market.catalog_ = &catalog;
  market.regime_ = &regime;
  market.places_ = &places;
  market.countries_ = parameters.countries();
  market.habits_ = Habits::of(parameters);
  for (const GoodText& text : parameters.goods()) {
    const catalog::CatalogItem* chip = catalog.find(text.chip);
    if (chip == nullptr) return fail(ErrorCode::not_found, "the catalogue has no " + text.chip, "goods");
    Good good;
    good.chip = chip->name;
    good.vendor = chip->vendor;
    good.prefix = fmt::format("{}{:02}", static_cast<char>('A' + text.maker), market.goods_.size());
    good.forms.push_back(form_of(catalog, *chip, market.habits_));
    good.forms.front().chips = 1;
    if (!text.server.empty()) {
      const catalog::CatalogItem* server = catalog.find(text.server);
      if (server == nullptr) return fail(ErrorCode::not_found, "the catalogue has no " + text.server, "goods");
      good.forms.push_back(form_of(catalog, *server, market.habits_));
      good.module = true;
    }
    good.maker = text.maker;
    good.weight = text.weight;
    good.price = text.price;
    const catalog::Box& box = chip->box;
    if (good.price <= 0 && box.list_price) {
      const double rate = catalog.rates().usd(box.list_price->currency, Date(2025, 6, 1)).value_or(1);
      good.price = (box.list_price->low + box.list_price->high) / 2 * rate;
    }
    if (good.price <= 0) return fail(ErrorCode::not_found, "nobody states a price of " + text.chip, "goods");
    good.released = chip->released.value_or(kFirstDate);
    good.until = text.until.value_or(kLastDate);
    good.restricted_only = text.restricted_only;
    if (chip->spec.memory_gb) good.memory_gb = chip->spec.memory_gb->as_double();
    market.goods_.push_back(std::move(good));
  }
  if (market.goods_.size() > kMostGoods)
    return fail(ErrorCode::bad_format, fmt::format("there are more than {} goods", kMostGoods), "goods");
  for (std::size_t i = 0; i < market.goods_.size(); ++i) {
    const std::string& converted = parameters.goods()[i].converted;
    if (converted.empty()) continue;
    const auto found = std::ranges::find(market.goods_, converted, &Good::chip);
    if (found == market.goods_.end()) return fail(ErrorCode::not_found, "no good is called " + converted, "goods");
    market.goods_[i].converted = static_cast<int>(found - market.goods_.begin());
  }
  return market;
}

Access Market::access(std::uint16_t good, std::uint16_t country, Date day) const {
  const std::array<std::uint32_t, 3> key{good, country, static_cast<std::uint32_t>(regime_->interval(day))};
  const auto found = answers_.find(key);
  if (found != answers_.end()) return found->second;
  return answers_.emplace(key, ask(good, country, day)).first->second;
}

// The first country of the parameters is the makers' home.
Access Market::ask(std::uint16_t good, std::uint16_t country, Date day) const {
  const Country home = countries_.front().country;
  const Country to = countries_[country].country;
  if (places_->counts_as(to) == places_->counts_as(home)) return Access::open;
  const catalog::CatalogItem& item = catalog_->items()[goods_[good].forms.back().item];
  const catalog::Classification& found = catalog_->classification(item.number, day);
  Facts facts;
  facts.as_of = day;
  facts[LineFact::date] = day;
  facts[LineFact::movement] = std::string_view("export");
  facts[LineFact::export_country] = home;
  facts[LineFact::destination] = to;
  facts[LineFact::transit] = Texts{};
  facts[LineFact::item_state] = std::string_view("identified");
  facts[LineFact::item_kind] = to_string(item.kind);
  facts[LineFact::item_names_accelerator] = true;
  facts[LineFact::item_chips] = item.chips;
  catalog::state_item(facts, item, found);
  const auto party = [&](Role role, Country where) {
    PartyFacts& one = facts.parties.emplace_back();
    one.role = role;
    one[PartyFact::name] = std::string_view("-");
    one[PartyFact::country] = where;
    one[PartyFact::headquarters] = where;
    one[PartyFact::headquarters_basis] = std::string_view("stated");
    one[PartyFact::ultimate_parent_country] = where;
    return &one;
  };
  PartyFacts& exporter = *party(Role::exporter, home);
  exporter[PartyFact::addressee] = std::string_view(item.vendor);
  exporter[PartyFact::is_addressee] = true;
  party(Role::consignee, to);
  const auto answer = regime_->determine(facts, rules::Basis::practice);
  if (!answer) return Access::closed;  // an exporter who gets no answer ships nothing
  const Ruling ruling = answer->ruling();
  const Determination what =
      ruling.determination == Determination::undetermined ? ruling.could_be : ruling.determination;
  switch (what) {
    case Determination::no_licence:
      return Access::open;
    case Determination::exception:
    case Determination::notify:
      return Access::notice;
    case Determination::licence_required:
      return ruling.policy == Policy::approval || ruling.policy == Policy::case_by_case ? Access::licence
                                                                                        : Access::closed;
    default:
      return Access::closed;
  }
}

double Market::demand(std::uint16_t good, Date day) const {
  const Good& one = goods_[good];
  if (one.weight <= 0 || day < one.released || day > one.until) return 0;
  // Little until volumes are there, then a slow decline.
  const double months = (day - one.released) / 30.4;
  return one.weight * std::min(1.0, habits_.demand_first_month + months / habits_.demand_rise_months) *
         std::exp2(-std::max(0.0, months - habits_.demand_best_months) / habits_.demand_halved_months);
}

const std::string& Market::paragraph(std::uint16_t good, std::uint8_t form, Date day) const {
  const auto& spans = goods_[good].forms[form].paragraph;
  auto found = std::ranges::upper_bound(spans, day, {}, [](const auto& span) { return span.first; });
  return (found == spans.begin() ? found : found - 1)->second;
}

double Market::price(std::uint16_t good, std::uint8_t form, Date day) const {
  const Good& one = goods_[good];
  // A dealer asks less for what is older.
  const double years = std::max(0.0, (day - one.released) / 365.25 - habits_.prices_age_from);
  const double chip = one.price * std::exp(-habits_.prices_age_discount * std::min(years, habits_.prices_age_most));
  return form == kAlone ? chip : chip * one.forms[form].chips * habits_.prices_server_rest;
}

}  // namespace tidewaiter::world
