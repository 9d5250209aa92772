// screen --budget N|N%: the decisions that so much time is there for, in the order of work (docs/contracts.md).
// Releases are none of them.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/decision.h"

namespace tidewaiter::cli {

struct Budget {
  double share = 0;  // of all shipments, 0 to 1, rounded up; if `most` is none
  std::optional<std::uint64_t> most;
  // "25" or "2.5%"; nullopt for anything else, and for nothing.
  static std::optional<Budget> parse(std::string_view text);
  std::uint64_t of(std::uint64_t shipments) const;
};

// The first of many decisions, each with the text of its row. Memory grows with the budget and not with the decisions.
class Worklist {
 public:
  explicit Worklist(Budget budget) : budget_(budget) {}
  // The most shipments that there can be; before the first add().
  void expect(std::uint64_t shipments) { limit_ = budget_.of(shipments); }
  // `row` is made only of a decision that may be among them.
  void add(const Decision& decision, const std::function<std::string()>& row);
  // Their rows, in the order of work.
  std::vector<std::string> rows();
  std::string text() const;  // "25 of 312 shipments that wait, in the order of work"
  std::uint64_t shown() const;

 private:
  struct Entry {
    Decision key;  // what the order asks for, and nothing else
    std::string row;
  };
  static bool before(const Entry& a, const Entry& b);
  Budget budget_;
  std::uint64_t limit_ = 0;
  std::uint64_t shipments_ = 0;
  std::uint64_t waiting_ = 0;
  std::vector<Entry> first_;  // a heap, the one to give up first on top
};

}  // namespace tidewaiter::cli
