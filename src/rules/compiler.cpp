// Expression to flat code. Parts without a free element that occur in several conditions get a memo: they are evaluated
// once a line and remembered where their value is known.
#include <fmt/format.h>

#include "rules/instruction.h"
#include "rules/program.h"

namespace tidewaiter::rules {
namespace {

using Op = Expression::Op;
using Source = Operand::Source;

constexpr unsigned kPartyBit = 1;
constexpr unsigned kHitBit = 2;
constexpr unsigned kTextBit = 4;
constexpr unsigned kOwnerBit = 8;
constexpr unsigned kLineBit = 16;

unsigned element_bit(Operand operand) {
  switch (operand.source) {
    case Source::party:
      return kPartyBit;
    case Source::hit:
      return kHitBit;
    case Source::owner:
      return kOwnerBit;
    case Source::text:
      return kTextBit;
    case Source::each_line:
      return kLineBit;
    case Source::line:
    case Source::named_party:
      break;
  }
  return 0;
}

unsigned element_bit(Range range) {
  switch (range.over) {
    case Range::Over::hits:
      return kHitBit;
    case Range::Over::owners:
      return kOwnerBit;
    case Range::Over::texts:
      return kTextBit;
    case Range::Over::lines:
      return kLineBit;
    case Range::Over::parties:
    case Range::Over::receiving:
      break;
  }
  return kPartyBit;
}

// Which elements an expression takes from quantifiers around it.
unsigned free_elements(const Expression& e) {
  unsigned bits = e.op == Op::field || e.op == Op::known || e.op == Op::sum ? element_bit(e.operand) : 0;
  for (const ExpressionPtr& child : e.children) bits |= free_elements(*child);
  if (e.op == Op::any || e.op == Op::count || e.op == Op::sum) {
    bits &= ~element_bit(e.range);
  }
  return bits;
}

void canonical(const Expression& e, std::string& out) {
  out += fmt::format("({} {} {} {} {} {} {} {}", static_cast<int>(e.op), static_cast<int>(e.type), e.number,
                     static_cast<int>(e.operand.source), static_cast<int>(e.operand.role), e.operand.field,
                     static_cast<int>(e.comparison), static_cast<int>(e.range.over) * 256 + e.range.field);
  for (const std::string& text : e.texts) out += fmt::format(" {}:{}", text.size(), text);
  for (const ExpressionPtr& child : e.children) canonical(*child, out);
  out += ')';
}

// Worth remembering: a quantifier, or a junction of several tests.
bool is_worth_a_memo(const Expression& e) {
  const bool costly =
      e.op == Op::any || ((e.op == Op::conjunction || e.op == Op::disjunction || e.op == Op::compare) && e.size >= 6);
  return costly && free_elements(e) == 0;
}

}  // namespace

class Compiler {
 public:
  explicit Compiler(Program& program) : program_(program) {}

  void emit(const Expression& e) {
    const std::uint32_t slot = memo_slot(e);
    if (slot == kNoMemo) return body(e);
    const std::size_t load = put({.code = Code::memo_load, .range = {}, .a = {}, .b = {}, .slot = slot});
    body(e);
    put({.code = Code::memo_store, .range = {}, .a = {}, .b = {}, .slot = slot});
    program_.code_[load].c = here();
  }

 private:
  static constexpr std::uint32_t kNoMemo = 0xFFFFFFFF;
  static constexpr std::uint32_t kMaxMemos = 256;

  std::uint32_t here() const { return static_cast<std::uint32_t>(program_.code_.size()); }
  std::size_t put(Instruction instruction) {
    program_.code_.push_back(instruction);
    return program_.code_.size() - 1;
  }
  std::size_t put(Code code) {
    Instruction instruction;
    instruction.code = code;
    return put(instruction);
  }
  template <class T>
  static std::uint32_t keep(std::vector<T>& pool, T value) {
    pool.push_back(std::move(value));
    return static_cast<std::uint32_t>(pool.size() - 1);
  }

  std::uint32_t memo_slot(const Expression& e) {
    if (!is_worth_a_memo(e)) return kNoMemo;
    const auto found = program_.shared_.find(canonical_text(e));
    if (found == program_.shared_.end() || found->second.uses < 2) return kNoMemo;
    if (found->second.slot == kNoMemo) {
      if (program_.memos_ == kMaxMemos) return kNoMemo;
      found->second.slot = program_.memos_++;
    }
    return found->second.slot;
  }

  void body(const Expression& e) {
    Instruction made;
    switch (e.op) {
      case Op::constant:
        made.code = e.type == ValueType::truth ? Code::push_truth : Code::push_number;
        made.c = e.type == ValueType::truth ? static_cast<std::uint32_t>(e.number) : keep(program_.numbers_, e.number);
        put(made);
        return;
      case Op::field:
        made.code = e.type == ValueType::truth ? Code::load_truth : Code::load_number;
        made.a = e.operand;
        put(made);
        return;
      case Op::known:
      case Op::named:
        made.code = e.op == Op::known ? Code::known : Code::named;
        made.a = e.operand;
        put(made);
        return;
      case Op::conjunction:
        return junction(e, Code::jump_if_no, Code::conjunction);
      case Op::disjunction:
        return junction(e, Code::jump_if_yes, Code::disjunction);
      case Op::in_texts:
        return test(e, Code::in_texts, keep(program_.text_sets_, e.texts));
      case Op::in_countries:
        return test(e, Code::in_countries, keep(program_.country_sets_, e.countries));
      case Op::matches:
        return test(e, Code::matches, keep(program_.patterns_, e.pattern));
      case Op::equal_text:
      case Op::equal_country:
        made.code = e.op == Op::equal_text ? Code::equal_text : Code::equal_country;
        made.a = e.children[0]->operand;
        made.b = e.children[1]->operand;
        put(made);
        return;
      case Op::compare:
        return compare(e);
      case Op::negation:
        return operation(e, Code::negation);
      case Op::equal_truth:
        return operation(e, Code::equal_truth);
      case Op::negate:
        return operation(e, Code::negate);
      case Op::add:
        return operation(e, Code::add);
      case Op::subtract:
        return operation(e, Code::subtract);
      case Op::multiply:
        return operation(e, Code::multiply);
      case Op::divide:
        return operation(e, Code::divide);
      case Op::any:
        return loop(e, Loop::any);
      case Op::count:
        return loop(e, Loop::count);
      case Op::sum:
        return loop(e, Loop::sum);
    }
  }

  void operation(const Expression& e, Code code) {
    for (const ExpressionPtr& child : e.children) emit(*child);
    put(code);
  }

  void junction(const Expression& e, Code jump, Code join) {
    std::vector<std::size_t> jumps;
    emit(*e.children.front());
    for (std::size_t i = 1; i < e.children.size(); ++i) {
      jumps.push_back(put(jump));
      emit(*e.children[i]);
      put(join);
    }
    for (const std::size_t at : jumps) program_.code_[at].c = here();
  }

  void test(const Expression& e, Code code, std::uint32_t constant) {
    Instruction made;
    made.code = code;
    made.a = e.children.front()->operand;
    made.c = constant;
    put(made);
  }

  void compare(const Expression& e) {
    const Expression& left = *e.children[0];
    const Expression& right = *e.children[1];
    Instruction made;
    made.aux = static_cast<std::uint8_t>(e.comparison);
    if (left.op == Op::field && right.op == Op::constant) {
      made.code = Code::compare_field;
      made.a = left.operand;
      made.c = keep(program_.numbers_, right.number);
    } else {
      emit(left);
      emit(right);
      made.code = Code::compare;
    }
    put(made);
  }

  void loop(const Expression& e, Loop kind) {
    Instruction begin;
    begin.code = Code::loop;
    begin.aux = static_cast<std::uint8_t>(kind);
    begin.range = e.range;
    program_.asks_lines_ = program_.asks_lines_ || e.range.over == Range::Over::lines;
    const std::size_t at = put(begin);
    if (e.children.empty()) {
      Instruction always;
      always.code = Code::push_truth;
      always.c = 1;
      put(always);
    } else {
      emit(*e.children.front());
    }
    Instruction next;
    next.code = Code::next;
    next.aux = begin.aux;
    next.a = e.operand;
    next.c = static_cast<std::uint32_t>(at + 1);
    put(next);
    program_.code_[at].c = here();
  }

  Program& program_;
};

std::string canonical_text(const Expression& expression) {
  std::string text;
  canonical(expression, text);
  return text;
}

Program::Program() = default;
Program::Program(Program&&) noexcept = default;
Program& Program::operator=(Program&&) noexcept = default;
Program::~Program() = default;

void Program::announce(const Expression& expression) {
  if (is_worth_a_memo(expression)) {
    // What stands inside a part that is remembered is not evaluated again: count it once.
    if (++shared_[canonical_text(expression)].uses > 1) return;
  }
  for (const ExpressionPtr& child : expression.children) announce(*child);
}

std::uint32_t Program::add(const Expression& expression) {
  const auto start = static_cast<std::uint32_t>(code_.size());
  Compiler(*this).emit(expression);
  code_.push_back({});
  return start;
}

}  // namespace tidewaiter::rules
