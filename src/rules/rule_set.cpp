#include "rules/rule_set.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "rules/render.h"

namespace tidewaiter::rules {

Error combined(const Errors& errors) {
  Error error = errors.front();
  if (errors.size() == 1) return error;
  error.message = fmt::format("{} (the first of {} mistakes in the rules)", error.message, errors.size());
  for (std::size_t i = 1; i < errors.size(); ++i) error.hint += fmt::format("\n{}", to_string(errors[i]));
  return error;
}

std::optional<double> RuleSet::finding_weight(std::string_view finding) const {
  const auto found = finding_weights_.find(finding);
  return found == finding_weights_.end() ? std::nullopt : std::optional(found->second);
}

void RuleSet::index() {
  std::set<Date> days;
  for (const Rule& rule : rules_) {
    for (const auto& window : {rule.text, rule.enforced, rule.off}) {
      if (!window) continue;
      if (window->from != kFirstDate) days.insert(window->from);
      if (window->to != kLastDate) days.insert(window->to + 1);
    }
  }
  days_.assign(days.begin(), days.end());
  for (const Basis basis : {Basis::practice, Basis::text}) {
    auto& intervals = in_force_[static_cast<std::size_t>(basis)];
    intervals.resize(days_.size() + 1);
    for (std::size_t i = 0; i < intervals.size(); ++i) {
      intervals[i] = groups(i == 0 ? kFirstDate : days_[i - 1], basis);
    }
  }
}

std::vector<RuleSet::Group> RuleSet::groups(Date day, Basis basis) const {
  std::vector<Group> groups;
  for (std::uint32_t rule = 0; rule < rules_.size(); ++rule) {
    if (!rules_[rule].in_force(day, basis)) continue;
    const auto same = [&](const Group& group) {
      return group.kind == rules_[rule].kind && group.gate == compiled_[rule].gate;
    };
    auto group = std::ranges::find_if(groups, same);
    if (group == groups.end()) group = groups.insert(group, {rules_[rule].kind, compiled_[rule].gate, {}});
    group->rules.push_back(rule);
  }
  for (Group& group : groups) {
    if (group.rules.size() == 1) group.gate.reset();  // it would spare nothing
  }
  return groups;
}

std::size_t RuleSet::interval(Date date) const {
  return static_cast<std::size_t>(std::ranges::upper_bound(days_, date) - days_.begin());
}

void RuleSet::evaluate(const Subject& subject, Kinds kinds, Basis basis, Evaluation& out) const {
  out.outcomes.clear();
  out.missing.clear();
  Evaluator evaluator(program_, subject);
  for (const Group& group : in_force_[static_cast<std::size_t>(basis)][interval(subject.as_of)]) {
    if (!kinds.has(group.kind) || (group.gate && evaluator.truth(*group.gate) == Truth::no)) continue;
    for (const std::uint32_t rule : group.rules) {
      const Truth truth = evaluator.truth(compiled_[rule].condition);
      if (truth == Truth::no) continue;
      Outcome outcome{rule, truth, static_cast<std::uint32_t>(out.missing.size()), 0};
      if (truth == Truth::unknown) {
        const auto missing = evaluator.missing();
        out.missing.insert(out.missing.end(), missing.begin(), missing.end());
        std::sort(out.missing.begin() + outcome.missing_begin, out.missing.end());
      }
      outcome.missing_end = static_cast<std::uint32_t>(out.missing.size());
      out.outcomes.push_back(outcome);
    }
  }
  std::ranges::sort(out.outcomes, {}, &Outcome::rule);
}

std::string RuleSet::explain(std::uint32_t rule, const Subject& subject) const {
  const Compiled& compiled = compiled_[rule];
  Evaluator evaluator(program_, subject);
  Witness witness;
  evaluator.record(&witness);
  evaluator.truth(compiled.condition);
  evaluator.record(nullptr);
  evaluator.stand_on(witness);
  const auto value_of = [&](const Piece& piece) -> std::string {
    switch (piece.kind) {
      case Piece::Kind::field: {
        if (const auto text = evaluator.text(piece.operand)) return std::string(*text);
        const FactValue* value = evaluator.value(piece.operand);
        return value == nullptr ? std::string(kUnknownWord) : render_value(*value);
      }
      case Piece::Kind::code:
        return piece.type == ValueType::truth ? render_truth(evaluator.truth(piece.code))
                                              : render_number(evaluator.number(piece.code), piece.type);
      default:
        return {};
    }
  };
  std::string sentence;
  std::uint32_t optional = 0;  // bracketed part at hand
  std::size_t begin = 0;       // where it begins in the sentence
  bool left_out = false;
  for (const Piece& piece : compiled.explain) {
    if (piece.optional != optional) {
      optional = piece.optional;
      begin = sentence.size();
      left_out = false;
    }
    if (left_out) continue;
    const std::string value = value_of(piece);
    left_out = optional != 0 && value == kUnknownWord;
    if (left_out) {
      sentence.resize(begin);
    } else {
      sentence += piece.text;
      sentence += value;
    }
  }
  return sentence;
}

}  // namespace tidewaiter::rules
