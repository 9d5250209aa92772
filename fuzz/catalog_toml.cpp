// Any TOML as a file of the catalogue, alone and beside the shipped ones: it loads or says where it is wrong, and what
// loads can be asked.
#include <cstdint>
#include <string>
#include <vector>

#include "catalog/catalog_files.h"
#include "require.h"

namespace {

using namespace tidewaiter;

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

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::vector<SourceText> files{{"fuzz.toml", std::string(reinterpret_cast<const char*>(data), size)}};
  use(files);
  static const std::vector<SourceText> shipped = catalog::catalog_files();
  for (const SourceText& file : shipped) {
    if (file.name == "sources.toml" || file.name == "words.toml" || file.name == "classification.toml" ||
        file.name == "paragraphs.toml" || file.name == "intel.toml") {
      files.push_back(file);
    }
  }
  use(files);
  return 0;
}
