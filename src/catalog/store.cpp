#include "catalog/store.h"

#include <fmt/format.h>

#include <algorithm>

namespace tidewaiter::catalog {
namespace {

Truth truth_of(std::optional<bool> value) {
  if (!value) return Truth::unknown;
  return *value ? Truth::yes : Truth::no;
}

ItemKind read_kind(TableReader& reader) {
  const std::string word = reader.required_text("kind");
  const std::optional<ItemKind> kind = parse_item_kind(word);
  if (!kind && !word.empty()) {
    reader.problem(reader.place_of("kind"), fmt::format("'{}' is no kind of item", word),
                   "rack, system, board, card, chip, memory, accessory or none");
  }
  return kind.value_or(ItemKind::none);
}

const Source* read_source(TableReader& reader, const Store& store, std::string_view key) {
  const std::string id = reader.required_text(key);
  const Source* source = store.source(id);
  if (source == nullptr && !id.empty()) {
    reader.problem(reader.place_of(key), fmt::format("no source '{}'", id), "add it to catalog/data/sources.toml");
  }
  return source;
}

std::vector<Mode> read_modes(TableReader& reader, std::string_view key) {
  Result<std::vector<Mode>> modes = parse_modes(reader.text(key));
  if (modes) return std::move(*modes);
  reader.problem(reader.place_of(key), modes.error().message, modes.error().hint);
  return {};
}

bool is_release(std::string_view text) {
  static constexpr std::string_view kForm = "9999-99";
  if (text.size() != 4 && text.size() != kForm.size()) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (kForm[i] == '-' ? text[i] != '-' : (text[i] < '0' || text[i] > '9')) return false;
  }
  return true;
}

std::optional<ListPrice> read_price(TableReader& reader, Problems& problems) {
  const toml::Table* table = reader.table("list_price");
  if (table == nullptr) return std::nullopt;
  TableReader inner(reader.document(), *table, reader.place_of("list_price"), problems);
  ListPrice price;
  price.low = inner.number("low").value_or(-1);
  price.high = inner.number("high").value_or(-1);
  price.currency = inner.required_text("currency");
  price.about = inner.boolean("about").value_or(false);
  inner.finish();
  if (price.low < 0 || price.high < price.low) inner.problem(inner.place(), "a price needs low <= high");
  return price;
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
  item.mass_kg = reader.number("mass_kg");
  item.release = reader.text("release");
  if (!item.release.empty() && !is_release(item.release)) {
    reader.problem(reader.place_of("release"), fmt::format("'{}' is no month or year", item.release),
                   "2023-03 or 2023");
  }
  item.list_price = read_price(reader, problems);
  item.made_for_china = reader.boolean("made_for_china").value_or(false);
  item.prc_designed = reader.boolean("prc_designed").value_or(false);
  item.tags = reader.texts("tags");
  if (const Source* source = read_source(reader, store, "source")) {
    item.source = source->id;
    item.confidence = source->confidence;
  }
  read_other_sources(reader, store, item);
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

Confidence weaker(Confidence a, Confidence b) {
  static constexpr std::string_view kFromStrong = "MQSIU";
  return kFromStrong.find(static_cast<char>(a)) < kFromStrong.find(static_cast<char>(b)) ? b : a;
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

void read_assembly(TableReader& reader, Store& store, const std::vector<std::uint32_t>& held, Problems& problems) {
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
  const std::string vendor = reader.text("vendor");
  const std::vector<std::string> names = reader.texts("names");
  const std::vector<std::string> tags = reader.texts("tags");
  const std::string note = reader.text("note");
  const Source* source = read_source(reader, store, "source");
  const toml::Table* masses = reader.table("mass_kg");
  reader.value("holds");
  for (const std::uint32_t chip : held) {
    CatalogItem item = store.items[chip];
    item.name = replaced(replaced(assembly.name, "{family}", item.family), "{chip}", store.items[chip].name);
    if (!vendor.empty()) item.vendor = vendor;
    item.kind = assembly.kind;
    item.chip = chip;
    item.chips = assembly.chips;
    item.spec.name = item.name;
    item.spec.kind = item.kind;
    item.names.clear();
    for (const std::string& name : names) {
      item.names.push_back(
          replaced(replaced(name, "{family}", store.items[chip].family), "{chip}", store.items[chip].name));
    }
    item.marks.clear();
    item.mass_kg.reset();
    item.list_price.reset();  // of the chip
    for (const std::string& tag : tags) {
      if (std::ranges::find(item.tags, tag) == item.tags.end()) item.tags.push_back(tag);
    }
    item.note = note;
    if (source != nullptr) {
      item.read.emplace_back("chips", source->id);
      item.confidence = weaker(item.confidence, source->confidence);
    }
    if (masses != nullptr) {
      double storage = 0;
      const toml::Value* mass = masses->find(store.items[chip].name);
      if (mass != nullptr && mass->number(storage) != nullptr) item.mass_kg = *mass->number(storage);
    }
    if (!add_item(store, std::move(item), reader)) continue;
    assembly.item_of_chip[chip] = store.items.back().number;
  }
  if (masses != nullptr) {
    for (const toml::Member& member : masses->members()) {
      const CatalogItem* chip = store.item(member.key);
      double storage = 0;
      if (chip == nullptr || std::ranges::find(held, chip->number) == held.end() ||
          member.value.number(storage) == nullptr) {
        problems.add(reader.document(), member.key_place,
                     fmt::format("'{}' is no chip held here, or has no mass", member.key));
      }
    }
  }
  store.assemblies.push_back(std::move(assembly));
}

void read_model(TableReader& reader, Store& store) {
  Model model;
  model.name = reader.required_text("name");
  model.codes = reader.texts("codes");
  const std::string assembly = reader.required_text("assembly");
  const std::string chip = reader.required_text("chip");
  model.chips = reader.number("chips").value_or(0);
  if (const Source* source = read_source(reader, store, "source")) model.confidence = source->confidence;
  reader.text("note");
  if (model.chips < 1) reader.problem(reader.place_of("chips"), "'chips' must be the number of chips in one unit");
  const auto found = std::ranges::find(store.assemblies, assembly, &Assembly::name);
  const CatalogItem* held = store.item(chip);
  if (found == store.assemblies.end()) {
    reader.problem(reader.place_of("assembly"), fmt::format("no assembly '{}'", assembly));
  } else if (held == nullptr || !found->item_of_chip.contains(held->number)) {
    reader.problem(reader.place_of("chip"), fmt::format("'{}' does not hold '{}'", assembly, chip));
  } else {
    model.assembly = static_cast<std::size_t>(found - store.assemblies.begin());
    model.item = found->item_of_chip.at(held->number);
    store.models.push_back(std::move(model));
  }
}

Confidence read_confidence(TableReader& reader) {
  static constexpr std::string_view kCodes = "MQSIU";
  const std::string code = reader.required_text("confidence");
  if (code.size() == 1 && kCodes.contains(code[0])) return static_cast<Confidence>(code[0]);
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

Store read_store(std::span<const toml::Document> documents, Problems& problems) {
  Store store;
  for_each_table(documents, "source", problems, [&](TableReader& reader) {
    Source source{reader.required_text("id"), reader.required_text("text"), read_confidence(reader)};
    if (store.source(source.id) != nullptr)
      reader.problem(reader.place(), fmt::format("source '{}' stands twice", source.id));
    store.sources.push_back(std::move(source));
  });
  for_each_table(documents, "item", problems, [&](TableReader& reader) {
    CatalogItem item = read_item(reader, store, problems);
    item.chip = static_cast<std::uint32_t>(store.items.size());
    add_item(store, std::move(item), reader);
  });
  const Store chips = store;  // what an assembly may hold: never another assembly
  for_each_table(documents, "assembly", problems,
                 [&](TableReader& reader) { read_assembly(reader, store, read_held(reader, chips), problems); });
  for_each_table(documents, "model", problems, [&](TableReader& reader) { read_model(reader, store); });
  for (CatalogItem& item : store.items) {
    item.tag_views.assign(item.tags.begin(), item.tags.end());
  }
  return store;
}

}  // namespace tidewaiter::catalog
