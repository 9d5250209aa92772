#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "store/impl.h"

namespace tidewaiter {
namespace {

using store::Statement;
using store::SyncedCommits;
using store::Transaction;

Digest read_digest(std::span<const std::uint8_t> bytes) {
  Digest digest;
  std::ranges::copy(bytes.first(std::min(bytes.size(), digest.bytes.size())), digest.bytes.begin());
  return digest;
}

Result<void> require(std::string_view value, const char* what, const char* hint) {
  if (value.empty()) return fail(ErrorCode::bad_value, fmt::format("an exception needs {}", what), {}, hint);
  return {};
}

}  // namespace

Result<std::int64_t> Store::add_exception(const ListException& exception) {
  TIDEWAITER_CHECK(require(exception.by, "the name of who says so", "give it with --by NAME"));
  TIDEWAITER_CHECK(require(exception.reason, "a reason", "give it with --reason TEXT"));
  TIDEWAITER_CHECK(require(exception.entry_id, "the list entry that the party is not", "`match NAME` shows the ids"));
  if (exception.party.id.empty()) {
    TIDEWAITER_CHECK(require(exception.party.folded_name, "the party", "give its id or its name and country"));
  }
  TIDEWAITER_TRY(const SyncedCommits synced, SyncedCommits::begin(impl_->database));  // a person's answer
  TIDEWAITER_TRY(Transaction transaction, Transaction::begin(impl_->database));
  TIDEWAITER_TRY(Statement insert,
                 impl_->database.prepare("INSERT INTO exception_event(created, said_by, reason, until, party_id,"
                                         " party_folded, party_country, party_name, party_digest, list, entry_id,"
                                         " entry_name, entry_digest)"
                                         " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)"));
  insert.bind(1, std::string_view(exception.created)).bind(2, std::string_view(exception.by));
  insert.bind(3, std::string_view(exception.reason));
  insert.bind(4, exception.until ? std::optional<std::int64_t>(exception.until->days_since_1970()) : std::nullopt);
  insert.bind(5, std::string_view(exception.party.id)).bind(6, std::string_view(exception.party.folded_name));
  insert.bind(7, exception.party.country.code()).bind(8, std::string_view(exception.party_name));
  insert.bind(9, std::span<const std::uint8_t>(exception.party_digest.bytes));
  insert.bind(10, std::string_view(exception.list)).bind(11, std::string_view(exception.entry_id));
  insert.bind(12, std::string_view(exception.entry_name));
  insert.bind(13, std::span<const std::uint8_t>(exception.entry_digest.bytes));
  TIDEWAITER_CHECK(insert.run());
  const std::int64_t number = impl_->database.last_row();
  TIDEWAITER_CHECK(transaction.commit());
  return number;
}

Result<void> Store::remove_exception(std::int64_t number, const ListException::Removal& removal) {
  TIDEWAITER_CHECK(require(removal.by, "the name of who removes it", "give it with --by NAME"));
  TIDEWAITER_CHECK(require(removal.reason, "a reason for its removal", "give it with --reason TEXT"));
  TIDEWAITER_TRY(const SyncedCommits synced, SyncedCommits::begin(impl_->database));  // a person's answer
  TIDEWAITER_TRY(Transaction transaction, Transaction::begin(impl_->database));
  TIDEWAITER_TRY(Statement find,
                 impl_->database.prepare("SELECT removal.said_by FROM exception_event AS added LEFT JOIN"
                                         " exception_event AS removal ON removal.removes = added.number"
                                         " WHERE added.number = ?1 AND added.removes IS NULL"));
  find.bind(1, number);
  TIDEWAITER_TRY(const bool found, find.step());
  if (!found) {
    return fail(ErrorCode::not_found, fmt::format("there is no exception {}", number), {},
                "tidewaiter exceptions list shows them");
  }
  if (!find.is_null(0)) {
    return fail(ErrorCode::bad_value, fmt::format("exception {} was already removed by {}", number, find.text(0)), {},
                "tidewaiter exceptions list shows those in force");
  }
  find.reset();
  TIDEWAITER_TRY(Statement insert, impl_->database.prepare("INSERT INTO exception_event(removes, created, said_by,"
                                                           " reason) VALUES (?1, ?2, ?3, ?4)"));
  insert.bind(1, number).bind(2, std::string_view(removal.created)).bind(3, std::string_view(removal.by));
  insert.bind(4, std::string_view(removal.reason));
  TIDEWAITER_CHECK(insert.run());
  return transaction.commit();
}

Result<std::vector<ListException>> Store::exceptions(std::optional<std::int64_t> known_at) const {
  TIDEWAITER_TRY(Statement select,
                 impl_->database.prepare("SELECT number, removes, created, said_by, reason, until, party_id,"
                                         " party_folded, party_country, party_name, party_digest, list, entry_id,"
                                         " entry_name, entry_digest FROM exception_event"
                                         " WHERE ?1 IS NULL OR number <= ?1 ORDER BY number"));
  select.bind(1, known_at);
  std::vector<ListException> exceptions;
  std::map<std::int64_t, std::size_t> by_number;
  while (true) {
    TIDEWAITER_TRY(const bool row, select.step());
    if (!row) return exceptions;
    if (!select.is_null(1)) {
      const auto removed = by_number.find(select.integer(1));
      if (removed == by_number.end()) {
        return fail(ErrorCode::corrupt_file, "a removal names an exception that is not there",
                    impl_->database.path().string(), "restore the store from a backup");
      }
      exceptions[removed->second].removal = {std::string(select.text(3)), std::string(select.text(4)),
                                             std::string(select.text(2))};
      continue;
    }
    ListException exception;
    exception.number = select.integer(0);
    exception.created = select.text(2);
    exception.by = select.text(3);
    exception.reason = select.text(4);
    if (!select.is_null(5)) exception.until = Date::from_days(static_cast<std::int32_t>(select.integer(5)));
    exception.party.id = select.text(6);
    exception.party.folded_name = select.text(7);
    if (const std::string_view code = select.text(8); code.size() == 2) exception.party.country = Country(code);
    exception.party_name = select.text(9);
    exception.party_digest = read_digest(select.bytes(10));
    exception.list = select.text(11);
    exception.entry_id = select.text(12);
    exception.entry_name = select.text(13);
    exception.entry_digest = read_digest(select.bytes(14));
    by_number[exception.number] = exceptions.size();
    exceptions.push_back(std::move(exception));
  }
}

}  // namespace tidewaiter
