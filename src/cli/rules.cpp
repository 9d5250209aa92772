// rules check and rules list: the law as data, from the program's own mouth.
#include "cli/rules.h"

#include <fmt/format.h>

#include <utility>

#include "base/json_writer.h"
#include "cli/commands.h"
#include "cli/output.h"
#include "cli/rows.h"
#include "engine/questions.h"
#include "engine/snapshot.h"
#include "report/page.h"
#include "report/text.h"

namespace tidewaiter::cli {

std::string window_text(const std::optional<DateRange>& days) {
  if (!days) return "never";
  std::string text = days->from == kFirstDate ? "always" : days->from.to_string();
  if (days->to != kLastDate) text += " to " + days->to.to_string();
  return text;
}

Result<RuleBook> RuleBook::open(const Context& context) {
  TIDEWAITER_TRY(const RuleTexts texts, rule_texts(context.settings.rules.string()));
  TIDEWAITER_TRY(Places loaded, Places::load(texts.places));
  auto places = std::make_unique<const Places>(std::move(loaded));
  TIDEWAITER_TRY(Regime regime, Regime::load(texts.rules, *places));
  TIDEWAITER_TRY(catalog::Catalog catalog, catalog::Catalog::load(texts.catalog));
  return RuleBook{std::move(places), std::move(regime), std::move(catalog)};
}

namespace {

Result<void> check(const Context& context) {
  TIDEWAITER_TRY(const RuleTexts texts, rule_texts(context.settings.rules.string()));
  TIDEWAITER_TRY(const Places places, Places::load(texts.places));
  const auto regime = Regime::load_all(texts.rules, places);
  if (!regime) {
    for (const Error& error : regime.error()) tell(error);
    return fail(ErrorCode::bad_rule,
                report::counted(regime.error().size(), "mistake", "mistakes") + " in the rules; none of them is used");
  }
  const Date today = Date::today();
  for (const RuleListing& rule : regime->list_rules()) {
    if (!rule.off || rule.off->to >= today) continue;
    tell(
        fmt::format("note: the override of rule {} r{} is over since {}, the rule is asked again; take it away or "
                    "decide again: {}",
                    rule.id, rule.revision, rule.off->to.to_string(), rule.off_reason));
  }
  tell(fmt::format("{} rules, no mistake; version {}", regime->list_rules().size(),
                   regime->rules_version().substr(0, 16)));
  return {};
}

Result<void> list_not_automated(const Context& context) {
  TIDEWAITER_TRY(const RuleTexts texts, rule_texts({}));
  TIDEWAITER_TRY(const std::vector<FlagQuestion> flags, read_questions(texts.questions));
  TIDEWAITER_TRY(Output output, Output::open(context.common.output));
  report::Page page(layout_of_output(!context.common.output.empty()));
  std::string out;
  for (const FlagQuestion& flag : flags) {
    if (flag.unseen.empty()) continue;
    if (context.common.format == Format::table) {
      page.put(flag.number, report::Ink::strong).put("  ");
      page.wrapped(8, flag.title);
      page.wrapped(8,
                   flag.rules.empty()
                       ? flag.unseen
                       : fmt::format("{} Looked for in part by {}", flag.unseen, fmt::join(flag.rules, ", ")),
                   report::Ink::faint);
      continue;
    }
    JsonWriter json(out);
    json.begin_object().member("flag", flag.number).member("title", flag.title).member("why", flag.unseen);
    json.member("rules", flag.rules).member("question", flag.question).end_object();
    out += '\n';
  }
  if (context.common.format == Format::table) {
    out = page.take();
  } else {
    ObjectRows rows(context.common.format, {"flag", "title", "why", "rules", "question"});
    const std::string objects = std::exchange(out, {});
    TIDEWAITER_CHECK(rows.add_lines(out, objects));
    rows.end(out);
  }
  return output.finish(out);
}

Result<void> list(const Context& context) {
  TIDEWAITER_TRY(const RuleBook book, RuleBook::open(context));
  const Regime& regime = book.regime;
  TIDEWAITER_TRY(Output output, Output::open(context.common.output));
  std::string out;
  if (context.common.format == Format::table) {
    report::Page page(layout_of_output(!context.common.output.empty()));
    for (const RuleListing& rule : regime.list_rules()) {
      page.put(fmt::format("{} r{}", rule.id, rule.revision), report::Ink::strong);
      page.put(fmt::format("  {}, confidence {}", report::in_words(rule.kind), rule.confidence)).end_line();
      page.wrapped(4, std::string(rule.title));
      page.wrapped(4, std::string(rule.authority), report::Ink::faint);
      const std::string text = window_text(rule.text);
      const std::string enforced = window_text(rule.enforced);
      page.wrapped(4, text == enforced ? text : fmt::format("on the books {}; enforced {}", text, enforced),
                   report::Ink::faint);
      if (rule.off)
        page.wrapped(4, fmt::format("off {}: {}", window_text(rule.off), rule.off_reason), report::Ink::hold);
    }
    out = page.take();
  } else {
    ObjectRows rows(context.common.format, {"id", "revision", "kind", "title", "authority", "confidence", "text",
                                            "enforced", "where", "off", "off_reason"});
    for (const RuleListing& rule : regime.list_rules()) {
      std::string object;
      JsonWriter json(object);
      json.begin_object().member("id", rule.id).member("revision", rule.revision).member("kind", rule.kind);
      json.member("title", rule.title).member("authority", rule.authority);
      json.member("confidence", std::string(1, rule.confidence));
      json.member("text", window_text(rule.text))
          .member("enforced", window_text(rule.enforced))
          .member("where", rule.where);
      if (rule.off) json.member("off", window_text(rule.off)).member("off_reason", rule.off_reason);
      json.end_object();
      TIDEWAITER_CHECK(rows.add(out, object));
    }
    rows.end(out);
  }
  return output.finish(out);
}

}  // namespace

int run_command(const Context& context, const RulesCheck&) { return status_of(check(context)); }
int run_command(const Context& context, const RulesList& command) {
  return status_of(command.not_automated ? list_not_automated(context) : list(context));
}

}  // namespace tidewaiter::cli
