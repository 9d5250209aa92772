// Any TOML as a file of the catalogue, alone and beside a small catalogue: it loads or says where it is wrong, and what
// loads can be asked. The small one has a table of every kind and few words, as each run builds it anew; that the
// shipped files load is the unit tests' business.
#include <cstdint>
#include <string>
#include <vector>

#include "catalog/catalog_files.h"
#include "require.h"

namespace {

using namespace tidewaiter;

constexpr std::string_view kSmall = R"(
[[vendor]]
name = "Intel"
words = ["Intel", "Habana"]
everyday = ["Gaudi"]

[words]
computing = ["accelerator", "server"]
cards = ["card", "module"]
counted = ["cards", "GPUs"]
accessories = ["heat sink"]
for = ["for"]
with = ["with"]
units = ["pcs", "Stk"]
quantities = ["qty"]
packs = ["carton"]
each = ["per"]
other_goods = ["pump"]
cover = ["parts"]
cores = ["core"]
minimums = ["MOQ"]

[[subject]]
name = "States"
neutral = ["new", "used"]

[numbers]
two = 2

[lots]
dozen = 12

[misspelt]
intel = ["intell"]

[line]
chip_headings = ["8473"]
value_usd = 2000
mass_kg = 40
source = "I"

[[assembly]]
name = "{chip} server"
kind = "system"
words = ["server"]
chips = 8
chips_vary = true
source = "I"

[[family]]
name = "Gaudi 2"
vendor = "Intel"
codes = ["Intel Gaudi 2", "HL-225"]
codes_alone = ["Gaudi 2"]
stands_for = "Gaudi2"

[[family]]
name = "Gaudi 3"
vendor = "Intel"
codes = ["Intel Gaudi 3", "HL-325"]
codes_alone = ["Gaudi 3"]
stands_for = "Gaudi3"
)";

void use(std::span<const SourceText> files) {
  const Result<catalog::Catalog> loaded = catalog::Catalog::load(files);
  const std::vector<Error> found = catalog::Catalog::check(files);
  if (!loaded) {
    require(!loaded.error().message.empty() && !found.empty());
    return;
  }
  for (const Error& error : found) require(!error.message.empty() && !error.where.empty());
  for (const catalog::System& system : loaded->systems()) require(!system.configurations.empty());
  for (const catalog::CatalogItem& item : loaded->items()) {
    require(loaded->find(item.name) != nullptr);
    const catalog::Classification classification = loaded->classify(item, Date(2024, 6, 1));
    require(!classification.steps.empty());
    require(loaded->identify(item.name).chips_per_unit >= 0);
  }
}

std::vector<SourceText> small_catalogue() {
  std::vector<SourceText> files{{"small.toml", std::string(kSmall)}};
  for (const SourceText& file : catalog::catalog_files()) {
    const bool wanted = file.name == "sources.toml" || file.name == "classification.toml" ||
                        file.name == "paragraphs.toml" || file.name == "intel.toml";
    if (wanted) files.push_back(file);
  }
  require(catalog::Catalog::load(files).has_value());
  files.push_back({});
  return files;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static std::vector<SourceText> files = small_catalogue();  // the last is the input's
  files.back() = {"fuzz.toml", std::string(reinterpret_cast<const char*>(data), size)};
  use(std::span(files).last(1));
  use(files);
  return 0;
}
