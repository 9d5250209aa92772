#include "catalog/identify/choice.h"

#include <algorithm>

namespace tidewaiter::catalog {
namespace {

bool states_memory(const Reading& reading, double size) {
  return std::ranges::find(reading.memory_sizes(), size) != reading.memory_sizes().end();
}

bool states_memory_of(const Reading& reading, const CatalogItem& item) {
  bool stated = item.spec.memory_gb && (states_memory(reading, item.spec.memory_gb->as_double()) ||
                                        states_memory(reading, item.spec.memory_gb->as_double() * 8));
  for (const double size : item.memory_also_written) stated = stated || states_memory(reading, size);
  return stated;
}

// "HGX A100, 40 GB modules": the same thing with a sibling of its usual chip, where only that has the stated memory.
std::uint32_t of_stated_memory(const Store& store, const Reading& reading, const Family& family, std::uint32_t item) {
  const CatalogItem& usual = store.items[item];
  const bool as_usual = usual.chip == item || reading.memory_sizes().empty();
  if (as_usual || states_memory_of(reading, store.items[usual.chip])) return item;
  for (const Assembly& assembly : store.assemblies) {
    if (assembly.kind != usual.kind || assembly.chips_vary) continue;
    for (const auto& [chip, whole] : assembly.item_of_chip) {
      const bool sibling = std::ranges::find(family.members, chip) != family.members.end();
      if (sibling && store.items[whole].chips == usual.chips && states_memory_of(reading, store.items[chip])) {
        return whole;
      }
    }
  }
  return item;
}

// "H100 SXM5 96GB", "H100 SXM5 module, 96 GB": the sibling of the same form that has the stated memory.
std::uint32_t sibling_of_stated_memory(const Store& store, const Reading& reading, const Family& family,
                                       std::uint32_t item) {
  if (reading.memory_sizes().empty() || store.items[item].chip != item) return item;
  if (states_memory_of(reading, store.items[item])) return item;
  for (const std::uint32_t member : family.members) {
    const bool same_form = store.items[member].name.starts_with(store.items[item].name) ||
                           store.items[member].marks == store.items[item].marks;
    if (same_form && states_memory_of(reading, store.items[member])) return member;
  }
  return item;
}

}  // namespace

// Marks weigh 4 and a stated memory size 5: "H100 PCIe 94GB" is the 94 GB card, whichever words it shares with others.
Choice choose(const Store& store, const Reading& reading, const Family& family, std::optional<std::uint32_t> item) {
  if (item) {
    const std::uint32_t chip = sibling_of_stated_memory(store, reading, family, *item);
    return {of_stated_memory(store, reading, family, chip), true, false, {}, {}};
  }
  Choice choice{family.stands_for, false, false, {}, {}};
  int best = -1;
  std::vector<std::uint32_t> tied;
  bool memory_known = false;
  for (const std::uint32_t member : family.members) {
    int score = 0;
    for (const Match& match : reading.matches()) {
      if (std::ranges::find(match.term->marks, member) == match.term->marks.end()) continue;
      if (!reading.says_just_before(Says::denies, match.begin)) score += 4;  // "PCIe (not SXM2)"
    }
    const bool memory = states_memory_of(reading, store.items[member]);
    memory_known = memory_known || memory;
    if (memory) score += 5;
    if (score > best) tied.clear();
    if (score >= best) tied.push_back(member);
    best = std::max(best, score);
  }
  choice.contradicted = !reading.memory_sizes().empty() && !memory_known && !family.memory;
  choice.certain = tied.size() == 1;
  if (tied.size() == 1) {
    choice.item = tied.front();
  } else if (std::ranges::find(tied, family.stands_for) == tied.end() && !tied.empty()) {
    choice.item =
        *std::ranges::max_element(tied, {}, [&](std::uint32_t one) { return store.items[one].tpp.value_or(0); });
  }
  if (tied.size() > 1) choice.open = std::move(tied);
  for (const Match& match : reading.matches()) {
    if (std::ranges::find(match.term->marks, choice.item) != match.term->marks.end()) choice.marks.push_back(&match);
  }
  return choice;
}

}  // namespace tidewaiter::catalog
