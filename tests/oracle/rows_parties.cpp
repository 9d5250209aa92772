// Rows 0 to 5 of the decision table: destinations, listed parties, their affiliates, end uses.
#include <algorithm>

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

// Row 4: 15 CFR 744.22 names these, with E:1 and E:2.
bool intelligence_countries(Country country, Date day) {
  const auto code = country.code();
  return russia_or_belarus(country, day) || china(country, day) || code == "MM" || code == "KH" || code == "VE" ||
         e1_or_e2(country, day);
}

bool end_use_is(const Facts& facts, std::string_view kind) {
  return holds_text(facts[LineFact::end_use], kind) == Truth::yes;
}

// A military end user: what a receiving party says of its business.
bool military_user(const Facts& facts) {
  return std::ranges::any_of(facts.parties, [](const PartyFacts& party) {
    return is_receiving(party.role) && contains_any_case(text(party[PartyFact::business]).value_or(""), "armed forces");
  });
}

// W9 and its return: 90 FR 47201, 2025-09-29 to 2025-11-09, suspended for a year, back on 2026-11-10 by its terms.
bool affiliates_in_force(Date day) {
  return (Date(2025, 9, 29) <= day && day <= Date(2025, 11, 9)) || day >= Date(2026, 11, 10);
}

// Row 2, one hit of the Entity List: 15 CFR 744.11. A requirement text means licence required, read or not; one that
// names items of the Commerce Control List has been understood since, and leaves other goods open.
void entity_list(const Facts& facts, const HitFacts& hit, Truth counts, Firings& out) {
  const EntryWords entry = read_entry(facts, hit[HitFact::requirement], hit[HitFact::review_policy]);
  if (entry.reach == Reach::listed_items && on_control_list(facts) != Truth::yes) {
    out.push_back({"row 2", all_of({counts, Truth::unknown}), kLicence, Policy::denial});
    return;
  }
  out.push_back({"row 2", counts, kLicence, entry.policy});
}

// Row 2, MEU list: items of Supp. 2 to part 744 and 3A090/4A090, 744.21; presumption of denial, 744.21(e)(1).
void military_end_users(const Facts& facts, Truth counts, Firings& out) {
  out.push_back({"row 2", all_of({counts, on_control_list(facts)}), kLicence, Policy::denial});
}

// Row 2, denial order: 764.3. It stops while it runs, one without a first day too; without an end, or past it, the
// order is for review, which is a disposition and no determination.
void denied(const HitFacts& hit, Firings& out) {
  if (stated(hit[HitFact::ends_known]) == Truth::yes) out.push_back({"row 2", Truth::yes, kProhibited});
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
  if (list == "EL") {
    out.push_back({"row 3", half, kLicence, policy_of_owner(owner[OwnerFact::review_policy])});
  }
  if (list == "MEU") out.push_back({"row 3", all_of({half, on_control_list(facts)}), kLicence, Policy::denial});
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

// 744.23(d)(2): end users headquartered in the US, A:5 or A:6, and no receiving party from Macau or D:5. The consignee
// is the end user where no other is named.
Truth end_user_of_friends(const Facts& facts) {
  const bool named = std::ranges::count(facts.parties, Role::end_user, &PartyFacts::role) > 0;
  const Role user = named ? Role::end_user : Role::consignee;
  Truth friendly = Truth::no;
  for (const PartyFacts& party : facts.parties) {
    const bool listed = text(party[PartyFact::headquarters_basis]) == "list entry";  // an address there, no proof
    if (party.role != user || listed) continue;
    friendly = any_of({friendly, in(country(party[PartyFact::headquarters]), us_or_a5_a6, facts.as_of)});
  }
  return all_of({friendly, negate(receiver_headquartered_in(facts, macau_or_d5))});
}

Policy supercomputer_policy(const Facts& facts) {
  if (facts.as_of < kSecond3A090) return Policy::denial;  // the softer reviews are known of the second version only
  const Truth case_by_case = b_or_consumer(facts);        // 744.23(d)(3)(i), (iii)
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
    if (over) continue;
    if (list == "DPL") denied(hit, out);
    if (list == "SDN") out.push_back({"row 2", Truth::yes, kProhibited});  // 744.8 and OFAC
    if (list == "EL") entity_list(facts, hit, abroad, out);
    if (list == "MEU") military_end_users(facts, abroad, out);
    if (list == "UVL") out.push_back({"row 2", abroad, kNone});  // 744.15: a statement; no exception (rows 10, 11, 13)
  }
}

// Row 3: affiliates, of every role.
void row_3(const Facts& facts, Firings& out) {
  for (const OwnerFacts& each : facts.owners) owner(facts, each, out);
}

// Row 4: military end use or user (744.21), military intelligence (744.22), weapons of mass destruction (744.2 to
// 744.4). Knowledge makes these: an end use that nobody stated is none (no red flag, no duty to look behind it).
void row_4(const Facts& facts, Firings& out) {
  const Truth military = truth(end_use_is(facts, "military") || military_user(facts));
  const Truth in_named =
      any_of({destination_in(facts, military_countries), receiver_located_in(facts, military_countries)});
  const Truth in_russia =
      any_of({destination_in(facts, russia_or_belarus), receiver_located_in(facts, russia_or_belarus)});
  out.push_back({"row 4", all_of({military, in_named, on_control_list(facts)}), kLicence, Policy::denial});
  out.push_back({"row 4", all_of({military, in_russia}), kLicence, Policy::denial});

  const std::string_view words = text(facts[LineFact::end_use_text]).value_or("");
  const Truth intelligence = truth(contains_any_case(words, "intelligence agency"));
  const Truth of_named =
      any_of({destination_in(facts, intelligence_countries), receiver_located_in(facts, intelligence_countries),
              truth(receiver_headquartered_in(facts, intelligence_countries) == Truth::yes)});
  out.push_back({"row 4", all_of({intelligence, of_named}), kLicence, Policy::denial});
  const Truth weapons = truth(contains_any_case(words, "nuclear weapon"));
  out.push_back({"row 4", weapons, kLicence, Policy::denial});
}

bool barred_end_use(const Facts& facts) {
  const std::string_view words = text(facts[LineFact::end_use_text]).value_or("");
  return end_use_is(facts, "military") || military_user(facts) || end_use_is(facts, "supercomputer") ||
         contains_any_case(words, "intelligence agency") || contains_any_case(words, "nuclear weapon");
}

// Row 5: supercomputer end use in or for Macau and D:5, 744.23(a)(1). A stated use, as in row 4.
void row_5(const Facts& facts, Firings& out) {
  const Truth placed =
      any_of({destination_in(facts, supercomputer_places), receiver_located_in(facts, supercomputer_places)});
  const Truth fires = all_of({truth(facts.as_of >= kFirst3A090), negate(inside_us(facts)),
                              truth(end_use_is(facts, "supercomputer")), placed, supercomputer_item(facts)});
  out.push_back({"row 5", fires, kLicence, supercomputer_policy(facts)});
}

}  // namespace tidewaiter::oracle
