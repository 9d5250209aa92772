// Facts, groups and headquarters as the rows read them.
#include "oracle/reading.h"

#include <algorithm>
#include <cctype>

#include "oracle/country_groups.h"

namespace tidewaiter::oracle {

namespace {

const CountryGroups& groups_of(Country country) {
  static constexpr CountryGroups kNone{};
  // Hong Kong is China (note to the snapshot; rules.md).
  const std::string_view code = country.code() == "HK" ? "CN" : country.code();
  const auto* found = std::ranges::find(kCountryGroups, code, &CountryGroups::code);
  return found == kCountryGroups.end() ? kNone : *found;
}

char lower(char c) { return static_cast<char>(std::tolower(static_cast<unsigned char>(c))); }
bool same_any_case(char a, char b) { return lower(a) == lower(b); }

}  // namespace

Truth all_of(std::initializer_list<Truth> values) {
  if (std::ranges::count(values, Truth::no) > 0) return Truth::no;
  return std::ranges::count(values, Truth::unknown) > 0 ? Truth::unknown : Truth::yes;
}

Truth any_of(std::initializer_list<Truth> values) {
  if (std::ranges::count(values, Truth::yes) > 0) return Truth::yes;
  return std::ranges::count(values, Truth::unknown) > 0 ? Truth::unknown : Truth::no;
}

Truth stated(const FactValue& fact) {
  const bool* value = std::get_if<bool>(&fact);
  return value == nullptr ? Truth::unknown : truth(*value);
}

std::optional<double> number(const FactValue& fact) {
  const double* value = std::get_if<double>(&fact);
  return value == nullptr ? std::nullopt : std::optional(*value);
}

std::optional<std::string_view> text(const FactValue& fact) {
  const auto* value = std::get_if<std::string_view>(&fact);
  return value == nullptr ? std::nullopt : std::optional(*value);
}

Country country(const FactValue& fact) {
  const Country* value = std::get_if<Country>(&fact);
  return value == nullptr ? Country{} : *value;
}

Truth at_least(const FactValue& fact, double limit) {
  const auto value = number(fact);
  return value ? truth(*value >= limit) : Truth::unknown;
}

Truth less_than(const FactValue& fact, double limit) { return negate(at_least(fact, limit)); }

Truth is_text(const FactValue& fact, std::string_view wanted) {
  const auto value = text(fact);
  return value ? truth(*value == wanted) : Truth::unknown;
}

Truth holds_text(const FactValue& fact, std::string_view wanted) {
  const auto* value = std::get_if<Texts>(&fact);
  return value == nullptr ? Truth::unknown : truth(std::ranges::count(*value, wanted) > 0);
}

bool begins_with_any_case(std::string_view text, std::string_view beginning) {
  return text.size() >= beginning.size() &&
         std::ranges::equal(text.substr(0, beginning.size()), beginning, same_any_case);
}

bool contains_any_case(std::string_view text, std::string_view part) {
  return !std::ranges::search(text, part, same_any_case).empty();
}

bool contains_word(std::string_view text, std::string_view word) {
  const auto in_word = [](char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0; };
  for (std::size_t at = 0; at + word.size() <= text.size(); ++at) {
    if (!begins_with_any_case(text.substr(at), word)) continue;
    const bool starts = at == 0 || !in_word(text[at - 1]);
    const bool ends = at + word.size() == text.size() || !in_word(text[at + word.size()]);
    if (starts && ends) return true;
  }
  return false;
}

bool china(Country country, Date) { return country.code() == "CN" || country.code() == "HK"; }
bool macau(Country country, Date) { return country.code() == "MO"; }
bool emirates(Country country, Date) { return country.code() == "AE"; }
bool united_states(Country country, Date) { return country.code() == "US"; }

// rules.md, "Changes known": Cambodia 2021-12-09 to 2025-11-06, Nicaragua from 2024-03-15; the rest as in the snapshot.
bool d5(Country country, Date day) {
  if (country.code() == "KH") return Date(2021, 12, 9) <= day && day <= Date(2025, 11, 6);
  if (country.code() == "NI") return day >= Date(2024, 3, 15);
  return groups_of(country).d5;
}

bool macau_or_d5(Country country, Date day) { return macau(country, day) || d5(country, day); }
bool d5_other_than_china(Country country, Date day) { return d5(country, day) && !china(country, day); }

// The UAE's move to A:5 is sure from the day of the snapshot on, likely from 2026-03-26: a group that eases counts
// late.
bool a5_or_a6(Country country, Date day) {
  if (emirates(country, day)) return day >= Date(2026, 7, 23);
  return groups_of(country).a5 || groups_of(country).a6;
}

// Nicaragua counts as D:1 throughout (its place before 2024-03-15 is an open point of law: the stricter result).
bool d1_or_d4(Country country, Date) { return groups_of(country).d1 || groups_of(country).d4; }

// Row 9: outside Macau, D:5, the UAE and D:1/D:4, whose A:5 and A:6 members count as outside.
bool outside_d1_d4_d5(Country country, Date day) {
  if (macau_or_d5(country, day) || emirates(country, day)) return false;
  return !d1_or_d4(country, day) || a5_or_a6(country, day);
}

bool e1_or_e2(Country country, Date) { return groups_of(country).e1 || groups_of(country).e2; }

Truth in(Country country, Set set, Date day) { return country.known() ? truth(set(country, day)) : Truth::unknown; }

Truth destination_in(const Facts& facts, Set set) {
  return in(country(facts[LineFact::destination]), set, facts.as_of);
}

// "An empty headquarters is unknown, never the party's own country" (rules.md). A presumed one stands in the facts only
// where the user has said that it shall count.
Truth party_headquartered_in(const PartyFacts& party, Set set, Date day) {
  const Truth seat = in(country(party[PartyFact::headquarters]), set, day);
  // A stated headquarters without a stated parent is its own parent.
  const Country parent = country(party[PartyFact::ultimate_parent_country]);
  return parent.known() ? any_of({seat, in(parent, set, day)}) : seat;
}

Truth receiver_headquartered_in(const Facts& facts, Set set) {
  Truth found = Truth::no;
  bool named = false;
  for (const PartyFacts& party : facts.parties) {
    if (!is_receiving(party.role)) continue;
    named = true;
    found = any_of({found, party_headquartered_in(party, set, facts.as_of)});
  }
  return named ? found : Truth::unknown;
}

Truth receiver_located_in(const Facts& facts, Set set) {
  Truth found = Truth::no;
  for (const PartyFacts& party : facts.parties) {
    if (is_receiving(party.role)) found = any_of({found, in(country(party[PartyFact::country]), set, facts.as_of)});
  }
  return found;
}

// A movement that is stated is believed; one that is not has been read from the countries.
Truth is_transfer(const Facts& facts) { return is_text(facts[LineFact::movement], "transfer_in_country"); }

Truth is_export_from_us(const Facts& facts) {
  return all_of({is_text(facts[LineFact::movement], "export"),
                 in(country(facts[LineFact::export_country]), united_states, facts.as_of)});
}

Truth inside_us(const Facts& facts) { return destination_in(facts, united_states); }

Truth on_control_list(const Facts& facts) { return stated(facts[LineFact::item_on_ccl]); }
Truth is_other_goods(const Facts& facts) { return is_text(facts[LineFact::item_state], "other_goods"); }

Truth is_unnamed(const Facts& facts) {
  const auto state = text(facts[LineFact::item_state]);
  return truth(state == "unidentified" || state == "cover");
}

Truth meets(const Facts& facts, LineFact paragraph) {
  if (is_other_goods(facts) == Truth::yes) return Truth::no;
  return stated(facts[paragraph]);
}

Truth is_data_centre(const Facts& facts) { return stated(facts[LineFact::item_datacenter]); }

Truth data_centre_a(const Facts& facts) { return all_of({meets(facts, LineFact::item_in_a), is_data_centre(facts)}); }

Truth consumer_over_limit(const Facts& facts) {
  if (text(facts[LineFact::item_kind]) == "memory") return Truth::no;  // it has no processing performance
  return all_of(
      {negate(is_other_goods(facts)), negate(is_data_centre(facts)), at_least(facts[LineFact::item_tpp], 4800)});
}

Truth b_or_consumer(const Facts& facts) {
  const Truth b_alone = all_of({meets(facts, LineFact::item_in_b), negate(meets(facts, LineFact::item_in_a))});
  return any_of({b_alone, consumer_over_limit(facts)});
}

// An entry without a start date counts as in force (row 2).
Truth a_hit_of(const Facts& facts, std::string_view list) {
  for (const HitFacts& hit : facts.hits) {
    if (text(hit[HitFact::list]) == list && stated(hit[HitFact::in_force]) != Truth::no) return Truth::yes;
  }
  return Truth::no;
}

}  // namespace tidewaiter::oracle
