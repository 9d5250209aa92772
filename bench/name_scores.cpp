// Scores of names for the accuracy tables (names.py): one answer a line on standard output.
//     bench_scores pairs  NAMES             schema TAB name1 TAB name2  ->  score
//     bench_scores search NAMES [LIMIT [THRESHOLD]]  schema TAB name  ->  score:entry:name ... (best first)
// NAMES: entry TAB schema TAB name, a line each. Words weigh as the list in NAMES says; times go to standard error.
#include <fmt/core.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <string>
#include <vector>

#include "core_seconds.h"
#include "match/index.h"

namespace {

using namespace tidewaiter;

std::vector<std::string_view> cells_of(std::string_view line) {
  std::vector<std::string_view> cells;
  for (std::size_t tab = 0; tab != std::string_view::npos; line.remove_prefix(tab + 1)) {
    tab = line.find('\t');
    cells.push_back(line.substr(0, tab));
    if (tab == std::string_view::npos) break;
  }
  return cells;
}

Result<std::vector<match::IndexedName>> read_names(const std::string& path) {
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

Result<void> run(std::string_view what, const std::string& names_path, std::uint32_t limit, Score threshold) {
  TIDEWAITER_TRY(const auto names, read_names(names_path));
  SectionWriter writer;
  match::write_index(names, writer);
  const auto path = std::filesystem::temp_directory_path() / fmt::format("tidewaiter-scores-{}", names.size());
  std::ofstream(path, std::ios::binary) << writer.finish();
  TIDEWAITER_TRY(const SectionFile file, SectionFile::open(path));
  TIDEWAITER_TRY(const match::Index index, match::Index::open(file));
  std::filesystem::remove(path);

  std::vector<std::string> lines;
  for (std::string line; std::getline(std::cin, line);) lines.push_back(line);
  std::vector<double> times;
  std::string out;
  for (const std::string& line : lines) {
    const auto cells = cells_of(line);
    if (cells.size() < 2) return fail(ErrorCode::bad_value, "a query has no name: " + line);
    const Schema schema = parse_schema(cells[0]);
    if (what == "pairs") {
      const std::string_view second = cells.size() > 2 ? cells[2] : std::string_view{};
      out += fmt::format("{}\n", index.compare(cells[1], second, schema));
      continue;
    }
    match::SearchOptions options;
    options.threshold = threshold;
    options.limit = limit;
    const double start = core_seconds();
    const match::SearchResult found = index.search(cells[1], schema, options);
    times.push_back(1e6 * (core_seconds() - start));
    for (const match::Hit& hit : found.hits) out += fmt::format("{}:{}:{} ", hit.score, hit.entry, hit.name);
    out += '\n';
  }
  std::cout << out;
  if (!times.empty()) {
    double sum = 0;
    for (const double time : times) sum += time;
    std::ranges::sort(times);
    fmt::print(stderr, "{} queries, {:.0f} a core second, p50 {:.0f} us, p99 {:.0f} us\n", times.size(),
               1e6 * static_cast<double>(times.size()) / sum, times[times.size() / 2], times[times.size() * 99 / 100]);
  }
  return {};
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) {
    fmt::print(stderr, "usage: bench_scores pairs|search NAMES [LIMIT [THRESHOLD]]\n");
    return 2;
  }
  const auto limit = argc > 3 ? static_cast<std::uint32_t>(std::atoi(argv[3])) : 5;
  const Score threshold = argc > 4 ? std::atoi(argv[4]) : match::kLowestThreshold;
  if (const auto done = run(argv[1], argv[2], limit, threshold); !done) {
    fmt::print(stderr, "{}\n", to_string(done.error()));
    return 1;
  }
  return 0;
}
