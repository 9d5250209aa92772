// How the rows read facts: Kleene's three values, country groups as of a day, headquarters. Unknown is never false.
#pragma once

#include <initializer_list>
#include <optional>
#include <string_view>
#include <vector>

#include "model/decision.h"
#include "model/facts.h"
#include "model/item.h"

namespace tidewaiter::oracle {

constexpr Truth truth(bool value) { return value ? Truth::yes : Truth::no; }
constexpr Truth negate(Truth value) {
  if (value == Truth::unknown) return Truth::unknown;
  return value == Truth::yes ? Truth::no : Truth::yes;
}
Truth all_of(std::initializer_list<Truth> values);
Truth any_of(std::initializer_list<Truth> values);

// A row's verdict: whether it fires, and what follows if it does.
struct Firing {
  std::string_view row;
  Truth fires = Truth::no;
  Determination determination = Determination::no_licence;
  Policy policy = Policy::none_stated;
};
using Firings = std::vector<Firing>;

// Facts as plain values; a fact that is Unknown, or of another type, is Truth::unknown, nullopt or an unknown country.
Truth stated(const FactValue& fact);
std::optional<double> number(const FactValue& fact);
std::optional<std::string_view> text(const FactValue& fact);
Country country(const FactValue& fact);
Truth at_least(const FactValue& fact, double limit);
Truth less_than(const FactValue& fact, double limit);
Truth is_text(const FactValue& fact, std::string_view wanted);
Truth holds_text(const FactValue& fact, std::string_view wanted);  // of a fact that is a set of texts
bool begins_with_any_case(std::string_view text, std::string_view beginning);
bool contains_any_case(std::string_view text, std::string_view part);
bool contains_word(std::string_view text, std::string_view word);  // whole words of letters and digits, any case

// Countries. `Set` says whether a known country belongs to something on a day.
using Set = bool (*)(Country, Date);
bool china(Country country, Date day);  // with Hong Kong
bool macau(Country country, Date day);
bool emirates(Country country, Date day);
bool united_states(Country country, Date day);
bool d5(Country country, Date day);
bool macau_or_d5(Country country, Date day);
bool d5_other_than_china(Country country, Date day);
bool a5_or_a6(Country country, Date day);
bool d1_or_d4(Country country, Date day);  // of the snapshot, with what is known of other days
bool outside_d1_d4_d5(Country country, Date day);
bool e1_or_e2(Country country, Date day);
Truth in(Country country, Set set, Date day);

Truth destination_in(const Facts& facts, Set set);
// A receiving party has its headquarters or its ultimate parent in the set. Unknown where a receiving party's is not
// stated and no other's is in the set, and where no receiving party is named at all.
Truth receiver_headquartered_in(const Facts& facts, Set set);
Truth party_headquartered_in(const PartyFacts& party, Set set, Date day);
Truth receiver_located_in(const Facts& facts, Set set);  // a receiving party's own country, as far as stated
Truth is_transfer(const Facts& facts);                   // inside one country
Truth is_export_from_us(const Facts& facts);
Truth inside_us(const Facts& facts);  // row 0

// Items.
Truth on_control_list(const Facts& facts);
Truth is_other_goods(const Facts& facts);
Truth is_unnamed(const Facts& facts);                 // nobody can say what the goods are
Truth meets(const Facts& facts, LineFact paragraph);  // item_in_a, …; other goods meet none
Truth is_data_centre(const Facts& facts);
Truth data_centre_a(const Facts& facts);        // rows 6, 7, 8: "same item"
Truth consumer_over_limit(const Facts& facts);  // no data-centre item, TPP >= 4,800
Truth b_or_consumer(const Facts& facts);        // row 10's items

// Lists.
Truth a_hit_of(const Facts& facts, std::string_view list);  // some party is on it, in force or counted as in force
// An entry of the Entity List, by its own words (entries.cpp): what it reaches, and what it means for this item here.
enum class Reach { all_items, listed_items };
struct EntryWords {
  Reach reach = Reach::all_items;
  Policy policy = Policy::unknown;  // unknown: there is one, and nobody here can read it, or a fact for it is missing
};
EntryWords read_entry(const Facts& facts, const FactValue& requirement, const FactValue& policy);
Policy policy_of_owner(const FactValue& policy);  // of an affiliate: only what begins with denial is read

}  // namespace tidewaiter::oracle
