// Schemas of what the other commands answer.
#include "model/decision.h"
#include "model/schema_lists.h"
#include "model/schema_parts.h"
#include "model/scoreboard.h"

namespace tidewaiter::schemas {
namespace {

SchemaType confidences() { return words({"M", "Q", "S", "I", "U", ""}); }  // model/item.h; empty: no figure

std::vector<SchemaMember> classification() {
  return {{"name", text(), "of the item or the specification"},
          {"as_of", form(kDate), "day of the control list"},
          {"tpp", nullable(number()), "total processing performance"},
          {"pd", nullable(number()), "performance density"},
          {"paragraphs", list(text()), "that it meets, with what they rest on"},
          {"status", words({"controlled", "not_controlled", "undetermined"}), "of the item on that day"},
          {"missing", list(text()), "figures that would settle it"},
          {"steps", list(text()), "the arithmetic"},
          {"source", text(), "of catalog/data/sources.toml, or specification"},
          {"confidence", confidences(), "of the figures"}};
}

std::vector<SchemaMember> identified_item(SchemaType item) {
  return {{"item", std::move(item), "name in the catalogue"},
          {"kind", words_to(ItemKind::none), "what it is"},
          {"units", number(), "that the text states"},
          {"chips_per_unit", number(), "in each"},
          {"chips", number(), "altogether"},
          {"confidence", confidences(), "of the reading"},
          {"words", list(text()), "that decided"}};
}

std::vector<SchemaMember> score() {
  std::vector<std::string> measures;
  for (const ScoreMeasure& measure : score_measures()) measures.emplace_back(measure.name);
  return {{"seed", text(), "of the world"},
          {"scenario", text(), "of the world"},
          {"result", text(), "decisions, alerts, balances, the name of a rival, or a baseline; empty: the world"},
          {"measure", words(std::move(measures)), "what is measured"},
          {"by", words({"all", "scheme", "country", "tuning"}), "how the world is cut"},
          {"slice", text(), "which part of the cut; empty: the whole"},
          {"value", nullable(number()), "null: not defined, or not reached; of a note, how many"},
          {"low", nullable(number()), "of the 95 % interval; null: there is none"},
          {"high", nullable(number()), "likewise; null also where it is not reached"},
          {"count", integer(), "what the value counts"},
          {"of", integer(), "out of how many"},
          {"note", text(), "for people"}};
}

std::vector<SchemaMember> rule() {
  return {{"id", text(), "of the rule"},
          {"revision", integer(), "of the rule"},
          {"kind", text(), "licence, red flag and others"},
          {"title", text(), "what it is"},
          {"authority", text(), "citation"},
          {"confidence", confidences(), "of the reading"},
          {"text", text(), "days on which it stands on the books"},
          {"enforced", text(), "days on which it is enforced"},
          {"where", text(), "file and line"}};
}

SchemaMember optional(SchemaMember member) {
  member.required = false;
  return member;
}

std::vector<SchemaMember> rule_description() {
  return {{"id", text(), "of the rule"},
          {"revision", integer(), "of the rule"},
          {"kind", text(), "licence, red flag and others"},
          {"title", text(), "what it is"},
          {"row", text(), "of the decision table"},
          {"authority", text(), "citation"},
          {"source", text(), "where it was read"},
          {"confidence", confidences(), "of the reading"},
          {"text", text(), "days on which it stands on the books"},
          {"enforced", text(), "days on which it is enforced"},
          {"enforced_beyond_text", text(), "why it is enforced on other days"},
          {"when", text(), "its condition"},
          optional({"level", text(), "of a red flag"}),
          optional({"weight", number(), "of a red flag"}),
          optional({"determination", text(), "of a rule of law"}),
          optional({"policy", text(), "of a rule of law"}),
          optional({"could_be", text(), "of a question: what it could still become"}),
          optional({"conditions", list(text()), "of a rule of law"}),
          {"explain", text(), "its sentence"},
          {"missing", text(), "what it says where a fact is missing"},
          {"false_positives", text(), "what it may be instead"},
          {"fires", list(text()), "cases in which it fires"},
          {"quiet", list(text()), "near misses"},
          optional({"off", text(), "days on which an override turns it off"}),
          optional({"off_reason", text(), "why"}),
          {"where", text(), "file and line"}};
}

SchemaType list_status() {
  return object({{"file", text(), "the compiled list"},
                 {"version", text(), "of it"},
                 {"as_of", form(kDate), "day from which the age is reckoned"},
                 {"age_days", nullable(integer()), "of the oldest source that counts; null: not known"},
                 {"later", truth(), "a source is later than that day"},
                 {"entries", integer(), "altogether"},
                 {"aliases", integer(), "altogether"},
                 {"derived_names", integer(), "altogether"},
                 {"sources",
                  list(object({{"file", text(), "that was read"},
                               {"form", text(), "how it was read"},
                               {"publisher", text(), "who publishes it"},
                               {"date", form(kDateOrNone), "of the snapshot; empty: not known"},
                               {"digest", text(), "of the file"},
                               {"entries", integer(), "in it"},
                               {"aliases", integer(), "in it"},
                               {"untested", truth(), "its form was never read from a real file"}})),
                  "files that it was compiled from"},
                 {"lists",
                  list(object({{"list", text(), "code"},
                               {"entries", integer(), "of it"},
                               {"aliases", integer(), "of it"},
                               {"in_force", integer(), "on that day"},
                               {"undated", integer(), "without a first day"}})),
                  "by code"}});
}

std::vector<RowSchema> catalogue_schemas() {
  return {
      {"classification", "Classification", "What `classify` says of an item on a day.", object(classification()), {}},
      {"classification-span",
       "Classification of a span of days",
       "What `classify --history` says.",
       object(joined(classification(), {{"from", form(kDateOrNone), "first day; empty: since always"},
                                        {"to", form(kDateOrNone), "last day; empty: still"}})),
       {}},
      {"catalog-item",
       "Item of the catalogue",
       "What `catalog list` says.",
       object(joined(classification(), {{"vendor", text(), "maker"},
                                        {"kind", words_to(ItemKind::none), "what it is"},
                                        {"chips", number(), "in it"}})),
       {}},
      {"identification",
       "Identification",
       "What `identify` reads out of a text.",
       object(joined(joined({{"line", integer(), "number of the line"}, {"text", text(), "as written"}},
                            identified_item(nullable(text()))),
                     {{"others", list(object(identified_item(text()))), "further items of the text"},
                      {"could_be", list(text()), "editions that the text leaves open for `item`, the strictest"}})),
       {}},
  };
}

std::vector<RowSchema> rule_schemas() {
  return {
      {"rule",
       "Rule",
       "What `rules list` says.",
       object(joined(rule(), {optional({"off", text(), "days on which an override turns it off"}),
                              optional({"off_reason", text(), "why"})})),
       {}},
      {"rule-description", "Rule, whole", "What `rules describe` says.", object(rule_description()), {}},
      {"red-flag",
       "Red flag that no rule looks for",
       "What `rules list --not-automated` says.",
       object({{"flag", text(), "of the regulators"},
               {"title", text(), "what it is about"},
               {"why", text(), "no rule looks for it"},
               {"rules", list(text()), "that look for a part of it"},
               {"question", text(), "to ask instead"}}),
       {}},
      {"rule-field",
       "What a rule may ask about",
       "What `rules fields` says.",
       object({{"field", text(), "name"},
               {"type", text(), "of its values"},
               {"unit", text(), "empty: none"},
               {"meaning", text(), "what it is"}}),
       {}},
      {"rule-change",
       "Change of the law",
       "What `rules diff` says.",
       object({{"what", words({"rule", "group", "item"}), "kind of thing"},
               {"name", text(), "of it"},
               {"before", text(), "on the earlier day"},
               {"after", text(), "on the later day"},
               {"title", text(), "of a rule"}}),
       {}},
      {"matrix-cell",
       "Cell of the decision table",
       "What `rules test --matrix` says.",
       object({{"row", text(), "of the decision table"},
               {"window", text(), "of days"},
               {"what", text(), "the row's title"},
               {"from", form(kDateOrNone), "first day of the window; empty: since always"},
               {"to", form(kDateOrNone), "last day; empty: still"},
               {"rules", list(text()), "in force"},
               {"fires", list(text()), "case#shipment"},
               {"near_misses", list(text()), "case#shipment"},
               {"not_applicable", text(), "why no rule of the row is in force"}}),
       {}},
  };
}

}  // namespace

std::vector<RowSchema> answer_schemas() {
  std::vector<RowSchema> all = catalogue_schemas();
  const auto add = [&](std::vector<RowSchema> more) { std::ranges::move(more, std::back_inserter(all)); };
  add({{"match",
        "Hits of a name",
        "What `match` says of a name. Its CSV has one row a hit, with the entry's name as entry_name.",
        object({{"id", text(), "as given, else counted"},
                {"name", text(), "as given"},
                {"hits",
                 list(object({{"entry_id", text(), "of the list entry"},
                              {"list", text(), "its list"},
                              {"name", text(), "its name"},
                              {"matched_name", text(), "the name or alias that was like it"},
                              {"score", number(), "0 to 1"},
                              {"explanation", text(), "word by word"},
                              {"evidence", text(), "country and address, told and not scored"},
                              {"in_force", text(), "on the day: yes, no, or not known"}})),
                 "the best first"},
                {"truncated", truth(), "--max-candidates cut the search short"}}),
        {}},
       {"score", "Score", "A row of `evaluate`.", object(score()), {}},
       {"list-status", "State of the compiled list", "What `lists status` says.", list_status(), {}},
       {"list-change",
        "Change of a list",
        "What `lists diff` says.",
        object({{"change", words({"added", "removed", "ended", "changed"}), "what happened to the entry"},
                {"list", text(), "its code"},
                {"entry_id", text(), "of the entry"},
                {"name", text(), "of the entry"},
                {"field", text(), "that changed; empty: the whole entry"},
                {"before", list(text()), "all values of it"},
                {"after", list(text()), "all values of it"}}),
        {}},
       {"list-update",
        "Update of a list",
        "What `lists update` says.",
        object({{"source", text(), "its id"},
                {"publisher", text(), "of the list"},
                {"status", words({"updated", "unchanged", "refused", "failed"}), "what came of it"},
                {"date", form(kDateOrNone), "of the snapshot that is here now; empty: none"},
                {"entries_before", nullable(integer()), "of the snapshot before; null: none"},
                {"entries", nullable(integer()), "of the snapshot that is here, or was refused; null: none"},
                {"message", text(), "why it was refused or failed"},
                {"version", text(), "of the compiled list; empty: it was not replaced"}}),
        {}}});
  add(rule_schemas());
  add({{"exception",
        "Exception",
        "What `exceptions list` says.",
        object({{"id", integer(), "its number"},
                {"party", text(), "who"},
                {"country", form(kCountryOrNone), "of the party; empty: not stated"},
                {"entry_id", text(), "is not this entry"},
                {"list", text(), "of the entry"},
                {"entry", text(), "name of the entry"},
                {"by", text(), "who says so"},
                {"reason", text(), "how they know"},
                {"created", text(), "when"},
                {"until", form(kDateOrNone), "last day; empty: no end"},
                {"state", text(), "in force, or void and why"}}),
        {}}});
  return all;
}

}  // namespace tidewaiter::schemas
