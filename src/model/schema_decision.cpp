// Schemas of decisions: the row of `screen`, what `explain` adds, and what `screen` says instead of decisions.
#include "model/answer.h"
#include "model/decision.h"
#include "model/schema_lists.h"
#include "model/schema_parts.h"

namespace tidewaiter::schemas {
namespace {

SchemaType determinations() { return words_to(Determination::undetermined); }
SchemaType policies() { return words_to(Policy::unknown); }
SchemaType dispositions() { return words_to(Disposition::stop); }

SchemaType line() {
  return object({{"line_no", text(), "as in the row, or counted"},
                 {"item", text(), "name in the catalogue, else the description"},
                 {"item_state", words_to(ItemState::unidentified), "how the text was read"},
                 {"units", nullable(number()), "null: the quantity is not stated"},
                 {"chips", nullable(number()), "null: the quantity is not stated and the item holds chips"},
                 {"kind", words_to(ItemKind::none), "what the item is"},
                 {"eccn", text(), "paragraph; empty: none"},
                 {"tpp", nullable(number()), "total processing performance of one chip"},
                 {"determination", determinations(), "what the law says of this line"},
                 {"policy", policies(), "how an application would be reviewed; empty: not stated or not known"},
                 {"missing", list(text()), "facts that would settle the line"},
                 {"rules", list(text()), "ids of the rules that fired, the deciding one first"},
                 {"conditions", list(text()), "what no shipment row can show"}});
}

SchemaType finding() {
  return object({{"id", text(), "of the rule or kind of hit; '?' behind it: could not be decided"},
                 {"level", words_to(Level::hold), "what it asks for by itself"},
                 {"title", text(), "what it is"},
                 {"why", text(), "with this shipment's values"},
                 {"source", text(), "citation, and where it was read"},
                 {"evidence", list(object({{"field", text(), "what"}, {"value", text(), "as compared"}})),
                  "what it rests on, in a fixed order"},
                 {"weight", number(), "share in the risk"}});
}

SchemaType party() {
  return object({{"role", words_to(Role::conveyance), "part in the shipment"},
                 {"name", text(), "as written"},
                 {"country", form(kCountryOrNone), "ISO 3166-1 alpha-2; empty: not known"},
                 {"headquarters", form(kCountryOrNone), "country; empty: not known"},
                 {"headquarters_basis", words_to(HeadquartersBasis::presumed), "how it is known"}});
}

std::vector<SchemaMember> decision() {
  return {{"shipment_id", text(), "as in the table"},
          {"date", nullable(form(kDate)), "of the shipment; null: no row has one that can be read"},
          {"disposition", dispositions(), "what to do with it"},
          {"determination", determinations(), "what the law says"},
          {"policy", policies(), "how an application would be reviewed; empty: not stated or not known"},
          {"risk", number(), "0 to 1, three decimals"},
          {"eccn", text(), "of the line that decided"},
          {"item", text(), "of the line that decided"},
          {"count", nullable(number()), "chips of the line that decided; null: not known"},
          {"tpp", nullable(number()), "of the line that decided"},
          {"parties_hit", list(text()), "names with a certain hit that has an effect"},
          {"lines", list(line()), "one an item of a row"},
          {"findings", list(finding()), "rules that fired, list hits, red flags"},
          {"open_flags", list(text()), "ids of the red flags that could not be decided"},
          {"missing", list(text()), "facts that would settle it"},
          {"conditions", list(text()), "what no shipment row can show"},
          {"destination", form(kCountryOrNone), "ISO 3166-1 alpha-2; empty: not known"},
          {"parties", list(party()), "in the order of the roles"},
          {"lists_version", text(), "of the compiled list; none without"},
          {"rules_version", text(), "of the rules"},
          {"engine_version", text(), "of the program's parts"},
          {"digest", form(kDigest), "of everything before the versions"}};
}

SchemaType reasoning() {
  return object(
      {{"line_no", text(), "of the line"},
       {"settling", list(list(text())), "the smallest sets of facts that settle it"},
       {"truncated", truth(), "there may be other sets"},
       {"releasing",
        list(object({{"fact", text(), "a fact"}, {"values", list(text()), "each of which alone releases the line"}})),
        "facts of which one value alone releases it"},
       {"weaker", list(text()), "rules that applied and decided nothing"},
       {"near", list(text()), "limits and days beyond which the outcome is another"},
       {"footing", text(), "whether practice or the text on the books was asked, and what the other says"}});
}

std::vector<SchemaMember> answer() {
  return {{"id", integer(), "its number"},
          {"shipment_id", text(), "what it answers"},
          {"answer", words_to(Resolution::escalated), "what was done"},
          {"reason", text(), "how they know"},
          {"by", text(), "who says so"},
          {"created", text(), "when"},
          {"run", integer(), "whose decision was answered"},
          {"digest", form(kDigest), "of the decision that was answered, its first half"},
          {"in_force", truth(), "whether it holds"},
          {"state", text(), "in force, or void and why"}};
}

SchemaType outcome() {
  return object({{"date", nullable(form(kDate)), "day of the law"},
                 {"disposition", dispositions(), "what to do"},
                 {"determination", determinations(), "what the law says"},
                 {"policy", policies(), "how an application would be reviewed"},
                 {"rules", list(text()), "that decided"}});
}

}  // namespace

std::vector<RowSchema> decision_schemas() {
  return {
      {"decision",
       "Decision",
       "What `screen` says of a shipment.",
       object(joined(decision(),
                     {{"since_last", words({"new", "worse", "changed"}), "with --since-last", false},
                      {"was", nullable(dispositions()), "with --since-last; null: never decided before", false}})),
       {}},
      {"explanation",
       "Explanation",
       "What `explain` says of a stored decision. Its CSV has the columns of a decision alone.",
       object(joined(decision(), {{"reasoning", list(reasoning()), "computed again; empty where no rows are kept"},
                                  {"answers", list(object(answer())), "of analysts"},
                                  {"replay",
                                   object({{"same", truth(), "computed again it came out as it is stored"},
                                           {"differences", list(text()), "if not: in what"}}),
                                   "with --replay", false}})),
       {}},
      {"answer", "Answer", "What `resolve --list` says.", object(answer()), {}},
      {"changed-decision",
       "Changed decision",
       "What `screen --against DATE` says of a shipment that would be decided otherwise.",
       object({{"shipment_id", text(), "as in the table"},
               {"decision", outcome(), "as it is"},
               {"against", outcome(), "as it would be on the other day"}}),
       {}},
      {"question",
       "Question",
       "A row of the questionnaire of `screen --questions FILE` (CSV): what no column shows.",
       object({{"shipment_id", text(), "as in the table"},
               {"flag", text(), "of the regulators"},
               {"title", text(), "what it is about"},
               {"question", text(), "to ask"},
               {"why", text(), "no column shows it"},
               {"rules", text(), "that look for a part of it, separated by '|'"},
               {"found", words({"true", "false"}), "one of these fired"},
               {"answer", text(), "empty: for the analyst to fill in"}}),
       {}},
  };
}

}  // namespace tidewaiter::schemas
