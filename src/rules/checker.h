// Resolves names and checks types: Syntax in, Expression out, or every mistake that the condition holds.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "rules/expression.h"

namespace tidewaiter::rules {

// Named conditions and values of a rule set, checked already.
using Definitions = std::map<std::string, ExpressionPtr, std::less<>>;

// The element that a quantifier or a template makes visible, and the word that names it.
struct Element {
  Operand::Source source = Operand::Source::party;  // party, hit or text
  std::string word;                                 // "party", "receiving", "item.paragraphs", "it"
  ValueType type = ValueType::text;                 // of a text element: text or country
  bool from_outside = false;                        // of a template: a quantifier in it may name its own
};

class Checker {
 public:
  Checker(const Vocabulary& vocabulary, const Places& places, const Definitions& definitions)
      : vocabulary_(vocabulary), places_(places), definitions_(definitions) {}

  // nullptr if there is a mistake; then problems() grew. `elements` are visible from outside.
  ExpressionPtr check(const Syntax& syntax, std::vector<Element> elements = {});
  // The same, and the result must be a truth.
  ExpressionPtr check_condition(const Syntax& syntax);

  std::vector<Problem>& problems() { return problems_; }

 private:
  using Draft = std::shared_ptr<Expression>;

  ExpressionPtr value(const Syntax& syntax);
  ExpressionPtr truth(const Syntax& syntax);
  ExpressionPtr name(const Syntax& syntax);
  ExpressionPtr known(const Syntax& syntax);
  ExpressionPtr junction(const Syntax& syntax);
  ExpressionPtr arithmetic(const Syntax& syntax);
  ExpressionPtr compare(const Syntax& syntax);
  ExpressionPtr in_literals(const Syntax& syntax);
  ExpressionPtr in_group(const Syntax& syntax);
  ExpressionPtr matches(const Syntax& syntax);
  ExpressionPtr quantifier(const Syntax& syntax);

  ExpressionPtr country_test(const Syntax& syntax, ExpressionPtr left, std::span<const Syntax> literals);
  ExpressionPtr compare_values(const Syntax& syntax, Comparison comparison, ExpressionPtr left, ExpressionPtr right);
  ExpressionPtr comparable(const Syntax& syntax);
  ExpressionPtr negation(ExpressionPtr inner) const;

  struct Named {
    Operand operand;
    ValueType type;
    Unit unit;
  };
  std::optional<Named> resolve(std::string_view name) const;
  std::optional<Range> collection(std::string_view name) const;
  std::optional<Named> member(const Element& element, std::string_view field) const;
  void find_collections(const Syntax& syntax, std::vector<std::string>& found) const;
  std::optional<Range> short_form_range(const Syntax& syntax, std::string& word);
  void unknown_name(std::string_view name, Span span);
  std::vector<std::string> visible_names() const;

  Draft draft(Expression::Op op, ValueType type, Span span) const;
  ExpressionPtr finish(Draft draft);
  ExpressionPtr wrong(Span span, std::string message, std::string hint = {});

  const Vocabulary& vocabulary_;
  const Places& places_;
  const Definitions& definitions_;
  std::vector<Element> elements_;
  std::vector<Problem> problems_;
};

}  // namespace tidewaiter::rules
