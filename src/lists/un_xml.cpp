// The consolidated list of the United Nations Security Council: <CONSOLIDATED_LIST> of <INDIVIDUAL> and <ENTITY>, names
// in four parts. Written from published descriptions; no real file was at hand.
#include "lists/xml_list.h"

namespace tidewaiter::lists {
namespace {

// Some fields hold several names with semicolons between them.
void add_names(ListEntry& entry, std::string_view text) {
  for (const std::string_view name : parts_of(text, ";")) add_name(entry, name);
}

ListEntry entry_of(const XmlNode& node, const Places& places) {
  const bool person = node.name == "INDIVIDUAL";
  ListEntry entry;
  entry.id = node.text_of("REFERENCE_NUMBER");
  if (entry.id.empty()) entry.id = node.text_of("DATAID");
  entry.schema = person ? Schema::person : Schema::organization;
  add_names(entry, joined_text({node.text_of("FIRST_NAME"), node.text_of("SECOND_NAME"), node.text_of("THIRD_NAME"),
                                node.text_of("FOURTH_NAME")}));
  add_name(entry, node.text_of("NAME_ORIGINAL_SCRIPT"));
  for (const XmlNode* alias : node.all(person ? "INDIVIDUAL_ALIAS" : "ENTITY_ALIAS")) {
    add_names(entry, alias->text_of("ALIAS_NAME"));
  }
  for (const XmlNode* address : node.all(person ? "INDIVIDUAL_ADDRESS" : "ENTITY_ADDRESS")) {
    add_address(entry,
                {address->text_of("STREET"), address->text_of("CITY"), address->text_of("STATE_PROVINCE"),
                 address->text_of("ZIP_CODE")},
                address->text_of("COUNTRY"), places);
  }
  if (const XmlNode* nationality = node.child("NATIONALITY"); nationality != nullptr && entry.addresses.empty()) {
    add_address(entry, {}, nationality->text_of("VALUE"), places);
  }
  if (const std::string_view regime = node.text_of("UN_LIST_TYPE"); !regime.empty())
    entry.programs.emplace_back(regime);
  return entry;
}

}  // namespace

Result<ParsedFile> read_un_xml(std::string_view bytes, const std::string& file, const Reading& reading) {
  static constexpr std::string_view kRecords[] = {"INDIVIDUAL", "ENTITY"};
  static constexpr const char* kListed = "LISTED_ON";
  const auto listed = [](const XmlNode& node) { return node.text_of(kListed); };
  const auto generated = [](const XmlNode& node) {
    return node.name == "CONSOLIDATED_LIST" ? node.attribute("dateGenerated") : std::string_view();
  };
  return read_xml_list(bytes, file, reading,
                       {Form::un_xml, kRecords, entry_of, kListed, listed, generated, day_of_time});
}

}  // namespace tidewaiter::lists
