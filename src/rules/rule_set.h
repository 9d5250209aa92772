// A checked and compiled set of rules: which of them hold for a line, which are unknown and for want of what, and the
// sentence that says why. It does not know which rule wins; that is regime.
#pragma once

#include <expected>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/source_text.h"
#include "places/places.h"
#include "rules/distinctions.h"
#include "rules/program.h"
#include "rules/rule.h"
#include "rules/vocabulary.h"

namespace tidewaiter::rules {

// A rule that fired, or that is unknown; rules that are false are not listed.
struct Outcome {
  std::uint32_t rule = 0;  // index into RuleSet::rules()
  Truth truth = Truth::unknown;
  std::uint32_t missing_begin = 0;  // [begin, end) of Evaluation::missing; empty where it fired
  std::uint32_t missing_end = 0;
};

// Reused from line to line, so that nothing is allocated once it has grown.
struct Evaluation {
  std::vector<Outcome> outcomes;  // in the order of the rules
  std::vector<MissingField> missing;

  std::span<const MissingField> missing_of(const Outcome& outcome) const {
    return std::span(missing).subspan(outcome.missing_begin, outcome.missing_end - outcome.missing_begin);
  }
};

// Every mistake of the texts, in the order of files and lines: where = file:line:column, hint = the line, a caret and
// what to write instead.
using Errors = std::vector<Error>;
// One error for surfaces that take one: the first, with all others in its hint. REQUIRES: not empty.
Error combined(const Errors& errors);

// Const after loading; every const member may be called from many threads.
class RuleSet {
 public:
  // Loads nothing if there is one mistake. `places` is needed only while loading.
  static std::expected<RuleSet, Errors> load(std::span<const SourceText> texts, const Vocabulary& vocabulary,
                                             const Places& places);

  // In the order of the texts and of their rules.
  std::span<const Rule> rules() const { return rules_; }
  const Vocabulary& vocabulary() const { return vocabulary_; }
  // Weights of findings that no rule makes, such as list hits.
  std::optional<double> finding_weight(std::string_view finding) const;

  // Asks every rule of these kinds that is in force on subject.as_of. Replaces the contents of `out`.
  void evaluate(const Subject& subject, Kinds kinds, Basis basis, Evaluation& out) const;

  // The rule's `explain` with the values of this line.
  std::string explain(std::uint32_t rule, const Subject& subject) const;

  // Days, in order, on which some rule begins or has just ended, in text or in practice. Between two of them the same
  // rules are in force.
  std::span<const Date> days() const { return days_; }
  // What the rules of law, or of classification, tell apart.
  const Distinctions& distinctions() const { return distinctions_; }
  // Whether some rule speaks of the other lines of the shipment: Facts::lines is asked for then only.
  bool asks_lines() const { return program_.asks_lines(); }
  // 128-bit digest of all texts in their order, as hex.
  const std::string& version() const { return version_; }

 private:
  friend class Loader;
  struct Piece {
    enum class Kind : std::uint8_t { text, field, code };
    std::string text;  // printed before the value
    Kind kind = Kind::text;
    ValueType type = ValueType::text;
    Operand operand;             // of a field
    std::uint32_t code = 0;      // of anything else: its start in the program
    std::uint32_t optional = 0;  // part in brackets; 0: in none
  };
  struct Compiled {
    std::uint32_t condition = 0;
    std::vector<std::uint32_t> gates;  // starts of the parts of it that others share (rules/gates.h)
    std::vector<Piece> explain;
  };
  // What to ask next: a rule, or a gate with the steps behind it that ask rules which are false where the gate is.
  struct Step {
    std::uint32_t code = 0;             // start of the rule's condition, or of the gate
    std::optional<std::uint32_t> rule;  // none: a gate
    Kinds kinds;                        // of the rule, or of the rules behind the gate
    std::uint32_t next = 0;             // the step to go on with where the gate is closed, or nothing here was asked
  };
  using Plan = std::vector<Step>;
  std::size_t interval(Date date) const;
  void index();
  Plan plan(Date day, Basis basis) const;
  void add_steps(std::span<const std::uint32_t> rules, std::size_t depth, Plan& plan) const;

  Vocabulary vocabulary_;
  std::vector<Rule> rules_;
  std::vector<Compiled> compiled_;
  Program program_;
  Distinctions distinctions_;
  std::map<std::string, double, std::less<>> finding_weights_;
  std::vector<Date> days_;
  std::vector<Plan> plans_[2];  // by Basis: of each interval between days, of the rules that are in force
  std::string version_;
};

}  // namespace tidewaiter::rules
