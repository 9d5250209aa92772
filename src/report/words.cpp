#include "report/words.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <tuple>
#include <unordered_map>
#include <unordered_set>

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
  // a shipment may have twenty thousand lines, each with findings: both are gone through once
  std::unordered_set<std::string_view> deciding;
  for (const LineDecision& line : decision.lines) {
    if (line.determination != Determination::no_licence && !line.rules.empty()) deciding.insert(line.rules.front());
  }
  const bool undetermined = std::ranges::any_of(
      decision.lines, [](const LineDecision& line) { return line.determination == Determination::undetermined; });
  // The entries that deciding rules name, asked once each: what is said of many lines may be said in many ways.
  std::unordered_set<std::string_view> said;
  for (const Finding& finding : decision.findings) {
    if (deciding.contains(finding.id)) said.insert(finding.why);
  }
  std::unordered_map<std::string_view, bool> is_named;
  // A certain hit of a list with an effect, where no deciding rule names the entry.
  const auto is_certain_hit = [&](const Finding& finding) {
    if (finding.id != "list_hit" || decision.disposition == Disposition::release) return false;
    const std::string_view entry = evidence_of(finding, "entry name");
    const auto [known, is_new] = is_named.try_emplace(entry, false);
    if (is_new) {
      known->second =
          std::ranges::any_of(said, [&](std::string_view why) { return why.find(entry) != std::string_view::npos; });
    }
    return !known->second;
  };
  constexpr int kInforms = 6;
  const auto rank_of = [&](const Finding& finding) {
    if (deciding.contains(finding.id)) return 0;
    if (is_open_question(finding)) return undetermined ? 0 : kInforms;
    if (finding.level == Level::hold) return 1;
    if (is_certain_hit(finding)) return 2;
    if (finding.level == Level::review) return finding.id.starts_with("list_hit") ? 4 : 3;
    return finding.weight > 0 ? 5 : kInforms;
  };
  struct Ranked {
    int rank;
    const Finding* finding;
  };
  std::vector<Ranked> ranked;
  for (const Finding& finding : decision.findings) {
    if (const int rank = rank_of(finding); rank < kInforms) ranked.push_back({rank, &finding});
  }
  if (ranked.empty()) {
    for (const Finding& finding : decision.findings) ranked.push_back({kInforms, &finding});
  }
  std::ranges::stable_sort(ranked, [](const Ranked& a, const Ranked& b) {
    if (a.rank != b.rank) return a.rank < b.rank;
    if (a.finding->weight != b.finding->weight) return a.finding->weight > b.finding->weight;
    return evidence_of(*a.finding, "score") > evidence_of(*b.finding, "score");  // four decimals, so as texts
  });
  std::vector<const Finding*> reasons;
  reasons.reserve(ranked.size());
  for (const Ranked& one : ranked) reasons.push_back(one.finding);
  return reasons;
}

std::string_view evidence_of(const Finding& finding, std::string_view field) {
  const auto found = std::ranges::find(finding.evidence, field, [](const auto& pair) { return pair.first; });
  return found == finding.evidence.end() ? std::string_view{} : std::string_view(found->second);
}

std::vector<FoldedFinding> folded(const std::vector<const Finding*>& findings) {
  std::vector<FoldedFinding> groups;
  std::map<std::tuple<std::string_view, std::string_view, Level, std::string_view>, std::size_t> known;
  for (const Finding* finding : findings) {
    if (finding->id.starts_with("list_hit")) {
      const auto [group, is_new] = known.try_emplace(
          {finding->id, finding->title, finding->level, evidence_of(*finding, "party")}, groups.size());
      if (!is_new) {
        groups[group->second].others.push_back(finding);
        continue;
      }
    }
    groups.push_back({finding, {}});
  }
  return groups;
}

std::string headline(const Finding& finding) {
  if (is_open_question(finding) && !finding.why.empty()) return fmt::format("Undecided: {}", finding.why);
  return finding.title.empty() ? finding.id : finding.title;
}

std::vector<PartyInRoles> parties_of(const Decision& decision) {
  std::vector<PartyInRoles> parties;
  std::map<std::tuple<std::string_view, Country, Country, HeadquartersBasis>, std::size_t> known;
  const std::set<std::string_view> hit(decision.parties_hit.begin(), decision.parties_hit.end());
  for (const DecisionParty& party : decision.parties) {
    const auto [place, is_new] =
        known.try_emplace({party.name, party.country, party.headquarters, party.basis}, parties.size());
    if (is_new) parties.push_back({&party, "", false, hit.contains(party.name)});
    PartyInRoles& one = parties[place->second];
    if (!one.roles.empty()) one.roles += ", ";
    one.roles += in_words(to_string(party.role));
    one.receives = one.receives || is_receiving(party.role);
  }
  return parties;
}

std::string_view not_legal_advice() {
  return "A reason to look, not a verdict and not legal advice. `tidewaiter rules list` shows the rules.";
}

}  // namespace tidewaiter::report
