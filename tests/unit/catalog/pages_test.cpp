// docs/catalogue is what the catalogue says today: `tidewaiter catalog pages docs/catalogue` writes it anew.
#include "catalog/pages/pages.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <set>

#include "catalog/catalog_files.h"
#include "folders.h"

namespace tidewaiter::catalog {
namespace {

using testing::HasSubstr;

const std::filesystem::path kFolder = source_path("docs/catalogue");
constexpr std::string_view kAnew = "run: tidewaiter catalog pages docs/catalogue";

const std::vector<CatalogPage>& pages() {
  static const std::vector<CatalogPage> kPages = catalog_pages(shipped_catalog());
  return kPages;
}

const CatalogPage& page(std::string_view file) { return *std::ranges::find(pages(), file, &CatalogPage::file); }

TEST(CatalogPages, AreThoseOfTheDocuments) {
  for (const CatalogPage& one : pages()) {
    std::ifstream in(kFolder / one.file, std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(in), {}};
    EXPECT_TRUE(text == one.text) << one.file << " is stale; " << kAnew;
  }
}

TEST(CatalogPages, LeaveNoPageOfWhatIsGone) {
  std::set<std::string> files;
  for (const CatalogPage& one : pages()) files.insert(one.file);
  EXPECT_EQ(files.size(), pages().size()) << "two things have one page";
  for (const auto& entry : std::filesystem::directory_iterator(kFolder))
    EXPECT_TRUE(files.contains(entry.path().filename().string())) << entry.path() << " belongs to nothing; remove it";
}

TEST(CatalogPages, AreOneForEachChipAndSystemAndLinkOnlyToEachOther) {
  for (const CatalogItem& item : shipped_catalog().items()) {
    const bool has = std::ranges::find(pages(), page_name(item.name), &CatalogPage::file) != pages().end();
    const bool own = item.chip == item.number || std::ranges::find(shipped_catalog().systems(), item.name,
                                                                   &System::name) != shipped_catalog().systems().end();
    EXPECT_EQ(has, own) << item.name;
  }
  for (const CatalogPage& one : pages()) {
    for (std::size_t at = one.text.find("]("); at != std::string::npos; at = one.text.find("](", at + 1)) {
      const std::string to = one.text.substr(at + 2, one.text.find(')', at) - at - 2);
      EXPECT_TRUE(std::filesystem::exists(kFolder / to)) << one.file << " links to " << to;
    }
  }
}

TEST(CatalogPages, SayFiguresWithTheirSourceAndTheStatusOverTime) {
  const std::string& chip = page("h100-sxm5.md").text;
  EXPECT_THAT(chip, HasSubstr("| memory | 80 GB HBM3 | S1 | S |"));
  EXPECT_THAT(chip, HasSubstr("| list price | USD 25,000 to 30,000, undated | S1 | S |"));
  EXPECT_THAT(chip, HasSubstr("|  | 2022-10-20 | not controlled |"));
  EXPECT_THAT(chip, HasSubstr("[SYS-821GE-TNHR](sys-821ge-tnhr.md)"));
  const std::string& system = page("sys-821ge-tnhr.md").text;
  EXPECT_THAT(system, HasSubstr("| mass, bare | 80 to 100 kg | U | U |"));
  EXPECT_THAT(system, HasSubstr("| HS headings | 8471.50, 8471.80 | practice | U |"));
  EXPECT_THAT(system, HasSubstr("- `U`: from memory"));
  EXPECT_THAT(system, HasSubstr("4A090.a"));
}

TEST(CatalogPages, AreNamedByLettersAndDigits) {
  EXPECT_EQ(page_name("RTX 4090 48GB (unofficial)"), "rtx-4090-48gb-unofficial.md");
  EXPECT_EQ(page_name("B200 (HGX/DGX)"), "b200-hgx-dgx.md");
}

}  // namespace
}  // namespace tidewaiter::catalog
