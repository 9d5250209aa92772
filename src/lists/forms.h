// What the readers of the forms share: one file read, and the small readings that all of them need.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "lists/catalog.h"
#include "lists/import.h"
#include "model/list_entry.h"
#include "places/places.h"
#include "tables/stop.h"

namespace tidewaiter::lists {

// In the order in which their word counts when one name stands on one list in several of them.
enum class Form : std::uint8_t {
  dpl_text,
  ecfr_xml,
  csl_json,
  ofac_xml,
  ofac_csv,
  agency_csv,
  extract_json,
  eu_xml,
  uk_xml,
  un_xml,
  ftm_json,
  house_csv
};
inline constexpr std::size_t kFormCount = 12;

struct FormTraits {
  std::string_view word;    // "csl-json", as sources and `lists status` name it
  std::string_view spoken;  // "the consolidated list"
  bool several_lists;       // a file may hold any of several lists: its snapshots are told apart list by list
  bool numbered;            // numbers are the agency's own: two numbers are two entries, whatever their names
  bool tried;               // read on real files of the publisher; else written from the published description
};
const FormTraits& traits(Form form);
inline std::string_view to_string(Form form) { return traits(form).word; }

bool is_form(std::string_view word);

// Whether the form of that word was read on real files; true for a word that is no form.
bool tried_on_real_files(std::string_view form_word);

// A publisher may split a list: entries of a part carry their number and what the part adds.
enum class FilePart : std::uint8_t { whole, aliases, addresses };

// A file as read. The `id` of an entry is still the publisher's own number, or empty.
struct ParsedFile {
  Form form{};
  FilePart part = FilePart::whole;
  ListSource source;
  std::vector<ListSource> parts;  // the files of the other parts, once they are joined
  std::vector<ListEntry> entries;
  std::vector<ImportNote> notes;
};

struct Reading {
  const ListCatalog& catalog;
  const Places& places;
  std::optional<Date> day = std::nullopt;  // of files whose name tells none
  std::string list{};                      // code of the list of rows that do not say theirs; empty: HOUSE
  tables::Stop stop{};                     // asked between two records of the forms that come in large files
};

// Says of which file the entries are, and counts them and their aliases; of a part, only the aliases. For the end of a
// reader, when they stand.
void describe_source(ParsedFile& parsed, const std::string& file, const std::string& publisher,
                     std::optional<Date> date);

// Each reads the whole text of one file. `file` is its name without folder. Errors as import_lists().
Result<ParsedFile> read_csl_json(std::string_view bytes, const std::string& file, const Reading& reading);
Result<ParsedFile> read_ecfr_xml(std::string_view bytes, const std::string& file, const Reading& reading);
Result<ParsedFile> read_dpl_text(std::string_view bytes, const std::string& file, const Reading& reading);
Result<ParsedFile> read_ofac_csv(std::string_view bytes, const std::string& file, const Reading& reading);
Result<ParsedFile> read_ofac_xml(std::string_view bytes, const std::string& file, const Reading& reading);
Result<ParsedFile> read_agency_csv(std::string_view bytes, const std::string& file, const Reading& reading);
Result<ParsedFile> read_extract_json(std::string_view bytes, const std::string& file, const Reading& reading);
Result<ParsedFile> read_eu_xml(std::string_view bytes, const std::string& file, const Reading& reading);
Result<ParsedFile> read_uk_xml(std::string_view bytes, const std::string& file, const Reading& reading);
Result<ParsedFile> read_un_xml(std::string_view bytes, const std::string& file, const Reading& reading);
Result<ParsedFile> read_ftm_json(std::string_view bytes, const std::string& file, const Reading& reading);
Result<ParsedFile> read_house_csv(std::string_view bytes, const std::string& file, const Reading& reading);

// Whether the first line, or the one after a header, is of one of the three files that the blocked persons are
// published in.
bool is_ofac_csv(std::string_view bytes);

// Whether a table with these columns is an agency's own: it says the list of each row, or it is the table of one list
// whose columns the data know.
bool is_agency_table(std::span<const std::string> columns, const ListCatalog& catalog);

// Each list of one day in one file again. Error: usage if the part that has the names is not there.
Result<std::vector<ParsedFile>> join_parts(std::vector<ParsedFile> files);

// Finds the form by the content and reads it.
Result<ParsedFile> read_any_form(std::string_view bytes, const std::string& file, const Reading& reading);

// The day in a file's name, "consolidated-2026-07-31.json" or "dpl_20260731.txt"; the last one if there are several.
std::optional<Date> date_in_name(std::string_view file);

// That day, else the one that the caller named.
std::optional<Date> day_of(std::string_view file, const Reading& reading);

// The year of the earliest Federal Register citation, "76 FR 71867", "68 F.R. 38290 6/27/03", "Vol. 59, No. 44": volume
// 1 is of 1936. Nothing if there is none.
std::optional<int> federal_register_year(std::string_view citations);

// The days that Federal Register citations state, "84 FR 22963, 5/21/19. 85 FR 29853, May 19, 2020.": the first is that
// of the addition, the last that of the latest change. A day that is not of the volume's year does not count: `faulty`
// is the first such citation. Nothing where the earliest citation states no day of its year.
struct RegisterDays {
  std::optional<Date> first;
  std::optional<Date> last;
  std::string faulty;
};
RegisterDays register_days(std::string_view citations);

// Sets the first day to the first of January of that year, if the entry has no day yet.
void date_by_citation(ListEntry& entry);

// "06/19/2003", "3/20/1992", or YYYY-MM-DD.
std::optional<Date> read_us_day(std::string_view text);

// "June 21, 2022", "01 Oct 2001", "16 July 2014", or what read_us_day() reads.
std::optional<Date> read_worded_day(std::string_view text);

// Whether an agency's words name a number that a register of companies, or the like, gave out.
bool names_a_registration(std::string_view kind);

// Whether an entry of that name lists an address instead of a party.
bool names_an_address(const ListInfo& list, std::string_view name);

// Appends the parts that are not empty, ", " between them, and the country if it can be read; a country that cannot be
// read stays in the text. Nothing is appended for an address without any content.
void add_address(ListEntry& entry, std::initializer_list<std::string_view> parts, std::string_view country,
                 const Places& places);

// Those that do not stand there, by text and country.
void add_missing_addresses(ListEntry& entry, const std::vector<ListAddress>& addresses);

std::string_view trimmed(std::string_view text);  // without blanks and line breaks at its ends

// The parts between the separators, trimmed; empty ones are left out.
std::vector<std::string_view> parts_of(std::string_view text, std::string_view separator);

// Appends a text that is not empty and not there.
void add_unlike(std::vector<std::string>& to, std::string_view text);

// "consolidated-2026-07-31.json (2026-07-31)"
std::string citation(const ListSource& source);

}  // namespace tidewaiter::lists
