// Reads [[system]] and [[headings]].
#include <fmt/format.h>

#include <algorithm>

#include "catalog/store_figures.h"

namespace tidewaiter::catalog {
namespace {

constexpr std::size_t kMostForms = 64;  // of one pattern: a slip of the pen must not fill the memory

// The ways in which a system is sold: `holds` is an array of tables.
void read_configurations(TableReader& reader, const Store& store, const Assembly& assembly, System& system,
                         Problems& problems) {
  const toml::Value* holds = reader.value("holds");
  const toml::Array* array = holds == nullptr ? nullptr : holds->array();
  if (array == nullptr || array->empty()) {
    reader.problem(reader.place_of("holds"), fmt::format("'{}' holds no chip", system.name),
                   "write holds = [{ chip = \"…\", chips = 8 }]");
    return;
  }
  for (const toml::Value& entry : *array) {
    if (entry.table() == nullptr) {
      reader.problem(entry.place, fmt::format("'holds' holds {}, where a table is needed", entry.kind()));
      continue;
    }
    TableReader inner(reader.document(), *entry.table(), entry.place, problems);
    Configuration configuration;
    const std::string chip = inner.required_text("chip");
    configuration.chips = inner.number("chips").value_or(0);
    configuration.from = read_month(inner, "from");
    if (configuration.from.empty()) configuration.from = system.release;
    configuration.part = inner.text("part");
    configuration.parts = inner.number("parts").value_or(configuration.part.empty() ? 0 : 1);
    inner.finish();
    if (configuration.chips < 1) {
      inner.problem(inner.place_of("chips"), fmt::format("'{}' holds no chip", system.name),
                    "'chips' is the number of chips in one unit");
    }
    const CatalogItem* held = store.item(chip);
    if (held == nullptr || !assembly.item_of_chip.contains(held->number)) {
      inner.problem(inner.place_of("chip"), fmt::format("'{}' does not hold '{}'", assembly.name, chip));
      continue;
    }
    configuration.chip = held->number;
    configuration.item = assembly.item_of_chip.at(held->number);
    system.configurations.push_back(std::move(configuration));
  }
}

void check_patterns(TableReader& reader, std::string_view key, const std::vector<std::string>& patterns) {
  for (const std::string& pattern : patterns) {
    if (!written_forms(pattern).empty()) continue;
    reader.problem(reader.place_of(key), fmt::format("'{}' is no pattern", pattern),
                   "braces hold alternatives and do not nest: \"AS-8125GS-TN{HR,MR2}\"");
  }
}

}  // namespace

std::vector<std::string> written_forms(std::string_view pattern) {
  std::vector<std::string> forms{""};
  while (!pattern.empty()) {
    const std::size_t open = pattern.find('{');
    const std::string_view plain = pattern.substr(0, open);
    if (plain.contains('}')) return {};
    for (std::string& form : forms) form += plain;
    if (open == std::string_view::npos) return forms;
    const std::size_t close = pattern.find('}', open);
    if (close == std::string_view::npos) return {};
    std::string_view group = pattern.substr(open + 1, close - open - 1);
    if (group.contains('{')) return {};
    pattern.remove_prefix(close + 1);
    const auto alternatives = static_cast<std::size_t>(1 + std::ranges::count(group, ','));
    if (forms.size() * alternatives > kMostForms) return {};
    std::vector<std::string> longer;
    for (const std::string& form : forms) {
      for (std::size_t i = 0, at = 0; i < alternatives; ++i) {
        const std::size_t comma = std::min(group.find(',', at), group.size());
        longer.push_back(form + std::string(group.substr(at, comma - at)));
        at = comma + 1;
      }
    }
    forms = std::move(longer);
  }
  return forms;
}

void read_headings(TableReader& reader, Store& store) {
  Headings headings;
  headings.kind = read_kind(reader);
  headings.hs = reader.texts("hs");
  headings.note = reader.text("note");
  if (const Source* source = read_source(reader, store, "source")) {
    headings.source = source->id;
    headings.confidence = source->confidence;
  }
  if (headings.hs.empty()) reader.problem(reader.place_of("hs"), "'hs' names no heading");
  store.headings.push_back(std::move(headings));
}

void read_system(TableReader& reader, Store& store, Problems& problems) {
  System system;
  system.name = reader.required_text("name");
  system.vendor = reader.required_text("vendor");
  system.names = reader.texts("names");
  system.sku = reader.texts("sku");
  check_patterns(reader, "names", system.names);
  check_patterns(reader, "sku", system.sku);
  system.release = read_month(reader, "release");
  system.rack_units = reader.number("rack_units").value_or(0);
  system.box = read_box(reader, store, problems);
  system.note = reader.text("note");
  if (const Source* source = read_source(reader, store, "source")) {
    system.source = source->id;
    system.confidence = source->confidence;
  }
  if (store.system(system.name) != nullptr) {
    reader.problem(reader.place_of("name"), fmt::format("'{}' stands in the catalogue twice", system.name),
                   "give one of them another name, or take it out");
  }
  const std::string assembly = reader.required_text("assembly");
  const auto found = std::ranges::find(store.assemblies, assembly, &Assembly::name);
  if (found == store.assemblies.end()) {
    reader.value("holds");
    reader.problem(reader.place_of("assembly"), fmt::format("no assembly '{}'", assembly));
    return;
  }
  system.kind = found->kind;
  system.assembly = static_cast<std::size_t>(found - store.assemblies.begin());
  read_configurations(reader, store, *found, system, problems);
  if (system.configurations.empty()) return;
  system.number = static_cast<std::uint32_t>(store.systems.size());
  store.systems.push_back(std::move(system));
}

}  // namespace tidewaiter::catalog
