// tests/data/identify.csv: what people write, and what it is. A compliance officer can read and extend the table.
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "catalog/catalog.h"
#include "catalog/catalog_files.h"
#include "folders.h"

namespace tidewaiter::catalog {
namespace {

// One line of RFC 4180 without line breaks in cells.
std::vector<std::string> cells_of(const std::string& line) {
  std::vector<std::string> cells{""};
  bool quoted = false;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i] == '"') {
      if (quoted && i + 1 < line.size() && line[i + 1] == '"')
        cells.back().push_back(line[++i]);
      else
        quoted = !quoted;
    } else if (line[i] == ',' && !quoted) {
      cells.emplace_back();
    } else {
      cells.back().push_back(line[i]);
    }
  }
  return cells;
}

std::vector<std::vector<std::string>> rows() {
  std::ifstream in(source_path("tests/data/identify.csv"));
  std::vector<std::vector<std::string>> out;
  std::string line;
  std::getline(in, line);
  while (std::getline(in, line)) out.push_back(cells_of(line));
  return out;
}

std::optional<double> number(const std::string& cell) {
  return cell.empty() ? std::nullopt : std::optional<double>(std::stod(cell));
}

std::string name_of(const Identification& id) { return id.item ? shipped_catalog().items()[*id.item].name : ""; }

TEST(Identify, ReadsTheTable) {
  const auto table = rows();
  ASSERT_GE(table.size(), 200U);
  for (const auto& row : table) {
    ASSERT_EQ(row.size(), 10U) << row.front();
    const Identification id = shipped_catalog().identify(row[0], row[1]);
    const std::string label = fmt::format("'{}' '{}' words [{}]", row[0], row[1], fmt::join(id.words, ", "));
    EXPECT_EQ(name_of(id), row[4]) << label;
    EXPECT_EQ(to_string(id.kind), row[5]) << label;
    EXPECT_EQ(id.units * id.stated.value_or(1), number(row[6])) << label;
    EXPECT_EQ(id.chips_per_unit, number(row[7])) << label;
    const std::string confidence(1, static_cast<char>(id.confidence));
    EXPECT_EQ(row[8].empty() ? "" : confidence, row[8]) << label;
    EXPECT_EQ(to_string(shipped_catalog().item_state(id, row[2], number(row[3]), std::nullopt)), row[9]) << label;
    EXPECT_EQ(id.words.empty(), !id.item && id.kind == ItemKind::none && !id.other_goods && !id.generic_words) << label;
  }
}

TEST(Identify, KnowsEveryItemByItsOwnName) {
  for (const CatalogItem& item : shipped_catalog().items()) {
    const std::string text = item.kind == ItemKind::memory ? item.name : item.vendor + " " + item.name;
    const Identification id = shipped_catalog().identify(text);
    EXPECT_EQ(name_of(id), item.name) << text;
  }
}

TEST(Identify, SaysTheSameInAnyCaseWithAnySeparator) {
  for (const char* text : {"NVIDIA H100-SXM5-80GB", "nvidia h100 sxm5 80gb", "Nvidia_H100_SXM5_80GB",
                           "ＮＶＩＤＩＡ Ｈ１００ ＳＸＭ５ ８０ＧＢ", "NVIDIA  H100   SXM5 (80 GB)"}) {
    EXPECT_EQ(name_of(shipped_catalog().identify(text)), "H100 SXM5") << text;
  }
}

TEST(Identify, IsTheSameFromEveryThread) {
  const auto table = rows();
  std::vector<std::string> expected;
  for (const auto& row : table) expected.push_back(name_of(shipped_catalog().identify(row[0], row[1])));
  std::vector<std::jthread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&] {
      for (std::size_t i = 0; i < table.size(); ++i) {
        EXPECT_EQ(name_of(shipped_catalog().identify(table[i][0], table[i][1])), expected[i]);
      }
    });
  }
}

TEST(ItemState, CoverNeedsAChipLikeHeadingValueOrMass) {
  const Catalog& catalog = shipped_catalog();
  const Identification generic = catalog.identify("machine parts");
  ASSERT_TRUE(generic.generic_words);
  EXPECT_EQ(catalog.item_state(generic, "", std::nullopt, 40), ItemState::cover);
  EXPECT_EQ(catalog.item_state(generic, "", std::nullopt, 39.9), ItemState::unidentified);
  EXPECT_EQ(catalog.item_state(generic, "", std::nullopt, std::nullopt), ItemState::unidentified);
  EXPECT_EQ(catalog.item_state(generic, "8473", std::nullopt, std::nullopt), ItemState::cover);
}

}  // namespace
}  // namespace tidewaiter::catalog
