#include <gtest/gtest.h>

#include "sample_decisions.h"
#include "store/store.h"
#include "store/temporary_folder.h"

namespace tidewaiter {
namespace {

ListException some_exception() {
  ListException exception;
  exception.party = {"", "gulf star trading fze", Country("AE")};
  exception.party_name = "Gulf Star Trading FZE";
  exception.party_digest = digest_of("party");
  exception.list = "MEU";
  exception.entry_id = "MEU-9f41c2";
  exception.entry_name = "Gulf Star General Trading F.Z.E.";
  exception.entry_digest = digest_of("entry");
  exception.by = "J. Doe";
  exception.reason = "other licence number";
  exception.created = "2025-03-01T08:00:00Z";
  exception.until = Date(2025, 12, 31);
  return exception;
}

TEST(StoreExceptions, KeepsEveryField) {
  const TemporaryFolder folder;
  {
    auto store = Store::open(folder / "store.db");
    ASSERT_EQ(store->add_exception(some_exception()).value(), 1);
    ListException other = some_exception();
    other.party = {"P-17", "", Country()};
    other.until.reset();
    ASSERT_EQ(store->add_exception(other).value(), 2);
  }
  const auto store = Store::open_read_only(folder / "store.db");
  const auto exceptions = store->exceptions();
  ASSERT_TRUE(exceptions);
  ASSERT_EQ(exceptions->size(), 2U);
  const ListException& first = (*exceptions)[0];
  const ListException expected = some_exception();
  EXPECT_EQ(first.number, 1);
  EXPECT_EQ(first.party, expected.party);
  EXPECT_EQ(first.party_name, expected.party_name);
  EXPECT_EQ(first.party_digest, expected.party_digest);
  EXPECT_EQ(first.list, expected.list);
  EXPECT_EQ(first.entry_id, expected.entry_id);
  EXPECT_EQ(first.entry_name, expected.entry_name);
  EXPECT_EQ(first.entry_digest, expected.entry_digest);
  EXPECT_EQ(first.by, expected.by);
  EXPECT_EQ(first.reason, expected.reason);
  EXPECT_EQ(first.created, expected.created);
  EXPECT_EQ(first.until, expected.until);
  EXPECT_FALSE(first.removal);
  EXPECT_EQ((*exceptions)[1].party.id, "P-17");
  EXPECT_FALSE((*exceptions)[1].party.country.known());
  EXPECT_FALSE((*exceptions)[1].until);
}

TEST(StoreExceptions, ARemovalIsARowOfItsOwn) {
  const TemporaryFolder folder;
  auto store = Store::open(folder / "store.db");
  ASSERT_TRUE(store->add_exception(some_exception()));
  ASSERT_TRUE(store->remove_exception(1, {"A. Roe", "it is the same company", "2025-03-05T00:00:00Z"}));
  const auto exceptions = store->exceptions();
  ASSERT_EQ(exceptions->size(), 1U);
  ASSERT_TRUE((*exceptions)[0].removal);
  EXPECT_EQ((*exceptions)[0].removal->by, "A. Roe");
  EXPECT_EQ((*exceptions)[0].removal->reason, "it is the same company");
  EXPECT_EQ((*exceptions)[0].removal->created, "2025-03-05T00:00:00Z");

  const auto again = store->remove_exception(1, {"A. Roe", "again", ""});
  EXPECT_EQ(again.error().code, ErrorCode::bad_value);
  EXPECT_EQ(again.error().message, "exception 1 was already removed by A. Roe");
  EXPECT_EQ(store->remove_exception(2, {"A. Roe", "a removal is no exception", ""}).error().code, ErrorCode::not_found);
  EXPECT_EQ(store->remove_exception(9, {"A. Roe", "never was", ""}).error().code, ErrorCode::not_found);
}

TEST(StoreExceptions, AReplaySeesWhatTheRunSaw) {
  const TemporaryFolder folder;
  auto store = Store::open(folder / "store.db");
  const auto known_at_a_run = [&] {
    const RunId run = store->begin_run({"", {}, "{}", "", samples::versions()}).value();
    return store->run(run)->exceptions_known;
  };
  const std::int64_t before = known_at_a_run();
  ASSERT_TRUE(store->add_exception(some_exception()));
  const std::int64_t with = known_at_a_run();
  ASSERT_TRUE(store->remove_exception(1, {"A. Roe", "mistaken", ""}));
  const std::int64_t after = known_at_a_run();
  EXPECT_EQ(store->exceptions(before)->size(), 0U);
  ASSERT_EQ(store->exceptions(with)->size(), 1U);
  EXPECT_FALSE(store->exceptions(with)->front().removal);
  EXPECT_TRUE(store->exceptions(after)->front().removal);
}

TEST(StoreExceptions, NobodySaysNothing) {
  const TemporaryFolder folder;
  auto store = Store::open(folder / "store.db");
  ListException exception = some_exception();
  exception.by.clear();
  EXPECT_EQ(store->add_exception(exception).error().message, "an exception needs the name of who says so");
  exception = some_exception();
  exception.reason.clear();
  EXPECT_EQ(store->add_exception(exception).error().message, "an exception needs a reason");
  exception = some_exception();
  exception.entry_id.clear();
  EXPECT_EQ(store->add_exception(exception).error().message, "an exception needs the list entry that the party is not");
  exception = some_exception();
  exception.party = {};
  EXPECT_EQ(store->add_exception(exception).error().message, "an exception needs the party");
  EXPECT_TRUE(store->exceptions()->empty());
}

TEST(StoreExceptions, CannotBeChangedByOtherProgramsInPassing) {
  const TemporaryFolder folder;
  {
    auto store = Store::open(folder / "store.db");
    ASSERT_TRUE(store->add_exception(some_exception()));
  }
  EXPECT_EQ(folder.sqlite("store.db", "UPDATE exception_event SET reason = 'x'"), "exceptions are append-only");
  EXPECT_EQ(folder.sqlite("store.db", "DELETE FROM exception_event"), "exceptions are append-only");
}

}  // namespace
}  // namespace tidewaiter
