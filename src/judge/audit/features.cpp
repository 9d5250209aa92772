#include "judge/audit/features.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <memory>
#include <optional>
#include <unordered_map>
#include <utility>

#include "judge/audit/feature_values.h"
#include "judge/audit/party_counts.h"

namespace tidewaiter::judge::audit {

Result<LeakTables> leak_tables(ColumnTable shipments, ColumnTable parties) {
  LeakTables tables{std::move(shipments), std::move(parties), {}};
  TIDEWAITER_TRY(const std::size_t date, tables.shipments.column("date"));
  tables.day.reserve(tables.shipments.rows());
  for (std::size_t row = 0; row < tables.shipments.rows(); ++row) {
    TIDEWAITER_TRY(const Date day, tables.shipments.needed_date(date, row));
    tables.day.push_back(day.days_since_1970());
  }
  return tables;
}

namespace {

Feature numbers(std::string name, std::size_t rows, Sign sign = Sign::none) {
  return {std::move(name), sign, true, std::vector<float>(rows, kUnknown), {}};
}

// Each value over the median of the rows that share a key.
Feature over_median(std::string name, const std::vector<float>& values, const std::vector<std::uint64_t>& keys,
                    Sign sign) {
  std::unordered_map<std::uint64_t, std::vector<float>> by_key;
  for (std::size_t row = 0; row < values.size(); ++row) {
    if (!std::isnan(values[row])) by_key[keys[row]].push_back(values[row]);
  }
  std::unordered_map<std::uint64_t, float> medians;
  for (auto& [key, of_key] : by_key) {
    const auto middle = of_key.begin() + static_cast<std::ptrdiff_t>(of_key.size() / 2);
    std::ranges::nth_element(of_key, middle);
    medians[key] = *middle;
  }
  Feature feature = numbers(std::move(name), values.size(), sign);
  for (std::size_t row = 0; row < values.size(); ++row) {
    if (std::isnan(values[row])) continue;
    const float median = medians[keys[row]];
    if (median > 0) feature.values[row] = values[row] / median;
  }
  return feature;
}

// Price and mass beside what is usual for the item.
std::vector<Feature> figures(const LeakTables& tables) {
  const ColumnTable& table = tables.shipments;
  const std::vector<float> quantity = column_numbers(table, "quantity"), price = column_numbers(table, "unit_value"),
                           mass = column_numbers(table, "net_mass_kg");
  const auto sku = table.find("sku"), text = table.find("item_description"), currency = table.find("currency");
  std::vector<std::uint64_t> item(table.rows()), priced(table.rows()), in_quarter(table.rows());
  for (std::size_t row = 0; row < table.rows(); ++row) {
    Sym sym = sku ? table.sym(*sku, row) : Sym::missing;
    if (sym == Sym::missing && text) sym = table.sym(*text, row);
    const auto money = currency ? static_cast<std::uint64_t>(table.sym(*currency, row)) : 0;
    item[row] = static_cast<std::uint64_t>(sym);
    priced[row] = item[row] << 32 | money << 8;
    in_quarter[row] = priced[row] ^ (static_cast<std::uint64_t>(tables.day[row] / 91) << 50);
  }
  Feature value = numbers("quantity x unit value", table.rows());
  std::vector<float> each(table.rows(), kUnknown), per_kg(table.rows(), kUnknown);
  for (std::size_t row = 0; row < table.rows(); ++row) {
    value.values[row] = quantity[row] * price[row];
    if (quantity[row] > 0) each[row] = mass[row] / quantity[row];
    if (mass[row] > 0) per_kg[row] = value.values[row] / mass[row];
  }
  std::vector<Feature> features;
  features.push_back(std::move(value));
  features.push_back(over_median("unit value / the item's median", price, priced, Sign::none));
  features.push_back(over_median("unit value / the item's median of the quarter", price, in_quarter, Sign::none));
  features.push_back(over_median("quantity / the item's median", quantity, item, Sign::none));
  features.push_back(over_median("mass of a piece / the item's median", each, item, Sign::substitution));
  features.push_back(over_median("value of a kg / the item's median", per_kg, priced, Sign::substitution));
  features.push_back({"mass of a piece", Sign::substitution, true, std::move(each), {}});
  return features;
}

// The texts of a column by numbers of its own, in the order in which they come.
struct OwnNumbers {
  std::vector<std::uint32_t> of_row;
  std::vector<Sym> syms;
};

OwnNumbers own_numbers(const ColumnTable& table, std::size_t column) {
  OwnNumbers out;
  constexpr std::uint32_t kNew = 0xFFFFFFFF;
  std::vector<std::uint32_t> known(table.distinct() + 1, kNew);
  out.of_row.reserve(table.rows());
  for (std::size_t row = 0; row < table.rows(); ++row) {
    const Sym sym = table.sym(column, row);
    std::uint32_t& number = known[static_cast<std::size_t>(sym)];
    if (number == kNew) {
      number = static_cast<std::uint32_t>(out.syms.size());
      out.syms.push_back(sym);
    }
    out.of_row.push_back(number);
  }
  return out;
}

// Both columns of a row as one word.
Feature pair_of(std::string name, const ColumnTable& table, const OwnNumbers& one, const OwnNumbers& two) {
  Feature pair{std::move(name), Sign::none, false, {}, {}};
  auto codes = std::make_shared<std::vector<std::uint32_t>>(table.rows());
  constexpr std::uint32_t kNew = 0xFFFFFFFF;
  std::vector<std::uint32_t> few;  // by both numbers, where there are not too many
  std::unordered_map<std::uint64_t, std::uint32_t> many;
  constexpr std::size_t kTooMany = std::size_t{1} << 20;
  if (one.syms.size() * two.syms.size() <= kTooMany) few.assign(one.syms.size() * two.syms.size(), kNew);
  for (std::size_t row = 0; row < codes->size(); ++row) {
    const std::size_t place = one.of_row[row] * two.syms.size() + two.of_row[row];
    std::uint32_t& number = few.empty() ? many.emplace(place, kNew).first->second : few[place];
    if (number == kNew) {
      number = static_cast<std::uint32_t>(pair.words.size());
      pair.words.push_back(
          fmt::format("{}, {}", table.text(one.syms[one.of_row[row]]), table.text(two.syms[two.of_row[row]])));
      pair.values.push_back(static_cast<float>(number));
    }
    (*codes)[row] = number;
  }
  pair.codes = std::move(codes);
  return pair;
}

// Two columns of one row: countries as a pair, names and countries whether they are the same. A maker for each of the
// first columns.
void add_side_by_side(std::vector<FeatureMaker>& makers, const LeakTables& tables) {
  const ColumnTable& table = tables.shipments;
  static constexpr std::array<std::string_view, 10> kCountries{
      "exporter_country",  "export_country",    "intermediate_consignee_country",
      "consignee_country", "end_user_country",  "payer_country",
      "origin_country",    "transit_countries", "destination_country",
      "transport_mode"};
  static constexpr std::array<std::string_view, 8> kNames{
      "exporter_id",  "consignor_id", "intermediate_consignee_id", "consignee_id", "end_user_id",
      "forwarder_id", "payer_id",     "consignee_address"};
  const auto same = [&table](std::vector<Feature>& features, std::string_view a, std::string_view b) {
    const auto one = table.find(a), two = table.find(b);
    if (!one || !two) return;
    Feature feature = numbers(fmt::format("{} is {}", a, b), table.rows());
    for (std::size_t row = 0; row < table.rows(); ++row) {
      const Sym x = table.sym(*one, row), y = table.sym(*two, row);
      if (x != Sym::missing && y != Sym::missing) feature.values[row] = x == y ? 1 : 0;
    }
    features.push_back(std::move(feature));
  };
  const auto countries = std::make_shared<std::vector<std::optional<OwnNumbers>>>();
  for (const std::string_view name : kCountries) {
    const auto column = table.find(name);
    countries->push_back(column ? std::optional(own_numbers(table, *column)) : std::nullopt);
  }
  for (std::size_t i = 0; i < kCountries.size(); ++i) {
    makers.push_back([&table, countries, same, i] {
      std::vector<Feature> features;
      for (std::size_t j = i + 1; j < kCountries.size(); ++j) {
        const auto &one = (*countries)[i], &two = (*countries)[j];
        if (!one || !two) continue;
        features.push_back(pair_of(fmt::format("{}, {}", kCountries[i], kCountries[j]), table, *one, *two));
        if (j + 1 < kCountries.size()) same(features, kCountries[i], kCountries[j]);
      }
      return features;
    });
  }
  for (std::size_t i = 0; i < kNames.size(); ++i) {
    makers.push_back([same, i] {
      std::vector<Feature> features;
      for (std::size_t j = i + 1; j < kNames.size(); ++j) same(features, kNames[i], kNames[j]);
      if (i + 1 == kNames.size()) same(features, "consignee_address", "end_user_address");
      return features;
    });
  }
}

// Where a row stands: in the table, and how many lines its shipment and its order have up to it.
std::vector<Feature> places_of_rows(const LeakTables& tables, const std::vector<std::uint32_t>& order) {
  const ColumnTable& table = tables.shipments;
  std::vector<Feature> features;
  Feature place = numbers("place in the table", table.rows());
  for (std::size_t row = 0; row < table.rows(); ++row) place.values[row] = static_cast<float>(row);
  features.push_back(std::move(place));
  Feature within = numbers("place in its day", table.rows());
  for (std::size_t i = 0, begin = 0; i < order.size(); ++i) {
    if (tables.day[order[i]] != tables.day[order[begin]]) begin = i;
    within.values[order[i]] = static_cast<float>(i - begin);
  }
  features.push_back(std::move(within));
  for (const std::string_view name : {"shipment_id", "order_id"}) {
    const auto column = table.find(name);
    if (!column) continue;
    std::vector<std::uint32_t> before(table.distinct() + 1);
    Feature count = numbers(fmt::format("{}: rows before", name), table.rows());
    for (const std::uint32_t row : order) {
      const Sym sym = table.sym(*column, row);
      if (sym != Sym::missing) count.values[row] = static_cast<float>(before[static_cast<std::size_t>(sym)]++);
    }
    features.push_back(std::move(count));
  }
  return features;
}

// By part, the row of the party table for the party in it of each row.
std::vector<std::shared_ptr<const SeenRows>> party_rows(const LeakTables& tables) {
  const auto id = tables.parties.find("party_id");
  std::unordered_map<std::string_view, std::uint32_t> rows;
  for (std::size_t row = 0; row < tables.parties.rows() && id; ++row) {
    rows.emplace(tables.parties.cell(*id, row), static_cast<std::uint32_t>(row));
  }
  constexpr std::uint32_t kUnasked = kNone - 1;
  std::vector<std::uint32_t> known(tables.shipments.distinct() + 1, kUnasked);
  std::vector<std::shared_ptr<const SeenRows>> seen;
  for (const std::string_view part : kShipmentParts) {
    std::vector<std::uint32_t> place(tables.shipments.rows(), kNone);
    const auto column = tables.shipments.find(fmt::format("{}_id", part));
    for (std::size_t row = 0; row < place.size() && column; ++row) {
      const Sym sym = tables.shipments.sym(*column, row);
      std::uint32_t& of_text = known[static_cast<std::size_t>(sym)];
      if (of_text == kUnasked) {
        const auto found = rows.find(tables.shipments.text(sym));
        of_text = found == rows.end() ? kNone : found->second;
      }
      place[row] = of_text;
    }
    seen.push_back(std::make_shared<const SeenRows>(std::move(place), tables.parties.rows()));
  }
  return seen;
}

}  // namespace

std::vector<FeatureMaker> feature_makers(const LeakTables& tables) {
  std::vector<FeatureMaker> makers;
  makers.reserve(tables.shipments.names().size() + kShipmentParts.size() * (tables.parties.names().size() + 1) + 5);
  for (std::size_t column = 0; column < tables.shipments.names().size(); ++column) {
    makers.push_back([&tables, column] {
      return column_features(
          {&tables.shipments, column, {}, nullptr, tables.day, tables.shipments.names()[column], Sign::none});
    });
  }
  const auto rows = std::make_shared<const RowsOfParties>(tables);
  for (std::size_t part = 0; part < kShipmentParts.size(); ++part) {
    makers.push_back([rows, part] { return party_counts(*rows, part); });
  }
  for (std::size_t pair = 0; pair < kPairs; ++pair) {
    makers.push_back([rows, pair] { return pair_counts(*rows, pair); });
  }
  makers.push_back([&tables, rows] { return serial_counts(tables, *rows); });
  makers.push_back([&tables, rows] { return places_of_rows(tables, rows->order); });
  makers.push_back([&tables] { return figures(tables); });
  add_side_by_side(makers, tables);
  const auto parties = party_rows(tables);
  for (std::size_t part = 0; part < kShipmentParts.size(); ++part) {
    for (std::size_t column = 0; column < tables.parties.names().size(); ++column) {
      makers.push_back([&tables, seen = parties[part], column, part] {
        return column_features({&tables.parties,
                                column,
                                {},
                                seen,
                                tables.day,
                                fmt::format("{}'s {}", kShipmentParts[part], tables.parties.names()[column]),
                                Sign::none});
      });
    }
  }
  return makers;
}

SchemeHalves halves_of(const World& world) {
  SchemeHalves halves;
  std::map<std::string, std::vector<std::uint32_t>> by_kind;
  for (std::uint32_t scheme = 0; scheme < world.schemes.size(); ++scheme) {
    by_kind[world.schemes[scheme].kind].push_back(scheme);
  }
  halves.kind.resize(world.schemes.size());
  halves.half.resize(world.schemes.size());
  for (auto& [kind, schemes] : by_kind) {
    halves.kinds.push_back(kind);
    std::ranges::sort(schemes, {}, [&](std::uint32_t scheme) { return std::string_view(world.schemes[scheme].id); });
    for (std::size_t i = 0; i < schemes.size(); ++i) {
      halves.kind[schemes[i]] = static_cast<std::uint8_t>(halves.kinds.size());
      halves.half[schemes[i]] = static_cast<std::uint8_t>(i % 2);
    }
  }
  return halves;
}

std::uint8_t half_of_honest(std::uint32_t party) {
  // Fibonacci hashing (Knuth, volume 3, 6.4): parties that follow each other come apart.
  return static_cast<std::uint8_t>((party * 2654435769U) >> 31);
}

Labels labels_of(const World& world, const LeakTables& tables) {
  const SchemeHalves halves = halves_of(world);
  Labels labels;
  labels.kinds = halves.kinds;
  const std::size_t rows = tables.shipments.rows();
  labels.kind.resize(rows);
  labels.half.resize(rows);
  labels.scheme.resize(rows);
  const auto id = tables.shipments.find("shipment_id");
  std::vector<std::uint32_t> shipment_of(tables.shipments.distinct() + 1, kNone);
  constexpr std::size_t kConsignee = 3;
  for (std::size_t row = 0; row < rows && id; ++row) {
    std::uint32_t& shipment = shipment_of[static_cast<std::size_t>(tables.shipments.sym(*id, row))];
    if (shipment == kNone) shipment = world.shipment(tables.shipments.cell(*id, row));
    if (shipment == kNone) continue;
    const WorldShipment& of = world.shipments[shipment];
    if (of.scheme != kNone) {
      labels.kind[row] = halves.kind[of.scheme];
      labels.half[row] = halves.half[of.scheme];
      labels.scheme[row] = of.scheme + 1;
    } else {
      labels.half[row] = half_of_honest(of.parties[kConsignee]);
    }
  }
  return labels;
}

}  // namespace tidewaiter::judge::audit
