#include "rules/rule.h"

#include <array>

namespace tidewaiter::rules {

namespace {
constexpr std::array<std::string_view, 6> kKinds{"classification", "licence",  "prohibition",
                                                 "open",           "red_flag", "plausibility"};
}

std::string_view to_string(RuleKind kind) { return kKinds[static_cast<std::size_t>(kind)]; }

std::optional<RuleKind> parse_rule_kind(std::string_view text) {
  for (std::size_t i = 0; i < kKinds.size(); ++i) {
    if (kKinds[i] == text) return static_cast<RuleKind>(i);
  }
  return std::nullopt;
}

std::string_view to_string(Basis basis) { return basis == Basis::text ? "on the books" : "in practice"; }

}  // namespace tidewaiter::rules
