// Texts to a RuleSet: reads, checks and compiles; reports every mistake.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "rules/checker.h"
#include "rules/mistakes.h"
#include "rules/rule_set.h"

namespace tidewaiter::rules {

class Loader {
 public:
  Loader(const Vocabulary& vocabulary, const Places& places) : vocabulary_(vocabulary), places_(places) {}
  std::expected<RuleSet, Errors> run(std::span<const SourceText> texts);

 private:
  struct Source {  // a value and the file that it stands in
    std::size_t file = 0;
    const toml::Value* value = nullptr;
  };
  struct Definition {
    Source source;
    Syntax syntax;
    enum class State { waiting, open, done } state = State::waiting;
  };
  struct Checked {
    ExpressionPtr condition;
    std::vector<RuleSet::Piece> pieces;      // expressions filled in at compilation
    std::vector<ExpressionPtr> expressions;  // one a piece, nullptr where it has none
  };

  const toml::Document& document(const Source& source) const { return documents_[source.file]; }
  void read_file(std::size_t file);
  void read_definitions(std::size_t file, const toml::Value& value);
  void read_weights(std::size_t file, const toml::Value& value, std::map<std::string, double, std::less<>>& into);
  void check_definition(const std::string& name, Definition& definition);
  void check_names_in(const Syntax& syntax);
  void read_one_rule(std::size_t file, const toml::Value& value);
  ExpressionPtr condition_of(const Source& source);
  void check_template(const Source& source, const Expression* condition, Checked& into);
  void read_override(std::size_t file, const toml::Value& value);
  void check_revisions();
  void check_weights();
  RuleSet compile(std::span<const SourceText> texts);

  const Vocabulary& vocabulary_;
  const Places& places_;
  std::vector<toml::Document> documents_;
  Mistakes mistakes_;
  std::map<std::string, Definition, std::less<>> waiting_;
  Definitions definitions_;
  std::vector<Rule> rules_;
  std::vector<Source> rule_sources_;
  std::vector<Checked> checked_;
  std::map<std::string, double, std::less<>> weights_;
  std::map<std::string, Source, std::less<>> weight_sources_;
  std::map<std::string, double, std::less<>> finding_weights_;
};

}  // namespace tidewaiter::rules
