#include "engine/distinct.h"

#include <algorithm>
#include <tuple>

#include "base/cell_parts.h"
#include "ingest/words.h"

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
constexpr std::array kRowCountries{Field::export_country, Field::origin_country, Field::destination_country,
                                   Field::transit_countries};

constexpr std::array kEnumerations{Field::movement, Field::transport_mode, Field::installation};

bool comes_before(const RowOrigin& a, const RowOrigin& b) {
  return std::tie(a.file, a.record) < std::tie(b.file, b.record);
}

void add(Distinct::FirstSeen& into, const Distinct::FirstSeen& from) {
  if (from.rows == 0) return;
  if (into.rows == 0 || comes_before(from.first, into.first)) into.first = from.first;
  into.rows += from.rows;
}

void note(Distinct::Seen& into, Field field, std::string_view cell, const RowOrigin& origin) {
  add(into[field][std::string(cell)], {1, origin});
}

void merge_seen(Distinct::Seen& into, const Distinct::Seen& from) {
  for (const auto& [field, words] : from) {
    for (const auto& [word, seen] : words) add(into[field][word], seen);
  }
}

void collect_unknown_words(const ShipmentBatch& batch, Field field, Distinct& distinct) {
  if (!batch.has(field)) return;
  std::string_view known;  // most rows hold the word of the row before
  for (std::size_t row = 0; row < batch.rows(); ++row) {
    const std::string_view cell = batch.cell(field, row);
    if (cell.empty() || cell == known) continue;
    if (ingest::is_known_word(field, cell)) {
      known = cell;
      continue;
    }
    note(distinct.unknown_words, field, cell, batch.origin(row));
  }
}

std::string_view cut(std::string_view& rest) {
  const std::size_t end = rest.find(kKeySeparator);
  const std::string_view part = rest.substr(0, end);
  rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
  return part;
}

}  // namespace

const RoleFields& fields_of(Role role) { return kRoleFields[static_cast<std::size_t>(role)]; }

bool append_party_key(const ShipmentBatch& batch, std::size_t row, Role role, std::string& out) {
  const RoleFields& fields = fields_of(role);
  const std::string_view name = batch.cell(fields.name, row);
  const std::string_view id = batch.cell(fields.id, row);
  if (name.empty() && id.empty()) return false;
  out += name;
  out += kKeySeparator;
  out += id;
  out += kKeySeparator;
  if (fields.country) out += batch.cell(*fields.country, row);
  out += kKeySeparator;
  if (fields.address) out += batch.cell(*fields.address, row);
  return true;
}

void append_item_key(const ShipmentBatch& batch, std::size_t row, std::string& out) {
  out += batch.cell(Field::item_description, row);
  out += kKeySeparator;
  out += batch.cell(Field::sku, row);
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

bool Distinct::knows(std::string_view text, const std::function<Country(std::string_view)>& country) {
  const Country* found = countries.find(text);
  if (found == nullptr) found = &(countries[text] = country(text));
  return found->known();
}

void Distinct::collect_countries(const ShipmentBatch& batch, ShipmentField field,
                                 const std::function<Country(std::string_view)>& country) {
  if (!batch.has(field)) return;
  std::string_view known;  // most rows hold the text of the row before
  for (std::size_t row = 0; row < batch.rows(); ++row) {
    const std::string_view cell = batch.cell(field, row);
    if (cell.empty() || cell == known) continue;
    const auto one = [&](std::string_view text) {
      const bool is_known = knows(text, country);
      if (!is_known) note(unknown_countries, field, text, batch.origin(row));
      return is_known;
    };
    if (field != Field::transit_countries) {
      if (one(cell)) known = cell;
    } else {
      for_each_part(cell, one);
    }
  }
}

void Distinct::collect_shippers() {
  for (const Role role : {Role::exporter, Role::consignor}) {
    std::uint32_t last = RowKeys::kNone;  // most rows name the party of the row before
    for (std::size_t row = 0; row < keys_.rows(); ++row) {
      const std::uint32_t party = keys_.party(row, role);
      if (party == last || party == RowKeys::kNone) continue;
      shippers.insert(keys_.parties()[party]);
      last = party;
    }
  }
}

void Distinct::collect(const ShipmentBatch& batch, const FirstPass& ask) {
  for (const Field field : kEnumerations) collect_unknown_words(batch, field, *this);
  // A cell that says what the one above it says is known already.
  const auto insert_new = [&](TextSet& set, Field field, std::size_t row) {
    const std::string_view text = batch.cell(field, row);
    if (!text.empty() && (row == 0 || text != batch.cell(field, row - 1))) set.insert(text);
  };
  for (std::size_t begin = 0; begin < batch.rows(); begin += RowKeys::kBlockRows) {
    keys_.collect(batch, begin, std::min(begin + RowKeys::kBlockRows, batch.rows()));
    parties.insert(keys_.parties());
    collect_shippers();
    items.insert(keys_.items());
    if (ask.patterns != nullptr) patterns.collect(*ask.patterns, batch, begin, keys_);
  }
  patterns.throw_away(items, ask.is_known_item);
  for (const RoleFields& fields : kRoleFields) {
    if (fields.country) collect_countries(batch, *fields.country, ask.country);
  }
  for (const Field field : kRowCountries) collect_countries(batch, field, ask.country);
  for (std::size_t row = 0; row < batch.rows(); ++row) {
    insert_new(end_uses, Field::end_use, row);
    insert_new(conveyances, Field::conveyance_name, row);
    if (const auto day = batch.date(Field::date, row); day && *day > ask.far_day) {
      add(far_dates, {1, batch.origin(row)});
    }
  }
}

void Distinct::merge(Distinct&& other) {
  parties.merge(std::move(other.parties));
  shippers.merge(std::move(other.shippers));
  items.merge(std::move(other.items));
  patterns.merge(std::move(other.patterns));
  end_uses.merge(std::move(other.end_uses));
  for (const auto& slot : other.countries.slots()) countries[slot.key] = slot.value;
  conveyances.merge(std::move(other.conveyances));
  merge_seen(unknown_words, other.unknown_words);
  merge_seen(unknown_countries, other.unknown_countries);
  add(far_dates, other.far_dates);
}

}  // namespace tidewaiter
