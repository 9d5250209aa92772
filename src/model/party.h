// A party: what the party table, the shipment row and the lists say of it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "model/country.h"

namespace tidewaiter {

// The part that a party plays in a shipment, in the order of output.
// The conveyance is no party: it appears only as what a list hit names.
enum class Role : std::uint8_t {
  exporter,
  consignor,
  intermediate_consignee,
  consignee,
  end_user,
  forwarder,
  payer,
  conveyance
};
inline constexpr std::size_t kPartyRoleCount = 7;  // all but the conveyance
std::string_view to_string(Role role);
std::optional<Role> parse_role(std::string_view text);

// Receiving party: intermediate consignee, consignee, end user (15 CFR 744.23; facts row "Rows").
constexpr bool is_receiving(Role role) {
  return role == Role::intermediate_consignee || role == Role::consignee || role == Role::end_user;
}

// What is compared with what: persons with persons; vessels and aircraft only with the conveyance.
enum class Schema : std::uint8_t { unknown, organization, person, vessel, aircraft };
std::string_view to_string(Schema schema);
// Reads "Company", "Organization", "LegalEntity", "Person", "Individual", "Vessel", …, any case; unknown otherwise.
Schema parse_schema(std::string_view text);

// How a headquarters is known. A presumed one settles a licence rule only if the user says so (docs/contracts.md).
enum class HeadquartersBasis : std::uint8_t { none, stated, parent_stated, list_entry, presumed };
std::string_view to_string(HeadquartersBasis basis);
std::optional<HeadquartersBasis> parse_headquarters_basis(std::string_view text);

struct PartyProfile {
  std::string id;
  std::string name;
  std::vector<std::string> aliases;
  Schema schema = Schema::unknown;
  Country country;
  std::string address;
  std::string city;
  std::optional<Date> registered_on;
  std::string registration_number;
  Country headquarters;
  std::string ultimate_parent;
  Country ultimate_parent_country;
  std::string website;
  std::string phone;
  std::string email;
  std::string role;          // as written, folded: "freight_forwarder"
  std::string address_kind;  // as written, folded
  std::string business;
  std::optional<double> data_centre_mw;
  std::string data_centre_cooling;  // as written, folded: "air"
  std::optional<double> employees;
  std::optional<Date> customer_since;
};

}  // namespace tidewaiter
