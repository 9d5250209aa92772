#include "rules/program.h"

#include <algorithm>

#include "rules/instruction.h"

namespace tidewaiter::rules {
namespace {

using Source = Operand::Source;

Truth both(Truth a, Truth b) {
  if (a == Truth::no || b == Truth::no) return Truth::no;
  return a == Truth::yes && b == Truth::yes ? Truth::yes : Truth::unknown;
}
Truth either(Truth a, Truth b) {
  if (a == Truth::yes || b == Truth::yes) return Truth::yes;
  return a == Truth::no && b == Truth::no ? Truth::no : Truth::unknown;
}

}  // namespace

Evaluator::Evaluator(const Program& program, const Subject& subject) : program_(program), subject_(subject) {
  for (const PartyFacts& party : subject.parties) {
    const PartyFacts*& known = by_role_[static_cast<std::size_t>(party.role)];
    if (known == nullptr) known = &party;
  }
  std::fill_n(memos_.begin(), program.memos_, std::uint8_t{0});
}

void Evaluator::stand_on(const Witness& witness) {
  party_ = witness.party;
  hit_ = witness.hit;
  owner_ = witness.owner;
  each_line_ = witness.each_line;
  text_known_ = witness.text.has_value();
  text_ = witness.text.value_or(std::string_view{});
}

const FactValue* Evaluator::value(Operand operand) const {
  const FactValue* value = nullptr;
  if (operand.field == Operand::kPart) return nullptr;
  switch (operand.source) {
    case Source::line:
      value = &subject_.line[operand.field];
      break;
    case Source::named_party: {
      const PartyFacts* party = by_role_[static_cast<std::size_t>(operand.role)];
      if (party != nullptr) value = &party->values[operand.field];
      break;
    }
    case Source::party:
      if (party_ != nullptr) value = &party_->values[operand.field];
      break;
    case Source::hit:
      if (hit_ != nullptr) value = &hit_->values[operand.field];
      break;
    case Source::owner:
      if (owner_ != nullptr) value = &owner_->values[operand.field];
      break;
    case Source::each_line:
      if (!each_line_.empty()) value = &each_line_[operand.field];
      break;
    case Source::text:
      break;
  }
  return value == nullptr || std::holds_alternative<Unknown>(*value) ? nullptr : value;
}

std::optional<std::string_view> Evaluator::text(Operand operand) const {
  if (operand.source == Source::text) return text_known_ ? std::optional(text_) : std::nullopt;
  if (operand.field == Operand::kPart && operand.source == Source::party) {
    return party_ == nullptr ? std::nullopt : std::optional(to_string(party_->role));
  }
  if (operand.field == Operand::kPart && operand.source == Source::hit) {
    return hit_ == nullptr ? std::nullopt : std::optional(to_string(hit_->role));
  }
  if (operand.field == Operand::kPart && operand.source == Source::owner) {
    return owner_ == nullptr ? std::nullopt : std::optional(to_string(owner_->role));
  }
  const FactValue* found = value(operand);
  const auto* text = found == nullptr ? nullptr : std::get_if<std::string_view>(found);
  return text == nullptr ? std::nullopt : std::optional(*text);
}

Country Evaluator::country(Operand operand) const {
  if (operand.source == Source::text) {
    return text_known_ && is_country_code(text_) ? Country(text_) : Country{};
  }
  const FactValue* found = value(operand);
  const auto* country = found == nullptr ? nullptr : std::get_if<Country>(found);
  return country == nullptr ? Country{} : *country;
}

void Evaluator::report(Operand operand) {
  switch (operand.source) {
    case Source::line:
      missing_.add({MissingField::Of::line, {}, operand.field});
      return;
    case Source::named_party:
      missing_.add({MissingField::Of::party, operand.role, operand.field});
      return;
    case Source::party:
      if (party_ != nullptr) missing_.add({MissingField::Of::party, party_->role, operand.field});
      return;
    case Source::hit:
      if (hit_ != nullptr) missing_.add({MissingField::Of::hit, hit_->role, operand.field});
      return;
    case Source::owner:
      if (owner_ != nullptr) missing_.add({MissingField::Of::owner, owner_->role, operand.field});
      return;
    case Source::each_line:
      missing_.add({MissingField::Of::each_line, {}, operand.field});
      return;
    case Source::text:
      return;  // an element that is there has its value
  }
}

Truth Evaluator::load_truth(Operand operand) {
  const FactValue* found = value(operand);
  const auto* truth = found == nullptr ? nullptr : std::get_if<bool>(found);
  if (truth != nullptr) return truth_of(*truth);
  report(operand);
  return Truth::unknown;
}

Interval Evaluator::load_number(Operand operand) {
  if (const FactValue* found = value(operand)) {
    if (const auto* number = std::get_if<double>(found); number != nullptr && std::isfinite(*number)) {
      return Interval::point(*number);
    }
    if (const auto* date = std::get_if<Date>(found)) return Interval::point(date->days_since_1970());
  }
  report(operand);
  return Interval::unknown();
}

Truth Evaluator::test_equal_text(Operand a, Operand b) {
  const auto left = text(a);
  const auto right = text(b);
  if (left && right) return truth_of(*left == *right);
  if (!left) report(a);
  if (!right) report(b);
  return Truth::unknown;
}

Truth Evaluator::test_equal_country(Operand a, Operand b) {
  const Country left = country(a);
  const Country right = country(b);
  if (left.known() && right.known()) return truth_of(left == right);
  if (!left.known()) report(a);
  if (!right.known()) report(b);
  return Truth::unknown;
}

Truth Evaluator::test_country(Operand operand, const CountrySet& set) {
  const Country found = country(operand);
  if (found.known()) return set.contains(found, subject_.as_of);
  report(operand);
  return Truth::unknown;
}

// How many elements there are to look at.
std::size_t Evaluator::extent(const Frame& frame, bool& known) {
  known = true;
  if (frame.range.over == Range::Over::hits) return subject_.hits.size();
  if (frame.range.over == Range::Over::owners) return subject_.owners.size();
  if (frame.range.over == Range::Over::lines) return std::max<std::size_t>(1, subject_.lines.size());
  if (frame.range.over != Range::Over::texts) return subject_.parties.size();
  const Operand operand{Source::line, {}, frame.range.field};
  const FactValue* found = value(operand);
  const auto* texts = found == nullptr ? nullptr : std::get_if<Texts>(found);
  if (texts != nullptr) return texts->size();
  known = false;
  report(operand);
  return 0;
}

// Makes the next element the one at hand; false behind the last.
bool Evaluator::enter(Frame& frame) {
  for (; frame.index < frame.size; ++frame.index) {
    switch (frame.range.over) {
      case Range::Over::receiving:
        if (!is_receiving(subject_.parties[frame.index].role)) continue;
        [[fallthrough]];
      case Range::Over::parties:
        party_ = &subject_.parties[frame.index];
        break;
      case Range::Over::hits:
        hit_ = &subject_.hits[frame.index];
        break;
      case Range::Over::owners:
        owner_ = &subject_.owners[frame.index];
        break;
      case Range::Over::lines:
        each_line_ = subject_.lines.empty() ? subject_.line : subject_.lines[frame.index];
        break;
      case Range::Over::texts:
        text_ = std::get<Texts>(subject_.line[frame.range.field])[frame.index];
        text_known_ = true;
        break;
    }
    ++frame.index;
    if (witness_ != nullptr) frame.witness = *witness_;
    return true;
  }
  return false;
}

// Gives back the elements from before the quantifier and pushes what it came to.
void Evaluator::leave(const Frame& frame) {
  party_ = frame.party;
  hit_ = frame.hit;
  owner_ = frame.owner;
  text_ = frame.text;
  text_known_ = frame.text_known;
  each_line_ = frame.each_line;
  if (frame.kind == Loop::any) {
    push(frame.unknown ? Truth::unknown : Truth::no, frame.mark);
    settle(top_[-1]);
  } else {
    push(frame.total, frame.mark);
    if (frame.total.is_point()) missing_.shrink(frame.mark);
  }
}

// The first element of a kind that satisfies its quantifier stays; what an element found before it failed is forgotten.
void Evaluator::satisfy(const Frame& frame, Truth holds) {
  if (holds != Truth::yes) {
    *witness_ = frame.witness;
  } else if (frame.range.over == Range::Over::hits) {
    if (witness_->hit == nullptr) witness_->hit = hit_;
  } else if (frame.range.over == Range::Over::owners) {
    if (witness_->owner == nullptr) witness_->owner = owner_;
  } else if (frame.range.over == Range::Over::texts) {
    if (!witness_->text) witness_->text = text_;
  } else if (frame.range.over == Range::Over::lines) {
    if (witness_->each_line.empty()) witness_->each_line = each_line_;
  } else if (witness_->party == nullptr) {
    witness_->party = party_;
  }
}

Truth Evaluator::truth(std::uint32_t start) { return run(start).truth; }
Interval Evaluator::number(std::uint32_t start) { return run(start).number; }

Evaluator::Slot& Evaluator::run(std::uint32_t start) {
  Frame* frame = frames_.data();
  missing_.shrink(0);
  top_ = stack_.data();
  const Instruction* const code = program_.code_.data();
  const Instruction* at = code + start;

  while (true) {
    const Instruction& now = *at++;
    switch (now.code) {
      case Code::end:
        return stack_.front();
      case Code::push_truth:
        push(truth_of(now.c != 0), mark());
        break;
      case Code::push_number:
        push(Interval::point(program_.numbers_[now.c]), mark());
        break;
      case Code::load_truth: {
        const std::uint16_t before = mark();
        push(load_truth(now.a), before);
        break;
      }
      case Code::load_number: {
        const std::uint16_t before = mark();
        push(load_number(now.a), before);
        break;
      }
      case Code::compare: {
        --top_;
        Slot& left = top_[-1];
        left.truth = compare(static_cast<Comparison>(now.aux), left.number, top_->number);
        settle(left);
        break;
      }
      case Code::compare_field: {
        const std::uint16_t before = mark();
        const Interval left = load_number(now.a);
        push(compare(static_cast<Comparison>(now.aux), left, Interval::point(program_.numbers_[now.c])), before);
        settle(top_[-1]);
        break;
      }
      case Code::negate:
        top_[-1].number = rules::negate(top_[-1].number);
        break;
      case Code::add:
        --top_;
        top_[-1].number = add(top_[-1].number, top_->number);
        break;
      case Code::subtract:
        --top_;
        top_[-1].number = subtract(top_[-1].number, top_->number);
        break;
      case Code::multiply:
        --top_;
        top_[-1].number = multiply(top_[-1].number, top_->number);
        break;
      case Code::divide:
        --top_;
        top_[-1].number = divide(top_[-1].number, top_->number);
        break;
      case Code::negation:
        top_[-1].truth = rules::negate(top_[-1].truth);
        break;
      case Code::conjunction:
        --top_;
        top_[-1].truth = both(top_[-1].truth, top_->truth);
        settle(top_[-1]);
        break;
      case Code::disjunction:
        --top_;
        top_[-1].truth = either(top_[-1].truth, top_->truth);
        settle(top_[-1]);
        break;
      case Code::equal_truth: {
        --top_;
        Slot& left = top_[-1];
        const bool known = left.truth != Truth::unknown && top_->truth != Truth::unknown;
        left.truth = known ? truth_of(left.truth == top_->truth) : Truth::unknown;
        settle(left);
        break;
      }
      case Code::jump_if_no:
        if (top_[-1].truth == Truth::no) at = code + now.c;
        break;
      case Code::jump_if_yes:
        if (top_[-1].truth == Truth::yes) at = code + now.c;
        break;
      case Code::in_texts: {
        const std::uint16_t before = mark();
        const auto found = text(now.a);
        if (!found) report(now.a);
        const auto& set = program_.text_sets_[now.c];
        push(found ? truth_of(std::ranges::find(set, *found) != set.end()) : Truth::unknown, before);
        break;
      }
      case Code::in_countries: {
        const std::uint16_t before = mark();
        push(test_country(now.a, *program_.country_sets_[now.c]), before);
        break;
      }
      case Code::matches: {
        const std::uint16_t before = mark();
        const auto found = text(now.a);
        if (!found) report(now.a);
        push(found ? truth_of(program_.patterns_[now.c]->matches(*found)) : Truth::unknown, before);
        break;
      }
      case Code::equal_text: {
        const std::uint16_t before = mark();
        push(test_equal_text(now.a, now.b), before);
        break;
      }
      case Code::equal_country: {
        const std::uint16_t before = mark();
        push(test_equal_country(now.a, now.b), before);
        break;
      }
      case Code::known: {
        const bool text_element = now.a.source == Source::text || now.a.field == Operand::kPart;
        push(truth_of(text_element ? text(now.a).has_value() : value(now.a) != nullptr), mark());
        break;
      }
      case Code::named:
        push(truth_of(by_role_[static_cast<std::size_t>(now.a.role)] != nullptr), mark());
        break;
      case Code::memo_load: {
        const std::uint8_t memo = memos_[now.slot];
        if (memo == 0 || witness_ != nullptr) break;
        push(static_cast<Truth>(memo - 1), mark());
        at = code + now.c;
        break;
      }
      case Code::memo_store:
        // An unknown one is evaluated again, because it must report its missing fields again.
        if (top_[-1].truth != Truth::unknown) {
          memos_[now.slot] = static_cast<std::uint8_t>(1 + static_cast<int>(top_[-1].truth));
        }
        break;
      case Code::loop: {
        ++frame;
        frame->range = now.range;
        frame->kind = static_cast<Loop>(now.aux);
        frame->index = 0;
        frame->total = Interval::point(0);
        frame->unknown = false;
        frame->mark = mark();
        frame->party = party_;
        frame->hit = hit_;
        frame->owner = owner_;
        frame->text = text_;
        frame->text_known = text_known_;
        frame->each_line = each_line_;
        bool known = true;
        frame->size = extent(*frame, known);
        if (!known) {
          frame->unknown = true;
          frame->total = {0, Interval::kInfinity};
        }
        if (!enter(*frame)) {
          leave(*frame--);
          at = code + now.c;
        }
        break;
      }
      case Code::next: {
        --top_;
        const Truth holds = top_->truth;
        if (holds == Truth::unknown) frame->unknown = true;
        if (frame->kind == Loop::any) {
          if (holds == Truth::yes) frame->index = frame->size;
        } else if (frame->kind == Loop::count) {
          frame->total.low += holds == Truth::yes ? 1 : 0;
          frame->total.high += holds == Truth::no ? 0 : 1;
        } else if (holds != Truth::no) {
          // Numbers of the facts are never negative: a missing one is between zero and anything.
          const Interval term = load_number(now.a);
          const bool given = term.is_point();
          frame->total.low += given && holds == Truth::yes ? term.low : 0;
          frame->total.high += given ? std::max(term.high, 0.0) : Interval::kInfinity;
        }
        if (witness_ != nullptr) satisfy(*frame, holds);
        if (frame->kind == Loop::any && holds == Truth::yes) {
          const std::uint16_t before = frame->mark;
          leave(*frame--);
          top_[-1].truth = Truth::yes;
          missing_.shrink(before);
        } else if (enter(*frame)) {
          at = code + now.c;
        } else {
          leave(*frame--);
        }
        break;
      }
    }
  }
}

}  // namespace tidewaiter::rules
