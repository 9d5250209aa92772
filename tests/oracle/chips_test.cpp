// Accelerators of a public table: performance, density and paragraphs worked out again here, by the arithmetic of the
// technical notes, against the program's classification on every day of change, and against what the table says of its
// three dates: 2022-10-21, 2023-11-17, and an export to China on 2026-01-15.
#include "oracle/chips.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <charconv>
#include <set>
#include <string>
#include <vector>

#include "oracle/cases.h"
#include "oracle/catalog_facts.h"
#include "regime/shipped.h"

namespace tidewaiter::oracle {
namespace {

using catalog::shipped_catalog;

double number_in(std::string_view text) {
  double value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

// TPP is the largest product of bit length and dense TOPS, a multiply-accumulate being two operations.
double tpp_of(const Chip& chip) {
  double tpp = 0;
  for (std::string_view rest = chip.dense; !rest.empty();) {
    const std::string_view mode = rest.substr(0, rest.find(';'));
    rest.remove_prefix(std::min(rest.size(), mode.size() + 1));
    const std::size_t bits = mode.find_first_not_of(' ');
    tpp = std::max(tpp, number_in(mode.substr(bits)) * number_in(mode.substr(mode.find(':') + 1)));
  }
  return tpp;
}

// Paragraphs of 3A090 as of 2023-11-17; nullopt where the density is needed and the die area unknown.
std::vector<std::string> second_version(double tpp, std::optional<double> pd, bool data_centre) {
  std::vector<std::string> names;
  const bool outside_note_2 = data_centre || tpp >= 4800;
  if (tpp >= 4800) names.emplace_back("3A090.a.1");
  if (!pd || !outside_note_2) return names;
  if (tpp >= 1600 && *pd >= 5.92) names.emplace_back("3A090.a.2");
  if (tpp >= 2400 && tpp < 4800 && *pd >= 1.6 && *pd < 5.92) names.emplace_back("3A090.b.1");
  if (tpp >= 1600 && *pd >= 3.2 && *pd < 5.92) names.emplace_back("3A090.b.2");
  return names;
}

std::optional<double> density_of(const Chip& chip) {
  if (chip.die.empty()) return std::nullopt;
  return tpp_of(chip) / number_in(chip.die);
}

std::vector<std::string> paragraphs_on(const Chip& chip, Date day) {
  const double tpp = tpp_of(chip);
  if (day < Date(2022, 10, 21)) return {};
  if (day < Date(2023, 11, 17)) {
    return number_in(chip.link) >= 600 && tpp >= 4800 ? std::vector<std::string>{"3A090"} : std::vector<std::string>{};
  }
  // Where nobody says whether it is for data centres, what holds for certain.
  return second_version(tpp, density_of(chip), chip.datacenter == "Y");
}

std::vector<std::string> classified(const Chip& chip, Date day) {
  const auto spec = catalog::parse_spec({.name = chip.name,
                                         .dense = chip.dense,
                                         .die_mm2 = chip.die,
                                         .planar = "N",
                                         .datacenter = chip.datacenter == "?" ? "" : chip.datacenter,
                                         .mem_bw_gbs = chip.memory,
                                         .link_gbs = chip.link});
  if (!spec) return {to_string(spec.error())};
  std::vector<std::string> names;
  for (const auto& paragraph : shipped_catalog().classify(*spec, day).paragraphs) names.push_back(paragraph.name);
  return names;
}

std::set<Date> days() {
  std::set<Date> days(shipped_catalog().classification_days().begin(), shipped_catalog().classification_days().end());
  for (const Window& window : windows()) {
    days.insert(window.first);
    days.insert(window.last);
    days.insert(window.turns.begin(), window.turns.end());
  }
  return days;
}

TEST(Chips, PerformanceAndDensityAreThoseOfTheTable) {
  for (const Chip& chip : kChips) {
    EXPECT_NEAR(tpp_of(chip), chip.tpp, 1.3) << chip.name;  // the table rounds to whole figures, and some twice
    EXPECT_NEAR(density_of(chip).value_or(chip.pd), chip.pd, 0.006) << chip.name;
  }
}

TEST(Chips, ClassifiedTheSameOnEveryDay) {
  std::size_t compared = 0;
  for (const Chip& chip : kChips) {
    for (const Date day : days()) {
      EXPECT_EQ(classified(chip, day), paragraphs_on(chip, day)) << chip.name << " on " << day.to_string();
      ++compared;
    }
  }
  fmt::print("{} chips on {} days: {} classifications compared\n", kChips.size(), days().size(), compared);
}

// The catalogue carries the same figures, and so the same paragraphs.
TEST(Chips, TheCatalogueHasThem) {
  for (const Chip& chip : kChips) {
    const catalog::CatalogItem* item = shipped_catalog().find(chip.name);
    ASSERT_NE(item, nullptr) << chip.name;
    for (const Date day : days()) {
      std::vector<std::string> names;
      for (const auto& paragraph : shipped_catalog().classify(*item, day).paragraphs) names.push_back(paragraph.name);
      EXPECT_EQ(names, paragraphs_on(chip, day)) << chip.name << " on " << day.to_string();
    }
  }
}

// The table names the strictest paragraph only, and says how Note 2 takes an item out.
std::string november_2023(const Chip& chip) {
  const auto names = paragraphs_on(chip, Date(2023, 11, 17));
  const auto holds = [&](std::string_view name) { return std::ranges::find(names, name) != names.end(); };
  if (holds("3A090.a.1")) {
    if (chip.datacenter == "Y") return "a.1";
    return chip.datacenter == "N" ? "a.1 nonDC->NAC/ACA" : "if DC a.1; else a.1 nonDC->NAC/ACA";
  }
  if (holds("3A090.a.2")) return "a.2";
  if (holds("3A090.b.1") && holds("3A090.b.2")) return "b.1 and b.2";
  if (holds("3A090.b.1")) return "b.1";
  if (holds("3A090.b.2")) return "b.2";
  return second_version(tpp_of(chip), density_of(chip), true).empty() ? "no" : "no (Note 2)";
}

TEST(Chips, TheTablesFirstTwoDates) {
  for (const Chip& chip : kChips) {
    const bool first = !paragraphs_on(chip, Date(2022, 10, 21)).empty();
    EXPECT_EQ(first ? "3A090" : "no", chip.october_2022) << chip.name;
    EXPECT_EQ(november_2023(chip), chip.november_2023) << chip.name;
  }
}

TEST(Chips, TheTablesThirdDate) {
  for (const Chip& chip : kChips) {
    const catalog::CatalogItem* item = shipped_catalog().find(chip.name);
    ASSERT_NE(item, nullptr) << chip.name;
    Facts facts = cell(*item, Date(2026, 1, 15), "CN", "CN", {"export", true});
    facts.parties[0] = party(Role::exporter, "Harbour Lane Trading", "US", "US");  // no letter binds it
    const auto got = shipped_law().determine(facts, rules::Basis::practice);
    ASSERT_TRUE(got) << chip.name << ": " << to_string(got.error());
    const std::pair<Determination, Policy> answer{got->determination, got->policy};
    const auto is = [&](Determination determination, Policy policy) {
      return answer == std::pair{determination, policy};
    };
    bool right = false;
    switch (chip.review) {
      case Review::none:
        right = is(Determination::no_licence, Policy::none_stated);
        break;
      case Review::notify:
        right = is(Determination::notify, Policy::none_stated);
        break;
      case Review::case_by_case:
        right = is(Determination::licence_required, Policy::case_by_case);
        break;
      case Review::denial:
        right = is(Determination::licence_required, Policy::denial);
        break;
      case Review::either:  // data centre or not decides, and nobody says it
        right = answer.first == Determination::undetermined;
        break;
      case Review::prohibited:
        right = is(Determination::prohibited, Policy::none_stated);
        break;
    }
    EXPECT_TRUE(right) << chip.name << ": " << to_string(answer.first) << " " << to_string(answer.second);
  }
}

// 91 FR 1684: 14,000 to 17,500 with 4,500 to 5,000 GB/s; 20,800 to 21,100 with 5,800 to 6,200 GB/s.
TEST(Chips, TariffBands) {
  for (const Chip& chip : kChips) {
    const double tpp = tpp_of(chip);
    const double memory = number_in(chip.memory);
    std::string_view band;
    if (tpp >= 14000 && tpp <= 17500 && memory >= 4500 && memory <= 5000) band = "band1";
    if (tpp >= 20800 && tpp <= 21100 && memory >= 5800 && memory <= 6200) band = "band2";
    EXPECT_EQ(band, chip.tariff) << chip.name;
  }
}

}  // namespace
}  // namespace tidewaiter::oracle
