#include "rules/loader.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/digest.h"
#include "rules/gates.h"
#include "rules/reader.h"
#include "rules/template.h"

namespace tidewaiter::rules {
namespace {

using Op = Expression::Op;

const std::vector<std::string> kFileKeys{"rule",   "override",  "define", "weights", "finding_weights",
                                         "source", "confidence"};
const std::vector<std::string> kOverrideKeys{"rule", "revision", "off", "reason", "from", "until"};

bool is_definition_name(std::string_view name) {
  return !name.empty() && name.front() >= 'a' && name.front() <= 'z' &&
         std::ranges::all_of(name, [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; });
}

// The elements that the quantifiers of a condition can find, first of each kind: what its sentence may speak of.
void find_elements(const Expression& e, const Vocabulary& vocabulary, std::vector<Element>& found) {
  if (e.op == Op::any || e.op == Op::count || e.op == Op::sum) {
    Element element{Operand::Source::party, "party", ValueType::text};
    if (e.range.over == Range::Over::hits) element = {Operand::Source::hit, "hit", ValueType::text};
    if (e.range.over == Range::Over::owners) element = {Operand::Source::owner, "owner", ValueType::text};
    if (e.range.over == Range::Over::lines) element = {Operand::Source::each_line, "each", ValueType::text};
    if (e.range.over == Range::Over::texts) {
      const bool country = vocabulary.line[e.range.field].type == FactType::countries;
      element = {Operand::Source::text, "it", country ? ValueType::country : ValueType::text};
    }
    const bool seen = std::ranges::any_of(found, [&](const Element& other) { return other.word == element.word; });
    if (!seen) found.push_back(std::move(element));
  }
  for (const ExpressionPtr& child : e.children) find_elements(*child, vocabulary, found);
}

// Of a condition that does not read: nobody knows which of them it has, and what is none of them is wrong all the same.
std::vector<Element> any_elements() {
  return {{Operand::Source::party, "party", ValueType::text},
          {Operand::Source::hit, "hit", ValueType::text},
          {Operand::Source::owner, "owner", ValueType::text},
          {Operand::Source::each_line, "each", ValueType::text},
          {Operand::Source::text, "it", ValueType::text}};
}

}  // namespace

std::expected<RuleSet, Errors> RuleSet::load(std::span<const SourceText> texts, const Vocabulary& vocabulary,
                                             const Places& places) {
  return Loader(vocabulary, places).run(texts);
}

std::expected<RuleSet, Errors> Loader::run(std::span<const SourceText> texts) {
  documents_.resize(texts.size());  // never grows again: others keep addresses of values in it
  for (std::size_t file = 0; file < texts.size(); ++file) {
    auto parsed = toml::parse(texts[file].text, texts[file].name);
    if (!parsed) {
      mistakes_.add(file, std::move(parsed).error());
      continue;
    }
    documents_[file] = std::move(*parsed);
    read_file(file);
  }
  for (auto& [name, definition] : waiting_) check_definition(name, definition);
  for (std::size_t file = 0; file < texts.size(); ++file) {
    const toml::Value* rules = documents_[file].root.find("rule");
    if (rules == nullptr || rules->array() == nullptr) continue;
    for (const toml::Value& rule : *rules->array()) read_one_rule(file, rule);
  }
  for (std::size_t file = 0; file < texts.size(); ++file) {
    const toml::Value* overrides = documents_[file].root.find("override");
    if (overrides == nullptr || overrides->array() == nullptr) continue;
    for (const toml::Value& one : *overrides->array()) read_override(file, one);
  }
  check_revisions();
  check_weights();
  if (!mistakes_.empty()) return std::unexpected(mistakes_.sorted());
  return compile(texts);
}

void Loader::read_file(std::size_t file) {
  const toml::Document& here = documents_[file];
  check_keys(mistakes_, file, here, here.root, kFileKeys, "a file of rules");
  if (const toml::Value* rules = here.root.find("rule"); rules != nullptr && rules->array() == nullptr) {
    mistakes_.add(file, here, rules->place, 1, "rules stand in a list of tables", "write [[rule]] before each");
  }
  if (const toml::Value* overrides = here.root.find("override");
      overrides != nullptr && overrides->array() == nullptr) {
    mistakes_.add(file, here, overrides->place, 1, "overrides stand in a list of tables",
                  "write [[override]] before each");
  }
  if (const toml::Value* define = here.root.find("define")) read_definitions(file, *define);
  const toml::Value* weights = here.root.find("weights");
  const toml::Value* finding_weights = here.root.find("finding_weights");
  if (weights != nullptr) read_weights(file, *weights, weights_);
  if (finding_weights != nullptr) read_weights(file, *finding_weights, finding_weights_);
  if (weights == nullptr && finding_weights == nullptr) return;
  const toml::Value* source = here.root.find("source");
  const toml::Value* confidence = here.root.find("confidence");
  const toml::Place top{1, 1};
  if (source == nullptr || source->string() == nullptr) {
    mistakes_.add(file, here, source == nullptr ? top : source->place, 1, "the weights do not say where they were read",
                  "add source = \"…\" at the top of the file");
  }
  if (confidence == nullptr || confidence->string() == nullptr || !parse_confidence(*confidence->string())) {
    mistakes_.add(file, here, confidence == nullptr ? top : confidence->place, 1,
                  "the weights do not say how sure they are", "add confidence = \"I\": one of M, Q, S, I, U");
  }
}

void Loader::read_definitions(std::size_t file, const toml::Value& value) {
  const toml::Document& here = documents_[file];
  if (value.table() == nullptr) {
    mistakes_.add(file, here, value.place, 1, "definitions stand in a table", "write [define]");
    return;
  }
  for (const toml::Member& member : value.table()->members()) {
    const auto wrong = [&](std::string message, std::string_view hint) {
      mistakes_.add(file, here, member.key_place, member.key.size(), std::move(message), hint);
    };
    if (!is_definition_name(member.key)) {
      wrong(fmt::format("{} cannot name a definition", member.key), "lower-case letters, digits and underscores");
    } else if (member.value.string() == nullptr) {
      wrong(fmt::format("the definition of {} is a text, not {}", member.key, member.value.kind()),
            "write a condition in double quotes");
    } else if (const auto other = waiting_.find(member.key); other != waiting_.end()) {
      wrong(fmt::format("{} is defined twice", member.key),
            fmt::format("the other stands at {}",
                        document(other->second.source).where(other->second.source.value->place)));
    } else if (auto syntax = parse_condition(*member.value.string())) {
      waiting_.emplace(member.key, Definition{{file, &member.value}, std::move(*syntax), Definition::State::waiting});
    } else {
      mistakes_.add(file, here, member.value, {std::move(syntax).error()});
      definitions_.emplace(member.key, nullptr);  // known, so that its uses are not reported as well
    }
  }
}

void Loader::read_weights(std::size_t file, const toml::Value& value,
                          std::map<std::string, double, std::less<>>& into) {
  const toml::Document& here = documents_[file];
  if (value.table() == nullptr) {
    mistakes_.add(file, here, value.place, 1, "weights stand in a table", "write [weights]");
    return;
  }
  for (const toml::Member& member : value.table()->members()) {
    double storage = 0;
    const double* weight = member.value.number(storage);
    if (weight == nullptr || !(*weight >= 0 && *weight <= 1)) {
      mistakes_.add(file, here, member.value.place, 1, "a weight is a number from 0 to 1", "write 0.3");
      into.emplace(member.key, 0);  // so that its rule is not said to have none
    } else if (!into.emplace(member.key, *weight).second) {
      mistakes_.add(file, here, member.key_place, member.key.size(), fmt::format("{} has a weight already", member.key),
                    "take one away");
    } else if (&into == &weights_) {
      weight_sources_.emplace(member.key, Source{file, &member.value});
    }
  }
}

// Definitions that it names come first; a circle is reported at the one that closes it.
void Loader::check_definition(const std::string& name, Definition& definition) {
  if (definition.state != Definition::State::waiting) return;
  definition.state = Definition::State::open;
  check_names_in(definition.syntax);
  Checker checker(vocabulary_, places_, definitions_);
  ExpressionPtr checked = checker.check(definition.syntax);
  std::vector<Problem> problems = std::move(checker.problems());
  if (checked != nullptr && checked->type == ValueType::text && checked->op == Op::constant) {
    problems.push_back({checked->span, "a text alone needs no name", "define the condition that uses it"});
  }
  mistakes_.add(definition.source.file, document(definition.source), *definition.source.value, std::move(problems));
  definitions_[name] = std::move(checked);
  definition.state = Definition::State::done;
}

void Loader::check_names_in(const Syntax& syntax) {
  if (syntax.kind == Syntax::Kind::name) {
    const auto used = waiting_.find(syntax.text);
    if (used != waiting_.end() && used->second.state == Definition::State::open) {
      const Source& source = used->second.source;
      mistakes_.add(source.file, document(source), source.value->place, 1,
                    fmt::format("the definition of {} leads back to itself", syntax.text), "break the circle");
      definitions_.emplace(syntax.text, nullptr);
    } else if (used != waiting_.end()) {
      check_definition(used->first, used->second);
    }
  }
  for (const Syntax& child : syntax.children) check_names_in(child);
}

ExpressionPtr Loader::condition_of(const Source& source) {
  auto syntax = parse_condition(*source.value->string());
  if (!syntax) {
    mistakes_.add(source.file, document(source), *source.value, {std::move(syntax).error()});
    return nullptr;
  }
  Checker checker(vocabulary_, places_, definitions_);
  ExpressionPtr condition = checker.check_condition(*syntax);
  mistakes_.add(source.file, document(source), *source.value, std::move(checker.problems()));
  return condition;
}

void Loader::check_template(const Source& source, const Expression* condition, Checked& into) {
  const auto parts = split_template(*source.value->string());
  if (!parts) {
    mistakes_.add(source.file, document(source), *source.value, {parts.error()});
    return;
  }
  std::vector<Element> elements;
  if (condition != nullptr) {
    find_elements(*condition, vocabulary_, elements);
  } else {
    elements = any_elements();
  }
  for (const TemplatePart& part : *parts) {
    RuleSet::Piece piece;
    piece.text = part.text;
    piece.optional = part.optional;
    ExpressionPtr expression;
    if (part.has_expression) {
      std::optional<std::uint8_t> list;
      for (std::size_t i = 0; i < vocabulary_.line.size(); ++i) {
        const FactInfo& info = vocabulary_.line[i];
        const bool is_list = info.type == FactType::texts || info.type == FactType::countries;
        if (is_list && info.path == part.expression) list = static_cast<std::uint8_t>(i);
      }
      if (list) {
        piece.kind = RuleSet::Piece::Kind::field;
        piece.operand = {Operand::Source::line, {}, *list};
      } else if (auto syntax = parse_condition(part.expression)) {
        Checker checker(vocabulary_, places_, definitions_);
        expression = checker.check(*syntax, elements);
        mistakes_.add(source.file, document(source), *source.value, std::move(checker.problems()), part.offset);
        if (expression != nullptr) {
          piece.type = expression->type;
          piece.operand = expression->operand;
          piece.kind = expression->op == Op::field ? RuleSet::Piece::Kind::field : RuleSet::Piece::Kind::code;
          const bool needs_code = piece.kind == RuleSet::Piece::Kind::code;
          if (needs_code && (piece.type == ValueType::text || piece.type == ValueType::country)) {
            piece.kind = RuleSet::Piece::Kind::text;  // a literal
            piece.text += expression->texts.front();
          }
        }
      } else {
        mistakes_.add(source.file, document(source), *source.value, {std::move(syntax).error()}, part.offset);
      }
    }
    into.pieces.push_back(std::move(piece));
    into.expressions.push_back(std::move(expression));
  }
}

void Loader::read_one_rule(std::size_t file, const toml::Value& value) {
  if (value.table() == nullptr) {
    mistakes_.add(file, documents_[file], value.place, 1, "a rule is a table", "write [[rule]] before each");
    return;
  }
  rules_.push_back(read_rule(mistakes_, file, documents_[file], value));
  rule_sources_.push_back({file, &value});
  Checked& checked = checked_.emplace_back();
  const toml::Value* when = value.table()->find("when");
  const toml::Value* explain = value.table()->find("explain");
  // What is empty was reported by the reader.
  if (when != nullptr && when->string() != nullptr && !when->string()->empty()) {
    checked.condition = condition_of({file, when});
  }
  if (explain != nullptr && explain->string() != nullptr) {
    check_template({file, explain}, checked.condition.get(), checked);
  }
}

// Turns a rule off for some days, with a reason and a last day: nobody shall forget that it is off.
void Loader::read_override(std::size_t file, const toml::Value& value) {
  const toml::Document& here = documents_[file];
  const auto wrong = [&](const toml::Place& place, std::string message, std::string_view hint) {
    mistakes_.add(file, here, place, 1, std::move(message), hint);
  };
  if (value.table() == nullptr) {
    return wrong(value.place, "an override is a table", "write [[override]] before each");
  }
  const toml::Table& table = *value.table();
  check_keys(mistakes_, file, here, table, kOverrideKeys, "an override");
  const toml::Value* rule = table.find("rule");
  const toml::Value* revision = table.find("revision");
  const toml::Value* off = table.find("off");
  const toml::Value* reason = table.find("reason");
  const toml::Value* from = table.find("from");
  const toml::Value* until = table.find("until");
  const bool off_said = off != nullptr && off->boolean() != nullptr && *off->boolean();
  if (!off_said) wrong(off == nullptr ? value.place : off->place, "an override turns a rule off", "write off = true");
  const bool reasoned = reason != nullptr && reason->string() != nullptr && !reason->string()->empty();
  if (!reasoned) {
    wrong(reason == nullptr ? value.place : reason->place, "an override needs a reason",
          "write reason = \"who decided it, and why\"");
  }
  const bool ends = until != nullptr && until->date() != nullptr;
  if (!ends) {
    wrong(until == nullptr ? value.place : until->place, "an override needs its last day",
          "write until = 2026-12-31; a rule that shall never be asked again needs a decision again");
  }
  const bool bad_from = from != nullptr && from->date() == nullptr;
  if (bad_from) wrong(from->place, "from is a day", "write from = 2026-01-01");
  const bool bad_revision = revision != nullptr && revision->integer() == nullptr;
  if (bad_revision) wrong(revision->place, "revision is a number", "write revision = 2");
  DateRange days;
  if (from != nullptr && !bad_from) days.from = *from->date();
  if (ends) days.to = *until->date();
  if (days.to < days.from) wrong(until->place, "the last day of an override is before its first", "swap them");
  if (rule == nullptr || rule->string() == nullptr) {
    return wrong(rule == nullptr ? value.place : rule->place, "an override does not say of which rule",
                 "write rule = \"US-…\"");
  }
  bool found = false;
  std::vector<std::string> ids;
  std::vector<int> revisions;  // of that rule
  for (Rule& one : rules_) {
    ids.push_back(one.id);
    if (one.id == *rule->string()) revisions.push_back(one.revision);
    const bool meant =
        one.id == *rule->string() && (revision == nullptr || bad_revision || one.revision == *revision->integer());
    if (!meant) continue;
    found = true;
    if (one.off) {
      wrong(rule->place, fmt::format("rule {} revision {} is overridden twice", one.id, one.revision),
            "keep one of them");
    }
    one.off = days;
    if (reasoned) one.off_reason = *reason->string();
  }
  if (found) return;
  const std::optional<std::string> meant = nearest(*rule->string(), ids);
  wrong(rule->place,
        fmt::format("there is no rule {}{}", *rule->string(), revision == nullptr ? "" : " of this revision"),
        !revisions.empty() ? fmt::format("its revisions: {}", fmt::join(revisions, ", "))
        : meant            ? fmt::format("did you mean {}?", *meant)
                           : "tidewaiter rules list shows all");
}

void Loader::check_revisions() {
  std::map<std::string_view, std::vector<std::size_t>> by_id;
  for (std::size_t i = 0; i < rules_.size(); ++i) {
    if (!rules_[i].id.empty()) by_id[rules_[i].id].push_back(i);
  }
  for (const auto& [id, indices] : by_id) {
    for (std::size_t later = 1; later < indices.size(); ++later) {
      for (std::size_t earlier = 0; earlier < later; ++earlier) {
        const Rule& a = rules_[indices[earlier]];
        const Rule& b = rules_[indices[later]];
        const Source& source = rule_sources_[indices[later]];
        const auto wrong = [&](std::string message, std::string_view hint) {
          mistakes_.add(source.file, document(source), source.value->place, 1, std::move(message), hint);
        };
        if (a.revision == b.revision) {
          wrong(fmt::format("rule {} has a revision {} already, at {}", id, b.revision, a.where),
                "give this one another revision or another id");
          continue;
        }
        for (const Basis basis : {Basis::text, Basis::practice}) {
          const auto& first = a.window(basis);
          const auto& second = b.window(basis);
          if (!first || !second || first->to < second->from || second->to < first->from) continue;
          wrong(fmt::format("revisions {} (at {}) and {} of rule {} are both in force {} on {}", a.revision, a.where,
                            b.revision, id, to_string(basis), std::max(first->from, second->from).to_string()),
                "close the earlier one on the day before the later begins");
          break;
        }
      }
    }
  }
}

void Loader::check_weights() {
  std::vector<std::string> ids;
  for (std::size_t i = 0; i < rules_.size(); ++i) {
    Rule& rule = rules_[i];
    if (!kFlags.has(rule.kind) || rule.id.empty()) continue;
    ids.push_back(rule.id);
    if (const auto weight = weights_.find(rule.id); weight != weights_.end()) {
      rule.weight = weight->second;
    } else {
      const Source& source = rule_sources_[i];
      mistakes_.add(source.file, document(source), source.value->place, 1,
                    fmt::format("rule {} has no weight", rule.id),
                    fmt::format("add \"{}\" = 0.3 to [weights] in weights.toml", rule.id));
    }
  }
  for (const auto& [id, source] : weight_sources_) {
    if (std::ranges::find(ids, id) != ids.end()) continue;
    const std::optional<std::string> meant = nearest(id, ids);
    mistakes_.add(
        source.file, document(source), source.value->place, 1, fmt::format("no flag has the id {}", id),
        meant ? fmt::format("did you mean {}?", *meant) : "weights of other findings stand in [finding_weights]");
  }
}

RuleSet Loader::compile(std::span<const SourceText> texts) {
  RuleSet set;
  set.vocabulary_ = vocabulary_;
  set.finding_weights_ = std::move(finding_weights_);
  for (const Checked& checked : checked_) set.program_.announce(*checked.condition);
  for (Checked& checked : checked_) {
    RuleSet::Compiled compiled;
    compiled.condition = set.program_.add(*checked.condition);
    for (std::size_t i = 0; i < checked.pieces.size(); ++i) {
      RuleSet::Piece& piece = checked.pieces[i];
      if (piece.kind == RuleSet::Piece::Kind::code) piece.code = set.program_.add(*checked.expressions[i]);
    }
    compiled.explain = std::move(checked.pieces);
    const RuleKind kind = rules_[set.compiled_.size()].kind;
    if (kLaw.has(kind) || kClassification.has(kind)) {
      set.distinctions_.add(static_cast<std::uint32_t>(set.compiled_.size()), *checked.condition);
    }
    set.compiled_.push_back(std::move(compiled));
  }
  set.distinctions_.finish();
  set.rules_ = std::move(rules_);
  std::vector<ExpressionPtr> conditions;
  conditions.reserve(checked_.size());
  for (const Checked& checked : checked_) conditions.push_back(checked.condition);
  const std::vector<std::vector<ExpressionPtr>> gates = choose_gates(conditions);
  std::map<ExpressionPtr, std::uint32_t> compiled_gates;
  for (std::size_t i = 0; i < gates.size(); ++i) {
    for (const ExpressionPtr& gate : gates[i]) {
      const auto [compiled, added] = compiled_gates.try_emplace(gate);
      if (added) compiled->second = set.program_.add(*gate);
      set.compiled_[i].gates.push_back(compiled->second);
    }
  }
  set.index();
  std::string all;
  for (const SourceText& text : texts) all += fmt::format("{}:{}", text.text.size(), text.text);
  set.version_ = digest_of(all).hex();
  return set;
}

}  // namespace tidewaiter::rules
