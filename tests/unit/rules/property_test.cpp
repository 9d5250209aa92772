// Random conditions over random facts: the flat program, with its jumps, memos and missing list, gives what the tree
// walk gives. Seeded, so that a failure repeats.
#include <random>

#include "rounds.h"
#include "rules/checker.h"
#include "rules/program.h"
#include "rules/reference/evaluate.h"
#include "rules/shipment.h"

namespace tidewaiter::rules {
namespace {

class Dice {
 public:
  explicit Dice(std::uint64_t seed) : engine_(seed) {}
  std::size_t below(std::size_t n) { return std::uniform_int_distribution<std::size_t>(0, n - 1)(engine_); }
  bool chance(double p) { return std::bernoulli_distribution(p)(engine_); }
  template <class T>
  const T& pick(const std::vector<T>& from) {
    return from[below(from.size())];
  }

 private:
  std::mt19937_64 engine_;
};

const std::vector<std::string> kTexts{"a", "b", "3A090.a", "3A090.b", "consignee", "reseller", "EL"};
const std::vector<std::string> kCodes{"AE", "CN", "HK", "MO", "KZ", "US"};

// Writes conditions that load. Elements of quantifiers that are open: at most one of each kind, in long form.
class Writer {
 public:
  explicit Writer(Dice& dice) : dice_(dice) {}

  std::string condition(int depth) {
    switch (depth <= 0 ? 5 + dice_.below(5) : dice_.below(10)) {
      case 0:
        return fmt::format("({} and {})", condition(depth - 1), condition(depth - 2));
      case 1:
        return fmt::format("({} or {} or {})", condition(depth - 1), condition(depth - 2), condition(depth - 2));
      case 2:
        return fmt::format("not ({})", condition(depth - 1));
      case 3:
        return quantified(depth);
      case 4:
        return fmt::format("(({}) = ({}))", condition(depth - 2), condition(depth - 2));
      case 5:
        return fmt::format("({} {} {})", number(depth), comparison(), number(depth));
      case 6:
        return text_test();
      case 7:
        return country_test();
      case 8:
        return dice_.chance(.5) ? fmt::format("known({})", text())
                                : dice_.pick<std::string>({"known(forwarder)", "known(end_user)"});
      default:
        return dice_.pick<std::string>({"item.datacenter", "item.controlled", "true", "false", "item.classified"});
    }
  }

 private:
  std::string comparison() { return dice_.pick<std::string>({"=", "!=", "<", "<=", ">", ">="}); }

  std::string number(int depth) {
    switch (depth <= 0 ? dice_.below(3) : dice_.below(7)) {
      case 0:
        return std::to_string(dice_.below(5));
      case 1:
        if (each_ && dice_.chance(.5)) return "(each.line.quantity / 1 pieces)";
        return party_ && dice_.chance(.5) ? "party.employees" : "(line.quantity / 1 pieces)";
      case 2:
        return "((shipment.date - consignee.registered_on) / 1 days)";
      case 3:
        return fmt::format("({} {} {})", number(depth - 1), dice_.pick<std::string>({"+", "-", "*", "/"}),
                           number(depth - 2));
      case 4:
        return fmt::format("-{}", number(depth - 1));
      case 5:
        return party_ ? "2"
                      : open(party_, [&] { return fmt::format("count({} where {})", range(), condition(depth - 2)); });
      default:
        if (!each_ && dice_.chance(.3)) {
          return open(each_, [&] {
            return fmt::format("(sum(lines.line.quantity where {}) / 1 pieces)", condition(depth - 2));
          });
        }
        return party_ ? "3" : open(party_, [&] {
          return fmt::format("sum({}.employees where {})", range(), condition(depth - 2));
        });
    }
  }
  std::string range() { return dice_.pick<std::string>({"parties", "receiving"}); }

  template <class Write>
  static std::string open(bool& element, Write write) {
    element = true;
    std::string text = write();
    element = false;
    return text;
  }

  std::string quantified(int depth) {
    const std::string word = dice_.pick<std::string>({"any", "none", "all"});
    const auto inside = [&](const std::string& collection) {
      if (word == "all" && dice_.chance(.5)) {
        return fmt::format("all({} where {} : {})", collection, condition(depth - 2), condition(depth - 1));
      }
      return fmt::format("{}({} {} {})", word, collection, word == "all" ? ":" : "where", condition(depth - 1));
    };
    switch (dice_.below(5)) {
      case 0:
        if (!party_) return open(party_, [&] { return inside(range()); });
        break;
      case 1:
        if (!hit_) return open(hit_, [&] { return inside("hits"); });
        break;
      case 2:
        if (!owner_) return open(owner_, [&] { return inside("owners"); });
        break;
      case 3:
        if (!each_) return open(each_, [&] { return inside("lines"); });
        break;
      default:
        if (!it_) return open(it_, [&] { return inside(dice_.pick<std::string>({"item.paragraphs", "item.tags"})); });
    }
    return condition(depth - 1);
  }

  std::string text() {
    std::vector<std::string> fields{"item.name", "item.state", "consignee.role", "forwarder.name"};
    if (party_) fields.insert(fields.end(), {"party.role", "party.part", "party.name"});
    if (hit_) fields.insert(fields.end(), {"hit.list", "hit.part"});
    if (owner_) fields.insert(fields.end(), {"owner.list", "owner.part"});
    if (each_) fields.insert(fields.end(), {"each.item.name", "each.item.state"});
    if (it_) fields.emplace_back("it");
    return dice_.pick(fields);
  }
  std::string text_test() {
    switch (dice_.below(4)) {
      case 0:
        return fmt::format("{} = {}", text(), text());
      case 1:
        return fmt::format("{} in {{'{}', '{}'}}", text(), dice_.pick(kTexts), dice_.pick(kTexts));
      case 2:
        return fmt::format("{} not matches '{}'", text(), dice_.pick<std::string>({"^3A", "a|b", "[.]b$"}));
      default:
        return fmt::format("{} != '{}'", text(), dice_.pick(kTexts));
    }
  }
  std::string country() {
    std::vector<std::string> fields{"destination", "export_country", "consignee.headquarters", "end_user.country"};
    if (party_) fields.insert(fields.end(), {"party.country", "party.headquarters"});
    return dice_.pick(fields);
  }
  std::string country_test() {
    switch (dice_.below(3)) {
      case 0:
        return fmt::format("{} in group('{}', '{}')", country(), dice_.pick<std::string>({"D:5", "A:5", "D:4"}),
                           dice_.pick(kCodes));
      case 1:
        return fmt::format("{} != {}", country(), country());
      default:
        return fmt::format("{} = '{}'", country(), dice_.pick(kCodes));
    }
  }

  Dice& dice_;
  bool party_ = false;
  bool hit_ = false;
  bool owner_ = false;
  bool each_ = false;
  bool it_ = false;
};

// Facts of small domains, every third one missing.
struct RandomFacts {
  Facts facts;
  std::vector<std::string_view> paragraphs;
  std::vector<std::string_view> tags;
  std::vector<std::vector<FactValue>> lines;
  std::vector<std::span<const FactValue>> views;

  explicit RandomFacts(Dice& dice) {
    facts.as_of = dice.chance(.5) ? Date(2024, 6, 1) : Date(2026, 7, 23);
    const auto value = [&](FactType type) -> FactValue {
      if (dice.chance(1.0 / 3)) return Unknown{};
      switch (type) {
        case FactType::truth:
          return dice.chance(.5);
        case FactType::number:
          return static_cast<double>(dice.below(4));
        case FactType::date:
          return facts.as_of + static_cast<int>(dice.below(5)) + -2;
        case FactType::country:
          return Country(dice.pick(kCodes));
        case FactType::text:
          return std::string_view(dice.pick(kTexts));
        case FactType::texts:
        case FactType::countries:
          break;
      }
      return Unknown{};
    };
    for (std::size_t i = 0; i < facts.line.size(); ++i) facts.line[i] = value(line_facts()[i].type);
    for (std::size_t i = dice.below(4); i > 0; --i) paragraphs.push_back(dice.pick(kTexts));
    for (std::size_t i = dice.below(3); i > 0; --i) tags.push_back(dice.pick(kTexts));
    if (dice.chance(.7)) facts[LineFact::item_paragraphs] = Texts(paragraphs);
    if (dice.chance(.7)) facts[LineFact::item_tags] = Texts(tags);
    for (std::size_t role = 0; role < kPartyRoleCount; ++role) {
      if (dice.chance(.4)) continue;
      PartyFacts& party = facts.parties.emplace_back();
      party.role = static_cast<Role>(role);
      for (std::size_t i = 0; i < party.values.size(); ++i) party.values[i] = value(party_facts()[i].type);
    }
    for (std::size_t i = dice.below(4); i > 0; --i) {
      HitFacts& hit = facts.hits.emplace_back();
      hit.role = static_cast<Role>(dice.below(kPartyRoleCount + 1));
      for (std::size_t k = 0; k < hit.values.size(); ++k) hit.values[k] = value(hit_facts()[k].type);
    }
    for (std::size_t i = dice.below(4); i > 0; --i) {  // none: the line stands alone
      auto& line = lines.emplace_back();
      for (const FactInfo& info : line_facts()) line.push_back(value(info.type));
    }
    views.assign(lines.begin(), lines.end());
    facts.lines = views;
    for (std::size_t i = dice.below(3); i > 0; --i) {
      OwnerFacts& owner = facts.owners.emplace_back();
      owner.role = static_cast<Role>(dice.below(kPartyRoleCount));
      for (std::size_t k = 0; k < owner.values.size(); ++k) owner.values[k] = value(owner_facts()[k].type);
    }
  }
};

TEST(FlatProgram, AgreesWithTheReference) {
  Dice dice(20250301);
  Writer writer(dice);
  const Vocabulary vocabulary = shipment_vocabulary();
  const Definitions definitions;
  std::size_t truths[3] = {};
  std::size_t with_missing = 0;
  for (std::size_t round = 0; round < rounds(300); ++round) {
    // Several conditions in one program, some twice and one inside another, so that parts are shared and remembered.
    std::vector<std::string> texts;
    for (int i = 0; i < 4; ++i) texts.push_back(writer.condition(5));
    texts.push_back(fmt::format("{} or {}", texts[1], texts[0]));
    texts.push_back(texts[2]);
    std::vector<ExpressionPtr> expressions;
    for (const std::string& text : texts) {
      const auto syntax = parse_condition(text);
      ASSERT_TRUE(syntax) << text << "\n" << syntax.error().message;
      Checker checker(vocabulary, shipped_places(), definitions);
      expressions.push_back(checker.check_condition(*syntax));
      ASSERT_NE(expressions.back(), nullptr) << text << "\n" << checker.problems().front().message;
    }
    Program program;
    for (const ExpressionPtr& expression : expressions) program.announce(*expression);
    std::vector<std::uint32_t> starts;
    for (const ExpressionPtr& expression : expressions) starts.push_back(program.add(*expression));
    for (int draw = 0; draw < 20; ++draw) {
      const RandomFacts random(dice);
      const Subject subject = Subject::of(random.facts);
      Evaluator evaluator(program, subject);
      for (std::size_t i = 0; i < starts.size(); ++i) {
        const Truth flat = evaluator.truth(starts[i]);
        const auto missing = evaluator.missing();
        const std::set<MissingField> flat_missing(missing.begin(), missing.end());
        const reference::Value expected = reference::evaluate(*expressions[i], subject);
        ASSERT_EQ(flat, expected.truth) << texts[i] << "\nround " << round << " draw " << draw;
        ASSERT_TRUE(flat_missing == expected.missing) << texts[i] << "\nround " << round << " draw " << draw;
        ++truths[static_cast<std::size_t>(flat)];
        with_missing += missing.empty() ? 0 : 1;
      }
    }
  }
  // The draw is worth something only if all three values come up often.
  for (const std::size_t count : truths) EXPECT_GT(count, 3'000U);
  EXPECT_GT(with_missing, 3'000U);
}

// Rules that share parts, in any order and nesting: asked behind their gates they say what each of them says alone.
TEST(Gates, ChangeNoOutcome) {
  Dice dice(20261125);
  Writer writer(dice);
  const Vocabulary vocabulary = shipment_vocabulary();
  const Definitions definitions;
  std::size_t outcomes = 0;
  std::size_t silent = 0;
  for (std::size_t round = 0; round < rounds(60); ++round) {
    std::vector<std::string> pool;
    for (int i = 0; i < 5; ++i) pool.push_back(writer.condition(2));
    std::string rules;
    std::vector<ExpressionPtr> expressions;
    for (int i = 0; i < 12; ++i) {
      std::string condition = writer.condition(1);
      for (std::size_t part = dice.below(4); part > 0; --part) {
        condition = dice.chance(.5) ? fmt::format("({}) and ({})", dice.pick(pool), condition)
                                    : fmt::format("(({}) and {})", condition, dice.pick(pool));
      }
      rules += fmt::format(
          "[[rule]]\nid = \"US-{}\"\nrevision = 1\ntitle = \"t\"\nkind = \"{}\"\nrow = \"6\"\nauthority = \"a\"\n"
          "source = \"test\"\nconfidence = \"M\"\ntext = {{ from = 2023-01-01 }}\nwhen = \"\"\"{}\"\"\"\n"
          "result = {{ determination = \"licence_required\" }}\nexplain = \"e\"\nfires = [\"a#S1\"]\n",
          i, dice.chance(.7) ? "licence" : "prohibition", condition);
      Checker checker(vocabulary, shipped_places(), definitions);
      expressions.push_back(checker.check_condition(*parse_condition(condition)));
      ASSERT_NE(expressions.back(), nullptr) << condition;
    }
    const std::vector<SourceText> texts{{"rules.toml", rules}};
    const auto set = RuleSet::load(texts, vocabulary, shipped_places());
    ASSERT_TRUE(set) << to_string(combined(set.error()));
    Evaluation evaluation;
    for (int draw = 0; draw < 20; ++draw) {
      const RandomFacts random(dice);
      const Subject subject = Subject::of(random.facts);
      set->evaluate(subject, kLaw, Basis::text, evaluation);
      auto outcome = evaluation.outcomes.begin();
      for (std::uint32_t rule = 0; rule < expressions.size(); ++rule) {
        const reference::Value expected = reference::evaluate(*expressions[rule], subject);
        if (expected.truth == Truth::no) {
          ++silent;
          continue;
        }
        ASSERT_NE(outcome, evaluation.outcomes.end()) << rules;
        ASSERT_EQ(outcome->rule, rule) << rules;
        ASSERT_EQ(outcome->truth, expected.truth) << rules;
        const auto missing = evaluation.missing_of(*outcome);
        ASSERT_TRUE(std::set<MissingField>(missing.begin(), missing.end()) == expected.missing) << rules;
        ++outcome;
        ++outcomes;
      }
      ASSERT_EQ(outcome, evaluation.outcomes.end()) << rules;
    }
  }
  EXPECT_GT(outcomes, 3'000U);
  EXPECT_GT(silent, 3'000U);
}

}  // namespace
}  // namespace tidewaiter::rules
