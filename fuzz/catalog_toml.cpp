// Any TOML as a file of the catalogue, alone and beside the shipped ones: it loads or says where it is wrong, and what
// loads can be asked.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <vector>

#include "catalog_data.h"

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

void use(std::span<const tidewaiter::SourceText> files) {
  using namespace tidewaiter;
  const Result<catalog::Catalog> loaded = catalog::Catalog::load(files);
  if (!loaded) {
    require(!loaded.error().message.empty());
    return;
  }
  for (const catalog::CatalogItem& item : loaded->items()) {
    require(loaded->find(item.name) != nullptr);
    const catalog::Classification classification = loaded->classify(item, Date(2024, 6, 1));
    require(!classification.steps.empty());
    require(loaded->identify(item.name).chips_per_unit >= 0);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace tidewaiter;
  std::vector<SourceText> files{{"fuzz.toml", std::string(reinterpret_cast<const char*>(data), size)}};
  use(files);
  for (const SourceText& file : catalog::fuzz_catalog_files()) {
    if (file.name == "sources.toml" || file.name == "words.toml" || file.name == "classification.toml" ||
        file.name == "paragraphs.toml" || file.name == "intel.toml") {
      files.push_back(file);
    }
  }
  use(files);
  return 0;
}
