#include "lists/xml_list.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace tidewaiter::lists {

Result<ParsedFile> read_xml_list(std::string_view bytes, const std::string& file, const Reading& reading,
                                 const XmlList& list) {
  const ListInfo* info = reading.catalog.find_form(to_string(list.form));
  ParsedFile parsed;
  parsed.form = list.form;
  std::optional<Date> stated;
  XmlHandlers handlers;
  handlers.records = list.records;
  handlers.stop = reading.stop;
  handlers.outside = [&](const XmlNode& node) {
    const std::string_view written = trimmed(list.file_day_of(node));
    if (written.empty()) return;
    if (const std::optional<Date> day = list.read_day(written)) {
      stated = day;
    } else {
      parsed.notes.push_back(
          {fmt::format("{}:{}", file, node.line),
           fmt::format("{}: \"{}\" is no day, so the file does not say its own", node.name, written)});
    }
  };
  handlers.record = [&](XmlNode&& node) {
    ListEntry entry = list.entry(node, reading.places);
    if (entry.name.empty()) {
      parsed.notes.push_back({fmt::format("{}:{}", file, node.line), "the entry has no name", true});
      return;
    }
    entry.list = info == nullptr ? code_of_words(to_string(list.form)) : info->code;
    entry.publisher = info == nullptr ? std::string(to_string(list.form)) : info->publisher;
    const std::string_view written = trimmed(list.first_day_of(node));
    entry.from = list.read_day(written);
    if (entry.from) {
      entry.from_basis = DateBasis::stated;
    } else if (!written.empty()) {
      parsed.notes.push_back(
          {fmt::format("{}:{}", file, node.line),
           fmt::format("{}: \"{}\" is no day; {} counts as without it", list.first_day, written, entry.name)});
    }
    parsed.entries.push_back(std::move(entry));
  };
  TIDEWAITER_CHECK(read_xml_records(bytes, file, handlers));
  if (parsed.entries.empty()) return fail(ErrorCode::empty_file, "the list holds no entry", file, "download it again");
  if (info == nullptr) {
    parsed.notes.push_back(
        {file, fmt::format("no list is known for the form {}: its entries inform", to_string(list.form))});
  }
  describe_source(parsed, file, parsed.entries.front().publisher, stated ? stated : day_of(file, reading));
  return parsed;
}

void add_name(ListEntry& entry, std::string_view name) {
  name = trimmed(name);
  if (name.empty() || name == entry.name || std::ranges::find(entry.aliases, name) != entry.aliases.end()) return;
  if (entry.name.empty()) {
    entry.name = name;
  } else {
    entry.aliases.emplace_back(name);
  }
}

std::string joined_text(std::initializer_list<std::string_view> parts) {
  std::string text;
  for (std::string_view part : parts) {
    part = trimmed(part);
    if (part.empty()) continue;
    if (!text.empty()) text += ' ';
    text += part;
  }
  return text;
}

std::optional<Date> day_of_time(std::string_view text) { return parse_date(trimmed(text).substr(0, 10)); }

std::optional<Date> read_british_day(std::string_view text) {
  text = trimmed(text);
  if (const auto iso = parse_date(text)) return iso;
  if (text.size() != 10 || text[2] != '/' || text[5] != '/') return std::nullopt;
  return parse_date(fmt::format("{}-{}-{}", text.substr(6), text.substr(3, 2), text.substr(0, 2)));
}

}  // namespace tidewaiter::lists
