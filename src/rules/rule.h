// A rule as its author wrote it, checked. docs/rule-language.md says what every key means.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "model/decision.h"
#include "model/item.h"

namespace tidewaiter::rules {

enum class RuleKind : std::uint8_t { classification, licence, prohibition, open, red_flag, plausibility };
std::string_view to_string(RuleKind kind);
std::optional<RuleKind> parse_rule_kind(std::string_view text);

// Which kinds an evaluation asks; a set of RuleKind.
class Kinds {
 public:
  constexpr Kinds(std::initializer_list<RuleKind> kinds) {
    for (const RuleKind kind : kinds) bits_ |= 1U << static_cast<unsigned>(kind);
  }
  constexpr Kinds() = default;
  constexpr void add(RuleKind kind) { bits_ |= 1U << static_cast<unsigned>(kind); }
  constexpr bool overlaps(Kinds other) const { return (bits_ & other.bits_) != 0; }
  constexpr bool has(RuleKind kind) const { return (bits_ >> static_cast<unsigned>(kind) & 1U) != 0; }

 private:
  unsigned bits_ = 0;
};
inline constexpr Kinds kLaw{RuleKind::licence, RuleKind::prohibition, RuleKind::open};
inline constexpr Kinds kFlags{RuleKind::red_flag, RuleKind::plausibility};
inline constexpr Kinds kClassification{RuleKind::classification};

// On which footing a question of law is answered: as it is applied, or as it stands on the books.
enum class Basis : std::uint8_t { practice, text };
std::string_view to_string(Basis basis);  // "in practice", "on the books"

struct RuleResult {
  Determination determination = Determination::no_licence;
  Policy policy = Policy::none_stated;
  Determination could_be = Determination::prohibited;  // what `undetermined` may still become, at worst with `policy`
  std::vector<std::string> conditions;
  std::string paragraph;  // of a classification
};

struct Rule {
  std::string id;
  int revision = 1;
  std::string title;
  RuleKind kind = RuleKind::licence;
  std::string row;
  std::string authority;
  std::string source;
  Confidence confidence = Confidence::unverified;
  std::optional<DateRange> text;      // nullopt: never on the books
  std::optional<DateRange> enforced;  // nullopt: never applied
  std::string enforced_beyond_text;
  std::string when;
  RuleResult result;
  std::optional<Level> level;
  double weight = 0;
  std::string explain;
  std::string missing_hint;
  std::string false_positives;
  std::vector<std::string> fires;
  std::vector<std::string> quiet;
  std::string where;             // file:line of its table
  std::optional<DateRange> off;  // days on which an [[override]] turns it off
  std::string off_reason;

  const std::optional<DateRange>& window(Basis basis) const { return basis == Basis::text ? text : enforced; }
  bool in_force(Date date, Basis basis) const {
    const std::optional<DateRange>& days = window(basis);
    return days && days->contains(date) && !(off && off->contains(date));
  }
};

}  // namespace tidewaiter::rules
