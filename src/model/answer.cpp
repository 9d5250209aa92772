#include "model/answer.h"

namespace tidewaiter {
namespace {

constexpr std::array<std::string_view, 3> kResolutions{"cleared", "refused", "escalated"};

}  // namespace

std::string_view to_string(Resolution resolution) { return kResolutions[static_cast<std::size_t>(resolution)]; }

std::optional<Resolution> parse_resolution(std::string_view text) {
  for (std::size_t i = 0; i < kResolutions.size(); ++i) {
    if (kResolutions[i] == text) return static_cast<Resolution>(i);
  }
  return std::nullopt;
}

}  // namespace tidewaiter
