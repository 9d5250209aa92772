#include "judge/audit/party_counts.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "judge/audit/feature_values.h"
#include "judge/audit/rows_in_time.h"
#include "judge/audit/serial_lists.h"

namespace tidewaiter::judge::audit {
namespace {

constexpr std::size_t kExporter = 0, kConsignor = 1, kConsignee = 3, kEndUser = 4, kForwarder = 5, kPayer = 6;

// Calls each(begin, end) for the places in RowsOfParties::order of each day in turn.
template <class Each>
void day_by_day(const RowsOfParties& rows, Each each) {
  for (std::size_t begin = 0; begin < rows.order.size();) {
    std::size_t end = begin;
    while (end < rows.order.size() && rows.day[rows.order[end]] == rows.day[rows.order[begin]]) ++end;
    each(std::span(rows.order).subspan(begin, end - begin));
    begin = end;
  }
}

std::uint64_t pair_of(std::uint32_t a, std::uint32_t b) { return (std::uint64_t{a} << 32) | b; }

// A row of a part that is no other part's party before it.
bool counted_already(const std::array<std::uint32_t, kShipmentParts.size()>& parties, std::size_t part) {
  return std::ranges::find(parties.begin(), parties.begin() + part, parties[part]) != parties.begin() + part;
}

struct PartyTally {
  std::int32_t first = 0, last = 0;  // days
  std::uint32_t rows = 0, sent = 0, received = 0, in_part = 0, suppliers = 0, customers = 0;
  float pieces_sent = 0, pieces_received = 0, most_received = 0;
  std::uint32_t before_30 = 0, before_90 = 0;  // of its rows those that lie further back
};

}  // namespace

RowsOfParties::RowsOfParties(const LeakTables& tables)
    : day(tables.day), parties(tables.shipments.rows()), quantity(column_numbers(tables.shipments, "quantity")) {
  const ColumnTable& table = tables.shipments;
  for (float& pieces : quantity) pieces = std::isnan(pieces) ? 0 : pieces;
  order.resize(day.size());
  std::iota(order.begin(), order.end(), 0U);
  std::ranges::stable_sort(order, {}, [&](std::uint32_t row) { return day[row]; });

  std::vector<std::uint32_t> number_of(table.distinct() + 1);
  for (std::size_t part = 0; part < kShipmentParts.size(); ++part) {
    const auto id = table.find(fmt::format("{}_id", kShipmentParts[part]));
    const auto name = table.find(fmt::format("{}_name", kShipmentParts[part]));
    for (std::size_t row = 0; row < table.rows(); ++row) {
      Sym sym = id ? table.sym(*id, row) : Sym::missing;
      if (sym == Sym::missing && name) sym = table.sym(*name, row);
      if (sym == Sym::missing) continue;
      std::uint32_t& number = number_of[static_cast<std::size_t>(sym)];
      if (number == 0) number = ++count;
      parties[row][part] = number;
    }
  }
  days_begin.resize(count + 2);
  for (const auto& of_row : parties) {
    for (std::size_t part = 0; part < of_row.size(); ++part) {
      if (of_row[part] != 0 && !counted_already(of_row, part)) ++days_begin[of_row[part] + 1];
    }
  }
  std::partial_sum(days_begin.begin(), days_begin.end(), days_begin.begin());
  std::vector<std::uint32_t> next(days_begin.begin(), days_begin.end());
  days.resize(days_begin.back());
  std::unordered_set<std::uint64_t> pairs;
  new_pair.resize(order.size());
  for (const std::uint32_t row : order) {
    for (std::size_t part = 0; part < kShipmentParts.size(); ++part) {
      const std::uint32_t party = parties[row][part];
      if (party != 0 && !counted_already(parties[row], part)) days[next[party]++] = day[row];
    }
    const std::uint32_t from = sender(row), to = parties[row][kConsignee];
    if (from != 0 && to != 0 && pairs.insert(pair_of(from, to)).second) new_pair[row] = 1;
  }
}

std::uint32_t RowsOfParties::sender(std::size_t row) const {
  const std::uint32_t consignor = parties[row][kConsignor];
  return consignor != 0 ? consignor : parties[row][kExporter];
}

std::vector<Feature> party_counts(const RowsOfParties& rows, std::size_t part) {
  std::vector<PartyTally> tally(rows.count + 1);
  static constexpr std::array<std::string_view, 16> kNames{"days since it was first seen",
                                                           "days since it was last seen",
                                                           "shipments before",
                                                           "shipments before in this part",
                                                           "shipments sent before",
                                                           "shipments received before",
                                                           "pieces sent before",
                                                           "pieces received before",
                                                           "pieces received before less sent",
                                                           "pieces over the most it received before",
                                                           "suppliers before",
                                                           "customers before",
                                                           "shipments in 30 days before",
                                                           "shipments in 90 days before",
                                                           "pieces over the mean it received before",
                                                           "rows on the same day"};
  std::vector<Feature> features;
  features.reserve(kNames.size());
  for (const std::string_view name : kNames) {
    features.push_back(unknown(fmt::format("{}: {}", kShipmentParts[part], name), rows.order.size()));
  }
  std::vector<std::uint32_t> today(rows.count + 1);  // rows of each party in this part
  const auto number = [](auto value) { return static_cast<float>(value); };
  const auto look = [&](std::uint32_t row) {
    const std::uint32_t party = rows.parties[row][part];
    if (party == 0) return;
    PartyTally& t = tally[party];
    const std::int32_t day = rows.day[row];
    const std::int32_t* days = rows.days.data() + rows.days_begin[party];
    const auto within = [&](std::uint32_t& before, int of) {
      while (before < t.rows && days[before] < day - of) ++before;
      return number(t.rows - before);
    };
    const float pieces = rows.quantity[row];
    const std::array<float, 16> values{
        t.rows == 0 ? 0 : number(day - t.first),
        t.rows == 0 ? kUnknown : number(day - t.last),
        number(t.rows),
        number(t.in_part),
        number(t.sent),
        number(t.received),
        t.pieces_sent,
        t.pieces_received,
        t.pieces_received - t.pieces_sent,
        t.received == 0 ? kUnknown : pieces / std::max(1.F, t.most_received),
        number(t.suppliers),
        number(t.customers),
        within(t.before_30, 30),
        within(t.before_90, 90),
        t.received == 0 ? kUnknown : pieces * number(t.received) / std::max(1.F, t.pieces_received),
        number(today[party])};
    for (std::size_t i = 0; i < values.size(); ++i) features[i].values[row] = values[i];
  };
  const auto count = [&](std::uint32_t row) {
    const auto& seen = rows.parties[row];
    for (std::size_t p = 0; p < seen.size(); ++p) {
      if (seen[p] == 0) continue;
      PartyTally& t = tally[seen[p]];
      if (p == part) ++t.in_part;
      if (counted_already(seen, p)) continue;
      if (t.rows == 0) t.first = rows.day[row];
      t.last = rows.day[row];
      ++t.rows;
    }
    const bool is_new = rows.new_pair[row] != 0;
    if (const std::uint32_t sender = rows.sender(row); sender != 0) {
      PartyTally& t = tally[sender];
      ++t.sent;
      t.pieces_sent += rows.quantity[row];
      t.customers += is_new ? 1 : 0;
    }
    if (const std::uint32_t receiver = seen[kConsignee]; receiver != 0) {
      PartyTally& t = tally[receiver];
      ++t.received;
      t.pieces_received += rows.quantity[row];
      t.most_received = std::max(t.most_received, rows.quantity[row]);
      t.suppliers += is_new ? 1 : 0;
    }
  };
  day_by_day(rows, [&](std::span<const std::uint32_t> of_day) {
    for (const std::uint32_t row : of_day) ++today[rows.parties[row][part]];
    for (const std::uint32_t row : of_day) look(row);
    for (const std::uint32_t row : of_day) count(row);
    for (const std::uint32_t row : of_day) today[rows.parties[row][part]] = 0;
  });
  return features;
}

std::vector<Feature> pair_counts(const RowsOfParties& rows, std::size_t pair) {
  struct Tally {
    std::int32_t first = 0, last = 0;
    std::uint32_t rows = 0, today = 0;
    float pieces = 0;
  };
  struct Kind {
    std::string_view name;
    std::size_t a, b;  // parts; kShipmentParts.size(): the sender
  };
  static constexpr std::array<Kind, kPairs> kKinds{{{"sender and consignee", kShipmentParts.size(), kConsignee},
                                                    {"consignee and payer", kConsignee, kPayer},
                                                    {"consignee and forwarder", kConsignee, kForwarder},
                                                    {"consignee and end user", kConsignee, kEndUser}}};
  std::vector<Feature> features;
  const Kind& kind = kKinds[pair];
  for (const std::string_view name :
       {"shipments before", "days since the first", "days since the last", "pieces before", "rows on the same day"}) {
    features.push_back(unknown(fmt::format("{}: {}", kind.name, name), rows.order.size()));
  }
  std::unordered_map<std::uint64_t, std::uint32_t> numbers;
  std::vector<std::uint32_t> number(rows.order.size());  // of the pair of each row from 1; 0: none
  for (std::uint32_t row = 0; row < number.size(); ++row) {
    const std::uint32_t a = kind.a == kShipmentParts.size() ? rows.sender(row) : rows.parties[row][kind.a];
    const std::uint32_t b = rows.parties[row][kind.b];
    if (a == 0 || b == 0) continue;
    number[row] = numbers.emplace(pair_of(a, b), static_cast<std::uint32_t>(numbers.size() + 1)).first->second;
  }
  std::vector<Tally> tally(numbers.size() + 1);
  day_by_day(rows, [&](std::span<const std::uint32_t> of_day) {
    for (const std::uint32_t row : of_day) ++tally[number[row]].today;
    for (const std::uint32_t row : of_day) {
      if (number[row] == 0) continue;
      const Tally& t = tally[number[row]];
      features[0].values[row] = static_cast<float>(t.rows);
      if (t.rows != 0) {
        features[1].values[row] = static_cast<float>(rows.day[row] - t.first);
        features[2].values[row] = static_cast<float>(rows.day[row] - t.last);
      }
      features[3].values[row] = t.pieces;
      features[4].values[row] = static_cast<float>(t.today);
    }
    for (const std::uint32_t row : of_day) {
      Tally& t = tally[number[row]];
      if (t.rows++ == 0) t.first = rows.day[row];
      t.last = rows.day[row];
      t.pieces += rows.quantity[row];
      t.today = 0;
    }
  });
  return features;
}

std::vector<Feature> serial_counts(const LeakTables& tables, const RowsOfParties& rows) {
  std::vector<Feature> features;
  const auto column = tables.shipments.find("serials");
  if (!column) return features;
  static constexpr std::array<std::string_view, 5> kNames{"count", "count / quantity", "most shipments of one before",
                                                          "share seen before", "days since one was first seen"};
  for (const std::string_view name : kNames) {
    features.push_back(unknown(fmt::format("serials: {}", name), rows.order.size()));
  }
  features.push_back(
      unknown("serials: share that went to somebody else than the sender", rows.order.size(), Sign::custody_break));
  struct Tally {
    std::int32_t first = 0;
    std::uint32_t rows = 0;
    std::uint32_t holder = 0;
  };
  const SerialLists lists(tables.shipments, column);
  std::vector<Tally> tally(lists.count());
  const auto of = [&](std::uint32_t row) { return lists.of(tables.shipments.sym(*column, row)); };
  day_by_day(rows, [&](std::span<const std::uint32_t> of_day) {
    for (const std::uint32_t row : of_day) {
      const auto count = static_cast<float>(of(row).size());
      std::uint32_t seen = 0, most = 0, elsewhere = 0;
      std::int32_t oldest = 0;
      for (const std::uint32_t serial : of(row)) {
        const Tally& t = tally[serial];
        if (t.rows == 0) continue;
        ++seen;
        most = std::max(most, t.rows);
        oldest = std::max(oldest, rows.day[row] - t.first);
        if (t.holder != rows.sender(row)) ++elsewhere;
      }
      features[0].values[row] = count;
      if (rows.quantity[row] > 0) features[1].values[row] = count / rows.quantity[row];
      if (count == 0) continue;
      features[2].values[row] = static_cast<float>(most);
      features[3].values[row] = static_cast<float>(seen) / count;
      if (seen != 0) features[4].values[row] = static_cast<float>(oldest);
      if (seen != 0) features[5].values[row] = static_cast<float>(elsewhere) / static_cast<float>(seen);
    }
    for (const std::uint32_t row : of_day) {
      for (const std::uint32_t serial : of(row)) {
        Tally& t = tally[serial];
        if (t.rows++ == 0) t.first = rows.day[row];
        t.holder = rows.parties[row][kConsignee];
      }
    }
  });
  return features;
}

}  // namespace tidewaiter::judge::audit
