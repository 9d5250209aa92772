#include "rules/distinctions.h"

#include <algorithm>
#include <cctype>

#include "rules/country_set.h"

namespace tidewaiter::rules {
namespace {

using Op = Expression::Op;
using Source = Operand::Source;

bool is_plain_field(const Expression& e) { return e.op == Op::field && e.operand.field != Operand::kPart; }
bool is_number(const Expression& e) { return e.op == Op::constant && e.type == ValueType::number; }

template <class T>
void add_new(std::vector<T>& values, const T& value) {
  if (std::ranges::find(values, value) == values.end()) values.push_back(value);
}

// Writes a text that a regular expression finds: of alternatives the first that can be written, of repetitions the
// fewest. Knows what the rules use; whatever else there is ends it without a text.
class Sampler {
 public:
  explicit Sampler(std::string_view regex) : left_(regex) {
    if (left_.starts_with("(?i)")) left_.remove_prefix(4);
  }
  std::optional<std::string> write() {
    auto text = alternatives();
    return left_.empty() ? text : std::nullopt;
  }

 private:
  bool take(char c) {
    if (left_.empty() || left_.front() != c) return false;
    left_.remove_prefix(1);
    return true;
  }

  std::optional<std::string> alternatives() {
    std::optional<std::string> first = sequence();
    while (take('|')) {
      const std::optional<std::string> other = sequence();
      if (!first) first = other;
    }
    return first;
  }

  std::optional<std::string> sequence() {
    std::string text;
    bool good = true;
    while (!left_.empty() && left_.front() != '|' && left_.front() != ')') {
      std::optional<std::string> one = atom();
      if (take('?') || take('*')) {
        one = std::string{};
      } else {
        take('+');
      }
      good = good && one.has_value();
      if (one) text += *one;
    }
    return good ? std::optional(text) : std::nullopt;
  }

  std::optional<std::string> atom() {
    if (take('^') || take('$')) return std::string{};
    if (take('.')) return "x";
    if (take('(')) {
      if (left_.starts_with("?:")) left_.remove_prefix(2);
      auto inside = alternatives();
      return take(')') ? inside : std::nullopt;
    }
    if (take('[')) return one_of_class();
    if (take('\\')) {
      const char c = left_.empty() ? '\0' : left_.front();
      if (!left_.empty()) left_.remove_prefix(1);
      return std::isalnum(static_cast<unsigned char>(c)) ? std::nullopt : std::optional(std::string(1, c));
    }
    std::string one(1, left_.front());
    left_.remove_prefix(1);
    return one;
  }

  std::optional<std::string> one_of_class() {
    const bool negated = take('^');
    std::string members;
    while (!left_.empty() && (left_.front() != ']' || members.empty())) {
      members += left_.front();
      left_.remove_prefix(1);
    }
    if (!take(']') || members.empty()) return std::nullopt;
    return negated ? std::string(" ") : members.substr(0, 1);
  }

  std::string_view left_;
};

}  // namespace

std::optional<std::string> sample_of(const std::string& regex, const Pattern& pattern) {
  const std::optional<std::string> text = Sampler(regex).write();
  return text && pattern.matches(*text) ? text : std::nullopt;
}

FieldDistinctions* Distinctions::of(const Operand& operand) {
  if (operand.field == Operand::kPart) return nullptr;
  switch (operand.source) {
    case Source::line:
      return &fields_[{MissingField::Of::line, operand.field}];
    case Source::named_party:
    case Source::party:
      return &fields_[{MissingField::Of::party, operand.field}];
    case Source::hit:
      return &fields_[{MissingField::Of::hit, operand.field}];
    case Source::owner:
      return &fields_[{MissingField::Of::owner, operand.field}];
    case Source::each_line:  // what another line says is no fact of this one that somebody could settle
    case Source::text:
      break;
  }
  return nullptr;
}

void Distinctions::walk(std::uint32_t rule, const Expression& e) {
  const auto field_of = [&](std::size_t child) -> FieldDistinctions* {
    return e.children[child]->op == Op::field ? of(e.children[child]->operand) : nullptr;
  };
  switch (e.op) {
    case Op::field:
      of(e.operand);  // a truth that is asked as it stands
      break;
    case Op::compare: {
      const Expression& a = *e.children[0];
      const Expression& b = *e.children[1];
      const bool plain = (is_plain_field(a) && is_number(b)) || (is_number(a) && is_plain_field(b));
      if (plain) {
        const Expression& field = is_plain_field(a) ? a : b;
        const double number = is_plain_field(a) ? b.number : a.number;
        if (FieldDistinctions* found = of(field.operand)) add_new(found->numbers, number);
        if (field.operand.source == Source::line) thresholds_.push_back({rule, field.operand.field, number});
        return;
      }
      for (const ExpressionPtr& child : e.children) walk(rule, *child);
      // Arithmetic: the fields in it are told apart by more than single numbers.
      std::vector<const Expression*> waiting{&a, &b};
      while (!waiting.empty()) {
        const Expression* one = waiting.back();
        waiting.pop_back();
        if (one->op == Op::field) {
          if (FieldDistinctions* found = of(one->operand)) found->opaque = true;
        }
        for (const ExpressionPtr& child : one->children) waiting.push_back(child.get());
      }
      return;
    }
    case Op::in_texts:
      if (FieldDistinctions* found = field_of(0)) {
        for (const std::string& text : e.texts) add_new(found->texts, text);
      }
      break;
    case Op::in_countries:
      if (FieldDistinctions* found = field_of(0)) add_new(found->countries, e.countries);
      for (const std::string& name : e.texts) {
        if (!is_country_code(name)) add_new(groups_[rule], name);
      }
      break;
    case Op::matches:
      if (FieldDistinctions* found = field_of(0)) {
        const auto sample = e.texts.empty() ? std::nullopt : sample_of(e.texts.front(), *e.pattern);
        if (sample) {
          add_new(found->samples, *sample);
        } else {
          found->opaque = true;
        }
      }
      break;
    case Op::equal_text:
    case Op::equal_country:
    case Op::equal_truth:
      for (std::size_t i = 0; i < e.children.size(); ++i) {
        if (FieldDistinctions* found = field_of(i)) found->opaque = found->opaque || e.op != Op::equal_truth;
      }
      break;
    case Op::any:
    case Op::count:
    case Op::sum:
      // An element of a list of texts is a value of the list.
      if (e.range.over == Range::Over::texts && !e.children.empty()) {
        FieldDistinctions& list = fields_[{MissingField::Of::line, e.range.field}];
        std::vector<const Expression*> waiting{e.children.front().get()};
        while (!waiting.empty()) {
          const Expression* one = waiting.back();
          waiting.pop_back();
          const bool of_element = !one->children.empty() && one->children.front()->op == Op::field &&
                                  one->children.front()->operand.source == Source::text;
          if (of_element && one->op == Op::in_texts) {
            for (const std::string& text : one->texts) add_new(list.texts, text);
          } else if (of_element) {
            list.opaque = true;
          }
          for (const ExpressionPtr& child : one->children) waiting.push_back(child.get());
        }
      }
      break;
    default:
      break;
  }
  for (const ExpressionPtr& child : e.children) walk(rule, *child);
}

void Distinctions::add(std::uint32_t rule, const Expression& condition) { walk(rule, condition); }

void Distinctions::finish() {
  for (auto& [key, field] : fields_) std::ranges::sort(field.numbers);
}

const std::vector<std::string>& Distinctions::groups_of(std::uint32_t rule) const {
  static const std::vector<std::string> none;
  const auto found = groups_.find(rule);
  return found == groups_.end() ? none : found->second;
}

const FieldDistinctions* Distinctions::find(MissingField field) const {
  const auto found = fields_.find({field.of, field.field});
  return found == fields_.end() ? nullptr : &found->second;
}

}  // namespace tidewaiter::rules
