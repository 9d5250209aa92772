// The shipped places and rules, read from the source tree, for the tests of this room.
#pragma once

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

#include "folders.h"
#include "regime/regime.h"

namespace tidewaiter {

inline SourceText read_text(const std::filesystem::path& path) {
  std::ifstream file(path);
  std::stringstream text;
  text << file.rdbuf();
  return {path.string(), text.str()};
}

inline const Places& shipped_places() {
  static const Places kPlaces = [] {
    const std::filesystem::path folder = source_path("regimes/places");
    const std::vector<SourceText> texts{read_text(folder / "countries.toml"), read_text(folder / "groups.toml")};
    auto loaded = Places::load(texts);
    if (!loaded) throw std::runtime_error(to_string(loaded.error()));
    return std::move(*loaded);
  }();
  return kPlaces;
}

// Every rule file of regimes/: all of flags/, and those of us/ that hold rules or definitions.
inline std::vector<SourceText> shipped_rules() {
  const std::filesystem::path root = source_path("regimes");
  std::vector<std::filesystem::path> paths{root / "weights.toml"};
  for (const char* folder : {"us", "flags"}) {
    for (const auto& entry : std::filesystem::directory_iterator(root / folder)) paths.push_back(entry.path());
  }
  std::ranges::sort(paths);
  std::vector<SourceText> texts;
  for (const std::filesystem::path& path : paths) {
    SourceText text = read_text(path);
    const bool rules =
        text.text.find("[[rule]]") != std::string::npos || text.text.find("[define]") != std::string::npos;
    if (rules || path.filename() == "weights.toml") texts.push_back(std::move(text));
  }
  return texts;
}

inline const Regime& shipped_law() {
  static const Regime kLaw = [] {
    auto loaded = Regime::load(shipped_rules(), shipped_places());
    if (!loaded) throw std::runtime_error(to_string(loaded.error()));
    return std::move(*loaded);
  }();
  return kLaw;
}

}  // namespace tidewaiter
