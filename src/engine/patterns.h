// What several shipments of a run show together: serial numbers that stand twice, lots to linked parties, chips that go
// back to who sent them. The first pass notes a few words a row, what nobody can count is thrown away between the
// passes, and the second pass asks. How much is too much is for the rules.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "base/source_text.h"
#include "engine/row_keys.h"
#include "engine/text_map.h"
#include "model/batch.h"

namespace tidewaiter {

struct Snapshot;
struct ResolvedItem;
struct ResolvedParty;

// regimes/flags/patterns.toml
struct PatternBounds {
  double lot_chips = 0;              // of a small lot, at most
  std::int32_t days = 0;             // that count before a shipment's own
  std::vector<std::string> carried;  // transport modes of what is carried, folded
  std::size_t serial_letters = 0;    // of a serial number, at least

  // Errors: bad_format with the file.
  static Result<PatternBounds> load(const SourceText& text);
};

// Where a serial number stands: how often, and the two first shipments by their ids.
struct SerialUse {
  std::uint64_t count = 0;
  std::string first, second;

  void add(std::string_view shipment);
  void merge(const SerialUse& other);
};

// What one thread of the first pass notes. Kept: serial numbers, and rows whose goods the catalogue knows; of the
// others no more than kMostUnsorted rows at a time.
class PatternRecords {
 public:
  // The rows whose keys were collected, from row `begin` of the batch.
  void collect(const PatternBounds& bounds, const ShipmentBatch& batch, std::size_t begin, const RowKeys& keys);
  // To be called now and then. `items`: the keys of all items seen so far by this thread.
  void throw_away(const TextSet& items, const std::function<bool(std::string_view)>& is_known_item);
  void merge(PatternRecords&& other);

 private:
  friend class PatternBuilder;
  static constexpr std::size_t kMostUnsorted = std::size_t{1} << 19;  // 29 MB
  struct Record {
    std::uint64_t item;      // hashes of keys (engine/distinct.h)
    std::uint64_t exporter;  // 0: none is named
    std::uint64_t receiver;
    std::uint64_t shipment;          // hash of the id
    std::optional<double> quantity;  // none: only the description may say it
    std::int32_t day;
    bool carried;
  };
  std::vector<Record> records_;
  std::size_t sorted_ = 0;  // records at the front that are known to stay
  std::unordered_map<std::uint64_t, bool> is_known_;
  TextMap<SerialUse> serials_;
  std::string last_mode_;
  bool last_carried_ = false;
};

// Const once built; any thread may ask.
class Patterns {
 public:
  static constexpr std::uint32_t kNoGroup = 0xFFFFFFFF;

  // `parties`, `items`: all of the run, resolved.
  static Patterns build(const Snapshot& snapshot, PatternRecords&& records, const TextMap<ResolvedParty>& parties,
                        const TextMap<ResolvedItem>& items);
  // Kept beside the rows of a run, so that one shipment of it can be screened again.
  std::string to_text() const;
  static Result<Patterns> from_text(std::string_view text, const std::string& file, const PatternBounds& bounds);

  // The linked parties that a party belongs to, by its key; kNoGroup where it received and sent no controlled chips.
  const TextMap<std::uint32_t>& groups() const { return group_of_; }

  // What went to a group up to a day, and from `bounds.days` before it.
  struct Received {
    double chips = 0;
    double small_lots = 0;
    double carried_lots = 0;  // of the small ones
    double small_chips = 0;   // in the small ones
  };
  Received received(std::uint32_t group, Date day) const;
  // The day nearest to `day` on which the receivers sent controlled chips to the exporters.
  std::optional<Date> sent_back(std::uint32_t exporter, std::uint32_t receiver, Date day) const;

  struct Serials {
    double stated = 0;
    double again = 0;              // of these stand a second time in the run
    std::string_view first_again;  // views into these patterns; empty where none does
    std::string_view shipment;     // in which it stands too
  };
  Serials serials(std::string_view cell, std::string_view shipment) const;

 private:
  friend class PatternBuilder;
  struct Lot {
    std::int32_t day = 0;
    double chips = 0;
    bool carried = false;
    friend auto operator<=>(const Lot&, const Lot&) = default;
  };
  struct Group {
    std::vector<Lot> lots;             // by day
    std::vector<Received> until_here;  // sums of the lots before; one more than there are lots
  };
  void add_up(Group& group) const;

  PatternBounds bounds_;
  TextMap<std::uint32_t> group_of_;
  std::vector<Group> groups_;
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::vector<std::int32_t>> sent_;  // from, to: days, sorted
  TextMap<SerialUse> serials_;                                                         // that stand twice
};

}  // namespace tidewaiter
