// Which paragraphs of the control list a specification meets on a day, by the classification rules of the data, in
// three values: a missing die area leaves the tests of density open, and what is open is said.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/source_text.h"
#include "base/toml.h"
#include "catalog/classify/spec.h"
#include "catalog/reader.h"
#include "model/item.h"
#include "rules/rule_set.h"

namespace tidewaiter::catalog {

enum class Status : std::uint8_t { controlled, not_controlled, undetermined };
std::string_view to_string(Status status);

// docs/contracts.md, `classify`.
struct Classification {
  std::string name;
  Date as_of;
  std::optional<double> tpp;  // where it is one value
  std::optional<double> pd;
  std::vector<Paragraph> paragraphs;  // that hold for certain, in the order of the rules
  std::vector<std::string_view>
      paragraph_names;                   // their names as a fact (item.paragraphs); live as long as the catalogue
  Status status = Status::undetermined;  // controlled: some paragraph holds for certain
  std::vector<std::string> missing;      // columns of a specification that would settle what is open
  std::vector<std::string> steps;        // the arithmetic, then each paragraph of the day; empty if not asked for
  std::string source;
  Confidence confidence = Confidence::unverified;
  bool complete = false;              // every paragraph of the day could be decided
  Truth controlled = Truth::unknown;  // meets some paragraph, whichever it is
  Truth in_a = Truth::unknown;        // groups of paragraphs (catalog/data/paragraphs.toml)
  Truth in_b = Truth::unknown;
  Truth in_c = Truth::unknown;
  Truth in_2022 = Truth::unknown;
};

// Thread-safe once loaded.
class Classifier {
 public:
  // `texts` hold the rules, `documents` the tables [[contained]] and [groups].
  static Classifier load(std::span<const SourceText> texts, std::span<const toml::Document> documents,
                         Problems& problems);

  // By what is applied in practice on that day, or by the text on the books. Source and confidence are left to the
  // caller.
  Classification classify(const Spec& spec, Date date, rules::Basis basis, bool with_steps) const;

  // Thresholds of the day's rules that a figure misses, or passes, by `share` of the threshold or less.
  struct Near {
    std::string_view figure;  // "total processing performance"
    double value = 0;
    double threshold = 0;
    std::string paragraph;
  };
  std::vector<Near> near(const Spec& spec, Date date, double share) const;

  // First days of the spans within which the same rules are in force; the first span begins at kFirstDate.
  std::vector<Date> spans() const;

 private:
  struct Group {
    std::vector<std::string> paragraphs;
    Truth Classification::* member = nullptr;
  };
  struct Sample;
  struct Merged;
  std::vector<Figure> samples(const Spec& spec, const Performance& performance) const;
  void evaluate(const Spec& spec, std::optional<Figure> tpp, Date date, rules::Basis basis, Sample& out) const;
  std::string step(const rules::Rule& rule, const Spec& spec, const Performance& performance, Truth truth) const;

  void read_tables(std::span<const toml::Document> documents, Problems& problems);
  Merged merged(const Spec& spec, const Performance& performance, Date date, rules::Basis basis) const;

  std::shared_ptr<const rules::RuleSet> rules_;  // never null once loaded
  std::vector<double> thresholds_;               // numbers in the conditions
  std::map<std::string, std::string, std::less<>> contained_;
  std::vector<Group> groups_;
};

}  // namespace tidewaiter::catalog
