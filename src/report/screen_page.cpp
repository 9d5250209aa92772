#include "report/screen_page.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdlib>

#include "report/missing.h"
#include "report/text.h"
#include "report/words.h"

namespace tidewaiter::report {
namespace {

constexpr std::size_t kReasons = 10;  // the head of the page must fit one screen
constexpr std::size_t kWaiting = 5;
constexpr std::size_t kTexts = 5;  // of how files were read; of what is read as unknown
constexpr std::size_t kLines = 3;  // of a shipment in the worklist; `explain` shows all
constexpr std::size_t kFindings = 4;
constexpr std::size_t kLabel = 2;  // columns of a block: label, text, text below a bullet
constexpr std::size_t kText = 9;
constexpr std::size_t kBelow = 11;

void print_some(Page& page, std::string_view label, const std::vector<std::string>& texts) {
  for (std::size_t i = 0; i < std::min(kTexts, texts.size()); ++i) {
    if (i == 0) page.put(label, Ink::faint);
    page.wrapped(kText, texts[i]);
  }
  if (texts.size() > kTexts) {
    page.wrapped(kText, fmt::format("… and {} more, told above", texts.size() - kTexts), Ink::faint);
  }
}

void print_sources(Page& page, const RunFacts& facts) {
  page.put("files", Ink::faint).pad_to(kText);
  page.put(fmt::format("{}", fmt::join(facts.inputs, ", ")));
  page.end_line();
  print_some(page, "read", facts.how_read);
  page.put("rows", Ink::faint).pad_to(kText);
  page.put(fmt::format("{} read", grouped(facts.rows_read)));
  if (facts.rows_rejected > 0) {
    page.put(", ").put(fmt::format("{} rejected", grouped(facts.rows_rejected)), Ink::hold);
    if (!facts.rejects_file.empty()) page.put(fmt::format(" (see {})", facts.rejects_file));
  } else {
    page.put(", none rejected");
  }
  page.end_line();
  if (facts.party_rows > 0) {
    page.put("parties", Ink::faint).pad_to(kText);
    page.put(fmt::format("{} read", counted(facts.party_rows, "row", "rows")));
    if (facts.party_rows_rejected > 0) {
      page.put(", ").put(fmt::format("{} rejected", grouped(facts.party_rows_rejected)), Ink::hold);
      page.put(": what they say is not used");
      if (!facts.rejects_file.empty()) page.put(fmt::format(" (see {})", facts.rejects_file));
    } else {
      page.put(", none rejected");
    }
    page.end_line();
  }
  print_some(page, "unknown", facts.read_as_unknown);
  page.put("lists", Ink::faint).pad_to(kText);
  if (facts.lists.empty()) {
    page.put("none: no party was compared with any list", Ink::hold).end_line();
  } else {
    std::string texts;
    for (const ListSource& source : facts.lists) {
      texts +=
          fmt::format("{}{}, {}", texts.empty() ? "" : "; ", source.file, counted(source.entries, "entry", "entries"));
      if (source.date) texts += fmt::format(" of {}", source.date->to_string());
      if (source.date && facts.today) {
        const int days = *facts.today - *source.date;
        const std::string length = counted(static_cast<std::uint64_t>(std::abs(days)), "day", "days");
        texts += days == 0  ? std::string(", today")
                 : days > 0 ? fmt::format(", {} old", length)
                            : fmt::format(", {} later than the day asked", length);
      }
    }
    page.wrapped(kText, fmt::format("{} ({})", facts.versions.lists, texts));
  }
  page.put("rules", Ink::faint).pad_to(kText);
  page.put(facts.versions.rules).end_line();
}

void print_counts(Page& page, const Summary& summary) {
  page.put(counted(summary.shipments, "shipment", "shipments"), Ink::strong);
  for (const Disposition disposition :
       {Disposition::stop, Disposition::hold, Disposition::review, Disposition::release}) {
    const std::uint64_t count = summary.by_disposition[static_cast<std::size_t>(disposition)];
    page.put("   ");
    page.put(fmt::format("{} {}", grouped(count), to_string(disposition)),
             count == 0 ? Ink::faint : ink_of(disposition));
  }
  page.end_line();
}

void print_reasons(Page& page, const Summary& summary) {
  if (!summary.reasons.empty()) {
    page.line();
    page.line("Why they wait", Ink::strong);
    Table table({{"", Table::Align::right}, {"", Table::Align::left, true}, {""}});
    for (std::size_t i = 0; i < std::min(kReasons, summary.reasons.size()); ++i) {
      const Summary::Reason& reason = summary.reasons[i];
      table.add(
          {{grouped(reason.shipments)}, {reason.title}, {reason.id == reason.title ? "" : reason.id, Ink::faint}});
    }
    table.print(page, kLabel);
    if (summary.reasons.size() > kReasons) {
      page.pad_to(kLabel);
      page.line(fmt::format("… and {} more reasons", grouped(std::uint64_t{summary.reasons.size() - kReasons})),
                Ink::faint);
    }
  }
  if (!summary.waiting.empty()) {
    page.line();
    page.line("What would settle them", Ink::strong);
    for (std::size_t i = 0; i < std::min(kWaiting, summary.waiting.size()); ++i) {
      const Summary::Waiting& waiting = summary.waiting[i];
      std::string text =
          fmt::format("{} for the {}", counted(waiting.shipments, "shipment waits", "shipments wait"), waiting.field);
      if (waiting.parties > 0) text += fmt::format(" of {}", counted(waiting.parties, "party", "parties"));
      page.wrapped(kLabel, text);
    }
    if (summary.waiting.size() > kWaiting) {
      page.pad_to(kLabel);
      page.line(fmt::format("… and {} more facts", grouped(std::uint64_t{summary.waiting.size() - kWaiting})),
                Ink::faint);
    }
  }
}

// Red flags that nobody could ask: how often, which, and for want of what.
void print_open_flags(Page& page, const Summary& summary) {
  if (summary.open_flags.empty()) return;
  page.line();
  page.line("Red flags that could not be asked", Ink::strong);
  const auto list = [](std::size_t size, const auto& text_of) {
    std::string text;
    for (std::size_t i = 0; i < std::min(kWaiting, size); ++i) text += (i == 0 ? "" : ", ") + text_of(i);
    if (size > kWaiting) text += fmt::format(", and {} more", size - kWaiting);
    return text;
  };
  page.wrapped(kLabel, fmt::format("in {}: {}", counted(summary.open_flag_shipments, "shipment", "shipments"),
                                   list(summary.open_flags.size(), [&](std::size_t i) {
                                     const Summary::Reason& flag = summary.open_flags[i];
                                     return fmt::format("{} ({})", flag.id, grouped(flag.shipments));
                                   })));
  if (summary.open_flag_fields.empty()) {
    // the flags lack nothing but what the law lacks already
    page.wrapped(kLabel, summary.waiting.empty() ? "for want of facts that no column states"
                                                 : "for want of what else is waited for, as told above");
    return;
  }
  page.wrapped(kLabel, fmt::format("for want of {}", list(summary.open_flag_fields.size(), [&](std::size_t i) {
                                     const Summary::Waiting& field = summary.open_flag_fields[i];
                                     return field.parties == 0
                                                ? field.field
                                                : fmt::format("the {} of {}", field.field,
                                                              counted(field.parties, "party", "parties"));
                                   })));
}

void label(Page& page, std::string_view text) {
  page.pad_to(kLabel);
  page.put(text, Ink::faint);
  page.pad_to(kText);
}

// Lines in the order in which they matter: chips first.
std::vector<const LineDecision*> lines_by_weight(const Decision& decision) {
  std::vector<const LineDecision*> lines;
  lines.reserve(decision.lines.size());
  for (const LineDecision& line : decision.lines) lines.push_back(&line);
  std::ranges::stable_sort(lines, [](const LineDecision* a, const LineDecision* b) {
    return a->chips.value_or(0) * a->tpp.value_or(0) > b->chips.value_or(0) * b->tpp.value_or(0);
  });
  return lines;
}

std::string party_text(const DecisionParty& party) {
  std::string place(party.country.code());
  if (party.headquarters.known() && party.headquarters != party.country) {
    const std::string_view word = party.basis == HeadquartersBasis::list_entry ? "listed in" : "headquarters";
    place += fmt::format("{}{} {}", place.empty() ? "" : ", ", word, party.headquarters.code());
  }
  return place.empty() ? party.name : fmt::format("{} ({})", party.name, place);
}

// Whom it goes to, and whoever else stands on a list.
void print_who(Page& page, const Decision& decision) {
  bool first = true;
  for (const PartyInRoles& one : parties_of(decision)) {
    if (!one.receives && !one.listed) continue;
    if (first) label(page, "to");
    if (!first) page.pad_to(kText);
    first = false;
    const std::string_view listed = one.listed ? "  on a list" : "";
    const std::size_t taken = kText + 2 + one.roles.size() + listed.size();
    page.put(fit(printable(party_text(*one.party)), page.width() > taken ? page.width() - taken : 0));
    page.put("  ").put(one.roles, Ink::faint).put(listed, Ink::stop).end_line();
  }
}

// The authority alone; where it was read stands in brackets behind it and in `explain`.
std::string_view authority_of(const Finding& finding) {
  return std::string_view(finding.source).substr(0, finding.source.find(" ["));
}

// "and 27 more entries of that list: "Shanghai Example Co., Ltd.", "Xi'an Example Co., Ltd." and 25 others".
std::string others_text(const std::vector<const Finding*>& others) {
  constexpr std::size_t kNamed = 2;
  std::string text = fmt::format("and {} of that list: ", counted(others.size(), "more entry", "more entries"));
  for (std::size_t i = 0; i < std::min(kNamed, others.size()); ++i) {
    text += fmt::format("{}\"{}\"", i == 0 ? "" : ", ", evidence_of(*others[i], "entry name"));
  }
  if (others.size() > kNamed) text += fmt::format(" and {}", counted(others.size() - kNamed, "other", "others"));
  return text;
}

// Findings first, then the rules that cannot be decided: the first of them in words if nothing else speaks for itself.
void print_why(Page& page, const Decision& decision) {
  std::vector<const Finding*> reasons = reasons_of(decision);
  const auto open = std::ranges::stable_partition(reasons, [](const Finding* one) { return !is_open_question(*one); });
  std::size_t unsaid = open.size();
  reasons.resize(reasons.size() - open.size() + (open.size() == reasons.size() ? std::min<std::size_t>(1, unsaid) : 0));
  bool first = true;
  const auto bullet = [&](Ink ink) {
    if (first) label(page, "why");
    if (!first) page.pad_to(kText);
    first = false;
    page.put("• ", ink);
  };
  const std::vector<FoldedFinding> groups = folded(reasons);
  for (std::size_t i = 0; i < std::min(kFindings, groups.size()); ++i) {
    const Finding& finding = *groups[i].first;
    bullet(ink_of(finding.level));
    page.wrapped(kBelow, headline(finding));
    if (is_open_question(finding)) {
      --unsaid;
    } else if (!finding.why.empty()) {
      page.wrapped(kBelow, finding.why, Ink::faint);
    }
    if (const std::string_view authority = authority_of(finding); !authority.empty()) {
      page.wrapped(kBelow, authority, Ink::faint);
    }
    if (const auto& others = groups[i].others; !others.empty()) {
      page.wrapped(kBelow, others_text(others), Ink::faint);
    }
  }
  if (groups.size() > kFindings) {
    page.pad_to(kBelow);
    page.line(fmt::format("… and {} more", groups.size() - kFindings), Ink::faint);
  }
  if (unsaid > 0) {
    bullet(Ink::faint);
    page.wrapped(kBelow, unsaid == open.size()
                             ? counted(unsaid, "rule cannot be decided", "rules cannot be decided")
                             : counted(unsaid, "more rule cannot be decided", "more rules cannot be decided"));
  }
}

// What is known of the shipment from before: `texts` by id.
void print_known(Page& page, std::string_view name, const KnownShipments& texts, const Decision& decision) {
  const auto text = texts.find(decision.shipment_id);
  if (text == texts.end()) return;
  label(page, name);
  page.wrapped(kText, text->second.text);
}

void print_block(Page& page, const Decision& decision, const RunFacts& facts) {
  page.put(capitals(decision.disposition), ink_of(decision.disposition)).pad_to(kText);
  page.put(decision.shipment_id, Ink::strong).put("  ");
  page.put(fmt::format("{}  {}", date_of(decision), route_of(decision)));
  page.put_at_right(fmt::format("risk {}", risk_text(decision.risk)), Ink::faint);
  page.end_line();

  print_known(page, "since", facts.since, decision);
  print_known(page, "answer", facts.answers, decision);
  const std::vector<const LineDecision*> lines = lines_by_weight(decision);
  for (std::size_t i = 0; i < std::min(kLines, lines.size()); ++i) {
    if (i == 0) label(page, "goods");
    page.wrapped(kText, goods_of(*lines[i]));
  }
  if (lines.size() > kLines) {
    page.pad_to(kText);
    page.line(fmt::format("… and {} more lines", lines.size() - kLines), Ink::faint);
  }
  print_who(page, decision);
  label(page, "law");
  page.wrapped(kText, law_of(decision.determination, decision.policy));
  print_why(page, decision);
  const std::vector<std::string> missing = describe_missing(decision, missing_of_lines(decision));
  for (std::size_t i = 0; i < missing.size(); ++i) {
    if (i == 0) label(page, "need");
    page.wrapped(kText, missing[i]);
  }
}

}  // namespace

std::string screen_page(const Summary& summary, const RunFacts& facts, Layout layout) {
  Page page(layout);
  print_counts(page, summary);
  if (summary.chips_waiting > 0 || summary.uncounted > 0) {
    std::string text = fmt::format("{} {} in the shipments that wait", grouped(summary.chips_waiting),
                                   summary.chips_waiting == 1 ? "chip" : "chips");
    if (summary.uncounted > 0) {
      text += fmt::format(", and an unknown number in {} without a quantity",
                          counted(summary.uncounted, "shipment", "shipments"));
    }
    page.line(text);
  }
  for (const std::string& text : facts.left_out) page.wrapped(0, text);
  page.line();
  print_sources(page, facts);
  print_reasons(page, summary);
  print_open_flags(page, summary);
  page.line();
  if (summary.worklist.empty()) {
    const bool none = summary.shipments == 0;
    page.line(!facts.left_out.empty() ? (none ? "Nothing is new." : "Of what is new nothing waits.")
              : none                  ? "No shipment was screened."
                                      : "Nothing waits: every shipment may go.",
              Ink::strong);
  } else {
    page.rule("Worklist");
    for (const Decision& decision : summary.worklist) {
      print_block(page, decision, facts);
      page.line();
    }
    const std::uint64_t more = summary.waiting_shipments() - summary.worklist.size();
    if (more > 0) {
      page.line(fmt::format("… and {} more: {}", grouped(more),
                            facts.budgeted ? "a higher --budget shows them" : "use --format ndjson or csv"),
                Ink::strong);
    }
    if (facts.explain_with) {
      page.line(fmt::format("Try next: tidewaiter explain {}{}{}", shell_word(summary.worklist.front().shipment_id),
                            facts.explain_with->empty() ? "" : " ", *facts.explain_with));
    }
  }
  page.wrapped(0, not_legal_advice(), Ink::faint);
  return page.take();
}

}  // namespace tidewaiter::report
