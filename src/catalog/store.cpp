#include "catalog/store.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/period.h"
#include "catalog/market.h"
#include "catalog/store_figures.h"

namespace tidewaiter::catalog {
namespace {

Truth truth_of(std::optional<bool> value) {
  if (!value) return Truth::unknown;
  return *value ? Truth::yes : Truth::no;
}

Range power_of_chip(const Store& store, const CatalogItem& item) {
  const auto elsewhere = std::ranges::find(item.read, "tdp_w", &std::pair<std::string, std::string>::first);
  const std::string& id = elsewhere == item.read.end() ? item.source : elsewhere->second;
  const Source* source = store.source(id);
  const double power = item.tdp_w.value_or(0) / 1000;  // W to kW
  return {power, power, id, source == nullptr ? Confidence::unverified : source->confidence};
}

std::vector<Mode> read_modes(TableReader& reader, std::string_view key) {
  Result<std::vector<Mode>> modes = parse_modes(reader.text(key));
  if (modes) return std::move(*modes);
  reader.problem(reader.place_of(key), modes.error().message, modes.error().hint);
  return {};
}

void read_other_sources(TableReader& reader, const Store& store, CatalogItem& item) {
  const toml::Table* table = reader.table("read");
  if (table == nullptr) return;
  for (const toml::Member& member : table->members()) {
    const std::string* id = member.value.string();
    if (id == nullptr || store.source(*id) == nullptr) {
      reader.problem(member.value.place, fmt::format("'{}' does not name a source", member.key),
                     "add it to catalog/data/sources.toml");
      continue;
    }
    item.read.emplace_back(member.key, *id);
  }
}

CatalogItem read_item(TableReader& reader, const Store& store, Problems& problems) {
  CatalogItem item;
  item.name = reader.required_text("name");
  item.vendor = reader.required_text("vendor");
  item.family = reader.required_text("family");
  item.kind = read_kind(reader);
  if (item.kind != ItemKind::chip && item.kind != ItemKind::card && item.kind != ItemKind::memory &&
      item.kind != ItemKind::none) {
    reader.problem(reader.place_of("kind"), fmt::format("an item of kind '{}' holds chips", to_string(item.kind)),
                   "make it an [[assembly]]");
  }
  item.names = reader.texts("names");
  item.marks = reader.texts("marks");
  item.part_numbers = reader.texts("part_numbers");
  item.memory_also_written = reader.numbers("memory_also_written");
  item.spec.name = item.name;
  item.spec.kind = item.kind;
  item.spec.datacenter = truth_of(reader.boolean("datacenter"));
  item.spec.planar = truth_of(reader.boolean("planar"));
  item.spec.dense = read_modes(reader, "dense");
  item.spec.sparse = read_modes(reader, "sparse");
  item.spec.die_mm2 = reader.figure("die_mm2");
  item.spec.memory_gb = reader.figure("memory_gb");
  item.spec.memory_gb_s = reader.figure("memory_gb_s");
  item.spec.link_gb_s = reader.figure("link_gb_s");
  const std::optional<Figure> stack = reader.figure("stack_mm2");
  if (stack && stack->units() > 0 && item.spec.memory_gb_s)
    item.spec.memory_density = item.spec.memory_gb_s->divided_by(*stack);
  item.memory_type = reader.text("memory_type");
  item.transistors_bn = reader.number("transistors_bn");
  item.tdp_w = reader.number("tdp_w");
  item.release = read_month(reader, "release");
  if (const auto days = days_of(item.release)) item.released = days->from;
  item.box = read_box(reader, store, problems);
  item.made_for_china = reader.boolean("made_for_china").value_or(false);
  item.prc_designed = reader.boolean("prc_designed").value_or(false);
  item.tags = reader.texts("tags");
  if (const Source* source = read_source(reader, store, "source")) {
    item.source = source->id;
    item.confidence = source->confidence;
  }
  read_other_sources(reader, store, item);
  if (item.tdp_w && *item.tdp_w > 0) item.box.power_kw = power_of_chip(store, item);
  item.note = reader.text("note");
  item.chips = item.kind == ItemKind::memory ? 0 : 1;
  item.performance = performance(item.spec);
  if (item.performance.exact()) {
    item.tpp = item.performance.high.as_double();
    item.density = density(item.spec, item.performance.high);
  }
  return item;
}

bool add_item(Store& store, CatalogItem item, TableReader& reader) {
  if (const CatalogItem* other = store.item(item.name)) {
    reader.problem(reader.place_of("name"), fmt::format("'{}' stands in the catalogue twice", other->name),
                   "give one of them another name, or take it out");
    return false;
  }
  item.number = static_cast<std::uint32_t>(store.items.size());
  store.items.push_back(std::move(item));
  return true;
}

std::string replaced(std::string text, std::string_view placeholder, std::string_view value) {
  if (const std::size_t at = text.find(placeholder); at != std::string::npos)
    text.replace(at, placeholder.size(), value);
  return text;
}

// What an assembly holds: the chips named in `holds`, or every chip and card.
std::vector<std::uint32_t> read_held(TableReader& reader, const Store& store) {
  std::vector<std::uint32_t> held;
  if (reader.value("holds") == nullptr) {
    for (const CatalogItem& item : store.items) {
      if (item.kind == ItemKind::chip || item.kind == ItemKind::card) held.push_back(item.number);
    }
    return held;
  }
  for (const std::string& name : reader.texts("holds")) {
    const CatalogItem* chip = store.item(name);
    if (chip == nullptr || (chip->kind != ItemKind::chip && chip->kind != ItemKind::card)) {
      reader.problem(reader.place_of("holds"), fmt::format("no chip or card '{}'", name));
      continue;
    }
    held.push_back(chip->number);
  }
  return held;
}

void read_assembly(TableReader& reader, Store& store, const std::vector<std::uint32_t>& held) {
  Assembly assembly;
  assembly.name = reader.required_text("name");
  assembly.kind = read_kind(reader);
  if (assembly.kind != ItemKind::board && assembly.kind != ItemKind::system && assembly.kind != ItemKind::rack) {
    reader.problem(reader.place_of("kind"), "an assembly is a board, a system or a rack");
  }
  assembly.words = reader.texts("words");
  assembly.chips = reader.number("chips").value_or(0);
  if (assembly.chips < 1) reader.problem(reader.place_of("chips"), "'chips' must be the number of chips in one unit");
  assembly.chips_vary = reader.boolean("chips_vary").value_or(false);
  const std::vector<std::string> single = reader.texts("single");
  for (const std::string& name : single) {
    const bool known = std::ranges::any_of(held, [&](std::uint32_t chip) { return store.items[chip].name == name; });
    if (!known) reader.problem(reader.place_of("single"), fmt::format("it holds no '{}'", name));
  }
  const std::string vendor = reader.text("vendor");
  const std::vector<std::string> names = reader.texts("names");
  const std::vector<std::string> tags = reader.texts("tags");
  const std::string note = reader.text("note");
  const Source* source = read_source(reader, store, "source");
  reader.value("holds");
  for (const std::uint32_t chip : held) {
    CatalogItem item = store.items[chip];
    item.name = replaced(replaced(assembly.name, "{family}", item.family), "{chip}", store.items[chip].name);
    if (!vendor.empty()) item.vendor = vendor;
    item.kind = assembly.kind;
    item.chip = chip;
    item.chips = std::ranges::find(single, store.items[chip].name) == single.end() ? assembly.chips : 1;
    item.spec.name = item.name;
    item.spec.kind = item.kind;
    item.names.clear();
    for (const std::string& name : names) {
      item.names.push_back(
          replaced(replaced(name, "{family}", store.items[chip].family), "{chip}", store.items[chip].name));
    }
    item.marks.clear();
    item.part_numbers.clear();
    item.box = {};  // of the chip
    for (const std::string& tag : tags) {
      if (std::ranges::find(item.tags, tag) == item.tags.end()) item.tags.push_back(tag);
    }
    item.note = note;
    if (source != nullptr) {
      item.read.emplace_back("chips", source->id);
      item.confidence = weaker(item.confidence, source->confidence);
    }
    if (!add_item(store, std::move(item), reader)) continue;
    assembly.item_of_chip[chip] = store.items.back().number;
  }
  store.assemblies.push_back(std::move(assembly));
}

Confidence read_confidence(TableReader& reader) {
  const std::string code = reader.required_text("confidence");
  if (const std::optional<Confidence> confidence = parse_confidence(code)) return *confidence;
  if (!code.empty())
    reader.problem(reader.place_of("confidence"), fmt::format("'{}' is no confidence", code), "M, Q, S, I or U");
  return Confidence::unverified;
}

}  // namespace

const Source* Store::source(std::string_view id) const {
  const auto found = std::ranges::find(sources, id, &Source::id);
  return found == sources.end() ? nullptr : &*found;
}

const CatalogItem* Store::item(std::string_view name) const {
  const auto found = std::ranges::find(items, name, &CatalogItem::name);
  return found == items.end() ? nullptr : &*found;
}

const System* Store::system(std::string_view name) const {
  const auto found = std::ranges::find(systems, name, &System::name);
  return found == systems.end() ? nullptr : &*found;
}

Store read_store(std::span<const toml::Document> documents, Problems& problems) {
  Store store;
  for_each_table(documents, "source", problems, [&](TableReader& reader) {
    Source source{reader.required_text("id"), reader.required_text("text"), read_confidence(reader)};
    if (store.source(source.id) != nullptr)
      reader.problem(reader.place(), fmt::format("source '{}' stands twice", source.id));
    store.sources.push_back(std::move(source));
  });
  for_each_table(documents, "headings", problems, [&](TableReader& reader) { read_headings(reader, store); });
  for_each_table(documents, "item", problems, [&](TableReader& reader) {
    CatalogItem item = read_item(reader, store, problems);
    item.chip = static_cast<std::uint32_t>(store.items.size());
    add_item(store, std::move(item), reader);
  });
  const Store chips = store;  // what an assembly may hold: never another assembly
  for_each_table(documents, "assembly", problems,
                 [&](TableReader& reader) { read_assembly(reader, store, read_held(reader, chips)); });
  for_each_table(documents, "system", problems, [&](TableReader& reader) { read_system(reader, store, problems); });
  read_rates(documents, store, problems);
  read_listings(documents, store, problems);
  for (CatalogItem& item : store.items) {
    item.tag_views.assign(item.tags.begin(), item.tags.end());
  }
  return store;
}

}  // namespace tidewaiter::catalog
