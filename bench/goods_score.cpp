// How well and how fast `identify` reads the goods lines of tests/corpora/goods-lines.csv, whose README says how they
// are labelled. An item counts as found if kind and chip are right; its count if units and chips in a unit are right
// too. A false item is one on a line that holds no chip. `--misses` prints what went wrong, a line each.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "catalog/catalog.h"
#include "core_seconds.h"
#include "engine/shipped.h"
#include "tables/csv_table.h"

namespace tidewaiter {
namespace {

struct Item {
  std::string kind;                // "", board, server, rack
  std::vector<std::string> chips;  // any of them is right
  double units = 1;
  double chips_per_unit = 1;
};

std::vector<std::string> parts(std::string_view text, char separator) {
  std::vector<std::string> out;
  while (!text.empty()) {
    const std::size_t end = text.find(separator);
    out.emplace_back(text.substr(0, end));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return out;
}

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

std::string kind_word(ItemKind kind) {
  switch (kind) {
    case ItemKind::board:
      return "board";
    case ItemKind::system:
      return "server";
    case ItemKind::rack:
      return "rack";
    default:
      return {};
  }
}

struct Counts {
  double right = 0, expected = 0, said = 0, counted = 0, others = 0, falsely = 0;
  double f1() const { return said + expected == 0 ? 0 : 2 * right / (said + expected); }
};

void print(std::string_view name, const Counts& c) {
  fmt::print(
      "{:<22} item F1 {:.3f} ({:.0f} of {:.0f} found, {:.0f} said), count right {:.3f}, false items {:.3f} of {:.0f}\n",
      name, c.f1(), c.right, c.expected, c.said, c.right == 0 ? 0 : c.counted / c.right,
      c.others == 0 ? 0 : c.falsely / c.others, c.others);
}

int run(const std::string& file, bool misses) {
  std::vector<SourceText> data = shipped_data();
  std::erase_if(data, [](const SourceText& one) { return !one.name.starts_with("catalog/"); });
  auto catalog = catalog::Catalog::load(data);
  const auto table = tables::read_csv_table(file);
  if (!catalog || !table) {
    fmt::print(stderr, "{}\n", to_string(catalog ? table.error() : catalog.error()));
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
  for (const tables::CsvRow& row : table->rows) {
    std::vector<Item> expected = read_items(row.cells[items]);
    // of a processor that the labels' list lacks, what the catalogue may know of it
    const std::string& note = row.cells[remark];
    const bool beyond = note.starts_with("beyond:");
    std::vector<Item> possible = beyond ? read_items(std::string_view(note).substr(7)) : std::vector<Item>{};
    const Identification found = catalog->identify(row.cells[text], row.cells[sku]);
    const bool no_chip = row.cells[state] == "other_goods" || row.cells[state] == "cover";
    Counts here;
    here.expected = static_cast<double>(expected.size());
    here.others = no_chip ? 1 : 0;
    std::string said = "nothing";
    if (found.item) {
      const catalog::CatalogItem& item = catalog->items()[*found.item];
      const std::string& chip = catalog->items()[item.chip].name;
      said = fmt::format("{} ({}) x {:g} of {:g}", item.name, chip, found.units * found.stated.value_or(1),
                         found.chips_per_unit);
      const auto means = [&](const Item& one) {
        return one.kind == kind_word(found.kind) && std::ranges::find(one.chips, chip) != one.chips.end();
      };
      const auto hit = std::ranges::find_if(expected, means);
      const bool known = std::ranges::any_of(possible, means);
      here.said = known ? 0 : 1;
      here.falsely = no_chip ? 1 : 0;
      if (hit != expected.end()) {
        here.right = 1;
        const double units = found.units * found.stated.value_or(1);
        here.counted = hit->units == units && hit->chips_per_unit == found.chips_per_unit ? 1 : 0;
      }
    }
    for (Counts* counts : {&all, &by_language[row.cells[language]]}) {
      counts->right += here.right;
      counts->expected += here.expected;
      counts->said += here.said;
      counts->counted += here.counted;
      counts->others += here.others;
      counts->falsely += here.falsely;
    }
    if (misses && (here.right < here.expected || here.said > here.right || here.counted < here.right)) {
      fmt::print("{}: {} | {}\n    expected {} {}; said {}\n", row.cells[0], row.cells[text], row.cells[sku],
                 row.cells[state], row.cells[items].empty() ? note : row.cells[items], said);
    }
  }
  for (const auto& [name, counts] : by_language) print(name, counts);
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
    fmt::print(stderr, "usage: bench_goods GOODS_LINES.csv [--misses]\n");
    return 2;
  }
  return tidewaiter::run(argv[1], argc > 2 && std::string_view(argv[2]) == "--misses");
}
