// Nanoseconds a line for the shipped rules: the red flags and the licence determination that every line is asked. The
// rival, in the same run, is the tree walk of rules/reference over the same flags.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include "base/file.h"
#include "folders.h"
#include "regime/regime.h"
#include "rules/checker.h"
#include "rules/reference/evaluate.h"

namespace {

using namespace tidewaiter;
namespace fs = std::filesystem;

template <class T>
T need(Result<T> result) {
  if (!result) {
    std::fprintf(stderr, "%s\n", to_string(result.error()).c_str());
    std::exit(1);
  }
  return std::move(*result);
}

std::vector<SourceText> texts_in(std::initializer_list<const char*> folders, bool rules_only) {
  std::vector<fs::path> paths;
  for (const char* folder : folders) {
    for (const auto& entry : fs::directory_iterator(source_path(folder))) {
      if (entry.path().extension() == ".toml") paths.push_back(entry.path());
    }
  }
  std::ranges::sort(paths);
  std::vector<SourceText> texts;
  for (const fs::path& path : paths) {
    SourceText text{path.filename().string(), need(read_file(path))};
    const bool rules = text.text.find("[[rule]]") != std::string::npos ||
                       text.text.find("[define]") != std::string::npos ||
                       text.text.find("[weights]") != std::string::npos;
    if (rules || !rules_only) texts.push_back(std::move(text));
  }
  return texts;
}

const Places& places() {
  static const Places places = need(Places::load(texts_in({"regimes/places"}, false)));
  return places;
}
const Regime& regime() {
  static const Regime regime = need(Regime::load(texts_in({"regimes", "regimes/us", "regimes/flags"}, true), places()));
  return regime;
}

// An accelerator for a reseller in the UAE, dates and headquarters partly missing, as nightly files have them; or other
// goods, as most lines are.
struct Line {
  Facts facts;
  std::vector<std::string_view> paragraphs{"3A090.a.1", "4A090.a"};
  std::vector<std::string_view> none;

  explicit Line(bool chips) {
    facts.as_of = Date(2025, 6, 1);
    facts[LineFact::date] = facts.as_of;
    facts[LineFact::movement] = std::string_view("export");
    facts[LineFact::export_country] = Country("US");
    facts[LineFact::destination] = Country("AE");
    facts[LineFact::transit] = Texts(none);
    facts[LineFact::end_use] = Texts(none);
    facts[LineFact::hs_code] = std::string_view(chips ? "847150" : "610910");
    facts[LineFact::quantity] = 64.0;
    facts[LineFact::unit_value] = chips ? 25'000.0 : 12.0;
    facts[LineFact::mass_per_piece] = 1.5;
    facts[LineFact::item_state] = std::string_view(chips ? "identified" : "other_goods");
    facts[LineFact::item_name] = std::string_view("an item");
    facts[LineFact::item_kind] = std::string_view(chips ? "card" : "none");
    facts[LineFact::item_tags] = Texts(none);
    facts[LineFact::item_paragraphs] = chips ? Texts(paragraphs) : Texts(none);
    for (const LineFact fact : {LineFact::item_datacenter, LineFact::item_controlled, LineFact::item_on_ccl,
                                LineFact::item_in_a, LineFact::item_classified}) {
      facts[fact] = chips;
    }
    for (const LineFact fact : {LineFact::item_in_b, LineFact::item_in_c, LineFact::item_in_2022,
                                LineFact::item_prc_designed, LineFact::item_made_for_china}) {
      facts[fact] = false;
    }
    if (chips) facts[LineFact::item_tpp] = 15'832.0;
    const std::pair<Role, const char*> parties[] = {{Role::exporter, "US"},
                                                    {Role::consignee, "AE"},
                                                    {Role::end_user, "AE"},
                                                    {Role::forwarder, "DE"},
                                                    {Role::payer, "AE"}};
    for (const auto& [role, country] : parties) {
      PartyFacts& party = facts.parties.emplace_back();
      party.role = role;
      party[PartyFact::name] = std::string_view("Gulf Star Trading FZE");
      party[PartyFact::country] = Country(country);
      party[PartyFact::addressee] = std::string_view("none");
      party[PartyFact::is_addressee] = false;
      party[PartyFact::headquarters] = role == Role::end_user ? FactValue{} : FactValue{Country(country)};
    }
  }
  Line(const Line&) = delete;
  Line& operator=(const Line&) = delete;
};

void red_flags(benchmark::State& state) {
  const Line line(state.range(0) != 0);
  Flags flags;
  for (auto _ : state) {
    regime().flags(line.facts, rules::Basis::practice, flags);
    benchmark::DoNotOptimize(flags.findings.data());
  }
  state.counters["fired"] = static_cast<double>(flags.findings.size());
  state.counters["open"] = static_cast<double>(flags.questions.size());
}
BENCHMARK(red_flags)->Arg(0)->Arg(1)->ArgName("chips");

void law(benchmark::State& state) {
  const Line line(state.range(0) != 0);
  rules::Evaluation evaluation;
  for (auto _ : state) {
    regime().rules().evaluate(rules::Subject::of(line.facts), rules::kLaw, rules::Basis::practice, evaluation);
    benchmark::DoNotOptimize(evaluation.outcomes.data());
  }
  state.counters["fired_or_open"] = static_cast<double>(evaluation.outcomes.size());
  state.counters["rules"] = static_cast<double>(regime().rules().rules().size());
}
BENCHMARK(law)->Arg(0)->Arg(1)->ArgName("chips");

void determination(benchmark::State& state) {
  const Line line(state.range(0) != 0);
  for (auto _ : state) {
    auto determined = regime().determine(line.facts, rules::Basis::practice);
    benchmark::DoNotOptimize(determined.has_value());
  }
}
BENCHMARK(determination)->Arg(0)->Arg(1)->ArgName("chips");

void explanation(benchmark::State& state) {
  const Line line(true);
  for (auto _ : state) benchmark::DoNotOptimize(regime().explain(0, line.facts));
}
BENCHMARK(explanation);

// The flags whose conditions stand without definitions, walked as trees.
void red_flags_by_tree_walk(benchmark::State& state) {
  const Line line(state.range(0) != 0);
  const rules::Subject subject = rules::Subject::of(line.facts);
  const rules::Vocabulary vocabulary = rules::shipment_vocabulary();
  const rules::Definitions definitions;
  std::vector<rules::ExpressionPtr> conditions;
  for (const rules::Rule& rule : regime().rules().rules()) {
    if (!rules::kFlags.has(rule.kind)) continue;
    rules::Checker checker(vocabulary, places(), definitions);
    if (auto condition = checker.check_condition(*rules::parse_condition(rule.when))) conditions.push_back(condition);
  }
  for (auto _ : state) {
    for (const auto& condition : conditions) {
      benchmark::DoNotOptimize(rules::reference::evaluate(*condition, subject).truth);
    }
  }
  state.counters["flags"] = static_cast<double>(conditions.size());
}
BENCHMARK(red_flags_by_tree_walk)->Arg(0)->Arg(1)->ArgName("chips");

void load(benchmark::State& state) {
  const auto texts = texts_in({"regimes", "regimes/us", "regimes/flags"}, true);
  for (auto _ : state) benchmark::DoNotOptimize(Regime::load(texts, places()).has_value());
}
BENCHMARK(load)->Unit(benchmark::kMillisecond);

}  // namespace

BENCHMARK_MAIN();
