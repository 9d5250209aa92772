// What came of each lot: which dispatch sends it on, and which installations, scraps and conversions are of it. Serial
// numbers say so where they are known; else equal quantities, and at last what no other lot accounts for.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "judge/audit/event_graph.h"

namespace tidewaiter::judge::audit {

// The steps as docs/world.md has them; days.
inline constexpr std::int32_t kLongestWait = 72;  // of goods at a party that sends them on; 65, and over a weekend
inline constexpr std::int32_t kUseAfter = 110;    // an installation comes within so many days of the receipt

// Time grows with the events and, for each lot that is asked about, with the square of what lay there within a use's
// days; each lot is looked at once. Not thread-safe.
class Lots {
 public:
  explicit Lots(const EventGraph& graph);

  // The receipt that this dispatch sends on whole, and the dispatch that sends this receipt on: the same goods.
  const std::optional<std::uint32_t>& before(std::uint32_t passage) const { return before_[passage]; }
  const std::optional<std::uint32_t>& after(std::uint32_t passage) const { return after_[passage]; }

  // Serial numbers of a passage: its own, or those that its goods bear before and after it.
  std::span<const std::uint32_t> serials(std::uint32_t passage) const {
    return graph_.serials_of(at(serials_from_[passage]));
  }
  // These, or else those of what it sends on, also where that is known by its quantity alone.
  std::span<const std::uint32_t> presumed(std::uint32_t passage) const {
    return graph_.serials_of(at(presumed_from_[passage]));
  }
  bool share_serial(std::uint32_t a, std::uint32_t b) const;  // of two passages
  bool both_known(std::uint32_t a, std::uint32_t b) const { return !serials(a).empty() && !serials(b).empty(); }

  // Nothing came of the goods so far: nothing sends them on whole, no use is theirs by its serial numbers, and none but
  // others account for.
  bool idle(std::uint32_t passage) const { return !after_[passage] && !used(passage); }
  // Nothing came of them, no part was sent on either, and the world goes on long enough to tell.
  bool silent(std::uint32_t passage) const { return silent(passage, usual_silence(passage)); }
  bool silent(std::uint32_t passage, std::int32_t days) const;
  // The same where as many pieces were sent on that state no serial numbers, though those of the goods are known.
  bool proven_end(std::uint32_t passage) const;

 private:
  const Passage& at(std::uint32_t i) const { return graph_.passages[i]; }
  class Bearers;
  void bridge_gaps();
  void link_by_serial();
  std::vector<std::uint8_t> from_opening_stock() const;
  void link_by_quantity();
  void carry_forward();
  void pin_uses();
  void find_first_runs();
  std::optional<std::uint32_t> gap_before(const Passage& sent, const Bearers& stated_on) const;
  std::int32_t usual_silence(std::uint32_t passage) const;  // days
  bool used(std::uint32_t passage) const;
  bool needed(std::uint32_t passage) const;
  bool may_be(std::uint32_t passage, const Happening& use) const;

  const EventGraph& graph_;
  std::vector<std::optional<std::uint32_t>> before_, after_;
  std::vector<std::uint32_t> serials_from_, presumed_from_;  // the passage whose serials are also those of this one
  std::vector<std::uint8_t> pinned_use_;      // of each happening: the lot that it uses is known by serials
  std::vector<float> pinned_;                 // of each passage: pieces of it whose uses are known so
  std::vector<std::uint8_t> first_run_used_;  // of each passage: some use may be of its first run
  std::vector<std::uint8_t> parted_;          // of each passage: it was sent on in part, or with others
  std::vector<std::uint8_t> parts_;           // of each passage: it is part of goods that came, or more than they
  enum class Answer : std::uint8_t { unasked, no, yes };
  mutable std::vector<Answer> used_;  // of each passage: what `used` said
};

}  // namespace tidewaiter::judge::audit
