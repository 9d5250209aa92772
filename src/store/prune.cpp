#include <limits>

#include "store/impl.h"

namespace tidewaiter {

using store::Statement;
using store::SyncedCommits;
using store::Transaction;

Result<std::vector<RunContent>> Store::contents() const {
  TIDEWAITER_TRY(Statement select,
                 impl_->database.prepare("SELECT run, count(*), max(date) FROM decision GROUP BY run ORDER BY run"));
  std::vector<RunContent> contents;
  while (true) {
    TIDEWAITER_TRY(const bool row, select.step());
    if (!row) return contents;
    RunContent content{select.integer(0), static_cast<std::uint64_t>(select.integer(1)), std::nullopt};
    // the smallest number stands for none: only where no decision of the run has a day
    const auto day = static_cast<std::int32_t>(select.integer(2));
    if (day != std::numeric_limits<std::int32_t>::min()) content.latest = Date::from_days(day);
    contents.push_back(content);
  }
}

Result<void> Store::prune(RunId run, std::string_view when) {
  TIDEWAITER_TRY(const SyncedCommits synced, SyncedCommits::begin(impl_->database));
  TIDEWAITER_TRY(Transaction transaction, Transaction::begin(impl_->database));
  for (const char* sql : {"DELETE FROM body WHERE id IN (SELECT body FROM decision WHERE run = ?1)",
                          "DELETE FROM decision WHERE run = ?1", "DELETE FROM kept_file WHERE run = ?1"}) {
    TIDEWAITER_TRY(Statement remove, impl_->database.prepare(sql));
    TIDEWAITER_CHECK(remove.bind(1, run).run());
  }
  TIDEWAITER_TRY(Statement mark,
                 impl_->database.prepare("UPDATE run SET pruned = ?2, accepted_input = '' WHERE id = ?1"));
  TIDEWAITER_CHECK(mark.bind(1, run).bind(2, when).run());
  TIDEWAITER_CHECK(
      impl_->database.execute("DELETE FROM data_text WHERE version NOT IN"
                              " (SELECT data_version FROM run WHERE pruned IS NULL)"));
  return transaction.commit();
}

Result<void> Store::compact() { return impl_->database.execute("VACUUM"); }

}  // namespace tidewaiter
