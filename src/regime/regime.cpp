#include "regime/regime.h"

#include <fmt/format.h>

#include <algorithm>

namespace tidewaiter {

using rules::Basis;
using rules::Outcome;
using rules::Rule;

Regime::Regime(rules::RuleSet rules, const Places& places) : rules_(std::move(rules)) {
  std::ranges::merge(rules_.days(), places.change_dates(), std::back_inserter(day_axis_));
  const auto repeated = std::ranges::unique(day_axis_);
  day_axis_.erase(repeated.begin(), repeated.end());
}

std::expected<Regime, rules::Errors> Regime::load_all(std::span<const SourceText> texts, const Places& places) {
  auto loaded = rules::RuleSet::load(texts, rules::shipment_vocabulary(), places);
  if (!loaded) return std::unexpected(std::move(loaded).error());
  return Regime(std::move(*loaded), places);
}

Result<Regime> Regime::load(std::span<const SourceText> texts, const Places& places) {
  auto loaded = load_all(texts, places);
  if (!loaded) return std::unexpected(rules::combined(loaded.error()));
  return std::move(*loaded);
}

Ruling Regime::ruling_of(std::uint32_t number) const {
  const rules::RuleResult& result = rule(number).result;
  return {result.determination, result.policy, result.could_be};
}

Result<LineDetermination> Regime::determine(const Facts& facts, Basis basis) const {
  rules::Evaluation evaluation;
  rules_.evaluate(rules::Subject::of(facts), rules::kLaw, basis, evaluation);

  LineDetermination line;
  std::vector<const Outcome*> could;  // what may still raise the result: unknown rules, and rules that leave it open
  std::optional<Ruling> best;
  for (const Outcome& outcome : evaluation.outcomes) {
    const Ruling ruling = ruling_of(outcome.rule);
    if (outcome.truth == Truth::yes) line.fired.push_back(outcome.rule);
    if (outcome.truth == Truth::unknown || ruling.determination == Determination::undetermined) {
      could.push_back(&outcome);
    } else if (!best || more_restrictive(ruling, *best)) {
      best = ruling;
      line.deciding = outcome.rule;
    }
  }
  if (!best && could.empty()) {
    const auto* item = std::get_if<std::string_view>(&facts[LineFact::item_name]);
    return fail(ErrorCode::internal,
                fmt::format("no rule says anything of \"{}\" on {} ({})", item == nullptr ? "an item" : *item,
                            facts.as_of.to_string(), to_string(basis)),
                {}, "the rules need one that catches the rest of the lines");
  }

  // The worst that the open ones could make of it, as if their results were certain.
  std::optional<Ruling> worst;
  std::vector<rules::MissingField> missing;
  for (const Outcome* outcome : could) {
    Ruling ruling = ruling_of(outcome->rule);
    if (ruling.determination == Determination::undetermined) ruling.determination = ruling.could_be;
    if (best && !more_restrictive(ruling, *best)) continue;
    if (!worst || more_restrictive(ruling, *worst)) worst = ruling;
    line.open.push_back(outcome->rule);
    const auto fields = evaluation.missing_of(*outcome);
    missing.insert(missing.end(), fields.begin(), fields.end());
  }
  line.missing = missing_paths(missing);
  line.missing_fields = std::move(missing);
  for (const std::uint32_t open : line.open) {
    const std::string& row = rule(open).row;
    if (std::ranges::find(line.rows, row) == line.rows.end()) line.rows.push_back(row);
  }

  if (best && !worst) {
    line.determination = best->determination;
    line.policy = best->policy;
  } else if (best && worst->determination == best->determination) {
    // A known licence with an unknown policy.
    line.determination = best->determination;
    line.policy = Policy::unknown;
  } else if (worst) {  // as it is here: without a best rule, every one that is left could raise the result
    line.determination = Determination::undetermined;
    line.could_be_policy = worst->policy;
    line.deciding.reset();
  }
  line.could_be = worst ? worst->determination : line.determination;

  std::ranges::stable_sort(line.fired, [&](std::uint32_t a, std::uint32_t b) {
    if ((a == line.deciding) != (b == line.deciding)) return a == line.deciding;
    return more_restrictive(ruling_of(a), ruling_of(b));
  });
  for (const std::uint32_t fired : line.fired) {
    const bool stands = best && compare_restrictive(ruling_of(fired), *best) == 0;
    if (!stands && std::ranges::find(line.open, fired) == line.open.end()) continue;
    for (const std::string& condition : rule(fired).result.conditions) {
      if (std::ranges::find(line.conditions, condition) == line.conditions.end()) line.conditions.push_back(condition);
    }
  }
  if (worst) {
    const std::string what = line.determination == Determination::undetermined
                                 ? fmt::format("could become {}", to_string(worst->determination))
                                 : "the review policy is open";
    line.reason = line.missing.empty() ? fmt::format("{}: row {}", what, fmt::join(line.rows, ", "))
                                       : fmt::format("{}: row {}, for want of {}", what, fmt::join(line.rows, ", "),
                                                     fmt::join(line.missing, ", "));
  }
  return line;
}

void Regime::flags(const Facts& facts, Basis basis, Flags& flags) const {
  flags.findings.clear();
  flags.questions.clear();
  rules_.evaluate(rules::Subject::of(facts), rules::kFlags, basis, flags.evaluation);
  for (const Outcome& outcome : flags.evaluation.outcomes) {
    const Rule& flag = rule(outcome.rule);
    if (outcome.truth == Truth::yes) {
      flags.findings.push_back({outcome.rule, flag.level.value_or(Level::info), flag.weight});
    } else {
      flags.questions.push_back(outcome);
    }
  }
}

std::vector<std::string> Regime::missing_paths(std::span<const rules::MissingField> fields) const {
  std::vector<rules::MissingField> sorted(fields.begin(), fields.end());
  std::ranges::sort(sorted);
  const auto repeated = std::ranges::unique(sorted);
  sorted.erase(repeated.begin(), repeated.end());
  std::vector<std::string> paths;
  paths.reserve(sorted.size());
  for (const rules::MissingField field : sorted) paths.push_back(rules::path_of(rules_.vocabulary(), field));
  const auto same = std::ranges::unique(paths);  // neighbours: two facts may be one question
  paths.erase(same.begin(), same.end());
  return paths;
}

std::size_t Regime::interval(Date date) const {
  return static_cast<std::size_t>(std::ranges::upper_bound(day_axis_, date) - day_axis_.begin());
}

std::vector<RuleListing> Regime::list_rules() const {
  std::vector<RuleListing> listing;
  for (const Rule& rule : rules_.rules()) {
    listing.push_back({rule.id, rule.revision, to_string(rule.kind), rule.title, rule.authority,
                       static_cast<char>(rule.confidence), rule.text, rule.enforced, rule.off, rule.off_reason,
                       rule.where});
  }
  return listing;
}

}  // namespace tidewaiter
