// What goes wrong with files in real life: each is an error that says what to do, and nothing acknowledged is lost.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <fstream>
#include <functional>

#include "sample_decisions.h"
#include "store/store.h"
#include "store/temporary_folder.h"

namespace tidewaiter {
namespace {

using std::chrono::milliseconds;
using testing::HasSubstr;

RunInfo some_run() { return {"2025-03-02T01:00:00Z", {"night.csv"}, "{}", "", samples::versions()}; }

std::vector<Decision> holds(int from, int count) {
  std::vector<Decision> decisions;
  for (int i = from; i < from + count; ++i) decisions.push_back(samples::hold(fmt::format("S{:06}", i)));
  return decisions;
}

void make_store(const std::filesystem::path& file, int count = 10) {
  auto store = Store::open(file);
  ASSERT_TRUE(store) << to_string(store.error());
  const RunId run = store->begin_run(some_run()).value();
  ASSERT_TRUE(store->append(run, holds(0, count)));
  ASSERT_TRUE(store->finish_run(run, {}));
}

// Runs `work` in a child process; what it returns, as text, comes back.
std::string in_a_child(const std::function<std::string()>& work) {
  int ends[2];
  if (::pipe(ends) != 0) return "no pipe";
  const pid_t child = ::fork();
  if (child == 0) {
    const std::string text = work();
    const bool written = ::write(ends[1], text.data(), text.size()) == static_cast<ssize_t>(text.size());
    ::_exit(written ? 0 : 1);
  }
  ::close(ends[1]);
  std::string text;
  char buffer[4096];
  for (ssize_t size; (size = ::read(ends[0], buffer, sizeof buffer)) > 0;)
    text.append(buffer, static_cast<std::size_t>(size));
  ::close(ends[0]);
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFEXITED(status) && WEXITSTATUS(status) == 0 ? text : text + " (the child died)";
}

TEST(StoreFailures, AFullDiskIsAnErrorAndKeepsWhatWasAcknowledged) {
  const TemporaryFolder folder;
  const std::string text = in_a_child([&]() -> std::string {
    auto store = Store::open(folder / "store.db");
    if (!store) return to_string(store.error());
    const RunId run = store->begin_run(some_run()).value();
    std::signal(SIGXFSZ, SIG_IGN);  // then a write over the limit fails like one on a full disk
    const rlimit limit{1 << 20, 1 << 20};
    ::setrlimit(RLIMIT_FSIZE, &limit);
    int kept = 0;
    while (kept < 100'000) {
      if (const auto appended = store->append(run, holds(kept, 100)); !appended) {
        return fmt::format("{}|{}", kept, to_string(appended.error()));
      }
      kept += 100;
    }
    return "the limit was never met";
  });
  EXPECT_THAT(text,
              HasSubstr("store.db: error[file_unwritable]: the store cannot grow: the disk is full, or a limit on "
                        "the size of files is met\n  hint: free some disk space or raise the limit"));
  const int kept = std::stoi(text);
  EXPECT_GT(kept, 0);
  auto store = Store::open(folder / "store.db");
  ASSERT_TRUE(store) << to_string(store.error());
  for (int i = 0; i < kept; ++i) ASSERT_TRUE(store->latest(fmt::format("S{:06}", i)).value()) << i;
  EXPECT_FALSE(store->latest(fmt::format("S{:06}", kept)).value());
  EXPECT_TRUE(store->check()->problems.empty());
  EXPECT_EQ(store->run(1)->state, RunState::interrupted);
}

// The superuser may write anywhere: become somebody else first.
bool become_nobody() { return ::geteuid() != 0 || (::setgid(65534) == 0 && ::setuid(65534) == 0); }

TEST(StoreFailures, AReadOnlyFolderIsAnErrorForWritingAndNoneForReading) {
  const TemporaryFolder folder;
  make_store(folder / "store.db");
  std::filesystem::remove((folder / "store.db-runs"));
  using std::filesystem::perms;
  std::filesystem::permissions(folder / "store.db", perms::owner_read | perms::group_read | perms::others_read);
  std::filesystem::permissions(folder.path(),
                               perms::owner_read | perms::owner_exec | perms::others_read | perms::others_exec);
  const std::string written = in_a_child([&] {
    if (!become_nobody()) return std::string("cannot change the user");
    const auto store = Store::open(folder / "store.db");
    return store ? std::string("opened") : to_string(store.error());
  });
  EXPECT_THAT(written, HasSubstr("store.db"));
  EXPECT_THAT(written, HasSubstr("error[file_unwritable]"));
  EXPECT_THAT(written, HasSubstr("hint: "));
  const std::string read = in_a_child([&] {
    if (!become_nobody()) return std::string("cannot change the user");
    const auto store = Store::open_read_only(folder / "store.db");
    if (!store) return to_string(store.error());
    const auto found = store->latest("S000003");
    return found && *found ? (*found)->shipment_id : std::string("not found");
  });
  EXPECT_EQ(read, "S000003");
  std::filesystem::permissions(folder.path(), perms::owner_all);
}

TEST(StoreFailures, AFolderThatCannotBeMadeIsAnError) {
  const TemporaryFolder folder;
  std::ofstream(folder / "file") << "x";
  const auto store = Store::open(folder.path() / "file" / "below" / "store.db");
  ASSERT_FALSE(store);
  EXPECT_EQ(store.error().code, ErrorCode::file_unwritable);
  EXPECT_THAT(store.error().hint, HasSubstr("--store"));
  EXPECT_EQ(Store::open(folder.path()).error().code, ErrorCode::not_a_file);
}

TEST(StoreFailures, AStoreThatAnotherProcessLocksIsAnErrorAfterTheWait) {
  const TemporaryFolder folder;
  make_store(folder / "store.db");
  sqlite3* other = nullptr;
  ASSERT_EQ(sqlite3_open((folder / "store.db").c_str(), &other), SQLITE_OK);
  ASSERT_EQ(sqlite3_exec(other, "BEGIN IMMEDIATE", nullptr, nullptr, nullptr), SQLITE_OK);
  auto store = Store::open(folder / "store.db", milliseconds(20));
  ASSERT_TRUE(store) << to_string(store.error());
  const auto run = store->begin_run(some_run());
  ASSERT_FALSE(run);
  EXPECT_EQ(run.error().code, ErrorCode::store_failed);
  EXPECT_EQ(run.error().message, "the store is locked by another process");
  EXPECT_THAT(run.error().hint, HasSubstr("wait until it has finished"));
  EXPECT_TRUE(store->latest("S000001").value()) << "reading goes on meanwhile";
  sqlite3_exec(other, "COMMIT", nullptr, nullptr, nullptr);
  sqlite3_close(other);
  EXPECT_TRUE(store->begin_run(some_run())) << "and writing once it is free";
}

TEST(StoreFailures, TwoProcessesMayScreenIntoOneStore) {
  const TemporaryFolder folder;
  make_store(folder / "store.db", 1);
  const auto screen = [&](const char* prefix) -> std::string {
    auto store = Store::open(folder / "store.db");
    const RunId run = store->begin_run(some_run()).value();
    for (int batch = 0; batch < 20; ++batch) {
      std::vector<Decision> decisions;
      for (int i = 0; i < 50; ++i) decisions.push_back(samples::hold(fmt::format("{}{:04}", prefix, batch * 50 + i)));
      if (const auto appended = store->append(run, decisions); !appended) return to_string(appended.error());
    }
    const auto finished = store->finish_run(run, {});
    return finished ? "" : to_string(finished.error());
  };
  std::string other;
  const pid_t child = ::fork();
  if (child == 0) ::_exit(screen("A").empty() ? 0 : 1);
  EXPECT_EQ(screen("B"), "");
  int status = 0;
  ::waitpid(child, &status, 0);
  EXPECT_EQ(status, 0);
  auto store = Store::open(folder / "store.db");
  EXPECT_EQ(store->check()->decisions, 2'001U);
  EXPECT_TRUE(store->check()->problems.empty());
}

TEST(StoreFailures, ADamagedStoreIsAnErrorOrAProblemThatCheckNames) {
  const TemporaryFolder folder;
  make_store(folder / "store.db", 2'000);
  {
    std::fstream file(folder / "store.db", std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(4096 * 20);
    file << std::string(4096 * 10, '\x5A');
  }
  auto store = Store::open_read_only(folder / "store.db");
  ASSERT_TRUE(store) << to_string(store.error());
  const auto check = store->check();
  if (check) {
    EXPECT_FALSE(check->problems.empty());
  } else {
    EXPECT_EQ(check.error().code, ErrorCode::corrupt_file);
    EXPECT_THAT(check.error().hint, HasSubstr("backup"));
  }
}

TEST(StoreFailures, OtherFilesAreNotTakenForAStore) {
  const TemporaryFolder folder;
  std::ofstream(folder / "text.db") << std::string(8192, 'x');
  const auto text = Store::open(folder / "text.db");
  ASSERT_FALSE(text);
  EXPECT_EQ(text.error().code, ErrorCode::bad_format);
  EXPECT_EQ(text.error().message, "this is not a store, nor any SQLite database");

  ASSERT_EQ(folder.sqlite("other.db", "CREATE TABLE customer(name TEXT)"), "");
  EXPECT_EQ(Store::open(folder / "other.db").error().message, "this database belongs to another program");
  EXPECT_EQ(folder.sqlite("other.db", "INSERT INTO customer VALUES ('untouched')"), "");

  EXPECT_EQ(Store::open_read_only(folder / "none.db").error().code, ErrorCode::file_not_found);
  std::ofstream(folder / "empty.db").close();
  EXPECT_EQ(Store::open_read_only(folder / "empty.db").error().code, ErrorCode::not_found);
}

TEST(StoreFailures, AStoreOfANewerProgramIsLeftAlone) {
  const TemporaryFolder folder;
  make_store(folder / "store.db");
  ASSERT_EQ(folder.sqlite("store.db", "PRAGMA user_version = 99"), "");
  for (const auto& store : {Store::open(folder / "store.db"), Store::open_read_only(folder / "store.db")}) {
    ASSERT_FALSE(store);
    EXPECT_EQ(store.error().code, ErrorCode::wrong_version);
    EXPECT_EQ(store.error().message, "the store has schema version 99, this program knows 2");
  }
}

}  // namespace
}  // namespace tidewaiter
