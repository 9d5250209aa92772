// Features that reports give; report_rows.h.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <set>
#include <span>
#include <string>
#include <unordered_map>
#include <utility>

#include "judge/audit/feature_values.h"
#include "judge/audit/report_rows.h"
#include "judge/audit/rows_in_time.h"

namespace tidewaiter::judge::audit {
namespace {

// The reports of the party in a part of each row up to the day before: its state is the code that all features share.
struct PartyReports {
  PartyReports(const ReportTables& tables, PartyRows of) : reports(&tables), rows(std::move(of)), seen(places()) {
    seen->leads_to.reserve(tables.states.size());
    for (const ReportTables::State& state : tables.states) {
      seen->leads_to.push_back(state.times == 0 ? kNone : tables.by_holder[state.end - 1]);
    }
  }
  const ReportTables* reports;
  PartyRows rows;
  std::shared_ptr<SeenRows> seen;

  Feature by_state(std::string_view what, std::vector<float> values) const {
    return {fmt::format("{}: reports: {}", rows.name, what), Sign::none, true, std::move(values), {}, seen->codes};
  }

 private:
  std::shared_ptr<SeenRows> places() const {
    std::vector<std::uint32_t> place(rows.party.size(), kNone);
    for (std::size_t row = 0; row < place.size(); ++row) {
      if (rows.party[row] != 0) place[row] = reports->state(rows.party[row], rows.day[row]);
    }
    return std::make_shared<SeenRows>(std::move(place), reports->states.size());
  }
};

// By code (0: no party, else 1 + state) the sum over all reports that a state knows.
template <class OfReport>
std::vector<float> sums(const ReportTables& reports, OfReport of_report) {
  std::vector<float> values(reports.states.size() + 1, 0);
  values[0] = kUnknown;
  for (std::size_t s = 1; s < reports.states.size(); ++s) {
    const ReportTables::State& state = reports.states[s];
    float sum = state.times == 1 ? 0 : values[s];
    for (std::uint32_t i = state.begin; i < state.end; ++i) sum += of_report(reports.by_holder[i]);
    values[s + 1] = sum;
  }
  return values;
}

// Of two such sums what share the one is of the other; unknown where that is nothing.
std::vector<float> shares(const std::vector<float>& count, const std::vector<float>& all) {
  std::vector<float> values(count.size(), kUnknown);
  for (std::size_t at = 1; at < values.size(); ++at) {
    if (all[at] > 0) values[at] = count[at] / all[at];
  }
  return values;
}

// When it reported, and when it did not.
std::vector<Feature> days_of_reports(const PartyReports& party) {
  const ReportTables& reports = *party.reports;
  std::vector<Feature> features;
  for (const std::string_view what : {"days since the first", "days since the last", "missed since the first",
                                      "missed since goods came to it", "days from its first goods to the first"}) {
    features.push_back(unknown(fmt::format("{}: reports: {}", party.rows.name, what), party.rows.party.size()));
  }
  for (std::size_t row = 0; row < party.rows.party.size(); ++row) {
    const std::uint32_t number = party.rows.party[row];
    if (number == 0) continue;
    const std::int32_t day = party.rows.day[row], goods = reports.goods_since[number];
    const ReportTables::State& state = reports.states[(*party.seen->codes)[row] - 1];
    const auto missed = [&](std::int32_t since, int expected) {
      return static_cast<float>(expected + (day - 1 - since) / reports.period) - static_cast<float>(state.times);
    };
    if (reports.period > 0 && goods < day) features[3].values[row] = missed(goods, 0);
    if (state.times == 0) continue;
    const std::int32_t first = reports.states[reports.states_begin[number]].day;
    features[0].values[row] = static_cast<float>(day - first);
    features[1].values[row] = static_cast<float>(day - state.day);
    if (reports.period > 0) features[2].values[row] = missed(first, 1);
    if (goods < day) features[4].values[row] = static_cast<float>(first - goods);
  }
  return features;
}

// How much it reported, and how that changed.
std::vector<Feature> figures_of_reports(const PartyReports& party) {
  const ReportTables& reports = *party.reports;
  const ColumnTable& table = reports.reports;
  const std::vector<float> count = column_numbers(table, "count");
  const auto serial = table.find("serial");
  const auto of_fleet = [&](std::uint32_t row) { return !serial || table.sym(*serial, row) == Sym::missing; };
  const auto chips = [&](std::uint32_t row) { return of_fleet(row) && !std::isnan(count[row]) ? count[row] : 0.F; };
  const std::size_t size = reports.states.size() + 1;
  std::vector<float> times(size), last(size, kUnknown), most(size), over_most(size, kUnknown), change(size, kUnknown),
      ratio(size, kUnknown), gap(size, kUnknown), longest(size, kUnknown);
  times[0] = most[0] = kUnknown;
  for (std::size_t s = 1; s + 1 < size; ++s) {
    const ReportTables::State& state = reports.states[s];
    const std::size_t at = s + 1;
    times[at] = static_cast<float>(state.times);
    last[at] = 0;
    for (std::uint32_t i = state.begin; i < state.end; ++i) last[at] += chips(reports.by_holder[i]);
    most[at] = last[at];
    if (state.times > 1) {
      most[at] = std::max(most[at], most[s]);
      change[at] = last[at] - last[s];
      if (last[s] > 0) ratio[at] = last[at] / last[s];
      gap[at] = static_cast<float>(state.day - reports.states[s - 1].day);
      longest[at] = std::isnan(longest[s]) ? gap[at] : std::max(longest[s], gap[at]);
    }
    if (most[at] > 0) over_most[at] = last[at] / most[at];
  }
  std::vector<Feature> features;
  features.push_back(party.by_state("days with one before", std::move(times)));
  features.push_back(party.by_state("counts of fleets before",
                                    sums(reports, [&](std::uint32_t row) { return of_fleet(row) ? 1.F : 0.F; })));
  features.push_back(party.by_state("serial numbers before",
                                    sums(reports, [&](std::uint32_t row) { return of_fleet(row) ? 0.F : 1.F; })));
  features.push_back(party.by_state("chips before", sums(reports, chips)));
  features.push_back(party.by_state("chips of the last", std::move(last)));
  features.push_back(party.by_state("most chips before", std::move(most)));
  features.push_back(party.by_state("chips of the last / most", std::move(over_most)));
  features.push_back(party.by_state("chips of the last less those of the one before", std::move(change)));
  features.push_back(party.by_state("chips of the last / those of the one before", std::move(ratio)));
  features.push_back(party.by_state("days from the one before to the last", std::move(gap)));
  features.push_back(party.by_state("most days between two before", std::move(longest)));
  return features;
}

// Where what was seen is not what was claimed, and where its memory is not what most reports of it have.
struct Discrepancies {
  explicit Discrepancies(const ColumnTable& table) : other_item(table.rows()), other_memory(table.rows()) {
    const auto claimed = table.find("item_claimed"), seen = table.find("item_seen"), memory = table.find("mem_gb");
    std::unordered_map<std::uint64_t, std::uint32_t> times;  // of item and memory
    const auto pair = [&](std::size_t row) {
      return std::uint64_t{static_cast<std::uint32_t>(table.sym(*claimed, row))} << 32 |
             static_cast<std::uint32_t>(table.sym(*memory, row));
    };
    for (std::size_t row = 0; row < table.rows() && claimed && seen; ++row) {
      other_item[row] = table.sym(*claimed, row) != table.sym(*seen, row) ? 1 : 0;
    }
    if (!claimed || !memory) return;
    for (std::size_t row = 0; row < table.rows(); ++row) ++times[pair(row)];
    std::unordered_map<std::uint32_t, std::pair<std::uint32_t, std::uint64_t>> usual;  // by item; the lower of equals
    for (const auto& [of, count] : times) {
      auto& known = usual[static_cast<std::uint32_t>(of >> 32)];
      if (count > known.first || (count == known.first && of < known.second)) known = {count, of};
    }
    for (std::size_t row = 0; row < table.rows(); ++row) {
      other_memory[row] = usual[static_cast<std::uint32_t>(table.sym(*claimed, row))].second != pair(row) ? 1 : 0;
    }
  }
  std::vector<std::uint8_t> other_item, other_memory;  // of each report 1 where it is so
};

std::vector<Feature> discrepancies(const PartyReports& party, const Discrepancies& found) {
  const ReportTables& reports = *party.reports;
  std::vector<Feature> features;
  const std::vector<float> all = sums(reports, [](std::uint32_t) { return 1.F; });
  for (const auto& [what, those] : {std::pair("of another item than was claimed", &found.other_item),
                                    std::pair("of another memory than the item's", &found.other_memory)}) {
    std::vector<float> count = sums(reports, [&](std::uint32_t row) { return static_cast<float>((*those)[row]); });
    std::vector<float> share = shares(count, all);
    features.push_back(party.by_state(fmt::format("{} before", what), std::move(count)));
    features.push_back(party.by_state(fmt::format("share {} before", what), std::move(share)));
  }
  return features;
}

// Texts of a column that are tallied one by one: those of a column with few.
struct FewTexts {
  static constexpr std::size_t kMost = 64, kMostShares = 8;
  std::size_t column = 0;
  std::vector<Sym> texts;
};
std::vector<FewTexts> columns_of_few_texts(const ColumnTable& table) {
  std::vector<FewTexts> columns;
  std::vector<std::size_t> before;
  for (std::size_t column = 0; column < table.names().size(); ++column) {
    // A column that repeats another in every row tells nothing more.
    if (std::ranges::any_of(before, [&](auto b) { return std::ranges::equal(table.syms(b), table.syms(column)); })) {
      continue;
    }
    before.push_back(column);
    std::set<Sym> texts;
    for (const Sym sym : table.syms(column)) {
      if (texts.insert(sym).second && texts.size() > FewTexts::kMost) break;
    }
    if (texts.size() > 1 && texts.size() <= FewTexts::kMost) columns.push_back({column, {texts.begin(), texts.end()}});
  }
  return columns;
}

// How many of its reports have each text of a column, and which share where the texts are very few.
std::vector<Feature> texts_of_reports(const PartyReports& party, const FewTexts& few) {
  const ReportTables& reports = *party.reports;
  const ColumnTable& table = reports.reports;
  std::vector<Feature> features;
  const std::vector<float> all = sums(reports, [](std::uint32_t) { return 1.F; });
  for (const Sym text : few.texts) {
    const std::span<const Sym> syms = table.syms(few.column);
    std::vector<float> count = sums(reports, [&](std::uint32_t row) { return syms[row] == text ? 1.F : 0.F; });
    const std::string words = fmt::format("{} \"{}\"", table.names()[few.column], table.text(text));
    if (few.texts.size() <= FewTexts::kMostShares) {
      features.push_back(party.by_state(fmt::format("share of {} before", words), shares(count, all)));
    }
    features.push_back(party.by_state(fmt::format("{} before", words), std::move(count)));
  }
  return features;
}

// What was reported before of the serial numbers that a row states.
template <class EventOf>
std::vector<Feature> serials_reported(const RowsInTime& rows, const EventTables& events, const ReportTables& reports,
                                      const Discrepancies& found, EventOf event_of) {
  std::vector<Feature> features;
  const auto column = events.events.find("serials");
  const auto serial = reports.reports.find("serial");
  if (!column || !serial) return features;
  const std::size_t size = rows.order.size();
  features.push_back(unknown("serials in reports: share reported before", size));
  features.push_back(unknown("serials in reports: most reports of one before", size));
  features.push_back(unknown("serials in reports: days since one was last reported", size));
  features.push_back(unknown("serials in reports: share seen as another item than was claimed", size));
  features.push_back(unknown("serials in reports: share of another memory than the item's", size));
  features.push_back(
      unknown("serials in reports: share last reported by somebody else than the sender", size, Sign::custody_break));
  features.push_back(unknown("serials in reports: share last reported by the receiver", size, Sign::custody_break));
  struct Tally {
    std::uint32_t times = 0, holder = 0;
    std::int32_t last = 0;
    bool other_item = false, other_memory = false;
  };
  std::unordered_map<std::uint32_t, Tally> tally;
  sweep(
      rows, reports.day, reports.by_day,
      [&](std::uint32_t row) {
        const std::uint32_t event = event_of(row);
        if (event == kNone) return;
        std::uint32_t count = 0, seen = 0, most = 0, other_item = 0, other_memory = 0, elsewhere = 0, receiver = 0;
        std::int32_t since = 0;
        for (const std::uint32_t number : events.lists->of(events.events.sym(*column, event))) {
          ++count;
          const auto known = reports.serial[number] == 0 ? tally.end() : tally.find(reports.serial[number]);
          if (known == tally.end()) continue;
          const Tally& t = known->second;
          ++seen;
          most = std::max(most, t.times);
          since = std::max(since, rows.day[row] - t.last);
          other_item += t.other_item ? 1 : 0;
          other_memory += t.other_memory ? 1 : 0;
          elsewhere += t.holder != events.from[event] ? 1 : 0;
          receiver += t.holder == events.to[event] ? 1 : 0;
        }
        if (count == 0) return;
        const auto share = [&](std::uint32_t of) { return static_cast<float>(of) / static_cast<float>(count); };
        features[0].values[row] = share(seen);
        features[1].values[row] = static_cast<float>(most);
        if (seen == 0) return;
        features[2].values[row] = static_cast<float>(since);
        features[3].values[row] = share(other_item);
        features[4].values[row] = share(other_memory);
        features[5].values[row] = share(elsewhere);
        features[6].values[row] = share(receiver);
      },
      [&](std::uint32_t report) {
        const Sym of = reports.reports.sym(*serial, report);
        if (of == Sym::missing) return;
        Tally& t = tally[static_cast<std::uint32_t>(of)];
        ++t.times;
        t.last = reports.day[report];
        t.holder = reports.holder[report];
        t.other_item = t.other_item || found.other_item[report] != 0;
        t.other_memory = t.other_memory || found.other_memory[report] != 0;
      });
  return features;
}

// All features of a party in a part.
void add_party(std::vector<FeatureMaker>& makers, const ReportTables& reports, PartyRows rows,
               const std::vector<FewTexts>& few, const std::shared_ptr<const Discrepancies>& found) {
  const auto party = std::make_shared<const PartyReports>(reports, std::move(rows));
  makers.push_back([party] { return days_of_reports(*party); });
  makers.push_back([party] { return figures_of_reports(*party); });
  makers.push_back([party, found] { return discrepancies(*party, *found); });
  for (const FewTexts& column : few) {
    makers.push_back([party, column] { return texts_of_reports(*party, column); });
  }
  for (std::size_t column = 0; column < reports.reports.names().size(); ++column) {
    makers.push_back([party, column] {
      const ColumnTable& table = party->reports->reports;
      return column_features({&table,
                              column,
                              {},
                              party->seen,
                              party->rows.day,
                              fmt::format("{}'s last report's {}", party->rows.name, table.names()[column]),
                              Sign::none});
    });
  }
}

}  // namespace

std::vector<FeatureMaker> report_feature_makers(const LeakTables& tables, const EventTables& events,
                                                const ReportTables& reports) {
  std::vector<FeatureMaker> makers;
  const std::vector<FewTexts> few = columns_of_few_texts(reports.reports);
  const auto found = std::make_shared<const Discrepancies>(reports.reports);
  for (std::size_t part = 0; part < kShipmentParts.size(); ++part) {
    add_party(makers, reports, {kShipmentParts[part], tables.day, events.parties[part]}, few, found);
  }
  const auto rows = in_time(tables.day);
  makers.push_back([&events, &reports, rows, found] {
    return serials_reported(*rows, events, reports, *found, [&](std::uint32_t row) { return events.dispatch[row]; });
  });
  return makers;
}

std::vector<FeatureMaker> report_deed_feature_makers(const EventTables& events, const ReportTables& reports) {
  std::vector<FeatureMaker> makers;
  const std::vector<FewTexts> few = columns_of_few_texts(reports.reports);
  const auto found = std::make_shared<const Discrepancies>(reports.reports);
  for (const bool sender : {true, false}) {
    add_party(makers, reports, deed_parties(events, sender), few, found);
  }
  const auto rows = in_time(events.deed_day);
  makers.push_back([&events, &reports, rows, found] {
    return serials_reported(*rows, events, reports, *found, [&](std::uint32_t row) { return events.deeds[row]; });
  });
  return makers;
}

}  // namespace tidewaiter::judge::audit
