// The one table of column names of the tables that come in (docs/contracts.md). Readers, messages and schemas use it.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace tidewaiter {

enum class FieldType : std::uint8_t {
  text,       // as written
  date,       // YYYY-MM-DD
  quantity,   // a number that is not negative
  country,    // ISO 3166-1 alpha-2 or a name
  countries,  // several, separated by '|'
  words,      // an enumeration; unknown words are kept, read as unknown and said
};

// X(name, type, meaning)
#define TIDEWAITER_SHIPMENT_FIELDS(X)                                                        \
  X(shipment_id, text, "identifier that all lines of a shipment share")                      \
  X(line_no, text, "number of the line within the shipment")                                 \
  X(order_id, text, "purchase order")                                                        \
  X(date, date, "day of export or planned release")                                          \
  X(exporter_name, text, "exporter (US principal party in interest or foreign seller)")      \
  X(exporter_country, country, "country of the exporter")                                    \
  X(consignor_name, text, "party that hands the goods over")                                 \
  X(intermediate_consignee_name, text, "party that receives the goods on the way")           \
  X(intermediate_consignee_country, country, "its country")                                  \
  X(consignee_name, text, "ultimate consignee")                                              \
  X(consignee_address, text, "its address")                                                  \
  X(consignee_country, country, "its country")                                               \
  X(end_user_name, text, "party that will use the goods")                                    \
  X(end_user_address, text, "its address")                                                   \
  X(end_user_country, country, "its country")                                                \
  X(forwarder_name, text, "freight forwarder")                                               \
  X(payer_name, text, "party that pays")                                                     \
  X(payer_country, country, "country from which the payment comes")                          \
  X(exporter_id, text, "party_id of the exporter")                                           \
  X(consignor_id, text, "party_id of the consignor")                                         \
  X(intermediate_consignee_id, text, "party_id of the intermediate consignee")               \
  X(consignee_id, text, "party_id of the consignee")                                         \
  X(end_user_id, text, "party_id of the end user")                                           \
  X(forwarder_id, text, "party_id of the forwarder")                                         \
  X(payer_id, text, "party_id of the payer")                                                 \
  X(export_country, country, "country of dispatch; default: the exporter's country")         \
  X(movement, words, "export, reexport or transfer_in_country; default: from the countries") \
  X(origin_country, country, "country of manufacture")                                       \
  X(transit_countries, countries, "countries on the way")                                    \
  X(destination_country, country, "country of destination")                                  \
  X(transport_mode, words, "air, sea, road, rail, courier, hand_carried, post")              \
  X(conveyance_name, text, "vessel, aircraft or flight")                                     \
  X(item_description, text, "description of the goods")                                      \
  X(sku, text, "part number")                                                                \
  X(hs_code, text, "Harmonized System code")                                                 \
  X(eccn_declared, text, "export control classification number that the exporter declares")  \
  X(quantity, quantity, "number of units")                                                   \
  X(quantity_unit, text, "unit of the quantity")                                             \
  X(unit_value, quantity, "value of one unit in the currency")                               \
  X(currency, text, "ISO 4217 code")                                                         \
  X(net_mass_kg, quantity, "net mass of the whole line in kilograms")                        \
  X(serials, text, "serial numbers, separated by '|'")                                       \
  X(end_use, text, "stated end use")                                                         \
  X(authorisation, text, "licence, notice or exception that the exporter claims")            \
  X(payment_terms, text, "cash, advance, letter of credit, open account")                    \
  X(installation, words, "training, installation or warranty: taken or declined")

#define TIDEWAITER_PARTY_FIELDS(X)                                                       \
  X(party_id, text, "identifier that shipments refer to")                                \
  X(name, text, "name of the party")                                                     \
  X(aliases, text, "other names, separated by '|'")                                      \
  X(schema, words, "Company, Person, Vessel, Aircraft, Organization, LegalEntity")       \
  X(country, country, "country of the party")                                            \
  X(address, text, "street address")                                                     \
  X(city, text, "city")                                                                  \
  X(registered_on, date, "day of incorporation")                                         \
  X(registration_number, text, "number in the company register")                         \
  X(headquarters_country, country, "country of the headquarters")                        \
  X(ultimate_parent, text, "name of the ultimate parent, or its country as two letters") \
  X(ultimate_parent_country, country, "country of the ultimate parent's headquarters")   \
  X(website, text, "web site")                                                           \
  X(phone, text, "telephone number with country prefix")                                 \
  X(email, text, "electronic mail address")                                              \
  X(role, words,                                                                         \
    "manufacturer, distributor, reseller, freight_forwarder, cloud, data_centre, "       \
    "university, government, end_user, bank, other")                                     \
  X(data_centre_mw, quantity, "power of the party's data centres in megawatts")          \
  X(data_centre_cooling, words, "air, liquid, both: how the party's data centres cool")  \
  X(address_kind, words, "business, residential, virtual_office, mail_centre")           \
  X(business, text, "line of business")                                                  \
  X(employees, quantity, "number of employees")                                          \
  X(customer_since, date, "day of the first order")

#define TIDEWAITER_OWNERSHIP_FIELDS(X)                                               \
  X(owner, text, "who owns: a party_id of the party table, or a name")               \
  X(owned, text, "who is owned")                                                     \
  X(share_percent, quantity, "share in percent; empty or unknown: nobody stated it") \
  X(from, date, "first day; empty: since always")                                    \
  X(to, date, "last day; empty: still")

#define TIDEWAITER_LICENCE_FIELDS(X)                                                 \
  X(number, text, "what the authority or the exporter calls it")                     \
  X(kind, words, "licence, notice (NAC) or exception; empty: licence")               \
  X(holder, text, "who may use it: a party_id of the party table, or a name")        \
  X(consignee, text, "for whom: a party_id, or a name of the consignee or end user") \
  X(item, text, "for what: an item in words, or a control-list paragraph")           \
  X(quantity, quantity, "units that it covers altogether")                           \
  X(value, quantity, "US dollars that it covers altogether")                         \
  X(from, date, "first day; of a notice the day on which it was given")              \
  X(to, date, "last day")

enum class ShipmentField : std::uint8_t {
#define TIDEWAITER_ENUMERATE(name, type, meaning) name,
  TIDEWAITER_SHIPMENT_FIELDS(TIDEWAITER_ENUMERATE)
};
enum class PartyField : std::uint8_t { TIDEWAITER_PARTY_FIELDS(TIDEWAITER_ENUMERATE) };
enum class OwnershipField : std::uint8_t { TIDEWAITER_OWNERSHIP_FIELDS(TIDEWAITER_ENUMERATE) };
enum class LicenceField : std::uint8_t { TIDEWAITER_LICENCE_FIELDS(TIDEWAITER_ENUMERATE) };
#undef TIDEWAITER_ENUMERATE

struct FieldInfo {
  std::string_view name;
  FieldType type;
  std::string_view meaning;
};

std::span<const FieldInfo> shipment_fields();   // indexed by ShipmentField
std::span<const FieldInfo> party_fields();      // indexed by PartyField
std::span<const FieldInfo> licence_fields();    // indexed by LicenceField
std::span<const FieldInfo> ownership_fields();  // indexed by OwnershipField
inline constexpr std::size_t kShipmentFieldCount = static_cast<std::size_t>(ShipmentField::installation) + 1;
inline constexpr std::size_t kPartyFieldCount = static_cast<std::size_t>(PartyField::customer_since) + 1;

inline const FieldInfo& info(ShipmentField field) { return shipment_fields()[static_cast<std::size_t>(field)]; }
inline const FieldInfo& info(PartyField field) { return party_fields()[static_cast<std::size_t>(field)]; }

}  // namespace tidewaiter
