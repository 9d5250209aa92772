// Any bytes as a condition, as the sentence of a rule, and as a file of rules: they load or say why not, and what loads
// means the same to the flat program as to the reference.
#include <array>
#include <cstdint>
#include <random>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/digest.h"
#include "require.h"
#include "rules/checker.h"
#include "rules/program.h"
#include "rules/reference/evaluate.h"
#include "rules/rule_set.h"

namespace {

using namespace tidewaiter;
using namespace tidewaiter::rules;

const Places& fuzz_places() {
  static const Places places = [] {
    const SourceText text{"places.toml", R"(
[[country]]
code = "CN"
alpha3 = "CHN"
name = "China"
[[country]]
code = "KZ"
alpha3 = "KAZ"
name = "Kazakhstan"
[[group]]
name = "D:5"
title = "Test"
as_of = 2025-01-01
source = "test"
confidence = "U"
before_confidence = "U"
members = ["CN"]
[[group]]
name = "D:1"
title = "Test"
as_of = 2025-01-01
source = "test"
confidence = "U"
before_confidence = "U"
members = ["KZ"]
)"};
    return Places::load(std::span(&text, 1)).value();
  }();
  return places;
}

constexpr std::array<std::string_view, 4> kTexts{"3A090.a", "reseller", "EL", "KZ"};

FactValue draw(FactType type, std::mt19937_64& dice) {
  if (dice() % 3 == 0) return Unknown{};
  switch (type) {
    case FactType::truth:
      return dice() % 2 == 0;
    case FactType::number:
      return static_cast<double>(dice() % 4);
    case FactType::date:
      return Date(2025, 3, 1) + static_cast<int>(dice() % 5);
    case FactType::country:
      return Country(dice() % 2 == 0 ? "CN" : "KZ");
    case FactType::text:
      return kTexts[dice() % kTexts.size()];
    case FactType::texts:
    case FactType::countries:
      break;
  }
  return Texts(kTexts).subspan(dice() % kTexts.size());
}

Facts draw_facts(std::mt19937_64& dice) {
  Facts facts;
  facts.as_of = Date(2025, 3, 1);
  for (std::size_t i = 0; i < facts.line.size(); ++i) facts.line[i] = draw(line_facts()[i].type, dice);
  for (std::size_t role = 0; role < kPartyRoleCount; ++role) {
    if (dice() % 2 == 0) continue;
    PartyFacts& party = facts.parties.emplace_back();
    party.role = static_cast<Role>(role);
    for (std::size_t i = 0; i < party.values.size(); ++i) party.values[i] = draw(party_facts()[i].type, dice);
  }
  for (std::size_t n = dice() % 3; n > 0; --n) {
    HitFacts& hit = facts.hits.emplace_back();
    hit.role = static_cast<Role>(dice() % kPartyRoleCount);
    for (std::size_t i = 0; i < hit.values.size(); ++i) hit.values[i] = draw(hit_facts()[i].type, dice);
  }
  for (std::size_t n = dice() % 3; n > 0; --n) {
    OwnerFacts& owner = facts.owners.emplace_back();
    owner.role = static_cast<Role>(dice() % kPartyRoleCount);
    for (std::size_t i = 0; i < owner.values.size(); ++i) owner.values[i] = draw(owner_facts()[i].type, dice);
  }
  return facts;
}

// Up to three lines beside one another; none: the line stands alone.
struct Lines {
  explicit Lines(std::mt19937_64& dice) {
    for (std::size_t n = dice() % 4; n > 0; --n) {
      auto& line = tables.emplace_back();
      for (const FactInfo& info : line_facts()) line.push_back(draw(info.type, dice));
    }
    views.assign(tables.begin(), tables.end());
  }
  std::vector<std::vector<FactValue>> tables;
  std::vector<std::span<const FactValue>> views;
};

void try_condition(std::string_view text, std::mt19937_64& dice) {
  const auto syntax = parse_condition(text);
  if (!syntax) {
    require(!syntax.error().message.empty() && syntax.error().span.begin <= text.size() + 1);
    return;
  }
  const Vocabulary vocabulary = shipment_vocabulary();
  const Definitions definitions;
  Checker checker(vocabulary, fuzz_places(), definitions);
  const ExpressionPtr condition = checker.check_condition(*syntax);
  require((condition == nullptr) == !checker.problems().empty());
  if (condition == nullptr) return;
  Program program;
  program.announce(*condition);
  program.announce(*condition);
  const std::uint32_t first = program.add(*condition);
  const std::uint32_t second = program.add(*condition);
  for (int i = 0; i < 3; ++i) {
    Facts facts = draw_facts(dice);
    const Lines lines(dice);
    facts.lines = lines.views;
    const Subject subject = Subject::of(facts);
    Evaluator evaluator(program, subject);
    const reference::Value expected = reference::evaluate(*condition, subject);
    for (const std::uint32_t start : {first, second}) {
      require(evaluator.truth(start) == expected.truth);
      const auto missing = evaluator.missing();
      require(std::set<MissingField>(missing.begin(), missing.end()) == expected.missing);
    }
  }
}

void try_file(std::string_view text, std::mt19937_64& dice) {
  const std::vector<SourceText> texts{{"fuzz.toml", std::string(text)}};
  const auto set = RuleSet::load(texts, shipment_vocabulary(), fuzz_places());
  if (!set) {
    require(!set.error().empty());
    for (const Error& error : set.error()) require(!error.message.empty() && !error.where.empty());
    return;
  }
  const Facts facts = draw_facts(dice);
  Evaluation evaluation;
  set->evaluate(Subject::of(facts), kLaw, Basis::practice, evaluation);
  for (std::uint32_t rule = 0; rule < set->rules().size(); ++rule) set->explain(rule, Subject::of(facts));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  std::mt19937_64 dice(hash_of(text));
  try_condition(text, dice);
  try_file(text, dice);
  return 0;
}
