// The shipped catalogue for the fuzzers, read once from the source tree.
#pragma once

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "catalog/catalog.h"

namespace tidewaiter::catalog {

inline const std::vector<SourceText>& fuzz_catalog_files() {
  static const std::vector<SourceText> kFiles = [] {
    std::vector<SourceText> files;
    for (const auto& entry : std::filesystem::directory_iterator(TIDEWAITER_SOURCE_DIR "/catalog/data")) {
      std::ifstream in(entry.path(), std::ios::binary);
      files.push_back({entry.path().filename().string(), {std::istreambuf_iterator<char>(in), {}}});
    }
    std::ranges::sort(files, {}, &SourceText::name);
    return files;
  }();
  return kFiles;
}

inline const Catalog& fuzz_catalog() {
  static const Catalog kCatalog = [] {
    Result<Catalog> catalog = Catalog::load(fuzz_catalog_files());
    if (!catalog) {
      std::fprintf(stderr, "%s\n", to_string(catalog.error()).c_str());
      std::abort();
    }
    return std::move(*catalog);
  }();
  return kCatalog;
}

}  // namespace tidewaiter::catalog
