// The Denied Persons List as the Bureau of Industry and Security publishes it: tab separated, quoted or not, one row an
// order and address, days as month/day/year. The days of the order decide whether it runs.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "lists/columns.h"
#include "lists/forms.h"
#include "tables/csv.h"

namespace tidewaiter::lists {
namespace {

constexpr std::array<std::string_view, 12> kColumns{
    "name",           "street_address",  "city",           "state",       "country", "postal_code",
    "effective_date", "expiration_date", "standard_order", "last_update", "action",  "fr_citation"};
enum Column : std::size_t {
  name,
  street_address,
  city,
  state,
  country,
  postal_code,
  effective_date,
  expiration_date,
  standard_order,
  last_update,
  action,
  fr_citation
};

// A later "last update" is a slip of the pen ("3017-08-22" stands in the list of 2026).
constexpr Date kLastPlausibleUpdate(2099, 12, 31);

class DplReader {
 public:
  DplReader(const std::string& file, const Places& places) : file_(file), places_(places) {}

  void read(const Row& row, ParsedFile& parsed) {
    ListEntry entry;
    entry.name = trimmed(row[name]);
    if (entry.name.empty()) {
      if (!row.blank()) parsed.notes.push_back({row.where(file_), "the row has no name", true});
      return;
    }
    if (row.ends_before(expiration_date)) {
      parsed.notes.push_back({row.where(file_),
                              fmt::format("the row of {} ends before its column {}, so nobody can say what it holds",
                                          entry.name, kColumns[expiration_date]),
                              true});
      return;
    }
    const auto warn = [&](std::string message) { parsed.notes.push_back({row.where(file_), std::move(message)}); };
    const auto day_at = [&](Column column) -> std::optional<Date> {
      const std::string_view text = trimmed(row[column]);
      const auto day = read_us_day(text);
      if (!text.empty() && !day) {
        warn(fmt::format("{}: \"{}\" is no day; the order of {} counts as without it", kColumns[column], text,
                         entry.name));
      }
      return day;
    };
    entry.from = day_at(effective_date);
    entry.to = day_at(expiration_date);
    if (entry.from && entry.to && *entry.to < *entry.from) {
      warn(fmt::format("the order of {} ends before it begins; it counts as without an end", entry.name));
      entry.to.reset();
    }
    if (entry.from) entry.from_basis = DateBasis::stated;
    if (entry.to) entry.to_basis = DateBasis::stated;
    add_address(entry, {row[street_address], row[city], row[state], row[postal_code]}, row[country], places_);
    entry.federal_register = trimmed(row[fr_citation]);
    date_by_citation(entry);
    const std::string_view standard = trimmed(row[standard_order]);
    if (standard == "N" || standard == "n") entry.requirement = "a non-standard order: read its terms in the notice";
    const std::string_view updated = trimmed(row[last_update]);
    const auto update = read_us_day(updated);
    if (!updated.empty() && !update && unread_++ == 0) first_unread_ = {row.where(file_), std::string(updated)};
    if (update && *update <= kLastPlausibleUpdate) latest_ = std::max(latest_.value_or(*update), *update);
    parsed.entries.push_back(std::move(entry));
  }

  std::optional<Date> latest_update() const { return latest_; }
  void tell_unread(ParsedFile& parsed) const {
    if (unread_ == 0) return;
    parsed.notes.push_back(
        {first_unread_.where,
         fmt::format("{}: \"{}\" is no day{}, so it does not say how new the list is", kColumns[last_update],
                     first_unread_.message, unread_ == 1 ? "" : fmt::format(", the first of {} such", unread_))});
  }

 private:
  const std::string& file_;
  const Places& places_;
  std::optional<Date> latest_;
  ImportNote first_unread_;  // of last_update, as written
  std::size_t unread_ = 0;
};

}  // namespace

Result<ParsedFile> read_dpl_text(std::string_view bytes, const std::string& file, const Reading& reading) {
  TIDEWAITER_TRY(Rows rows, Rows::open(bytes, file, kColumns));
  ParsedFile parsed;
  parsed.form = Form::dpl_text;
  DplReader reader(file, reading.places);
  // The list that the data calls a list of denial orders.
  const auto& all = reading.catalog.all();
  const auto list = std::ranges::find(all, Effect::denial_order, &ListInfo::effect);
  if (list == all.end()) {
    return fail(ErrorCode::bad_format, "no list of denial orders is described, so this file cannot be placed", file,
                "add a [[list]] with effect = \"denial_order\" to lists.toml");
  }
  // Empty cells at the end of a row are left out in some editions of the file.
  while (const Row* row = rows.next(parsed.notes, Rows::Short::filled)) reader.read(*row, parsed);
  reader.tell_unread(parsed);
  for (ListEntry& entry : parsed.entries) {
    entry.list = list->code;
    entry.publisher = list->publisher;
  }
  if (parsed.entries.empty()) return fail(ErrorCode::empty_file, "the list holds no entry", file, "download it again");
  describe_source(parsed, file, list->publisher, day_of(file, reading));
  if (!parsed.source.date) {
    parsed.source.date = reader.latest_update();
    if (parsed.source.date) {
      parsed.notes.push_back(
          {file, fmt::format("no day in the file's name: it is taken as of its latest change, {}; if "
                             "it was published later, say when with --date",
                             parsed.source.date->to_string())});
    }
  }
  return parsed;
}

}  // namespace tidewaiter::lists
