#include "rules/rule_set.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

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
    auto& plans = plans_[static_cast<std::size_t>(basis)];
    plans.resize(days_.size() + 1);
    for (std::size_t i = 0; i < plans.size(); ++i) plans[i] = plan(i == 0 ? kFirstDate : days_[i - 1], basis);
  }
}

RuleSet::Plan RuleSet::plan(Date day, Basis basis) const {
  std::vector<std::uint32_t> rules;
  for (std::uint32_t rule = 0; rule < rules_.size(); ++rule) {
    if (rules_[rule].in_force(day, basis)) rules.push_back(rule);
  }
  Plan plan;
  add_steps(rules, 0, plan);
  return plan;
}

// Steps for rules that have their first `depth` gates in common, which stand before them already.
void RuleSet::add_steps(std::span<const std::uint32_t> rules, std::size_t depth, Plan& plan) const {
  std::map<std::uint32_t, std::vector<std::uint32_t>> behind;  // gate, rules
  const auto gate_of = [&](std::uint32_t rule) -> std::optional<std::uint32_t> {
    const auto& gates = compiled_[rule].gates;
    return depth < gates.size() ? std::optional(gates[depth]) : std::nullopt;
  };
  for (const std::uint32_t rule : rules) {
    if (const auto gate = gate_of(rule)) behind[*gate].push_back(rule);
  }
  for (const std::uint32_t rule : rules) {
    const auto gate = gate_of(rule);
    if (gate && behind[*gate].size() > 1) continue;  // before one rule alone it would spare nothing
    plan.push_back({compiled_[rule].condition, rule, {rules_[rule].kind}, static_cast<std::uint32_t>(plan.size() + 1)});
  }
  for (const auto& [gate, guarded] : behind) {
    if (guarded.size() == 1) continue;
    const std::size_t at = plan.size();
    plan.push_back({gate, std::nullopt, {}, 0});
    add_steps(guarded, depth + 1, plan);
    for (const std::uint32_t rule : guarded) plan[at].kinds.add(rules_[rule].kind);
    plan[at].next = static_cast<std::uint32_t>(plan.size());
  }
}

std::size_t RuleSet::interval(Date date) const {
  return static_cast<std::size_t>(std::ranges::upper_bound(days_, date) - days_.begin());
}

void RuleSet::evaluate(const Subject& subject, Kinds kinds, Basis basis, Evaluation& out) const {
  out.outcomes.clear();
  out.missing.clear();
  Evaluator evaluator(program_, subject);
  const Plan& plan = plans_[static_cast<std::size_t>(basis)][interval(subject.as_of)];
  for (std::size_t at = 0; at < plan.size();) {
    const std::size_t here = std::exchange(at, plan[at].next);
    const Step& step = plan[here];
    if (!kinds.overlaps(step.kinds)) continue;
    const Truth truth = evaluator.truth(step.code);
    if (truth == Truth::no) continue;
    if (!step.rule) {
      at = here + 1;
      continue;
    }
    Outcome outcome{*step.rule, truth, static_cast<std::uint32_t>(out.missing.size()), 0};
    if (truth == Truth::unknown) {
      const auto missing = evaluator.missing();
      out.missing.insert(out.missing.end(), missing.begin(), missing.end());
      std::sort(out.missing.begin() + outcome.missing_begin, out.missing.end());
    }
    outcome.missing_end = static_cast<std::uint32_t>(out.missing.size());
    out.outcomes.push_back(outcome);
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
