#include "catalog/check/contradictions.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "catalog/identify/fragments.h"
#include "text/fold.h"

namespace tidewaiter::catalog {
namespace {

// "2024" is from 2024-01 to 2024-12.
std::string first_month(const std::string& month) { return month.size() == 4 ? month + "-01" : month; }
std::string last_month(const std::string& month) { return month.size() == 4 ? month + "-12" : month; }

bool surely_before(const std::string& a, const std::string& b) {
  return !a.empty() && !b.empty() && last_month(a) < first_month(b);
}

// Where a system stands in its file, key by key.
class Entry {
 public:
  Entry(const toml::Document& document, const toml::Value& value) : document_(&document), value_(&value) {}

  std::string name() const {
    const toml::Value* name = value_->table()->find("name");
    return name == nullptr || name->string() == nullptr ? std::string() : *name->string();
  }
  toml::Place place(std::string_view key) const {
    const toml::Value* found = value_->table()->find(key);
    return found == nullptr ? value_->place : found->place;
  }
  // The configuration with a chip.
  toml::Place place_of_chip(const std::string& chip) const {
    const toml::Value* holds = value_->table()->find("holds");
    if (holds == nullptr || holds->array() == nullptr) return value_->place;
    for (const toml::Value& each : *holds->array()) {
      const toml::Value* name = each.table() == nullptr ? nullptr : each.table()->find("chip");
      if (name != nullptr && name->string() != nullptr && *name->string() == chip) return each.place;
    }
    return holds->place;
  }
  const toml::Document& document() const { return *document_; }

 private:
  const toml::Document* document_;
  const toml::Value* value_;
};

std::vector<Entry> entries_of(std::span<const toml::Document> documents, std::string_view section) {
  std::vector<Entry> entries;
  for (const toml::Document& document : documents) {
    const toml::Value* value = document.root.find(section);
    if (value == nullptr || value->array() == nullptr) continue;
    for (const toml::Value& each : *value->array()) {
      if (each.table() != nullptr) entries.emplace_back(document, each);
    }
  }
  return entries;
}

class Finder {
 public:
  Finder(std::span<const toml::Document> documents, const Store& store, Problems& problems)
      : documents_(documents), store_(store), problems_(problems) {}

  void run() {
    for (const Entry& entry : entries_of(documents_, "item")) {
      if (const CatalogItem* item = store_.item(entry.name())) look_at_packing(entry, item->name, item->box);
    }
    read_codes_of_chips();
    for (const Entry& entry : entries_of(documents_, "system")) {
      const System* system = store_.system(entry.name());
      if (system == nullptr) continue;  // it could not be read, which has been said
      look_at_packing(entry, system->name, system->box);
      look_at_numbers(entry, *system);
      for (const Configuration& configuration : system->configurations) {
        look_at_days(entry, *system, configuration);
        look_at_parts(entry, *system, configuration);
        look_at_chips(entry, *system, configuration);
      }
    }
  }

 private:
  void say(const Entry& entry, toml::Place place, std::string message, std::string hint) {
    problems_.add(entry.document(), place, std::move(message), std::move(hint));
  }

  void look_at_packing(const Entry& entry, const std::string& name, const Box& box) {
    if (!box.mass_kg || !box.packed_kg || box.packed_kg->high >= box.mass_kg->low) return;
    say(entry, entry.place("packed_kg"),
        fmt::format("'{}' weighs {} kg at most packed, and {} kg at least bare", name, box.packed_kg->high,
                    box.mass_kg->low),
        "a packed mass includes the thing itself");
  }

  void look_at_days(const Entry& entry, const System& system, const Configuration& configuration) {
    const CatalogItem& chip = store_.items[configuration.chip];
    const toml::Place place = entry.place_of_chip(chip.name);
    if (surely_before(configuration.from, chip.release)) {
      say(entry, place,
          fmt::format("'{}' holds '{}' from {} on, which came out in {}", system.name, chip.name, configuration.from,
                      chip.release),
          "give the later month in which it was sold with this chip: from = \"2024-06\"");
    }
    if (surely_before(configuration.from, system.release)) {
      say(entry, place,
          fmt::format("'{}' holds '{}' from {} on, and came out in {}", system.name, chip.name, configuration.from,
                      system.release),
          "'from' is a month after the release of the system");
    }
  }

  // The chips alone: their mass where they are known as loose modules, and the power of each.
  void look_at_chips(const Entry& entry, const System& system, const Configuration& configuration) {
    const CatalogItem& chip = store_.items[configuration.chip];
    compare(entry, system, configuration.chips, chip.name, chip.box);
  }

  void look_at_parts(const Entry& entry, const System& system, const Configuration& configuration) {
    if (configuration.part.empty()) return;
    const CatalogItem& chip = store_.items[configuration.chip];
    const toml::Place place = entry.place_of_chip(chip.name);
    const System* part = store_.system(configuration.part);
    if (part == nullptr) {
      say(entry, place,
          fmt::format("'{}' holds '{}', which the catalogue does not know", system.name, configuration.part),
          "a part is a [[system]] with its own figures");
      return;
    }
    const auto held = std::ranges::find(part->configurations, configuration.chip, &Configuration::chip);
    if (held == part->configurations.end()) {
      say(entry, place, fmt::format("'{}' does not hold '{}'", part->name, chip.name), "");
      return;
    }
    if (held->chips * configuration.parts != configuration.chips) {
      say(entry, place,
          fmt::format("'{}' holds {} chips, and its parts ({} of '{}') hold {}", system.name, configuration.chips,
                      configuration.parts, part->name, held->chips * configuration.parts),
          "");
    }
    if (surely_before(configuration.from, held->from)) {
      say(entry, place,
          fmt::format("'{}' is sold from {} on, and its part '{}' from {}", system.name, configuration.from, part->name,
                      held->from),
          "");
    }
    compare(entry, system, configuration.parts, part->name, part->box);
  }

  void compare(const Entry& entry, const System& whole, double count, const std::string& part, const Box& box) {
    compare_one(entry, whole, count, part, {"mass_kg", "weighs", "weigh", "kg"}, whole.box.mass_kg, box.mass_kg);
    compare_one(entry, whole, count, part, {"power_kw", "draws", "draw", "kW"}, whole.box.power_kw, box.power_kw);
  }

  struct Quantity {
    std::string_view key;
    std::string_view does;
    std::string_view they_do;
    std::string_view unit;
  };

  void compare_one(const Entry& entry, const System& whole, double count, const std::string& part,
                   const Quantity& quantity, const std::optional<Range>& of_whole,
                   const std::optional<Range>& of_part) {
    if (!of_whole || !of_part || of_whole->high >= count * of_part->low) return;
    say(entry, entry.place(quantity.key),
        fmt::format("'{}' {} {} {} at most, and {} of '{}' in it {} {:.4g} {} at least", whole.name, quantity.does,
                    of_whole->high, quantity.unit, count, part, quantity.they_do, count * of_part->low, quantity.unit),
        "one of the two figures is wrong, or the count");
  }

  // A text as identification compares it: folded, and cut into letters and digits.
  static std::string key_of(std::string_view text) {
    const std::string folded = text::fold(text);
    std::vector<Fragment> fragments;
    cut(folded, fragments);
    std::string key;
    for (const Fragment& fragment : fragments) key.append(fragment.text).push_back(' ');
    return key;
  }

  void read_codes_of_chips() {
    for (const toml::Document& document : documents_) {
      const toml::Value* families = document.root.find("family");
      if (families == nullptr || families->array() == nullptr) continue;
      for (const toml::Value& family : *families->array()) {
        if (family.table() == nullptr) continue;
        for (const std::string_view key : {"codes", "codes_alone", "codes_with_word", "part_numbers"}) {
          const toml::Value* codes = family.table()->find(key);
          if (codes == nullptr || codes->array() == nullptr) continue;
          for (const toml::Value& code : *codes->array()) {
            if (code.string() == nullptr) continue;
            owners_.try_emplace(key_of(*code.string()), Owner{*code.string(), document.where(code.place)});
          }
        }
      }
    }
  }

  // A number of which another is the beginning is no contradiction: the longer one decides.
  void look_at_numbers(const Entry& entry, const System& system) {
    for (const auto& [key, patterns] : {std::pair{"names", &system.names}, std::pair{"sku", &system.sku}}) {
      for (const std::string& pattern : *patterns) {
        for (const std::string& text : written_forms(pattern)) {
          const auto [found, made] =
              owners_.try_emplace(key_of(text), Owner{system.name, entry.document().where(entry.place("name"))});
          if (made) continue;
          const bool twice = found->second.name == system.name;
          say(entry, entry.place(key),
              twice ? fmt::format("'{}' has '{}' twice", system.name, text)
                    : fmt::format("'{}' has '{}', which is also '{}' ({})", system.name, text, found->second.name,
                                  found->second.where),
              "one number stands for one product");
        }
      }
    }
  }

  struct Owner {
    std::string name;
    std::string where;
  };

  std::span<const toml::Document> documents_;
  const Store& store_;
  Problems& problems_;
  std::map<std::string, Owner> owners_;  // by the text as it is compared
};

}  // namespace

void find_contradictions(std::span<const toml::Document> documents, const Store& store, Problems& problems) {
  Finder(documents, store, problems).run();
}

}  // namespace tidewaiter::catalog
