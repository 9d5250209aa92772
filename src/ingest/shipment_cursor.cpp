// The second pass: slices of whole shipments in order, and the reading of one.
#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <variant>

#include "ingest/shipment_state.h"
#include "tables/record_sorter.h"

namespace tidewaiter::ingest {
namespace {

constexpr std::uint64_t kSliceBytes = std::uint64_t{16} << 20;  // closes a slice of long rows before batch_rows
constexpr std::uint64_t kRunBytes = std::uint64_t{1} << 20;     // read at once by parse()
constexpr std::uint64_t kGapBytes = 4096;                       // cheaper read over than sought past

// Records whose shipment_id can be read, in the order of the files, with that id.
class KeyedWalk {
 public:
  explicit KeyedWalk(const std::vector<ShipmentFile>& files) : files_(files), walk_(files) {}

  bool next(tables::KeyedRecord& out) {
    while (walk_.next(out.file, out.record)) {
      const ShipmentFile& file = files_[out.file];
      out.key = shipment_id_of(file, file.csv.bytes(out.record), scratch_);
      if (!out.key.empty()) return true;
    }
    return false;
  }

 private:
  const std::vector<ShipmentFile>& files_;
  RecordWalk walk_;
  tables::RecordFields scratch_;
};

}  // namespace

struct ShipmentCursor::State {
  std::size_t batch_rows;
  std::variant<KeyedWalk, tables::RecordSorter> source;  // the files are ordered; they are not
  std::uint64_t number = 0;
  Slice::Entry pending;  // first record of the shipment that begins the next slice
  std::string pending_key;
  bool has_pending = false;

  Result<bool> next(tables::KeyedRecord& out) {
    return std::visit([&](auto& records) -> Result<bool> { return records.next(out); }, source);
  }
};

ShipmentCursor::ShipmentCursor(std::unique_ptr<State> state) : state_(std::move(state)) {}
ShipmentCursor::ShipmentCursor(ShipmentCursor&&) noexcept = default;
ShipmentCursor& ShipmentCursor::operator=(ShipmentCursor&&) noexcept = default;
ShipmentCursor::~ShipmentCursor() = default;

Result<ShipmentCursor> ShipmentInput::cursor(const Survey& survey, unsigned threads) const {
  KeyedWalk walk(state_->files);
  const std::size_t batch_rows = std::max<std::size_t>(1, state_->options.batch_rows);
  if (survey.ordered) {
    return ShipmentCursor(std::make_unique<ShipmentCursor::State>(batch_rows, std::move(walk)));
  }
  TIDEWAITER_TRY(tables::RecordSorter sorter,
                 tables::RecordSorter::open([&walk, stop = state_->options.stop](
                                                tables::KeyedRecord& out) { return !stop.asked() && walk.next(out); },
                                            std::max(1U, threads), state_->options.folder, state_->options.stop));
  TIDEWAITER_CHECK(state_->options.stop.check());
  return ShipmentCursor(std::make_unique<ShipmentCursor::State>(batch_rows, std::move(sorter)));
}

Result<std::optional<Slice>> ShipmentCursor::next() {
  State& state = *state_;
  Slice slice;
  slice.number = state.number;
  std::uint64_t bytes = 0;
  std::string key = std::exchange(state.pending_key, {});
  if (std::exchange(state.has_pending, false)) {
    slice.entries.push_back(state.pending);
    bytes = state.pending.record.length;
  }
  tables::KeyedRecord record;
  for (;;) {
    TIDEWAITER_TRY(const bool more, state.next(record));
    if (!more) break;
    const bool full = slice.entries.size() >= state.batch_rows || bytes >= kSliceBytes;
    if (full && record.key != key) {
      state.pending = {record.file, record.record};
      state.pending_key = record.key;
      state.has_pending = true;
      break;
    }
    key = record.key;
    slice.entries.push_back({record.file, record.record});
    bytes += record.record.length;
  }
  if (slice.entries.empty()) return std::optional<Slice>();
  ++state.number;
  return std::optional<Slice>(std::move(slice));
}

Result<ParsedSlice> ShipmentInput::parse(const Slice& slice) const {
  const State& state = *state_;
  ParsedSlice parsed;
  parsed.number = slice.number;
  RowReader reader(state.fields, state.options);
  std::string bytes;
  const auto& entries = slice.entries;
  std::size_t total = 0;
  for (const Slice::Entry& entry : entries) total += entry.record.length;
  parsed.batch.reserve(entries.size(), total, state.fields);
  for (std::size_t begin = 0; begin < entries.size();) {
    // Records that lie close together are read from the file in one go.
    const std::uint64_t from = entries[begin].record.byte;
    std::uint64_t to = from + entries[begin].record.length;
    std::size_t end = begin + 1;
    for (; end < entries.size() && entries[end].file == entries[begin].file; ++end) {
      const tables::RecordRef& next = entries[end].record;
      const bool near = next.byte >= to && next.byte - to <= kGapBytes && next.byte + next.length - from <= kRunBytes;
      if (!near) break;
      to = next.byte + next.length;
    }
    const ShipmentFile& file = state.files[entries[begin].file];
    bytes.resize(static_cast<std::size_t>(to - from));
    TIDEWAITER_CHECK(file.csv.input.read_at(from, bytes.data(), bytes.size()));

    for (; begin < end; ++begin) {
      const tables::RecordRef& record = entries[begin].record;
      const std::string_view text =
          std::string_view(bytes).substr(static_cast<std::size_t>(record.byte - from), record.length);
      Reject reject;
      const bool good = reader.read(file, entries[begin].file, record, text, parsed.batch, reject);
      const std::string_view id =
          good ? parsed.batch.cell(ShipmentField::shipment_id, parsed.batch.rows() - 1) : reject.shipment_id;
      if (parsed.shipments.empty() || parsed.shipments.back().id != id) {
        const std::size_t row = parsed.batch.rows() - (good ? 1 : 0);
        parsed.shipments.push_back({std::string(id), row, row, parsed.rejects.size(), parsed.rejects.size()});
      }
      if (!good) parsed.rejects.push_back(std::move(reject));
      parsed.shipments.back().end_row = parsed.batch.rows();
      parsed.shipments.back().end_reject = parsed.rejects.size();
    }
  }
  return parsed;
}

}  // namespace tidewaiter::ingest
