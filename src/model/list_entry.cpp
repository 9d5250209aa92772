#include "model/list_entry.h"

#include <array>

namespace tidewaiter {

std::string_view to_string(DateBasis basis) {
  static constexpr std::array<std::string_view, 4> kNames{"none", "stated", "year", "inferred"};
  return kNames[static_cast<std::size_t>(basis)];
}

std::string_view to_string(EntryEffect effect) {
  static constexpr std::array<std::string_view, 4> kNames{"of_list", "inform", "review", "hold"};
  return kNames[static_cast<std::size_t>(effect)];
}

}  // namespace tidewaiter
