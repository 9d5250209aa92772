// Mistakes in rules: each with its place, a caret and what to write instead; all of a file at once.
#include <gmock/gmock.h>

#include "rules/shipment.h"

namespace tidewaiter::rules {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

Errors mistakes(std::string_view text, std::string_view weights = "TW-P01 = 0.1") {
  auto set = load(text, weights);
  return set ? Errors{} : set.error();
}

// The one mistake of a condition, with what it says and advises.
Error mistake(std::string_view condition) {
  const Errors errors = mistakes(flag_text(condition));
  EXPECT_THAT(errors, SizeIs(1)) << condition;
  return errors.empty() ? Error{} : errors.front();
}

TEST(ConditionErrors, SayWhatIsWrongAndWhatToWrite) {
  struct Case {
    std::string_view condition;
    std::string_view message;
    std::string_view hint;
  };
  const Case cases[] = {
      {"", "when is empty", "write it"},
      {" # nothing", "the condition is empty", "write true"},
      {"item.tpp >", "the end stands where a value or a condition is expected", ""},
      {"item.tp >= 4800", "there is no field item.tp", "did you mean item.tpp?"},
      {"consignee.registred_on < 2025-01-01", "there is no field", "did you mean consignee.registered_on?"},
      {"item.tpp == 3", "there is no ==", "write ="},
      {"item.datacenter && true", "there is no &&", "write and"},
      {"item.datacenter AND true", "\"AND\" is not a word", "lower case"},
      {"item.tpp", "this is a number in TPP, where a condition is needed", "compare it"},
      {"line.net_mass_kg > line.unit_value", "a number in kg cannot be compared with a number in USD", "same unit"},
      {"line.net_mass_kg > 40 USD", "a number in kg cannot be compared with a number in USD", ""},
      {"line.net_mass_kg > 40 lb", "lb is not a unit", "kg"},
      {"line.net_mass_kg > 40 kgs", "kgs is not a unit", "did you mean kg?"},
      {"line.net_mass_kg + line.unit_value > 1", "a number in kg + a number in USD has no meaning", ""},
      {"item.tpp * line.unit_value > 1", "a number in TPP * a number in USD has no meaning", ""},
      {"shipment.date > 90 days", "a date cannot be compared with a duration", "90 days"},
      {"shipment.date - consignee.registered_on <= 90", "a duration cannot be compared with a number", "90 days"},
      {"shipment.date = '2025-03-01'", "a date cannot be compared with a text", "without quotes"},
      {"shipment.date = 2025-02-30", "there is no day 2025-02-30", "2025-03-01"},
      {"item.tpp >= 4,800", "no thousands separators", "write 4800"},
      {"destination = CN", "there is no field CN", "texts stand in quotes"},
      {"destination = \"CN\"", "texts stand in single quotes", "'text'"},
      {"destination = 'China'", "'China' is not the code of a country", "write 'CN'"},
      {"destination = 'XX'", "'XX' is not the code of a country", "two capital letters"},
      {"destination = 'AE", "this text has no end", "close it"},
      {"destination > 'CN'", "a country knows = and != only", ""},
      {"destination in group('D:55')", "'D:55' is neither a country group nor the code", "did you mean 'D:5'?"},
      {"item.name in group('D:5')", "this is a text; only countries stand in groups", ""},
      {"destination in group(D)", "group() takes names", "group('D:5', 'MO')"},
      {"item.name matches '('", "the pattern does not read: missing )", "RE2"},
      {"item.tpp matches 'x'", "only text fields match", ""},
      {"item.paragraphs = '3A090'", "item.paragraphs is a collection", "any(item.paragraphs"},
      {"receiving.country = 'CN'", "receiving is a collection", "any(receiving.country"},
      {"party.country = 'CN'", "stands outside a quantifier", "any(parties where"},
      {"any(receiving where receiving.country = 'CN')", "the element is called party", "write party.country"},
      {"any(item.paragraphs where item.paragraphs = 'x')", "the element is called it", "write it"},
      {"any(destination = 'CN')", "any() ranges over nothing", "name a collection"},
      {"any(receiving.country = 'CN' and hits.list = 'EL')", "any() names two collections: receiving, hits", ""},
      {"any(people where party.country = 'CN')", "people is not a collection", "collections: parties"},
      {"lines.item.tpp > 4800", "lines is a collection: it has many values", "write any(lines.item.tpp …)"},
      {"each.item.tpp > 4800", "each.item.tpp stands outside a quantifier that would say which one", "write any("},
      {"any(lines where lines.item.tpp > 1)", "the element is called each", "write each.item.tpp"},
      {"any(lines where each.item.tp > 1)", "there is no field each.item.tp", "did you mean each.item.tpp?"},
      {"any(parties where party.contry = 'CN')", "there is no field party.contry", "did you mean party.country?"},
      {"sum(lines.item.name) > 1", "lines.item.name is not a number of an element", ""},
      {"any(parties where any(receiving where true))", "inside one over the same kind", "[define]"},
      {"any(parties : true)", "only all(… : …) has a colon", ""},
      {"all(parties where true)", "all() does not say what must hold", "all(collection where filter : condition)"},
      {"sum(parties.name) > 1", "parties.name is not a number of an element", ""},
      {"sum(parties) > 1", "parties is not a number of an element", "sum(parties.data_centre_mw)"},
      {"known('x')", "'x' stands where a field is expected", ""},
      {"known(consignee.nam)", "there is no field", "consignee.name"},
      {"len(item.name) > 1", "there is no function len", "functions: known"},
      {"1 < item.tpp < 3", "comparisons do not chain", "a < b and b < c"},
      {"'a' = 'a'", "two texts that are both given", ""},
      {"item.datacenter ; true", "; has no meaning here", ""},
      {"item.name = 'x' item.name = 'y'", "\"item.name\" does not belong here", "and, or"},
      {"-shipment.date > 2025-01-01", "a date has no negative", ""},
      {"item.datacenter in {'a'}", "a truth is in no set", ""},
      {"item.tpp in {'a'}", "cannot be compared", ""},
  };
  for (const Case& wanted : cases) {
    const Error error = mistake(wanted.condition);
    EXPECT_THAT(error.message, HasSubstr(wanted.message)) << wanted.condition;
    EXPECT_THAT(error.hint, HasSubstr(wanted.hint)) << wanted.condition << "\n" << error.hint;
    EXPECT_EQ(error.code, ErrorCode::bad_rule);
  }
}

TEST(ConditionErrors, PointAtThePlaceInTheFile) {
  const Errors errors =
      mistakes(flag_text("item.datacenter\n  and item.tp >= 4800\n  and consignee.naem = 'ä' and item.pdd > 1"));
  ASSERT_THAT(errors, SizeIs(3)) << "all mistakes at once";
  EXPECT_EQ(errors[0].where, "rules.toml:13:7");
  EXPECT_EQ(errors[0].hint, "  and item.tp >= 4800\n      ^^^^^^^\ndid you mean item.tpp?");
  EXPECT_EQ(errors[1].where, "rules.toml:14:7");
  EXPECT_EQ(errors[2].where, "rules.toml:14:32");
  EXPECT_THAT(errors[2].hint, HasSubstr("\n                               ^^^^^^^^\n"));
}

std::string overridden(std::string_view keys) {
  return flag_text("true") + "\n[[override]]\n" + std::string(keys) + "\n";
}

TEST(Overrides, TurnARuleOffUntilTheirLastDay) {
  const auto set =
      load(overridden("rule='TW-P01'\noff=true\nreason='decided by J. Roe'\nfrom=2025-01-01\nuntil=2025-06-30"),
           "TW-P01 = 0.1");
  ASSERT_TRUE(set);
  const Rule& rule = set->rules().front();
  EXPECT_EQ(rule.off_reason, "decided by J. Roe");
  const std::pair<Date, bool> days[] = {
      {Date(2024, 12, 31), true}, {Date(2025, 1, 1), false}, {Date(2025, 6, 30), false}, {Date(2025, 7, 1), true}};
  const Shipment shipment;
  for (const auto& [day, asked] : days) {
    EXPECT_EQ(rule.in_force(day, Basis::practice), asked) << day.to_string();
    Subject subject = Subject::of(shipment.facts);
    subject.as_of = day;
    Evaluation evaluation;
    set->evaluate(subject, kFlags, Basis::practice, evaluation);
    EXPECT_EQ(evaluation.outcomes.size(), asked ? 1U : 0U) << day.to_string();
  }
}

TEST(Overrides, NeedARuleAReasonAndALastDay) {
  struct Case {
    std::string_view keys;
    std::string_view message;
    std::string_view hint;
  };
  const Case cases[] = {
      {"off=true\nreason='r'\nuntil=2025-06-30", "does not say of which rule", "rule ="},
      {"rule='TW-P02'\noff=true\nreason='r'\nuntil=2025-06-30", "there is no rule TW-P02", "did you mean TW-P01?"},
      {"rule='TW-P01'\nrevision=7\noff=true\nreason='r'\nuntil=2025-06-30", "of this revision", ""},
      {"rule='TW-P01'\nreason='r'\nuntil=2025-06-30", "an override turns a rule off", "off = true"},
      {"rule='TW-P01'\noff=true\nuntil=2025-06-30", "needs a reason", "who decided it"},
      {"rule='TW-P01'\noff=true\nreason='r'", "needs its last day", "until = 2026-12-31"},
      {"rule='TW-P01'\noff=true\nreason='r'\nuntil='soon'", "needs its last day", ""},
      {"rule='TW-P01'\noff=true\nreason='r'\nfrom=2025-07-01\nuntil=2025-06-30", "before its first", ""},
      {"rule='TW-P01'\noff=true\nreason='r'\nfrm=2025-01-01\nuntil=2025-06-30", "frm", "did you mean from?"},
  };
  for (const Case& wanted : cases) {
    const Errors errors = mistakes(overridden(wanted.keys));
    ASSERT_FALSE(errors.empty()) << wanted.keys;
    EXPECT_THAT(errors.front().message, HasSubstr(wanted.message)) << wanted.keys;
    EXPECT_THAT(errors.front().hint, HasSubstr(wanted.hint)) << wanted.keys;
  }
}

TEST(Errors, AllOfAFileAtOnce) {
  const Errors errors = mistakes(
      "\n[[rule]]\nid='TW-P01'\nrevision=0\nkind='plausibility'\nauthority='a'\nsource='s'\nconfidence='U'\n"
      "level='infoo'\nwhen=\"item.name matches '(' and item.tp > 1\"\nexplain='{item.nme} {party.name} {party.nme}'\n"
      "false_positives='f'\n[[override]]\nrule='TW-P09'\noff=false\nreason=''\nuntil='soon'\nrevision='x'\n");
  std::string all;
  for (const Error& error : errors) all += error.message + "\n";
  for (const std::string_view wanted :
       {"has no title", "a revision is a whole number", "\"infoo\" is no level", "the pattern does not read",
        "no field item.tp", "no field item.nme", "party.nme", "there is no rule TW-P09", "turns a rule off",
        "needs a reason", "needs its last day", "revision is a number"}) {
    EXPECT_THAT(all, HasSubstr(wanted));
  }
  EXPECT_THAT(errors, SizeIs(12)) << all;
}

TEST(ConditionErrors, PlacesBehindQuotesAndEscapes) {
  const std::string rest =
      "\n[[rule]]\nid='TW-P01'\nrevision=1\ntitle='t'\nkind='plausibility'\nauthority='a'\n"
      "source='s'\nconfidence='U'\nlevel='info'\nexplain='e'\nfalse_positives='f'\n";
  const auto where = [&](const std::string& when) {
    const Errors errors = mistakes(rest + when);
    return errors.empty() ? "loads" : errors.front().where + " " + errors.front().message;
  };
  EXPECT_EQ(where("when = \"item.tp > 1\""), "rules.toml:13:9 there is no field item.tp");
  EXPECT_EQ(where("when = \"item.name = '\\u00e4\\t' and item.tp > 1\""), "rules.toml:13:36 there is no field item.tp");
  EXPECT_EQ(where("when = '''\nitem.name = 'x' and item.tp > 1'''"), "rules.toml:14:21 there is no field item.tp");
  EXPECT_EQ(where("when = \"\"\"item.datacenter \\\n   and item.tp > 1\"\"\""),
            "rules.toml:14:8 there is no field item.tp");
  EXPECT_EQ(where("when = \"\"\"\r\nitem.datacenter\r\nand item.tp > 1\"\"\""),
            "rules.toml:15:5 there is no field item.tp");
}

TEST(ConditionErrors, DepthAndSizeAreBounded) {
  EXPECT_THAT(mistake(std::string(5000, '(') + "true" + std::string(5000, ')')).message, HasSubstr("deeper than 60"));
  std::string nots = "true";
  for (int i = 0; i < 100; ++i) nots.insert(0, "not ");
  EXPECT_THAT(mistake(nots).message, HasSubstr("deeper than 60"));
  EXPECT_THAT(mistake(std::string(30'000, ' ') + "true").message, HasSubstr("longer than 20000 bytes"));
  std::string terms = "1";
  for (int i = 0; i < 300; ++i) terms += "+1";
  EXPECT_THAT(mistake(terms + " > 0").message, HasSubstr("more than 200 terms"));
  std::string ands = "true";
  for (int i = 0; i < 1000; ++i) ands += " and true";
  EXPECT_THAT(mistakes(flag_text(ands)), IsEmpty());
}

TEST(Definitions, NameConditionsAndValues) {
  const std::string defines =
      "[define]\nrestricted = \"destination in group('D:5', 'MO')\"\nfree = \"not restricted and big\"\n"
      "big = \"item.tpp >= least\"\nleast = \"4800 TPP\"\n";
  EXPECT_THAT(mistakes(flag_text("free and any(parties where restricted or big)") + defines), IsEmpty());
}

TEST(Definitions, Mistakes) {
  const std::string rule = flag_text("true");
  EXPECT_THAT(mistakes(rule + "[define]\na = \"b\"\nb = \"c or a\"\nc = \"true\"\n").front().message,
              HasSubstr("leads back to itself"));
  EXPECT_THAT(mistakes(rule + "[define]\na = \"a\"\n").front().message, HasSubstr("a leads back to itself"));
  EXPECT_THAT(mistakes(rule + "[define]\nA-b = \"true\"\n").front().message, HasSubstr("cannot name a definition"));
  EXPECT_THAT(mistakes(rule + "[define]\na = 1\n").front().message, HasSubstr("is a text, not a number"));
  EXPECT_THAT(mistakes(rule + "[define]\na = \"party.name = 'x'\"\n").front().message,
              HasSubstr("outside a quantifier"));
  EXPECT_THAT(mistakes(rule + "[define]\na = \"'x'\"\n").front().message, HasSubstr("needs no name"));
  // A mistake in a definition is reported there, once, not where it is used.
  const Errors errors = mistakes(flag_text("a and b") + "[define]\na = \"item.tp > 1\"\nb = \"a or (\"\n");
  ASSERT_THAT(errors, SizeIs(2));
  EXPECT_EQ(errors[0].where, "rules.toml:16:6");
  EXPECT_EQ(errors[1].where, "rules.toml:17:12");
  // Definitions that double each other would explode when written out.
  std::string doubling = "[define]\nd0 = \"true and item.datacenter\"\n";
  for (int i = 1; i < 40; ++i) doubling += fmt::format("d{} = \"d{} and d{}\"\n", i, i - 1, i - 1);
  EXPECT_THAT(mistakes(flag_text("d39") + doubling).front().message, HasSubstr("too large"));
}

std::string with(std::string rule, std::string_view from, std::string_view to) {
  const std::size_t at = rule.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return rule.replace(at, from.size(), to);
}

const std::string kLaw = R"([[rule]]
id = "US-1"
revision = 1
title = "A licence"
kind = "licence"
row = "6"
authority = "15 CFR 1"
source = "test"
confidence = "M"
text = { from = 2023-11-17, to = 2025-01-12 }
when = "true"
result = { determination = "licence_required", policy = "denial", conditions = ["a", "b"] }
explain = "{item.name}"
fires = ["a#S1"]
)";

TEST(Rules, AreReadWhole) {
  const auto set = load(with(kLaw, "when =", "enforced = { from = 2024-01-01, to = 2025-01-12 }\nwhen ="), "");
  ASSERT_TRUE(set) << to_string(combined(set.error()));
  const Rule& rule = set->rules().front();
  EXPECT_EQ(rule.id, "US-1");
  EXPECT_EQ(rule.kind, RuleKind::licence);
  EXPECT_EQ(rule.row, "6");
  EXPECT_EQ(rule.confidence, Confidence::primary);
  EXPECT_EQ(rule.text, (DateRange{Date(2023, 11, 17), Date(2025, 1, 12)}));
  EXPECT_EQ(rule.enforced, (DateRange{Date(2024, 1, 1), Date(2025, 1, 12)}));
  EXPECT_EQ(rule.result.determination, Determination::licence_required);
  EXPECT_EQ(rule.result.policy, Policy::denial);
  EXPECT_THAT(rule.result.conditions, testing::ElementsAre("a", "b"));
  EXPECT_EQ(rule.where, "rules.toml:1");
  EXPECT_EQ(set->version().size(), 32U);
}

TEST(Rules, APartInBracketsIsLeftOutWhereAValueInItIsUnknown) {
  const auto set = load(with(kLaw, "{item.name}",
                             "{item.name}[ of heading {line.hs_code}, {line.quantity} pieces][ at {line.unit_value} "
                             "USD] [[{item.vendor}]]"),
                        "");
  ASSERT_TRUE(set) << to_string(combined(set.error()));
  Shipment shipment;
  EXPECT_EQ(set->explain(0, Subject::of(shipment.facts)), "Example X1 at 25,000 USD [unknown]");
  shipment.facts[LineFact::hs_code] = std::string_view("847330");
  EXPECT_EQ(set->explain(0, Subject::of(shipment.facts)),
            "Example X1 of heading 847330, 512 pieces at 25,000 USD [unknown]");
}

TEST(Rules, TheVersionIsThatOfTheTexts) {
  const auto one = load(kLaw, "");
  const auto same = load(kLaw, "");
  const auto other = load(kLaw + "# a comment\n", "");
  ASSERT_TRUE(one && same && other);
  EXPECT_EQ(one->version(), same->version());
  EXPECT_NE(one->version(), other->version());
}

TEST(Rules, Mistakes) {
  struct Case {
    std::string_view from;
    std::string_view to;
    std::string_view message;
    std::string_view hint;
  };
  const Case cases[] = {
      {"title =", "titel =", "rule US-1 (kind licence) has no title", "add title"},
      {"fires =", "fire =", "a rule has no key fire", "did you mean fires?"},
      {"id = \"US-1\"\n", "", "this rule has no id", ""},
      {"row = \"6\"\n", "", "rule US-1 (kind licence) has no row", "add row"},
      {"explain = \"{item.name}\"\n", "", "has no explain", ""},
      {"kind = \"licence\"", "kind = \"license\"", "\"license\" is no kind", "write one of classification"},
      {"confidence = \"M\"", "confidence = \"X\"", "\"X\" is no confidence", "M, Q, S, I, U"},
      {"revision = 1", "revision = 0", "a revision is a whole number from 1 on", ""},
      {"title = \"A licence\"", "title = 7", "title is a text, not a number", ""},
      {"id = \"US-1\"", "id = \"US 1\"", "holds other signs", ""},
      {"text = { from = 2023-11-17, to = 2025-01-12 }\n", "", "has no text", ""},
      {"to = 2025-01-12", "to = 2023-11-16", "text ends on 2023-11-16, before it begins", ""},
      {"to = 2025-01-12", "to = \"2025-01-12\"", "to is a day, not a string", "write it bare"},
      {"to = 2025-01-12", "until = 2025-01-12", "text has no key until", "keys: from, to"},
      {"text = {", "enforced = { from = 2022-01-01 }\ntext = {", "enforced on days on which it does not stand",
       "enforced_beyond_text"},
      {"when =", "level = \"hold\"\nwhen =", "a licence rule has no level", ""},
      {"\"licence_required\"", "\"license_required\"", "\"license_required\" is no determination", ""},
      {"\"licence_required\"", "\"notify\"", "notify has no licence review policy", ""},
      {"\"licence_required\"", "\"licence_required\", could_be = \"prohibited\"", "only an undetermined result", ""},
      {"kind = \"licence\"", "kind = \"open\"", "an open rule is undetermined", ""},
      {"policy = \"denial\"", "polciy = \"denial\"", "a result has no key polciy", "did you mean policy?"},
      {"[\"a\", \"b\"]", "[\"a\", 1]", "conditions is a list of texts, and this is a number", ""},
      {"fires = [\"a#S1\"]", "fires = \"a#S1\"", "fires is a list of texts, not a string", ""},
      {"fires =", "false_positives = \"x\"\nfires =", "only red flags", ""},
      {"{item.name}", "{item.nam}", "there is no field item.nam", "did you mean item.name?"},
      {"{item.name}", "{party.name}", "party.name stands outside", ""},
      {"{item.name}", "{item.name", "this brace is never closed", "{{"},
      {"{item.name}", "item.name}", "this brace closes nothing", "}}"},
      {"{item.name}", "[{item.name}", "this bracket is never closed", "[["},
      {"{item.name}", "{item.name}]", "this bracket closes nothing", "]]"},
      {"{item.name}", "[a [{item.name}]]", "a bracket stands in another", "close the first"},
      {"{item.name}", "[item.name]", "and here is none", "{field}"},
      {"[[rule]]", "[[rules]]", "a file of rules has no key rules", "did you mean rule?"},
      {"2025-01-12", "2025-02-30", "", ""},
  };
  for (const Case& wanted : cases) {
    const Errors errors = mistakes(with(kLaw, wanted.from, wanted.to), "");
    // A misspelled key that is needed is also missing.
    ASSERT_THAT(errors, SizeIs(wanted.from == "title =" ? 2 : 1)) << wanted.to;
    EXPECT_THAT(errors.front().message, HasSubstr(wanted.message)) << wanted.to;
    EXPECT_THAT(errors.front().hint, HasSubstr(wanted.hint)) << wanted.to;
    EXPECT_THAT(errors.front().where, HasSubstr("rules.toml:")) << wanted.to;
  }
}

TEST(Rules, RevisionsMustNotOverlap) {
  const std::string second =
      with(with(kLaw, "revision = 1", "revision = 2"), "from = 2023-11-17, to = 2025-01-12", "from = 2025-01-13");
  EXPECT_THAT(mistakes(kLaw + second, ""), IsEmpty());
  const Errors overlap = mistakes(kLaw + with(second, "2025-01-13", "2025-01-12"), "");
  ASSERT_THAT(overlap, SizeIs(1));
  EXPECT_EQ(overlap.front().message,
            "revisions 1 (at rules.toml:1) and 2 of rule US-1 are both in force on the books on 2025-01-12");
  EXPECT_EQ(overlap.front().where, "rules.toml:15:1");
  EXPECT_THAT(mistakes(kLaw + kLaw, "").front().message, HasSubstr("has a revision 1 already, at rules.toml:1"));
}

TEST(Rules, Weights) {
  EXPECT_THAT(mistakes(flag_text("true"), "").front().message, "rule TW-P01 has no weight");
  EXPECT_THAT(mistakes(flag_text("true"), "TW-P01 = 0.1\nTW-P02 = 0.1").front().hint,
              HasSubstr("did you mean TW-P01?"));
  EXPECT_THAT(mistakes(flag_text("true"), "TW-P01 = 1.5").front().message, HasSubstr("a number from 0 to 1"));
  EXPECT_THAT(mistakes("[weights]\n", "").front().message, HasSubstr("do not say where they were read"));
  const auto set = load(flag_text("true"), "TW-P01 = 0.25\n[finding_weights]\nlist_hit_in_doubt = 0.3");
  ASSERT_TRUE(set);
  EXPECT_EQ(set->rules().front().weight, 0.25);
  EXPECT_EQ(set->finding_weight("list_hit_in_doubt"), 0.3);
  EXPECT_EQ(set->finding_weight("other"), std::nullopt);
}

TEST(Rules, ManyFilesManyMistakesInTheirOrder) {
  const std::vector<SourceText> texts{{"b.toml", flag_text("item.tp > 1")},
                                      {"a.toml", "[[rule]\n"},
                                      {"c.toml", flag_text("item.nam = 'x' or item.tp > 1", "{", "TW-P02")}};
  const auto set = RuleSet::load(texts, shipment_vocabulary(), shipped_places());
  ASSERT_FALSE(set);
  std::vector<std::string> places;
  for (const Error& error : set.error()) places.push_back(error.where.substr(0, error.where.find(':', 7)));
  EXPECT_THAT(places, testing::ElementsAre("b.toml:2", "b.toml:12", "a.toml:1", "c.toml:2", "c.toml:12", "c.toml:12",
                                           "c.toml:13"));
  const Error all = combined(set.error());
  EXPECT_THAT(all.message, HasSubstr("the first of 7 mistakes"));
  EXPECT_THAT(all.hint, AllOf(HasSubstr("a.toml:1:"), HasSubstr("c.toml:13:12")));
}

// `catalog` asks about the specifications of chips in the same language.
TEST(Vocabularies, AreAParameter) {
  static constexpr FactInfo kSpecs[] = {{"spec.tpp", FactType::number, Unit::tpp, ""},
                                        {"spec.pd", FactType::number, Unit::tpp_per_mm2, ""},
                                        {"spec.datacenter", FactType::truth, Unit::none, ""}};
  const Vocabulary vocabulary{kSpecs, false};
  const std::string rule =
      with(with(with(with(kLaw, "kind = \"licence\"", "kind = \"classification\""),
                     "{ determination = \"licence_required\", policy = \"denial\", conditions = [\"a\", \"b\"] }",
                     "{ paragraph = \"3A090.a.1\" }"),
                "when = \"true\"", "when = \"spec.tpp >= 4800 and spec.datacenter\""),
           "{item.name}", "TPP {spec.tpp} >= 4,800");
  const std::vector<SourceText> texts{{"3a090.toml", rule}};
  const auto set = RuleSet::load(texts, vocabulary, shipped_places());
  ASSERT_TRUE(set) << to_string(combined(set.error()));
  const FactValue values[] = {5000.0, Unknown{}, true};
  const Subject chip{Date(2024, 1, 1), values, {}, {}};
  Evaluation evaluation;
  set->evaluate(chip, kClassification, Basis::text, evaluation);
  ASSERT_THAT(evaluation.outcomes, SizeIs(1));
  EXPECT_EQ(evaluation.outcomes.front().truth, Truth::yes);
  EXPECT_EQ(set->rules().front().result.paragraph, "3A090.a.1");
  EXPECT_EQ(set->explain(0, chip), "TPP 5,000 >= 4,800");
  // Neither shipments nor parties exist here.
  const std::vector<SourceText> wrong{{"x.toml", with(rule, "spec.datacenter\"", "any(parties.country = 'CN')\"")}};
  EXPECT_FALSE(RuleSet::load(wrong, vocabulary, shipped_places()));
}

}  // namespace
}  // namespace tidewaiter::rules
