// Strata, days, places, parties, list hits and owners of the generated cases.
#include "oracle/cases.h"

#include <algorithm>
#include <array>

#include "oracle/case_parts.h"
#include "oracle/country_groups.h"
#include "oracle/reading.h"

namespace tidewaiter::oracle {

namespace {

using Codes = std::vector<std::string_view>;

constexpr std::uint64_t kGolden = 0x9E3779B97F4A7C15ULL;  // spreads neighbouring numbers over the seeds (splitmix64)

const Codes& d5_places() {
  static const Codes kCodes{"CN", "CN", "CN", "HK", "HK", "MO", "MO", "KH", "NI",
                            "MM", "AF", "VE", "LB", "SD", "ZW", "IQ", "LY"};
  return kCodes;
}
const Codes& d1_d4_places() {
  static const Codes kCodes{"VN", "VN", "KZ", "GE", "AM", "LA", "MN", "SA", "QA", "KW",
                            "JO", "EG", "PK", "AE", "AE", "AE", "KH", "NI", "YE"};
  return kCodes;
}
const Codes& outside_places() {
  static const Codes kCodes{"MY", "MY", "SG", "TW", "DE", "JP", "IN", "TH", "ID",
                            "BR", "IL", "IL", "CY", "MX", "ZA", "GB", "NL"};
  return kCodes;
}
const Codes& embargoed_places() {
  static const Codes kCodes{"IR", "KP", "SY", "CU", "RU", "RU", "BY", "BY"};
  return kCodes;
}

std::string_view any_place(Chance& chance) {
  if (chance.one_in(4)) return kCountryGroups[chance.below(kCountryGroups.size())].code;
  switch (chance.below(7)) {
    case 0:
    case 1:
      return chance.pick(d5_places());
    case 2:
    case 3:
      return chance.pick(d1_d4_places());
    case 4:
    case 5:
      return chance.pick(outside_places());
    default:
      return chance.one_in(3) ? std::string_view("US") : chance.pick(embargoed_places());
  }
}

// Lines that one rule alone reaches are rare among those that a row's ingredients make; some are aimed at.
// The review of January 2026 (91 FR 1684): what the limits let through, with and without listed owners.
bool aims_at_review_2026(std::string_view row, Date day, Chance& chance) {
  return row == "6" && day >= Date(2026, 1, 15) && chance.one_in(2);
}

const Codes& china_and_macau() {
  static const Codes kCodes{"CN", "CN", "HK", "MO"};
  return kCodes;
}

void ship_from_home(Facts& facts) {
  facts[LineFact::export_country] = Country("US");
  facts[LineFact::movement] = std::string_view("export");
}

void keep_within_limits(Chance& chance, Case& made) {
  made.facts[LineFact::item_tpp] = chance.between(4800, 20999);
  made.facts[LineFact::item_memory_bandwidth] = chance.between(800, 6499);
  made.facts[LineFact::item_made_for_china] = chance.one_in(8);
  derive_item(made);
}

ItemSort choose_item(std::string_view row, Chance& chance) {
  using enum ItemSort;
  static const std::vector<ItemSort> kAny{data_centre_a, data_centre_b,  data_centre_below,
                                          consumer_over, consumer_below, memory,
                                          named,         other_goods,    named};
  if (chance.one_in(8)) return chance.pick(kAny);
  if (row == "6" || row == "7" || row == "8") return chance.one_in(4) ? named : data_centre_a;
  if (row == "9a") return chance.one_in(3) ? named : data_centre_a;
  if (row == "10" || row == "11") return chance.one_in(2) ? data_centre_b : consumer_over;
  if (row == "9") return chance.one_in(2) ? data_centre_a : chance.one_in(2) ? data_centre_b : consumer_over;
  if (row == "12") return chance.one_in(3) ? data_centre_below : chance.one_in(2) ? consumer_below : other_goods;
  if (row == "13") return memory;
  if (row == "14") return chance.one_in(2) ? data_centre_a : data_centre_b;
  if (row == "letters") return named;
  // Whose entry or owner it is matters most where no chip asks a licence by itself.
  if (row == "3" && chance.one_in(3)) return other_goods;
  if (row == "2" && chance.one_in(4)) return other_goods;
  if (row == "15") return chance.pick(std::vector{data_centre_a, data_centre_b, data_centre_below, consumer_below});
  return chance.pick(kAny);
}

std::string_view choose_destination(std::string_view row, Chance& chance) {
  if (chance.one_in(10)) return any_place(chance);
  if (row == "0") return "US";
  if (row == "1") return chance.pick(embargoed_places());
  if (row == "5" || row == "6" || row == "10" || row == "13") {
    return chance.one_in(4) ? any_place(chance) : chance.pick(d5_places());
  }
  if (row == "7" || row == "9") return chance.one_in(4) ? chance.pick(d1_d4_places()) : chance.pick(outside_places());
  if (row == "8" || row == "11") return chance.pick(d1_d4_places());
  if (row == "letters") return chance.one_in(3) ? chance.pick(d1_d4_places()) : chance.pick(d5_places());
  if (row == "4")
    return chance.pick(Codes{"CN", "HK", "MM", "KH", "NI", "VE", "RU", "BY", "IR", "VN", "MY", "US", "DE"});
  return any_place(chance);
}

void choose_movement(std::string_view destination, std::string_view row, Chance& chance, Facts& facts) {
  static const Codes kFrom{"US", "US", "US", "TW", "SG", "HK", "AE", "MY", "DE"};
  static constexpr std::array<std::string_view, 3> kMovements{"export", "reexport", "transfer_in_country"};
  std::string_view from = chance.pick(kFrom);
  if ((row == "10" || row == "11") && chance.one_in(3)) from = destination;
  if (china(Country(destination), facts.as_of) && chance.one_in(8)) from = chance.one_in(2) ? "HK" : "CN";
  const bool china_alone = china(Country(from), facts.as_of) && china(Country(destination), facts.as_of);
  std::string_view movement = "reexport";
  if (from == "US") movement = "export";
  if (from == destination || china_alone) movement = "transfer_in_country";
  if (chance.one_in(25)) movement = chance.pick(kMovements);
  if (destination == "US") movement = "domestic";
  facts[LineFact::export_country] = Country(from);
  facts[LineFact::movement] = movement;
}

std::string_view choose_headquarters(std::string_view row, std::string_view country, Chance& chance) {
  if (row == "7" || row == "letters" || row == "13") return chance.one_in(3) ? country : chance.pick(d5_places());
  if (row == "8" || row == "9" || row == "11") {
    return chance.one_in(12) ? chance.pick(d5_places()) : chance.one_in(3) ? chance.pick(outside_places()) : country;
  }
  if (row == "10") return chance.one_in(2) ? chance.pick(d5_places()) : country;
  return chance.one_in(4) ? any_place(chance) : country;
}

// Whom the letters are addressed to, and others.
std::string_view choose_exporter(std::string_view vendor, Chance& chance) {
  static const Codes kNames{"NVIDIA Corporation", "Advanced Micro Devices, Inc.", "Intel Corporation", "AMD Global Ltd",
                            "Harbour Lane Trading"};
  if (vendor == "NVIDIA" && !chance.one_in(3)) return chance.one_in(5) ? "NVIDIA Singapore Pte Ltd" : kNames[0];
  if (vendor == "AMD" && !chance.one_in(3)) return kNames[chance.one_in(5) ? 3 : 1];
  if (vendor == "Intel" && !chance.one_in(3)) return kNames[2];
  return chance.pick(kNames);
}

// As the engine compares them: the vendors of the letters, all of the United States; names that begin alike are in
// doubt.
void set_addressee(PartyFacts& party) {
  struct Vendor {
    std::string_view name, code;
    bool whole;
  };
  static constexpr std::array<Vendor, 5> kVendors{{{"NVIDIA Corporation", "NVIDIA", true},
                                                   {"Advanced Micro Devices, Inc.", "AMD", true},
                                                   {"Intel Corporation", "Intel", true},
                                                   {"NVIDIA Singapore Pte Ltd", "NVIDIA", false},
                                                   {"AMD Global Ltd", "AMD", false}}};
  party[PartyFact::addressee] = std::string_view("none");
  party[PartyFact::is_addressee] = false;
  for (const Vendor& vendor : kVendors) {
    if (text(party[PartyFact::name]) != vendor.name) continue;
    const Country at = country(party[PartyFact::country]);
    party[PartyFact::addressee] = vendor.code;
    party[PartyFact::is_addressee] =
        vendor.whole && (!at.known() || at.code() == "US") ? FactValue(true) : FactValue(Unknown{});
  }
}

void add_party(Role role, std::string_view row, std::string_view country, Chance& chance, Case& made) {
  PartyFacts party{.role = role, .values = {}};
  party[PartyFact::name] = std::string_view("Meadow Computing Ltd");
  if (role == Role::exporter || (role == Role::consignor && chance.one_in(3))) {
    party[PartyFact::name] = choose_exporter(text(made.facts[LineFact::item_vendor]).value_or(""), chance);
  }
  party[PartyFact::country] = Country(country);
  static const Codes kRoles{"distributor", "reseller", "cloud", "data_centre", "university", "manufacturer"};
  if (chance.one_in(4)) party[PartyFact::party_role] = chance.pick(kRoles);
  if (chance.one_in(row == "4" ? 4 : 40)) party[PartyFact::business] = std::string_view("supplies to the armed forces");
  if (role == Role::exporter && (row == "15" ? !chance.one_in(5) : chance.one_in(40))) {
    party[PartyFact::business] = std::string_view("semiconductor foundry");
  }
  const bool receiving = is_receiving(role);
  const std::string_view seat = receiving ? choose_headquarters(row, country, chance) : any_place(chance);
  party[PartyFact::headquarters] = Country(seat);
  switch (chance.below(8)) {
    case 0:  // only the parent's country is stated
      party[PartyFact::headquarters_basis] = std::string_view("parent stated");
      party[PartyFact::ultimate_parent_country] = Country(seat);
      break;
    case 1: {  // an entry's country: unknown where they are, and beside it the party once more as if they were there
      party[PartyFact::headquarters_basis] = std::string_view("list entry");
      PartyFacts unknown = party;
      unknown[PartyFact::headquarters] = Unknown{};
      unknown[PartyFact::headquarters_basis] = Unknown{};
      made.facts.parties.push_back(std::move(unknown));
      if (chance.one_in(4)) {
        PartyFacts elsewhere = party;
        elsewhere[PartyFact::headquarters] = Country("AT");
        made.facts.parties.push_back(std::move(elsewhere));
      }
      break;
    }
    case 2:
      party[PartyFact::headquarters_basis] = std::string_view("stated");
      party[PartyFact::ultimate_parent_country] =
          Country(receiving ? choose_headquarters(row, country, chance) : any_place(chance));
      break;
    default:
      party[PartyFact::headquarters_basis] = std::string_view("stated");
  }
  made.facts.parties.push_back(std::move(party));
}

void add_parties(std::string_view row, std::string_view destination, Chance& chance, Case& made) {
  const std::string_view from = country(made.facts[LineFact::export_country]).code();
  add_party(Role::exporter, row, from, chance, made);
  if (chance.one_in(5)) add_party(Role::consignor, row, from, chance, made);
  if (chance.one_in(4)) add_party(Role::intermediate_consignee, row, any_place(chance), chance, made);
  const bool consigned = !chance.one_in(20);  // a shipment names a consignee or an end user
  const bool used = !consigned || chance.one_in(2);
  if (consigned) add_party(Role::consignee, row, destination, chance, made);
  if (used) add_party(Role::end_user, row, chance.one_in(4) ? any_place(chance) : destination, chance, made);
  if (chance.one_in(3)) add_party(Role::forwarder, row, any_place(chance), chance, made);
  if (chance.one_in(3)) add_party(Role::payer, row, any_place(chance), chance, made);
}

void choose_end_use(std::string_view row, Chance& chance, Case& made) {
  static const Codes kKinds{"resale", "cloud_rental", "research", "commercial"};
  made.end_use.clear();
  if (!chance.one_in(4)) made.end_use.push_back(chance.pick(kKinds));
  if (row == "4" ? chance.one_in(2) : chance.one_in(25)) made.end_use.push_back("military");
  if (row == "5" ? !chance.one_in(5) : chance.one_in(25)) made.end_use.push_back("supercomputer");
  made.facts[LineFact::end_use] = Texts(made.end_use);
  std::string_view words = "as described in the order";
  if (chance.one_in(row == "4" ? 5 : 60)) words = "workstations of an intelligence agency";
  if (chance.one_in(row == "4" ? 10 : 100)) words = "simulation of a nuclear weapon";
  made.facts[LineFact::end_use_text] = words;
}

// Leaves out one to three facts.
void leave_out(Chance& chance, Case& made) {
  static constexpr std::array<LineFact, 13> kLine{
      LineFact::end_use,     LineFact::item_datacenter, LineFact::item_tpp,        LineFact::item_pd,
      LineFact::item_link,   LineFact::movement,        LineFact::item_datacenter, LineFact::item_memory_bandwidth,
      LineFact::destination, LineFact::export_country,  LineFact::item_tpp,        LineFact::item_hbm_density,
      LineFact::end_use};
  std::vector<PartyFacts>& parties = made.facts.parties;  // never without one that receives
  for (std::size_t i = 0; i < 1 + chance.below(3); ++i) {
    PartyFacts& party = parties[chance.below(parties.size())];
    switch (chance.below(8)) {
      case 0:
      case 1:
      case 2:
        party[PartyFact::headquarters] = Unknown{};
        party[PartyFact::headquarters_basis] = std::string_view("none");
        party[PartyFact::ultimate_parent_country] = Unknown{};
        break;
      case 3:
        party[PartyFact::headquarters] = party[PartyFact::country];
        party[PartyFact::headquarters_basis] = std::string_view("presumed");
        party[PartyFact::ultimate_parent_country] = party[PartyFact::country];
        break;
      case 4:
        if (chance.one_in(2)) {
          party[PartyFact::country] = Unknown{};
        } else if (!is_receiving(party.role)) {
          std::erase_if(parties, [role = party.role](const PartyFacts& each) { return each.role == role; });
        }
        break;
      default:
        made.facts[chance.pick(kLine)] = Unknown{};
    }
  }
  if (std::holds_alternative<Unknown>(made.facts[LineFact::end_use])) made.facts[LineFact::end_use_text] = Unknown{};
  derive_item(made);
}

}  // namespace

const std::vector<Window>& windows() {
  static const std::vector<Window> kWindows{
      {"W0", Date(2021, 6, 1), Date(2022, 2, 23), {Date(2021, 12, 9)}},
      {"2022-02", Date(2022, 2, 24), Date(2022, 8, 25), {Date(2022, 3, 2), Date(2022, 8, 1)}},
      {"W1", Date(2022, 8, 26), Date(2022, 10, 20), {}},
      {"W2", Date(2022, 10, 21), Date(2023, 7, 31), {Date(2023, 1, 17)}},
      {"2023-08", Date(2023, 8, 1), Date(2023, 10, 22), {}},
      {"2023-10", Date(2023, 10, 23), Date(2023, 11, 16), {}},
      {"W3", Date(2023, 11, 17), Date(2024, 4, 3), {Date(2024, 3, 15)}},
      {"W4", Date(2024, 4, 4), Date(2024, 12, 1), {}},
      {"W5", Date(2024, 12, 2), Date(2025, 1, 12), {Date(2024, 12, 31)}},
      {"W6", Date(2025, 1, 13), Date(2025, 4, 8), {Date(2025, 1, 16)}},
      {"W7", Date(2025, 4, 9), Date(2025, 7, 14), {Date(2025, 5, 13), Date(2025, 5, 15)}},
      {"W8", Date(2025, 7, 15), Date(2025, 9, 28), {}},
      {"W9", Date(2025, 9, 29), Date(2025, 11, 9), {Date(2025, 11, 7)}},
      {"W9 off", Date(2025, 11, 10), Date(2026, 1, 14), {}},
      {"W10", Date(2026, 1, 15), Date(2026, 5, 30), {Date(2026, 3, 26)}},
      {"W11", Date(2026, 5, 31), Date(2026, 11, 9), {Date(2026, 7, 23)}},
      {"W9 again", Date(2026, 11, 10), Date(2027, 6, 30), {}}};
  return kWindows;
}

const std::vector<std::string_view>& case_rows() {
  static const std::vector<std::string_view> kRows{"0", "1",  "2",  "3",  "4",  "5",  "6",  "7",  "8",
                                                   "9", "9a", "10", "11", "12", "13", "14", "15", "letters"};
  return kRows;
}

std::string_view window_of(Date day) {
  for (const Window& window : windows()) {
    if (day <= window.last) return window.name;
  }
  return windows().back().name;
}

Date choose_day(const Window& window, bool at_edge, Chance& chance) {
  Date day = window.first + static_cast<int>(chance.below(static_cast<std::size_t>(window.last - window.first + 1)));
  if (at_edge) {
    std::vector<Date> edges = window.turns;
    edges.push_back(window.first);
    edges.push_back(window.last);
    day = chance.pick(edges) + (static_cast<int>(chance.below(3)) - 1);
  }
  return std::clamp(day, window.first, window.last);
}

Case make_case(std::uint64_t seed, std::size_t number) {
  Chance chance(seed + kGolden * (number + 1));
  const std::size_t rows = case_rows().size();
  const Window& window = windows()[number / rows % windows().size()];
  Case made;
  made.row = case_rows()[number % rows];
  made.window = window.name;
  made.at_edge = chance.one_in(2);
  made.sparse = chance.one_in(5);

  Facts& facts = made.facts;
  facts.as_of = window.last;
  const bool review = aims_at_review_2026(made.row, facts.as_of, chance);
  const bool unnamed = !review && made.sparse && chance.one_in(made.row == "2" ? 2 : 6);
  const ItemSort sort = unnamed  ? ItemSort::unidentified
                        : review ? ItemSort::data_centre_a
                                 : choose_item(made.row, chance);
  // Which edge: what an item or an owner has none of is put to the edge of a day.
  const bool owned = made.row == "3" || (review && !chance.one_in(3)) || chance.one_in(made.row == "6" ? 8 : 40);
  const bool has_figures = sort != ItemSort::named && sort != ItemSort::other_goods && sort != ItemSort::unidentified;
  const bool edge_of_figure = made.at_edge && has_figures && chance.one_in(2);
  const bool edge_of_stake = made.at_edge && !edge_of_figure && owned && chance.one_in(2);
  facts.as_of = choose_day(window, made.at_edge && !edge_of_figure && !edge_of_stake, chance);
  facts[LineFact::date] = facts.as_of;

  const std::string_view destination = review ? chance.pick(china_and_macau()) : choose_destination(made.row, chance);
  facts[LineFact::destination] = Country(destination);
  choose_movement(destination, made.row, chance, facts);
  if (review && !chance.one_in(6)) ship_from_home(facts);
  if (made.row == "letters" && destination != "US" && !chance.one_in(5)) ship_from_home(facts);
  facts[LineFact::transit] = Texts(made.transit);
  facts[LineFact::quantity] = static_cast<double>(1 + chance.below(500));
  fill_item(sort, edge_of_figure, chance, made);
  if (review && !edge_of_figure) keep_within_limits(chance, made);
  if (made.row == "15" && has_figures && sort != ItemSort::memory)
    facts[LineFact::item_kind] = std::string_view("chip");
  if (made.row == "14" && !chance.one_in(4)) facts[LineFact::item_prc_designed] = true;
  add_parties(made.row, destination, chance, made);
  add_hits(made.row, chance, made);
  if (owned) add_owners(edge_of_stake, made.sparse, chance, made);
  choose_end_use(made.row, chance, made);
  if (made.sparse) leave_out(chance, made);
  aim(made, chance);
  for (PartyFacts& party : made.facts.parties) set_addressee(party);
  return made;
}

}  // namespace tidewaiter::oracle
