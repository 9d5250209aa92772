// A golden case as files of the contract tables, so that it takes the way that every shipment takes.
#include <fmt/core.h>

#include <array>
#include <optional>
#include <span>

#include "engine/case_file.h"
#include "tables/cell.h"

namespace tidewaiter {
namespace {

void append_header(std::string& csv, std::span<const FieldInfo> fields) {
  for (std::size_t i = 0; i < fields.size(); ++i) {
    if (i != 0) csv += ',';
    csv += fields[i].name;
  }
  csv += '\n';
}

}  // namespace

std::string shipments_csv(const CaseFile& parsed) {
  std::string csv;
  append_header(csv, shipment_fields());
  for (const CaseShipment& shipment : parsed.shipments) {
    std::array<std::string_view, kShipmentFieldCount> row{};
    for (const auto& [field, text] : shipment.cells) row[static_cast<std::size_t>(field)] = text;
    tables::append_csv_row(csv, row);
  }
  return csv;
}

std::string parties_csv(const CaseFile& parsed) {
  std::string csv;
  append_header(csv, party_fields());
  for (const PartyProfile& party : parsed.parties) {
    const auto date = [](std::optional<Date> day) { return day ? day->to_string() : std::string{}; };
    const std::string registered = date(party.registered_on);
    const std::string customer_since = date(party.customer_since);
    const std::string megawatts = party.data_centre_mw ? fmt::format("{}", *party.data_centre_mw) : std::string{};
    const std::string employees = party.employees ? fmt::format("{}", *party.employees) : std::string{};
    std::array<std::string_view, kPartyFieldCount> row{};
    const auto set = [&](PartyField field, std::string_view text) { row[static_cast<std::size_t>(field)] = text; };
    set(PartyField::party_id, party.id);
    set(PartyField::name, party.name);
    set(PartyField::country, party.country.code());
    set(PartyField::headquarters_country, party.headquarters.code());
    set(PartyField::ultimate_parent, party.ultimate_parent);
    set(PartyField::ultimate_parent_country, party.ultimate_parent_country.code());
    set(PartyField::registered_on, registered);
    set(PartyField::customer_since, customer_since);
    set(PartyField::role, party.role);
    set(PartyField::address, party.address);
    set(PartyField::address_kind, party.address_kind);
    set(PartyField::business, party.business);
    set(PartyField::registration_number, party.registration_number);
    set(PartyField::website, party.website);
    set(PartyField::data_centre_mw, megawatts);
    set(PartyField::data_centre_cooling, party.data_centre_cooling);
    set(PartyField::phone, party.phone);
    set(PartyField::email, party.email);
    set(PartyField::employees, employees);
    tables::append_csv_row(csv, row);
  }
  return csv;
}

std::string ownership_csv(const CaseFile& parsed) {
  std::string csv;
  append_header(csv, ownership_fields());
  for (const CaseStake& stake : parsed.stakes) {
    tables::append_csv_row(
        csv, std::array<std::string_view, 5>{stake.owner, stake.owned, stake.share, stake.from, stake.to});
  }
  return csv;
}

}  // namespace tidewaiter
