// Lines in some thirty languages (tests/corpora/goods-lines-languages.csv), each with what it names: what words and
// structure must keep saying when somebody adds to them. The corpus's README says how they are labelled.
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <set>
#include <string>
#include <vector>

#include "catalog/catalog.h"
#include "catalog/catalog_files.h"
#include "catalog/goods_labels.h"
#include "folders.h"

namespace tidewaiter::catalog {
namespace {

// Cells in quotes, without quotes or line breaks in them.
std::vector<std::string> cells_of(const std::string& line) {
  std::vector<std::string> cells;
  for (std::size_t at = line.find('"'); at != std::string::npos; at = line.find('"', at)) {
    const std::size_t end = line.find('"', at + 1);
    if (end == std::string::npos) break;
    cells.push_back(line.substr(at + 1, end - at - 1));
    at = end + 1;
  }
  return cells;
}

std::string as_label(const corpora::Said& said) {
  return said.kind.empty() ? fmt::format("{}*{}", said.chip, said.units)
                           : fmt::format("{}:{}*{}*{}", said.kind, said.chip, said.units, said.chips_per_unit);
}

std::vector<std::string> all_said(const std::string& text, const std::string& sku) {
  std::vector<std::string> out;
  for (const corpora::Said& said : corpora::all_said(shipped_catalog(), shipped_catalog().identify(text, sku))) {
    out.push_back(as_label(said));
  }
  std::ranges::sort(out);
  return out;
}

// "server:H100 SXM5|H200 SXM*2*8": of the names that the text leaves open the one that was said, else the first.
std::vector<std::string> expected_of(const std::string& cell, const std::vector<std::string>& said) {
  std::vector<std::string> out;
  for (const std::string& item : corpora::parts(cell, ';')) {
    const std::size_t star = item.find('*');
    const std::size_t colon = item.find(':');
    const std::string prefix = colon == std::string::npos ? "" : item.substr(0, colon + 1);
    std::vector<std::string> forms;
    for (const std::string& name :
         corpora::parts(std::string_view(item).substr(prefix.size(), star - prefix.size()), '|')) {
      forms.push_back(prefix + name + item.substr(star));
    }
    const auto found = std::ranges::find_if(
        forms, [&](const std::string& form) { return std::ranges::find(said, form) != said.end(); });
    out.push_back(found == forms.end() ? forms.front() : *found);
  }
  std::ranges::sort(out);
  return out;
}

TEST(Languages, EveryLineIsReadAsItIsLabelled) {
  std::ifstream in(source_path("tests/corpora/goods-lines-languages.csv"));
  std::string line;
  std::getline(in, line);
  std::set<std::string> languages;
  std::size_t lines = 0;
  while (std::getline(in, line)) {
    const std::vector<std::string> cells = cells_of(line);
    ASSERT_EQ(cells.size(), 8U) << line;
    const std::vector<std::string> items = all_said(cells[3], cells[4]);
    EXPECT_EQ(fmt::format("{}", fmt::join(items, "; ")),
              fmt::format("{}", fmt::join(expected_of(cells[5], items), "; ")))
        << cells[0] << ": " << cells[3];
    languages.insert(cells[1]);
    ++lines;
  }
  EXPECT_GE(lines, 1000U);
  EXPECT_GE(languages.size(), 30U);
}

std::string only(const std::string& text) { return fmt::format("{}", fmt::join(all_said(text, ""), "; ")); }

TEST(Languages, NumbersOfAListCountNothing) {
  EXPECT_EQ(only("1. H100 PCIe 8 pcs 2. heatsink 8 pcs"), "H100 PCIe*8");
  EXPECT_EQ(only("1) heatsink 8 pcs 2) H100 PCIe 4 pcs"), "H100 PCIe*4");
}

TEST(Languages, ZerosBehindThePointAreDecimalsBeforeAUnitOfPrograms) {
  EXPECT_EQ(only("MI300X OAM, 8.000 PCE"), "MI300X*8");
  EXPECT_EQ(only("NVIDIA L40S, Menge 24,00 ST"), "L40S*24");
  EXPECT_EQ(only("NVIDIA L40S, 1.024,00 ST"), only("NVIDIA L40S"));  // either, so it says nothing
  EXPECT_EQ(only("MI300X OAM, 1,024 pcs"), "MI300X*1024");
}

TEST(Languages, APointOrACommaIsThatOfTheUnitsLanguage) {
  EXPECT_EQ(only("NVIDIA L40S, 2.000 Stk"), "L40S*2000");
  EXPECT_EQ(only("NVIDIA L40S, 5,000 Stk"), "L40S*5");
  EXPECT_EQ(only("NVIDIA L40S, 5,000 pcs"), "L40S*5000");
}

TEST(Languages, ANameForDesksBesideAThingNobodyKnowsIsNoCard) {
  EXPECT_EQ(only("RTX 4090 frobnicator"), "");
  EXPECT_EQ(only("RTX 4090 24GB frobnicator edition"), "RTX 4090*1");
  EXPECT_EQ(only("RTX 4090 Suprim X"), "RTX 4090*1");
}

TEST(Languages, MisspeltAndMisreadNamesAreRead) {
  EXPECT_EQ(only("Nvida RXT4090 24GB, 2 pcs"), "RTX 4090*2");
  EXPECT_EQ(only("NVlDIA A100 80GB PCle, 2 pcs"), "A100 80GB PCIe*2");
  EXPECT_EQ(only("RTXA6000 48GB, 2 pcs"), "RTX A6000*2");
}

TEST(Languages, AMinimumOrderIsNoCount) {
  EXPECT_EQ(only("RTX 4090 24GB, MOQ 10 pcs"), "RTX 4090*1");
  EXPECT_EQ(only("RTX 4090 24GB, 10 pcs"), "RTX 4090*10");
}

TEST(Languages, ABoardWithoutItsCoreIsNoChip) {
  EXPECT_EQ(only("RTX 3080 10GB, core and VRAM removed"), "");
  EXPECT_EQ(only("RTX 3080 10GB, cooler removed"), "RTX 3080*1");
}

TEST(Languages, AShortCodeNeedsTheMemoryOfItsCard) {
  EXPECT_EQ(only("A30 24GB"), "A30*1");
  EXPECT_EQ(only("A30 64GB"), "");
  EXPECT_EQ(only("A30, Anzahl 5"), "A30*5");
  EXPECT_EQ(only("A30 steel profile, 5 pcs"), "");
}

TEST(Languages, APartNumberOfAnyRevisionIsItsEdition) {
  EXPECT_EQ(only("NVIDIA H100 900-21010-0000-000"), "H100 PCIe*1");
  EXPECT_EQ(only("NVIDIA H100 900-21010-0000-001"), "H100 PCIe*1");
  EXPECT_EQ(only("NVIDIA H100 900-21010-0020-001"), "H100 NVL*1");
}

TEST(Languages, AFaultyPartIsNoneThatIsSold) {
  EXPECT_EQ(only("RTX 3080 10GB fan rattles"), "RTX 3080*1");
  EXPECT_EQ(only("RTX 3080 10GB fan"), "");
}

}  // namespace
}  // namespace tidewaiter::catalog
