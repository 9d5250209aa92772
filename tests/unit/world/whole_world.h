// A small world in a temporary folder, made with the shipped law and catalogue.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "base/file.h"
#include "folders.h"
#include "world/world.h"

namespace tidewaiter::world {

// Every file of the folders below the project's root that ends in .toml.
inline std::vector<SourceText> texts_of(std::initializer_list<const char*> folders) {
  std::vector<SourceText> texts;
  const std::filesystem::path root = source_path("");
  for (const char* folder : folders) {
    std::vector<std::filesystem::path> paths;
    for (const auto& each : std::filesystem::directory_iterator(root / folder)) paths.push_back(each.path());
    std::ranges::sort(paths);
    for (const auto& path : paths) {
      if (path.extension() != ".toml") continue;
      texts.push_back({path.lexically_relative(root).string(), read_file(path).value_or("")});
    }
  }
  return texts;
}

struct Law {
  Places places;
  catalog::Catalog catalog;
  Regime regime;
  static const Law& shipped() {
    static const Law law = [] {
      static const Places places = Places::load(texts_of({"regimes/places"})).value();
      std::vector<SourceText> rules = texts_of({"regimes/us", "regimes/flags"});
      std::erase_if(rules, [](const SourceText& text) {
        for (const char* other :
             {"/lists.toml", "/regime.toml", "/addressees.toml", "/patterns.toml", "/questions.toml"}) {
          if (text.name.ends_with(other)) return true;
        }
        return false;
      });
      const auto weights = texts_of({"regimes"});
      for (const SourceText& text : weights) {
        if (text.name == "regimes/weights.toml") rules.push_back(text);
      }
      return Law{places, catalog::Catalog::load(texts_of({"catalog/data"})).value(),
                 Regime::load(rules, places).value()};
    }();
    return law;
  }
};

class WorldFolder {
 public:
  WorldFolder() {
    std::string form = (std::filesystem::temp_directory_path() / "tidewaiter-world-XXXXXX").string();
    path_ = ::mkdtemp(form.data());
  }
  WorldFolder(const WorldFolder&) = delete;
  WorldFolder& operator=(const WorldFolder&) = delete;
  ~WorldFolder() { std::filesystem::remove_all(path_); }
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

inline Options small_world(const std::filesystem::path& folder) {
  Options options;
  options.seed = 11;
  options.parties = 300;
  options.days = 300;
  options.folder = folder;
  options.threads = 1;
  options.engine_version = "test";
  options.rules_version = "test";
  return options;
}

inline Result<Summary> make(const Options& options) {
  const Law& law = Law::shipped();
  return make_world(options, law.catalog, law.regime, law.places);
}

// The rows of a CSV whose cells hold no quotes, by column.
inline std::vector<std::map<std::string, std::string>> rows_of(const std::filesystem::path& path) {
  const std::string text = read_file(path).value_or("");
  std::vector<std::map<std::string, std::string>> rows;
  std::vector<std::string> names;
  std::size_t begin = 0;
  while (begin < text.size()) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    std::vector<std::string> cells(1);
    bool quoted = false;
    for (std::size_t i = begin; i < end; ++i) {
      if (text[i] == '"') {
        quoted = !quoted;
      } else if (text[i] == ',' && !quoted) {
        cells.emplace_back();
      } else {
        cells.back() += text[i];
      }
    }
    if (names.empty()) {
      names = cells;
    } else {
      auto& row = rows.emplace_back();
      for (std::size_t i = 0; i < cells.size() && i < names.size(); ++i) row[names[i]] = cells[i];
    }
    begin = end + 1;
  }
  return rows;
}

}  // namespace tidewaiter::world
