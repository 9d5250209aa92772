// Queries per second of the index and of the reference, on one core, over the same names and queries.
//     bench_match [COMPILED-LIST]
// With a list (tidewaiter lists import … -o FILE) its own names; without one, an invented list of the same size.
#include <fmt/core.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <random>
#include <vector>

#include "core_seconds.h"
#include "engine/list_book.h"
#include "match/index.h"
#include "match/invented_names.h"
#include "match/reference/reference.h"

namespace {

using namespace tidewaiter;

double seconds_since(double start) { return core_seconds() - start; }

Result<std::vector<match::IndexedName>> names_of(const std::filesystem::path& path) {
  TIDEWAITER_TRY(const ListBook book, ListBook::open(path));
  std::vector<match::IndexedName> names;
  for (std::uint32_t i = 0; i < book.index().names(); ++i) {
    const ListBook::IndexedText name = book.indexed(i);
    names.push_back({std::string(name.text), name.entry, book.entries().entry(name.entry).schema()});
  }
  return names;
}

// Half names of the list with a change or two, half invented ones.
std::vector<std::string> make_queries(const std::vector<match::IndexedName>& names, std::size_t count) {
  match::InventedNames invented(7);
  std::vector<std::string> queries;
  while (queries.size() < count) {
    const match::IndexedName& near = names[invented.below(names.size())];
    queries.push_back(queries.size() % 2 == 0 ? invented.perturbed(near.text) : invented.invent(Schema::organization));
  }
  return queries;
}

Result<void> run(int argc, char** argv) {
  std::vector<match::IndexedName> names;
  if (argc > 1) {
    TIDEWAITER_TRY(names, names_of(argv[1]));
  } else {
    names = match::InventedNames(1).list(57'000);
  }

  double start = core_seconds();
  SectionWriter writer;
  match::write_index(names, writer);
  const std::string bytes = writer.finish();
  fmt::print("{} names, built in {:.2f} s, {:.1f} MB\n", names.size(), seconds_since(start),
             static_cast<double>(bytes.size()) / 1e6);
  const auto path = std::filesystem::temp_directory_path() / "tidewaiter-match-bench";
  std::ofstream(path, std::ios::binary) << bytes;
  start = core_seconds();
  TIDEWAITER_TRY(const SectionFile file, SectionFile::open(path));
  TIDEWAITER_TRY(const match::Index index, match::Index::open(file));
  fmt::print("opened in {:.1f} ms\n", seconds_since(start) * 1e3);
  std::filesystem::remove(path);

  const std::vector<std::string> queries = make_queries(names, 2'000);
  std::vector<double> times;
  std::size_t hits = 0;
  start = core_seconds();
  for (const std::string& query : queries) {
    const double one = core_seconds();
    hits += index.search(query, Schema::unknown, {}).hits.size();
    times.push_back(seconds_since(one) * 1e6);
  }
  const double per_second = static_cast<double>(queries.size()) / seconds_since(start);
  std::ranges::sort(times);
  fmt::print("index      {:>8.0f} queries/s, p50 {:.0f} us, p99 {:.0f} us, {} hits\n", per_second,
             times[times.size() / 2], times[times.size() * 99 / 100], hits);

  const match::Reference reference(names);
  constexpr std::size_t kCompared = 40;
  start = core_seconds();
  std::size_t unequal = 0;
  for (std::size_t i = 0; i < kCompared; ++i) {
    const auto expected = reference.search(queries[i], Schema::unknown, {}).hits;
    unequal += expected == index.search(queries[i], Schema::unknown, {}).hits ? 0 : 1;
  }
  const double reference_per_second = kCompared / seconds_since(start);
  fmt::print("reference  {:>8.1f} queries/s, {} of {} answers differ\nratio      {:>8.0f}\n", reference_per_second,
             unequal, kCompared, per_second / reference_per_second);
  return {};
}

}  // namespace

int main(int argc, char** argv) {
  if (const auto done = run(argc, argv); !done) {
    fmt::print(stderr, "{}\n", to_string(done.error()));
    return 1;
  }
  return 0;
}
