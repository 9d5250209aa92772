// The first pass: one thread finds records, many read them, one takes the rejects in order.
#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <map>
#include <new>
#include <string>
#include <utility>

#include "base/pipeline.h"
#include "ingest/shipment_state.h"

namespace tidewaiter::ingest {
namespace {

constexpr std::size_t kChunkRecords = 2048;
constexpr std::uint64_t kChunkBytes = std::uint64_t{4} << 20;

// Of the accepted rows of a file, whatever their order.
struct RowSum {
  std::uint64_t rows = 0;
  std::uint64_t sum = 0;  // of their digests
  friend bool operator==(const RowSum&, const RowSum&) = default;
};

// Filled anew for every run of records.
struct Chunk {
  std::vector<Slice::Entry> entries;
  std::vector<Reject> rejects;
  std::uint64_t end_byte = 0;  // through all files
  std::string first_id, last_id;
  bool has_id = false;
  bool ordered = true;
  std::optional<Date> latest_date;
  DecimalCommas decimal_commas;
  std::map<std::uint32_t, RowSum> sums;  // by file

  void clear() {
    entries.clear();
    rejects.clear();
    has_id = false;
    ordered = true;
    latest_date.reset();
    decimal_commas = {};
    sums.clear();
  }
};

void note_id(Chunk& chunk, std::string_view id) {
  if (id.empty()) return;
  if (!chunk.has_id) chunk.first_id = id;
  if (chunk.has_id && id < chunk.last_id) chunk.ordered = false;
  chunk.last_id = id;
  chunk.has_id = true;
}

// Both are read, as they were asked for, and it is told.
std::vector<std::string> copies_among(const std::vector<ShipmentFile>& files, const std::vector<RowSum>& sums) {
  std::vector<std::string> notes;
  for (std::size_t later = 1; later < files.size(); ++later) {
    const auto first = std::ranges::find(sums, sums[later]);
    const auto same = static_cast<std::size_t>(first - sums.begin());
    if (same == later || sums[later].rows == 0) continue;
    notes.push_back(fmt::format("{}: holds the same rows as {}, which is read too: each of them counts twice",
                                files[later].csv.input.name(), files[same].csv.input.name()));
  }
  return notes;
}

}  // namespace

Result<Survey> ShipmentInput::survey(unsigned threads, const RejectSink& rejects, const BatchVisitor& visit,
                                     const ProgressSink& progress) const {
  State& state = *state_;
  state.decimal_commas = {};
  std::uint64_t total_bytes = 0;
  std::vector<std::uint64_t> begins;  // of each file, through all files
  for (const ShipmentFile& file : state.files) {
    begins.push_back(total_bytes);
    total_bytes += file.csv.input.bytes().size();
  }

  std::vector<RowSum> sums(state.files.size());
  RecordWalk walk(state.files);
  const auto find = [&](Chunk& chunk) {
    chunk.clear();
    std::uint64_t bytes = 0;
    Slice::Entry entry;
    while (chunk.entries.size() < kChunkRecords && bytes < kChunkBytes && walk.next(entry.file, entry.record)) {
      chunk.entries.push_back(entry);
      bytes += entry.record.length;
    }
    if (chunk.entries.empty()) return false;
    const Slice::Entry& last = chunk.entries.back();
    chunk.end_byte = begins[last.file] + last.record.byte + last.record.length;
    return true;
  };

  const auto read = [&](Chunk& chunk) {
    RowReader reader(state.fields, state.options);
    ShipmentBatch batch;
    std::size_t bytes = 0;
    for (const Slice::Entry& entry : chunk.entries) bytes += entry.record.length;
    batch.reserve(chunk.entries.size(), bytes, state.fields);
    for (const Slice::Entry& entry : chunk.entries) {
      const ShipmentFile& file = state.files[entry.file];
      Reject reject;
      if (reader.read(file, entry.file, entry.record, file.csv.bytes(entry.record), batch, reject)) {
        note_id(chunk, batch.cell(ShipmentField::shipment_id, batch.rows() - 1));
        chunk.latest_date = std::max(chunk.latest_date, batch.date(ShipmentField::date, batch.rows() - 1));
        if (sums.size() > 1) {
          RowSum& sum = chunk.sums[entry.file];
          ++sum.rows;
          sum.sum += reader.digest();
        }
      } else {
        note_id(chunk, reject.shipment_id);
        chunk.rejects.push_back(std::move(reject));
      }
    }
    chunk.decimal_commas = reader.decimal_commas();
    if (batch.rows() > 0) visit(std::move(batch));
  };

  Survey survey;
  survey.bytes = total_bytes;
  std::string last_id;
  bool has_id = false;
  std::optional<Error> error;
  const auto collect = [&](Chunk& chunk) {
    if (error) return;
    for (const Reject& reject : chunk.rejects) {
      if (auto taken = rejects(reject); !taken) {
        error = std::move(taken).error();
        return;
      }
    }
    survey.records += chunk.entries.size();
    survey.rejected += chunk.rejects.size();
    state.decimal_commas.add(chunk.decimal_commas);
    for (const auto& [file, sum] : chunk.sums) {
      sums[file].rows += sum.rows;
      sums[file].sum += sum.sum;
    }
    survey.latest_date = std::max(survey.latest_date, chunk.latest_date);
    if (chunk.has_id) {
      survey.ordered = survey.ordered && chunk.ordered && !(has_id && chunk.first_id < last_id);
      last_id = std::move(chunk.last_id);
      has_id = true;
    }
    if (progress) progress({chunk.end_byte, total_bytes, survey.records});
  };

  // `error` is written in the last, serial stage only; the first looks at a flag of its own.
  std::atomic<bool> failed{false};
  try {
    run_pipeline<Chunk>(
        threads, std::size_t{2} * std::max(1U, threads),  // bounds the memory
        [&](Chunk& chunk) { return !failed && !state.options.stop.asked() && find(chunk); }, read,
        [&](Chunk& chunk) {
          collect(chunk);
          if (error) failed = true;
        });
  } catch (const std::bad_alloc&) {
    return fail(ErrorCode::out_of_memory, "there is not enough memory to read the shipments");
  }
  if (error) return std::unexpected(*std::move(error));
  TIDEWAITER_CHECK(state.options.stop.check());
  survey.accepted = survey.records - survey.rejected;
  survey.copies = copies_among(state.files, sums);
  if (progress) progress({total_bytes, total_bytes, survey.records});
  return survey;
}

}  // namespace tidewaiter::ingest
