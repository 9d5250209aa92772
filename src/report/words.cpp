#include "report/words.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "report/text.h"

namespace tidewaiter::report {

Ink ink_of(Disposition disposition) {
  static constexpr std::array kInks{Ink::release, Ink::review, Ink::hold, Ink::stop};
  return kInks[static_cast<std::size_t>(disposition)];
}

Ink ink_of(Level level) {
  static constexpr std::array kInks{Ink::faint, Ink::review, Ink::hold};
  return kInks[static_cast<std::size_t>(level)];
}

std::string capitals(Disposition disposition) {
  std::string word(to_string(disposition));
  std::ranges::transform(word, word.begin(), [](char c) { return static_cast<char>(c - 'a' + 'A'); });
  return word;
}

std::string law_of(Determination determination, Policy policy) {
  std::string text = in_words(to_string(determination));
  switch (policy) {
    case Policy::none_stated:
      break;
    case Policy::approval:
      text += ", presumption of approval";
      break;
    case Policy::case_by_case:
      text += ", reviewed case by case";
      break;
    case Policy::denial:
      text += ", presumption of denial";
      break;
    case Policy::unknown:
      text += ", review policy not known";
      break;
  }
  return text;
}

std::string date_of(const Decision& decision) {
  return decision.date ? decision.date->to_string() : std::string("date not known");
}

std::string route_of(const Decision& decision) {
  const auto exporter = std::ranges::find(decision.parties, Role::exporter, &DecisionParty::role);
  const std::string_view from = exporter == decision.parties.end() ? std::string_view{} : exporter->country.code();
  const std::string_view to = decision.destination.code();
  return fmt::format("{} → {}", from.empty() ? "?" : from, to.empty() ? "?" : to);
}

std::string risk_text(double risk) { return fmt::format("{:.3f}", risk); }

std::string goods_of(const LineDecision& line) {
  std::string text =
      !line.units || *line.units == 1 ? line.item : fmt::format("{} × {}", grouped(*line.units), line.item);
  if (!line.units) text += " · quantity unknown";
  const double chips = line.chips.value_or(0);
  if (chips > 0) text += fmt::format(" · {} {}", grouped(chips), chips == 1 ? "chip" : "chips");
  if (!line.eccn.empty()) text += " · " + line.eccn;
  if (line.tpp) text += fmt::format(" · TPP {}", grouped(*line.tpp));
  return text;
}

std::vector<const Finding*> reasons_of(const Decision& decision) {
  const auto decided_a_line = [&](const Finding& finding) {
    return std::ranges::any_of(decision.lines, [&](const LineDecision& line) {
      if (line.determination == Determination::no_licence) return false;
      return line.rules.empty() ? false : line.rules.front() == finding.id;
    });
  };
  const bool undetermined = std::ranges::any_of(
      decision.lines, [](const LineDecision& line) { return line.determination == Determination::undetermined; });
  // A certain hit of a list with an effect, where no deciding rule names the entry.
  const auto is_certain_hit = [&](const Finding& finding) {
    if (finding.id != "list_hit" || decision.disposition == Disposition::release) return false;
    const std::string_view entry = evidence_of(finding, "entry name");
    return std::ranges::none_of(decision.findings, [&](const Finding& rule) {
      return decided_a_line(rule) && rule.why.find(entry) != std::string::npos;
    });
  };
  constexpr int kInforms = 6;
  const auto rank = [&](const Finding& finding) {
    if (decided_a_line(finding)) return 0;
    if (is_open_question(finding)) return undetermined ? 0 : kInforms;
    if (finding.level == Level::hold) return 1;
    if (is_certain_hit(finding)) return 2;
    if (finding.level == Level::review) return finding.id.starts_with("list_hit") ? 4 : 3;
    return finding.weight > 0 ? 5 : kInforms;
  };
  std::vector<const Finding*> reasons;
  for (const Finding& finding : decision.findings) {
    if (rank(finding) < kInforms) reasons.push_back(&finding);
  }
  if (reasons.empty()) {
    for (const Finding& finding : decision.findings) reasons.push_back(&finding);
  }
  std::ranges::stable_sort(reasons, [&](const Finding* a, const Finding* b) {
    if (rank(*a) != rank(*b)) return rank(*a) < rank(*b);
    if (a->weight != b->weight) return a->weight > b->weight;
    return evidence_of(*a, "score") > evidence_of(*b, "score");  // four decimals, so as texts
  });
  return reasons;
}

std::string_view evidence_of(const Finding& finding, std::string_view field) {
  const auto found = std::ranges::find(finding.evidence, field, [](const auto& pair) { return pair.first; });
  return found == finding.evidence.end() ? std::string_view{} : std::string_view(found->second);
}

std::vector<FoldedFinding> folded(const std::vector<const Finding*>& findings) {
  std::vector<FoldedFinding> groups;
  for (const Finding* finding : findings) {
    const bool is_hit = finding->id.starts_with("list_hit");
    const auto same = !is_hit ? groups.end() : std::ranges::find_if(groups, [&](const FoldedFinding& group) {
      const Finding& first = *group.first;
      return first.id == finding->id && first.title == finding->title && first.level == finding->level &&
             evidence_of(first, "party") == evidence_of(*finding, "party");
    });
    if (same == groups.end()) {
      groups.push_back({finding, {}});
    } else {
      same->others.push_back(finding);
    }
  }
  return groups;
}

std::string headline(const Finding& finding) {
  if (is_open_question(finding) && !finding.why.empty()) return fmt::format("Undecided: {}", finding.why);
  return finding.title.empty() ? finding.id : finding.title;
}

std::vector<PartyInRoles> parties_of(const Decision& decision) {
  std::vector<PartyInRoles> parties;
  for (const DecisionParty& party : decision.parties) {
    auto known = std::ranges::find_if(parties, [&](const PartyInRoles& other) {
      return other.party->name == party.name && other.party->country == party.country &&
             other.party->headquarters == party.headquarters && other.party->basis == party.basis;
    });
    if (known == parties.end()) {
      const bool listed = std::ranges::find(decision.parties_hit, party.name) != decision.parties_hit.end();
      known = parties.insert(parties.end(), {&party, "", false, listed});
    }
    if (!known->roles.empty()) known->roles += ", ";
    known->roles += in_words(to_string(party.role));
    known->receives = known->receives || is_receiving(party.role);
  }
  return parties;
}

std::string_view not_legal_advice() {
  return "A reason to look, not a verdict and not legal advice. `tidewaiter rules list` shows the rules.";
}

}  // namespace tidewaiter::report
