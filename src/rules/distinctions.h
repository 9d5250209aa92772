// What the rules of a set tell apart, field by field: the numbers that a field is compared with, its texts and
// patterns, the sets of countries. Between two of these every value of the field means the same to every rule, so a few
// values stand for all: how `explain` finds what would settle a line, and which thresholds a value misses by little.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "rules/expression.h"

namespace tidewaiter::rules {

struct FieldDistinctions {
  std::vector<double> numbers;  // sorted
  std::vector<std::string> texts;
  std::vector<std::string> samples;  // a text that each pattern finds; patterns without one make it `opaque`
  std::vector<std::shared_ptr<const CountrySet>> countries;
  bool opaque = false;  // compared with another field, or by arithmetic: a few values may not stand for all
};

// A field of the line against a number, as a rule writes it.
struct Threshold {
  std::uint32_t rule = 0;
  std::uint8_t field = 0;  // of the vocabulary's line
  double value = 0;
};

class Distinctions {
 public:
  void add(std::uint32_t rule, const Expression& condition);
  void finish();

  // Of a field, whichever party it is of. Nothing if no rule asks for it.
  const FieldDistinctions* find(MissingField field) const;
  const std::vector<Threshold>& thresholds() const { return thresholds_; }
  // The country groups that a rule asks for, in the order in which it does; codes of countries are none.
  const std::vector<std::string>& groups_of(std::uint32_t rule) const;

 private:
  FieldDistinctions* of(const Operand& operand);
  void walk(std::uint32_t rule, const Expression& e);

  std::map<std::pair<MissingField::Of, std::uint8_t>, FieldDistinctions> fields_;
  std::vector<Threshold> thresholds_;
  std::map<std::uint32_t, std::vector<std::string>> groups_;  // by rule
};

// A text that the pattern finds, where one can be written down; checked against the pattern itself.
std::optional<std::string> sample_of(const std::string& regex, const Pattern& pattern);

}  // namespace tidewaiter::rules
