// The law of a day: every rule in force asked about one line, the most restrictive result, and what would settle it.
#pragma once

#include <cstdint>
#include <expected>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/source_text.h"
#include "places/places.h"
#include "regime/order.h"
#include "rules/rule_set.h"

namespace tidewaiter {

struct LineDetermination {
  Determination determination = Determination::undetermined;
  Policy policy = Policy::none_stated;
  Determination could_be = Determination::undetermined;  // the worst that an undetermined line may become
  Policy could_be_policy = Policy::none_stated;
  std::optional<std::uint32_t> deciding;  // the rule whose result stands; none where only unknown rules are left
  std::vector<std::uint32_t> fired;  // the deciding one first, then from the most restrictive, then as in the texts
  std::vector<std::uint32_t> open;   // rules that are unknown, or fired undetermined, and could raise the result
  std::vector<std::string> rows;     // rows of the decision table that `open` stand for
  std::vector<rules::MissingField> missing_fields;  // for want of which `open` are unknown
  std::vector<std::string> missing;                 // their paths, sorted
  std::vector<std::string> conditions;              // of the fired rules whose result stands, in the order of `fired`
  std::string reason;  // why it is undetermined, or why its policy is not known; else empty

  Ruling ruling() const {
    const bool undetermined = determination == Determination::undetermined;
    return {determination, undetermined ? could_be_policy : policy, could_be};
  }
};

struct FlagFinding {
  std::uint32_t rule = 0;
  Level level = Level::info;
  double weight = 0;
};

// Reused from line to line; see rules::Evaluation.
struct Flags {
  std::vector<FlagFinding> findings;      // in the order of the rules
  std::vector<rules::Outcome> questions;  // flags that are unknown; missing fields by evaluation.missing_of()
  rules::Evaluation evaluation;
};

// One line of `tidewaiter rules list`.
struct RuleListing {
  std::string_view id;
  int revision = 1;
  std::string_view kind;
  std::string_view title;
  std::string_view authority;
  char confidence = 'U';
  std::optional<DateRange> text;      // nullopt: never
  std::optional<DateRange> enforced;  // nullopt: never
  std::optional<DateRange> off;       // on which an override turns it off
  std::string_view off_reason;
  std::string_view where;
};

// Const after loading; every const member may be called from many threads. `places` must outlive it.
class Regime {
 public:
  // Every mistake of the texts, or the Regime. REQUIRES: `places` is const from now on.
  static std::expected<Regime, rules::Errors> load_all(std::span<const SourceText> texts, const Places& places);
  // The same with one error for all; code bad_rule or bad_format.
  static Result<Regime> load(std::span<const SourceText> texts, const Places& places);

  const rules::RuleSet& rules() const { return rules_; }
  const rules::Rule& rule(std::uint32_t number) const { return rules_.rules()[number]; }

  // Licence, prohibition and open rules on the day facts.as_of. Error: internal, where no rule fires and none is
  // unknown (the rules lack one that catches the rest), with the day and the item.
  Result<LineDetermination> determine(const Facts& facts, rules::Basis basis) const;

  // Red flags and plausibility rules. Replaces the contents of `flags`; allocates nothing once it has grown.
  void flags(const Facts& facts, rules::Basis basis, Flags& flags) const;

  // The rule's sentence with the values of this line.
  std::string explain(std::uint32_t rule, const Facts& facts) const {
    return rules_.explain(rule, rules::Subject::of(facts));
  }
  std::vector<std::string> missing_paths(std::span<const rules::MissingField> fields) const;

  // Days, in order, on which a rule begins or has just ended or the groups of a country change: between two of them the
  // law is the same for the same facts.
  std::span<const Date> day_axis() const { return day_axis_; }
  // How many of those days are not after `date`: 0 to day_axis().size().
  std::size_t interval(Date date) const;

  const std::string& rules_version() const { return rules_.version(); }
  std::vector<RuleListing> list_rules() const;

 private:
  explicit Regime(rules::RuleSet rules, const Places& places);
  Ruling ruling_of(std::uint32_t rule) const;

  rules::RuleSet rules_;
  std::vector<Date> day_axis_;
};

}  // namespace tidewaiter
