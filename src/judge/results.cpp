#include "judge/results.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <unordered_map>
#include <utility>

#include "tables/column_name.h"

namespace tidewaiter::judge {
namespace {

using std::string_view;

// Columns of truth/ that stand in no form of results (docs/contracts.md).
constexpr std::array<string_view, 7> kTruthColumns{"scheme_id", "scheme",       "diverted",     "chips_diverted",
                                                   "part",      "final_holder", "final_country"};

Result<void> refuse_truth(const ColumnTable& table) {
  for (const std::string& name : table.header()) {
    const std::string folded = tables::fold_column_name(name);
    if (std::ranges::find(kTruthColumns, folded, tables::fold_column_name) == kTruthColumns.end()) continue;
    return fail(ErrorCode::bad_value,
                fmt::format("the column {} is one of the truth: such results are not judged", name), table.file(),
                "results must be made from the tables of the world alone, without its folder truth/");
  }
  return {};
}

// Higher keys first; level 0 is the highest, and whatever has no key comes behind the lowest.
using Key = std::array<double, 3>;
std::vector<std::uint32_t> levels_of(const std::vector<Key>& keys, const std::vector<std::uint8_t>& has_key) {
  std::vector<Key> distinct;
  for (std::size_t i = 0; i < keys.size(); ++i) {
    if (has_key[i] != 0) distinct.push_back(keys[i]);
  }
  std::ranges::sort(distinct, std::greater<>());
  const auto repeated = std::ranges::unique(distinct);
  distinct.erase(repeated.begin(), repeated.end());
  std::vector<std::uint32_t> levels(keys.size(), static_cast<std::uint32_t>(distinct.size()));
  for (std::size_t i = 0; i < keys.size(); ++i) {
    if (has_key[i] == 0) continue;
    levels[i] =
        static_cast<std::uint32_t>(std::ranges::lower_bound(distinct, keys[i], std::greater<>()) - distinct.begin());
  }
  return levels;
}

// The best key of each thing that was named.
class Keys {
 public:
  explicit Keys(std::size_t things) : keys_(things), named_(things) {}
  void raise(std::uint32_t thing, const Key& key) {
    if (named_[thing] != 0 && keys_[thing] >= key) return;
    keys_[thing] = key;
    named_[thing] = 1;
  }
  bool named(std::uint32_t thing) const { return named_[thing] != 0; }
  std::uint64_t count() const { return static_cast<std::uint64_t>(std::ranges::count(named_, std::uint8_t{1})); }
  std::vector<std::uint32_t> levels() const { return levels_of(keys_, named_); }

 private:
  std::vector<Key> keys_;
  std::vector<std::uint8_t> named_;
};

Result<double> disposition_of(const ColumnTable& table, std::size_t column, std::size_t row) {
  static constexpr std::array<string_view, 4> kWords{"release", "review", "hold", "stop"};
  const auto found = std::ranges::find(kWords, table.cell(column, row));
  if (found != kWords.end()) return static_cast<double>(found - kWords.begin());
  return fail(ErrorCode::bad_value, fmt::format("\"{}\" is no disposition", table.cell(column, row)), table.where(row),
              fmt::format("one of {}", fmt::join(kWords, ", ")));
}

constexpr double kHold = 2;  // place of "hold" among the dispositions

Result<std::uint32_t> shipment_at(const World& world, const ColumnTable& table, string_view id, std::size_t row) {
  const std::uint32_t shipment = world.shipment(id);
  if (shipment == kNone) {
    return fail(ErrorCode::bad_value, fmt::format("there is no shipment {} in the world", id), table.where(row),
                fmt::format("the world is {}, seed {}", world.folder.string(), world.head.seed));
  }
  return shipment;
}

Result<double> number_or_none(const ColumnTable& table, std::optional<std::size_t> column, std::size_t row) {
  if (!column) return 0;
  TIDEWAITER_TRY(const std::optional<double> number, table.number(*column, row));
  return number.value_or(0);
}

Result<void> read_decisions(const World& world, const ColumnTable& table, Results& results) {
  TIDEWAITER_TRY(const std::size_t id, table.column("shipment_id"));
  const auto disposition = table.find("disposition"), risk = table.find("risk");
  const auto count = table.find("count"), tpp = table.find("tpp"), date = table.find("date");
  results.has_flags = disposition.has_value();
  Keys shipments(world.shipments.size()), parties(world.parties.size());
  for (std::size_t row = 0; row < table.rows(); ++row) {
    TIDEWAITER_TRY(const string_view text, table.needed_text(id, row));
    TIDEWAITER_TRY(const std::uint32_t shipment, shipment_at(world, table, text, row));
    if (shipments.named(shipment)) {
      return fail(ErrorCode::bad_value, fmt::format("shipment {} is there twice", text), table.where(row));
    }
    // Shipments of all worlds have the same ids, so that results on another world would else be judged as if of this.
    if (date) {
      TIDEWAITER_TRY(const std::optional<Date> day, table.date(*date, row));
      if (day && *day != world.shipments[shipment].date) {
        return fail(
            ErrorCode::bad_value,
            fmt::format("shipment {} is of {} here, and of {} in the world", text, day->to_string(),
                        world.shipments[shipment].date.to_string()),
            table.where(row),
            fmt::format("these are results on another world than {}, seed {}", world.folder.string(), world.head.seed));
      }
    }
    double disposed = 0;
    if (disposition) {
      TIDEWAITER_TRY(disposed, disposition_of(table, *disposition, row));
    }
    TIDEWAITER_TRY(const double at_risk, number_or_none(table, risk, row));
    TIDEWAITER_TRY(const double chips, number_or_none(table, count, row));
    TIDEWAITER_TRY(const double performance, number_or_none(table, tpp, row));
    const Key key{disposed, at_risk, chips * performance};
    shipments.raise(shipment, key);
    for (const std::uint32_t party : world.shipments[shipment].parties) {
      if (party != kNone) parties.raise(party, key);
    }
    if (disposed >= kHold) {
      results.flagged_on[shipment] = world.shipments[shipment].date.days_since_1970();
      ++results.flags;
    }
  }
  results.named = shipments.count();
  results.shipment_levels = shipments.levels();
  results.party_levels = parties.levels();
  return {};
}

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
Result<std::unordered_map<std::string, std::uint32_t>> shipments_of_events(const World& world,
                                                                           const ColumnTable& alerts) {
  std::unordered_map<std::string, std::uint32_t> found;
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
  std::size_t seen = 0;
  for (std::size_t row = 0; row < events.rows(); ++row) {
    const auto place = found.find(std::string(events.cell(id, row)));
    if (place == found.end()) continue;
    ++seen;
    place->second = world.shipment(events.cell(shipment, row));
  }
  if (seen == found.size()) return found;
  return fail(ErrorCode::bad_value,
              fmt::format("{} of {} events that it names are not in the world", found.size() - seen, found.size()),
              alerts.file(), fmt::format("the world is {}, seed {}", world.folder.string(), world.head.seed));
}

Result<void> read_alerts(const World& world, const ColumnTable& table, Results& results) {
  TIDEWAITER_TRY(const std::size_t id, table.column("alert_id"));
  TIDEWAITER_TRY(const std::size_t last, table.column("last"));
  TIDEWAITER_TRY(const std::size_t score, table.column("score"));
  const auto revision = table.find("revision"), state = table.find("state"), parties_of = table.find("parties");
  const auto named = table.find("shipment_ids"), events_of = table.find("event_ids");
  results.has_flags = true;
  if (!named && !events_of) TIDEWAITER_CHECK(table.column("shipment_ids"));
  TIDEWAITER_TRY(const auto of_events, shipments_of_events(world, table));
  std::map<string_view, std::vector<std::size_t>> rows;  // alerts: their rows
  for (std::size_t row = 0; row < table.rows(); ++row) {
    TIDEWAITER_TRY(const string_view key, table.needed_text(id, row));
    rows[key].push_back(row);
  }
  Keys shipments(world.shipments.size()), parties(world.parties.size());
  for (const auto& [key, of] : rows) {
    std::map<std::uint32_t, std::int32_t> named_on;  // shipment -> the day on which a revision first named it
    std::vector<std::pair<double, std::size_t>> revisions;
    for (const std::size_t row : of) {
      TIDEWAITER_TRY(const double number, number_or_none(table, revision, row));
      revisions.emplace_back(number, row);
    }
    std::ranges::sort(revisions);
    const auto twice = std::ranges::adjacent_find(revisions, {}, &std::pair<double, std::size_t>::first);
    if (twice != revisions.end()) {
      return fail(ErrorCode::bad_value, fmt::format("alert {} has revision {} twice", key, twice->first),
                  table.where(std::next(twice)->second), "number its rows by the column revision");
    }
    const std::size_t final_row = revisions.back().second;
    if (state && table.cell(*state, final_row) == "retracted") continue;
    ++results.flags;
    for (const auto& [number, row] : revisions) {
      TIDEWAITER_TRY(const Date day, table.needed_date(last, row));
      const auto note = [&](std::uint32_t shipment) {
        // No alert about a shipment comes before the shipment, whatever the file says.
        const std::int32_t at = std::max(day, world.shipments[shipment].date).days_since_1970();
        named_on.emplace(shipment, at);
      };
      if (named) {
        TIDEWAITER_CHECK(each_of(table.cell(*named, row), [&](string_view one) -> Result<void> {
          TIDEWAITER_TRY(const std::uint32_t shipment, shipment_at(world, table, one, row));
          note(shipment);
          return {};
        }));
      }
      if (events_of) {
        TIDEWAITER_CHECK(each_of(table.cell(*events_of, row), [&](string_view one) -> Result<void> {
          if (const std::uint32_t shipment = of_events.at(std::string(one)); shipment != kNone) note(shipment);
          return {};
        }));
      }
    }
    TIDEWAITER_TRY(const double scored, table.needed_number(score, final_row));
    for (const auto& [shipment, day] : named_on) {
      shipments.raise(shipment, {scored, 0, 0});
      results.flagged_on[shipment] = std::min(results.flagged_on[shipment], day);
    }
    if (!parties_of) continue;
    TIDEWAITER_CHECK(each_of(table.cell(*parties_of, final_row), [&](string_view one) -> Result<void> {
      const std::uint32_t party = world.party(one);
      if (party == kNone) {
        return fail(ErrorCode::bad_value, fmt::format("there is no party {} in the world", one),
                    table.where(final_row));
      }
      parties.raise(party, {scored, 0, 0});
      return {};
    }));
  }
  results.named = shipments.count();
  results.shipment_levels = shipments.levels();
  results.party_levels = parties.levels();
  return {};
}

Result<void> read_balances(const ColumnTable& table, Results& results) {
  static constexpr std::array<string_view, 6> kColumns{"holder", "kind", "book", "missing", "low", "high"};
  std::array<std::size_t, 6> at{};
  for (std::size_t i = 0; i < kColumns.size(); ++i) {
    TIDEWAITER_TRY(at[i], table.column(kColumns[i]));
  }
  const auto period = table.find("period"), site = table.find("site");
  struct Sum {
    string_view period;
    Balance balance;
  };
  std::map<std::pair<string_view, string_view>, Sum> sums;
  std::set<std::array<string_view, 4>> seen;
  for (std::size_t row = 0; row < table.rows(); ++row) {
    TIDEWAITER_TRY(const string_view holder, table.needed_text(at[0], row));
    TIDEWAITER_TRY(const string_view kind, table.needed_text(at[1], row));
    std::array<double, 4> numbers{};
    for (std::size_t i = 0; i < numbers.size(); ++i) {
      TIDEWAITER_TRY(numbers[i], table.needed_number(at[i + 2], row));
    }
    if (numbers[2] > numbers[3]) {
      return fail(ErrorCode::bad_value, fmt::format("low {} is above high {}", numbers[2], numbers[3]),
                  table.where(row));
    }
    const string_view days = period ? table.cell(*period, row) : string_view{};
    if (!seen.insert({holder, kind, days, site ? table.cell(*site, row) : string_view{}}).second) {
      return fail(ErrorCode::bad_value, fmt::format("the balance of {} and {} is there twice", holder, kind),
                  table.where(row), "one row a holder, site, kind and period");
    }
    Sum& sum = sums[{holder, kind}];
    if (days < sum.period) continue;  // ISO 8601: the order of words is that of days
    if (days > sum.period || sum.balance.holder.empty()) {
      sum = {days, {std::string(holder), std::string(kind), 0, 0, 0, 0}};
    }
    sum.balance.book += numbers[0];
    sum.balance.missing += numbers[1];
    sum.balance.low += numbers[2];
    sum.balance.high += numbers[3];
  }
  for (auto& [key, sum] : sums) results.balances.push_back(std::move(sum.balance));
  return {};
}

constexpr std::array<string_view, 22> kWanted{"date",      "shipment_id",  "disposition", "risk",    "count", "tpp",
                                              "alert_id",  "revision",     "state",       "parties", "score", "last",
                                              "event_ids", "shipment_ids", "holder",      "kind",    "book",  "missing",
                                              "low",       "high",         "period",      "site"};

Result<ResultForm> form_of(const ColumnTable& table) {
  if (table.find("alert_id")) return ResultForm::alerts;
  if (table.find("holder") && table.find("book")) return ResultForm::balances;
  if (table.find("shipment_id") && (table.find("disposition") || table.find("risk"))) return ResultForm::decisions;
  return fail(ErrorCode::missing_column, "these are neither decisions nor alerts nor balances", table.file(),
              fmt::format("decisions have shipment_id and disposition or risk, alerts alert_id, balances holder and "
                          "book; the columns are: {}",
                          fmt::join(table.header(), ", ")));
}

Result<Results> read(const World& world, const std::string& name, const std::filesystem::path& file,
                     std::optional<ResultForm> form) {
  TIDEWAITER_TRY(const ColumnTable table, ColumnTable::read(file, kWanted));
  TIDEWAITER_CHECK(refuse_truth(table));
  Results results;
  results.name = name;
  results.file = table.file();
  if (form) {
    results.form = *form;
  } else {
    TIDEWAITER_TRY(results.form, form_of(table));
  }
  if (results.form == ResultForm::decisions && table.find("shipment_id") && !table.find("disposition") &&
      !table.find("risk")) {
    TIDEWAITER_CHECK(table.column("disposition"));
  }
  if (table.rows() == 0 && results.form != ResultForm::alerts) {  // who finds nothing has no alerts
    return fail(ErrorCode::empty_file, "there is no row in it", table.file());
  }
  if (results.form == ResultForm::balances) {
    TIDEWAITER_CHECK(read_balances(table, results));
    return results;
  }
  results.flagged_on.assign(world.shipments.size(), kNever);
  if (results.form == ResultForm::decisions) {
    TIDEWAITER_CHECK(read_decisions(world, table, results));
  } else {
    TIDEWAITER_CHECK(read_alerts(world, table, results));
  }
  return results;
}

}  // namespace

Result<Results> read_results(const World& world, const std::string& name, const std::filesystem::path& file) {
  return read(world, name, file, std::nullopt);
}

Result<Results> read_results(const World& world, const std::string& name, const std::filesystem::path& file,
                             ResultForm form) {
  return read(world, name, file, form);
}

}  // namespace tidewaiter::judge
