// The words of Entity List entries (15 CFR 744 Supp. 4), one sentence at a time: each wording that the list has, and
// what it says of the item at hand. Beyond the decision table, which reads "presumption of denial" and leaves the rest
// open.
#include <array>

#include "oracle/reading.h"

namespace tidewaiter::oracle {

namespace {

bool begins_with_one_of(std::string_view words, std::initializer_list<std::string_view> beginnings) {
  for (const std::string_view beginning : beginnings) {
    if (begins_with_any_case(words, beginning)) return true;
  }
  return false;
}

bool all_items(std::string_view words) {
  return begins_with_one_of(words, {"For all items subject to the EAR", "All items subject to the EAR"});
}
bool listed_items(std::string_view words) {
  return begins_with_one_of(words, {"For items on the Commerce Control List", "For items on the CCL"});
}
bool denial(std::string_view words) {
  return begins_with_one_of(words, {"Presumption of denial", "Presumption for denial", "Policy of denial"});
}
// "Presumption of denial except case-by-case for items not described in ECCN 3B001 …": for tools that make chips.
bool denial_of_tools(std::string_view words) {
  return denial(words) && contains_any_case(words, "except case-by-case for items not described in");
}

Policy sure(Truth truth, Policy policy) { return truth == Truth::yes ? policy : Policy::unknown; }

// Who is asked about all items: what the entry says of this one.
Policy for_all_items(const Facts& facts, std::string_view words) {
  const Truth identified = is_text(facts[LineFact::item_state], "identified");
  const Truth listed = on_control_list(facts);
  // Chips and servers are no tools, and none of what the next kind of entry names first (aid, telephones, aircraft).
  if (denial_of_tools(words)) return sure(identified, Policy::case_by_case);
  if (denial(words)) return Policy::denial;
  if (contains_any_case(words, "presumption of denial for all other")) return sure(identified, Policy::denial);
  // 744.3(d)(1) and 744.4(d)(1) say case by case; 744.2(d) names factors and no presumption.
  for (const std::string_view section : {"744.2", "744.3", "744.4"}) {
    if (contains_any_case(words, section) && !contains_any_case(words, "744.23")) return Policy::case_by_case;
  }
  if (contains_any_case(words, "744.23(d)")) {  // its standards, (d)(3)(i) before (d)(1)
    if (identified != Truth::yes) return Policy::unknown;
    const Truth softer = all_of({truth(facts.as_of >= Date(2023, 11, 17)), b_or_consumer(facts)});  // as in row 5
    if (softer == Truth::yes) return Policy::case_by_case;
    const Truth place = any_of({destination_in(facts, macau_or_d5), receiver_headquartered_in(facts, macau_or_d5)});
    return sure(all_of({negate(softer), place}), Policy::denial);
  }
  if (begins_with_any_case(words, "Case-by-case")) {
    if (listed == Truth::yes) return Policy::case_by_case;
    const Truth declared_off = all_of({negate(listed), is_text(facts[LineFact::eccn_declared], "EAR99"),
                                       truth(contains_any_case(words, "Presumption of approval for EAR99 items"))});
    return sure(declared_off, Policy::approval);
  }
  return Policy::unknown;
}

}  // namespace

EntryWords read_entry(const Facts& facts, const FactValue& requirement, const FactValue& policy) {
  const std::string_view reach = text(requirement).value_or("");
  const std::string_view words = text(policy).value_or("");
  // One row of the list has its two cells swapped.
  if (begins_with_any_case(reach, "Presumption of denial") && all_items(words))
    return {Reach::all_items, Policy::denial};
  const Policy by_denial = denial(words) && !denial_of_tools(words) ? Policy::denial : Policy::unknown;
  // What a project of 746.8(a)(4) is, no shipment shows, nor how 746.8(b) would review it.
  if (all_items(reach) && contains_any_case(reach, "746.8(a)(4)"))
    return {Reach::all_items, denial(words) ? Policy::denial : Policy::unknown};
  if (all_items(reach)) return {Reach::all_items, for_all_items(facts, words)};
  if (listed_items(reach)) {
    const bool softer =
        begins_with_any_case(words, "Case-by-case") && !contains_any_case(words, "presumption of denial");
    return {Reach::listed_items, softer ? Policy::case_by_case : by_denial};
  }
  return {Reach::all_items, by_denial};  // not understood: a licence for everything
}

Policy policy_of_owner(const FactValue& policy) {
  return denial(text(policy).value_or("")) ? Policy::denial : Policy::unknown;
}

}  // namespace tidewaiter::oracle
