// Rows 0 to 5 of the decision table: destinations, listed parties, their affiliates, end uses.
#include "oracle/rows.h"

namespace tidewaiter::oracle {

namespace {

constexpr auto kLicence = Determination::licence_required;
constexpr auto kProhibited = Determination::prohibited;
constexpr auto kNone = Determination::no_licence;

bool russia(Country country, Date) { return country.code() == "RU"; }
bool belarus(Country country, Date) { return country.code() == "BY"; }
bool russia_or_belarus(Country country, Date day) { return russia(country, day) || belarus(country, day); }

// Row 4: 15 CFR 744.21 names Burma, Cambodia, China, Nicaragua (from 2024-03-15, 89 FR 18783) and Venezuela.
bool military_countries(Country country, Date day) {
  const auto code = country.code();
  if (code == "NI") return day >= Date(2024, 3, 15);
  return china(country, day) || code == "MM" || code == "KH" || code == "VE";
}

// W9 and its return: 90 FR 47201, 2025-09-29 to 2025-11-09, suspended for a year, back on 2026-11-10 by its terms.
bool affiliates_in_force(Date day) {
  return (Date(2025, 9, 29) <= day && day <= Date(2025, 11, 9)) || day >= Date(2026, 11, 10);
}

// Row 2, one hit of the Entity List: 15 CFR 744.11. Every requirement text means licence required, read or not.
void entity_list(const HitFacts& hit, Truth counts, Firings& out) {
  out.push_back({"row 2", counts, kLicence, policy_of_entry(hit[HitFact::review_policy])});
}

// Row 2, MEU list: items of Supp. 2 to part 744 and 3A090/4A090, 744.21; presumption of denial, 744.21(e)(1).
void military_end_users(const Facts& facts, Truth counts, Firings& out) {
  out.push_back({"row 2", all_of({counts, on_control_list(facts)}), kLicence, Policy::denial});
}

// Row 2, denial order: 764.3. It stops while it surely runs; without an end date or past it, that stays to be found
// out.
void denied(const HitFacts& hit, Firings& out) {
  if (stated(hit[HitFact::started]) == Truth::no) return;
  const bool runs = stated(hit[HitFact::in_force]) == Truth::yes && stated(hit[HitFact::ends_known]) == Truth::yes;
  out.push_back({"row 2", runs ? Truth::yes : Truth::unknown, kProhibited});
}

// Row 3, one listed owner: 744.11(a)(1), 744.21(a)(3), and OFAC's own rule of one half, which never rests. Inside the
// US only the blocked count, as their owners do (row 0).
void owner(const Facts& facts, const OwnerFacts& owner, Firings& out) {
  const auto list = text(owner[OwnerFact::list]);
  const Truth in_force = all_of({truth(affiliates_in_force(facts.as_of)), negate(inside_us(facts))});
  const Truth half = all_of({in_force, stated(owner[OwnerFact::half])});
  if (list == "SDN") {
    out.push_back({"row 3", stated(owner[OwnerFact::blocked_half]), kProhibited});
    out.push_back({"row 3", half, kLicence});  // in an aggregate, below one half of its own: 744.8
  }
  if (list == "EL") out.push_back({"row 3", half, kLicence, policy_of_entry(owner[OwnerFact::review_policy])});
  if (list == "MEU") out.push_back({"row 3", all_of({half, on_control_list(facts)}), kLicence, Policy::denial});
}

// Row 3: a parent is named that is on a list, and nobody says what share it holds (flag 29).
void owner_without_share(const Facts& facts, const PartyFacts& party, Firings& out) {
  const auto list = text(party[PartyFact::owner_list]);
  if (!list) return;
  for (const OwnerFacts& known : facts.owners) {
    if (known.role == party.role && text(known[OwnerFact::list]) == list) return;  // its share has been worked out
  }
  OwnerFacts unclear{.role = party.role, .values = {}};
  unclear[OwnerFact::list] = *list;
  owner(facts, unclear, out);
}

// Row 5: integrated circuits and computers of the classes in 744.23(a)(1); a card or a server counts as one of these
// even if it is also 4A090, and so does every accelerator of the catalogue.
Truth supercomputer_item(const Facts& facts) {
  const auto state = text(facts[LineFact::item_state]);
  if (state == "identified") return Truth::yes;
  if (on_control_list(facts) != Truth::yes) return on_control_list(facts);
  const auto declared = text(facts[LineFact::eccn_declared]);
  if (!declared) return Truth::unknown;
  for (const std::string_view entry :
       {"3A001", "3A090", "3A991", "4A003", "4A004", "4A090", "4A994", "5A002", "5A004", "5A992"}) {
    if (declared->starts_with(entry)) return Truth::yes;
  }
  return Truth::no;
}

bool supercomputer_places(Country country, Date day) {
  if (china(country, day)) return day >= Date(2022, 10, 21);
  if (macau(country, day)) return day >= Date(2023, 1, 17);
  return day >= Date(2023, 11, 17) && d5(country, day);
}

bool us_or_a5_a6(Country country, Date day) { return united_states(country, day) || a5_or_a6(country, day); }

// 744.23(d)(2): end users headquartered in the US, A:5 or A:6 and not majority-owned from Macau or D:5.
Truth end_user_of_friends(const Facts& facts) {
  for (const PartyFacts& party : facts.parties) {
    if (party.role != Role::end_user) continue;
    const bool presumed = text(party[PartyFact::headquarters_basis]) == "presumed";
    const Truth seat =
        presumed ? Truth::unknown : in(country(party[PartyFact::headquarters]), us_or_a5_a6, facts.as_of);
    return all_of({seat, negate(party_headquartered_in(party, macau_or_d5, facts.as_of))});
  }
  return Truth::unknown;  // no end user is named
}

Policy supercomputer_policy(const Facts& facts) {
  const Truth case_by_case = b_or_consumer(facts);  // 744.23(d)(3)(i), (iii)
  if (case_by_case == Truth::yes) return Policy::case_by_case;
  if (case_by_case == Truth::unknown) return Policy::unknown;
  const Truth approval = end_user_of_friends(facts);  // (d)(2)
  if (approval == Truth::yes) return Policy::approval;
  return approval == Truth::no ? Policy::denial : Policy::unknown;  // (d)(1)
}

}  // namespace

// Row 0: a sale inside the US, or a delivery into it, is neither export nor re-export.
void row_0(const Facts& facts, Firings& out) { out.push_back({"row 0", inside_us(facts), kNone}); }

// Row 1: 15 CFR part 746. E:1 and E:2 at all times, Russia from 2022-02-24, Belarus from 2022-03-02; for what is not on
// the control list the EAR99 lists are not held here, so that the row stays open.
void row_1(const Facts& facts, Firings& out) {
  const Truth listed = on_control_list(facts);
  const Truth item = listed == Truth::yes ? Truth::yes : Truth::unknown;
  out.push_back({"row 1", all_of({destination_in(facts, e1_or_e2), item}), kProhibited});
  const Truth to_russia = all_of({destination_in(facts, russia), truth(facts.as_of >= Date(2022, 2, 24))});
  const Truth to_belarus = all_of({destination_in(facts, belarus), truth(facts.as_of >= Date(2022, 3, 2))});
  out.push_back({"row 1", all_of({any_of({to_russia, to_belarus}), item}), kLicence, Policy::denial});
}

// Row 2: parties of every role. Inside the US only the denied and the blocked (row 0).
void row_2(const Facts& facts, Firings& out) {
  const Truth abroad = negate(inside_us(facts));
  for (const HitFacts& hit : facts.hits) {
    const auto list = text(hit[HitFact::list]);
    const bool over = stated(hit[HitFact::in_force]) == Truth::no;  // undated entries count as in force
    if (list == "DPL") denied(hit, out);
    if (over) continue;
    if (list == "SDN") out.push_back({"row 2", Truth::yes, kProhibited});  // 744.8 and OFAC
    if (list == "EL") entity_list(hit, abroad, out);
    if (list == "MEU") military_end_users(facts, abroad, out);
    if (list == "UVL") out.push_back({"row 2", abroad, kNone});  // 744.15: a statement; no exception (rows 10, 11, 13)
  }
}

// Row 3: affiliates, of every role.
void row_3(const Facts& facts, Firings& out) {
  for (const OwnerFacts& each : facts.owners) owner(facts, each, out);
  for (const PartyFacts& party : facts.parties) owner_without_share(facts, party, out);
}

// Row 4: military end use (744.21), military intelligence (744.22), weapons of mass destruction (744.2 to 744.4).
void row_4(const Facts& facts, Firings& out) {
  const FactValue& end_use = facts[LineFact::end_use];
  const Truth military = holds_text(end_use, "military");
  const Truth in_named =
      any_of({destination_in(facts, military_countries), receiver_located_in(facts, military_countries)});
  const Truth in_russia =
      any_of({destination_in(facts, russia_or_belarus), receiver_located_in(facts, russia_or_belarus)});
  out.push_back({"row 4", all_of({military, in_named, on_control_list(facts)}), kLicence, Policy::denial});
  out.push_back({"row 4", all_of({military, in_russia}), kLicence, Policy::denial});
  // Of a named country, of the destination's or a receiving party's country, or an open question: the stricter result.
  // No kind of end use in facts.h tells these two apart yet; if one is stated, it fires wherever the goods go.
  for (const std::string_view kind : {"military_intelligence", "weapons_of_mass_destruction"}) {
    const Truth said = holds_text(end_use, kind) == Truth::yes ? Truth::yes : Truth::no;
    out.push_back({"row 4", said, kLicence, Policy::denial});
  }
}

// Row 5: supercomputer end use in or for Macau and D:5, 744.23(a)(1).
void row_5(const Facts& facts, Firings& out) {
  Truth placed = destination_in(facts, supercomputer_places);
  for (const PartyFacts& party : facts.parties) {
    if (party.role != Role::end_user) continue;
    placed = any_of({placed, in(country(party[PartyFact::country]), supercomputer_places, facts.as_of)});
  }
  const Truth fires = all_of({negate(inside_us(facts)), holds_text(facts[LineFact::end_use], "supercomputer"), placed,
                              supercomputer_item(facts)});
  out.push_back({"row 5", fires, kLicence, supercomputer_policy(facts)});
}

}  // namespace tidewaiter::oracle
