#include "model/item.h"

#include <array>

namespace tidewaiter {
namespace {

constexpr std::array<std::string_view, 8> kKinds{"rack", "system", "board",     "card",
                                                 "chip", "memory", "accessory", "none"};
constexpr std::array<std::string_view, 4> kStates{"identified", "other_goods", "cover", "unidentified"};
constexpr std::string_view kConfidences = "MQSIU";  // from the surest on

}  // namespace

std::string_view to_string(ItemKind kind) { return kKinds[static_cast<std::size_t>(kind)]; }

std::optional<ItemKind> parse_item_kind(std::string_view text) {
  for (std::size_t i = 0; i < kKinds.size(); ++i) {
    if (kKinds[i] == text) return static_cast<ItemKind>(i);
  }
  return std::nullopt;
}

std::string_view to_string(ItemState state) { return kStates[static_cast<std::size_t>(state)]; }

std::optional<ItemState> parse_item_state(std::string_view text) {
  for (std::size_t i = 0; i < kStates.size(); ++i) {
    if (kStates[i] == text) return static_cast<ItemState>(i);
  }
  return std::nullopt;
}

std::string_view to_string(Truth truth) {
  static constexpr std::array<std::string_view, 3> kNames{"no", "yes", "unknown"};
  return kNames[static_cast<std::size_t>(truth)];
}

std::optional<Confidence> parse_confidence(std::string_view text) {
  if (text.size() != 1 || !kConfidences.contains(text.front())) return std::nullopt;
  return static_cast<Confidence>(text.front());
}

Confidence weaker(Confidence a, Confidence b) {
  return kConfidences.find(static_cast<char>(a)) < kConfidences.find(static_cast<char>(b)) ? b : a;
}

}  // namespace tidewaiter
