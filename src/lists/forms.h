// What the readers of the forms share: one file read, and the small readings that all of them need.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "lists/catalog.h"
#include "lists/import.h"
#include "model/list_entry.h"
#include "places/places.h"

namespace tidewaiter::lists {

// In the order in which their word counts when one name stands on one list in several of them.
enum class Form : std::uint8_t { dpl_text, ecfr_xml, csl_json, ofac_csv, house_csv };
std::string_view to_string(Form form);  // "dpl-txt", "ecfr-xml", "csl-json", "ofac-csv", "house-csv"

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
};

// Each reads the whole text of one file. `file` is its name without folder. Errors as import_lists().
Result<ParsedFile> read_csl_json(std::string_view bytes, const std::string& file, const Reading& reading);
Result<ParsedFile> read_ecfr_xml(std::string_view bytes, const std::string& file, const Reading& reading);
Result<ParsedFile> read_dpl_text(std::string_view bytes, const std::string& file, const Reading& reading);
Result<ParsedFile> read_ofac_csv(std::string_view bytes, const std::string& file, const Reading& reading);
Result<ParsedFile> read_house_csv(std::string_view bytes, const std::string& file, const Reading& reading);

// Whether the first line is one of the three files without headers that the blocked persons are published in.
bool is_ofac_csv(std::string_view bytes);

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

// Whether an entry of that name lists an address instead of a party.
bool names_an_address(const ListInfo& list, std::string_view name);

// Appends the parts that are not empty, ", " between them, and the country if it can be read; a country that cannot be
// read stays in the text. Nothing is appended for an address without any content.
void add_address(ListEntry& entry, std::initializer_list<std::string_view> parts, std::string_view country,
                 const Places& places);

std::string_view trimmed(std::string_view text);  // without blanks and line breaks at its ends

// "consolidated-2026-07-31.json (2026-07-31)"
std::string citation(const ListSource& source);

}  // namespace tidewaiter::lists
