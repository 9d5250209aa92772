// Names as lines of cells divided by tabs, for the benches of names.
#pragma once

#include <fmt/format.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "match/index.h"

namespace tidewaiter::bench {

inline std::vector<std::string_view> cells_of(std::string_view line) {
  std::vector<std::string_view> cells;
  for (std::size_t tab = 0; tab != std::string_view::npos; line.remove_prefix(tab + 1)) {
    tab = line.find('\t');
    cells.push_back(line.substr(0, tab));
    if (tab == std::string_view::npos) break;
  }
  return cells;
}

inline Result<std::vector<match::IndexedName>> read_names(const std::string& path) {
  std::ifstream in(path);
  if (!in) return fail(ErrorCode::file_unreadable, "the names cannot be read", path);
  std::vector<match::IndexedName> names;
  for (std::string line; std::getline(in, line);) {
    const auto cells = cells_of(line);
    if (cells.size() != 3) return fail(ErrorCode::bad_value, "a line of names has not three cells", path);
    names.push_back(
        {std::string(cells[2]), static_cast<std::uint32_t>(std::stoul(std::string(cells[0]))), parse_schema(cells[1])});
  }
  return names;
}

// An index of the names, in a file of its own that is gone when it is open.
struct OpenIndex {
  SectionFile file;
  match::Index index;
};
inline Result<OpenIndex> open_index(const std::vector<match::IndexedName>& names, std::string_view program) {
  SectionWriter writer;
  match::write_index(names, writer);
  const auto path = std::filesystem::temp_directory_path() / fmt::format("tidewaiter-{}-{}", program, ::getpid());
  std::ofstream(path, std::ios::binary) << writer.finish();
  TIDEWAITER_TRY(SectionFile file, SectionFile::open(path));
  TIDEWAITER_TRY(match::Index index, match::Index::open(file));
  std::filesystem::remove(path);
  return OpenIndex{std::move(file), std::move(index)};
}

}  // namespace tidewaiter::bench
