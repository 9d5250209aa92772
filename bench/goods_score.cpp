// How well and how fast `identify` reads the goods lines of tests/corpora/goods-lines.csv, whose README says how they
// are labelled. An item counts as found if kind and chip are right; its count if units and chips in a unit are right
// too. A false item is one on a line that holds no chip. `--misses` prints what went wrong among the odd ids, as
// the even ones of goods-lines.csv are kept unseen; `--all-misses` is for a file that may be looked at whole.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "catalog/catalog.h"
#include "catalog/goods_labels.h"
#include "core_seconds.h"
#include "engine/shipped.h"
#include "tables/csv_table.h"

namespace tidewaiter {
namespace {

using corpora::all_said;
using corpora::parts;
using corpora::Said;

struct Item {
  std::string kind;                // "", board, server, rack
  std::vector<std::string> chips;  // any of them is right
  double units = 1;
  double chips_per_unit = 1;
};

double number(std::string_view text) {
  double value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

// "server:H100 SXM5|H200 SXM*2*8" or "RTX 4090*4"
Item read_item(std::string_view text) {
  Item item;
  const std::vector<std::string> cells = parts(text, '*');
  std::string_view names = cells.front();
  for (const std::string_view kind : {"board", "server", "rack"}) {
    if (!names.starts_with(kind) || names.substr(kind.size(), 1) != ":") continue;
    item.kind = kind;
    names.remove_prefix(kind.size() + 1);
    break;
  }
  item.chips = parts(names, '|');
  if (cells.size() > 1) item.units = number(cells[1]);
  if (cells.size() > 2) item.chips_per_unit = number(cells[2]);
  return item;
}

std::vector<Item> read_items(std::string_view text) {
  std::vector<Item> items;
  for (const std::string& part : parts(text, ';')) items.push_back(read_item(part));
  return items;
}

// The labels know no rebuilt RTX 4090 D: such a card is an RTX 4090 D there.
bool means(const Said& said, const Item& item) {
  const auto is_chip = [&](const std::string& chip) {
    return chip == said.chip ||
           (said.chip.starts_with(chip + " ") && said.chip.ends_with("(unofficial)") && chip.ends_with(" D"));
  };
  return item.kind == said.kind && std::ranges::any_of(item.chips, is_chip);
}

std::string for_a_person(const Said& said) {
  return fmt::format("{} ({}) x {:g} of {:g}", said.item, said.chip, said.units, said.chips_per_unit);
}

struct Counts {
  double right = 0, expected = 0, said = 0, counted = 0, others = 0, falsely = 0;
  double f1() const { return said + expected == 0 ? 0 : 2 * right / (said + expected); }
  Counts& operator+=(const Counts& more) {
    right += more.right;
    expected += more.expected;
    said += more.said;
    counted += more.counted;
    others += more.others;
    falsely += more.falsely;
    return *this;
  }
};

// Each item said is held against an expected one that no other has taken, of the same count if there is one.
Counts score(const std::vector<Said>& said, std::vector<Item> expected, const std::vector<Item>& possible,
             bool no_chip) {
  Counts here;
  here.expected = static_cast<double>(expected.size());
  here.others = no_chip ? 1 : 0;
  here.falsely = no_chip && !said.empty() ? 1 : 0;
  for (const Said& one : said) {
    const auto is_same = [&](const Item& item) { return means(one, item); };
    const auto is_counted = [&](const Item& item) {
      return means(one, item) && item.units == one.units && item.chips_per_unit == one.chips_per_unit;
    };
    auto hit = std::ranges::find_if(expected, is_counted);
    const bool counted = hit != expected.end();
    if (!counted) hit = std::ranges::find_if(expected, is_same);
    if (hit == expected.end()) {
      if (std::ranges::none_of(possible, is_same)) here.said += 1;
      continue;
    }
    here.said += 1;
    here.right += 1;
    here.counted += counted ? 1 : 0;
    expected.erase(hit);
  }
  return here;
}

void print(std::string_view name, const Counts& c) {
  fmt::print(
      "{:<22} item F1 {:.3f} ({:.0f} of {:.0f} found, {:.0f} said), count right {:.3f}, false items {:.3f} of {:.0f}\n",
      name, c.f1(), c.right, c.expected, c.said, c.right == 0 ? 0 : c.counted / c.right,
      c.others == 0 ? 0 : c.falsely / c.others, c.others);
}

enum class Misses : std::uint8_t { none, of_odd_ids, all };

// The catalogue of the program, or that of a directory: who changes words need not build the program each time.
std::vector<SourceText> catalogue(const std::string& directory) {
  std::vector<SourceText> data;
  if (directory.empty()) {
    data = shipped_data();
    std::erase_if(data, [](const SourceText& one) { return !one.name.starts_with("catalog/"); });
    return data;
  }
  for (const auto& file : std::filesystem::directory_iterator(directory)) {
    std::ifstream in(file.path(), std::ios::binary);
    data.push_back({file.path().string(), std::string(std::istreambuf_iterator<char>(in), {})});
  }
  return data;
}

int run(const std::string& file, Misses misses, const std::string& directory) {
  const std::vector<SourceText> data = catalogue(directory);
  auto catalog = catalog::Catalog::load(data);
  const auto table = tables::read_csv_table(file);
  if (!catalog || !table) {
    fmt::print(stderr, "{}\n", to_string(catalog ? table.error() : catalog.error()));
    return 2;
  }
  for (const std::string_view name :
       {"id", "language", "description", "sku", "expected_items", "expected_state", "remark"}) {
    if (std::ranges::find(table->header.names, name) != table->header.names.end()) continue;
    fmt::print(stderr, "{}: no column '{}'\n", file, name);
    return 2;
  }
  const auto column = [&](std::string_view name) {
    const auto& names = table->header.names;
    return static_cast<std::size_t>(std::ranges::find(names, name) - names.begin());
  };
  const std::size_t language = column("language"), text = column("description"), sku = column("sku"),
                    items = column("expected_items"), state = column("expected_state"), remark = column("remark");
  Counts all;
  std::map<std::string, Counts> by_language;
  std::map<bool, Counts> by_half;  // odd ids: the half whose misses may be looked at
  for (const tables::CsvRow& row : table->rows) {
    // of a processor that the labels' list lacks, what the catalogue may know of it
    const std::string& note = row.cells[remark];
    const bool beyond = note.starts_with("beyond:");
    const std::vector<Item> possible = beyond ? read_items(std::string_view(note).substr(7)) : std::vector<Item>{};
    const std::vector<Said> said = all_said(*catalog, catalog->identify(row.cells[text], row.cells[sku]));
    const bool no_chip = row.cells[state] == "other_goods" || row.cells[state] == "cover";
    const bool odd = (row.cells[0].back() - '0') % 2 == 1;
    const Counts here = score(said, read_items(row.cells[items]), possible, no_chip);
    all += here;
    by_half[odd] += here;
    by_language[row.cells[language]] += here;
    const bool shown = misses == Misses::all || (misses == Misses::of_odd_ids && odd);
    if (shown && (here.right < here.expected || here.said > here.right || here.counted < here.right)) {
      std::string what;
      for (const Said& one : said) what += (what.empty() ? "" : "; ") + for_a_person(one);
      fmt::print("{}: {} | {}\n    expected {} {}; said {}\n", row.cells[0], row.cells[text], row.cells[sku],
                 row.cells[state], row.cells[items].empty() ? note : row.cells[items], what.empty() ? "nothing" : what);
    }
  }
  for (const auto& [name, counts] : by_language) print(name, counts);
  print("odd ids", by_half[true]);
  print("even ids", by_half[false]);
  print("all", all);

  constexpr int kRounds = 20;
  std::size_t words = 0;
  const double begin = core_seconds();
  for (int round = 0; round < kRounds; ++round) {
    for (const tables::CsvRow& row : table->rows)
      words += catalog->identify(row.cells[text], row.cells[sku]).words.size();
  }
  const double seconds = core_seconds() - begin;
  fmt::print("{:.0f} lines/s a core ({} words decided)\n", kRounds * static_cast<double>(table->rows.size()) / seconds,
             words);
  return 0;
}

}  // namespace
}  // namespace tidewaiter

int main(int argc, char** argv) {
  if (argc < 2) {
    fmt::print(stderr, "usage: bench_goods GOODS_LINES.csv [--misses|--all-misses] [--catalog DIRECTORY]\n");
    return 2;
  }
  using tidewaiter::Misses;
  Misses misses = Misses::none;
  std::string directory;
  for (int i = 2; i < argc; ++i) {
    const std::string_view option = argv[i];
    if (option == "--misses") misses = Misses::of_odd_ids;
    if (option == "--all-misses") misses = Misses::all;
    if (option == "--catalog" && i + 1 < argc) directory = argv[++i];
  }
  return tidewaiter::run(argv[1], misses, directory);
}
