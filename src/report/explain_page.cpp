#include "report/explain_page.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "report/missing.h"
#include "report/text.h"
#include "report/words.h"

namespace tidewaiter::report {
namespace {

constexpr std::size_t kLabel = 2;
constexpr std::size_t kText = 14;
constexpr std::size_t kBelow = 16;

void label(Page& page, std::string_view text) {
  page.pad_to(kLabel);
  page.put(text, Ink::faint);
  page.pad_to(kText);
}

void print_head(Page& page, const Decision& decision) {
  page.put(capitals(decision.disposition), ink_of(decision.disposition)).put("  ");
  page.put(decision.shipment_id, Ink::strong).put("  ");
  page.put(fmt::format("{}  {}", date_of(decision), route_of(decision)));
  page.put_at_right(fmt::format("risk {}", risk_text(decision.risk)), Ink::faint);
  page.end_line();
  page.wrapped(0, law_of(decision.determination, decision.policy));
  page.line();
}

void print_parties(Page& page, const Decision& decision) {
  if (decision.parties.empty()) return;
  page.rule("Parties");
  Table table({{"", Table::Align::left, true}, {""}, {""}, {""}, {""}});
  for (const PartyInRoles& one : parties_of(decision)) {
    const DecisionParty& party = *one.party;
    std::string headquarters = "headquarters not known";
    if (party.basis == HeadquartersBasis::list_entry) {
      headquarters += fmt::format(", listed in {}", party.headquarters.code());
    } else if (party.headquarters.known()) {
      headquarters = fmt::format("headquarters {} ({})", party.headquarters.code(), to_string(party.basis));
    }
    table.add({{party.name},
               {std::string(party.country.code())},
               {one.roles, Ink::faint},
               {headquarters},
               {one.listed ? "on a list" : "", Ink::stop}});
  }
  table.print(page, kLabel);
  page.line();
}

// "US-742.6-A-HQ r2", as `rules list` names a revision.
std::string name_of(const Finding& finding) {
  const auto revision = std::ranges::find(finding.evidence, "revision", [](const auto& pair) { return pair.first; });
  return revision == finding.evidence.end() ? finding.id : fmt::format("{} r{}", finding.id, revision->second);
}

// Title and name, why, source.
void print_statement(Page& page, const Finding& finding, std::size_t indent) {
  page.wrapped(indent, fmt::format("{} [{}]", headline(finding), name_of(finding)), Ink::strong);
  if (!finding.why.empty() && !is_open_question(finding)) page.wrapped(indent, finding.why);
  if (!finding.source.empty()) page.wrapped(indent, finding.source, Ink::faint);
}

// Which groups the rule asked for, and how sure their membership is.
void print_groups(Page& page, const Finding& finding, std::size_t indent) {
  const std::string_view groups = evidence_of(finding, "country groups");
  if (!groups.empty()) page.wrapped(indent, groups, Ink::faint);
}

// What was compared, a field a line. Revision and row of a rule stand in its name and source already.
void print_evidence(Page& page, const Finding& finding, bool one_line, std::size_t indent) {
  const auto is_shown = [&](const std::pair<std::string, std::string>& pair) {
    if (pair.first == "lines" && one_line) return false;
    return !pair.second.empty() && pair.first != "revision" && pair.first != "row";
  };
  constexpr std::size_t kWidest = 24;  // a longer field pushes its own value to the right, not all of them
  std::size_t widest = 0;
  for (const auto& pair : finding.evidence) {
    if (is_shown(pair)) widest = std::max(widest, std::min(kWidest, display_width(pair.first)));
  }
  for (const auto& pair : finding.evidence) {
    if (!is_shown(pair)) continue;
    page.pad_to(indent);
    page.put(pair.first, Ink::faint);
    page.pad_to(indent + widest + 2);
    page.wrapped(indent + widest + 2, pair.second);
  }
}

// What would settle the line, what applied and decided nothing, what it missed by little.
void print_reasoning(Page& page, const Decision& decision, const LineReasoning& reasoning) {
  const auto say = [&](std::string_view name, const std::vector<std::string>& texts) {
    for (std::size_t i = 0; i < texts.size(); ++i) {
      if (i == 0) label(page, name);
      page.wrapped(kText, texts[i]);
    }
  };
  std::vector<std::string> settling;
  settling.reserve(reasoning.settling.size() + 1);
  for (const std::vector<std::string>& set : reasoning.settling) {
    settling.push_back(fmt::format("{}, whatever the answer", fmt::join(describe_missing(decision, set), "; and ")));
  }
  if (reasoning.settling_truncated) {
    settling.push_back(settling.empty() ? "no set of three facts or fewer was found that surely settles it"
                                        : "there may be more sets, or smaller ones");
  }
  say("settled by", settling);
  std::vector<std::string> releasing;
  for (const SettlingFact& fact : reasoning.releasing) {
    const std::vector<std::string> words = describe_missing(decision, {fact.fact});
    releasing.push_back(
        fmt::format("{}: {}", words.empty() ? fact.fact : words.front(), fmt::join(fact.values, "; or ")));
  }
  say("release if", releasing);
  say("weaker", reasoning.weaker);
  say("near", reasoning.near);
  if (!reasoning.footing.empty()) say("footing", {reasoning.footing});
}

void print_line(Page& page, const Decision& decision, const LineDecision& line, const LineReasoning* reasoning) {
  page.rule(fmt::format("Line {}", line.line_no));
  label(page, "goods");
  page.wrapped(kText, goods_of(line));
  label(page, "kind");
  page.wrapped(kText, line.kind == ItemKind::none
                          ? in_words(to_string(line.item_state))
                          : fmt::format("{}, {}", to_string(line.kind), in_words(to_string(line.item_state))));
  label(page, "law");
  page.wrapped(kText, law_of(line.determination, line.policy));
  for (std::size_t i = 0; i < line.rules.size(); ++i) {
    if (i == 0) label(page, "rules");
    const auto finding = std::ranges::find(decision.findings, line.rules[i], &Finding::id);
    page.pad_to(kText);
    if (finding == decision.findings.end()) {
      page.put("• ", Ink::faint);
      page.wrapped(kBelow, line.rules[i]);
    } else {
      page.put("• ", Ink::strong);
      print_statement(page, *finding, kBelow);
      print_groups(page, *finding, kBelow);
    }
  }
  const std::vector<std::string> missing = describe_missing(decision, line.missing);
  for (std::size_t i = 0; i < missing.size(); ++i) {
    if (i == 0) label(page, "missing");
    page.wrapped(kText, missing[i]);
  }
  for (std::size_t i = 0; i < line.conditions.size(); ++i) {
    if (i == 0) label(page, "conditions");
    page.wrapped(kText, line.conditions[i]);
  }
  if (reasoning != nullptr) print_reasoning(page, decision, *reasoning);
  page.line();
}

// Other entries of the same list that the same party is like: each with its id, score, name and what counts for it.
void print_others(Page& page, const std::vector<const Finding*>& others) {
  if (others.empty()) return;
  page.pad_to(kText);
  page.line(fmt::format("and {} of that list in the same way:", counted(others.size(), "more entry", "more entries")),
            Ink::faint);
  for (const Finding* other : others) {
    std::string text = fmt::format("{} {} {}", evidence_of(*other, "entry"), evidence_of(*other, "score"),
                                   evidence_of(*other, "entry name"));
    if (const auto alias = evidence_of(*other, "matched alias"); !alias.empty())
      text += fmt::format(" (alias \"{}\")", alias);
    if (const auto name = evidence_of(*other, "compared name"); !name.empty())
      text += fmt::format(", by the name \"{}\"", name);
    for (const std::string_view field : {"country", "address", "registration number", "in force", "exception"}) {
      if (const auto value = evidence_of(*other, field); !value.empty()) text += fmt::format("; {}: {}", field, value);
    }
    page.pad_to(kText + 2);
    page.wrapped(kText + 4, text);
  }
}

// What no line has shown as one of its rules: questions that stay open, red flags, list hits; the gravest first.
void print_findings(Page& page, const Decision& decision) {
  std::vector<const Finding*> findings;
  for (const Finding& finding : decision.findings) {
    const bool shown = std::ranges::any_of(decision.lines, [&](const LineDecision& line) {
      return std::ranges::find(line.rules, finding.id) != line.rules.end();
    });
    if (!shown) findings.push_back(&finding);
  }
  std::ranges::stable_sort(findings, [](const Finding* a, const Finding* b) {
    if (is_open_question(*a) != is_open_question(*b)) return is_open_question(*a);
    return a->level > b->level;
  });
  if (findings.empty()) return;
  page.rule("Findings");
  bool some_folded = false;
  for (const FoldedFinding& group : folded(findings)) {
    const Finding* finding = group.first;
    page.pad_to(kLabel);
    page.put(is_open_question(*finding) ? "open" : to_string(finding->level),
             is_open_question(*finding) ? Ink::strong : ink_of(finding->level));
    page.pad_to(kText);
    print_statement(page, *finding, kText);
    if (finding->weight > 0) {
      page.pad_to(kText);
      page.line(fmt::format("weight {} in the risk", finding->weight), Ink::faint);
    }
    print_evidence(page, *finding, decision.lines.size() <= 1, kText);
    print_others(page, group.others);
    some_folded = some_folded || !group.others.empty();
  }
  if (some_folded) page.line("Everything that was compared of each entry: --format json", Ink::faint);
  page.line();
}

void print_texts(Page& page, const std::vector<std::string>& texts) {
  for (const std::string& text : texts) {
    page.pad_to(kLabel);
    page.put("• ");
    page.wrapped(kLabel + 2, text);
  }
}

void print_missing(Page& page, const Decision& decision) {
  const std::vector<std::string> missing = missing_of_lines(decision);
  if (missing.empty()) return;
  page.rule("What would settle it");
  print_texts(page, settle_missing(decision, missing));
  page.line();
}

// They change nothing, but an unknown answer must not look like a quiet flag.
void print_open_flags(Page& page, const Decision& decision, const ExplainFacts& facts) {
  if (decision.open_flags.empty()) return;
  page.rule("Red flags that could not be asked");
  for (const std::string& id : decision.open_flags) {
    const auto title = facts.titles.find(id);
    page.pad_to(kLabel);
    page.put("• ");
    page.wrapped(kLabel + 2, title == facts.titles.end() ? id : fmt::format("{} [{}]", title->second, id));
  }
  const std::vector<std::string> missing = missing_of_flags(decision);
  if (!missing.empty()) {
    page.line();
    page.line("What they lack", Ink::strong);
    print_texts(page, settle_missing(decision, missing));
  }
  page.line();
}

void print_answers(Page& page, const ExplainFacts& facts) {
  if (facts.answers.empty()) return;
  page.rule("Answers");
  for (const ExplainFacts::Answer& answer : facts.answers) {
    page.pad_to(kLabel);
    page.put("• ");
    page.wrapped(kLabel + 2, answer.said);
    page.wrapped(kLabel + 2, answer.state, answer.in_force ? Ink::strong : Ink::faint);
  }
  page.line();
}

void print_ground(Page& page, const ExplainFacts& facts) {
  page.rule("Rests on");
  const auto row = [&](std::string_view name, std::string_view value) {
    if (value.empty()) return;
    label(page, name);
    page.wrapped(kText, value);
  };
  row("lists", facts.versions.lists);
  row("rules", facts.versions.rules);
  row("engine", facts.versions.engine);
  row("run", facts.run);
  row("digest", facts.digest);
  row("replay", facts.replay);
  for (const std::string& difference : facts.differences) row("", difference);
  for (std::size_t i = 0; i < facts.others.size(); ++i) row(i == 0 ? "see also" : "", facts.others[i]);
  page.line();
}

}  // namespace

std::string explain_page(const Decision& decision, const ExplainFacts& facts, Layout layout) {
  Page page(layout);
  print_head(page, decision);
  print_parties(page, decision);
  for (std::size_t i = 0; i < decision.lines.size(); ++i) {  // both have one for each item of each line
    const bool told = i < facts.reasoning.size() && facts.reasoning[i].line_no == decision.lines[i].line_no;
    print_line(page, decision, decision.lines[i], told ? &facts.reasoning[i] : nullptr);
  }
  print_findings(page, decision);
  print_missing(page, decision);
  print_open_flags(page, decision, facts);
  print_answers(page, facts);
  print_ground(page, facts);
  page.wrapped(0, not_legal_advice(), Ink::faint);
  return page.take();
}

}  // namespace tidewaiter::report
