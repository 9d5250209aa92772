#include "ingest/party_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <unordered_map>
#include <utility>

#include "base/cell_parts.h"
#include "ingest/quantity.h"
#include "ingest/words.h"
#include "tables/cell.h"
#include "tables/csv_table.h"

namespace tidewaiter::ingest {
namespace {

struct PartyRow {
  std::uint64_t line = 0;
  std::array<std::string, kPartyFieldCount> cells;  // trimmed
  const std::string& operator[](PartyField field) const { return cells[static_cast<std::size_t>(field)]; }
};

bool same_value(FieldType type, const std::string& a, const std::string& b, const CountryReader& country,
                DateOrder order) {
  if (a == b) return true;
  switch (type) {
    case FieldType::date:
      return read_date(a, order) == read_date(b, order);
    case FieldType::quantity:
      return parse_quantity(a, kReadBefore).value == parse_quantity(b, kReadBefore).value;
    case FieldType::country:
      return country(a).known() && country(a) == country(b);
    case FieldType::words:
      return fold_word(a) == fold_word(b);
    case FieldType::text:
      return fold_party_name(a) == fold_party_name(b);
    case FieldType::countries:
      break;
  }
  return false;
}

std::vector<std::string> split_values(std::string_view text) {
  std::vector<std::string> values;
  for_each_part(text, [&](std::string_view part) {
    if (const std::string_view value = tables::trim_blanks(part); !value.empty()) values.emplace_back(value);
  });
  return values;
}

class PartyReader {
 public:
  PartyReader(const tables::CsvTable& table, const ColumnPlan& plan, const CountryReader& country, KnownParties& known,
              DateOrder date_order)
      : table_(table), plan_(plan), country_(country), date_order_(date_order), known_(known) {}

  PartyTable read() {
    for (const tables::CsvRow& row : table_.rows) add(row);
    PartyTable out;
    for (const PartyRow& row : rows_) out.parties.push_back(profile(row));
    out.records = table_.rows.size() + table_.rejects.size();
    out.rejects = std::move(rejects_);
    out.rejects.insert(out.rejects.end(), table_.rejects.begin(), table_.rejects.end());
    std::ranges::sort(out.rejects, {}, &Reject::record);
    out.notes = out.how_read = table_.notes;
    out.notes.insert(out.notes.end(), plan_.notes.begin(), plan_.notes.end());
    if (decimal_commas_.numbers > 0) out.notes.push_back(decimal_commas_.note(table_.file));
    out.unknown_countries = std::move(unknown_countries_);
    for (const auto& [field, words] : unknown_words_) {
      out.unknown_words.push_back(unknown_words_note(info(field).name, words, words_of(field)));
    }
    return out;
  }

 private:
  void add(const tables::CsvRow& row) {
    PartyRow party;
    party.line = row.origin.line;
    DecimalCommas decimal_commas;
    for (std::size_t field = 0; field < kPartyFieldCount; ++field) {
      const std::int32_t column = plan_.column_of[field];
      if (column != kNoColumn) party.cells[field] = row.cells[static_cast<std::size_t>(column)];
      const FieldInfo& info = party_fields()[field];
      const std::string problem = problem_with(info.type, party.cells[field], row.origin.line, decimal_commas);
      if (!problem.empty()) return reject(row, field, party, fmt::format("{} {}", info.name, problem));
    }
    if (party[PartyField::party_id].empty() && party[PartyField::name].empty()) {
      return reject(row, static_cast<std::size_t>(PartyField::party_id), party, "party_id and name are both empty");
    }
    const bool has_id = !party[PartyField::party_id].empty();
    const std::string key = has_id ? id_key(party) : name_key(party);
    const auto earlier = known_.find(key);
    if (earlier != known_.end() && contradicts(row, party, earlier->second, has_id)) return;
    note_words(party);
    decimal_commas_.add(decimal_commas);
    if (earlier == known_.end()) {
      known_.emplace(key, KnownPartyRow{table_.file, party.line, party.cells});
    } else {
      fill(earlier->second.cells, party.cells);
    }
    // The first party of a name and country stands for them, whether it has an id or not.
    if (has_id && !party[PartyField::name].empty()) {
      known_.emplace(name_key(party), KnownPartyRow{table_.file, party.line, party.cells});
    }
    const auto [found, added] = by_key_.emplace(key, rows_.size());
    if (added) {
      rows_.push_back(std::move(party));
    } else {
      fill(rows_[found->second].cells, party.cells);
    }
  }

  // Why a value cannot be read; empty if it can.
  std::string problem_with(FieldType type, const std::string& text, std::uint64_t line, DecimalCommas& commas) const {
    if (text.empty()) return {};
    if (type == FieldType::date && !read_date(text, date_order_)) return std::string(date_problem(text, date_order_));
    if (type != FieldType::quantity) return {};
    const Quantity read = parse_quantity(text, style_of_file(table_.header.dialect.delimiter));
    if (read.decimal_comma) commas.add({1, 0, line, text});
    return std::string(read.problem);
  }

  // Ids and names stand apart, so that no name is taken for an id.
  static std::string id_key(const PartyRow& party) { return "id\x1f" + party[PartyField::party_id]; }
  std::string name_key(const PartyRow& party) {
    return fmt::format("name\x1f{}\x1f{}", fold_party_name(party[PartyField::name]),
                       country_of(party, PartyField::country).code());
  }

  static void fill(std::array<std::string, kPartyFieldCount>& earlier,
                   const std::array<std::string, kPartyFieldCount>& later) {
    for (std::size_t field = 0; field < kPartyFieldCount; ++field) {
      if (earlier[field].empty()) earlier[field] = later[field];
    }
  }

  // Of rows that are kept.
  void note_words(const PartyRow& party) {
    for (const PartyField field :
         {PartyField::schema, PartyField::role, PartyField::address_kind, PartyField::data_centre_cooling}) {
      const std::string& cell = party[field];
      if (!cell.empty() && !is_known_word(field, cell)) note(party, unknown_words_[field][cell]);
    }
    for (std::size_t i = 0; i < kPartyFieldCount; ++i) {
      const std::string& cell = party.cells[i];
      if (party_fields()[i].type != FieldType::country || cell.empty() || country_(cell).known()) continue;
      note(party, unknown_countries_[static_cast<PartyField>(i)][cell]);
    }
  }

  void note(const PartyRow& party, UnknownWord& word) const {
    if (word.rows++ == 0) word.file = table_.file, word.line = party.line;
  }

  // Rejects the row if it does.
  bool contradicts(const tables::CsvRow& row, const PartyRow& later, const KnownPartyRow& earlier, bool by_id) {
    for (std::size_t field = 0; field < kPartyFieldCount; ++field) {
      if (later.cells[field].empty() || earlier.cells[field].empty()) continue;
      // rows found by their name have the same one, and the same country, however they are written
      const auto which = static_cast<PartyField>(field);
      if (!by_id && (which == PartyField::name || which == PartyField::country)) continue;
      const FieldInfo& info = party_fields()[field];
      if (same_value(info.type, later.cells[field], earlier.cells[field], country_, date_order_)) continue;
      const std::string place = earlier.file == table_.file ? fmt::format("line {}", earlier.line)
                                                            : fmt::format("{}:{}", earlier.file, earlier.line);
      reject(row, field, later,
             fmt::format("{} contradicts {}, which has the same {} and \"{}\"", info.name, place,
                         by_id ? "party_id" : "name and country", tables::printable(earlier.cells[field], 60)));
      return true;
    }
    return false;
  }

  void reject(const tables::CsvRow& row, std::size_t field, const PartyRow& party, std::string reason) {
    Reject reject;
    reject.file = table_.file;
    reject.record = row.origin.record;
    reject.byte = row.origin.byte;
    reject.line = row.origin.line;
    reject.column = party_fields()[field].name;
    reject.value = tables::printable(party.cells[field], tables::kRejectValueBytes);
    reject.reason = std::move(reason);
    rejects_.push_back(std::move(reject));
  }

  Country country_of(const PartyRow& row, PartyField field) {
    return row[field].empty() ? Country{} : country_(row[field]);
  }

  PartyProfile profile(const PartyRow& row) {
    const auto number = [&](PartyField field) {
      return row[field].empty() ? std::nullopt : std::optional<double>(parse_quantity(row[field], kReadBefore).value);
    };
    PartyProfile party;
    party.id = row[PartyField::party_id];
    party.name = row[PartyField::name];
    party.aliases = split_values(row[PartyField::aliases]);
    party.schema = parse_schema(row[PartyField::schema]);
    party.country = country_of(row, PartyField::country);
    party.address = row[PartyField::address];
    party.city = row[PartyField::city];
    party.registered_on = read_date(row[PartyField::registered_on], date_order_);
    party.registration_number = row[PartyField::registration_number];
    party.headquarters = country_of(row, PartyField::headquarters_country);
    party.ultimate_parent = row[PartyField::ultimate_parent];
    party.ultimate_parent_country = country_of(row, PartyField::ultimate_parent_country);
    if (!party.ultimate_parent_country.known() && party.ultimate_parent.size() == 2) {
      party.ultimate_parent_country = country_(party.ultimate_parent);
    }
    party.website = row[PartyField::website];
    party.phone = row[PartyField::phone];
    party.email = row[PartyField::email];
    party.role = fold_word(row[PartyField::role]);
    party.data_centre_mw = number(PartyField::data_centre_mw);
    party.data_centre_cooling = fold_word(row[PartyField::data_centre_cooling]);
    party.address_kind = fold_word(row[PartyField::address_kind]);
    party.business = row[PartyField::business];
    party.employees = number(PartyField::employees);
    party.customer_since = read_date(row[PartyField::customer_since], date_order_);
    return party;
  }

  const tables::CsvTable& table_;
  const ColumnPlan& plan_;
  const CountryReader& country_;
  DateOrder date_order_;
  std::vector<PartyRow> rows_;
  KnownParties& known_;
  std::unordered_map<std::string, std::size_t> by_key_;  // in rows_
  std::vector<Reject> rejects_;
  DecimalCommas decimal_commas_;
  std::map<PartyField, UnknownWords> unknown_countries_;
  std::map<PartyField, UnknownWords> unknown_words_;
};

}  // namespace

Result<PartyTable> read_parties(const std::filesystem::path& path, const ColumnMap& map, const CountryReader& country,
                                KnownParties& known, DateOrder date_order, tables::Stop stop) {
  TIDEWAITER_TRY(tables::InputFile input, tables::InputFile::open(path, stop));
  return read_parties(std::move(input), map, country, known, date_order, stop);
}

Result<PartyTable> read_parties(tables::InputFile input, const ColumnMap& map, const CountryReader& country) {
  KnownParties known;
  return read_parties(std::move(input), map, country, known, DateOrder::unsettled);
}

Result<PartyTable> read_parties(tables::InputFile input, const ColumnMap& map, const CountryReader& country,
                                KnownParties& known, DateOrder date_order, tables::Stop stop) {
  TIDEWAITER_TRY(const tables::CsvTable table, tables::read_csv_table(std::move(input), {.stop = stop}));
  TIDEWAITER_TRY(const ColumnPlan plan, plan_columns(table.header, table.file, party_fields(), map));
  const std::vector<std::vector<std::size_t>> requirements{
      {static_cast<std::size_t>(PartyField::party_id), static_cast<std::size_t>(PartyField::name)}};
  if (auto missing = missing_columns(plan, table.header, table.file, party_fields(), requirements, map, table.below)) {
    return std::unexpected(*std::move(missing));
  }
  return PartyReader(table, plan, country, known, date_order).read();
}

}  // namespace tidewaiter::ingest
