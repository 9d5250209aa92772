// rules describe and rules fields: one rule whole, and everything that a rule may ask about.
#include <fmt/format.h>

#include <algorithm>

#include "base/json_writer.h"
#include "cli/commands.h"
#include "cli/output.h"
#include "cli/rows.h"
#include "cli/rules.h"
#include "model/facts.h"
#include "report/page.h"
#include "report/text.h"

namespace tidewaiter::cli {
namespace {

using rules::Rule;

// The condition as its author wrote it, without the blanks at its ends and before its lines.
std::string condition_of(const Rule& rule) {
  std::string text;
  bool blank = true;
  for (const char c : rule.when) {
    const bool space = c == ' ' || c == '\n' || c == '\t' || c == '\r';
    if (!space) {
      if (blank && !text.empty()) text += ' ';
      text += c;
    }
    blank = space;
  }
  return text;
}

std::string result_of(const Rule& rule) {
  if (rule.level) return fmt::format("a finding of level {}, weight {}", to_string(*rule.level), rule.weight);
  if (!rule.result.paragraph.empty()) return rule.result.paragraph;
  std::string text = report::in_words(to_string(rule.result.determination));
  if (rule.result.determination == Determination::undetermined) {
    text += ", could become " + report::in_words(to_string(rule.result.could_be));
  }
  if (rule.result.policy == Policy::unknown) {
    text += ", by a review policy that is not read here";
  } else if (rule.result.policy != Policy::none_stated) {
    text += ", review policy " + report::in_words(to_string(rule.result.policy));
  }
  return text;
}

void append_page(report::Page& page, const Rule& rule) {
  page.put(fmt::format("{} r{}", rule.id, rule.revision), report::Ink::strong);
  page.put(fmt::format("  {}{}", report::in_words(to_string(rule.kind)), rule.row.empty() ? "" : ", row " + rule.row));
  page.end_line();
  page.wrapped(2, rule.title);
  const auto say = [&](std::string_view what, std::string_view text) {
    if (text.empty()) return;
    page.put("  ").put(what, report::Ink::faint).pad_to(18);
    page.wrapped(18, text);
  };
  say("on the books", window_text(rule.text));
  say("enforced", window_text(rule.enforced));
  say("beyond the text", rule.enforced_beyond_text);
  if (rule.off) say("off", fmt::format("{}: {}", window_text(rule.off), rule.off_reason));
  say("gives", result_of(rule));
  for (const std::string& condition : rule.result.conditions) say("provided", condition);
  say("when", condition_of(rule));
  say("says", rule.explain);
  say("if it is open", rule.missing_hint);
  say("false positives", rule.false_positives);
  say("authority", rule.authority);
  say("read in", fmt::format("{}, confidence {}", rule.source, static_cast<char>(rule.confidence)));
  say("fires in", fmt::format("{}", fmt::join(rule.fires, ", ")));
  say("quiet in", fmt::format("{}", fmt::join(rule.quiet, ", ")));
  say("stands in", rule.where);
  page.line();
}

void append_json(std::string& out, const Rule& rule) {
  JsonWriter json(out);
  json.begin_object().member("id", rule.id).member("revision", rule.revision).member("kind", to_string(rule.kind));
  json.member("title", rule.title).member("row", rule.row).member("authority", rule.authority);
  json.member("source", rule.source).member("confidence", std::string(1, static_cast<char>(rule.confidence)));
  json.member("text", window_text(rule.text)).member("enforced", window_text(rule.enforced));
  json.member("enforced_beyond_text", rule.enforced_beyond_text).member("when", condition_of(rule));
  if (rule.level) {
    json.member("level", to_string(*rule.level)).member("weight", rule.weight);
  } else if (!rule.result.paragraph.empty()) {
    json.member("paragraph", rule.result.paragraph);
  } else {
    json.member("determination", to_string(rule.result.determination));
    json.member("policy", rule.result.policy == Policy::unknown ? "unknown" : to_string(rule.result.policy));
    if (rule.result.determination == Determination::undetermined) {
      json.member("could_be", to_string(rule.result.could_be));
    }
    json.member("conditions", rule.result.conditions);
  }
  json.member("explain", rule.explain).member("missing", rule.missing_hint);
  json.member("false_positives", rule.false_positives);
  json.member("fires", rule.fires);
  json.member("quiet", rule.quiet);
  if (rule.off) json.member("off", window_text(rule.off)).member("off_reason", rule.off_reason);
  json.member("where", rule.where).end_object();
  out += '\n';
}

Result<void> describe(const Context& context, const RulesDescribe& command) {
  TIDEWAITER_TRY(const RuleBook book, RuleBook::open(context));
  std::vector<const Rule*> found;
  std::vector<std::string> ids;
  for (const Rule& rule : book.regime.rules().rules()) {
    if (rule.id == command.id) found.push_back(&rule);
    ids.push_back(rule.id);
  }
  if (found.empty()) {
    const auto meant = rules::nearest(command.id, ids);
    return fail(ErrorCode::not_found, fmt::format("there is no rule {}", command.id), {},
                meant ? fmt::format("did you mean {}?", *meant) : "tidewaiter rules list shows all");
  }
  TIDEWAITER_TRY(Output output, Output::open(context.common.output));
  std::string out;
  if (context.common.format == Format::table) {
    report::Page page(layout_of_output(!context.common.output.empty()));
    for (const Rule* rule : found) append_page(page, *rule);
    out = page.take();
  } else {
    std::string objects;
    for (const Rule* rule : found) append_json(objects, *rule);
    // A rule has some of these: its kind says which.
    ObjectRows rows(context.common.format, {"id",
                                            "revision",
                                            "kind",
                                            "title",
                                            "row",
                                            "authority",
                                            "source",
                                            "confidence",
                                            "text",
                                            "enforced",
                                            "enforced_beyond_text",
                                            "when",
                                            "level",
                                            "weight",
                                            "determination",
                                            "policy",
                                            "could_be",
                                            "conditions",
                                            "explain",
                                            "missing",
                                            "false_positives",
                                            "fires",
                                            "quiet",
                                            "off",
                                            "off_reason",
                                            "where"});
    TIDEWAITER_CHECK(rows.add_lines(out, objects));
    rows.end(out);
  }
  return output.finish(out);
}

struct FieldTable {
  std::string_view prefix;  // as a rule writes it
  std::string_view title;
  std::span<const FactInfo> fields;
};

Result<void> list_fields(const Context& context) {
  const FieldTable tables[] = {
      {"", "Of the line and the shipment", line_facts()},
      {"party.", "Of a party: party. in a quantifier, or its part (consignee., …)", party_facts()},
      {"hit.", "Of a certain list hit", hit_facts()},
      {"owner.", "Of an owner that is on a list", owner_facts()},
  };
  TIDEWAITER_TRY(Output output, Output::open(context.common.output));
  std::string out;
  if (context.common.format == Format::table) {
    report::Page page(layout_of_output(!context.common.output.empty()));
    for (const FieldTable& table : tables) {
      page.rule(table.title);
      for (const FactInfo& field : table.fields) {
        const std::string unit = field.unit == Unit::none ? "" : fmt::format(", {}", to_string(field.unit));
        page.put(fmt::format("{}{}", table.prefix, field.path), report::Ink::strong).pad_to(32);
        page.put(fmt::format("{}{}", to_string(field.type), unit), report::Ink::faint).pad_to(50);
        page.wrapped(50, field.meaning);
      }
      page.line();
    }
    out = page.take();
  } else {
    ObjectRows rows(context.common.format, {"field", "type", "unit", "meaning"});
    for (const FieldTable& table : tables) {
      for (const FactInfo& field : table.fields) {
        std::string object;
        JsonWriter json(object);
        json.begin_object().member("field", fmt::format("{}{}", table.prefix, field.path));
        json.member("type", to_string(field.type)).member("unit", to_string(field.unit));
        json.member("meaning", field.meaning).end_object();
        TIDEWAITER_CHECK(rows.add(out, object));
      }
    }
    rows.end(out);
  }
  return output.finish(out);
}

}  // namespace

int run_command(const Context& context, const RulesDescribe& command) { return status_of(describe(context, command)); }
int run_command(const Context& context, const RulesFields&) { return status_of(list_fields(context)); }

}  // namespace tidewaiter::cli
