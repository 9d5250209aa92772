#include "catalog/classify/classifier.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <set>

#include "places/places.h"
#include "rules/lexer.h"

namespace tidewaiter::catalog {
namespace {

// The vocabulary of classification rules; `column` is the column of a specification that settles the field.
struct SpecField {
  FactInfo info;
  std::string_view column;
};
enum Field : std::uint8_t { kTpp, kPd, kLink, kMemoryDensity, kDatacenter, kPlanar, kKind, kFieldCount };
constexpr std::array<SpecField, kFieldCount> kFields{{
    {{"spec.tpp", FactType::number, Unit::tpp, "total processing performance"}, "dense"},
    {{"spec.pd", FactType::number, Unit::tpp_per_mm2, "performance density"}, "die_mm2"},
    {{"spec.link", FactType::number, Unit::gb_per_s, "aggregate bidirectional transfer rate without volatile memory"},
     "link_gbs"},
    {{"spec.memory_density", FactType::number, Unit::gb_per_s, "bandwidth of a memory stack per mm2 of its area"},
     "stack_mm2"},
    {{"spec.datacenter", FactType::truth, Unit::none, "designed or marketed for use in data centres"}, "datacenter"},
    {{"spec.planar", FactType::truth, Unit::none, "no die is made on a non-planar process"}, "planar"},
    {{"spec.kind", FactType::text, Unit::none, "chip, card, memory, board, system, rack"}, "kind"},
}};
constexpr std::array<FactInfo, kFieldCount> fact_infos() {
  std::array<FactInfo, kFieldCount> infos{};
  for (std::size_t i = 0; i < kFieldCount; ++i) infos[i] = kFields[i].info;
  return infos;
}
constexpr std::array<FactInfo, kFieldCount> kFacts = fact_infos();

FactValue fact(Truth truth) { return truth == Truth::unknown ? FactValue(Unknown{}) : FactValue(truth == Truth::yes); }
FactValue fact(std::optional<double> number) { return number ? FactValue(*number) : FactValue(Unknown{}); }

Truth either(Truth a, Truth b) {
  if (a == Truth::yes || b == Truth::yes) return Truth::yes;
  return a == Truth::no && b == Truth::no ? Truth::no : Truth::unknown;
}

bool holds_chips(ItemKind kind) {
  return kind == ItemKind::board || kind == ItemKind::system || kind == ItemKind::rack;
}

// Every number of a condition. Loading has checked that it can be cut into words.
void add_thresholds(const std::string& condition, std::set<double>& thresholds) {
  const auto tokens = rules::tokenize(condition);
  if (!tokens) return;
  for (const rules::Token& token : *tokens) {
    if (token.kind == rules::Token::Kind::number) thresholds.insert(token.number);
  }
}

std::string outcome(Truth truth) {
  if (truth == Truth::unknown) return "unknown";
  return truth == Truth::yes ? "holds" : "does not hold";
}

}  // namespace

std::string_view to_string(Status status) {
  static constexpr std::array<std::string_view, 3> kNames{"controlled", "not_controlled", "undetermined"};
  return kNames[static_cast<std::size_t>(status)];
}

// What the rules say at one value of TPP: the truth of each rule in force, and what was missing.
struct Classifier::Sample {
  std::vector<Truth> truths;  // by number of the rule; rules out of force are `no`
  std::set<std::uint8_t> missing;
};

Classifier Classifier::load(std::span<const SourceText> texts, std::span<const toml::Document> documents,
                            Problems& problems) {
  Classifier classifier;
  const Places no_places;  // classification rules speak of no country
  auto loaded = rules::RuleSet::load(texts, {kFacts, false}, no_places);
  if (!loaded) {
    for (Error& error : loaded.error()) problems.add(std::move(error));
    return classifier;
  }
  classifier.rules_ = std::move(*loaded);
  std::set<double> thresholds;
  std::set<std::string, std::less<>> paragraphs;
  for (const rules::Rule& rule : classifier.rules_->rules()) {
    if (rule.kind != rules::RuleKind::classification) {
      problems.add({ErrorCode::bad_catalog, fmt::format("rule {} is no classification", rule.id), rule.where,
                    "rules of the law stand under regimes/"});
    }
    add_thresholds(rule.when, thresholds);
    paragraphs.insert(rule.result.paragraph);
  }
  if (paragraphs.empty())
    problems.add({ErrorCode::bad_catalog, "there is no classification rule", "", "add classification.toml"});
  classifier.thresholds_.assign(thresholds.begin(), thresholds.end());

  const auto known = [&](const toml::Document& document, toml::Place place, const std::string& paragraph) {
    if (paragraph.empty() || paragraphs.contains(paragraph)) return;
    problems.add(document, place, fmt::format("no classification rule gives '{}'", paragraph));
  };
  constexpr std::array<std::pair<std::string_view, Truth Classification::*>, 4> kGroups{{
      {"in_a", &Classification::in_a},
      {"in_b", &Classification::in_b},
      {"in_c", &Classification::in_c},
      {"in_2022", &Classification::in_2022},
  }};
  for (const toml::Document& document : documents) {
    if (const toml::Value* contained = document.root.find("contained")) {
      const toml::Array none;
      const toml::Array* entries = contained->array();
      if (entries == nullptr)
        problems.add(document, contained->place, "'contained' is no array of tables", "write [[contained]]");
      for (const toml::Value& entry : entries != nullptr ? *entries : none) {
        if (entry.table() == nullptr) {
          problems.add(document, entry.place,
                       fmt::format("'contained' holds {}, where a table is needed", entry.kind()));
          continue;
        }
        TableReader reader(document, *entry.table(), entry.place, problems);
        std::string paragraph = reader.required_text("paragraph");
        known(document, reader.place_of("paragraph"), paragraph);
        classifier.contained_[std::move(paragraph)] = reader.required_text("becomes");
        reader.finish();
      }
    }
    const toml::Value* groups = document.root.find("groups");
    if (groups == nullptr) continue;
    if (groups->table() == nullptr) {
      problems.add(document, groups->place, fmt::format("'groups' is {}, where a table is needed", groups->kind()));
      continue;
    }
    TableReader reader(document, *groups->table(), groups->place, problems);
    for (const auto& [key, member] : kGroups) {
      classifier.groups_.push_back({reader.texts(key), member});
      for (const std::string& paragraph : classifier.groups_.back().paragraphs)
        known(document, reader.place_of(key), paragraph);
    }
    reader.finish();
  }
  return classifier;
}

std::vector<Date> Classifier::spans() const {
  std::vector<Date> days{kFirstDate};
  days.insert(days.end(), rules_->days().begin(), rules_->days().end());
  return days;
}

// Values of TPP that stand for all between the bounds: conditions compare TPP and PD with numbers only, so that their
// truth can change nowhere but at a threshold.
std::vector<Figure> Classifier::samples(const Spec& spec, const Performance& performance) const {
  std::set<Figure> out{performance.low, performance.high};
  const auto add = [&](double tpp) {
    const double units = tpp * 1e7;
    if (!(units >= 0) || units > static_cast<double>(performance.high.units()) + 2) return;
    for (const std::int64_t off : {-1, 0, 1}) {
      const Figure sample = Figure::from_units(static_cast<std::int64_t>(std::floor(units)) + off);
      if (performance.low <= sample && sample <= performance.high) out.insert(sample);
    }
  };
  for (const double threshold : thresholds_) {
    add(threshold);
    if (spec.die_mm2) add(threshold * spec.die_mm2->as_double());
  }
  return {out.begin(), out.end()};
}

void Classifier::evaluate(const Spec& spec, std::optional<Figure> tpp, Date date, Sample& out) const {
  std::array<FactValue, kFieldCount> values;
  values[kTpp] = tpp ? FactValue(tpp->as_double()) : FactValue(Unknown{});
  values[kPd] = tpp ? fact(density(spec, *tpp)) : FactValue(Unknown{});
  values[kLink] = spec.link_gb_s ? FactValue(spec.link_gb_s->as_double()) : FactValue(Unknown{});
  values[kMemoryDensity] = fact(spec.memory_density);
  values[kDatacenter] = fact(spec.datacenter);
  values[kPlanar] = fact(spec.planar);
  values[kKind] = to_string(spec.kind);
  rules::Evaluation evaluation;
  rules_->evaluate({date, values, {}, {}}, rules::kClassification, rules::Basis::practice, evaluation);
  out.truths.assign(rules_->rules().size(), Truth::no);
  for (const rules::Outcome& found : evaluation.outcomes) {
    out.truths[found.rule] = found.truth;
    for (const rules::MissingField& missing : evaluation.missing_of(found)) {
      // A density is missing for want of a performance, of an area, or of both.
      if (missing.field == kPd && !tpp) out.missing.insert(kTpp);
      if (missing.field == kPd && spec.die_mm2) continue;
      out.missing.insert(missing.field);
    }
  }
}

std::string Classifier::step(const rules::Rule& rule, const Spec& spec, const Performance& performance,
                             Truth truth) const {
  const auto range = [&](auto at) {
    const std::string low = at(performance.low);
    const std::string high = at(performance.high);
    return low == high ? high : fmt::format("{} to {}", low, high);
  };
  const auto value = [&](std::string_view field) -> std::string {
    if (field == "spec.tpp") return performance.known ? range([](Figure tpp) { return tpp.to_string(); }) : "unknown";
    if (field == "spec.pd") {
      if (spec.planar == Truth::yes) return "not defined";
      if (!performance.known || !density(spec, performance.low)) return "unknown";
      return range([&](Figure tpp) { return format_number(*density(spec, tpp)); });
    }
    if (field == "spec.link") return spec.link_gb_s ? spec.link_gb_s->to_string() : "unknown";
    if (field == "spec.memory_density") return spec.memory_density ? format_number(*spec.memory_density) : "unknown";
    if (field == "spec.datacenter") return std::string(to_string(spec.datacenter));
    if (field == "spec.planar") return std::string(to_string(spec.planar));
    return std::string(to_string(spec.kind));
  };
  std::string text;
  for (std::string_view rest = rule.explain; !rest.empty();) {
    const std::size_t open = rest.find('{');
    const std::size_t close = rest.find('}', open);
    text += rest.substr(0, open);
    if (open == std::string_view::npos || close == std::string_view::npos) break;
    text += value(rest.substr(open + 1, close - open - 1));
    rest.remove_prefix(close + 1);
  }
  return fmt::format("{}: {}: {}", rule.result.paragraph, text, outcome(truth));
}

Classification Classifier::classify(const Spec& spec, Date date, bool with_steps) const {
  Classification result;
  result.name = spec.name;
  result.as_of = date;
  Performance performance = catalog::performance(spec);
  if (performance.exact()) {
    result.tpp = performance.high.as_double();
    result.pd = density(spec, performance.high);
  }
  // Each value between the bounds has its own outcome; what differs among them is unknown.
  Sample merged;
  Sample sample;
  std::vector<Truth> groups;
  Truth controlled = Truth::no;
  const auto rules = rules_->rules();
  const auto take = [&](std::optional<Figure> tpp, bool first) {
    evaluate(spec, tpp, date, sample);
    Truth any = Truth::no;
    for (const Truth truth : sample.truths) any = either(any, truth);
    std::vector<Truth> of_groups;
    for (const Group& group : groups_) {
      Truth truth = Truth::no;
      for (std::size_t i = 0; i < rules.size(); ++i) {
        if (std::ranges::find(group.paragraphs, rules[i].result.paragraph) != group.paragraphs.end()) {
          truth = either(truth, sample.truths[i]);
        }
      }
      of_groups.push_back(truth);
    }
    const auto merge = [&](Truth& into, Truth truth) { into = first || into == truth ? truth : Truth::unknown; };
    if (first) {
      merged.truths = sample.truths;
      groups = of_groups;
    }
    for (std::size_t i = 0; i < merged.truths.size(); ++i) {
      if (merged.truths[i] != sample.truths[i]) merged.missing.insert(kTpp);
      merge(merged.truths[i], sample.truths[i]);
    }
    for (std::size_t i = 0; i < groups.size(); ++i) merge(groups[i], of_groups[i]);
    merge(controlled, any);
    merged.missing.insert(sample.missing.begin(), sample.missing.end());
    sample.missing.clear();
  };
  if (!performance.known) {
    take(std::nullopt, true);
  } else {
    bool first = true;
    for (const Figure tpp : samples(spec, performance)) {
      take(tpp, first);
      first = false;
    }
  }
  result.controlled = controlled;
  for (std::size_t i = 0; i < groups_.size(); ++i) result.*(groups_[i].member) = groups[i];

  if (with_steps) result.steps = std::move(performance.steps);
  std::vector<std::string_view> names;
  for (std::uint32_t i = 0; i < rules.size(); ++i) {
    const rules::Rule& rule = rules[i];
    if (!rule.in_force(date, rules::Basis::practice)) continue;
    const Truth truth = merged.truths[i];
    std::string step_text = with_steps || truth == Truth::yes ? step(rule, spec, performance, truth) : std::string();
    std::string_view name = rule.result.paragraph;
    if (holds_chips(spec.kind)) {
      const auto found = contained_.find(name);
      if (found == contained_.end()) continue;
      name = found->second;
      if (with_steps && truth == Truth::yes)
        step_text += fmt::format("; a {} that contains it: {}", to_string(spec.kind), name);
    }
    if (with_steps) result.steps.push_back(step_text);
    if (truth != Truth::yes || std::ranges::find(result.paragraph_names, name) != result.paragraph_names.end())
      continue;
    result.paragraph_names.push_back(name);
    result.paragraphs.push_back(
        {std::string(name), *rule.window(rules::Basis::practice), rule.id, std::move(step_text)});
  }
  result.complete = std::ranges::find(merged.truths, Truth::unknown) == merged.truths.end();
  if (!result.paragraphs.empty()) {
    result.status = Status::controlled;
  } else if (result.complete) {
    result.status = Status::not_controlled;
  }
  for (const std::uint8_t field : merged.missing) result.missing.emplace_back(kFields[field].column);
  return result;
}

}  // namespace tidewaiter::catalog
