#include "engine/reasoner.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "engine/add_new.h"
#include "engine/snapshot.h"
#include "regime/settle.h"
#include "rules/render.h"

namespace tidewaiter {
namespace {

// What counts as near: docs/rule-language.md, "What is said beside a decision".
constexpr double kNearShare = 0.05;
constexpr std::int32_t kNearDays = 90;

rules::Basis basis_of(const Snapshot& snapshot) {
  return snapshot.strict_text ? rules::Basis::text : rules::Basis::practice;
}

std::string number_text(double number) { return rules::render_value(FactValue(std::abs(number))); }

std::string outcome_text(const LineDetermination& found) {
  std::string text(to_string(found.determination));
  std::ranges::replace(text, '_', ' ');
  std::string policy(to_string(found.policy));
  std::ranges::replace(policy, '_', ' ');
  return policy.empty() ? text : fmt::format("{} ({})", text, policy);
}

// ", by " and the id of the rule that decided; empty where none did.
std::string by_rule(const Regime& regime, const std::optional<std::uint32_t>& deciding) {
  return deciding ? fmt::format(", by {}", regime.rule(*deciding).id) : std::string{};
}

// "4,707.2: 92.8 below 4,800".
std::string miss_text(double value, double threshold) {
  if (value == threshold) return fmt::format("{}: exactly the limit", number_text(value));
  return fmt::format("{}: {} {} {}", number_text(value), number_text(value - threshold),
                     value < threshold ? "below" : "above", number_text(threshold));
}

}  // namespace

void Reasoner::saw(const LineDecision& decided, const Line& line, const Facts& facts, const ShipmentBatch& batch,
                   std::size_t row) {
  LineReasoning& reasoning = into_.emplace_back();
  reasoning.line_no = decided.line_no;
  const auto now = snapshot_.regime.determine(facts, basis_of(snapshot_));
  if (!now) return;
  // Of goods that nobody could name the description settles everything else; no single fact of theirs does.
  if (line.state == ItemState::identified || line.state == ItemState::other_goods) {
    Settlement settlement = settle(snapshot_.regime, snapshot_.places, facts, basis_of(snapshot_));
    reasoning.settling = std::move(settlement.sets);
    reasoning.settling_truncated = settlement.truncated;
    for (Settlement::Release& release : settlement.releases) {
      reasoning.releasing.push_back({std::move(release.fact), std::move(release.values)});
    }
  }
  add_footing(*now, facts, reasoning);
  add_weaker(*now, facts, reasoning);
  add_near_figures(*now, line, facts, reasoning);
  add_near_days(*now, line, batch, row, reasoning);
}

void Reasoner::add_footing(const LineDetermination& now, const Facts& facts, LineReasoning& reasoning) const {
  const bool strict = snapshot_.strict_text;
  const auto other = snapshot_.regime.determine(facts, strict ? rules::Basis::practice : rules::Basis::text);
  if (!other) return;
  const std::string_view own_words = strict ? "the text on the books" : "the law as it is applied";
  const std::string_view other_words = strict ? "as it is applied" : "on the books";
  if (other->ruling() == now.ruling()) {
    reasoning.footing = fmt::format("{}; {} it is the same", own_words, other_words);
    return;
  }
  reasoning.footing = fmt::format("{}; {}: {}{}", own_words, other_words, outcome_text(*other),
                                  by_rule(snapshot_.regime, other->deciding));
}

void Reasoner::add_weaker(const LineDetermination& now, const Facts& facts, LineReasoning& reasoning) const {
  for (const std::uint32_t number : now.fired) {
    if (number == now.deciding) continue;
    const rules::Rule& rule = snapshot_.regime.rule(number);
    if (std::ranges::find(now.open, number) != now.open.end()) continue;
    const bool weaker = rule.result.determination != now.determination || rule.result.policy != now.policy;
    if (weaker) reasoning.weaker.push_back(fmt::format("{}: {}", rule.id, snapshot_.regime.explain(number, facts)));
  }
}

void Reasoner::add_near_figures(const LineDetermination& now, const Line& line, const Facts& facts,
                                LineReasoning& reasoning) const {
  if (line.state == ItemState::identified && line.item->item != nullptr) {
    for (const auto& near : snapshot_.catalog.near(*line.item->item, facts.as_of, kNearShare)) {
      add_new(reasoning.near,
              fmt::format("{} {} ({})", near.figure, miss_text(near.value, near.threshold), near.paragraph));
    }
  }
  for (const rules::Threshold& threshold : snapshot_.regime.rules().distinctions().thresholds()) {
    const rules::Rule& rule = snapshot_.regime.rule(threshold.rule);
    if (!rule.in_force(facts.as_of, basis_of(snapshot_))) continue;
    const auto* value = std::get_if<double>(&facts.line[threshold.field]);
    if (value == nullptr || std::abs(*value - threshold.value) > kNearShare * threshold.value) continue;
    // Only where the other side of the limit would change something.
    Facts beyond = facts;
    const double other = *value < threshold.value ? threshold.value : threshold.value * (1 - 1e-9);
    beyond.line[threshold.field] = other;
    const auto found = snapshot_.regime.determine(beyond, basis_of(snapshot_));
    if (!found || found->ruling() == now.ruling()) continue;
    add_new(reasoning.near, fmt::format("{} {} ({}): beyond it {}", line_facts()[threshold.field].path,
                                        miss_text(*value, threshold.value), rule.id, outcome_text(*found)));
  }
}

// Of days that follow each other with one outcome only the nearest is told.
void Reasoner::add_near_days(const LineDetermination& now, const Line& line, const ShipmentBatch& batch,
                             std::size_t row, LineReasoning& reasoning) {
  std::set<Date> days(snapshot_.regime.day_axis().begin(), snapshot_.regime.day_axis().end());
  days.insert(snapshot_.catalog.classification_days().begin(), snapshot_.catalog.classification_days().end());
  std::vector<Date> gone;   // the nearest first
  std::vector<Date> ahead;  // so too
  for (const Date day : days) {
    const std::int32_t away = day.days_since_1970() - line.day.days_since_1970();
    if (away > 0 && away <= kNearDays) ahead.push_back(day);
    if (away <= 0 && away >= -kNearDays) gone.insert(gone.begin(), day);
  }
  for (const bool later : {false, true}) {
    Ruling before = now.ruling();
    for (const Date day : later ? ahead : gone) {
      Line moved = line;
      moved.day = later ? day : day + -1;
      const Facts& facts = other_day_.fill(snapshot_, tables_, moved, batch, row);
      const auto found = snapshot_.regime.determine(facts, basis_of(snapshot_));
      if (!found || found->ruling() == before) continue;
      before = found->ruling();
      reasoning.near.push_back(
          fmt::format("{} {} (in {} days {}): {}{}", later ? "from" : "until", moved.day.to_string(),
                      std::abs(moved.day.days_since_1970() - line.day.days_since_1970()), later ? "to come" : "gone",
                      outcome_text(*found), by_rule(snapshot_.regime, found->deciding)));
    }
  }
}

}  // namespace tidewaiter
