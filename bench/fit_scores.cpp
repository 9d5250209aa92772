// Scores of names while the numbers of the comparison change (fit_names.py): commands on standard input, answers on
// standard output, each closed by an empty line.
//     bench_fit NAMES
//     set KEY VALUE            a number of parameters.toml, but not a rule
//     pairs FILE               schema TAB name1 TAB name2  ->  a score a line
//     search FILE THRESHOLD    schema TAB name  ->  score:entry ... a line, best first
#include <fmt/core.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <iterator>
#include <optional>
#include <string>
#include <vector>

#include "match/fitted.h"
#include "match/index.h"
#include "name_lines.h"

namespace {

using namespace tidewaiter;
using namespace tidewaiter::bench;

Result<std::vector<std::string>> lines_of(const std::string& path) {
  std::ifstream in(path);
  if (!in) return fail(ErrorCode::file_unreadable, "the queries cannot be read", path);
  std::vector<std::string> lines;
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

class Fitter {
 public:
  explicit Fitter(std::vector<match::IndexedName> names) : names_(std::move(names)) {}

  Result<void> obey(const std::string& command) {
    const auto words = words_of(command);
    if (words.size() == 3 && words[0] == "set") return set(words[1], std::atoi(words[2].c_str()));
    if (words.size() == 2 && words[0] == "pairs") return pairs(words[1]);
    if (words.size() == 3 && words[0] == "search") return search(words[1], std::atoi(words[2].c_str()));
    return fail(ErrorCode::usage, "unknown command: " + command);
  }

 private:
  static std::vector<std::string> words_of(const std::string& command) {
    std::istringstream in(command);
    return {std::istream_iterator<std::string>(in), {}};
  }

  Result<void> set(std::string_view key, std::int32_t value) {
    const auto known = std::ranges::find(match::fitted::kVariables, key, [](const auto& pair) { return pair.first; });
    if (known == std::end(match::fitted::kVariables)) {
      return fail(ErrorCode::usage, fmt::format("there is no number {}", key));
    }
    if (*known->second == value) return {};
    *known->second = value;
    if (key.starts_with("weights.")) open_.reset();  // weights are written into the index
    if (open_) {  // what a search keeps for the next was found with the other numbers
      TIDEWAITER_TRY(open_->index, match::Index::open(open_->file));
    }
    return {};
  }

  Result<void> open() {
    if (open_) return {};
    TIDEWAITER_TRY(OpenIndex opened, open_index(names_, "fit"));
    open_.emplace(std::move(opened));
    return {};
  }

  Result<void> pairs(const std::string& path) {
    TIDEWAITER_CHECK(open());
    TIDEWAITER_TRY(const auto lines, lines_of(path));
    std::string out;
    for (const std::string& line : lines) {
      const auto cells = cells_of(line);
      if (cells.size() != 3) return fail(ErrorCode::bad_value, "a pair has not three cells: " + line, path);
      out += fmt::format("{}\n", open_->index.compare(cells[1], cells[2], parse_schema(cells[0])));
    }
    std::cout << out << std::endl;
    return {};
  }

  Result<void> search(const std::string& path, Score threshold) {
    TIDEWAITER_CHECK(open());
    TIDEWAITER_TRY(const auto lines, lines_of(path));
    match::SearchOptions options;
    options.threshold = threshold;
    std::string out;
    for (const std::string& line : lines) {
      const auto cells = cells_of(line);
      if (cells.size() != 2) return fail(ErrorCode::bad_value, "a query has not two cells: " + line, path);
      for (const match::Hit& hit : open_->index.search(cells[1], parse_schema(cells[0]), options).hits) {
        out += fmt::format("{}:{} ", hit.score, hit.entry);
      }
      out += '\n';
    }
    std::cout << out << std::endl;
    return {};
  }

  std::vector<match::IndexedName> names_;
  std::optional<OpenIndex> open_;
};

Result<void> run(const std::string& names_path) {
  TIDEWAITER_TRY(auto names, read_names(names_path));
  Fitter fitter(std::move(names));
  for (std::string line; std::getline(std::cin, line);) TIDEWAITER_CHECK(fitter.obey(line));
  return {};
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    fmt::print(stderr, "usage: bench_fit NAMES\n");
    return 2;
  }
  if (const auto done = run(argv[1]); !done) {
    fmt::print(stderr, "{}\n", to_string(done.error()));
    return 1;
  }
  return 0;
}
