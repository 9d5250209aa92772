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
constexpr std::uint8_t kTpp = 0;
constexpr std::uint8_t kPd = 1;
constexpr std::uint8_t kLink = 2;
constexpr std::uint8_t kMemoryDensity = 3;
constexpr std::uint8_t kDatacenter = 4;
constexpr std::uint8_t kPlanar = 5;
constexpr std::uint8_t kKind = 6;
constexpr std::size_t kFieldCount = 7;
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

std::string verdict(Truth truth) {
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

struct Classifier::Merged {
  std::vector<Truth> truths;  // by number of the rule
  std::vector<Truth> groups;  // by number of the group
  Truth controlled = Truth::no;
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
  classifier.rules_ = std::make_shared<const rules::RuleSet>(std::move(*loaded));
  std::set<double> thresholds;
  for (const rules::Rule& rule : classifier.rules_->rules()) {
    if (rule.kind != rules::RuleKind::classification) {
      problems.add({ErrorCode::bad_catalog, fmt::format("rule {} is no classification", rule.id), rule.where,
                    "rules of the law stand under regimes/"});
    }
    add_thresholds(rule.when, thresholds);
  }
  classifier.thresholds_.assign(thresholds.begin(), thresholds.end());
  if (classifier.rules_->rules().empty()) {
    problems.add({ErrorCode::bad_catalog, "there is no classification rule", "", "add classification.toml"});
  }
  classifier.read_tables(documents, problems);
  return classifier;
}

// [[contained]] and [groups]; a paragraph that no rule gives is a mistake there.
void Classifier::read_tables(std::span<const toml::Document> documents, Problems& problems) {
  constexpr std::array<std::pair<std::string_view, Truth Classification::*>, 4> kGroups{{
      {"in_a", &Classification::in_a},
      {"in_b", &Classification::in_b},
      {"in_c", &Classification::in_c},
      {"in_2022", &Classification::in_2022},
  }};
  const auto check = [&](TableReader& reader, std::string_view key, const std::string& paragraph) {
    const auto gives = [&](const rules::Rule& rule) { return rule.result.paragraph == paragraph; };
    if (paragraph.empty() || std::ranges::any_of(rules_->rules(), gives)) return;
    reader.problem(reader.place_of(key), fmt::format("no classification rule gives '{}'", paragraph));
  };
  for_each_table(documents, "contained", problems, [&](TableReader& reader) {
    const std::string paragraph = reader.required_text("paragraph");
    check(reader, "paragraph", paragraph);
    contained_[paragraph] = reader.required_text("becomes");
  });
  for_the_table(documents, "groups", problems, [&](TableReader& reader) {
    for (const auto& [key, member] : kGroups) {
      groups_.push_back({reader.texts(key), member});
      for (const std::string& paragraph : groups_.back().paragraphs) check(reader, key, paragraph);
    }
  });
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

void Classifier::evaluate(const Spec& spec, std::optional<Figure> tpp, Date date, rules::Basis basis,
                          Sample& out) const {
  std::array<FactValue, kFieldCount> values;
  values[kTpp] = tpp ? FactValue(tpp->as_double()) : FactValue(Unknown{});
  values[kPd] = tpp ? fact(density(spec, *tpp)) : FactValue(Unknown{});
  values[kLink] = spec.link_gb_s ? FactValue(spec.link_gb_s->as_double()) : FactValue(Unknown{});
  values[kMemoryDensity] = fact(spec.memory_density);
  values[kDatacenter] = fact(spec.datacenter);
  values[kPlanar] = fact(spec.planar);
  values[kKind] = to_string(spec.kind);
  rules::Evaluation evaluation;
  rules_->evaluate({date, values, {}, {}}, rules::kClassification, basis, evaluation);
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

std::vector<Classifier::Near> Classifier::near(const Spec& spec, Date date, double share) const {
  const Performance performance = catalog::performance(spec);
  const std::optional<Figure> tpp = performance.exact() ? std::optional(performance.high) : std::nullopt;
  const std::array<std::optional<double>, 4> values{
      tpp ? std::optional(tpp->as_double()) : std::nullopt, tpp ? density(spec, *tpp) : std::nullopt,
      spec.link_gb_s ? std::optional(spec.link_gb_s->as_double()) : std::nullopt, spec.memory_density};
  std::vector<Near> found;
  for (const rules::Threshold& threshold : rules_->distinctions().thresholds()) {
    const rules::Rule& rule = rules_->rules()[threshold.rule];
    if (!rule.in_force(date, rules::Basis::practice) || threshold.field >= values.size()) continue;
    const std::optional<double>& value = values[threshold.field];
    if (!value || std::abs(*value - threshold.value) > share * threshold.value) continue;
    const std::string_view figure = kFacts[threshold.field].meaning;
    const auto same = [&](const Near& other) {
      return other.figure == figure && other.threshold == threshold.value && other.paragraph == rule.result.paragraph;
    };
    if (std::ranges::none_of(found, same)) {
      found.push_back({figure, *value, threshold.value, rule.result.paragraph});
    }
  }
  return found;
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
  return fmt::format("{}: {}: {}", rule.result.paragraph, text, verdict(truth));
}

// Each value of TPP between the bounds has its own outcome; what differs among them is unknown.
Classifier::Merged Classifier::merged(const Spec& spec, const Performance& performance, Date date,
                                      rules::Basis basis) const {
  Merged out;
  Sample sample;
  bool first = true;
  const auto merge = [&](Truth& into, Truth truth) { into = first || into == truth ? truth : Truth::unknown; };
  const auto take = [&](std::optional<Figure> tpp) {
    sample.missing.clear();
    evaluate(spec, tpp, date, basis, sample);
    if (first) {
      out.truths = sample.truths;
      out.groups.resize(groups_.size());
    }
    Truth controlled = Truth::no;
    std::vector<Truth> groups(groups_.size(), Truth::no);
    for (std::size_t i = 0; i < sample.truths.size(); ++i) {
      if (out.truths[i] != sample.truths[i]) out.missing.insert(kTpp);
      merge(out.truths[i], sample.truths[i]);
      controlled = either(controlled, sample.truths[i]);
      for (std::size_t j = 0; j < groups_.size(); ++j) {
        const auto& names = groups_[j].paragraphs;
        if (std::ranges::find(names, rules_->rules()[i].result.paragraph) == names.end()) continue;
        groups[j] = either(groups[j], sample.truths[i]);
      }
    }
    for (std::size_t j = 0; j < groups.size(); ++j) merge(out.groups[j], groups[j]);
    merge(out.controlled, controlled);
    out.missing.insert(sample.missing.begin(), sample.missing.end());
    first = false;
  };
  if (!performance.known) {
    take(std::nullopt);
    return out;
  }
  for (const Figure tpp : samples(spec, performance)) take(tpp);
  return out;
}

Classification Classifier::classify(const Spec& spec, Date date, rules::Basis basis, bool with_steps) const {
  Classification result;
  result.name = spec.name;
  result.as_of = date;
  Performance performance = catalog::performance(spec);
  if (performance.exact()) {
    result.tpp = performance.high.as_double();
    result.pd = density(spec, performance.high);
  }
  const Merged outcome = merged(spec, performance, date, basis);
  result.controlled = outcome.controlled;
  for (std::size_t i = 0; i < groups_.size(); ++i) result.*(groups_[i].member) = outcome.groups[i];

  if (with_steps) result.steps = std::move(performance.steps);
  for (std::uint32_t i = 0; i < rules_->rules().size(); ++i) {
    const rules::Rule& rule = rules_->rules()[i];
    const std::optional<DateRange>& window = rule.window(basis);
    if (!window || !window->contains(date)) continue;
    const Truth truth = outcome.truths[i];
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
    result.paragraphs.push_back({std::string(name), *window, rule.id, std::move(step_text)});
  }
  result.complete = std::ranges::find(outcome.truths, Truth::unknown) == outcome.truths.end();
  if (!result.paragraphs.empty()) {
    result.status = Status::controlled;
  } else if (result.complete) {
    result.status = Status::not_controlled;
  }
  for (const std::uint8_t field : outcome.missing) result.missing.emplace_back(kFields[field].column);
  return result;
}

}  // namespace tidewaiter::catalog
