// A catalogue that is wrong in one way at a time, and what `catalog check` says of it.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>

#include "catalog/catalog.h"
#include "catalog/catalog_files.h"
#include "folders.h"

namespace tidewaiter::catalog {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

// One chip of 1 kg and 0.5 kW from 2023-03, and the box that holds it.
constexpr std::string_view kChip = R"([[source]]
id = "S"
confidence = "S"
text = "a test"

[[item]]
name = "X1"
vendor = "Acme"
family = "X1"
kind = "chip"
tdp_w = 500
mass_kg = { low = 1, high = 2, source = "S" }
release = "2023-03"
source = "S"

[[vendor]]
name = "Acme"
words = ["Acme"]

[[family]]
name = "X1"
vendor = "Acme"
codes = ["X1-CHIP"]
stands_for = "X1"

[[assembly]]
name = "{chip} server"
kind = "system"
chips = 8
chips_vary = true
source = "S"
)";

// A system with these lines besides name and maker; the first of them stands on line 4 of system.toml.
std::string system_with(std::string_view lines, std::string_view name = "Box 8") {
  return fmt::format("[[system]]\nname = \"{}\"\nvendor = \"Acme\"\n{}\n", name, lines);
}

// The consistent one, line by line: 4 assembly, 5 holds, 6 release, 7 mass, 8 power, 9 sku, 10 source.
std::string good(std::string_view holds = "{ chip = \"X1\", chips = 8 }", std::string_view release = "2023-06",
                 std::string_view mass = "{ low = 20, high = 30, source = \"S\" }",
                 std::string_view power = "{ low = 5, high = 6, source = \"S\" }", std::string_view sku = "BX-8",
                 std::string_view name = "Box 8") {
  return system_with(fmt::format("assembly = \"{{chip}} server\"\nholds = [{}]\nrelease = \"{}\"\nmass_kg = {}\n"
                                 "power_kw = {}\nsku = [\"{}\"]\nsource = \"S\"",
                                 holds, release, mass, power, sku),
                     name);
}

std::vector<std::string> findings(std::string text) {
  static const SourceText kParagraphs = read_source_text(source_path("catalog/data/classification.toml"));
  const std::array files{SourceText{"chips.toml", std::string(kChip)}, SourceText{"system.toml", std::move(text)},
                         kParagraphs};
  std::vector<std::string> out;
  for (const Error& error : Catalog::check(files)) out.push_back(fmt::format("{}: {}", error.where, error.message));
  return out;
}

TEST(CatalogCheck, FindsNothingInTheShippedCatalogue) {
  for (const Error& error : Catalog::check(catalog_files())) ADD_FAILURE() << to_string(error);
  SUCCEED();
}

TEST(CatalogCheck, FindsNothingInAConsistentOne) { EXPECT_THAT(findings(good()), IsEmpty()); }

TEST(CatalogCheck, FindsChipsThatWeighMoreThanTheirServer) {
  EXPECT_THAT(findings(good("{ chip = \"X1\", chips = 8 }", "2023-06", "{ low = 5, high = 7.5, source = \"S\" }")),
              ElementsAre("system.toml:7:11: 'Box 8' weighs 7.5 kg at most, and 8 of 'X1' in it weigh 8 kg at least"));
  EXPECT_THAT(findings(good("{ chip = \"X1\", chips = 8 }", "2023-06", "{ low = 5, high = 8, source = \"S\" }")),
              IsEmpty())
      << "as heavy as its chips is just possible";
}

TEST(CatalogCheck, FindsPartsThatWeighMoreThanTheWhole) {
  const std::string tray = good("{ chip = \"X1\", chips = 4 }", "2023-06", "{ low = 20, high = 30, source = \"S\" }",
                                "{ low = 2, high = 3, source = \"S\" }", "TR-4", "Tray");
  const std::string rack =
      good("{ chip = \"X1\", chips = 40, part = \"Tray\", parts = 10 }", "2023-06",
           "{ low = 100, high = 150, source = \"S\" }", "{ low = 20, high = 40, source = \"S\" }", "RK-40", "Rack");
  EXPECT_THAT(findings(tray + rack),
              ElementsAre(HasSubstr("'Rack' weighs 150 kg at most, and 10 of 'Tray' in it weigh 200 kg")));
}

TEST(CatalogCheck, FindsAChipThatCameOutAfterItsServer) {
  EXPECT_THAT(findings(good("{ chip = \"X1\", chips = 8 }", "2023-02")),
              ElementsAre("system.toml:5:10: 'Box 8' holds 'X1' from 2023-02 on, which came out in 2023-03"));
  EXPECT_THAT(findings(good("{ chip = \"X1\", chips = 8, from = \"2023-03\" }", "2023-02")), IsEmpty())
      << "sold with it later";
  EXPECT_THAT(findings(good("{ chip = \"X1\", chips = 8 }", "2023")), IsEmpty()) << "the year leaves it open";
  EXPECT_THAT(findings(good("{ chip = \"X1\", chips = 8 }", "2022")), ElementsAre(HasSubstr("from 2022 on")));
  EXPECT_THAT(findings(good("{ chip = \"X1\", chips = 8, from = \"2023-04\" }", "2023-06")),
              ElementsAre(HasSubstr("from 2023-04 on, and came out in 2023-06")));
}

TEST(CatalogCheck, FindsChipsThatDrawMoreThanTheirServer) {
  EXPECT_THAT(findings(good("{ chip = \"X1\", chips = 8 }", "2023-06", "{ low = 20, high = 30, source = \"S\" }",
                            "{ low = 3, high = 3.9, source = \"S\" }")),
              ElementsAre("system.toml:8:12: 'Box 8' draws 3.9 kW at most, and 8 of 'X1' in it draw 4 kW at least"));
}

TEST(CatalogCheck, FindsANumberThatTwoSystemsShare) {
  const std::string other = good("{ chip = \"X1\", chips = 8 }", "2023-06", "{ low = 20, high = 30, source = \"S\" }",
                                 "{ low = 5, high = 6, source = \"S\" }", "bx {7,8}", "Box 9");
  EXPECT_THAT(findings(good() + other), ElementsAre(AllOf(HasSubstr("system.toml:19:7"),
                                                          HasSubstr("'Box 9' has 'bx 8', which is also 'Box 8'"))));
  EXPECT_THAT(findings(good("{ chip = \"X1\", chips = 8 }", "2023-06", "{ low = 20, high = 30, source = \"S\" }",
                            "{ low = 5, high = 6, source = \"S\" }", "x1 chip")),
              ElementsAre(HasSubstr("'Box 8' has 'x1 chip', which is also 'X1-CHIP' (chips.toml:")));
  const std::string longer = good("{ chip = \"X1\", chips = 8 }", "2023-06", "{ low = 20, high = 30, source = \"S\" }",
                                  "{ low = 5, high = 6, source = \"S\" }", "BX-8-PLUS", "Box 9");
  EXPECT_THAT(findings(good() + longer), IsEmpty()) << "the longer number decides";
}

TEST(CatalogCheck, FindsASystemWithoutChips) {
  EXPECT_THAT(findings(system_with("assembly = \"{chip} server\"\nsource = \"S\"")),
              ElementsAre(HasSubstr("'Box 8' holds no chip")));
  EXPECT_THAT(findings(good("")), ElementsAre("system.toml:5:9: 'Box 8' holds no chip"));
  EXPECT_THAT(findings(good("{ chip = \"X1\", chips = 0 }")), ElementsAre(HasSubstr("'Box 8' holds no chip")));
  EXPECT_THAT(findings(good("{ chip = \"X9\", chips = 8 }")),
              ElementsAre("system.toml:5:19: '{chip} server' does not hold 'X9'"));
}

TEST(CatalogCheck, FindsAFigureWithoutASource) {
  EXPECT_THAT(findings(good("{ chip = \"X1\", chips = 8 }", "2023-06", "{ low = 20, high = 30 }")),
              ElementsAre("system.toml:7:11: 'source' is missing"));
  EXPECT_THAT(findings(good("{ chip = \"X1\", chips = 8 }", "2023-06", "{ low = 20, high = 30, source = \"T\" }")),
              ElementsAre(HasSubstr("no source 'T'")));
  EXPECT_THAT(findings(good("{ chip = \"X1\", chips = 8 }", "2023-06", "{ low = 30, high = 20, source = \"S\" }")),
              ElementsAre(HasSubstr("'mass_kg' needs 0 < low <= high")));
}

TEST(CatalogCheck, FindsAPackingThatWeighsNothing) {
  EXPECT_THAT(findings(system_with("assembly = \"{chip} server\"\nholds = [{ chip = \"X1\", chips = 8 }]\n"
                                   "release = \"2023-06\"\nmass_kg = { low = 20, high = 30, source = \"S\" }\n"
                                   "packed_kg = { low = 10, high = 19, source = \"S\" }\nsource = \"S\"")),
              ElementsAre("system.toml:8:13: 'Box 8' weighs 19 kg at most packed, and 20 kg at least bare"));
}

TEST(CatalogCheck, FindsPartsThatHoldAnotherNumberOfChips) {
  const std::string tray = good("{ chip = \"X1\", chips = 4 }", "2023-06", "{ low = 5, high = 10, source = \"S\" }",
                                "{ low = 2, high = 3, source = \"S\" }", "TR-4", "Tray");
  EXPECT_THAT(findings(tray + good("{ chip = \"X1\", chips = 8, part = \"Tray\", parts = 3 }")),
              ElementsAre(HasSubstr("'Box 8' holds 8 chips, and its parts (3 of 'Tray') hold 12")));
  EXPECT_THAT(findings(tray + good("{ chip = \"X1\", chips = 8, part = \"Tra\", parts = 2 }")),
              ElementsAre(HasSubstr("'Box 8' holds 'Tra', which the catalogue does not know")));
}

TEST(CatalogCheck, SaysMistakesAndContradictionsTogether) {
  const std::string text = good("{ chip = \"X1\", chips = 8 }", "2023-02", "{ low = 20, high = 30 }");
  EXPECT_THAT(findings(text), ElementsAre(HasSubstr("'source' is missing"), HasSubstr("came out in 2023-03")));
}

}  // namespace
}  // namespace tidewaiter::catalog
