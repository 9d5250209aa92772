// Items of the generated cases, with the paragraphs that follow from their figures (3A090 as in rules.md).
#include <array>
#include <cmath>

#include "oracle/case_parts.h"
#include "oracle/reading.h"

namespace tidewaiter::oracle {

namespace {

struct Named {
  std::string_view name, vendor;
  std::string_view kind;
  bool datacenter;
  double tpp, pd, memory, link;
  bool made_for_china, prc_designed;
  std::vector<std::string_view> tags;  // as the catalogue gives them
};

// Figures of the public data sheets, rounded; the cases need the names, and figures on the right side of the
// thresholds.
const std::array<Named, 17> kNamed{{
    {"A100 PCIe 80GB", "NVIDIA", "card", true, 4992, 6.04, 1935, 600, false, false, {"letter-2022", "letter-2023-08"}},
    {"H100 SXM", "NVIDIA", "card", true, 15824, 19.4, 3350, 900, false, false, {"letter-2022", "letter-2023-08"}},
    {"DGX H100", "NVIDIA", "system", true, 15824, 19.4, 3350, 900, false, false, {"letter-2022", "letter-2023-08"}},
    {"Instinct MI250", "AMD", "card", true, 5792, 4.0, 3277, 800, false, false, {"letter-2022", "letter-2023-08"}},
    {"Instinct MI250X", "AMD", "card", true, 6128, 4.2, 3277, 800, false, false, {"letter-2022-open"}},
    {"H200 SXM", "NVIDIA", "card", true, 15832, 19.4, 4800, 900, false, false, {}},
    {"B200", "NVIDIA", "card", true, 36000, 22.5, 8000, 1800, false, false, {}},
    {"A800 80GB", "NVIDIA", "card", true, 4992, 6.04, 2039, 400, true, false, {}},
    {"H800", "NVIDIA", "card", true, 15824, 19.4, 3350, 400, true, false, {}},
    {"H20", "NVIDIA", "card", true, 2368, 2.91, 4000, 900, true, false, {"letter-2025"}},
    {"L20", "NVIDIA", "card", true, 1912, 3.14, 864, 64, true, false, {}},
    {"RTX 5090", "NVIDIA", "card", false, 6704, 8.9, 1792, 128, false, false, {}},
    {"RTX 5090 D", "NVIDIA", "card", false, 4752, 6.3, 1792, 128, true, false, {"letter-2025-open"}},
    {"RTX 5090 D V2", "NVIDIA", "card", false, 4752, 6.3, 1344, 128, true, false, {}},
    {"Instinct MI308X", "AMD", "card", true, 3000, 2.9, 5300, 896, true, false, {"letter-2025"}},
    {"Gaudi 3", "Intel", "card", true, 14680, 9.0, 3700, 1200, false, false, {}},
    {"Ascend 910B", "Huawei", "card", true, 5120, 7.7, 1600, 392, false, true, {}},
}};

constexpr std::size_t kMi250x = 4;  // in kNamed

double near(double threshold, Chance& chance) {
  switch (chance.below(4)) {
    case 0:
      return threshold;
    case 1:
      return std::nextafter(threshold, 0);
    default:
      return threshold * chance.between(0.99, 1.01);
  }
}

void set_figures(Case& made, bool datacenter, double tpp, double pd, double memory, double link) {
  Facts& facts = made.facts;
  facts[LineFact::item_datacenter] = datacenter;
  facts[LineFact::item_tpp] = tpp;
  facts[LineFact::item_pd] = pd;
  facts[LineFact::item_memory_bandwidth] = memory;
  facts[LineFact::item_link] = link;
}

void name_item(Case& made, std::string_view name, std::string_view vendor, std::string_view kind) {
  made.facts[LineFact::item_state] = std::string_view("identified");
  made.facts[LineFact::item_name] = name;
  made.facts[LineFact::item_vendor] = vendor;
  made.facts[LineFact::item_kind] = kind;
  made.facts[LineFact::item_names_accelerator] = true;
}

void take(const Named& item, Case& made) {
  name_item(made, item.name, item.vendor, item.kind);
  set_figures(made, item.datacenter, item.tpp, item.pd, item.memory, item.link);
  made.facts[LineFact::item_made_for_china] = item.made_for_china;
  made.facts[LineFact::item_prc_designed] = item.prc_designed;
  made.tags = item.tags;
}

void invented(ItemSort sort, Chance& chance, Case& made) {
  static constexpr std::array<std::string_view, 4> kVendors{"NVIDIA", "AMD", "Intel", "Lantern Semiconductor"};
  static constexpr std::array<std::string_view, 4> kKinds{"chip", "card", "system", "board"};
  name_item(made, "Lantern 9", chance.pick(kVendors), chance.pick(kKinds));
  made.facts[LineFact::item_made_for_china] = chance.one_in(8);
  made.facts[LineFact::item_prc_designed] = chance.one_in(12);
  const double memory = chance.one_in(2) ? chance.between(200, 9000) : chance.between(6000, 7000);
  const double link = chance.one_in(2) ? chance.between(50, 599) : chance.between(600, 1800);
  double tpp = 0;
  double pd = 0;
  switch (sort) {
    case ItemSort::data_centre_a:
      tpp = chance.one_in(3) ? chance.between(1600, 4799) : chance.between(4800, 40000);
      pd = tpp < 4800 ? chance.between(5.92, 9) : chance.between(2, 25);
      break;
    case ItemSort::data_centre_b:
      tpp = chance.one_in(2) ? chance.between(2400, 4799) : chance.between(1600, 4799);
      pd = tpp >= 2400 ? chance.between(1.6, 5.9) : chance.between(3.2, 5.9);
      break;
    case ItemSort::data_centre_below:
      tpp = chance.between(100, 2399);
      pd = tpp < 1600 ? chance.between(0.1, 9) : chance.between(0.1, 3.19);
      break;
    case ItemSort::consumer_over:
      tpp = chance.between(4800, 9000);
      pd = chance.between(1, 12);
      break;
    default:
      tpp = chance.between(100, 4799);
      pd = chance.between(0.5, 12);
      break;
  }
  const bool datacenter = sort != ItemSort::consumer_over && sort != ItemSort::consumer_below;
  set_figures(made, datacenter, tpp, pd, memory, link);
}

void memory_stack(bool at_edge, Chance& chance, Case& made) {
  static constexpr std::array<double, 2> kEdges{2.0, 3.3};
  name_item(made, "Lantern stack", "Lantern Semiconductor", "memory");
  made.facts[LineFact::item_datacenter] = true;
  made.facts[LineFact::item_hbm_density] = at_edge ? near(chance.pick(kEdges), chance) : chance.between(1, 9);
  made.facts[LineFact::item_made_for_china] = false;
  made.facts[LineFact::item_prc_designed] = chance.one_in(10);
}

void other_goods(Chance& chance, Case& made) {
  static constexpr std::array<std::string_view, 6> kDeclared{"", "EAR99", "5A992", "3A991", "1A001", "4A994"};
  made.facts[LineFact::item_state] = std::string_view("other_goods");
  made.facts[LineFact::item_name] = std::string_view("cotton shirts");
  made.facts[LineFact::item_kind] = std::string_view("none");
  made.facts[LineFact::item_names_accelerator] = false;
  const std::string_view declared = chance.pick(kDeclared);
  if (!declared.empty()) made.facts[LineFact::eccn_declared] = declared;
}

void unidentified(Chance& chance, Case& made) {
  static constexpr std::array<std::string_view, 3> kStates{"cover", "unidentified", "unidentified"};
  static constexpr std::array<std::string_view, 4> kDeclared{"", "EAR99", "3A090.a", "4A994"};
  made.facts[LineFact::item_state] = chance.pick(kStates);
  made.facts[LineFact::item_name] = std::string_view("computer parts");
  made.facts[LineFact::item_kind] = std::string_view("none");
  made.facts[LineFact::item_names_accelerator] = chance.one_in(2);
  const std::string_view declared = chance.pick(kDeclared);
  if (!declared.empty()) made.facts[LineFact::eccn_declared] = declared;
}

// One figure of a chip is moved to within 1 % of a threshold.
void move_to_edge(ItemSort sort, Chance& chance, Case& made) {
  static constexpr std::array<double, 4> kTpp{1600, 2400, 4800, 21000};
  static constexpr std::array<double, 3> kDensity{1.6, 3.2, 5.92};
  static constexpr std::array<double, 2> kMemory{1400, 6500};
  static constexpr std::array<double, 2> kLink{600, 1100};
  Facts& facts = made.facts;
  const bool consumer = sort == ItemSort::consumer_over || sort == ItemSort::consumer_below;
  switch (consumer ? 0 : chance.below(6)) {
    case 0:
    case 1:
      facts[LineFact::item_tpp] = near(consumer ? 4800 : chance.pick(kTpp), chance);
      break;
    case 2:
      facts[LineFact::item_pd] = near(chance.pick(kDensity), chance);
      break;
    case 3:
      facts[LineFact::item_memory_bandwidth] = near(chance.pick(kMemory), chance);
      break;
    case 4:
      facts[LineFact::item_link] = near(chance.pick(kLink), chance);
      break;
    default: {  // the sum of both at 1,700 GB/s
      const double memory = chance.between(700, 1390);
      facts[LineFact::item_memory_bandwidth] = memory;
      facts[LineFact::item_link] = near(1700, chance) - memory;
    }
  }
}

FactValue as_fact(Truth value) {
  if (value == Truth::unknown) return Unknown{};
  return value == Truth::yes;
}

// 3A090 as of 2023-11-17 and 2024-12-02, and its first version; rules.md.
void derive_paragraphs(Case& made) {
  Facts& facts = made.facts;
  const FactValue& tpp = facts[LineFact::item_tpp];
  const FactValue& pd = facts[LineFact::item_pd];
  const bool memory = text(facts[LineFact::item_kind]) == "memory";
  const Truth chip = truth(!memory);
  const Truth datacenter = stated(facts[LineFact::item_datacenter]);
  const Truth outside_notes = any_of({datacenter, at_least(tpp, 4800)});  // Note 2
  const Truth a1 = all_of({chip, at_least(tpp, 4800)});
  const Truth a2 = all_of({chip, at_least(tpp, 1600), at_least(pd, 5.92), outside_notes});
  const Truth b1 =
      all_of({chip, at_least(tpp, 2400), less_than(tpp, 4800), at_least(pd, 1.6), less_than(pd, 5.92), outside_notes});
  const Truth b2 = all_of({chip, at_least(tpp, 1600), at_least(pd, 3.2), less_than(pd, 5.92), outside_notes});
  const auto density = number(facts[LineFact::item_hbm_density]);
  const Truth c = !memory ? Truth::no : density ? truth(*density > 2) : Truth::unknown;
  const Truth first = all_of({chip, at_least(facts[LineFact::item_link], 600), at_least(tpp, 4800)});
  const Date day = facts.as_of;
  const Truth now = truth(day >= Date(2023, 11, 17));
  const Truth then = truth(day >= Date(2022, 10, 21) && day < Date(2023, 11, 17));
  const Truth stacks = truth(day >= Date(2024, 12, 2));
  facts[LineFact::item_in_a] = as_fact(all_of({now, any_of({a1, a2})}));
  facts[LineFact::item_in_b] = as_fact(all_of({now, any_of({b1, b2})}));
  facts[LineFact::item_in_c] = as_fact(all_of({stacks, c}));
  facts[LineFact::item_in_2022] = as_fact(all_of({then, first}));

  const Truth consumer = all_of({chip, negate(datacenter), at_least(tpp, 4800)});
  const Truth controlled =
      any_of({all_of({now, any_of({a1, a2, b1, b2, consumer})}), all_of({stacks, c}), all_of({then, first})});
  facts[LineFact::item_controlled] = as_fact(controlled);
  facts[LineFact::item_classified] = controlled != Truth::unknown;
  made.paragraphs.clear();
  const auto add = [&](Truth holds, Truth in_force, std::string_view name) {
    if (holds == Truth::yes && in_force == Truth::yes) made.paragraphs.push_back(name);
  };
  add(a1, now, "3A090.a.1");
  add(a2, now, "3A090.a.2");
  add(b1, now, "3A090.b.1");
  add(b2, now, "3A090.b.2");
  add(c, stacks, "3A090.c");
  add(first, then, "3A090");
}

}  // namespace

void fill_item(ItemSort sort, bool at_edge, Chance& chance, Case& made) {
  switch (sort) {
    case ItemSort::other_goods:
      other_goods(chance, made);
      break;
    case ItemSort::unidentified:
      unidentified(chance, made);
      break;
    case ItemSort::memory:
      memory_stack(at_edge, chance, made);
      break;
    case ItemSort::named: {
      std::size_t which = chance.below(kNamed.size());
      while (made.row == "letters" && kNamed[which].tags.empty() && !chance.one_in(3))
        which = chance.below(kNamed.size());
      if (made.row == "letters" && made.window == "W1" && chance.one_in(3)) which = kMi250x;  // named there alone
      take(kNamed[which], made);
      break;
    }
    default:
      invented(sort, chance, made);
      if (at_edge) move_to_edge(sort, chance, made);
  }
  derive_item(made);
}

void name_open_of_2022(Case& made) {
  take(kNamed[kMi250x], made);
  derive_item(made);
}

void derive_item(Case& made) {
  Facts& facts = made.facts;
  const auto state = text(facts[LineFact::item_state]);
  const auto declared = text(facts[LineFact::eccn_declared]);
  if (state == "identified") {
    facts[LineFact::item_on_ccl] = true;
    derive_paragraphs(made);
  } else {
    if (declared) facts[LineFact::item_on_ccl] = *declared != "EAR99";
    if (!declared && state == "other_goods") facts[LineFact::item_on_ccl] = false;
    if (state == "other_goods") {
      for (const LineFact fact : {LineFact::item_in_a, LineFact::item_in_b, LineFact::item_in_c, LineFact::item_in_2022,
                                  LineFact::item_controlled, LineFact::item_prc_designed, LineFact::item_made_for_china,
                                  LineFact::item_datacenter}) {
        facts[fact] = false;
      }
      facts[LineFact::item_classified] = true;
    }
  }
  if (state == "identified" || state == "other_goods") {
    facts[LineFact::item_paragraphs] = Texts(made.paragraphs);
    facts[LineFact::item_tags] = Texts(made.tags);
  }
}

}  // namespace tidewaiter::oracle
