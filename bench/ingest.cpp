// Reads shipment files as a run does and prints what each step costs: bench_ingest [--threads N] FILE...
#include <fmt/core.h>
#include <oneapi/tbb/global_control.h>
#include <oneapi/tbb/parallel_pipeline.h>
#include <sys/resource.h>

#include <atomic>
#include <chrono>
#include <cstdlib>
#include <string>
#include <vector>

#include "ingest/shipment_input.h"
#include "tables/csv_file.h"

namespace {

using namespace tidewaiter;
using namespace tidewaiter::ingest;

class Clock {
 public:
  double seconds() const { return std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count(); }

 private:
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

long peak_megabytes() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return usage.ru_maxrss / 1024;
}

template <class T>
T must(Result<T> result) {
  if (result) return std::move(*result);
  fmt::print(stderr, "{}\n", to_string(result.error()));
  std::exit(2);
}

void report(const char* step, double seconds, std::uint64_t bytes, std::uint64_t records) {
  fmt::print("{:<34} {:7.3f} s {:8.0f} MB/s {:11.0f} rows/s   peak {} MB\n", step, seconds,
             static_cast<double>(bytes) / 1e6 / seconds, static_cast<double>(records) / seconds, peak_megabytes());
}

}  // namespace

int main(int argc, char** argv) {
  std::vector<std::filesystem::path> files;
  unsigned threads = 2;
  for (int i = 1; i < argc; ++i) {
    if (std::string_view(argv[i]) == "--threads" && i + 1 < argc) {
      threads = static_cast<unsigned>(std::atoi(argv[++i]));
    } else {
      files.emplace_back(argv[i]);
    }
  }
  if (files.empty()) {
    fmt::print(stderr, "usage: bench_ingest [--threads N] FILE...\n");
    return 2;
  }
  const tbb::global_control limit(tbb::global_control::max_allowed_parallelism, threads);

  for (const auto& path : files) {
    const Clock opening;
    const tables::CsvFile file = must(tables::open_csv(path));
    const std::uint64_t bytes = file.input.bytes().size();
    report("open (encoding, header)", opening.seconds(), bytes, 0);
    const Clock scanning;
    tables::CsvScanner scanner(file.input.bytes(), file.header.dialect, file.header.names.size(), file.header.body);
    std::uint64_t records = 0;
    for (tables::RecordRef record; scanner.next(record);) {
      if (++records % 100'000 == 0) file.input.release(0, record.byte);
    }
    report("scan records, one thread", scanning.seconds(), bytes, records);
  }
  const ShipmentInput input = must(ShipmentInput::open(files));
  const Clock surveying;
  const Survey survey =
      must(input.survey(threads, [](const Reject&) -> Result<void> { return {}; }, [](const ShipmentBatch&) {}));
  report("survey (first pass)", surveying.seconds(), survey.bytes, survey.records);
  const Clock ordering;
  ShipmentCursor cursor = must(input.cursor(survey, threads));
  report(survey.ordered ? "order (already ordered)" : "order (external sort)", ordering.seconds(), survey.bytes,
         survey.records);
  const Clock parsing;
  std::atomic<std::uint64_t> rows{0};
  tbb::parallel_pipeline(
      2 * threads, tbb::make_filter<void, std::shared_ptr<Slice>>(tbb::filter_mode::serial_in_order,
                                                                  [&](tbb::flow_control& flow) {
                                                                    auto slice = must(cursor.next());
                                                                    if (slice)
                                                                      return std::make_shared<Slice>(std::move(*slice));
                                                                    flow.stop();
                                                                    return std::shared_ptr<Slice>();
                                                                  }) &
                       tbb::make_filter<std::shared_ptr<Slice>, void>(tbb::filter_mode::parallel,
                                                                      [&](const std::shared_ptr<Slice>& slice) {
                                                                        rows += must(input.parse(*slice)).batch.rows();
                                                                      }));
  report("slices and parse (second pass)", parsing.seconds(), survey.bytes, survey.records);
  fmt::print("{} records, {} accepted, {} rejected\n", survey.records, rows.load(), survey.rejected);
  return 0;
}
