// The is-informed letters of the date windows. They bind their addressees only: the exporter's name must be the
// maker's.
#include <array>

#include "oracle/rows.h"

namespace tidewaiter::oracle {

namespace {

constexpr auto kLicence = Determination::licence_required;

// The exporter, or the consignor that hands the goods over, is the addressee: its name is the maker's, in the maker's
// country or in none that is stated. One that begins as the maker's, or the maker's in another country, may be a
// company of the same group, which nobody here can tell. No exporter named: unknown.
Truth named_for(const PartyFacts& party, std::string_view maker) {
  const auto name = text(party[PartyFact::name]);
  if (!name) return Truth::unknown;
  const std::string_view in_full = maker == "AMD" ? "Advanced Micro Devices" : maker;
  if (!begins_with_any_case(*name, in_full) && !begins_with_any_case(*name, maker)) return Truth::no;
  const std::string_view rest = name->substr(begins_with_any_case(*name, in_full) ? in_full.size() : maker.size());
  const bool itself = rest == " Corporation" || rest == ", Inc.";
  const Country seat = country(party[PartyFact::country]);
  return itself && (!seat.known() || seat.code() == "US") ? Truth::yes : Truth::unknown;
}

Truth addressed_to(const Facts& facts, std::string_view maker) {
  Truth exporter = Truth::unknown;
  Truth consignor = Truth::no;
  for (const PartyFacts& party : facts.parties) {
    if (party.role == Role::exporter) exporter = named_for(party, maker);
    if (party.role == Role::consignor) consignor = named_for(party, maker);
  }
  return any_of({exporter, consignor});
}

// The letters name chips; the item is one, or holds one, if its name says so. What is not identified may be anything.
template <std::size_t kCount>
Truth named(const Facts& facts, const std::array<std::string_view, kCount>& chips) {
  if (is_other_goods(facts) == Truth::yes) return Truth::no;
  const auto name = text(facts[LineFact::item_name]);
  for (const std::string_view chip : chips) {
    // A chip may say in what it is sold ("HGX/DGX"): a DGX system is one that is called so first.
    const bool said = name && (chip == "DGX" ? begins_with_any_case(*name, chip) : contains_word(*name, chip));
    if (said) return Truth::yes;
  }
  const bool identified = text(facts[LineFact::item_state]) == "identified";
  return identified && name ? Truth::no : Truth::unknown;
}

constexpr std::array<std::string_view, 3> kNvidia2022{"A100", "H100", "DGX"};
constexpr std::array<std::string_view, 2> kAmd2022{"MI250", "MI250X"};  // MI250X: open point, the stricter result

constexpr std::array<std::string_view, 2> kNvidia2023{"A100", "H100"};

// W1's chips, each with its addressee.
Truth chip_of_2022(const Facts& facts) {
  return any_of({all_of({addressed_to(facts, "NVIDIA"), named(facts, kNvidia2022)}),
                 all_of({addressed_to(facts, "AMD"), named(facts, kAmd2022)})});
}

// Those of August 2023, among which no DGX is named for its own sake.
Truth chip_of_2023(const Facts& facts) {
  return any_of({all_of({addressed_to(facts, "NVIDIA"), named(facts, kNvidia2023)}),
                 all_of({addressed_to(facts, "AMD"), named(facts, kAmd2022)})});
}

bool china_or_russia(Country country, Date day) { return china(country, day) || country.code() == "RU"; }

// D:4 as of the letter: the snapshot's, and the UAE.
bool d4_in_2023(Country country, Date) {
  static constexpr std::array<std::string_view, 23> kD4{"BH", "BY", "CN", "HK", "EG", "IR", "IQ", "IL",
                                                        "JO", "KP", "KW", "LB", "LY", "MO", "OM", "PK",
                                                        "QA", "RU", "SA", "SY", "VE", "YE", "AE"};
  for (const std::string_view code : kD4) {
    if (country.code() == code) return true;
  }
  return false;
}

// W7 is of the H20's class, which a memory stack alone is not.
// Intel: DRAM bandwidth >= 1,400 GB/s, I/O >= 1,100 GB/s, or their sum >= 1,700 GB/s.
Truth over_intel_limits(const Facts& facts) {
  if (is_other_goods(facts) == Truth::yes) return Truth::no;
  if (text(facts[LineFact::item_kind]) == "memory") return Truth::no;
  const FactValue& memory = facts[LineFact::item_memory_bandwidth];
  const FactValue& link = facts[LineFact::item_link];
  const auto a = number(memory);
  const auto b = number(link);
  const Truth sum = a && b ? truth(*a + *b >= 1700) : Truth::unknown;
  return any_of({at_least(memory, 1400), at_least(link, 1100), sum});
}

constexpr std::array<std::string_view, 2> kNvidia2025{"H20", "RTX 5090 D"};  // RTX 5090 D: open point
constexpr std::array<std::string_view, 1> kClear2025{"RTX 5090 D V2"};
constexpr std::array<std::string_view, 1> kAmd2025{"MI308X"};

}  // namespace

// W1: A100, H100, DGX (NVIDIA), MI250 (AMD) to China with Hong Kong and Russia, 2022-08-26, no end. No policy known.
void letter_2022(const Facts& facts, Firings& out) {
  const Truth fires =
      all_of({truth(facts.as_of >= Date(2022, 8, 26)), destination_in(facts, china_or_russia), chip_of_2022(facts)});
  out.push_back({"letter W1", fires, kLicence});
}

// 2023-08, an open point: the same chips to D:4 countries. The day is not known; the month's first is the stricter.
// Since 2023-11-17 row 9 says for the countries that are left (Israel) that there is no licence in practice.
void letter_2023_08(const Facts& facts, Firings& out) {
  const bool days = Date(2023, 8, 1) <= facts.as_of && facts.as_of < kSecond3A090;
  const Truth fires =
      all_of({truth(days), negate(inside_us(facts)), destination_in(facts, d4_in_2023), chip_of_2023(facts)});
  out.push_back({"letter 2023-08", fires, kLicence});
}

// 2023-10-23, NVIDIA: the new rule at once for data-centre chips with TPP >= 4,800 (rows 6, 7, 8).
Truth under_letter_2023_10(const Facts& facts) {
  const bool days = kLetterDataCentre <= facts.as_of && facts.as_of < kSecond3A090;
  return all_of({truth(days), negate(is_other_goods(facts)), addressed_to(facts, "NVIDIA"), is_data_centre(facts),
                 at_least(facts[LineFact::item_tpp], 4800)});
}

// W7: H20 and its like to China, Hong Kong, Macau, D:5 and companies from there, 2025-04-09, no end. No policy known.
void letter_2025(const Facts& facts, Firings& out) {
  const Truth nvidia = all_of({addressed_to(facts, "NVIDIA"), named(facts, kNvidia2025),
                               negate(truth(named(facts, kClear2025) == Truth::yes))});
  const Truth amd = all_of({addressed_to(facts, "AMD"), named(facts, kAmd2025)});
  const Truth intel = all_of({addressed_to(facts, "Intel"), over_intel_limits(facts)});
  const Truth place = any_of({destination_in(facts, macau_or_d5), receiver_headquartered_in(facts, macau_or_d5)});
  const Truth fires =
      all_of({truth(facts.as_of >= Date(2025, 4, 9)), negate(inside_us(facts)), place, any_of({nvidia, amd, intel})});
  out.push_back({"letter W7", fires, kLicence});
}

}  // namespace tidewaiter::oracle
