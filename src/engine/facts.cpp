#include "engine/facts.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <limits>

#include "base/cell_parts.h"
#include "catalog/figure_text.h"
#include "catalog/item_facts.h"
#include "engine/snapshot.h"
#include "ingest/words.h"
#include "model/fact_values.h"

namespace tidewaiter {
namespace {

using Field = ShipmentField;

// Facts that come from the catalogue's figures.
constexpr std::array kSpecificationFacts{
    LineFact::item_vendor, LineFact::item_tpp,         LineFact::item_pd,      LineFact::item_memory_bandwidth,
    LineFact::item_link,   LineFact::item_hbm_density, LineFact::item_released};
// Facts that are false of goods which are positively something else.
constexpr std::array kParagraphFacts{LineFact::item_datacenter,     LineFact::item_controlled,  LineFact::item_in_a,
                                     LineFact::item_in_b,           LineFact::item_in_c,        LineFact::item_in_2022,
                                     LineFact::item_made_for_china, LineFact::item_prc_designed};

// Facts that other shipments of the run decide.
constexpr std::array kPatternFacts{LineFact::serials,          LineFact::serials_again,   LineFact::serial_again,
                                   LineFact::serial_shipment,  LineFact::run_chips,       LineFact::run_small_lots,
                                   LineFact::run_carried_lots, LineFact::run_small_chips, LineFact::run_sent_back_on};

// Facts that compare the paper with what the thing is: known of what the catalogue knows only.
constexpr std::array kFitFacts{
    LineFact::quantity_unit,       LineFact::serial_numbers,    LineFact::hs_fits,         LineFact::item_units,
    LineFact::item_stated,         LineFact::item_headings,     LineFact::item_gave_away,  LineFact::item_memory,
    LineFact::item_memory_written, LineFact::item_mass_low,     LineFact::item_mass_high,  LineFact::item_mass_source,
    LineFact::item_power,          LineFact::item_cooling,      LineFact::item_price_low,  LineFact::item_price_high,
    LineFact::item_price_basis,    LineFact::item_price_source, LineFact::item_grey_price, LineFact::item_grey_source,
    LineFact::quantity_whole,      LineFact::item_held};

void digits_of(std::string_view text, std::string& out) {
  out.clear();
  for (const char c : text) {
    if (c >= '0' && c <= '9') out += c;
  }
}

// Which movement the countries make, if the shipment does not say: a delivery into the home country is none of the
// three (decision table, row 0); within one country a transfer; out of the home country an export; else a re-export.
std::string_view movement_of(const Snapshot& snapshot, std::string_view written, Country from, Country to) {
  static constexpr std::string_view kStated[] = {"export", "reexport", "transfer_in_country"};
  const Country home = snapshot.places.counts_as(snapshot.jurisdiction.home);
  if (to.known() && snapshot.places.counts_as(to) == home) return "domestic";
  for (const std::string_view word : kStated) {
    if (written == word) return word;
  }
  if (!from.known() || !to.known()) return {};
  if (snapshot.places.counts_as(from) == snapshot.places.counts_as(to)) return kStated[2];
  return snapshot.places.counts_as(from) == home ? kStated[0] : kStated[1];
}

// What stands for US dollars in the column `currency`, in any case (ISO 4217, and the signs in common use).
bool is_us_dollars(std::string_view currency) {
  static constexpr std::string_view kWords[] = {"USD", "US$", "$"};
  return currency.empty() || std::ranges::any_of(kWords, [&](std::string_view word) {
           return std::ranges::equal(currency, word, {}, [](unsigned char c) { return std::toupper(c); });
         });
}

std::optional<double> mass_per_piece(const ShipmentBatch& batch, std::size_t row) {
  const auto mass = batch.number(Field::net_mass_kg, row);
  const auto quantity = batch.number(Field::quantity, row);
  if (!mass || !quantity || *quantity <= 0) return std::nullopt;
  return *mass / *quantity;
}

}  // namespace

UnitValue unit_value(const Snapshot& snapshot, const ShipmentBatch& batch, std::size_t row, Date day) {
  const auto value = batch.number(Field::unit_value, row);
  const std::string_view currency = batch.cell(Field::currency, row);
  if (!value || is_us_dollars(currency)) return {value, false};
  const auto rate = snapshot.catalog.rates().usd(currency, day);
  return rate ? UnitValue{*value * *rate, false} : UnitValue{std::nullopt, *value > 0};
}

void LineLookUp::look_up_block(std::size_t row) {
  block_begin_ = row;
  keys_.collect(batch_, row, std::min(row + RowKeys::kBlockRows, batch_.rows()));
  tables_.by_party_key().find(keys_.parties(), parties_);
  tables_.by_item_key().find(keys_.items(), items_);
  for (const std::uint32_t number : parties_) __builtin_prefetch(&tables_.by_party_key().at(number));
  for (const std::uint32_t number : items_) __builtin_prefetch(&tables_.by_item_key().at(number));
}

Line LineLookUp::operator()(std::size_t row) {
  if (row < block_begin_ || row >= block_begin_ + keys_.rows()) look_up_block(row);
  const ShipmentBatch& batch = batch_;
  Line line;
  line.day = snapshot_.as_of.value_or(batch.date(Field::date, row).value_or(Date{}));
  line.unit_value = unit_value(snapshot_, batch, row, line.day);
  for (std::size_t i = 0; i < kPartyRoleCount; ++i) {
    const std::uint32_t key = keys_.party(row - block_begin_, static_cast<Role>(i));
    if (key != RowKeys::kNone) line.parties[i] = &tables_.by_party_key().at(parties_[key]);
  }
  if (const auto conveyance = batch.cell(Field::conveyance_name, row); !conveyance.empty()) {
    line.conveyance_hits = &tables_.conveyance(conveyance);
  }
  line.destination = tables_.country(batch.cell(Field::destination_country, row));
  line.export_country = tables_.country(batch.cell(Field::export_country, row));
  if (!line.export_country.known()) {
    if (const ResolvedParty* exporter = line.parties[static_cast<std::size_t>(Role::exporter)]) {
      line.export_country = exporter->country;
    }
  }
  line.movement = movement_of(snapshot_, ingest::fold_word(batch.cell(Field::movement, row)), line.export_country,
                              line.destination);
  const std::string authorisation = ingest::fold_word(batch.cell(Field::authorisation, row));
  line.authorised = !authorisation.empty() && !snapshot_.jurisdiction.says_no_authorisation(authorisation);
  return with_item(line, tables_.by_item_key().at(items_[keys_.item(row - block_begin_)]), row);
}

Line LineLookUp::with_item(Line line, const ResolvedItem& item, std::size_t row) {
  const Identification& found = item.identification;
  const std::optional<double> units = found.units_of(batch_.number(Field::quantity, row));
  constexpr double kNotKnown = std::numeric_limits<double>::quiet_NaN();
  line.item = &item;
  line.chips = found.chips_per_unit == 0 ? 0 : units.value_or(kNotKnown) * found.chips_per_unit;
  digits_of(batch_.cell(Field::hs_code, row), hs_digits_);
  line.state =
      snapshot_.catalog.item_state(found, hs_digits_, line.unit_value.to_look_at(), mass_per_piece(batch_, row));
  return line;
}

const Facts& LineFacts::fill(const Snapshot& snapshot, const RunTables& tables, const Line& line,
                             const ShipmentBatch& batch, std::size_t row) {
  facts_.as_of = line.day;
  fill_shipment(tables, line, batch, row);
  fill_patterns(tables, line, batch, row);
  fill_item(snapshot, line);
  fill_fit(snapshot, line, batch, row);
  if (!same_parties(line)) fill_parties(snapshot, tables, line);
  last_ = line;
  return facts_;
}

void LineFacts::fill_shipment(const RunTables& tables, const Line& line, const ShipmentBatch& batch, std::size_t row) {
  facts_[LineFact::date] = date_or_unknown(batch.date(Field::date, row));
  facts_[LineFact::movement] = text_or_unknown(line.movement);
  transport_mode_ = ingest::fold_word(batch.cell(Field::transport_mode, row));
  facts_[LineFact::transport_mode] = text_or_unknown(transport_mode_);
  facts_[LineFact::authorisation] =
      line.authorised ? text_or_unknown(batch.cell(Field::authorisation, row)) : FactValue(Unknown{});
  payment_terms_ = ingest::fold_word(batch.cell(Field::payment_terms, row));
  facts_[LineFact::payment_terms] = text_or_unknown(payment_terms_);
  installation_ = ingest::fold_word(batch.cell(Field::installation, row));
  facts_[LineFact::installation] = text_or_unknown(installation_);

  const std::string_view end_use = batch.cell(Field::end_use, row);
  facts_[LineFact::end_use_text] = text_or_unknown(end_use);
  if (end_use.empty()) {
    facts_[LineFact::end_use] = Unknown{};
  } else {
    facts_[LineFact::end_use] = Texts(tables.end_use(end_use));
  }
  facts_[LineFact::export_country] = country_or_unknown(line.export_country);
  facts_[LineFact::destination] = country_or_unknown(line.destination);
  facts_[LineFact::origin_country] = country_or_unknown(tables.country(batch.cell(Field::origin_country, row)));
  transit_.clear();
  const std::string_view transit = batch.cell(Field::transit_countries, row);
  for_each_part(transit, [&](std::string_view written) { transit_.push_back(tables.country_code(written)); });
  if (transit.empty()) {
    facts_[LineFact::transit] = Unknown{};
  } else {
    facts_[LineFact::transit] = Texts(transit_);
  }

  digits_of(batch.cell(Field::hs_code, row), hs_digits_);
  facts_[LineFact::hs_code] = text_or_unknown(hs_digits_);
  eccn_.assign(batch.cell(Field::eccn_declared, row));
  std::ranges::transform(eccn_, eccn_.begin(), [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
  facts_[LineFact::eccn_declared] = text_or_unknown(eccn_);
  facts_[LineFact::quantity] = number_or_unknown(batch.number(Field::quantity, row));
  const bool alone = !line.item->one_of_several;
  facts_[LineFact::unit_value] = alone ? number_or_unknown(line.unit_value.usd) : FactValue(Unknown{});
  facts_[LineFact::net_mass] = number_or_unknown(batch.number(Field::net_mass_kg, row));
  facts_[LineFact::mass_per_piece] = alone ? number_or_unknown(mass_per_piece(batch, row)) : FactValue(Unknown{});
}

void LineFacts::fill_patterns(const RunTables& tables, const Line& line, const ShipmentBatch& batch, std::size_t row) {
  if (patterns_filled_) {
    for (const LineFact fact : kPatternFacts) facts_[fact] = Unknown{};
    patterns_filled_ = false;
  }
  const Patterns* patterns = tables.patterns();
  if (patterns == nullptr) return;
  if (const std::string_view written = batch.cell(Field::serials, row); !written.empty()) {
    const Patterns::Serials serials = patterns->serials(written, batch.cell(Field::shipment_id, row));
    if (serials.stated > 0) {
      patterns_filled_ = true;
      facts_[LineFact::serials] = serials.stated;
      facts_[LineFact::serials_again] = serials.again;
      facts_[LineFact::serial_again] = text_or_unknown(serials.first_again);
      facts_[LineFact::serial_shipment] = text_or_unknown(serials.shipment);
    }
  }
  if (line.item->item == nullptr || !(line.chips > 0)) return;  // NaN too
  const auto group = [&](Role first, Role second) {
    const ResolvedParty* party = line.parties[static_cast<std::size_t>(first)];
    if (party == nullptr) party = line.parties[static_cast<std::size_t>(second)];
    return party == nullptr ? Patterns::kNoGroup : party->group;
  };
  const std::uint32_t receiver = group(Role::consignee, Role::end_user);
  const auto day = batch.date(Field::date, row);
  if (receiver == Patterns::kNoGroup || !day) return;
  patterns_filled_ = true;
  const Patterns::Received received = patterns->received(receiver, *day);
  facts_[LineFact::run_chips] = received.chips;
  facts_[LineFact::run_small_lots] = received.small_lots;
  facts_[LineFact::run_carried_lots] = received.carried_lots;
  facts_[LineFact::run_small_chips] = received.small_chips;
  const std::uint32_t exporter = group(Role::exporter, Role::consignor);
  if (exporter == Patterns::kNoGroup) return;
  facts_[LineFact::run_sent_back_on] = date_or_unknown(patterns->sent_back(exporter, receiver, *day));
}

void LineFacts::fill_item(const Snapshot& snapshot, const Line& line) {
  const ResolvedItem& resolved = *line.item;
  facts_[LineFact::item_state] = to_string(line.state);
  facts_[LineFact::item_names_accelerator] = resolved.identification.accelerator_word || resolved.item != nullptr;
  facts_[LineFact::item_kind] = to_string(resolved.identification.kind);
  facts_[LineFact::item_chips] = number_or_unknown(line.chips);
  const auto* declared = std::get_if<std::string_view>(&facts_[LineFact::eccn_declared]);
  const bool declared_on_list = declared != nullptr && *declared != snapshot.jurisdiction.not_on_list;
  if (line.state == ItemState::identified && resolved.item != nullptr) {
    fill_catalog_item(snapshot, *resolved.item, line.day);
    return;
  }
  facts_[LineFact::item_name] = text_or_unknown(resolved.description.empty() ? resolved.sku : resolved.description);
  for (const LineFact fact : kSpecificationFacts) facts_[fact] = Unknown{};
  // Goods that are positively something else meet no paragraph; of what nobody could identify nothing is known.
  const bool other = line.state == ItemState::other_goods;
  for (const LineFact fact : kParagraphFacts) facts_[fact] = other ? FactValue(false) : FactValue(Unknown{});
  if (other) {
    facts_[LineFact::item_classified] = true;
    facts_[LineFact::item_paragraphs] = Texts{};
    facts_[LineFact::item_tags] = Texts{};
  } else {
    facts_[LineFact::item_classified] = false;
    facts_[LineFact::item_paragraphs] = Unknown{};
    facts_[LineFact::item_tags] = Unknown{};
  }
  if (declared != nullptr) {
    facts_[LineFact::item_on_ccl] = declared_on_list;
  } else {
    facts_[LineFact::item_on_ccl] = other ? FactValue(false) : FactValue(Unknown{});
  }
}

void LineFacts::fill_catalog_item(const Snapshot& snapshot, const catalog::CatalogItem& item, Date day) {
  const catalog::Classification& classification = snapshot.catalog.classification(item.number, day, snapshot.basis());
  catalog::state_item(facts_, item, classification);
}

void LineFacts::fill_fit(const Snapshot& snapshot, const Line& line, const ShipmentBatch& batch, std::size_t row) {
  if (fit_filled_) {
    for (const LineFact fact : kFitFacts) facts_[fact] = Unknown{};
    fit_filled_ = false;
  }
  if (line.state == ItemState::cover) {
    fit_filled_ = true;
    gave_away_ = snapshot.catalog.gave_away(hs_digits_, line.unit_value.usd, mass_per_piece(batch, row));
    if (line.unit_value.no_rate) {
      gave_away_ += gave_away_.empty() ? "" : ", ";
      gave_away_ += "a value in ";
      gave_away_ += batch.cell(Field::currency, row);
      gave_away_ += ", for which no rate is known";
    }
    facts_[LineFact::item_gave_away] = text_or_unknown(gave_away_);
  }
  if (line.state != ItemState::identified || line.item->fit == nullptr) return;
  fit_filled_ = true;
  const Fit& fit = *line.item->fit;
  const Identification& found = line.item->identification;
  const auto quantity = batch.number(Field::quantity, row);
  quantity_unit_ = ingest::fold_word(batch.cell(Field::quantity_unit, row));
  facts_[LineFact::quantity_unit] = text_or_unknown(quantity_unit_);
  serials_.clear();
  for_each_part(batch.cell(Field::serials, row), [&](std::string_view serial) { serials_.push_back(serial); });
  if (!serials_.empty()) facts_[LineFact::serial_numbers] = Texts(serials_);
  if (const auto fits = fit.fits_heading(hs_digits_)) facts_[LineFact::hs_fits] = *fits;
  if (quantity) facts_[LineFact::quantity_whole] = *quantity > 0 && std::floor(*quantity) == *quantity;
  const std::optional<double> units = found.units_of(quantity);
  facts_[LineFact::item_units] = number_or_unknown(units);
  facts_[LineFact::item_stated] = number_or_unknown(found.stated);
  facts_[LineFact::item_headings] = text_or_unknown(fit.headings);
  facts_[LineFact::item_memory] = catalog::figure_or_unknown(line.item->item->spec.memory_gb);
  facts_[LineFact::item_memory_written] = number_or_unknown(found.odd_memory_gb);
  facts_[LineFact::item_cooling] = text_or_unknown(fit.cooling);
  // A unit of the line holds as many of the thing as the text says ("8x DGX"), unless the text only repeats the
  // quantity of the line. Where it states another count for the whole line than its quantity, nobody knows which of
  // them the mass and the value of a unit are for. In both cases anything between is in order, and the power is the
  // least.
  const bool repeats = quantity && *quantity > 1 && found.units == *quantity;
  const double low = repeats ? 1 : found.units;
  const double high = found.stated && quantity.value_or(1) > 0
                          ? found.units * std::max(1.0, *found.stated / quantity.value_or(1))
                          : found.units;
  if (fit.power_mw && units) facts_[LineFact::item_power] = *fit.power_mw * *units / found.units * low;
  held_ = low == 1 && high == 1 ? std::string() : catalog::range_text(low, high);
  facts_[LineFact::item_held] = text_or_unknown(held_);
  if (fit.mass_low_kg) facts_[LineFact::item_mass_low] = *fit.mass_low_kg * low;
  if (fit.mass_high_kg) facts_[LineFact::item_mass_high] = *fit.mass_high_kg * high;
  facts_[LineFact::item_mass_source] = text_or_unknown(fit.mass_source);
  fill_price(snapshot, line, low, high);
}

// What a market asks comes before what the maker asks.
void LineFacts::fill_price(const Snapshot& snapshot, const Line& line, double low, double high) {
  const Fit& fit = *line.item->fit;
  const std::int32_t days = snapshot.catalog.listing_days();
  if (const auto market = fit.asked(line.day, days, false)) {
    facts_[LineFact::item_price_low] = market->low_usd * low;
    facts_[LineFact::item_price_high] = market->high_usd * high;
    facts_[LineFact::item_price_basis] = std::string_view("market");
    facts_[LineFact::item_price_source] = market->source;
  } else if (fit.list_low_usd && fit.list_high_usd) {
    facts_[LineFact::item_price_low] = *fit.list_low_usd * low;
    facts_[LineFact::item_price_high] = *fit.list_high_usd * high;
    facts_[LineFact::item_price_basis] = std::string_view(fit.list_of_parts ? "parts" : "list");
    facts_[LineFact::item_price_source] = std::string_view(fit.list_source);
  }
  if (const auto grey = fit.asked(line.day, days, true)) {
    facts_[LineFact::item_grey_price] = grey->low_usd * low;
    facts_[LineFact::item_grey_source] = grey->source;
  }
}

// Parties, and hits as of the day, depend on nothing else.
bool LineFacts::same_parties(const Line& line) const {
  return line.day == last_.day && line.parties == last_.parties && line.conveyance_hits == last_.conveyance_hits;
}

namespace {

// The country of an entry that the party certainly is may be that of its headquarters, and need not be: the party
// stands among the parties with its headquarters unknown, and behind it once for each such country with its
// headquarters there. So a rule that asks for these countries finds one, and no rule finds that they are nowhere else.
void add_as_listed(std::vector<PartyFacts>& parties, const ResolvedParty& party, Date day) {
  const std::size_t itself = parties.size() - 1;
  for (const PartyFact fact :
       {PartyFact::headquarters, PartyFact::headquarters_basis, PartyFact::ultimate_parent_country}) {
    parties[itself][fact] = Unknown{};
  }
  for (const PartyHit& hit : party.hits) {
    if (hit.standing_on(day) != HitStanding::certain || !hit.country.known()) continue;
    const bool known = std::ranges::any_of(std::span(parties).subspan(itself), [&](const PartyFacts& other) {
      const auto* country = std::get_if<Country>(&other[PartyFact::headquarters]);
      return country != nullptr && *country == hit.country;
    });
    if (known) continue;
    PartyFacts there = parties[itself];
    there[PartyFact::headquarters] = hit.country;
    there[PartyFact::headquarters_basis] = to_string(HeadquartersBasis::list_entry);
    parties.push_back(there);
  }
}

}  // namespace

void LineFacts::fill_parties(const Snapshot& snapshot, const RunTables& tables, const Line& line) {
  facts_.parties.clear();
  facts_.hits.clear();
  facts_.owners.clear();
  owners_.clear();
  for (std::size_t i = 0; i < kPartyRoleCount; ++i) {
    const ResolvedParty* party = line.parties[i];
    if (party == nullptr) continue;
    const auto role = static_cast<Role>(i);
    PartyFacts& facts = facts_.parties.emplace_back();
    facts.role = role;
    facts[PartyFact::name] = text_or_unknown(party->name);
    facts[PartyFact::country] = country_or_unknown(party->country);
    const Headquarters headquarters = party->headquarters_on(line.day);
    facts[PartyFact::headquarters] = country_or_unknown(headquarters.country);
    if (headquarters.basis != HeadquartersBasis::none) {
      facts[PartyFact::headquarters_basis] = to_string(headquarters.basis);
    }
    facts[PartyFact::ultimate_parent_country] = country_or_unknown(headquarters.ultimate_parent);
    facts[PartyFact::owner_list] = text_or_unknown(party->owner_list);
    if (role == Role::exporter || role == Role::consignor) {
      const Addressed& addressed = party->addressed;
      facts[PartyFact::addressee] = addressed.code.empty() ? std::string_view("none") : addressed.code;
      facts[PartyFact::is_addressee] = addressed.in_doubt ? FactValue(Unknown{}) : FactValue(!addressed.code.empty());
      facts[PartyFact::addressee_match] = text_or_unknown(addressed.why);
    }
    facts[PartyFact::address] = text_or_unknown(party->cells.address);
    if (const PartyProfile* profile = party->profile) {
      if (party->cells.address.empty()) facts[PartyFact::address] = text_or_unknown(profile->address);
      facts[PartyFact::party_role] = text_or_unknown(profile->role);
      facts[PartyFact::registered_on] = date_or_unknown(profile->registered_on);
      facts[PartyFact::address_kind] = text_or_unknown(profile->address_kind);
      facts[PartyFact::website] = text_or_unknown(profile->website);
      facts[PartyFact::phone] = text_or_unknown(profile->phone);
      facts[PartyFact::email] = text_or_unknown(profile->email);
      facts[PartyFact::business] = text_or_unknown(profile->business);
      facts[PartyFact::data_centre_mw] = number_or_unknown(profile->data_centre_mw);
      facts[PartyFact::data_centre_cooling] = text_or_unknown(profile->data_centre_cooling);
      facts[PartyFact::employees] = number_or_unknown(profile->employees);
      facts[PartyFact::customer_since] = date_or_unknown(profile->customer_since);
    }
    if (headquarters.basis == HeadquartersBasis::list_entry) add_as_listed(facts_.parties, *party, line.day);
    add_hits(snapshot, line, role, party->name, party->hits);
    if (party->below_listed_owner) add_owners(snapshot, tables, line, *party, role);
  }
  if (line.conveyance_hits != nullptr) add_hits(snapshot, line, Role::conveyance, {}, *line.conveyance_hits);
}

void LineFacts::add_hits(const Snapshot& snapshot, const Line& line, Role role, std::string_view party_name,
                         const std::vector<PartyHit>& hits) {
  for (const PartyHit& hit : hits) {
    if (hit.standing_on(line.day) != HitStanding::certain) continue;
    const lists::EntryView entry = snapshot.entries().entry(hit.entry);
    HitFacts facts;
    facts.role = role;
    facts[HitFact::list] = entry.list();
    facts[HitFact::requirement] = text_or_unknown(entry.requirement());
    facts[HitFact::review_policy] = text_or_unknown(entry.policy());
    facts[HitFact::footnotes] = text_or_unknown(entry.footnotes());
    facts[HitFact::in_force] = truth_or_unknown(entry.in_force(line.day));
    facts[HitFact::started] = entry.started(line.day);
    facts[HitFact::ends_known] = entry.ends_known();
    facts[HitFact::entry_name] = entry.name();
    facts[HitFact::party_name] = text_or_unknown(party_name.empty() ? std::string_view(hit.party_name) : party_name);
    facts_.hits.push_back(facts);
  }
}

void LineFacts::add_owners(const Snapshot& snapshot, const RunTables& tables, const Line& line,
                           const ResolvedParty& party, Role role) {
  for (ListedOwner& found : tables.ownership().owners_of(snapshot, party, line.day)) {
    const ListedOwner& owner = owners_.emplace_back(std::move(found));
    const lists::EntryView entry = snapshot.entries().entry(owner.entry);
    OwnerFacts facts;
    facts.role = role;
    facts[OwnerFact::list] = entry.list();
    facts[OwnerFact::requirement] = text_or_unknown(entry.requirement());
    facts[OwnerFact::review_policy] = text_or_unknown(entry.policy());
    facts[OwnerFact::entry_name] = entry.name();
    facts[OwnerFact::party_name] = text_or_unknown(party.name);
    facts[OwnerFact::way] = std::string_view(owner.way);
    facts[OwnerFact::share] = owner.share;
    facts[OwnerFact::half] = truth_or_unknown(owner.half);
    facts[OwnerFact::blocked_half] = truth_or_unknown(owner.blocked_half);
    facts_.owners.push_back(facts);
  }
}

}  // namespace tidewaiter
