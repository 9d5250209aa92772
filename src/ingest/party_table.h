// The party table: one profile for each party that the shipments refer to by party_id or by name.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/result.h"
#include "ingest/columns.h"
#include "ingest/dates.h"
#include "ingest/words.h"
#include "model/decision.h"
#include "model/party.h"
#include "tables/input_file.h"

namespace tidewaiter::ingest {

struct PartyTable {
  std::vector<PartyProfile> parties;  // in the order of the file
  std::vector<Reject> rejects;
  std::vector<std::string> notes;          // for people: columns that are not used
  std::vector<std::string> how_read;       // of these: tables::CsvFile::notes
  std::vector<std::string> unknown_words;  // for people: words of role and the like that are read as unknown
  std::map<PartyField, UnknownWords> unknown_countries;
  std::uint64_t records = 0;  // rows read, rejects too
};

// Reads what people write for a country; the unknown Country if it cannot.
using CountryReader = std::function<Country(std::string_view)>;

// What the party tables of a run have said so far, by party_id and by name and country.
struct KnownPartyRow {
  std::string file;
  std::uint64_t line = 0;                           // of the first row
  std::array<std::string, kPartyFieldCount> cells;  // trimmed; filled by later rows
};
using KnownParties = std::unordered_map<std::string, KnownPartyRow>;

// Rows that share a party_id, and rows without one that share folded name and country, are one party: a later one may
// fill what an earlier left empty, and is rejected where it contradicts it, also one of an earlier table that `known`
// has; the table's own rows are added to it. Words of role and address_kind are folded (words.h). A two-letter
// ultimate_parent is also read as the parent's country. Errors: those of tables::open_csv, bad_format, missing_column
// (neither party_id nor name).
Result<PartyTable> read_parties(const std::filesystem::path& path, const ColumnMap& map, const CountryReader& country,
                                KnownParties& known, DateOrder date_order = DateOrder::unsettled,
                                tables::Stop stop = {});
Result<PartyTable> read_parties(tables::InputFile input, const ColumnMap& map, const CountryReader& country,
                                KnownParties& known, DateOrder date_order = DateOrder::unsettled,
                                tables::Stop stop = {});
Result<PartyTable> read_parties(tables::InputFile input, const ColumnMap& map, const CountryReader& country);

}  // namespace tidewaiter::ingest
