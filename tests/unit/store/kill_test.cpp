// kill -9 at a random moment, half the times while a batch is being committed: every decision that was acknowledged is
// there, whole, and a new run completes. TIDEWAITER_KILLS sets how many times (default 20).
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <random>
#include <thread>

#include "sample_decisions.h"
#include "store/store.h"
#include "store/temporary_folder.h"

namespace tidewaiter {
namespace {

constexpr int kBatch = 64;

RunInfo some_run() { return {"2025-03-02T01:00:00Z", {"night.csv"}, "{}", "", samples::versions()}; }

Decision decision_of(int number) {
  Decision decision = number % 3 == 0 ? samples::hold() : samples::release();
  decision.shipment_id = fmt::format("S{:07}", number);
  return decision;
}

// Appends batch after batch; before each, writes kBegun, after it, how many decisions are acknowledged. Never returns.
constexpr int kBegun = -1;

[[noreturn]] void append_until_killed(const std::filesystem::path& file, int acknowledged_to) {
  auto store = Store::open(file);
  if (!store) ::_exit(2);
  const auto run = store->begin_run(some_run());
  if (!run) ::_exit(3);
  for (int done = 0;; done += kBatch) {
    std::vector<Decision> batch;
    for (int i = done; i < done + kBatch; ++i) batch.push_back(decision_of(i));
    if (::write(acknowledged_to, &kBegun, sizeof kBegun) != sizeof kBegun) ::_exit(6);
    if (!store->append(*run, batch)) ::_exit(4);
    const int acknowledged = done + kBatch;
    if (::write(acknowledged_to, &acknowledged, sizeof acknowledged) != sizeof acknowledged) ::_exit(5);
  }
}

TEST(StoreKill, EveryAcknowledgedDecisionSurvives) {
  const char* wanted = std::getenv("TIDEWAITER_KILLS");
  const int kills = wanted != nullptr ? std::atoi(wanted) : 20;
  ASSERT_GT(kills, 0);
  std::random_device seed_source;
  const unsigned seed = seed_source();
  SCOPED_TRACE(fmt::format("seed {}", seed));
  std::mt19937 random(seed);
  std::uniform_int_distribution<int> moment(0, 60'000);  // microseconds: from before the first batch to many later

  const TemporaryFolder folder;
  const auto file = folder / "store.db";
  int batches_seen = 0;
  // Rounds in turn: one killed at any moment, one as a batch has begun. The latter count where the batch was under way.
  int anywhere = 0;
  int inside = 0;
  std::uniform_int_distribution<int> batches(1, 8);
  std::uniform_int_distribution<int> within(0, 400);  // microseconds: a batch takes about a thousand
  for (int round = 1; anywhere < kills - kills / 2 || inside < kills / 2; ++round) {
    ASSERT_LE(round, 20 * kills) << "only " << inside << " kills fell into a commit";
    const bool aimed = inside < kills / 2 && (round % 2 == 0 || anywhere >= kills - kills / 2);
    int ends[2];
    ASSERT_EQ(::pipe(ends), 0);
    const pid_t child = ::fork();
    if (child == 0) append_until_killed(file, ends[1]);
    ::close(ends[1]);
    int acknowledged = 0;
    bool under_way = false;
    const auto read_mark = [&] {
      int mark = 0;
      if (::read(ends[0], &mark, sizeof mark) != sizeof mark) return false;
      under_way = mark == kBegun;
      if (under_way) return true;
      acknowledged = mark;
      ++batches_seen;
      return true;
    };
    if (aimed) {
      for (int wanted_batches = batches(random); wanted_batches > 0 && read_mark();)
        wanted_batches -= under_way ? 1 : 0;
      std::this_thread::sleep_for(std::chrono::microseconds(within(random)));
    } else {
      std::this_thread::sleep_for(std::chrono::microseconds(moment(random)));
    }
    ASSERT_EQ(::kill(child, SIGKILL), 0);
    int status = 0;
    ::waitpid(child, &status, 0);
    ASSERT_TRUE(WIFSIGNALED(status)) << "the child ended by itself: " << WEXITSTATUS(status);
    while (read_mark()) {
    }
    ::close(ends[0]);
    if (aimed && under_way) ++inside;
    if (!aimed) ++anywhere;

    auto store = Store::open(file);
    ASSERT_TRUE(store) << to_string(store.error());
    const auto runs = store->runs();
    ASSERT_TRUE(runs);
    for (const RunRecord& run : *runs) EXPECT_EQ(run.state, RunState::interrupted);
    const RunId killed = runs->empty() ? 0 : runs->back().id;
    for (int i = 0; i < acknowledged; ++i) {
      const auto found = store->latest(fmt::format("S{:07}", i));
      ASSERT_TRUE(found && *found) << "decision " << i << " of " << acknowledged << " is lost in round " << round;
      const CanonicalDecision expected = canonical(decision_of(i));
      ASSERT_EQ((*found)->run, killed);
      ASSERT_EQ((*found)->digest, front_of(expected.digest));
      ASSERT_EQ((*found)->json, (*found)->disposition == Disposition::release ? "" : expected.json);
    }
    const auto check = store->check();
    ASSERT_TRUE(check);
    ASSERT_EQ(check->problems, std::vector<std::string>{});
    ASSERT_EQ(check->decisions % kBatch, 0U) << "a batch is there whole or not at all";
  }
  EXPECT_GT(batches_seen, 0) << "no kill came late enough to lose anything: the test shows nothing";

  auto store = Store::open(file);
  const RunId again = store->begin_run(some_run()).value();
  std::vector<Decision> all;
  for (int i = 0; i < 10 * kBatch; ++i) all.push_back(decision_of(i));
  ASSERT_TRUE(store->append(again, all));
  ASSERT_TRUE(store->finish_run(again, {"2025-03-02T02:00:00Z", 1000, 0, 10 * kBatch}));
  EXPECT_EQ(store->latest("S0000000").value()->run, again);
  EXPECT_EQ(store->run(again)->state, RunState::finished);
}

}  // namespace
}  // namespace tidewaiter
