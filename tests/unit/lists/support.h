// What the tests of lists share: the shipped data, small files on disk, what was imported of them.
#pragma once

#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

#include "base/file.h"
#include "folders.h"
#include "lists/catalog.h"
#include "lists/entry_table.h"
#include "lists/import.h"
#include "places/shipped.h"

namespace tidewaiter::lists {

inline const ListCatalog& shipped_catalog() {
  static const ListCatalog catalog = [] {
    const SourceText text{"regimes/us/lists.toml", read_file(source_path("regimes/us/lists.toml")).value()};
    return ListCatalog::load(std::span(&text, 1)).value();
  }();
  return catalog;
}

// Small invented files of the repository.
inline std::filesystem::path invented(std::string_view name) { return source_path("tests/data/lists") / name; }

// Real lists, not part of the repository; empty if they are not there.
inline std::filesystem::path real(std::string_view name) {
  const std::filesystem::path path = test_data("watchlists") / name;
  return std::filesystem::exists(path) ? path : std::filesystem::path();
}

// A folder of its own for a test, removed at its end.
class Folder {
 public:
  Folder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "tidewaiter-lists-XXXXXX").string();
    path_ = ::mkdtemp(pattern.data());
  }
  ~Folder() { std::filesystem::remove_all(path_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  std::filesystem::path write(std::string_view name, std::string_view content) const {
    const std::filesystem::path path = path_ / name;
    std::ofstream out(path, std::ios::binary);  // no flush to disk, as replace_file does: these tests write thousands
    out.write(content.data(), static_cast<std::streamsize>(content.size()));
    if (!out.flush()) std::abort();
    return path;
  }
  std::filesystem::path operator/(std::string_view name) const { return path_ / name; }

 private:
  std::filesystem::path path_;
};

inline Result<ImportResult> import(const std::vector<std::filesystem::path>& files) {
  return import_lists(files, shipped_catalog(), shipped_places());
}

// The same for files that are good: a failure of the test if they are not.
inline ImportResult read(const std::vector<std::filesystem::path>& files) {
  auto result = import(files);
  if (!result) ADD_FAILURE() << to_string(result.error());
  return result ? *result : ImportResult{};
}

// One line a note.
inline std::string notes_of(const ImportResult& result) {
  std::string text;
  for (const ImportNote& note : result.notes) {
    text += note.where + ": " + note.message + (note.lost ? " [lost]\n" : "\n");
  }
  return text;
}

inline std::string compiled(const ImportResult& result) {
  SectionWriter writer;
  if (!write_entries(result.entries, result.sources, writer)) std::abort();
  return writer.finish();
}

inline std::vector<const ListEntry*> named(const ImportResult& result, std::string_view name) {
  std::vector<const ListEntry*> found;
  for (const ListEntry& entry : result.entries) {
    if (entry.name == name) found.push_back(&entry);
  }
  return found;
}

// The only entry of that name.
inline ListEntry one(const ImportResult& result, std::string_view name) {
  const auto found = named(result, name);
  EXPECT_EQ(found.size(), 1U) << name;
  return found.empty() ? ListEntry{} : *found.front();
}

}  // namespace tidewaiter::lists
