#include "store/store.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "sample_decisions.h"
#include "store/temporary_folder.h"

namespace tidewaiter {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

RunInfo some_run() {
  return {"2025-03-02T01:00:00Z",
          {"night 1.csv", "night 2.csv"},
          R"({"as_of":null})",
          "run-1.parquet",
          samples::versions()};
}

TEST(Store, IsMadeWhereTheUserStandsWhenNoFolderIsNamed) {
  const TemporaryFolder folder;
  const std::filesystem::path before = std::filesystem::current_path();
  std::filesystem::current_path(folder.path());
  const auto store = Store::open("store.db");
  std::filesystem::current_path(before);
  ASSERT_TRUE(store) << to_string(store.error());
  EXPECT_TRUE(std::filesystem::exists(folder / "store.db"));
}

TEST(Store, GivesBackAHoldWholeAndAReleaseByItsOutcome) {
  const TemporaryFolder folder;
  auto store = Store::open(folder / "new" / "store.db");
  ASSERT_TRUE(store) << to_string(store.error());
  const auto run = store->begin_run(some_run());
  ASSERT_TRUE(run) << to_string(run.error());
  const std::vector<Decision> decisions{samples::hold("S1"), samples::release(7)};
  ASSERT_TRUE(store->append(*run, decisions));
  ASSERT_TRUE(store->finish_run(*run, {"2025-03-02T01:00:05Z", 3, 1, 2}));

  const auto hold = store->latest("S1");
  ASSERT_TRUE(hold && *hold);
  EXPECT_EQ((*hold)->run, *run);
  EXPECT_EQ((*hold)->date, Date(2025, 3, 1));
  EXPECT_EQ((*hold)->disposition, Disposition::hold);
  EXPECT_EQ((*hold)->determination, Determination::licence_required);
  EXPECT_EQ((*hold)->policy, Policy::denial);
  EXPECT_DOUBLE_EQ((*hold)->risk, 0.825);
  EXPECT_EQ((*hold)->json, canonical(decisions[0]).json);
  EXPECT_EQ((*hold)->digest, front_of(canonical(decisions[0]).digest));

  const auto release = store->latest(decisions[1].shipment_id);
  ASSERT_TRUE(release && *release);
  EXPECT_EQ((*release)->disposition, Disposition::release);
  EXPECT_EQ((*release)->json, "");
  EXPECT_EQ((*release)->digest, front_of(canonical(decisions[1]).digest));

  const auto nothing = store->latest("S2");
  ASSERT_TRUE(nothing);
  EXPECT_FALSE(*nothing);
}

TEST(Store, RemembersWhatARunRestedOn) {
  const TemporaryFolder folder;
  auto store = Store::open(folder / "store.db");
  ASSERT_TRUE(store);
  const RunId run = store->begin_run(some_run()).value();
  EXPECT_EQ(store->run(run)->state, RunState::running);
  ASSERT_TRUE(store->finish_run(run, {"2025-03-02T01:00:05Z", 30, 1, 12}));

  const auto record = store->run(run);
  ASSERT_TRUE(record);
  EXPECT_EQ(record->state, RunState::finished);
  EXPECT_EQ(record->info.started, "2025-03-02T01:00:00Z");
  EXPECT_THAT(record->info.inputs, ElementsAre("night 1.csv", "night 2.csv"));
  EXPECT_EQ(record->info.options, R"({"as_of":null})");
  EXPECT_EQ(record->info.accepted_input, "run-1.parquet");
  EXPECT_EQ(record->info.versions.lists, "csl-2025-03-01");
  EXPECT_EQ(record->info.versions.rules, "us-2025-03");
  EXPECT_EQ(record->info.versions.engine, "0.1.0");
  EXPECT_EQ(record->summary.finished, "2025-03-02T01:00:05Z");
  EXPECT_EQ(record->summary.rows_read, 30U);
  EXPECT_EQ(record->summary.rows_rejected, 1U);
  EXPECT_EQ(record->summary.shipments, 12U);

  EXPECT_EQ(store->run(99).error().code, ErrorCode::not_found);
  EXPECT_EQ(store->finish_run(run, {}).error().code, ErrorCode::not_found) << "a run ends once";
}

TEST(Store, ALaterRunAddsARowAndLatestFindsIt) {
  const TemporaryFolder folder;
  auto store = Store::open(folder / "store.db");
  ASSERT_TRUE(store);
  std::vector<RunId> runs;
  for (const double risk : {0.1, 0.2, 0.3}) {
    runs.push_back(store->begin_run(some_run()).value());
    Decision decision = samples::hold("S1");
    decision.risk = risk;
    ASSERT_TRUE(store->append(runs.back(), std::vector{decision}));
    ASSERT_TRUE(store->finish_run(runs.back(), {}));
  }
  EXPECT_DOUBLE_EQ(store->latest("S1").value()->risk, 0.3);
  const auto all = store->all("S1");
  ASSERT_TRUE(all);
  ASSERT_EQ(all->size(), 3U);
  EXPECT_EQ((*all)[0].run, runs[2]);
  EXPECT_EQ((*all)[2].run, runs[0]);
  EXPECT_DOUBLE_EQ((*all)[2].risk, 0.1);
}

TEST(Store, ABatchIsAllOrNothing) {
  const TemporaryFolder folder;
  auto store = Store::open(folder / "store.db");
  ASSERT_TRUE(store);
  const RunId run = store->begin_run(some_run()).value();
  ASSERT_TRUE(store->append(run, std::vector{samples::hold("S1")}));
  const auto twice = store->append(run, std::vector{samples::hold("S0"), samples::hold("S1")});
  ASSERT_FALSE(twice);
  EXPECT_FALSE(store->latest("S0").value());
  ASSERT_TRUE(store->append(run, std::vector{samples::hold("S2")})) << "the store goes on after a refused batch";
  EXPECT_TRUE(store->latest("S2").value());
  EXPECT_TRUE(store->check()->problems.empty());
}

TEST(Store, IdsMayHoldAnyText) {
  const TemporaryFolder folder;
  auto store = Store::open(folder / "store.db");
  ASSERT_TRUE(store);
  const RunId run = store->begin_run(some_run()).value();
  const std::string odd[] = {"", "'; DROP TABLE run; --", "\xE5\x8C\x97\xE4\xBA\xAC", std::string("a\0b", 3), "A", "a"};
  for (const std::string& id : odd) ASSERT_TRUE(store->append(run, std::vector{samples::hold(id)})) << id;
  for (const std::string& id : odd) {
    const auto found = store->latest(id);
    ASSERT_TRUE(found && *found) << id;
    EXPECT_EQ((*found)->json, canonical(samples::hold(id)).json);
  }
}

TEST(Store, ARunThatWasLeftIsInterruptedAndOneThatGoesIsNot) {
  const TemporaryFolder folder;
  RunId left = 0;
  {
    auto store = Store::open(folder / "store.db");
    left = store->begin_run(some_run()).value();
    ASSERT_TRUE(store->append(left, std::vector{samples::hold("S1")}));
  }
  auto writer = Store::open(folder / "store.db");
  const RunId going = writer->begin_run(some_run()).value();
  auto reader = Store::open_read_only(folder / "store.db");
  ASSERT_TRUE(reader) << to_string(reader.error());
  EXPECT_EQ(reader->run(left)->state, RunState::interrupted);
  EXPECT_EQ(reader->run(going)->state, RunState::running);
  EXPECT_TRUE(reader->latest("S1").value()) << "an acknowledged decision of an interrupted run is there";
  ASSERT_TRUE(writer->finish_run(going, {}));
  EXPECT_EQ(reader->run(going)->state, RunState::finished);
  EXPECT_EQ(reader->runs()->size(), 2U);
}

TEST(Store, CheckFindsATextThatWasChangedByHand) {
  const TemporaryFolder folder;
  auto store = Store::open(folder / "store.db");
  const RunId run = store->begin_run(some_run()).value();
  ASSERT_TRUE(store->append(run, std::vector{samples::hold("S1"), samples::hold("S2")}));
  auto sound = store->check();
  ASSERT_TRUE(sound);
  EXPECT_THAT(sound->problems, ElementsAre());
  EXPECT_EQ(sound->decisions, 2U);
  EXPECT_EQ(sound->bodies, 2U);
  ASSERT_EQ(folder.sqlite("store.db", "UPDATE body SET json = (SELECT json FROM body WHERE id = 2) WHERE id = 1"), "");
  const auto changed = store->check();
  ASSERT_TRUE(changed);
  EXPECT_THAT(changed->problems, ElementsAre(HasSubstr("S1 in run 1: its text does not agree with its digest")));
}

}  // namespace
}  // namespace tidewaiter
