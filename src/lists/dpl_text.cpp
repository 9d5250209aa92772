// The Denied Persons List as the Bureau of Industry and Security publishes it: tab separated, quoted or not, one row an
// order and address, days as month/day/year. The days of the order decide whether it runs.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
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

std::optional<int> number(std::string_view text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || value < 0) return std::nullopt;
  return value;
}

// "06/19/2003", "3/20/1992", or YYYY-MM-DD.
std::optional<Date> read_day(std::string_view text) {
  if (const auto date = parse_date(text)) return date;
  const std::size_t first = text.find('/');
  const std::size_t second = first == std::string_view::npos ? first : text.find('/', first + 1);
  if (second == std::string_view::npos) return std::nullopt;
  const auto month = number(text.substr(0, first));
  const auto day = number(text.substr(first + 1, second - first - 1));
  const auto year = number(text.substr(second + 1));
  if (!month || !day || !year || *year < 1900 || *year > 9999) return std::nullopt;
  return parse_date(fmt::format("{:04}-{:02}-{:02}", *year, *month, *day));
}

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
    const auto warn = [&](std::string message) { parsed.notes.push_back({row.where(file_), std::move(message)}); };
    const auto day_at = [&](Column column) -> std::optional<Date> {
      const std::string_view text = trimmed(row[column]);
      const auto day = read_day(text);
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
    const auto update = read_day(trimmed(row[last_update]));
    if (update && *update <= kLastPlausibleUpdate) latest_ = std::max(latest_.value_or(*update), *update);
    parsed.entries.push_back(std::move(entry));
  }

  std::optional<Date> latest_update() const { return latest_; }

 private:
  const std::string& file_;
  const Places& places_;
  std::optional<Date> latest_;
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
  for (ListEntry& entry : parsed.entries) {
    entry.list = list->code;
    entry.publisher = list->publisher;
  }
  if (parsed.entries.empty()) return fail(ErrorCode::empty_file, "the list holds no entry", file, "download it again");
  parsed.source.file = file;
  parsed.source.publisher = list->publisher;
  parsed.source.entries = parsed.entries.size();
  parsed.source.date = day_of(file, reading);
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
