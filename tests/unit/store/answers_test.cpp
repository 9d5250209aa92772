#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sample_decisions.h"
#include "store/store.h"
#include "store/temporary_folder.h"

namespace tidewaiter {
namespace {

using testing::HasSubstr;

Answer some_answer(const std::string& shipment = "S1") {
  Answer answer;
  answer.shipment_id = shipment;
  answer.resolution = Resolution::cleared;
  answer.reason = "the end user is the university, not the company";
  answer.by = "J. Doe";
  answer.created = "2025-03-02T08:00:00Z";
  answer.run = 1;
  answer.decision = "0011223344556677";
  answer.rows = "8899aabbccddeeff";
  answer.lists = "lists";
  answer.rules = "rules";
  answer.data = "data";
  answer.engine = "0.1.0";
  return answer;
}

TEST(StoreAnswers, KeepsEveryField) {
  const TemporaryFolder folder;
  {
    auto store = Store::open(folder / "store.db");
    ASSERT_EQ(store->add_answer(some_answer("S1")).value(), 1);
    Answer later = some_answer("S2");
    later.resolution = Resolution::escalated;
    ASSERT_EQ(store->add_answer(later).value(), 2);
    ASSERT_EQ(store->add_answer(some_answer("S1")).value(), 3);
  }
  const auto store = Store::open_read_only(folder / "store.db");
  const auto all = store->answers();
  ASSERT_TRUE(all);
  ASSERT_EQ(all->size(), 3U);
  EXPECT_EQ((*all)[1].resolution, Resolution::escalated);
  const auto of_one = store->answers("S1");
  ASSERT_EQ(of_one->size(), 2U);
  const Answer& first = of_one->front();
  const Answer expected = some_answer();
  EXPECT_EQ(first.number, 1);
  EXPECT_EQ(first.shipment_id, expected.shipment_id);
  EXPECT_EQ(first.resolution, expected.resolution);
  EXPECT_EQ(first.reason, expected.reason);
  EXPECT_EQ(first.by, expected.by);
  EXPECT_EQ(first.created, expected.created);
  EXPECT_EQ(first.run, expected.run);
  EXPECT_EQ(first.decision, expected.decision);
  EXPECT_EQ(first.rows, expected.rows);
  EXPECT_EQ(first.lists, expected.lists);
  EXPECT_EQ(first.rules, expected.rules);
  EXPECT_EQ(first.data, expected.data);
  EXPECT_EQ(first.engine, expected.engine);
}

TEST(StoreAnswers, NeedAReasonAndAName) {
  const TemporaryFolder folder;
  auto store = Store::open(folder / "store.db");
  Answer answer = some_answer();
  answer.reason.clear();
  EXPECT_EQ(store->add_answer(answer).error().code, ErrorCode::bad_value);
  answer = some_answer();
  answer.by.clear();
  EXPECT_THAT(store->add_answer(answer).error().hint, HasSubstr("--by"));
  EXPECT_TRUE(store->answers()->empty());
}

TEST(StoreAnswers, AreNeverChangedNorRemoved) {
  const TemporaryFolder folder;
  {
    ASSERT_TRUE(Store::open(folder / "store.db")->add_answer(some_answer()));
  }
  EXPECT_EQ(folder.sqlite("store.db", "DELETE FROM answer"), "answers are append-only");
  EXPECT_EQ(folder.sqlite("store.db", "UPDATE answer SET reason = 'x'"), "answers are append-only");
}

TEST(StoreData, IsKeptOnceUnderItsVersion) {
  const TemporaryFolder folder;
  auto store = Store::open(folder / "store.db");
  EXPECT_FALSE(store->has_data("v1").value());
  EXPECT_EQ(store->data("v1").error().code, ErrorCode::not_found);
  ASSERT_TRUE(store->keep_data("v1", "the law"));
  ASSERT_TRUE(store->keep_data("v1", "the law"));
  EXPECT_TRUE(store->has_data("v1").value());
  EXPECT_EQ(store->data("v1").value(), "the law");
}

TEST(StoreHistory, TheLastFinishedDecisionCountsAndNoOther) {
  const TemporaryFolder folder;
  auto store = Store::open(folder / "store.db");
  const RunInfo info{"2025-03-02T01:00:00Z", {"night.csv"}, "{}", "", samples::versions()};
  const auto decide = [&](double risk, bool finish) {
    const RunId run = store->begin_run(info).value();
    Decision decision = samples::hold("S1");
    decision.risk = risk;
    PackedDecision packed = pack(decision, canonical(decision));
    packed.rows = front_of(digest_of("rows"));
    EXPECT_TRUE(store->append(run, std::span(&packed, 1)));
    const bool finished = !finish || store->finish_run(run, {"2025-03-02T01:00:05Z"}).has_value();
    EXPECT_TRUE(finished);
    return std::pair(run, packed.digest);
  };
  EXPECT_FALSE(store->last_finished("S1", 99).value());
  const auto [first, digest] = decide(0.1, true);
  decide(0.2, false);
  const auto last = store->last_finished("S1", 99).value();
  ASSERT_TRUE(last);
  EXPECT_EQ(last->run, first);
  EXPECT_EQ(last->digest, digest);
  EXPECT_EQ(last->rows, front_of(digest_of("rows")));
  EXPECT_EQ(last->disposition, Disposition::hold);
  EXPECT_FALSE(store->last_finished("S1", first).value()) << "a run does not compare with itself";
  EXPECT_FALSE(store->last_finished("S2", 99).value());
}

}  // namespace
}  // namespace tidewaiter
