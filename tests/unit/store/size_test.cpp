// Bytes stored (docs/architecture.md, "Evidence"): a release at most 64 B, a hold at most 4 KiB, indexes included.
#include <gtest/gtest.h>

#include <filesystem>

#include "sample_decisions.h"
#include "store/store.h"
#include "store/temporary_folder.h"

namespace tidewaiter {
namespace {

constexpr int kBatch = 2048;

// Growth of the file by `count` decisions of one more run, in bytes a decision.
template <class Make>
double bytes_a_decision(const std::filesystem::path& file, int count, const Make& make) {
  const auto size = [&] { return std::filesystem::exists(file) ? std::filesystem::file_size(file) : 0; };
  const auto before = size();
  {
    auto store = Store::open(file);
    EXPECT_TRUE(store);
    const RunId run = store->begin_run({"2025-03-02T01:00:00Z", {"night.csv"}, "{}", "", samples::versions()}).value();
    std::vector<PackedDecision> batch;
    for (int i = 0; i < count; ++i) {
      const Decision decision = make(i);
      batch.push_back(pack(decision, canonical(decision)));
      batch.back().rows = front_of(digest_of(decision.shipment_id));
      if (batch.size() < kBatch && i + 1 < count) continue;
      EXPECT_TRUE(store->append(run, batch));
      batch.clear();
    }
    EXPECT_TRUE(store->finish_run(run, {}));
  }  // the log becomes part of the file
  EXPECT_FALSE(std::filesystem::exists(file.string() + "-wal"));
  return static_cast<double>(size() - before) / count;
}

TEST(StoreSize, AReleaseTakesAtMost64Bytes) {
  const TemporaryFolder folder;
  const double bytes = bytes_a_decision(folder / "store.db", 100'000, [](int i) { return samples::release(i); });
  EXPECT_LE(bytes, 64);
  EXPECT_GE(bytes, 16 + 8) << "the id and the front of the digest at least";
}

TEST(StoreSize, AReleaseWithALongIdAndAnInformingFindingTakesLittleMore) {
  const TemporaryFolder folder;
  const auto uuid = [](int i) {  // 36 letters, ascending as screen() gives them
    Decision decision = samples::release(i);
    const std::uint64_t number = std::uint64_t{42'949} * static_cast<unsigned>(i);
    decision.shipment_id = fmt::format("{:08x}-0a1b-4c2d-8e3f-0123456789ab", number);
    decision.risk = 0.05;
    return decision;
  };
  EXPECT_LE(bytes_a_decision(folder / "store.db", 100'000, uuid), 64 + 13);
}

TEST(StoreSize, AHoldTakesAtMost4KiB) {
  const TemporaryFolder folder;
  const auto hold = [](int i) { return samples::hold(fmt::format("SHP-2025-{:07}", i)); };
  EXPECT_LE(bytes_a_decision(folder / "store.db", 5'000, hold), 4096);
  // Nine lines, nine list hits: the long ones.
  const auto long_hold = [](int i) {
    Decision decision = samples::hold(fmt::format("SHP-2025-{:07}", i));
    for (int line = 2; line < 9; ++line) {
      decision.lines.push_back(decision.lines[0]);
      decision.lines.back().line_no = fmt::format("{}", line + 1);
      decision.findings.push_back(decision.findings[1]);
      decision.findings.back().id = fmt::format("LIST-EL-{:06x}", 7'919 * line);
    }
    return decision;
  };
  EXPECT_LE(bytes_a_decision(folder / "long.db", 5'000, long_hold), 4096);
}

}  // namespace
}  // namespace tidewaiter
