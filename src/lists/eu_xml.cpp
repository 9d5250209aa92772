// The European Union's consolidated list of financial sanctions (xmlFullSanctionsList_1_1): an <export> of
// <sanctionEntity> whose facts are attributes. Written from published descriptions; no real file was at hand.
#include "lists/xml_list.h"

namespace tidewaiter::lists {
namespace {

Schema schema_of(const XmlNode& node) {
  const XmlNode* type = node.child("subjectType");
  if (type == nullptr) return Schema::unknown;
  const std::string_view code = type->attribute("classificationCode");
  return code == "P" ? Schema::person : code == "E" ? Schema::organization : parse_schema(type->attribute("code"));
}

std::string whole_name(const XmlNode& alias) {
  const std::string_view whole = trimmed(alias.attribute("wholeName"));
  if (!whole.empty()) return std::string(whole);
  return joined_text({alias.attribute("firstName"), alias.attribute("middleName"), alias.attribute("lastName")});
}

ListEntry entry_of(const XmlNode& node, const Places& places) {
  ListEntry entry;
  entry.id = node.attribute("euReferenceNumber");
  if (entry.id.empty()) entry.id = node.attribute("logicalId");
  entry.schema = schema_of(node);
  // Strong names first, so that the entry is called by one if it has one.
  for (const bool strong : {true, false}) {
    for (const XmlNode* alias : node.all("nameAlias")) {
      if ((alias->attribute("strong") != "false") == strong) add_name(entry, whole_name(*alias));
    }
  }
  for (const XmlNode* address : node.all("address")) {
    const std::string_view code = address->attribute("countryIso2Code");  // "00": not known
    add_address(entry,
                {address->attribute("street"), address->attribute("poBox"), address->attribute("place"),
                 address->attribute("city"), address->attribute("region"), address->attribute("zipCode")},
                code.empty() || code == "00" ? std::string_view() : code, places);
  }
  for (const XmlNode* citizenship : node.all("citizenship")) {
    const std::string_view code = citizenship->attribute("countryIso2Code");
    if (entry.addresses.empty() && !code.empty() && code != "00") add_address(entry, {}, code, places);
  }
  for (const XmlNode* id : node.all("identification")) {
    if (entry.registration_number.empty() && id->attribute("identificationTypeCode") == "regnumber") {
      entry.registration_number = id->attribute("number");
    }
  }
  for (const XmlNode* regulation : node.all("regulation")) {
    add_unlike(entry.programs, regulation->attribute("programme"));
    if (entry.url.empty()) entry.url = regulation->text_of("publicationUrl");
  }
  return entry;
}

}  // namespace

Result<ParsedFile> read_eu_xml(std::string_view bytes, const std::string& file, const Reading& reading) {
  static constexpr std::string_view kRecords[] = {"sanctionEntity"};
  static constexpr const char* kDesignated = "designationDate";
  const auto designated = [](const XmlNode& node) { return node.attribute(kDesignated); };
  const auto generated = [](const XmlNode& node) {
    return node.name == "export" ? node.attribute("generationDate") : std::string_view();
  };
  return read_xml_list(bytes, file, reading,
                       {Form::eu_xml, kRecords, entry_of, kDesignated, designated, generated, day_of_time});
}

}  // namespace tidewaiter::lists
