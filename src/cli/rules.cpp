// rules check and rules list: the law as data, from the program's own mouth.
#include <fmt/format.h>

#include "base/json_writer.h"
#include "cli/commands.h"
#include "cli/output.h"
#include "cli/rows.h"
#include "engine/snapshot.h"
#include "report/page.h"
#include "report/text.h"

namespace tidewaiter::cli {
namespace {

std::string window(const std::optional<DateRange>& days) {
  if (!days) return "never";
  std::string text = days->from == kFirstDate ? "always" : days->from.to_string();
  if (days->to != kLastDate) text += " to " + days->to.to_string();
  return text;
}

Result<void> check(const Context& context) {
  TIDEWAITER_TRY(const RuleTexts texts, rule_texts(context.settings.rules.string()));
  TIDEWAITER_TRY(const Places places, Places::load(texts.places));
  const auto regime = Regime::load_all(texts.rules, places);
  if (!regime) {
    for (const Error& error : regime.error()) tell(error);
    return fail(ErrorCode::bad_rule,
                report::counted(regime.error().size(), "mistake", "mistakes") + " in the rules; none of them is used");
  }
  tell(fmt::format("{} rules, no mistake; version {}", regime->list_rules().size(),
                   regime->rules_version().substr(0, 16)));
  return {};
}

Result<void> list(const Context& context) {
  TIDEWAITER_TRY(const RuleTexts texts, rule_texts(context.settings.rules.string()));
  TIDEWAITER_TRY(const Places places, Places::load(texts.places));
  TIDEWAITER_TRY(const Regime regime, Regime::load(texts.rules, places));
  TIDEWAITER_TRY(Output output, Output::open(context.common.output));
  std::string out;
  if (context.common.format == Format::table) {
    report::Page page(layout_of_output(!context.common.output.empty()));
    for (const RuleListing& rule : regime.list_rules()) {
      page.put(fmt::format("{} r{}", rule.id, rule.revision), report::Ink::strong);
      page.put(fmt::format("  {}, confidence {}", report::in_words(rule.kind), rule.confidence)).end_line();
      page.wrapped(4, std::string(rule.title));
      page.wrapped(4, std::string(rule.authority), report::Ink::faint);
      const std::string text = window(rule.text);
      const std::string enforced = window(rule.enforced);
      page.wrapped(4, text == enforced ? text : fmt::format("on the books {}; enforced {}", text, enforced),
                   report::Ink::faint);
    }
    out = page.take();
  } else {
    for (const RuleListing& rule : regime.list_rules()) {
      JsonWriter json(out);
      json.begin_object().member("id", rule.id).member("revision", rule.revision).member("kind", rule.kind);
      json.member("title", rule.title).member("authority", rule.authority);
      json.member("confidence", std::string(1, rule.confidence));
      json.member("text", window(rule.text)).member("enforced", window(rule.enforced)).member("where", rule.where);
      json.end_object();
      out += '\n';
    }
  }
  TIDEWAITER_CHECK(output.write(out));
  return output.finish();
}

}  // namespace

int run_command(const Context& context, const RulesCheck&) { return status_of(check(context)); }
int run_command(const Context& context, const RulesList&) { return status_of(list(context)); }

}  // namespace tidewaiter::cli
