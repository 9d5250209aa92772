// The UK Sanctions List: <Designations> of <Designation>, names in six parts, days as day/month/year. Written from
// published descriptions; no real file was at hand.
#include <algorithm>

#include "lists/xml_list.h"

namespace tidewaiter::lists {
namespace {

// Their words differ in case from entry to entry.
bool says(std::string_view text, std::string_view word) {
  return std::ranges::search(text, word, [](char a, char b) { return (a | 0x20) == (b | 0x20); }).begin() != text.end();
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
  if (const XmlNode* names = node.child("Names")) {
    for (const bool primary : {true, false}) {
      for (const XmlNode* name : names->all("Name")) {
        if (says(name->text_of("NameType"), "primary") == primary) add_name(entry, whole_name(*name));
      }
    }
  }
  for (const XmlNode* others : node.all("NonLatinNames")) {
    for (const XmlNode* other : others->all("NonLatinName")) add_name(entry, other->text_of("NameNonLatinScript"));
  }
  if (const XmlNode* addresses = node.child("Addresses")) {
    for (const XmlNode* address : addresses->all("Address")) {
      add_address(entry,
                  {address->text_of("AddressLine1"), address->text_of("AddressLine2"), address->text_of("AddressLine3"),
                   address->text_of("AddressLine4"), address->text_of("AddressLine5"), address->text_of("AddressLine6"),
                   address->text_of("AddressPostalCode")},
                  address->text_of("AddressCountry"), places);
    }
  }
  if (const std::string_view regime = node.text_of("RegimeName"); !regime.empty()) entry.programs.emplace_back(regime);
  if (const XmlNode* details = node.child("EntityDetails")) {
    for (const XmlNode* entity : details->all("Entity")) {
      for (const XmlNode* numbers : entity->all("BusinessRegistrationNumbers")) {
        if (entry.registration_number.empty())
          entry.registration_number = numbers->text_of("BusinessRegistrationNumber");
      }
    }
  }
  if (const XmlNode* details = node.child("ShipDetails")) {
    for (const XmlNode* ship : details->all("Ship")) {
      for (const XmlNode* numbers : ship->all("IMONumbers")) {
        if (entry.registration_number.empty()) entry.registration_number = numbers->text_of("IMONumber");
      }
    }
  }
  entry.from = read_british_day(node.text_of("DateDesignated"));
  return entry;
}

}  // namespace

Result<ParsedFile> read_uk_xml(std::string_view bytes, const std::string& file, const Reading& reading) {
  static constexpr std::string_view kRecords[] = {"Designation"};
  const auto generated = [](const XmlNode& node) -> std::optional<Date> {
    return node.name == "DateGenerated" ? read_british_day(node.text) : std::nullopt;
  };
  return read_xml_list(
      bytes, file, reading,
      {Form::uk_xml, kRecords, [&](const XmlNode& node) { return entry_of(node, reading.places); }, generated});
}

}  // namespace tidewaiter::lists
