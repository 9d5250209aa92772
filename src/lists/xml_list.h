// What the readers of one publisher's one list in XML share: records into entries, notes with lines, the day.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "lists/forms.h"
#include "lists/xml_records.h"

namespace tidewaiter::lists {

struct XmlList {
  Form form{};
  std::span<const std::string_view> records;
  ListEntry (*entry)(const XmlNode& record, const Places& places);  // without list, publisher and first day
  std::string_view first_day;                                       // what that is called, for notes
  std::string_view (*first_day_of)(const XmlNode& record);          // as written; empty: not stated
  std::string_view (*file_day_of)(const XmlNode& outside);          // the file's own, likewise
  std::optional<Date> (*read_day)(std::string_view written);
};

// The list is the one that the data give to the form; without one the entries inform under the form's word. A day
// that is written and cannot be read is told. Errors: those of read_xml_records(), empty_file.
Result<ParsedFile> read_xml_list(std::string_view bytes, const std::string& file, const Reading& reading,
                                 const XmlList& list);

// Appends a name that is not empty and not the entry's; the first one becomes the entry's name.
void add_name(ListEntry& entry, std::string_view name);

// The parts that are not empty with a blank between them.
std::string joined_text(std::initializer_list<std::string_view> parts);

// A day, or the day that a time of ISO 8601 begins with.
std::optional<Date> day_of_time(std::string_view text);

// "29/06/2012" or "2012-06-29"; nothing where a part is not known ("dd/mm/1945").
std::optional<Date> read_british_day(std::string_view text);

}  // namespace tidewaiter::lists
