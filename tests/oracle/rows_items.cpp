// Rows 6 to 15 of the decision table: what is shipped, and to whom.
#include <algorithm>

#include "oracle/rows.h"

namespace tidewaiter::oracle {

namespace {

constexpr auto kLicence = Determination::licence_required;
constexpr auto kNone = Determination::no_licence;

Truth from_day(const Facts& facts, Date day) { return truth(facts.as_of >= day); }
Truth abroad(const Facts& facts) { return negate(inside_us(facts)); }

// "Same item" of rows 7 and 8, with the letter that put the rule in force early for one addressee.
Truth item_of_rows_6_to_8(const Facts& facts) {
  return any_of({all_of({from_day(facts, kSecond3A090), data_centre_a(facts)}), under_letter_2023_10(facts)});
}

Truth receiver_from_d5(const Facts& facts) { return receiver_headquartered_in(facts, macau_or_d5); }

bool d1_d4_or_emirates(Country country, Date day) {
  if (macau_or_d5(country, day)) return false;
  return emirates(country, day) || (d1_or_d4(country, day) && !a5_or_a6(country, day));
}

// Row 11, transfers: inside a Macau/D:1/D:4/D:5 country that is not in A:5/A:6, or inside the UAE.
bool transfer_country(Country country, Date day) {
  return macau_or_d5(country, day) || d1_d4_or_emirates(country, day);
}

bool emirates_since_move(Country country, Date day) { return emirates(country, day) && day >= kEmiratesMoved; }

// First version of 3A090 (2022-10-21 to 2023-11-16): China with Hong Kong, Macau from 2023-01-17.
bool first_version_places(Country country, Date day) {
  return china(country, day) || (macau(country, day) && day >= kMacau);
}

Truth under_first_version(const Facts& facts) {
  const bool days = kFirst3A090 <= facts.as_of && facts.as_of < kSecond3A090;
  return all_of({truth(days), meets(facts, LineFact::item_in_2022)});
}

// Row 6 from 2026-01-15 on, 91 FR 1684: case by case for exports from the US to China and Macau within the limits. Of
// the conditions only what is known to fail gives denial; a figure that nobody stated leaves the policy open.
Policy policy_of_row_6(const Facts& facts, const Firings& before) {
  if (facts.as_of < kCaseByCase) return Policy::denial;
  const Truth below =
      all_of({less_than(facts[LineFact::item_tpp], 21000), less_than(facts[LineFact::item_memory_bandwidth], 6500)});
  const bool made_for_china = stated(facts[LineFact::item_made_for_china]) == Truth::yes;
  const bool caught = std::ranges::any_of(before, [](const Firing& firing) {
    const bool rows_2_to_5 =
        firing.row == "row 2" || firing.row == "row 3" || firing.row == "row 4" || firing.row == "row 5";
    return rows_2_to_5 && firing.fires == Truth::yes;
  });
  if (made_for_china || caught || barred_end_use(facts)) return Policy::denial;
  const Truth to_china = any_of({destination_in(facts, china), destination_in(facts, macau)});
  const Truth eased = all_of(
      {is_export_from_us(facts), to_china, below, negate(receiver_headquartered_in(facts, d5_other_than_china))});
  if (eased == Truth::yes) return Policy::case_by_case;
  return eased == Truth::no ? Policy::denial : Policy::unknown;
}

// A distributor may not be a party to a notice (rules.md, licence exceptions).
bool distributor_receives(const Facts& facts) {
  return std::ranges::any_of(facts.parties, [](const PartyFacts& party) {
    const auto business = text(party[PartyFact::party_role]);
    return is_receiving(party.role) && (business == "distributor" || business == "reseller");
  });
}

// Where an unverified party takes part no exception is left (740.2(a)(17)).
bool exceptions_barred(const Facts& facts) { return a_hit_of(facts, "UVL") == Truth::yes; }

}  // namespace

// Row 6: data-centre .a items to China, Macau, D:5; 742.6(b)(10), 91 FR 1684.
void row_6(const Facts& facts, Firings& out) {
  const Truth first = all_of({under_first_version(facts), destination_in(facts, first_version_places)});
  const Truth second = all_of({item_of_rows_6_to_8(facts), destination_in(facts, macau_or_d5)});
  out.push_back({"row 6", any_of({first, second}), kLicence, policy_of_row_6(facts, out)});
}

// Row 7: the same item to anywhere else, a receiving party from Macau or D:5; 744.23(a)(3), 742.6(a)(6)(iii)(A).
void row_7(const Facts& facts, Firings& out) {
  const Truth fires = all_of(
      {abroad(facts), item_of_rows_6_to_8(facts), negate(destination_in(facts, macau_or_d5)), receiver_from_d5(facts)});
  out.push_back({"row 7", fires, kLicence, Policy::denial});
}

// Row 8: the same item to D:1, D:4 or the UAE, no receiving party from Macau or D:5; 742.6(b)(10).
void row_8(const Facts& facts, Firings& out) {
  const Truth fires =
      all_of({item_of_rows_6_to_8(facts), destination_in(facts, d1_d4_or_emirates), negate(receiver_from_d5(facts))});
  out.push_back({"row 8", fires, kLicence, Policy::approval});
}

// Row 9: the same item, .b, or consumer items over the limit, to the rest of the world: no licence in practice; on the
// books .a needs one everywhere since 2025-01-13 (742.6(a)(6)(iii)(A)).
void row_9(const Facts& facts, Footing footing, Firings& out) {
  const Truth item = any_of({meets(facts, LineFact::item_in_a), meets(facts, LineFact::item_in_b)});
  const Truth fires = all_of({abroad(facts), from_day(facts, kSecond3A090), item,
                              destination_in(facts, outside_d1_d4_d5), negate(receiver_from_d5(facts))});
  out.push_back({"row 9", fires, kNone});
  if (footing == Footing::books && facts.as_of >= kDiffusion) {
    out.push_back({"row 9", all_of({fires, meets(facts, LineFact::item_in_a)}), kLicence});
  }
}

// Row 9a: items of the first version to any place that it does not name; 87 FR 62186.
void row_9a(const Facts& facts, Firings& out) {
  const Truth fires =
      all_of({abroad(facts), under_first_version(facts), negate(destination_in(facts, first_version_places))});
  out.push_back({"row 9a", fires, kNone});
}

// Row 10: .b without .a, and consumer items over the limit: exports and re-exports to Macau and D:5, and anywhere to a
// receiving party from there. NAC with notice, 740.8; 89 FR 23876. Where no notice can be used: licence, case by case.
void row_10(const Facts& facts, Firings& out) {
  const Truth transfer = is_transfer(facts);
  const Truth to_d5 = all_of({negate(transfer), destination_in(facts, macau_or_d5)});
  const Truth of_row_11 =
      any_of({all_of({transfer, destination_in(facts, transfer_country)}), destination_in(facts, emirates_since_move)});
  const Truth to_company = all_of({receiver_from_d5(facts), negate(of_row_11)});
  const Truth fires =
      all_of({abroad(facts), from_day(facts, kSecond3A090), b_or_consumer(facts), any_of({to_d5, to_company})});
  const bool licence = exceptions_barred(facts) || distributor_receives(facts);
  out.push_back({"row 10", fires, licence ? kLicence : Determination::notify,
                 licence ? Policy::case_by_case : Policy::none_stated});
}

// Row 11: the same to D:1, D:4 or the UAE, and transfers inside such a country. NAC without notice from 2023-11-17, ACA
// from 2024-04-04, 740.8; for the UAE since its move to A:5 an open point.
void row_11(const Facts& facts, Firings& out) {
  const Truth transfer = all_of({is_transfer(facts), destination_in(facts, transfer_country)});
  const Truth to_d1_d4 = all_of({destination_in(facts, d1_d4_or_emirates), negate(receiver_from_d5(facts))});
  const Truth moved = destination_in(facts, emirates_since_move);
  const Truth item = all_of({from_day(facts, kSecond3A090), b_or_consumer(facts)});
  const bool barred = exceptions_barred(facts);
  out.push_back({"row 11", all_of({item, any_of({transfer, to_d1_d4}), negate(moved)}),
                 barred ? kLicence : Determination::exception});
  out.push_back({"row 11", all_of({item, moved}), kLicence});
}

// Row 13: memory stacks of 3A090.c to Macau, D:5 and companies from there; exception HBM below 3.3 GB/s/mm2, 740.25;
// 744.23(a)(3)(i)(B). Its text is of 2024-12-02, to be kept from 2024-12-31 on.
void row_13(const Facts& facts, Footing footing, Firings& out) {
  const Date start = footing == Footing::books ? Date(2024, 12, 2) : Date(2024, 12, 31);
  const Truth place = any_of({destination_in(facts, macau_or_d5), receiver_from_d5(facts)});
  const Truth reached = all_of({abroad(facts), from_day(facts, start), meets(facts, LineFact::item_in_c), place});
  const Truth below = exceptions_barred(facts) ? Truth::no : less_than(facts[LineFact::item_hbm_density], 3.3);
  out.push_back({"row 13", all_of({reached, negate(below)}), kLicence, Policy::denial});
  out.push_back({"row 13", all_of({reached, below}), Determination::exception});
}

// Row 12: below what is controlled; a memory stack that row 13 does not reach; other goods where no other row fires.
void row_12(const Facts& facts, Footing footing, Firings& out) {
  Firings stacks;
  row_13(facts, footing, stacks);
  const Truth memory = any_of({stacks[0].fires, stacks[1].fires});
  Truth inside = Truth::no;  // the version in force reaches the item
  if (facts.as_of >= kFirst3A090 && facts.as_of < kSecond3A090) inside = meets(facts, LineFact::item_in_2022);
  if (facts.as_of >= kSecond3A090) {
    inside = any_of({meets(facts, LineFact::item_in_a), meets(facts, LineFact::item_in_b), consumer_over_limit(facts)});
  }
  Truth fires = negate(any_of({inside, memory}));
  if (is_other_goods(facts) == Truth::yes) {
    for (const Firing& other : out) {
      if (other.row != "row 0") fires = all_of({fires, negate(other.fires)});
    }
  }
  out.push_back({"row 12", all_of({abroad(facts), fires}), kNone});
}

// Row 14: a 3A090 circuit designed in China, anywhere: General Prohibition 10 presumed (guidance of 2025-05-13). Who
// designed it is known of every item that is identified.
void row_14(const Facts& facts, Firings& out) {
  const Truth item =
      any_of({meets(facts, LineFact::item_in_a), meets(facts, LineFact::item_in_b), meets(facts, LineFact::item_in_c)});
  const Truth designed = truth(stated(facts[LineFact::item_prc_designed]) == Truth::yes);
  const Truth since = from_day(facts, Date(2025, 5, 13));
  out.push_back({"row 14", all_of({since, item, designed}), Determination::prohibited});
  // Inside the US nothing else could matter of goods that nobody can name.
  const Truth may_be = is_unnamed(facts) == Truth::yes ? Truth::unknown : Truth::no;
  out.push_back({"row 14", all_of({since, inside_us(facts), may_be}), Determination::prohibited});
}

// Row 15: a bare chip that a foundry or a packager hands over is presumed a data-centre item of 3A090.a (Note 1; 90 FR
// 5298), whatever its own figures say: rows 6, 7 and 8, and row 9 on the books. What a party says of its business shows
// it.
void row_15(const Facts& facts, Footing footing, Firings& out) {
  const bool foundry = std::ranges::any_of(facts.parties, [](const PartyFacts& party) {
    const bool ships = party.role == Role::exporter || party.role == Role::consignor;
    return ships && contains_any_case(text(party[PartyFact::business]).value_or(""), "foundry");
  });
  const Truth chip = all_of({is_text(facts[LineFact::item_state], "identified"),
                             is_text(facts[LineFact::item_kind], "chip"), truth(foundry)});
  const Truth presumed = all_of({abroad(facts), from_day(facts, Date(2025, 1, 16)), chip});
  const Truth place = any_of({destination_in(facts, macau_or_d5), receiver_from_d5(facts)});
  out.push_back({"row 15", all_of({presumed, place}), kLicence, Policy::denial});
  const Truth lesser = all_of({destination_in(facts, d1_d4_or_emirates), negate(receiver_from_d5(facts))});
  out.push_back({"row 15", all_of({presumed, lesser}), kLicence, Policy::approval});
  if (footing == Footing::books) out.push_back({"row 15", presumed, kLicence});
}

// Goods that nobody can name: no row is excluded, on any day.
void unnamed_goods(const Facts& facts, Firings& out) {
  const Truth may_be = is_unnamed(facts) == Truth::yes ? Truth::unknown : Truth::no;
  out.push_back({"rows 6 to 12", all_of({abroad(facts), may_be}), kLicence, Policy::denial});
}

// Before the first day of the rules nothing is said of what later paragraphs name.
void before_the_rules(const Facts& facts, Firings& out) {
  const auto at_least = [&](double tpp) { return negate(less_than(facts[LineFact::item_tpp], tpp)); };
  const Truth later = any_of({is_text(facts[LineFact::item_kind], "memory"), at_least(4800),
                              all_of({at_least(1600), stated(facts[LineFact::item_datacenter])})});
  const Truth early = all_of(
      {truth(facts.as_of < kRulesBegin), abroad(facts), is_text(facts[LineFact::item_state], "identified"), later});
  out.push_back({"rows 6 to 12", early == Truth::no ? Truth::no : Truth::unknown, kLicence, Policy::denial});
}

}  // namespace tidewaiter::oracle
