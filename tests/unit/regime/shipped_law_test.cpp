// The shipped law over combinations of item class, destination, headquarters, movement and day: no line without a rule,
// and unknown values that never decide by themselves. What it must say of them: tests/oracle.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "folders.h"
#include "regime/regime.h"
#include "regime/shipped.h"

namespace tidewaiter {
namespace {

namespace fs = std::filesystem;

const Places& places() { return shipped_places(); }
const Regime& law() { return shipped_law(); }

// --- a line --------------------------------------------------------------------------------------------------------

struct Item {
  std::string_view name;
  std::string_view state;
  std::string_view kind;
  std::optional<bool> datacenter, in_a, in_b, in_c, in_2022;
  std::optional<double> tpp, bandwidth;
  bool made_for_china = false;
  bool prc_designed = false;
};

constexpr std::array<Item, 13> kItems{{
    {"data centre .a", "identified", "chip", true, true, false, false, true, 15832, 4800, false, false},
    {"data centre .a above the limits of 2026", "identified", "chip", true, true, false, false, true, 36000, 7700,
     false, false},
    {"data centre .a, TPP at the limit of 2026", "identified", "chip", true, true, false, false, true, 21000, 4000,
     false, false},
    {"data centre .a, bandwidth at the limit of 2026", "identified", "chip", true, true, false, false, true, 20999,
     6500, false, false},
    {"data centre .a made for China", "identified", "chip", true, true, false, false, false, 15832, 3350, true, false},
    {"data centre .b", "identified", "chip", true, false, true, false, false, 2644, 933, false, false},
    {".a and no data centre", "identified", "card", false, true, false, false, false, 5285, 1008, false, false},
    {"below .b", "identified", "chip", true, false, false, false, false, 2368, 4000, false, false},
    {"first version only by its thresholds", "identified", "chip", true, false, false, false, true, 4900, 1500, false,
     false},
    {"other goods", "other_goods", "none", {}, {}, {}, {}, {}, {}, {}, false, false},
    {"memory stack", "identified", "memory", false, false, false, true, false, {}, 819, false, false},
    {"memory stack of exception HBM", "identified", "memory", false, false, false, true, false, {}, 128, false, false},
    {"Chinese design of .a", "identified", "chip", true, true, false, false, false, 5120, 1600, false, true},
}};

struct Line {
  Item item;
  Country destination;
  std::optional<Country> headquarters;
  std::optional<std::string_view> movement;
  Country export_country;
  Date day;
};

template <class T>
FactValue fact(const std::optional<T>& value) {
  return value ? FactValue(*value) : FactValue(Unknown{});
}

Facts facts_of(const Line& line) {
  static const std::vector<std::string_view> kNothing;
  Facts facts;
  facts.as_of = line.day;
  facts[LineFact::date] = line.day;
  facts[LineFact::movement] = fact(line.movement);
  facts[LineFact::export_country] = line.export_country;
  facts[LineFact::destination] = line.destination;
  facts[LineFact::item_name] = line.item.name;
  facts[LineFact::item_state] = line.item.state;
  facts[LineFact::item_kind] = line.item.kind;
  facts[LineFact::item_datacenter] = fact(line.item.datacenter);
  facts[LineFact::item_in_a] = fact(line.item.in_a);
  facts[LineFact::item_in_b] = fact(line.item.in_b);
  facts[LineFact::item_in_c] = fact(line.item.in_c);
  facts[LineFact::item_in_2022] = fact(line.item.in_2022);
  facts[LineFact::item_tpp] = fact(line.item.tpp);
  facts[LineFact::item_memory_bandwidth] = fact(line.item.bandwidth);
  facts[LineFact::item_link] = 900.0;
  if (line.item.in_c.value_or(false)) facts[LineFact::item_hbm_density] = line.item.bandwidth == 128 ? 3.2 : 6.8;
  facts[LineFact::item_made_for_china] = line.item.made_for_china;
  facts[LineFact::item_prc_designed] = line.item.prc_designed;
  facts[LineFact::item_on_ccl] = line.item.state == "identified";
  facts[LineFact::item_tags] = Texts(kNothing);
  facts[LineFact::item_paragraphs] = Texts(kNothing);
  PartyFacts& exporter = facts.parties.emplace_back();
  exporter.role = Role::exporter;
  exporter[PartyFact::name] = std::string_view("Northwind Servers Inc");
  exporter[PartyFact::country] = line.export_country;
  exporter[PartyFact::headquarters] = Country("CN");  // an exporter's headquarters never matter
  PartyFacts& consignee = facts.parties.emplace_back();
  consignee.role = Role::consignee;
  consignee[PartyFact::name] = std::string_view("Example Compute");
  consignee[PartyFact::country] = line.destination;
  consignee[PartyFact::headquarters] = fact(line.headquarters);
  return facts;
}

std::string show(const Line& line) {
  return std::string(line.item.name) + " to " + std::string(line.destination.code()) + ", headquarters " +
         (line.headquarters ? std::string(line.headquarters->code()) : "unknown") + ", " +
         std::string(line.movement.value_or("unknown")) + " from " + std::string(line.export_country.code()) + " on " +
         line.day.to_string();
}

// Every day on which the law or a group changes, the day before, and the ends of time.
std::vector<Date> days() {
  std::set<Date> days{Date(2021, 6, 1), Date(2030, 1, 1)};
  for (const Date day : law().day_axis()) {
    days.insert(day);
    days.insert(day + -1);
  }
  return {days.begin(), days.end()};
}

constexpr std::array<const char*, 8> kHeadquarters{"US", "CN", "SG", "HK", "MO", "RU", "KH", "NI"};
// Destinations of every kind.
constexpr std::array<const char*, 15> kDestinations{"US", "CN", "HK", "MO", "RU", "ZW", "KH", "NI",
                                                    "VN", "AE", "SA", "IL", "SG", "DE", "IR"};

struct Way {
  std::string_view movement;
  bool from_home;  // else from the country of destination
};
constexpr std::array<Way, 3> kWays{{{"export", true}, {"reexport", false}, {"transfer_in_country", false}}};

TEST(ShippedLaw, LoadsWithoutAMistake) {
  const auto loaded = Regime::load_all(shipped_rules(), places());
  if (!loaded) {
    for (const Error& error : loaded.error()) ADD_FAILURE() << to_string(error);
  }
  EXPECT_GE(law().rules().rules().size(), 60U);
}

// What nobody stated may leave the line open, but must not decide it: a result that stands in spite of an unknown value
// stands for every value of it; and a line is left open only if two values differ.
TEST(ShippedLaw, UnknownValuesNeverDecideAndNeverHideADecision) {
  std::size_t open = 0;
  const auto check = [&](const Line& unknown, const std::vector<Line>& completions) {
    const auto got = law().determine(facts_of(unknown), rules::Basis::practice);
    ASSERT_TRUE(got) << show(unknown) << ": " << to_string(got.error());
    std::set<std::pair<Determination, Policy>> results;
    std::set<Determination> determinations;
    for (const Line& completion : completions) {
      const auto result = law().determine(facts_of(completion), rules::Basis::practice);
      ASSERT_TRUE(result);
      results.emplace(result->determination, result->policy);
      determinations.insert(result->determination);
    }
    if (got->determination == Determination::undetermined) {
      ++open;
      EXPECT_TRUE(determinations.size() > 1 || determinations.contains(Determination::undetermined))
          << show(unknown) << " is open, and every value gives " << to_string(*determinations.begin());
    } else {
      EXPECT_EQ(determinations.size(), 1U) << show(unknown);
      EXPECT_EQ(*determinations.begin(), got->determination) << show(unknown);
      if (got->policy == Policy::unknown) {
        EXPECT_GT(results.size(), 1U) << show(unknown);
      } else {
        EXPECT_EQ(results.size(), 1U) << show(unknown);
        EXPECT_EQ(results.begin()->second, got->policy) << show(unknown);
      }
    }
  };
  std::vector<const char*> all_headquarters(kHeadquarters.begin(), kHeadquarters.end());
  for (const Date day : days()) {
    for (const char* to : kDestinations) {
      for (const Item& item : kItems) {
        for (const Way& way : kWays) {
          const Line base{item, Country(to), Country("SG"), way.movement, way.from_home ? Country("US") : Country(to),
                          day};
          Line unknown = base;
          unknown.headquarters.reset();
          std::vector<Line> completions;
          for (const char* headquarters : all_headquarters) {
            completions.push_back(base);
            completions.back().headquarters = Country(headquarters);
          }
          check(unknown, completions);
          unknown = base;
          unknown.movement.reset();
          completions.clear();
          for (const std::string_view movement : {"export", "reexport", "transfer_in_country"}) {
            completions.push_back(base);
            completions.back().movement = movement;
          }
          check(unknown, completions);
          if (item.state != "identified" || item.kind == "memory") continue;
          unknown = base;
          unknown.item.in_2022.reset();
          completions.assign(2, base);
          completions[0].item.in_2022 = true;
          completions[1].item.in_2022 = false;
          check(unknown, completions);
          // A die area that nobody published: .b stays unknown beside a known .a, or beside none.
          unknown = base;
          unknown.item.in_b.reset();
          completions.assign(2, base);
          completions[0].item.in_b = true;
          completions[1].item.in_b = false;
          check(unknown, completions);
          unknown = base;
          unknown.item.datacenter.reset();
          completions.assign(2, base);
          completions[0].item.datacenter = true;
          completions[1].item.datacenter = false;
          check(unknown, completions);
        }
      }
    }
  }
  EXPECT_GT(open, 100U);
}

TEST(ShippedLaw, LeavesGoodsThatNobodyNamedUndetermined) {
  for (const Date day : days()) {
    for (const Country to : places().countries()) {
      for (const std::string_view state : {"unidentified", "cover"}) {
        Line line{kItems[0], to, Country("SG"), "export", Country("US"), day};
        line.item = Item{"Zentrix module", state, "none", {}, {}, {}, {}, {}, {}, {}, false, false};
        Facts facts = facts_of(line);
        facts[LineFact::item_on_ccl] = Unknown{};
        facts[LineFact::item_made_for_china] = Unknown{};
        facts[LineFact::item_prc_designed] = Unknown{};
        facts[LineFact::item_kind] = Unknown{};
        const auto got = law().determine(facts, rules::Basis::practice);
        ASSERT_TRUE(got) << show(line) << ": " << to_string(got.error());
        const bool home = places().counts_as(to) == Country("US") && day < Date(2025, 5, 13);
        EXPECT_EQ(got->determination, home ? Determination::no_licence : Determination::undetermined) << show(line);
      }
    }
  }
}

TEST(ShippedLaw, HoldsOnTheBooksToo) {
  for (const Date day : days()) {
    for (const Country to : places().countries()) {
      for (const Item& item : kItems) {
        const Line line{item, to, Country("SG"), "export", Country("US"), day};
        const auto got = law().determine(facts_of(line), rules::Basis::text);
        ASSERT_TRUE(got) << show(line) << ": " << to_string(got.error());
        const auto practice = law().determine(facts_of(line), rules::Basis::practice);
        EXPECT_FALSE(more_restrictive(practice->ruling(), got->ruling()))
            << show(line) << ": practice asks more than the text";
      }
    }
  }
}

// Revisions, rows and cases.
TEST(ShippedLaw, NamesCasesForEveryRule) {
  for (const rules::Rule& rule : law().rules().rules()) {
    EXPECT_FALSE(rule.fires.empty()) << rule.id << " revision " << rule.revision << " names no case that makes it fire";
    EXPECT_FALSE(rule.quiet.empty()) << rule.id << " revision " << rule.revision << " names no near miss";
    for (const auto* list : {&rule.fires, &rule.quiet}) {
      for (const std::string& name : *list) {
        const fs::path file = source_path("tests/cases") / (name.substr(0, name.find('#')) + ".case");
        EXPECT_TRUE(fs::exists(file)) << rule.id << " names " << name << ", and there is no such case";
      }
    }
  }
  for (const char* row :
       {"0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "9a", "10", "11", "12", "13", "14", "15", "W1", "W7"}) {
    const auto rules = law().rules().rules();
    EXPECT_TRUE(std::ranges::any_of(rules, [&](const rules::Rule& rule) { return rule.row == row; }))
        << "no rule for row " << row;
  }
}

}  // namespace
}  // namespace tidewaiter
