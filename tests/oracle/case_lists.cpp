// List hits and listed owners of the generated cases.
#include <algorithm>
#include <array>

#include "oracle/case_parts.h"

namespace tidewaiter::oracle {

namespace {

using Codes = std::vector<std::string_view>;

// Wordings of the list (15 CFR 744 Supp. 4), requirement and policy; each is read by a rule of its own.
struct Words {
  std::string_view requirement, policy;
};
constexpr std::array<Words, 13> kWords{{
    {"For all items subject to the EAR. (See \xC2\xA7 744.11 of the EAR)",
     "Case-by-case review for ECCNs 1A004.c, 1A004.d and 1A995; and presumption of denial for all other items subject "
     "to "
     "the EAR."},
    {"For all items subject to the EAR",
     "Case-by-Case review for licenses for the safety of civil aviation; Presumption of Denial for all others"},
    {"For all items subject to the EAR. (See \xC2\xA7 744.11 of the EAR)",
     "Presumption of denial except case-by-case for items not described in ECCN 3B001.a.4, .c, .d; 3B002.c, 3B993, or "
     "3B994"},
    {"For all items subject to the EAR", "See \xC2\xA7 744.2(d) of the EAR"},
    {"For all items subject to the EAR", "See \xC2\xA7 744.3(d) of the EAR"},
    {"For all items subject to the EAR (See \xC2\xA7\xC2\xA7 734.9(e)(2) and 744.11 of the EAR)",
     "See \xC2\xA7\xC2\xA7 744.11 and 744.23(d) of the EAR"},
    {"For all items subject to the EAR (See \xC2\xA7\xC2\xA7 734.9(e)(3) and 744.11 of the EAR)",
     "See \xC2\xA7\xC2\xA7 744.11 and 744.23(d) of the EAR"},
    {"For all items subject to the EAR",
     "Case-by-case for all items listed on the CCL. Presumption of approval for EAR99 items"},
    {"For all items subject to the EAR when used in projects specified in \xC2\xA7 746.8(a)(4) of the EAR",
     "See \xC2\xA7 746.8(b)(2) of the EAR"},
    {"For all items subject to the EAR when used in projects specified in \xC2\xA7 746.8(a)(4) of the EAR",
     "Presumption of denial"},
    {"For items on the CCL and EAR99 items listed in supplement no. 7 to part 746 of the EAR",
     "Policy of denial. See \xC2\xA7 746.8(b)"},
    {"For items on the CCL", "Case-by-case basis"},
    {"Presumption of denial", "For all items subject to the EAR. (See \xC2\xA7 744.11 of the EAR)"},
}};

void add_hit(std::string_view list, bool worded, Chance& chance, Case& made) {
  static const Codes kRequirements{"For all items subject to the EAR. (See \xC2\xA7 744.11)",
                                   "All items subject to the EAR", "for all items subject to the ear",
                                   "For items on the Commerce Control List", ""};
  static const Codes kPolicies{"Presumption of denial", "Presumption for denial.", "Policy of denial, \xC2\xA7 744.2",
                               "Case-by-case review",   "See \xC2\xA7 744.16",     ""};
  HitFacts hit{.role = Role::conveyance, .values = {}};
  if (!chance.one_in(12)) hit.role = made.facts.parties[chance.below(made.facts.parties.size())].role;
  hit[HitFact::list] = list;
  std::string_view requirement = chance.pick(kRequirements);
  std::string_view policy = chance.pick(kPolicies);
  if (worded || chance.one_in(2)) {
    const Words& words = kWords[chance.below(kWords.size())];
    requirement = words.requirement;
    policy = words.policy;
    if (chance.one_in(8)) policy = kWords[chance.below(kWords.size())].policy;  // what the list does not have together
  }
  if (list == "EL" && chance.one_in(6)) hit[HitFact::footnotes] = std::string_view("4");
  if (list == "EL" && !requirement.empty()) hit[HitFact::requirement] = requirement;
  if (list == "EL" && !policy.empty()) hit[HitFact::review_policy] = policy;
  hit[HitFact::in_force] = true;
  if (chance.one_in(4)) hit[HitFact::in_force] = Unknown{};
  hit[HitFact::started] = true;
  hit[HitFact::ends_known] = !chance.one_in(3);
  hit[HitFact::entry_name] = std::string_view("Meadow Computing");
  hit[HitFact::party_name] = std::string_view("Meadow Computing Ltd");
  made.facts.hits.push_back(std::move(hit));
}

}  // namespace

void add_hits(std::string_view row, Chance& chance, Case& made) {
  static const Codes kLists{"EL",  "EL",  "EL",  "MEU", "MEU", "UVL", "UVL", "SDN", "DPL", "DPL",
                            "SSI", "ISN", "DTC", "PLC", "MBS", "CAP", "EL",  "EL",  "EL"};
  if (row == "2" && chance.one_in(3)) {  // two entries, of which one may soften or harden what the other says
    for (int i = 0; i < 2; ++i) add_hit("EL", true, chance, made);
  } else if (row == "2") {
    for (std::size_t i = 0; i < 1 + chance.below(2); ++i) add_hit(chance.pick(kLists), false, chance, made);
  } else if (row == "6" || row == "10" || row == "11" || row == "13") {
    if (chance.one_in(8)) add_hit("UVL", false, chance, made);
  } else if (chance.one_in(20)) {
    add_hit(chance.pick(kLists), false, chance, made);
  }
}

// Listed owners of one party, with what their stakes, and the part that nobody states, say of one half.
void add_owners(bool at_edge, bool sparse, Chance& chance, Case& made) {
  static const Codes kAnyList{"EL", "EL", "MEU", "SDN", "SDN"};
  static const Codes kMilder{"EL", "EL", "EL", "SDN"};  // whose own reading may be milder than what row 6 makes of it
  const Codes& lists_of_owners = made.row == "6" ? kMilder : kAnyList;
  PartyFacts& owned = made.facts.parties[chance.below(made.facts.parties.size())];
  const std::size_t count = 1 + chance.below(3);
  std::vector<std::string_view> lists;
  std::vector<double> stakes;
  double listed = 0;
  double blocked = 0;
  for (std::size_t i = 0; i < count; ++i) {
    lists.push_back(chance.pick(lists_of_owners));
    double stake = chance.between(1, 100.0 / static_cast<double>(count));
    if (at_edge && i + 1 == count)
      stake = std::clamp(50 - listed + chance.pick(std::array{-0.5, -0.01, 0.0, 0.01, 0.5}), 0.0, 100.0);
    listed += stake;
    if (lists.back() == "SDN") blocked += stake;
  }
  const double unstated = sparse && chance.one_in(2) ? 100 - listed : 0;
  const auto half = [&](double surely) -> FactValue {
    if (surely >= 50) return true;
    if (surely + unstated >= 50) return Unknown{};
    return false;
  };
  for (const std::string_view list : lists) {
    OwnerFacts owner{.role = owned.role, .values = {}};
    owner[OwnerFact::list] = list;
    if (list == "EL") {
      owner[OwnerFact::requirement] = std::string_view("For all items subject to the EAR");
      owner[OwnerFact::review_policy] = std::string_view(chance.one_in(2) ? "Presumption of denial" : "See 744.11");
    }
    owner[OwnerFact::entry_name] = std::string_view("Quarry Group");
    owner[OwnerFact::party_name] = std::string_view("Meadow Computing Ltd");
    owner[OwnerFact::way] = std::string_view("Quarry Group holds of Meadow Computing Ltd");
    owner[OwnerFact::share] = listed;
    owner[OwnerFact::half] = half(listed);
    owner[OwnerFact::blocked_half] = list == "SDN" ? half(blocked) : FactValue(false);
    made.facts.owners.push_back(std::move(owner));
  }
  owned[PartyFact::owner_list] = lists.front();
}

}  // namespace tidewaiter::oracle
