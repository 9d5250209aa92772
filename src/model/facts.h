// What a rule may ask about one shipment line: the vocabulary of the condition language, with types and units.
// `engine` fills it, `rules` reads it; a value that nobody stated is Unknown, never false.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <variant>
#include <vector>

#include "base/date.h"
#include "model/country.h"
#include "model/party.h"

namespace tidewaiter {

struct Unknown {
  friend constexpr bool operator==(Unknown, Unknown) { return true; }
};
using Texts = std::span<const std::string_view>;
using FactValue = std::variant<Unknown, bool, double, Date, Country, std::string_view, Texts>;

// `countries` holds codes as Texts.
enum class FactType : std::uint8_t { truth, number, date, country, text, texts, countries };
enum class Unit : std::uint8_t {
  none,
  pieces,
  chips,
  usd,
  kilograms,
  tpp,
  tpp_per_mm2,
  gb_per_s,
  megawatts,
  gigabytes
};
inline constexpr std::size_t kUnitCount = 10;

// X(enumerator, "path", type, unit, "meaning")
#define TIDEWAITER_LINE_FACTS(X)                                                                                       \
  X(date, "shipment.date", date, none, "day whose law decides")                                                        \
  X(movement, "shipment.movement", text, none, "export, reexport, transfer_in_country or domestic")                    \
  X(transport_mode, "shipment.transport_mode", text, none, "air, sea, road, rail, courier, hand_carried, post")        \
  X(authorisation, "shipment.authorisation", text, none, "licence, notice or exception that the exporter claims")      \
  X(payment_terms, "shipment.payment_terms", text, none, "as written, folded")                                         \
  X(installation, "shipment.installation", text, none, "taken or declined")                                            \
  X(end_use_text, "shipment.end_use_text", text, none, "stated end use as written")                                    \
  X(end_use, "shipment.end_use", texts, none,                                                                          \
    "kinds read from the stated end use: military, supercomputer, resale, cloud_rental, research, commercial")         \
  X(export_country, "export_country", country, none, "country of dispatch")                                            \
  X(destination, "destination", country, none, "country of destination")                                               \
  X(origin_country, "origin_country", country, none, "country of manufacture")                                         \
  X(transit, "transit_countries", countries, none, "codes of the countries on the way")                                \
  X(hs_code, "line.hs_code", text, none, "Harmonized System code, digits only")                                        \
  X(eccn_declared, "line.eccn_declared", text, none, "ECCN that the exporter declares, upper case")                    \
  X(quantity, "line.quantity", number, pieces, "units of the line")                                                    \
  X(quantity_whole, "line.quantity_whole", truth, none,                                                                \
    "the quantity is a whole number above 0, where the catalogue knows the item")                                      \
  X(unit_value, "line.unit_value", number, usd, "value of a unit in US dollars")                                       \
  X(net_mass, "line.net_mass_kg", number, kilograms, "mass of the whole line")                                         \
  X(mass_per_piece, "line.mass_per_piece", number, kilograms, "mass of one unit")                                      \
  X(quantity_unit, "line.quantity_unit", text, none,                                                                   \
    "unit of the quantity, folded, where the catalogue knows the item")                                                \
  X(serial_numbers, "line.serial_numbers", texts, none,                                                                \
    "serial numbers as written, where the catalogue knows the item")                                                   \
  X(hs_fits, "line.hs_fits", truth, none,                                                                              \
    "the Harmonized System code begins as one of the headings under which things of the item's kind travel")           \
  X(serials, "line.serials", number, pieces, "serial numbers that the line states; unknown where it states none")      \
  X(serials_again, "line.serials_again", number, pieces, "those of them that stand a second time in the run")          \
  X(serial_again, "line.serial_again", text, none, "the first of those")                                               \
  X(serial_shipment, "line.serial_shipment", text, none, "shipment of the run in which that one stands too")           \
  X(run_chips, "run.chips", number, chips,                                                                             \
    "controlled chips to the receiver and those linked to it, in shipments of the run up to this day (patterns.toml)") \
  X(run_small_lots, "run.small_lots", number, none, "those of these shipments that are small (patterns.toml)")         \
  X(run_carried_lots, "run.carried_lots", number, none, "those of the small ones that are carried (patterns.toml)")    \
  X(run_small_chips, "run.small_chips", number, chips, "controlled chips in the small ones")                           \
  X(run_sent_back_on, "run.sent_back_on", date, none,                                                                  \
    "nearest day on which the receiver sent controlled chips to the exporter, in the run; unknown: none is seen")      \
  X(item_state, "item.state", text, none, "identified, other_goods, cover, unidentified")                              \
  X(item_name, "item.name", text, none, "name in the catalogue, else the description as written")                      \
  X(item_vendor, "item.vendor", text, none, "vendor in the catalogue")                                                 \
  X(item_names_accelerator, "item.names_accelerator", truth, none,                                                     \
    "some word of the description speaks of accelerators, chips or servers")                                           \
  X(item_kind, "item.kind", text, none, "rack, system, board, card, chip, memory, accessory, none")                    \
  X(item_chips, "item.chips", number, chips, "chips in the whole line")                                                \
  X(item_datacenter, "item.datacenter", truth, none, "designed or marketed for use in data centres")                   \
  X(item_tpp, "item.tpp", number, tpp, "total processing performance of the chip (3A090 Note)")                        \
  X(item_pd, "item.pd", number, tpp_per_mm2, "performance density of the chip")                                        \
  X(item_memory_bandwidth, "item.memory_bandwidth", number, gb_per_s, "DRAM bandwidth of the chip")                    \
  X(item_link, "item.link", number, gb_per_s, "aggregate bidirectional transfer rate without volatile memory")         \
  X(item_paragraphs, "item.paragraphs", texts, none, "control-list paragraphs that hold on the day")                   \
  X(item_classified, "item.classified", truth, none, "every paragraph of the day could be decided")                    \
  X(item_controlled, "item.controlled", truth, none,                                                                   \
    "meets a paragraph of 3A090/4A090, or is no data-centre item with TPP >= 4,800")                                   \
  X(item_on_ccl, "item.on_ccl", truth, none, "on the Commerce Control List: identified, or so declared")               \
  X(item_made_for_china, "item.made_for_china", truth, none, "variant made for China and not sold in the US")          \
  X(item_prc_designed, "item.prc_designed", truth, none, "designed by a company headquartered in China or Macau")      \
  X(item_released, "item.released", date, none,                                                                        \
    "first day of the month or year in which it came out; unknown where the catalogue has none")                       \
  X(item_hbm_density, "item.hbm_density", number, gb_per_s, "bandwidth of a memory stack per mm2 of its area")         \
  X(item_tags, "item.tags", texts, none, "words of the catalogue that letters and rules name: letter-2022, …")         \
  X(item_in_a, "item.in_a", truth, none,                                                                               \
    "meets 3A090.a or 4A090.a after the notes, data centre or not; unknown where a deciding value is missing")         \
  X(item_in_b, "item.in_b", truth, none, "meets 3A090.b or 4A090.b after the notes; unknown as for item.in_a")         \
  X(item_in_c, "item.in_c", truth, none, "meets 3A090.c (memory stacks); unknown as for item.in_a")                    \
  X(item_in_2022, "item.in_2022", truth, none,                                                                         \
    "meets both thresholds of the first 3A090, data centre or not; unknown as for item.in_a")                          \
  X(item_units, "item.units", number, pieces,                                                                          \
    "units of an item of the catalogue in the whole line, as item.chips counts")                                       \
  X(item_stated, "item.stated", number, pieces, "units of the whole line that the description states (16 pcs)")        \
  X(item_headings, "item.headings", text, none, "headings under which things of the item's kind travel")               \
  X(item_gave_away, "item.gave_away", text, none,                                                                      \
    "what of a cover description is of accelerators: heading, value, mass")                                            \
  X(item_memory, "item.memory", number, gigabytes, "memory of the chip, by its maker")                                 \
  X(item_memory_written, "item.memory_written", number, gigabytes,                                                     \
    "memory that the description states and that no version of the item has")                                          \
  X(item_mass_low, "item.mass_low", number, kilograms, "least mass of one unit of the line, bare")                     \
  X(item_mass_high, "item.mass_high", number, kilograms, "greatest mass of one unit of the line, packed")              \
  X(item_held, "item.held", text, none,                                                                                \
    "how many of the thing one unit of the line was taken to hold for mass and price; unknown where it is 1")          \
  X(item_mass_source, "item.mass_source", text, none, "where these masses were read, and how sure they are")           \
  X(item_power, "item.power", number, megawatts, "power that the whole line draws at full load, at least")             \
  X(item_cooling, "item.cooling", text, none,                                                                          \
    "liquid where every version of the thing is cooled by it; unknown elsewhere")                                      \
  X(item_price_low, "item.price_low", number, usd,                                                                     \
    "least that one unit of the line costs; unknown where no price is known, or no rate of its currency")              \
  X(item_price_high, "item.price_high", number, usd,                                                                   \
    "most that one unit of the line costs; unknown as item.price_low")                                                 \
  X(item_price_basis, "item.price_basis", text, none,                                                                  \
    "market (a listing within 90 days), list (the maker's list price) or parts (list price of the chips in it)")       \
  X(item_price_source, "item.price_source", text, none,                                                                \
    "where, when and by whom this price was asked, and how sure it is")                                                \
  X(item_grey_price, "item.grey_price", number, usd,                                                                   \
    "least that sellers ask within 90 days where the item may not go; unknown where no such listing is known")         \
  X(item_grey_source, "item.grey_source", text, none, "where, when and by whom, as item.price_source")

#define TIDEWAITER_PARTY_FACTS(X)                                                                                      \
  X(name, "name", text, none, "as written")                                                                            \
  X(country, "country", country, none, "country of the party")                                                         \
  X(headquarters, "headquarters", country, none, "country of its headquarters or ultimate parent; see basis")          \
  X(headquarters_basis, "headquarters_basis", text, none, "stated, parent stated, list entry, presumed")               \
  X(ultimate_parent_country, "ultimate_parent_country", country, none, "country of the ultimate parent")               \
  X(party_role, "role", text, none, "business of the party: distributor, reseller, freight_forwarder, …")              \
  X(registered_on, "registered_on", date, none, "day of incorporation")                                                \
  X(address, "address", text, none, "as written")                                                                      \
  X(address_kind, "address_kind", text, none, "business, residential, virtual_office, mail_centre")                    \
  X(website, "website", text, none, "as written")                                                                      \
  X(phone, "phone", text, none, "as written")                                                                          \
  X(email, "email", text, none, "as written")                                                                          \
  X(business, "business", text, none, "as written")                                                                    \
  X(data_centre_mw, "data_centre_mw", number, megawatts, "power of its data centres")                                  \
  X(data_centre_cooling, "data_centre_cooling", text, none, "air, liquid, both")                                       \
  X(employees, "employees", number, none, "number of employees")                                                       \
  X(customer_since, "customer_since", date, none, "day of the first order")                                            \
  X(owner_list, "owner_list", text, none,                                                                              \
    "code of the list that an owner or parent named for it is on (SDN, EL, MEU); unknown if none is seen")             \
  X(addressee, "addressee", text, none,                                                                                \
    "vendor to whom letters are addressed (addressees.toml) that the exporter or consignor is or is like; none if it " \
    "is like none, unknown of other parties")                                                                          \
  X(is_addressee, "is_addressee", truth, none, "it is that vendor; unknown where it is only like it")                  \
  X(addressee_match, "addressee_match", text, none,                                                                    \
    "how its name was compared with the addressees'; unknown if it is like none")

#define TIDEWAITER_HIT_FACTS(X)                                                                                \
  X(list, "list", text, none, "code of the list")                                                              \
  X(requirement, "requirement", text, none, "licence requirement of the entry as written")                     \
  X(review_policy, "policy", text, none, "licence review policy of the entry as written")                      \
  X(footnotes, "footnotes", text, none,                                                                        \
    "marks of the footnotes beside the entry's requirement, such as '1 2' (15 CFR 744 Supp. 4)")               \
  X(in_force, "in_force", truth, none, "the entry is in force on the day; unknown where its dates do not say") \
  X(started, "started", truth, none, "its first day is not after the shipment's; true where no date is known") \
  X(ends_known, "ends_known", truth, none, "the entry states its last day")                                    \
  X(entry_name, "name", text, none, "name of the entry")                                                       \
  X(party_name, "party", text, none, "name of the party that it names")

#define TIDEWAITER_OWNER_FACTS(X)                                                                     \
  X(list, "list", text, none, "code of the list")                                                     \
  X(requirement, "requirement", text, none, "licence requirement of the entry as written")            \
  X(review_policy, "policy", text, none, "licence review policy of the entry as written")             \
  X(entry_name, "name", text, none, "name of the entry")                                              \
  X(party_name, "party", text, none, "name of the party that is owned")                               \
  X(way, "way", text, none, "who owns what share of whom, from the owner down to the party")          \
  X(share, "share", number, none, "percent that listed owners surely hold together of the party")     \
  X(half, "half", truth, none,                                                                        \
    "owners on the lists EL, MEU and SDN together hold one half or more, and this one is among them") \
  X(blocked_half, "blocked_half", truth, none,                                                        \
    "owners on the list SDN alone hold one half or more, and this one is among them")

#define TIDEWAITER_ENUMERATE(enumerator, path, type, unit, meaning) enumerator,
enum class LineFact : std::uint8_t { TIDEWAITER_LINE_FACTS(TIDEWAITER_ENUMERATE) count };
enum class PartyFact : std::uint8_t { TIDEWAITER_PARTY_FACTS(TIDEWAITER_ENUMERATE) count };
enum class HitFact : std::uint8_t { TIDEWAITER_HIT_FACTS(TIDEWAITER_ENUMERATE) count };
enum class OwnerFact : std::uint8_t { TIDEWAITER_OWNER_FACTS(TIDEWAITER_ENUMERATE) count };
#undef TIDEWAITER_ENUMERATE

struct FactInfo {
  std::string_view path;  // whole for a line's fact; after the dot for a party's or a hit's
  FactType type;
  Unit unit;
  std::string_view meaning;
};
std::span<const FactInfo> line_facts();
std::span<const FactInfo> party_facts();
std::span<const FactInfo> hit_facts();
std::span<const FactInfo> owner_facts();
std::string_view to_string(FactType type);
std::string_view to_string(Unit unit);

struct PartyFacts {
  Role role{};
  std::array<FactValue, static_cast<std::size_t>(PartyFact::count)> values;
  FactValue& operator[](PartyFact fact) { return values[static_cast<std::size_t>(fact)]; }
  const FactValue& operator[](PartyFact fact) const { return values[static_cast<std::size_t>(fact)]; }
};

// A certain hit of a list that was in force, or may have been; hits in doubt enter no rule.
struct HitFacts {
  Role role{};
  std::array<FactValue, static_cast<std::size_t>(HitFact::count)> values;
  FactValue& operator[](HitFact fact) { return values[static_cast<std::size_t>(fact)]; }
  const FactValue& operator[](HitFact fact) const { return values[static_cast<std::size_t>(fact)]; }
};

// An owner of a party, near or far, that is on a list as of the day (15 CFR 744.11(a)(1); 31 CFR chapter V).
struct OwnerFacts {
  Role role{};  // of the party that is owned
  std::array<FactValue, static_cast<std::size_t>(OwnerFact::count)> values;
  FactValue& operator[](OwnerFact fact) { return values[static_cast<std::size_t>(fact)]; }
  const FactValue& operator[](OwnerFact fact) const { return values[static_cast<std::size_t>(fact)]; }
};

// One line with its shipment, parties, hits and owners. The texts are views into the batch and the tables.
struct Facts {
  Date as_of;
  std::array<FactValue, static_cast<std::size_t>(LineFact::count)> line;
  std::vector<PartyFacts> parties;  // only those named in the shipment, in the order of Role
  std::vector<HitFacts> hits;
  std::vector<OwnerFacts> owners;
  std::span<const std::span<const FactValue>> lines = {};  // `line` of all lines of the shipment; empty: of this one
  FactValue& operator[](LineFact fact) { return line[static_cast<std::size_t>(fact)]; }
  const FactValue& operator[](LineFact fact) const { return line[static_cast<std::size_t>(fact)]; }
};

}  // namespace tidewaiter
