// Lines that one rule alone decides, made on purpose: among lines of chance such a rule is masked by a stricter one
// nearly always, and its loss would go unseen. Each is an ordinary line with one thing in it.
#include <array>

#include "oracle/case_parts.h"

namespace tidewaiter::oracle {

namespace {

using Codes = std::vector<std::string_view>;

constexpr std::string_view kAllItems = "For all items subject to the EAR";

const Codes& china() {
  static const Codes kCodes{"CN", "CN", "HK"};
  return kCodes;
}
// In none of the groups that the chip rules name.
const Codes& elsewhere() {
  static const Codes kCodes{"MY", "SG", "TW", "DE", "JP", "TH", "BR"};
  return kCodes;
}

PartyFacts party_of(Role role, std::string_view name, std::string_view country) {
  PartyFacts party{.role = role, .values = {}};
  party[PartyFact::name] = name;
  party[PartyFact::country] = Country(country);
  party[PartyFact::headquarters] = Country(country);
  party[PartyFact::headquarters_basis] = std::string_view("stated");
  return party;
}

// From the United States to a consignee at its own place: nothing but the goods can ask a licence.
void start_over(Case& made, std::string_view destination, ItemSort sort, Chance& chance) {
  const Date day = made.facts.as_of;
  made.facts = Facts{};
  made.paragraphs.clear();
  made.tags.clear();
  made.transit.clear();
  made.end_use = {"commercial"};
  Facts& facts = made.facts;
  facts.as_of = day;
  facts[LineFact::date] = day;
  facts[LineFact::destination] = Country(destination);
  facts[LineFact::export_country] = Country("US");
  facts[LineFact::movement] = std::string_view("export");
  facts[LineFact::transit] = Texts(made.transit);
  facts[LineFact::quantity] = static_cast<double>(1 + chance.below(500));
  facts[LineFact::end_use] = Texts(made.end_use);
  facts[LineFact::end_use_text] = std::string_view("as described in the order");
  fill_item(sort, false, chance, made);
  if (sort != ItemSort::other_goods && sort != ItemSort::unidentified) {
    facts[LineFact::item_prc_designed] = false;
    facts[LineFact::item_made_for_china] = false;
    derive_item(made);
  }
  facts.parties.push_back(party_of(Role::exporter, "Harbour Lane Trading", "US"));
  facts.parties.push_back(party_of(Role::consignee, "Meadow Computing Ltd", destination));
}

void declare(Case& made, FactValue eccn) {
  made.facts[LineFact::eccn_declared] = eccn;
  made.facts[LineFact::item_on_ccl] = Unknown{};
  derive_item(made);
}

// The consignee stands on the Entity List.
void list_consignee(Case& made, std::string_view policy, std::string_view requirement = kAllItems) {
  HitFacts hit{.role = Role::consignee, .values = {}};
  hit[HitFact::list] = std::string_view("EL");
  hit[HitFact::requirement] = requirement;
  hit[HitFact::review_policy] = policy;
  hit[HitFact::in_force] = true;
  hit[HitFact::started] = true;
  hit[HitFact::ends_known] = false;
  hit[HitFact::entry_name] = std::string_view("Meadow Computing");
  hit[HitFact::party_name] = std::string_view("Meadow Computing Ltd");
  made.facts.hits.push_back(hit);
}

// Listed owners of the consignee hold one half together.
void own_consignee(Case& made, std::initializer_list<std::string_view> lists, double together, double blocked,
                   std::string_view policy) {
  for (const std::string_view list : lists) {
    OwnerFacts owner{.role = Role::consignee, .values = {}};
    owner[OwnerFact::list] = list;
    if (list == "EL") {
      owner[OwnerFact::requirement] = kAllItems;
      owner[OwnerFact::review_policy] = policy;
    }
    owner[OwnerFact::entry_name] = std::string_view("Quarry Group");
    owner[OwnerFact::party_name] = std::string_view("Meadow Computing Ltd");
    owner[OwnerFact::way] = std::string_view("Quarry Group holds of Meadow Computing Ltd");
    owner[OwnerFact::share] = together;
    owner[OwnerFact::half] = together >= 50;
    owner[OwnerFact::blocked_half] = list == "SDN" && blocked >= 50;
    made.facts.owners.push_back(owner);
  }
  made.facts.parties.back()[PartyFact::owner_list] = *lists.begin();
}

void day_within(Case& made, Date first, Date last, Chance& chance) {
  made.facts.as_of = choose_day({.name = {}, .first = first, .last = last, .turns = {}}, made.at_edge, chance);
}

// Row 2: entries whose policy is read by what the goods are.
bool aim_at_an_entry(Case& made, Chance& chance) {
  static constexpr std::string_view kApprovalOfEar99 =
      "Case-by-case for all items listed on the CCL. Presumption of approval for EAR99 items";
  static constexpr std::string_view kBySection = "See \xC2\xA7\xC2\xA7 744.11 and 744.23(d) of the EAR";
  static constexpr std::string_view kListed = "For items on the CCL and EAR99 items listed in supplement no. 7";
  const auto start = [&](ItemSort sort, FactValue declared) {
    start_over(made, chance.pick(elsewhere()), sort, chance);
    if (sort == ItemSort::unidentified || sort == ItemSort::other_goods) declare(made, declared);
  };
  if (made.sparse) {  // the goods are what is left out
    start(ItemSort::unidentified, Unknown{});
    list_consignee(made, kApprovalOfEar99);
    return true;
  }
  switch (chance.below(6)) {
    case 0:  // a policy that waits for what the goods are, beside one that does not
      start(ItemSort::other_goods, std::string_view("4A994"));
      list_consignee(made, "Presumption of denial except case-by-case for items not described in ECCN 3B001.a.4");
      list_consignee(made, "Case-by-case basis");
      break;
    case 4:
      start(ItemSort::other_goods, std::string_view("EAR99"));
      list_consignee(made, kApprovalOfEar99);
      break;
    case 1:
      start(chance.one_in(2) ? ItemSort::data_centre_b : ItemSort::consumer_over, Unknown{});
      list_consignee(made, kBySection);
      break;
    case 2:
      start_over(made, chance.pick(china()), ItemSort::data_centre_below, chance);
      list_consignee(made, kBySection);
      break;
    case 3:
      start(ItemSort::data_centre_below, Unknown{});
      list_consignee(made, "Case-by-case basis", kListed);
      break;
    default:
      start(ItemSort::other_goods, std::string_view("EAR99"));
      list_consignee(made, "Policy of denial. See \xC2\xA7 746.8(b)", kListed);
  }
  return true;
}

// Row 3: one kind of owner, goods that ask nothing by themselves.
bool aim_at_owners(Case& made, Chance& chance) {
  if (made.sparse) return false;
  const double share = made.at_edge ? 50 + chance.pick(std::array{0.0, 0.01, 0.5}) : chance.between(50, 100);
  const std::size_t which = chance.below(5);  // the last two are one kind
  start_over(made, chance.pick(elsewhere()), which >= 3 ? ItemSort::other_goods : ItemSort::data_centre_below, chance);
  switch (which) {
    case 0:
      own_consignee(made, {"EL"}, share, 0, "See \xC2\xA7 744.11 of the EAR");
      break;
    case 1:
      own_consignee(made, {"EL"}, share, 0, "Presumption of denial");
      break;
    case 2:
      own_consignee(made, {"MEU"}, share, 0, {});
      break;
    default:  // the list of items says nothing of these goods, so the blocked owner decides
      declare(made, std::string_view("EAR99"));
      own_consignee(made, {"SDN", "MEU"}, share, share / 2 < 50 ? share / 2 : 49, {});
  }
  return true;
}

// Row 5: goods that nothing but the supercomputer asks a licence for.
bool aim_at_a_supercomputer(Case& made, Chance& chance) {
  if (made.sparse) return false;
  const bool first = made.window == "W2";
  if (!first && made.facts.as_of < Date(2023, 11, 17)) return false;
  if (first) day_within(made, Date(2022, 10, 21), Date(2023, 1, 16), chance);
  start_over(made, chance.pick(china()), ItemSort::data_centre_below, chance);
  made.end_use.push_back("supercomputer");
  made.facts[LineFact::end_use] = Texts(made.end_use);
  if (first || chance.one_in(3)) return true;
  static const Codes kAllied{"US", "DE", "JP", "GB", "KR"};  // A:5 or at home, at all times
  for (PartyFacts& party : made.facts.parties) {
    if (party.role == Role::consignee) party[PartyFact::headquarters] = Country(chance.pick(kAllied));
  }
  return true;
}

// Row 6: the review of January 2026 for what listed owners hold to one half.
bool aim_at_owners_in_review(Case& made, Chance& chance) {
  if (made.sparse) return false;
  const double share = made.at_edge ? 50 : chance.between(50, 100);
  start_over(made, chance.pick(china()), ItemSort::data_centre_a, chance);
  made.facts[LineFact::item_tpp] = chance.between(4800, 20999);
  made.facts[LineFact::item_memory_bandwidth] = chance.between(800, 6499);
  derive_item(made);
  own_consignee(made, {"EL"}, share, 0, "See \xC2\xA7 744.11 of the EAR");
  return true;
}

// Row 9a: a chip that lacks one of the two figures of the first 3A090.
bool aim_at_the_unclassified(Case& made, Chance& chance) {
  if (!made.sparse) return false;
  day_within(made, Date(2022, 10, 21), chance.one_in(2) ? Date(2023, 1, 16) : Date(2023, 7, 31), chance);
  start_over(made, chance.pick(elsewhere()), ItemSort::data_centre_a, chance);
  made.facts[LineFact::item_tpp] = chance.between(4800, 40000);
  made.facts[LineFact::item_link] = Unknown{};
  derive_item(made);
  return true;
}

// The letters of August 2022, for the chip that they may mean, before any rule reached it.
bool aim_at_the_open_letter(Case& made, Chance& chance) {
  if (made.sparse) return false;
  start_over(made, chance.pick(china()), ItemSort::named, chance);
  name_open_of_2022(made);
  made.facts.parties.front()[PartyFact::name] = std::string_view("Advanced Micro Devices, Inc.");
  return true;
}

}  // namespace

bool aim(Case& made, Chance& chance) {
  if (made.row == "2" && chance.one_in(4)) return aim_at_an_entry(made, chance);
  const bool affiliates = made.window == "W9" || made.window == "W9 again";
  if (made.row == "3" && affiliates) return !chance.one_in(3) && aim_at_owners(made, chance);
  if (made.row == "5" && chance.one_in(4)) return aim_at_a_supercomputer(made, chance);
  if (made.row == "6" && made.window == "W9 again" && chance.one_in(3)) return aim_at_owners_in_review(made, chance);
  if (made.row == "9a" && made.window == "W2") return aim_at_the_unclassified(made, chance);
  if (made.row == "letters" && made.window == "W1" && chance.one_in(3)) return aim_at_the_open_letter(made, chance);
  return false;
}

}  // namespace tidewaiter::oracle
