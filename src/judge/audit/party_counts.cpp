#include "judge/audit/party_counts.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

#include "base/cell_parts.h"
#include "base/text_hash.h"
#include "judge/audit/feature_values.h"

namespace tidewaiter::judge::audit {
namespace {

constexpr std::size_t kExporter = 0, kConsignor = 1, kConsignee = 3, kEndUser = 4, kForwarder = 5, kPayer = 6;

// Party of each row by part, numbered from 1; 0 where none is stated. By id, else by name.
class Parties {
 public:
  explicit Parties(const ColumnTable& table) {
    std::vector<std::uint32_t> number_of(table.distinct() + 1);
    for (std::size_t part = 0; part < kShipmentParts.size(); ++part) {
      const auto id = table.find(fmt::format("{}_id", kShipmentParts[part]));
      const auto name = table.find(fmt::format("{}_name", kShipmentParts[part]));
      numbers_[part].resize(table.rows());
      for (std::size_t row = 0; row < table.rows(); ++row) {
        Sym sym = id ? table.sym(*id, row) : Sym::missing;
        if (sym == Sym::missing && name) sym = table.sym(*name, row);
        if (sym == Sym::missing) continue;
        std::uint32_t& number = number_of[static_cast<std::size_t>(sym)];
        if (number == 0) number = ++count_;
        numbers_[part][row] = number;
      }
    }
  }
  std::uint32_t of(std::size_t part, std::size_t row) const { return numbers_[part][row]; }
  std::uint32_t sender(std::size_t row) const {
    const std::uint32_t consignor = of(kConsignor, row);
    return consignor != 0 ? consignor : of(kExporter, row);
  }
  std::size_t count() const { return count_; }

 private:
  std::array<std::vector<std::uint32_t>, kShipmentParts.size()> numbers_;
  std::uint32_t count_ = 0;
};

std::vector<float> quantities(const ColumnTable& table) {
  std::vector<float> found(table.rows(), 0);
  if (const auto column = table.find("quantity")) {
    for (std::size_t row = 0; row < found.size(); ++row) {
      const float number = number_of(table.cell(*column, row));
      found[row] = std::isnan(number) ? 0 : number;
    }
  }
  return found;
}

// Calls look(row) for every row of a day, then count(row) for each of them.
template <class Look, class Count>
void day_by_day(const LeakTables& tables, const std::vector<std::uint32_t>& order, Look look, Count count) {
  for (std::size_t begin = 0; begin < order.size();) {
    std::size_t end = begin;
    while (end < order.size() && tables.day[order[end]] == tables.day[order[begin]]) ++end;
    for (std::size_t i = begin; i < end; ++i) look(order[i]);
    for (std::size_t i = begin; i < end; ++i) count(order[i]);
    begin = end;
  }
}

std::uint64_t pair_of(std::uint32_t a, std::uint32_t b) { return (std::uint64_t{a} << 32) | b; }

struct PartyTally {
  std::int32_t first = 0, last = 0;  // days
  std::uint32_t rows = 0, sent = 0, received = 0, in_part = 0, suppliers = 0, customers = 0;
  float pieces_sent = 0, pieces_received = 0, most_received = 0;
  std::vector<std::int32_t> days;  // of its rows
};

}  // namespace

std::vector<std::uint32_t> rows_by_day(const LeakTables& tables) {
  std::vector<std::uint32_t> order(tables.day.size());
  std::iota(order.begin(), order.end(), 0U);
  std::ranges::stable_sort(order, {}, [&](std::uint32_t row) { return tables.day[row]; });
  return order;
}

std::vector<Feature> party_counts(const LeakTables& tables, const std::vector<std::uint32_t>& order, std::size_t part) {
  const Parties parties(tables.shipments);
  const std::vector<float> quantity = quantities(tables.shipments);
  std::vector<PartyTally> tally(parties.count() + 1);
  std::unordered_set<std::uint64_t> pairs;
  static constexpr std::array<std::string_view, 15> kNames{"days since it was first seen",
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
                                                           "pieces over the mean it received before"};
  std::vector<Feature> features;
  features.reserve(kNames.size() + 1);
  for (const std::string_view name : kNames) {
    features.push_back({fmt::format("{}: {}", kShipmentParts[part], name),
                        Sign::none,
                        true,
                        std::vector<float>(order.size(), kUnknown),
                        {}});
  }
  Feature today{fmt::format("{}: rows on the same day", kShipmentParts[part]),
                Sign::none,
                true,
                std::vector<float>(order.size(), kUnknown),
                {}};
  std::unordered_map<std::uint64_t, std::uint32_t> on_day;  // (party, day)
  for (const std::uint32_t row : order) {
    if (const std::uint32_t party = parties.of(part, row); party != 0) {
      ++on_day[pair_of(party, static_cast<std::uint32_t>(tables.day[row]))];
    }
  }
  const auto look = [&](std::uint32_t row) {
    const std::uint32_t party = parties.of(part, row);
    if (party == 0) return;
    const PartyTally& t = tally[party];
    const std::int32_t day = tables.day[row];
    const auto within = [&](int days) {
      return static_cast<float>(t.days.end() - std::ranges::lower_bound(t.days, day - days));
    };
    const auto number = [](auto value) { return static_cast<float>(value); };
    const std::array<float, 15> values{
        t.rows == 0 ? 0 : number(day - t.first),
        t.rows == 0 ? kUnknown : number(day - t.last),
        number(t.rows),
        number(t.in_part),
        number(t.sent),
        number(t.received),
        t.pieces_sent,
        t.pieces_received,
        t.pieces_received - t.pieces_sent,
        t.received == 0 ? kUnknown : quantity[row] / std::max(1.F, t.most_received),
        number(t.suppliers),
        number(t.customers),
        within(30),
        within(90),
        t.received == 0 ? kUnknown : quantity[row] * number(t.received) / std::max(1.F, t.pieces_received)};
    for (std::size_t i = 0; i < values.size(); ++i) features[i].values[row] = values[i];
    today.values[row] = number(on_day[pair_of(party, static_cast<std::uint32_t>(day))]);
  };
  const auto count = [&](std::uint32_t row) {
    const std::uint32_t sender = parties.sender(row), receiver = parties.of(kConsignee, row);
    const bool is_new = sender != 0 && receiver != 0 && pairs.insert(pair_of(sender, receiver)).second;
    std::array<std::uint32_t, kShipmentParts.size()> seen{};
    for (std::size_t p = 0; p < seen.size(); ++p) {
      seen[p] = parties.of(p, row);
      if (seen[p] == 0) continue;
      PartyTally& t = tally[seen[p]];
      if (p == part) ++t.in_part;
      if (std::ranges::find(seen.begin(), seen.begin() + p, seen[p]) != seen.begin() + p) continue;  // counted already
      if (t.rows == 0) t.first = tables.day[row];
      t.last = tables.day[row];
      ++t.rows;
      t.days.push_back(tables.day[row]);
    }
    if (sender != 0) {
      PartyTally& t = tally[sender];
      ++t.sent;
      t.pieces_sent += quantity[row];
      t.customers += is_new ? 1 : 0;
    }
    if (receiver != 0) {
      PartyTally& t = tally[receiver];
      ++t.received;
      t.pieces_received += quantity[row];
      t.most_received = std::max(t.most_received, quantity[row]);
      t.suppliers += is_new ? 1 : 0;
    }
  };
  day_by_day(tables, order, look, count);
  features.push_back(std::move(today));
  return features;
}

std::vector<Feature> pair_counts(const LeakTables& tables, const std::vector<std::uint32_t>& order) {
  const Parties parties(tables.shipments);
  const std::vector<float> quantity = quantities(tables.shipments);
  struct Tally {
    std::int32_t first = 0, last = 0;
    std::uint32_t rows = 0;
    float pieces = 0;
  };
  struct Kind {
    std::string_view name;
    std::size_t a, b;  // parts; kShipmentParts.size(): the sender
  };
  static constexpr std::array<Kind, 4> kKinds{{{"sender and consignee", kShipmentParts.size(), kConsignee},
                                               {"consignee and payer", kConsignee, kPayer},
                                               {"consignee and forwarder", kConsignee, kForwarder},
                                               {"consignee and end user", kConsignee, kEndUser}}};
  std::vector<Feature> features;
  for (const Kind& kind : kKinds) {
    const std::size_t begin = features.size();
    for (const std::string_view name :
         {"shipments before", "days since the first", "days since the last", "pieces before", "rows on the same day"}) {
      features.push_back(
          {fmt::format("{}: {}", kind.name, name), Sign::none, true, std::vector<float>(order.size(), kUnknown), {}});
    }
    std::unordered_map<std::uint64_t, Tally> tally;
    const auto key = [&](std::uint32_t row) -> std::uint64_t {
      const std::uint32_t a = kind.a == kShipmentParts.size() ? parties.sender(row) : parties.of(kind.a, row);
      const std::uint32_t b = parties.of(kind.b, row);
      return a == 0 || b == 0 ? 0 : pair_of(a, b);
    };
    std::unordered_map<std::uint64_t, std::uint32_t> today;
    std::int32_t day = 0;
    std::vector<std::uint32_t> rows;  // of today
    const auto settle = [&] {
      for (const std::uint32_t row : rows) features[begin + 4].values[row] = static_cast<float>(today[key(row)]);
      rows.clear();
      today.clear();
    };
    day_by_day(
        tables, order,
        [&](std::uint32_t row) {
          if (tables.day[row] != day) settle();
          day = tables.day[row];
          const std::uint64_t pair = key(row);
          if (pair == 0) return;
          rows.push_back(row);
          ++today[pair];
          const Tally& t = tally[pair];
          features[begin].values[row] = static_cast<float>(t.rows);
          if (t.rows != 0) {
            features[begin + 1].values[row] = static_cast<float>(day - t.first);
            features[begin + 2].values[row] = static_cast<float>(day - t.last);
          }
          features[begin + 3].values[row] = t.pieces;
        },
        [&](std::uint32_t row) {
          const std::uint64_t pair = key(row);
          if (pair == 0) return;
          Tally& t = tally[pair];
          if (t.rows++ == 0) t.first = tables.day[row];
          t.last = tables.day[row];
          t.pieces += quantity[row];
        });
    settle();
  }
  return features;
}

std::vector<Feature> serial_counts(const LeakTables& tables, const std::vector<std::uint32_t>& order) {
  std::vector<Feature> features;
  const auto column = tables.shipments.find("serials");
  if (!column) return features;
  const Parties parties(tables.shipments);
  const std::vector<float> quantity = quantities(tables.shipments);
  static constexpr std::array<std::string_view, 5> kNames{"count", "count / quantity", "most shipments of one before",
                                                          "share seen before", "days since one was first seen"};
  for (const std::string_view name : kNames) {
    features.push_back(
        {fmt::format("serials: {}", name), Sign::none, true, std::vector<float>(order.size(), kUnknown), {}});
  }
  features.push_back({"serials: share that went to somebody else than the sender",
                      Sign::custody_break,
                      true,
                      std::vector<float>(order.size(), kUnknown),
                      {}});
  struct Tally {
    std::int32_t first = 0;
    std::uint32_t rows = 0;
    std::uint32_t holder = 0;
  };
  std::unordered_map<std::string_view, Tally, TextHash> tally;
  day_by_day(
      tables, order,
      [&](std::uint32_t row) {
        std::uint32_t count = 0, seen = 0, most = 0, elsewhere = 0;
        std::int32_t oldest = 0;
        for_each_part(tables.shipments.cell(*column, row), [&](std::string_view serial) {
          ++count;
          const auto found = tally.find(serial);
          if (found == tally.end()) return;
          ++seen;
          most = std::max(most, found->second.rows);
          oldest = std::max(oldest, tables.day[row] - found->second.first);
          if (found->second.holder != parties.sender(row)) ++elsewhere;
        });
        features[0].values[row] = static_cast<float>(count);
        if (quantity[row] > 0) features[1].values[row] = static_cast<float>(count) / quantity[row];
        if (count == 0) return;
        features[2].values[row] = static_cast<float>(most);
        features[3].values[row] = static_cast<float>(seen) / static_cast<float>(count);
        if (seen != 0) features[4].values[row] = static_cast<float>(oldest);
        if (seen != 0) features[5].values[row] = static_cast<float>(elsewhere) / static_cast<float>(seen);
      },
      [&](std::uint32_t row) {
        for_each_part(tables.shipments.cell(*column, row), [&](std::string_view serial) {
          Tally& t = tally[serial];
          if (t.rows++ == 0) t.first = tables.day[row];
          t.holder = parties.of(kConsignee, row);
        });
      });
  return features;
}

}  // namespace tidewaiter::judge::audit
