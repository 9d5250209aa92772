// A house list: CSV with a header. Only `name` is needed; `list` defaults to HOUSE. The columns stand in
// docs/adding-a-list.md.
#include <fmt/format.h>

#include <array>
#include <map>
#include <set>
#include <utility>

#include "lists/columns.h"
#include "lists/forms.h"
#include "text/fold.h"

namespace tidewaiter::lists {
namespace {

constexpr std::array<std::string_view, 15> kColumns{"name",   "id",      "list",    "aliases",
                                                    "schema", "country", "address", "requirement",
                                                    "policy", "from",    "to",      "registration_number",
                                                    "source", "url",     "effect"};
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
  url,
  effect
};

constexpr std::string_view kDefaultList = "HOUSE";

// Writings that could not be read: each once, with the place of the first and how many there are.
class Unread {
 public:
  void see(std::string_view written, std::string where) {
    ++total_;
    auto found = seen_.find(written);
    if (found == seen_.end()) found = seen_.emplace(written, Seen{std::move(where), seen_.size(), 0}).first;
    ++found->second.rows;
  }
  std::size_t total() const { return total_; }

  // In the order of the file. `say` gives the message for a writing.
  template <class Say>
  void note(std::vector<ImportNote>& notes, Say say) const {
    std::vector<const std::pair<const std::string, Seen>*> in_order(seen_.size());
    for (const auto& each : seen_) in_order[each.second.order] = &each;
    for (const auto* each : in_order) {
      const std::string more = each->second.rows > 1 ? fmt::format(" ({} rows)", each->second.rows) : std::string();
      notes.push_back({each->second.where, say(each->first) + more});
    }
  }

 private:
  struct Seen {
    std::string where;
    std::size_t order = 0;
    std::size_t rows = 0;
  };
  std::map<std::string, Seen, std::less<>> seen_;
  std::size_t total_ = 0;
};

class HouseReader {
 public:
  HouseReader(const std::string& file, const Reading& reading) : file_(file), reading_(reading) {}

  void read(const Row& row, ParsedFile& parsed) {
    if (row.blank()) return;
    std::string fault;
    ListEntry entry = entry_of(row, fault);
    if (fault.empty() && !entry.id.empty() && !ids_.emplace(entry.list, entry.id).second) {
      fault = fmt::format("the id \"{}\" is there twice on the list {}", entry.id, entry.list);
    }
    if (!fault.empty()) {
      parsed.notes.push_back({row.where(file_), std::move(fault), true});
      return;
    }
    ++effects_[static_cast<std::size_t>(entry.effect)];
    parsed.entries.push_back(std::move(entry));
  }

  // Says what could not be read but stands. Error: bad_format if the countries are none, so that the file is some other
  // table, say one with programs or regions in that column.
  Result<void> finish(ParsedFile& parsed) const {
    constexpr std::size_t kFew = 10;  // in a short list a few odd writings may be most of them
    if (unread_countries_.total() > kFew && unread_countries_.total() * 2 > countries_) {
      return fail(ErrorCode::bad_format,
                  fmt::format("{} of {} values of the column \"country\" are no countries, so this is no house list",
                              unread_countries_.total(), countries_),
                  file_, "rename the column if it means something else");
    }
    unread_countries_.note(parsed.notes, [&](const std::string& written) {
      const std::string near = reading_.places.suggest(written);
      return fmt::format("\"{}\" is no country known here{}", written,
                         near.empty() ? "" : ": did you mean " + near + "?");
    });
    settled_effects_.note(parsed.notes, [](const std::string& code) {
      return fmt::format("the list {} has an effect of its own: the column \"effect\" is not read for it", code);
    });
    unread_schemas_.note(parsed.notes, [](const std::string& written) {
      return fmt::format("\"{}\" is no kind of party known here: it counts as unknown", written);
    });
    const auto of = [&](EntryEffect effect) { return effects_[static_cast<std::size_t>(effect)]; };
    if (of(EntryEffect::of_list) < parsed.entries.size()) {
      parsed.notes.push_back(
          {file_, fmt::format("a hit of its entries holds the shipment ({}), is for review ({}), "
                              "informs ({}){}",
                              of(EntryEffect::hold), of(EntryEffect::review), of(EntryEffect::inform),
                              of(EntryEffect::of_list) == 0
                                  ? std::string()
                                  : fmt::format(", does what the list does ({})", of(EntryEffect::of_list)))});
    }
    return {};
  }

 private:
  // `fault` says why the row cannot stand.
  ListEntry entry_of(const Row& row, std::string& fault) {
    ListEntry entry;
    entry.name = trimmed(row[name]);
    entry.id = trimmed(row[id]);
    const std::string_view code = trimmed(row[list]);
    entry.list = !code.empty()           ? code_of_words(code)
                 : reading_.list.empty() ? std::string(kDefaultList)
                                         : code_of_words(reading_.list);
    const ListInfo* info = reading_.catalog.find(entry.list);
    entry.publisher = info == nullptr ? "house list" : info->publisher;
    entry.source = trimmed(row[source]);
    entry.requirement = trimmed(row[requirement]);
    entry.policy = trimmed(row[policy]);
    entry.registration_number = trimmed(row[registration_number]);
    entry.url = trimmed(row[url]);
    for (const std::string_view alias : parts_of(row[aliases], "|")) entry.aliases.emplace_back(alias);
    const std::string_view kind = trimmed(row[schema]);
    entry.is_address = text::fold(kind) == "address";
    entry.schema = parse_schema(kind);
    if (entry.schema == Schema::unknown && !kind.empty() && !entry.is_address)
      unread_schemas_.see(kind, row.where(file_));
    const std::string_view written = trimmed(row[country]);
    add_address(entry, {row[address]}, written, reading_.places);
    if (!written.empty()) {
      ++countries_;
      if (!reading_.places.find(written).known()) unread_countries_.see(written, row.where(file_));
    }
    if (entry.name.empty()) fault = "the row has no name";
    read_effect(row, info, entry, fault);
    read_days(row, entry, fault);
    return entry;
  }

  void read_effect(const Row& row, const ListInfo* info, ListEntry& entry, std::string& fault) {
    const std::string word = text::fold(trimmed(row[effect]));
    if (info != nullptr) {
      if (!word.empty()) settled_effects_.see(entry.list, row.where(file_));
      return;
    }
    entry.effect = EntryEffect::review;
    if (word.empty()) return;
    for (const EntryEffect each : {EntryEffect::inform, EntryEffect::review, EntryEffect::hold}) {
      if (word == to_string(each)) {
        entry.effect = each;
        return;
      }
    }
    fault = fmt::format("effect: \"{}\" is none of hold, review, inform", trimmed(row[effect]));
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
  std::size_t countries_ = 0;
  Unread unread_countries_;
  Unread unread_schemas_;
  Unread settled_effects_;
  std::array<std::size_t, 4> effects_{};  // entries by EntryEffect
};

}  // namespace

Result<ParsedFile> read_house_csv(std::string_view bytes, const std::string& file, const Reading& reading) {
  TIDEWAITER_TRY(Rows rows, Rows::open(bytes, file, kColumns));
  ParsedFile parsed;
  parsed.form = Form::house_csv;
  if (!rows.ignored().empty()) {
    parsed.notes.push_back(
        {file, fmt::format("ignored, since a house list has no such column: {}", fmt::join(rows.ignored(), ", "))});
  }
  HouseReader reader(file, reading);
  while (const Row* row = rows.next(parsed.notes, Rows::Short::lost)) {
    TIDEWAITER_CHECK(reading.stop.check());
    reader.read(*row, parsed);
  }
  TIDEWAITER_CHECK(reader.finish(parsed));
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
  describe_source(parsed, file, "house list", day_of(file, reading));
  return parsed;
}

}  // namespace tidewaiter::lists
