// All conditions of a set as one flat program on a small stack, for speed: no recursion, no allocation, short circuits.
// Every value on the stack remembers how long the list of missing fields was before it, so that a value which came to
// be known forgets what was missing on the way to it.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "rules/expression.h"
#include "rules/interval.h"

namespace tidewaiter::rules {

// The elements that satisfied the first quantifier of each kind: whom a sentence speaks of.
struct Witness {
  const PartyFacts* party = nullptr;
  const HitFacts* hit = nullptr;
  const OwnerFacts* owner = nullptr;
  std::optional<std::string_view> text;
  std::span<const FactValue> each_line;
};

// Distinct fields that were missing. Bounded by the vocabulary: fields of the line and of each line, of the parties by
// role, of their hits and owners.
class MissingList {
 public:
  static constexpr std::size_t kCapacity =
      std::size_t{2} * 255 +
      (kPartyRoleCount + 1) * (static_cast<std::size_t>(PartyFact::count) + static_cast<std::size_t>(HitFact::count) +
                               static_cast<std::size_t>(OwnerFact::count));
  void add(MissingField field) {
    for (std::size_t i = 0; i < size_; ++i) {
      if (fields_[i] == field) return;
    }
    fields_[size_++] = field;
  }
  std::size_t size() const { return size_; }
  void shrink(std::size_t size) { size_ = size; }
  std::span<const MissingField> fields() const { return {fields_.data(), size_}; }

 private:
  std::size_t size_ = 0;
  std::array<MissingField, kCapacity> fields_;
};

struct Instruction;
enum class Loop : std::uint8_t { any, count, sum };

class Program {
 public:
  Program();
  Program(Program&&) noexcept;
  Program& operator=(Program&&) noexcept;
  ~Program();

  // Counts what occurs in several conditions; call for all before add(). Such parts are evaluated once a line.
  void announce(const Expression& expression);
  // Appends the code and returns its start.
  std::uint32_t add(const Expression& expression);
  // Whether some condition speaks of the other lines of the shipment.
  bool asks_lines() const { return asks_lines_; }

 private:
  friend class Evaluator;
  friend class Compiler;

  std::vector<Instruction> code_;
  std::vector<double> numbers_;
  std::vector<std::vector<std::string>> text_sets_;
  std::vector<std::shared_ptr<const CountrySet>> country_sets_;
  std::vector<std::shared_ptr<const Pattern>> patterns_;
  struct Sharing {
    std::uint32_t uses = 0;
    std::uint32_t slot = 0xFFFFFFFF;  // of its memo, once compiled
  };
  std::unordered_map<std::string, Sharing> shared_;  // by canonical text
  std::uint32_t memos_ = 0;
  bool asks_lines_ = false;
};

// The state of one evaluation: lives on the stack of the caller and serves any number of conditions of one line.
class Evaluator {
 public:
  // REQUIRES: the values fit the vocabulary that the program was compiled for. `program` and `subject` outlive this.
  Evaluator(const Program& program, const Subject& subject);

  Truth truth(std::uint32_t start);
  Interval number(std::uint32_t start);  // of a number, date or duration
  // The fields that were missing in the last evaluation, where its result is unknown; none where it is known.
  std::span<const MissingField> missing() const { return missing_.fields(); }

  // Records whom the next evaluations find; memos are off meanwhile, since a remembered answer names nobody.
  void record(Witness* witness) { witness_ = witness; }
  // Makes these the elements that `party`, `hit`, `owner`, `each` and `it` name outside of quantifiers.
  void stand_on(const Witness& witness);
  // The value of a field; nullptr where it, or its party, is missing, and for a `part`: see text().
  const FactValue* value(Operand operand) const;
  std::optional<std::string_view> text(Operand operand) const;
  Country country(Operand operand) const;  // the unknown Country where it is missing

 private:
  static constexpr std::size_t kStack = kMaxExpressionDepth + 8;
  static constexpr std::size_t kMemos = 256;

  struct Slot {
    Interval number;  // of a truth: unused
    Truth truth;
    std::uint16_t mark;  // missing fields before this value
  };
  // One running quantifier. The element that stood before it comes back behind it.
  struct Frame {
    Range range;
    Loop kind{};
    std::size_t index = 0;
    std::size_t size = 0;
    Interval total{};
    bool unknown = false;
    std::uint16_t mark = 0;
    const PartyFacts* party = nullptr;
    const HitFacts* hit = nullptr;
    const OwnerFacts* owner = nullptr;
    std::string_view text;
    bool text_known = false;
    std::span<const FactValue> each_line;
    Witness witness;  // before the element at hand
  };

  Slot& run(std::uint32_t start);
  void push(Truth truth, std::uint16_t mark) { top_->truth = truth, (top_++)->mark = mark; }
  void push(Interval number, std::uint16_t mark) { top_->number = number, (top_++)->mark = mark; }
  std::uint16_t mark() const { return static_cast<std::uint16_t>(missing_.size()); }
  void settle(Slot& slot) {
    if (slot.truth != Truth::unknown) missing_.shrink(slot.mark);
  }
  void report(Operand operand);
  Truth load_truth(Operand operand);
  Interval load_number(Operand operand);
  Truth test_equal_text(Operand a, Operand b);
  Truth test_equal_country(Operand a, Operand b);
  Truth test_country(Operand operand, const CountrySet& set);
  std::size_t extent(const Frame& frame, bool& known);
  bool enter(Frame& frame);
  void leave(const Frame& frame);
  void satisfy(const Frame& frame, Truth holds);

  const Program& program_;
  const Subject& subject_;
  std::array<const PartyFacts*, kPartyRoleCount + 1> by_role_{};
  const PartyFacts* party_ = nullptr;
  const HitFacts* hit_ = nullptr;
  const OwnerFacts* owner_ = nullptr;
  std::string_view text_;
  bool text_known_ = false;
  std::span<const FactValue> each_line_;
  Witness* witness_ = nullptr;
  MissingList missing_;
  Slot* top_ = nullptr;
  std::array<std::uint8_t, kMemos> memos_;   // 0 not yet, 1 + Truth
  std::array<Frame, kMaxLoops + 1> frames_;  // the first is never used
  std::array<Slot, kStack> stack_;
};

}  // namespace tidewaiter::rules
