// The shipped catalogue, read from the source tree, for the tests of this room and for its fuzzers.
#pragma once

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "base/source_text.h"
#include "catalog/catalog.h"
#include "folders.h"

namespace tidewaiter::catalog {

inline SourceText read_source_text(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {path.filename().string(), {std::istreambuf_iterator<char>(in), {}}};
}

inline std::vector<SourceText> catalog_files() {
  std::vector<std::filesystem::path> paths;
  for (const auto& entry : std::filesystem::directory_iterator(source_path("catalog/data"))) {
    if (entry.path().extension() == ".toml") paths.push_back(entry.path());
  }
  std::ranges::sort(paths);
  std::vector<SourceText> files;
  for (const auto& path : paths) files.push_back(read_source_text(path));
  return files;
}

// Ends the test program with the message where the shipped catalogue does not load: nothing else can be tested then.
inline const Catalog& shipped_catalog() {
  static const Catalog kCatalog = [] {
    Result<Catalog> catalog = Catalog::load(catalog_files());
    if (!catalog) {
      std::fprintf(stderr, "%s\n", to_string(catalog.error()).c_str());
      std::abort();
    }
    return std::move(*catalog);
  }();
  return kCatalog;
}

}  // namespace tidewaiter::catalog
