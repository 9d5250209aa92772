// The Treasury's lists as the Office of Foreign Assets Control publishes them in XML: `sdn.xml`, the blocked persons,
// and `consolidated.xml`, the lists of everybody else. Both have one form; the second is known by its programs, which
// the data give to lists. The file states how many records it has, and is refused if it holds others.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>

#include "lists/forms.h"
#include "lists/xml_records.h"

namespace tidewaiter::lists {
namespace {

// The list of an entry whose programs no list of the data has. It informs, as every list that is not in the data.
constexpr const char* kUnplaced = "OFAC-OTHER";

// Persons are written as in the agency's other files: "FAMILY NAME, Given Names".
std::string name_of(const XmlNode& node) {
  const std::string_view last = node.text_of("lastName");
  const std::string_view first = node.text_of("firstName");
  if (last.empty() || first.empty()) return std::string(last.empty() ? first : last);
  return fmt::format("{}, {}", last, first);
}

ListEntry entry_of(const XmlNode& node, const Places& places) {
  ListEntry entry;
  entry.id = node.text_of("uid");
  entry.name = name_of(node);
  entry.schema = parse_schema(node.text_of("sdnType"));
  for (const XmlNode* program : node.all("programList", "program")) entry.programs.push_back(program->text);
  for (const XmlNode* aka : node.all("akaList", "aka")) {
    if (std::string alias = name_of(*aka); !alias.empty()) entry.aliases.push_back(std::move(alias));
  }
  for (const XmlNode* address : node.all("addressList", "address")) {
    add_address(entry,
                {address->text_of("address1"), address->text_of("address2"), address->text_of("address3"),
                 address->text_of("city"), address->text_of("stateOrProvince"), address->text_of("postalCode")},
                address->text_of("country"), places);
  }
  for (const XmlNode* id : node.all("idList", "id")) {
    if (entry.registration_number.empty() && names_a_registration(id->text_of("idType"))) {
      entry.registration_number = id->text_of("idNumber");
    }
  }
  return entry;
}

// The first list of the data that has one of the programs, nullptr if none has.
const ListInfo* list_of_programs(const ListEntry& entry, const ListCatalog& catalog) {
  for (const ListInfo& list : catalog.all()) {
    for (const std::string& program : entry.programs) {
      if (std::ranges::find(list.programs, program) != list.programs.end()) return &list;
    }
  }
  return nullptr;
}

}  // namespace

Result<ParsedFile> read_ofac_xml(std::string_view bytes, const std::string& file, const Reading& reading) {
  const auto& all = reading.catalog.all();
  const auto blocked = std::ranges::find(all, Effect::prohibited, &ListInfo::effect);
  if (blocked == all.end()) {
    return fail(ErrorCode::bad_format, "no list of blocked persons is described, so this file cannot be placed", file,
                "add a [[list]] with effect = \"prohibited\" to lists.toml");
  }
  ParsedFile parsed;
  parsed.form = Form::ofac_xml;
  std::optional<std::uint64_t> stated;
  std::optional<Date> published;
  std::uint64_t records = 0;
  std::vector<std::uint64_t> lines;
  static constexpr std::string_view kRecord[] = {"sdnEntry"};
  XmlHandlers handlers;
  handlers.records = kRecord;
  handlers.stop = reading.stop;
  handlers.outside = [&](const XmlNode& node) {
    if (node.name == "Publish_Date") {
      published = read_us_day(node.text);
      if (!published && !node.text.empty()) {
        parsed.notes.push_back(
            {fmt::format("{}:{}", file, node.line),
             fmt::format("{}: \"{}\" is no day, so the file does not say its own", node.name, node.text)});
      }
    }
    if (node.name != "Record_Count") return;
    std::uint64_t count = 0;
    const auto [end, error] = std::from_chars(node.text.data(), node.text.data() + node.text.size(), count);
    if (error == std::errc() && end == node.text.data() + node.text.size()) stated = count;
  };
  handlers.record = [&](XmlNode&& node) {
    ++records;
    ListEntry entry = entry_of(node, reading.places);
    if (entry.name.empty() || entry.id.empty()) {
      parsed.notes.push_back({fmt::format("{}:{}", file, node.line),
                              entry.name.empty() ? "the entry has no name" : "the entry has no number", true});
      return;
    }
    lines.push_back(node.line);
    parsed.entries.push_back(std::move(entry));
  };
  TIDEWAITER_CHECK(read_xml_records(bytes, file, handlers));
  if (records == 0) return fail(ErrorCode::empty_file, "the list holds no entry", file, "download it again");
  if (stated && *stated != records) {
    return fail(
        ErrorCode::bad_format,
        fmt::format("the file says that it has {} records and holds {}: it is cut short, or a part", *stated, records),
        file, "download it again, whole");
  }
  if (!stated) parsed.notes.push_back({file, "the file does not say how many records it has, so none is missed"});
  // Some blocked persons have a program of another list beside their own, so the file is known by most of its entries.
  const auto of_others = std::ranges::count_if(
      parsed.entries, [&](const ListEntry& entry) { return list_of_programs(entry, reading.catalog) != nullptr; });
  const bool others = static_cast<std::size_t>(of_others) * 2 > parsed.entries.size();
  for (std::size_t i = 0; i < parsed.entries.size(); ++i) {
    ListEntry& entry = parsed.entries[i];
    const ListInfo* list = others ? list_of_programs(entry, reading.catalog) : &*blocked;
    entry.list = list == nullptr ? std::string(kUnplaced) : list->code;
    entry.publisher = blocked->publisher;
    if (list == nullptr) {
      parsed.notes.push_back({fmt::format("{}:{}", file, lines[i]),
                              fmt::format("no list is known for the programs of {} ({}): it informs, as {}", entry.name,
                                          fmt::join(entry.programs, ", "), entry.list)});
    }
  }
  describe_source(parsed, file, blocked->publisher, published ? published : day_of(file, reading));
  return parsed;
}

}  // namespace tidewaiter::lists
