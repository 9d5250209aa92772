// The events of a world as a graph to walk on: who sent what to whom, what came of it, and what was seen where. It
// knows nothing of the truth.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "base/result.h"
#include "judge/audit/serial_lists.h"
#include "judge/column_table.h"
#include "judge/world_files.h"

namespace tidewaiter::judge::audit {

// A shipment or return: an edge. Numbers of parties and shipments are those of World.
struct Passage {
  std::uint32_t shipment = kNone;
  std::uint32_t from = kNone, to = kNone;
  std::uint32_t item = 0;
  std::int32_t day = 0;        // of dispatch
  std::int32_t arrival = 0;    // of its receipt; where none is on file, kUsualTransit days after dispatch
  float quantity = 0;          // pieces of the item
  SerialLists::Range serials;  // of its receipt where it has none
  bool listed = false;         // its own paper states them, not its receipt only
  bool back = false;           // a return
};

struct Days {  // both are among them
  std::int32_t first, last;
};

enum class Deed : std::uint8_t { installation, claim, sighting, transform, scrap, opening, other };

// What somebody did or said of goods at one place. Claim: an inspection or a declaration; sighting: a repair, a listing
// or a device report.
struct Happening {
  Deed deed = Deed::other;
  std::uint32_t party = kNone;
  std::uint32_t item = 0, item_out = 0;
  std::int32_t day = 0;
  float quantity = 0, quantity_out = 0;
  SerialLists::Range serials;
};

inline constexpr std::int32_t kUsualTransit = 7;  // days; a median of five in the air, and the paperwork

class EventGraph {
 public:
  // Of the events with all columns, and the lists of their column "serials". Errors: those of find_table and
  // ColumnTable; missing_column; bad_value.
  static Result<EventGraph> read(const World& world, const ColumnTable& events,
                                 std::shared_ptr<const SerialLists> lists);

  std::vector<Passage> passages;      // by day
  std::vector<Happening> happenings;  // by day
  std::vector<std::string> items;
  std::vector<std::uint32_t>
      group;  // of each party: its ultimate parent or owner, at the end of the chain; itself if none
  std::vector<std::uint8_t> dealer;  // of each party: 1 if its role is that of a dealer
  std::vector<std::uint8_t> maker;   // of each party: 1 if its role is that of a maker
  std::int32_t last_day = 0;

  // Numbers of passages or happenings at a party, of an item, by day.
  std::span<const std::uint32_t> sent(std::uint32_t party, std::uint32_t item) const;
  std::span<const std::uint32_t> received(std::uint32_t party, std::uint32_t item) const;
  std::span<const std::uint32_t> happened(std::uint32_t party, std::uint32_t item) const;
  // The same of some days only; of passages, those of dispatch.
  std::span<const std::uint32_t> received(std::uint32_t party, std::uint32_t item, Days days) const;
  std::span<const std::uint32_t> happened(std::uint32_t party, std::uint32_t item, Days days) const;
  // All that arrived in these days are among them, and few others.
  std::span<const std::uint32_t> arrived(std::uint32_t party, std::uint32_t item, Days days) const;
  std::int32_t longest_transit() const { return longest_transit_; }  // days from a dispatch to its receipt; 0 or more

  // Equal numbers are equal serials.
  std::size_t serial_count() const { return lists_->count(); }
  std::span<const std::uint32_t> serials_of(const Passage& passage) const { return lists_->of(passage.serials); }
  std::span<const std::uint32_t> serials_of(const Happening& happening) const { return lists_->of(happening.serials); }

 private:
  explicit EventGraph(std::shared_ptr<const SerialLists> lists) : lists_(std::move(lists)) {}
  void index();
  static std::span<const std::uint32_t> of(const std::vector<std::uint64_t>& places,
                                           const std::vector<std::uint32_t>& numbers, std::uint64_t place);
  std::shared_ptr<const SerialLists> lists_;
  std::vector<std::uint64_t> sent_at_, received_at_, happened_at_;
  std::vector<std::uint32_t> sent_, received_, happened_;
  std::int32_t shortest_transit_ = 0, longest_transit_ = 0;  // 0 is between them
};

}  // namespace tidewaiter::judge::audit
