// The UK Sanctions List: <Designations> of <Designation>, names in six parts, days as day/month/year. Written from
// published descriptions; no real file was at hand.
#include <algorithm>

#include "base/ascii.h"
#include "lists/xml_list.h"

namespace tidewaiter::lists {
namespace {

// Their words differ in case from entry to entry.
bool says(std::string_view text, std::string_view word) {
  return std::ranges::search(text, word, [](char a, char b) { return to_lower(a) == to_lower(b); }).begin() !=
         text.end();
}

std::string whole_name(const XmlNode& name) {
  return joined_text({name.text_of("Name1"), name.text_of("Name2"), name.text_of("Name3"), name.text_of("Name4"),
                      name.text_of("Name5"), name.text_of("Name6")});
}

Schema schema_of(std::string_view text) { return says(text, "ship") ? Schema::vessel : parse_schema(text); }

ListEntry entry_of(const XmlNode& node, const Places& places) {
  ListEntry entry;
  entry.id = node.text_of("UniqueID");
  entry.schema = schema_of(node.text_of("IndividualEntityShip"));
  for (const bool primary : {true, false}) {
    for (const XmlNode* name : node.all("Names", "Name")) {
      if (says(name->text_of("NameType"), "primary") == primary) add_name(entry, whole_name(*name));
    }
  }
  for (const XmlNode* others : node.all("NonLatinNames")) {
    for (const XmlNode* other : others->all("NonLatinName")) add_name(entry, other->text_of("NameNonLatinScript"));
  }
  for (const XmlNode* address : node.all("Addresses", "Address")) {
    add_address(entry,
                {address->text_of("AddressLine1"), address->text_of("AddressLine2"), address->text_of("AddressLine3"),
                 address->text_of("AddressLine4"), address->text_of("AddressLine5"), address->text_of("AddressLine6"),
                 address->text_of("AddressPostalCode")},
                address->text_of("AddressCountry"), places);
  }
  if (const std::string_view regime = node.text_of("RegimeName"); !regime.empty()) entry.programs.emplace_back(regime);
  const auto take_number = [&](const XmlNode& of, std::string_view list, std::string_view wanted) {
    for (const XmlNode* numbers : of.all(list)) {
      if (entry.registration_number.empty()) entry.registration_number = numbers->text_of(wanted);
    }
  };
  for (const XmlNode* entity : node.all("EntityDetails", "Entity")) {
    take_number(*entity, "BusinessRegistrationNumbers", "BusinessRegistrationNumber");
  }
  for (const XmlNode* ship : node.all("ShipDetails", "Ship")) take_number(*ship, "IMONumbers", "IMONumber");
  return entry;
}

}  // namespace

Result<ParsedFile> read_uk_xml(std::string_view bytes, const std::string& file, const Reading& reading) {
  static constexpr std::string_view kRecords[] = {"Designation"};
  static constexpr const char* kDesignated = "DateDesignated";
  const auto designated = [](const XmlNode& node) { return node.text_of(kDesignated); };
  const auto generated = [](const XmlNode& node) {
    return node.name == "DateGenerated" ? std::string_view(node.text) : std::string_view();
  };
  return read_xml_list(bytes, file, reading,
                       {Form::uk_xml, kRecords, entry_of, kDesignated, designated, generated, read_british_day});
}

}  // namespace tidewaiter::lists
