#include "engine/distinct.h"

namespace tidewaiter {
namespace {

using Field = ShipmentField;

constexpr std::array<RoleFields, kPartyRoleCount> kRoleFields{{
    {Field::exporter_name, Field::exporter_id, Field::exporter_country, {}},
    {Field::consignor_name, Field::consignor_id, {}, {}},
    {Field::intermediate_consignee_name, Field::intermediate_consignee_id, Field::intermediate_consignee_country, {}},
    {Field::consignee_name, Field::consignee_id, Field::consignee_country, Field::consignee_address},
    {Field::end_user_name, Field::end_user_id, Field::end_user_country, Field::end_user_address},
    {Field::forwarder_name, Field::forwarder_id, {}, {}},
    {Field::payer_name, Field::payer_id, Field::payer_country, {}},
}};

// The country columns that belong to the row and not to a party.
constexpr std::array kRowCountries{Field::export_country, Field::origin_country, Field::destination_country};

void insert(TextSet& set, std::string_view text) {
  if (!text.empty()) set.insert(text);
}

std::string_view cut(std::string_view& rest) {
  const std::size_t end = rest.find(kKeySeparator);
  const std::string_view part = rest.substr(0, end);
  rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
  return part;
}

}  // namespace

const RoleFields& fields_of(Role role) { return kRoleFields[static_cast<std::size_t>(role)]; }

std::string_view party_key(const ShipmentBatch& batch, std::size_t row, Role role, std::string& buffer) {
  const RoleFields& fields = fields_of(role);
  const std::string_view name = batch.cell(fields.name, row);
  const std::string_view id = batch.cell(fields.id, row);
  if (name.empty() && id.empty()) return {};
  buffer.assign(name);
  buffer += kKeySeparator;
  buffer += id;
  buffer += kKeySeparator;
  if (fields.country) buffer += batch.cell(*fields.country, row);
  buffer += kKeySeparator;
  if (fields.address) buffer += batch.cell(*fields.address, row);
  return buffer;
}

std::string_view item_key(const ShipmentBatch& batch, std::size_t row, std::string& buffer) {
  buffer.assign(batch.cell(Field::item_description, row));
  buffer += kKeySeparator;
  buffer += batch.cell(Field::sku, row);
  return buffer;
}

PartyCells split_party_key(std::string_view key) {
  PartyCells cells;
  cells.name = cut(key);
  cells.id = cut(key);
  cells.country = cut(key);
  cells.address = cut(key);
  return cells;
}

std::pair<std::string_view, std::string_view> split_item_key(std::string_view key) {
  const std::string_view description = cut(key);
  return {description, cut(key)};
}

void Distinct::collect(const ShipmentBatch& batch) {
  std::string buffer;
  std::array<std::string, kPartyRoleCount> last;  // most lines name the parties of the line before
  for (std::size_t row = 0; row < batch.rows(); ++row) {
    for (std::size_t i = 0; i < kPartyRoleCount; ++i) {
      const auto role = static_cast<Role>(i);
      const std::string_view key = party_key(batch, row, role, buffer);
      if (key == last[i]) continue;
      last[i] = key;
      insert(parties, key);
      if (const auto country = fields_of(role).country) insert(countries, batch.cell(*country, row));
    }
    insert(items, item_key(batch, row, buffer));
    insert(end_uses, batch.cell(Field::end_use, row));
    insert(conveyances, batch.cell(Field::conveyance_name, row));
    for (const Field field : kRowCountries) insert(countries, batch.cell(field, row));
    for_each_part(batch.cell(Field::transit_countries, row),
                  [&](std::string_view country) { insert(countries, country); });
  }
}

void Distinct::merge(const Distinct& other) {
  parties.merge(other.parties);
  items.merge(other.items);
  end_uses.merge(other.end_uses);
  countries.merge(other.countries);
  conveyances.merge(other.conveyances);
}

}  // namespace tidewaiter
