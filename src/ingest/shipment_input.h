// The shipment files of one run. Two passes: `survey` reads and checks every record once; then `cursor` hands out
// slices of whole shipments in the order of their ids, and `parse` reads a slice. Memory does not grow with the files.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/source_text.h"
#include "ingest/columns.h"
#include "ingest/dates.h"
#include "ingest/quantity.h"
#include "model/batch.h"
#include "model/decision.h"
#include "tables/csv.h"
#include "tables/input_file.h"
#include "tables/stop.h"

namespace tidewaiter::ingest {

struct InputOptions {
  ColumnMap map{};
  DateOrder date_order = DateOrder::unsettled;
  std::string sheet{};             // of workbooks; empty: the first
  std::string encoding{};          // as the user states it; empty: found
  std::size_t batch_rows = 2048;   // a slice is closed at the first shipment that begins after so many records
  unsigned threads = 1;            // that look at the encoding
  std::filesystem::path folder{};  // for the external sort; empty: tables::large_temporary_folder()
  bool read_before = false;        // the rows were accepted by a run, and their numbers are read as they were then
  tables::Stop stop{};             // asked for in every pass: interrupted
};

// What the first pass found. records == accepted + rejected.
struct Survey {
  std::uint64_t records = 0;
  std::uint64_t accepted = 0;
  std::uint64_t rejected = 0;
  std::uint64_t bytes = 0;
  bool ordered = true;                             // the shipment ids never go down, in bytes, through all files
  std::optional<Date> latest_date = std::nullopt;  // of the accepted rows
  // For people: which files hold the accepted rows of another, in any order and whatever kind of file it is. A row is
  // the same where its texts are, and its dates and numbers by their values.
  std::vector<std::string> copies = {};
};

struct Progress {
  std::uint64_t bytes = 0;
  std::uint64_t total_bytes = 0;
  std::uint64_t records = 0;
};

using RejectSink = std::function<Result<void>(const Reject&)>;  // in the order of the files; an error ends the survey
using BatchVisitor = std::function<void(ShipmentBatch)>;        // accepted rows; several threads at once, any order
using ProgressSink = std::function<void(const Progress&)>;      // about every 2,048 records, one call at a time

// Records of whole shipments, in order of shipment_id (bytes), file, record.
struct Slice {
  struct Entry {
    std::uint32_t file = 0;
    tables::RecordRef record;
  };
  std::uint64_t number = 0;  // from 0, without gaps
  std::vector<Entry> entries;
};

// One shipment of a parsed slice: its rows in the batch and its rejects, either of which may be none.
struct ShipmentRange {
  std::string id;
  std::size_t first_row = 0, end_row = 0;
  std::size_t first_reject = 0, end_reject = 0;
};

struct ParsedSlice {
  std::uint64_t number = 0;
  ShipmentBatch batch;                   // the accepted rows
  std::vector<Reject> rejects;           // the rejected rows whose shipment_id can be read (all others: survey only)
  std::vector<ShipmentRange> shipments;  // in order of id
};

class ShipmentCursor;

class ShipmentInput {
 public:
  // Opens every file ("-" is standard input), checks encoding and columns. Nothing is written. Errors, each for the
  // first file that has one: those of tables::open_csv, bad_format, missing_column.
  static Result<ShipmentInput> open(std::span<const std::filesystem::path> files, InputOptions options = {});
  // The same from memory.
  static Result<ShipmentInput> from_texts(std::vector<SourceText> files, InputOptions options = {});
  ShipmentInput(ShipmentInput&&) noexcept;
  ShipmentInput& operator=(ShipmentInput&&) noexcept;
  ~ShipmentInput();

  const std::vector<std::string>& notes() const;  // for people: columns that are not used
  // For people: how the files were read, where that is not plain (tables::CsvFile::notes).
  const std::vector<std::string>& how_read() const;
  std::size_t files() const;
  const std::string& file_name(std::uint32_t file) const;
  bool has(ShipmentField field) const;  // some file has the column
  // Of the accepted rows, once the survey is done.
  const DecimalCommas& decimal_commas() const;

  // The first pass, by up to `threads` threads of oneTBB. Errors: the sink's, out_of_memory, interrupted.
  Result<Survey> survey(unsigned threads, const RejectSink& rejects, const BatchVisitor& visit,
                        const ProgressSink& progress = {}) const;

  // The second pass. The same shipments, whatever the batch size, the threads, and the cuts between files. If the files
  // are not ordered, sorts references to their records first. This object must stay where it is meanwhile. Errors:
  // library_failed, out_of_memory, interrupted.
  Result<ShipmentCursor> cursor(const Survey& survey, unsigned threads) const;

  // Thread-safe. Errors: file_unreadable (the file changed).
  Result<ParsedSlice> parse(const Slice& slice) const;

 private:
  friend class ShipmentCursor;
  struct State;
  explicit ShipmentInput(std::unique_ptr<State> state);
  static Result<ShipmentInput> from_inputs(std::vector<tables::InputFile> inputs, InputOptions options);
  std::unique_ptr<State> state_;
};

class ShipmentCursor {
 public:
  ShipmentCursor(ShipmentCursor&&) noexcept;
  ShipmentCursor& operator=(ShipmentCursor&&) noexcept;
  ~ShipmentCursor();

  // The next slice, nullopt at the end. Called by one thread at a time; cheap beside parse(). Errors: library_failed.
  Result<std::optional<Slice>> next();

 private:
  friend class ShipmentInput;
  struct State;
  explicit ShipmentCursor(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace tidewaiter::ingest
