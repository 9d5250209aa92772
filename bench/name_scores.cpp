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
#include "name_lines.h"

namespace {

using namespace tidewaiter;
using namespace tidewaiter::bench;

Result<void> run(std::string_view what, const std::string& names_path, std::uint32_t limit, Score threshold) {
  TIDEWAITER_TRY(const auto names, read_names(names_path));
  TIDEWAITER_TRY(const OpenIndex opened, open_index(names, "scores"));
  const match::Index& index = opened.index;
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
