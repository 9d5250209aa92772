// The Specially Designated Nationals as the Office of Foreign Assets Control publishes them: three files without
// headers, the names (12 columns), other names (5) and addresses (6), joined by the entry's number. "-0-" stands for
// nothing. Copies that were given a header are read too: the columns count by their place, never by their name.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>
#include <unordered_map>
#include <utility>

#include "base/ascii.h"
#include "base/utf8.h"
#include "lists/forms.h"
#include "tables/csv.h"

namespace tidewaiter::lists {
namespace {

constexpr std::size_t kNameColumns = 12;
constexpr std::size_t kAliasColumns = 5;
constexpr std::size_t kAddressColumns = 6;
constexpr std::string_view kEndOfFile = "\x1A";  // closes the official files

constexpr tables::Dialect kComma{','};

std::string_view cell(const tables::RecordFields& fields, std::size_t i) {
  const std::string_view text = trimmed(fields[i]);
  return text == "-0-" ? std::string_view() : text;
}

bool is_number(std::string_view text) {
  return !text.empty() && text.size() < 10 && std::ranges::all_of(text, is_digit);
}

// "SDGT] [IFSR" is two programs.
std::vector<std::string> programs_of(std::string_view text) {
  const std::vector<std::string_view> programs = parts_of(text, "] [");
  return {programs.begin(), programs.end()};
}

bool is_shape(std::size_t columns) {
  return columns == kNameColumns || columns == kAliasColumns || columns == kAddressColumns;
}

// REQUIRES: is_shape(columns).
FilePart part_of(std::size_t columns) {
  return columns == kNameColumns ? FilePart::whole : columns == kAliasColumns ? FilePart::aliases : FilePart::addresses;
}

ListEntry entry_of(const tables::RecordFields& fields, FilePart part, const Places& places) {
  ListEntry entry;
  entry.id = cell(fields, 0);
  switch (part) {
    case FilePart::whole:
      entry.name = cell(fields, 1);
      entry.schema = cell(fields, 2).empty() ? Schema::organization : parse_schema(cell(fields, 2));
      entry.programs = programs_of(cell(fields, 3));
      break;
    case FilePart::aliases:
      if (const std::string_view name = cell(fields, 3); !name.empty()) entry.aliases.emplace_back(name);
      break;
    case FilePart::addresses:
      add_address(entry, {cell(fields, 2), cell(fields, 3)}, cell(fields, 4), places);
      break;
  }
  return entry;
}

std::size_t line_end(std::string_view bytes) { return std::min(bytes.find_first_of("\r\n"), bytes.size()); }

// The shape of a row of one of the three files.
bool is_row(std::string_view line) {
  tables::RecordFields fields;
  if (fields.split(line, kComma) != tables::RecordFault::none) return false;
  const std::size_t columns = fields.size();
  if (!is_shape(columns)) return false;
  return is_number(trimmed(fields[0])) && (columns == kNameColumns || is_number(trimmed(fields[1])));
}

// A line of as many cells that is no row, above one that is and says "-0-", which no other table does.
bool begins_with_header(std::string_view bytes) {
  const std::string_view first = bytes.substr(0, line_end(bytes));
  std::string_view rest = bytes.substr(first.size());
  rest = trimmed(rest);
  const std::string_view second = rest.substr(0, line_end(rest));
  tables::RecordFields header;
  tables::RecordFields row;
  return !is_row(first) && is_row(second) && header.split(first, kComma) == tables::RecordFault::none &&
         row.split(second, kComma) == tables::RecordFault::none && header.size() == row.size() &&
         std::ranges::any_of(row.cells(), [](std::string_view each) { return trimmed(each) == "-0-"; });
}

// The mark that closes the official files, alone or in a row of empty cells.
bool is_end_mark(std::string_view text) {
  return text.starts_with(kEndOfFile) && text.find_first_not_of(", \t", kEndOfFile.size()) == std::string_view::npos;
}

}  // namespace

bool is_ofac_csv(std::string_view bytes) {
  return is_row(bytes.substr(0, line_end(bytes))) || begins_with_header(bytes);
}

Result<ParsedFile> read_ofac_csv(std::string_view bytes, const std::string& file, const Reading& reading) {
  const auto& all = reading.catalog.all();
  const auto list = std::ranges::find(all, Effect::prohibited, &ListInfo::effect);
  if (list == all.end()) {
    return fail(ErrorCode::bad_format, "no list of blocked persons is described, so this file cannot be placed", file,
                "add a [[list]] with effect = \"prohibited\" to lists.toml");
  }
  ParsedFile parsed;
  parsed.form = Form::ofac_csv;
  std::size_t columns = 0;
  tables::RecordFields fields;
  tables::RecordRef record;
  bool header = begins_with_header(without_byte_order_mark(bytes));
  for (tables::CsvScanner scanner(bytes, kComma, 0); scanner.next(record);) {
    TIDEWAITER_CHECK(reading.stop.check());
    const std::string_view text = bytes.substr(record.byte, record.length);
    if (std::exchange(header, false) || is_end_mark(trimmed(text))) continue;
    const auto lost = [&](std::string message) {
      parsed.notes.push_back({fmt::format("{}:{}", file, record.line), std::move(message), true});
    };
    const tables::RecordFault fault =
        record.fault != tables::RecordFault::none ? record.fault : fields.split(text, kComma);
    if (fault != tables::RecordFault::none) {
      lost(std::string(tables::reason(fault)));
      continue;
    }
    if (!is_shape(fields.size())) {
      lost(fmt::format("the row has {} cells, and so is of none of the three files", fields.size()));
      continue;
    }
    if (columns == 0) columns = fields.size();
    if (fields.size() != columns) {
      lost(fmt::format("the row has {} cells where the first has {}", fields.size(), columns));
      continue;
    }
    parsed.part = part_of(columns);
    ListEntry entry = entry_of(fields, parsed.part, reading.places);
    if (!is_number(entry.id) || (parsed.part == FilePart::whole && entry.name.empty())) {
      lost("the row has no number of an entry, or no name");
      continue;
    }
    entry.list = list->code;
    entry.publisher = list->publisher;
    parsed.entries.push_back(std::move(entry));
  }
  if (parsed.entries.empty()) return fail(ErrorCode::empty_file, "the list holds no entry", file, "download it again");
  describe_source(parsed, file, list->publisher, day_of(file, reading));
  return parsed;
}

namespace {

// Of names whose other names or addresses of their day are not named with them.
void tell_missing_parts(ParsedFile& names, bool aliases, bool addresses) {
  if (aliases && addresses) return;
  const char* missing = aliases     ? "add.csv: their addresses are missing"
                        : addresses ? "alt.csv: their other names are missing"
                                    : "alt.csv and add.csv: their other names and addresses are missing";
  names.notes.push_back({names.source.file, fmt::format("these names came without {}", missing)});
}

}  // namespace

Result<std::vector<ParsedFile>> join_parts(std::vector<ParsedFile> files) {
  static constexpr const char* kHint =
      "name sdn.csv, alt.csv and add.csv of one day together; put the day into their names, or say it with --date";
  // Where the names of a day are.
  std::map<std::optional<Date>, std::size_t> whole;
  for (std::size_t i = 0; i < files.size(); ++i) {
    if (files[i].form == Form::ofac_csv && files[i].part == FilePart::whole) whole.emplace(files[i].source.date, i);
  }
  std::map<std::size_t, std::unordered_map<std::string, std::size_t>> numbers;
  std::set<std::pair<std::size_t, FilePart>> joined;
  for (const auto& [day, i] : whole) {
    auto& of_day = numbers[i];
    for (std::size_t e = 0; e < files[i].entries.size(); ++e) of_day.emplace(files[i].entries[e].id, e);
  }
  for (ParsedFile& file : files) {
    if (file.part == FilePart::whole) continue;
    const auto found = whole.find(file.source.date);
    if (found == whole.end()) {
      return fail(ErrorCode::usage, "the file of names that this one belongs to is not named", file.source.file, kHint);
    }
    ParsedFile& names = files[found->second];
    joined.emplace(found->second, file.part);
    const auto is_it = [&](const ListSource& part) { return part.digest == file.source.digest; };
    if (!file.source.digest.empty() && std::ranges::any_of(names.parts, is_it)) {
      names.notes.push_back({file.source.file, "the same file as one named before: read once"});
      continue;
    }
    std::size_t without = 0;
    for (ListEntry& part : file.entries) {
      const auto entry = numbers[found->second].find(part.id);
      if (entry == numbers[found->second].end()) {
        ++without;
        continue;
      }
      ListEntry& to = names.entries[entry->second];
      std::ranges::move(part.aliases, std::back_inserter(to.aliases));
      std::ranges::move(part.addresses, std::back_inserter(to.addresses));
    }
    std::ranges::move(file.notes, std::back_inserter(names.notes));
    if (without > 0) {
      names.notes.push_back({file.source.file,
                             fmt::format("{} rows name an entry that {} does not have", without, names.source.file),
                             true});
    }
    names.parts.push_back(std::move(file.source));
  }
  for (const auto& [day, i] : whole) {
    tell_missing_parts(files[i], joined.contains({i, FilePart::aliases}), joined.contains({i, FilePart::addresses}));
  }
  std::erase_if(files, [](const ParsedFile& file) { return file.part != FilePart::whole; });
  return files;
}

}  // namespace tidewaiter::lists
