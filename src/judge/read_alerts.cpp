// Alerts: revisions of each, the shipments and parties that they name, and the days on which they did.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>
#include <utility>

#include "judge/read_results.h"

namespace tidewaiter::judge {
namespace {

using std::string_view;

template <class Visit>
Result<void> each_of(string_view cell, Visit visit) {
  while (!cell.empty()) {
    const std::size_t end = std::min(cell.find('|'), cell.size());
    if (end > 0) TIDEWAITER_CHECK(visit(cell.substr(0, end)));
    cell.remove_prefix(std::min(end + 1, cell.size()));
  }
  return {};
}

// Shipments of the events that alerts name.
using EventShipments = std::unordered_map<std::string, std::uint32_t>;
Result<EventShipments> shipments_of_events(const World& world, const ColumnTable& alerts) {
  EventShipments found;
  const auto column = alerts.find("event_ids");
  if (!column) return found;
  for (std::size_t row = 0; row < alerts.rows(); ++row) {
    TIDEWAITER_CHECK(each_of(alerts.cell(*column, row), [&](string_view id) -> Result<void> {
      found.emplace(id, kNone);
      return {};
    }));
  }
  if (found.empty()) return found;
  static constexpr std::array<string_view, 2> kColumns{"event_id", "shipment_id"};
  TIDEWAITER_TRY(const std::filesystem::path path, find_table(world.folder, "events"));
  TIDEWAITER_TRY(const ColumnTable events, ColumnTable::read(path, kColumns));
  TIDEWAITER_TRY(const std::size_t id, events.column("event_id"));
  TIDEWAITER_TRY(const std::size_t shipment, events.column("shipment_id"));
  std::set<string_view> seen;
  for (std::size_t row = 0; row < events.rows(); ++row) {
    const auto place = found.find(std::string(events.cell(id, row)));
    if (place == found.end()) continue;
    seen.insert(place->first);
    place->second = world.shipment(events.cell(shipment, row));
  }
  for (std::size_t row = 0; row < alerts.rows(); ++row) {
    TIDEWAITER_CHECK(each_of(alerts.cell(*column, row), [&](string_view one) -> Result<void> {
      if (seen.contains(one)) return {};
      return fail(ErrorCode::bad_value,
                  fmt::format("there is no event {} in the world: {} of {} events that the file names are not there",
                              one, found.size() - seen.size(), found.size()),
                  alerts.where(row), fmt::format("the world is {}, seed {}", world.folder.string(), world.head.seed));
    }));
  }
  return found;
}

// A row of an alert.
struct Revision {
  double number = 0;
  std::size_t row = 0;
  bool retracted = false;
  std::optional<Date> last;  // retracted: perhaps none
  std::optional<double> score;
  std::vector<std::uint32_t> shipments, parties;
};

// Reads and checks rows, each on its own.
class AlertRows {
 public:
  static Result<AlertRows> of(const World& world, const ColumnTable& table) {
    AlertRows rows(world, table);
    TIDEWAITER_TRY(rows.last_, table.column("last"));
    TIDEWAITER_TRY(rows.score_, table.column("score"));
    if (!rows.shipments_ && !rows.events_) TIDEWAITER_CHECK(table.column("shipment_ids"));
    TIDEWAITER_TRY(rows.of_events_, shipments_of_events(world, table));
    return rows;
  }

  Result<Revision> read(std::size_t row) const {
    Revision found;
    found.row = row;
    if (number_) {
      TIDEWAITER_TRY(const std::optional<double> number, table_.number(*number_, row));
      found.number = number.value_or(0);
    }
    TIDEWAITER_CHECK(read_state(row, found));
    TIDEWAITER_CHECK(read_days(row, found));
    TIDEWAITER_TRY(found.score, table_.number(score_, row));
    TIDEWAITER_CHECK(read_names(row, found));
    return found;
  }

 private:
  AlertRows(const World& world, const ColumnTable& table)
      : world_(world),
        table_(table),
        number_(table.find("revision")),
        state_(table.find("state")),
        first_(table.find("first")),
        parties_(table.find("parties")),
        shipments_(table.find("shipment_ids")),
        events_(table.find("event_ids")) {}

  Result<void> read_state(std::size_t row, Revision& found) const {
    static constexpr std::array<string_view, 3> kStates{"provisional", "final", "retracted"};
    const string_view state = state_ ? table_.cell(*state_, row) : string_view{};
    found.retracted = state == "retracted";
    if (state.empty() || std::ranges::find(kStates, state) != kStates.end()) return {};
    return fail(ErrorCode::bad_value, fmt::format("state: \"{}\" is no state of an alert", state), table_.where(row),
                fmt::format("one of {}, or empty", fmt::join(kStates, ", ")));
  }

  Result<void> read_days(std::size_t row, Revision& found) const {
    TIDEWAITER_TRY(found.last, table_.date(last_, row));
    if (!found.last) {
      if (!found.retracted) TIDEWAITER_CHECK(table_.needed_date(last_, row));
      return {};
    }
    if (*found.last < world_.first_day || world_.last_day < *found.last) {
      return fail(ErrorCode::bad_value,
                  fmt::format("last: {} is outside the world's days, {} to {}", found.last->to_string(),
                              world_.first_day.to_string(), world_.last_day.to_string()),
                  table_.where(row), "`last` is the day of the last thing that the alert rests on");
    }
    if (!first_) return {};
    TIDEWAITER_TRY(const std::optional<Date> first, table_.date(*first_, row));
    if (!first || *first <= *found.last) return {};
    return fail(ErrorCode::bad_value,
                fmt::format("first: {} is after last, {}", first->to_string(), found.last->to_string()),
                table_.where(row));
  }

  Result<void> read_names(std::size_t row, Revision& found) const {
    bool names = false;
    if (shipments_) {
      TIDEWAITER_CHECK(each_of(table_.cell(*shipments_, row), [&](string_view one) -> Result<void> {
        TIDEWAITER_TRY(const std::uint32_t shipment, shipment_at(world_, table_, one, row));
        found.shipments.push_back(shipment);
        return {};
      }));
    }
    if (events_) {
      TIDEWAITER_CHECK(each_of(table_.cell(*events_, row), [&](string_view one) -> Result<void> {
        names = true;
        if (const std::uint32_t shipment = of_events_.at(std::string(one)); shipment != kNone) {
          found.shipments.push_back(shipment);
        }
        return {};
      }));
    }
    if (parties_) {
      TIDEWAITER_CHECK(each_of(table_.cell(*parties_, row), [&](string_view one) -> Result<void> {
        const std::uint32_t party = world_.party(one);
        if (party == kNone) {
          return fail(ErrorCode::bad_value, fmt::format("there is no party {} in the world", one), table_.where(row));
        }
        found.parties.push_back(party);
        return {};
      }));
    }
    if (names || found.retracted || !found.shipments.empty() || !found.parties.empty()) return {};
    return fail(ErrorCode::bad_value, "the alert names no shipment, no event and no party", table_.where(row),
                "say in shipment_ids, event_ids or parties what it is about, or leave it out");
  }

  const World& world_;
  const ColumnTable& table_;
  std::size_t last_ = 0, score_ = 0;
  std::optional<std::size_t> number_, state_, first_, parties_, shipments_, events_;
  EventShipments of_events_;
};

// What the revisions of one alert, in their order, say together: of the last one's shipments the day on which they were
// first named since the alert last stood retracted.
std::map<std::uint32_t, Date> named_on(const std::vector<Revision>& revisions) {
  std::map<std::uint32_t, Date> days;
  for (const Revision& one : revisions) {
    if (one.retracted) {
      days.clear();
      continue;
    }
    for (const std::uint32_t shipment : one.shipments) days.emplace(shipment, *one.last);
  }
  const std::set<std::uint32_t> still(revisions.back().shipments.begin(), revisions.back().shipments.end());
  std::erase_if(days, [&](const auto& day) { return !still.contains(day.first); });
  return days;
}

}  // namespace

Result<void> read_alerts(const World& world, const ColumnTable& table, Results& results) {
  TIDEWAITER_TRY(const std::size_t id, table.column("alert_id"));
  TIDEWAITER_TRY(const AlertRows reader, AlertRows::of(world, table));
  const auto score = table.find("score");
  results.has_flags = true;
  std::map<string_view, std::vector<Revision>> alerts;
  for (std::size_t row = 0; row < table.rows(); ++row) {
    TIDEWAITER_TRY(const string_view key, table.needed_text(id, row));
    TIDEWAITER_TRY(Revision revision, reader.read(row));
    alerts[key].push_back(std::move(revision));
  }
  Keys shipments(world.shipments.size()), parties(world.parties.size());
  std::uint64_t retracted = 0, without_shipment = 0, named = 0, early = 0;
  for (auto& [key, revisions] : alerts) {
    std::ranges::stable_sort(revisions, {}, &Revision::number);
    const auto twice = std::ranges::adjacent_find(revisions, {}, &Revision::number);
    if (twice != revisions.end()) {
      return fail(ErrorCode::bad_value, fmt::format("alert {} has revision {} twice", key, twice->number),
                  table.where(std::next(twice)->row), "number its rows by the column revision");
    }
    const Revision& counts = revisions.back();
    if (counts.retracted) {
      ++retracted;
      continue;
    }
    TIDEWAITER_TRY(const double scored, table.needed_number(*score, counts.row));
    ++results.flags;
    const std::map<std::uint32_t, Date> days = named_on(revisions);
    if (days.empty()) ++without_shipment;
    for (const auto& [shipment, day] : days) {
      // No alert about a shipment comes before the shipment, whatever the file says.
      const Date flagged = std::max(day, world.shipments[shipment].date);
      ++named;
      if (day < flagged) ++early;
      shipments.raise(shipment, {scored, 0, 0});
      results.flagged_on[shipment] = std::min(results.flagged_on[shipment], flagged.days_since_1970());
    }
    for (const std::uint32_t party : counts.parties) parties.raise(party, {scored, 0, 0});
  }
  put_order(shipments, parties, results);
  const auto note = [&](string_view what, std::uint64_t count, std::uint64_t of) {
    add_note(results.notes, results.name, what, count, of);
  };
  note("alerts that were taken back, which count for nothing", retracted, alerts.size());
  note("alerts without a shipment, which have to be read and find none", without_shipment, results.flags);
  note("shipments in alerts that ended before them, flagged on their own day", early, named);
  return {};
}

}  // namespace tidewaiter::judge
