#include "model/decision.h"

#include <array>

namespace tidewaiter {
namespace {

template <class Enum, std::size_t kCount>
std::optional<Enum> find_word(const std::array<std::string_view, kCount>& words, std::string_view text) {
  for (std::size_t i = 0; i < kCount; ++i) {
    if (!text.empty() && words[i] == text) return static_cast<Enum>(i);
  }
  return std::nullopt;
}

constexpr std::array<std::string_view, 6> kDeterminations{"no_licence",       "exception",  "notify",
                                                          "licence_required", "prohibited", "undetermined"};
constexpr std::array<std::string_view, 5> kPolicies{"", "approval", "case_by_case", "denial", "unknown"};
constexpr std::array<std::string_view, 4> kDispositions{"release", "review", "hold", "stop"};
constexpr std::array<std::string_view, 3> kLevels{"info", "review", "hold"};

}  // namespace

std::string_view to_string(Determination determination) {
  return kDeterminations[static_cast<std::size_t>(determination)];
}
std::optional<Determination> parse_determination(std::string_view text) {
  return find_word<Determination>(kDeterminations, text);
}
std::string_view to_string(Policy policy) {
  return policy == Policy::unknown ? std::string_view{} : kPolicies[static_cast<std::size_t>(policy)];
}
std::optional<Policy> parse_policy(std::string_view text) { return find_word<Policy>(kPolicies, text); }
std::string_view to_string(Disposition disposition) { return kDispositions[static_cast<std::size_t>(disposition)]; }
std::optional<Disposition> parse_disposition(std::string_view text) {
  return find_word<Disposition>(kDispositions, text);
}
std::string_view to_string(Level level) { return kLevels[static_cast<std::size_t>(level)]; }
std::optional<Level> parse_level(std::string_view text) { return find_word<Level>(kLevels, text); }

}  // namespace tidewaiter
