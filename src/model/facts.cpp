#include "model/facts.h"

namespace tidewaiter {
namespace {

#define TIDEWAITER_DESCRIBE(enumerator, path, type, unit, meaning) FactInfo{path, FactType::type, Unit::unit, meaning},
constexpr std::array kLineFacts{TIDEWAITER_LINE_FACTS(TIDEWAITER_DESCRIBE)};
constexpr std::array kPartyFacts{TIDEWAITER_PARTY_FACTS(TIDEWAITER_DESCRIBE)};
constexpr std::array kHitFacts{TIDEWAITER_HIT_FACTS(TIDEWAITER_DESCRIBE)};
constexpr std::array kOwnerFacts{TIDEWAITER_OWNER_FACTS(TIDEWAITER_DESCRIBE)};
#undef TIDEWAITER_DESCRIBE

}  // namespace

std::span<const FactInfo> line_facts() { return kLineFacts; }
std::span<const FactInfo> party_facts() { return kPartyFacts; }
std::span<const FactInfo> hit_facts() { return kHitFacts; }
std::span<const FactInfo> owner_facts() { return kOwnerFacts; }

std::string_view to_string(FactType type) {
  static constexpr std::array<std::string_view, 7> kNames{"truth", "number", "date",     "country",
                                                          "text",  "texts",  "countries"};
  return kNames[static_cast<std::size_t>(type)];
}

std::string_view to_string(Unit unit) {
  static constexpr std::array<std::string_view, kUnitCount> kNames{"",    "pieces",  "chips", "USD", "kg",
                                                                   "TPP", "TPP/mm2", "GB/s",  "MW",  "GB"};
  return kNames[static_cast<std::size_t>(unit)];
}

}  // namespace tidewaiter
