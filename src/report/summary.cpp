#include "report/summary.h"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "base/digest.h"
#include "report/missing.h"
#include "report/text.h"
#include "report/words.h"

namespace tidewaiter::report {
namespace {

double stake(const Decision& decision) { return decision.count.value_or(0) * decision.tpp.value_or(0); }

std::uint64_t party_hash(const DecisionParty& party) {
  return hash_of(party.name) * 31 + hash_of(party.country.code());
}

}  // namespace

bool comes_before(const Decision& a, const Decision& b) {
  return std::tuple(b.disposition, b.risk, stake(b), std::string_view(a.shipment_id)) <
         std::tuple(a.disposition, a.risk, stake(a), std::string_view(b.shipment_id));
}

void SummaryBuilder::add(const Decision& decision) {
  ++shipments_;
  ++by_disposition_[static_cast<std::size_t>(decision.disposition)];
  count_open_flags(decision);
  if (decision.disposition == Disposition::release) return;
  bool counted = true;
  for (const LineDecision& line : decision.lines) {
    chips_waiting_ += line.chips.value_or(0);
    counted = counted && line.chips.has_value();
  }
  if (!counted) ++uncounted_;
  count_reasons(decision);
  count_missing(decision);

  // Heap by comes_before: its top is the decision that comes last in the order of work.
  if (worst_.size() == limit_) {
    if (worst_.empty() || !comes_before(decision, worst_.front())) return;
    std::ranges::pop_heap(worst_, comes_before);
    worst_.back() = decision;
  } else {
    worst_.push_back(decision);
  }
  std::ranges::push_heap(worst_, comes_before);
}

void SummaryBuilder::count_reasons(const Decision& decision) {
  // A shipment counts once for each reason, however many of its lines or parties give it.
  std::set<std::pair<std::string, std::string_view>> reasons;  // headline, id
  bool open_questions = false;
  for (const Finding& finding : decision.findings) {
    open_questions = open_questions || is_open_question(finding);
    if (finding.level != Level::info) reasons.emplace(headline(finding), finding.id);
  }
  for (const LineDecision& line : decision.lines) {
    if (line.determination == Determination::no_licence) continue;
    // What leaves a line open is the question, not the rule that fired all the same. Which rules wait for the same fact
    // is for `explain`; here they are one reason, and what is missing is counted apart.
    if (line.determination == Determination::undetermined && open_questions) {
      reasons.emplace("Undecided for want of facts", "");
      continue;
    }
    if (line.rules.empty()) continue;
    const std::string& rule = line.rules.front();
    const auto finding = std::ranges::find(decision.findings, rule, &Finding::id);
    reasons.emplace(finding == decision.findings.end() ? rule : headline(*finding), rule);
  }
  std::string_view counted;
  for (const auto& [title, id] : reasons) {  // by title: equal ones follow each other
    auto found = reasons_.find(title);
    if (found == reasons_.end()) found = reasons_.emplace(title, ReasonCount{std::string(id), 0}).first;
    if (found->second.id != id) found->second.id.clear();
    if (title != counted) ++found->second.shipments;
    counted = title;
  }
}

void SummaryBuilder::count_missing(const Decision& decision) {
  count_fields(decision, missing_of_lines(decision), waiting_);
}

// Releases too: a flag that nobody could ask must not look like one that was asked and is quiet. Most of a million
// releases come by here, one after the other, so names are looked up once and not built again.
void SummaryBuilder::count_open_flags(const Decision& decision) {
  if (decision.open_flags.empty()) return;
  ++open_flag_shipments_;
  if (decision.open_flags != last_open_flags_) {
    last_open_flags_ = decision.open_flags;
    last_counts_.clear();
    for (const std::string& id : decision.open_flags) last_counts_.push_back(&open_flags_[id]);
  }
  for (std::uint64_t* count : last_counts_) ++*count;
  const bool lines_lack_something =
      std::ranges::any_of(decision.lines, [](const LineDecision& line) { return !line.missing.empty(); });
  if (lines_lack_something) {
    count_fields(decision, missing_of_flags(decision), open_flag_fields_);
    return;
  }
  seen_.clear();
  for (const std::string& path : decision.missing) {
    auto known = paths_.find(path);
    if (known == paths_.end()) {
      const MissingFact missing = read_missing(decision, path);
      known = paths_.emplace(path, Path{&open_flag_fields_[missing.field], parse_role(missing.of)}).first;
    }
    WaitingCount& count = *known->second.count;
    if (const auto role = known->second.role) {
      const auto party = std::ranges::find(decision.parties, *role, &DecisionParty::role);
      if (party != decision.parties.end()) count.parties.insert(party_hash(*party));
    }
    if (std::ranges::find(seen_, &count) != seen_.end()) continue;
    seen_.push_back(&count);
    ++count.shipments;
  }
}

void SummaryBuilder::count_fields(const Decision& decision, const std::vector<std::string>& paths, Counts& counts) {
  std::set<std::string> fields;
  for (const std::string& path : paths) {
    MissingFact missing = read_missing(decision, path);
    // of a party that is not named nobody can say more than its part: "exporter name"
    const bool nobody = missing.party == nullptr && parse_role(missing.of).has_value();
    if (nobody) missing.field = fmt::format("{} {}", in_words(missing.of), missing.field);
    WaitingCount& waiting = counts[missing.field];
    if (missing.party != nullptr) {
      waiting.parties.insert(party_hash(*missing.party));
    }
    if (fields.insert(missing.field).second) ++waiting.shipments;
  }
}

std::vector<Summary::Waiting> SummaryBuilder::most_first(const Counts& counts) {
  std::vector<Summary::Waiting> fields;
  for (const auto& [field, count] : counts) fields.push_back({field, count.shipments, count.parties.size()});
  std::ranges::stable_sort(fields, std::greater{}, &Summary::Waiting::shipments);
  return fields;
}

Summary SummaryBuilder::summary() const {
  Summary summary;
  summary.shipments = shipments_;
  summary.by_disposition = by_disposition_;
  summary.chips_waiting = chips_waiting_;
  summary.uncounted = uncounted_;
  for (const auto& [title, reason] : reasons_) summary.reasons.push_back({title, reason.id, reason.shipments});
  std::ranges::stable_sort(summary.reasons, std::greater{}, &Summary::Reason::shipments);
  summary.waiting = most_first(waiting_);
  summary.open_flag_shipments = open_flag_shipments_;
  for (const auto& [id, shipments] : open_flags_) summary.open_flags.push_back({{}, id, shipments});
  std::ranges::stable_sort(summary.open_flags, std::greater{}, &Summary::Reason::shipments);
  summary.open_flag_fields = most_first(open_flag_fields_);
  summary.worklist = worst_;
  std::ranges::sort(summary.worklist, comes_before);
  return summary;
}

}  // namespace tidewaiter::report
