// A house list: CSV with a header. Only `name` is needed; `list` defaults to HOUSE. The columns stand in
// docs/adding-a-list.md.
#include <fmt/format.h>

#include <array>
#include <set>
#include <utility>

#include "lists/columns.h"
#include "lists/forms.h"

namespace tidewaiter::lists {
namespace {

constexpr std::array<std::string_view, 14> kColumns{"name",   "id",      "list",    "aliases",
                                                    "schema", "country", "address", "requirement",
                                                    "policy", "from",    "to",      "registration_number",
                                                    "source", "url"};
enum Column : std::size_t {
  name,
  id,
  list,
  aliases,
  schema,
  country,
  address,
  requirement,
  policy,
  from,
  to,
  registration_number,
  source,
  url
};

constexpr std::string_view kDefaultList = "HOUSE";

class HouseReader {
 public:
  HouseReader(const std::string& file, const Reading& reading) : file_(file), reading_(reading) {}

  void read(const Row& row, ParsedFile& parsed) {
    if (row.blank()) return;
    std::string fault;
    ListEntry entry = entry_of(row, fault, parsed.notes);
    if (fault.empty() && !entry.id.empty() && !ids_.emplace(entry.list, entry.id).second) {
      fault = fmt::format("the id \"{}\" is there twice on the list {}", entry.id, entry.list);
    }
    if (!fault.empty()) {
      parsed.notes.push_back({row.where(file_), std::move(fault), true});
      return;
    }
    parsed.source.aliases += entry.aliases.size();
    parsed.entries.push_back(std::move(entry));
  }

 private:
  // `fault` says why the row cannot stand.
  ListEntry entry_of(const Row& row, std::string& fault, std::vector<ImportNote>& notes) const {
    ListEntry entry;
    entry.name = trimmed(row[name]);
    entry.id = trimmed(row[id]);
    const std::string_view code = trimmed(row[list]);
    entry.list = code.empty() ? std::string(kDefaultList) : code_of_words(code);
    const ListInfo* info = reading_.catalog.find(entry.list);
    entry.publisher = info == nullptr ? "house list" : info->publisher;
    entry.source = trimmed(row[source]);
    entry.requirement = trimmed(row[requirement]);
    entry.policy = trimmed(row[policy]);
    entry.registration_number = trimmed(row[registration_number]);
    entry.url = trimmed(row[url]);
    read_aliases(row[aliases], entry);
    read_schema(trimmed(row[schema]), row, entry, notes);
    const std::string_view written = trimmed(row[country]);
    add_address(entry, {row[address]}, written, reading_.places);
    if (!written.empty() && !reading_.places.find(written).known()) {
      const std::string near = reading_.places.suggest(written);
      notes.push_back({row.where(file_), fmt::format("\"{}\" is no country known here{}", written,
                                                     near.empty() ? "" : ": did you mean " + near + "?")});
    }
    if (entry.name.empty()) fault = "the row has no name";
    read_days(row, entry, fault);
    return entry;
  }

  static void read_aliases(std::string_view text, ListEntry& entry) {
    while (!text.empty()) {
      const std::size_t end = std::min(text.find('|'), text.size());
      if (const std::string_view alias = trimmed(text.substr(0, end)); !alias.empty())
        entry.aliases.emplace_back(alias);
      text.remove_prefix(std::min(end + 1, text.size()));
    }
  }

  void read_schema(std::string_view text, const Row& row, ListEntry& entry, std::vector<ImportNote>& notes) const {
    entry.schema = parse_schema(text);
    if (entry.schema == Schema::unknown && !text.empty()) {
      notes.push_back(
          {row.where(file_), fmt::format("\"{}\" is no kind of party known here: it counts as unknown", text)});
    }
  }

  static void read_days(const Row& row, ListEntry& entry, std::string& fault) {
    const auto read = [&](Column column, std::optional<Date>& day, DateBasis& basis) {
      const std::string_view text = trimmed(row[column]);
      if (text.empty()) return;
      day = parse_date(text);
      basis = DateBasis::stated;
      if (!day) fault = fmt::format("{}: \"{}\" is no day; write it as 2025-03-01", kColumns[column], text);
    };
    read(from, entry.from, entry.from_basis);
    read(to, entry.to, entry.to_basis);
    if (entry.from && entry.to && *entry.to < *entry.from) fault = "the entry ends before it begins";
  }

  const std::string& file_;
  const Reading& reading_;
  std::set<std::pair<std::string, std::string>> ids_;
};

}  // namespace

Result<ParsedFile> read_house_csv(std::string_view bytes, const std::string& file, const Reading& reading) {
  TIDEWAITER_TRY(Rows rows, Rows::open(bytes, file, kColumns));
  ParsedFile parsed;
  parsed.form = Form::house_csv;
  for (const std::string& ignored : rows.ignored()) {
    parsed.notes.push_back({file, fmt::format("the column \"{}\" is not one of a house list: ignored", ignored)});
  }
  HouseReader reader(file, reading);
  while (const Row* row = rows.next(parsed.notes, Rows::Short::lost)) reader.read(*row, parsed);
  if (parsed.entries.empty()) {
    std::string why = "the list holds no entry";
    for (const ImportNote& note : parsed.notes) {
      if (note.lost) {
        why = fmt::format("no row of the list can be read; the first, {}: {}", note.where, note.message);
        break;
      }
    }
    return fail(ErrorCode::empty_file, std::move(why), file, "a house list needs a header and at least one row");
  }
  parsed.source.file = file;
  parsed.source.publisher = "house list";
  parsed.source.entries = parsed.entries.size();
  parsed.source.date = date_in_name(file);
  return parsed;
}

}  // namespace tidewaiter::lists
