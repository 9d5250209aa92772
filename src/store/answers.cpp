#include <fmt/format.h>

#include <algorithm>

#include "store/impl.h"

namespace tidewaiter {

using store::Statement;
using store::SyncedCommits;
using store::Transaction;

Result<std::int64_t> Store::add_answer(const Answer& answer) {
  if (answer.by.empty()) {
    return fail(ErrorCode::bad_value, "an answer needs the name of who gives it", {}, "give it with --by NAME");
  }
  if (answer.reason.empty()) {
    return fail(ErrorCode::bad_value, "an answer needs a reason", {}, "give it with --reason TEXT");
  }
  TIDEWAITER_TRY(const SyncedCommits synced, SyncedCommits::begin(impl_->database));  // a person's answer
  TIDEWAITER_TRY(Transaction transaction, Transaction::begin(impl_->database));
  TIDEWAITER_TRY(Statement insert,
                 impl_->database.prepare("INSERT INTO answer(shipment_id, resolution, reason, said_by, created, run,"
                                         " decision, row_digest, lists, rules, data, engine)"
                                         " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)"));
  insert.bind(1, std::string_view(answer.shipment_id)).bind(2, to_string(answer.resolution));
  insert.bind(3, std::string_view(answer.reason)).bind(4, std::string_view(answer.by));
  insert.bind(5, std::string_view(answer.created)).bind(6, answer.run);
  insert.bind(7, std::string_view(answer.decision)).bind(8, std::string_view(answer.rows));
  insert.bind(9, std::string_view(answer.lists)).bind(10, std::string_view(answer.rules));
  insert.bind(11, std::string_view(answer.data)).bind(12, std::string_view(answer.engine));
  TIDEWAITER_CHECK(insert.run());
  const std::int64_t number = impl_->database.last_row();
  TIDEWAITER_CHECK(transaction.commit());
  return number;
}

Result<std::vector<Answer>> Store::answers(std::optional<std::string_view> shipment_id) const {
  std::vector<Answer> answers;
  if (impl_->version < 2) return answers;
  TIDEWAITER_TRY(Statement select,
                 impl_->database.prepare(
                     fmt::format("SELECT number, shipment_id, resolution, reason, said_by, created, run, decision,"
                                 " row_digest, lists, rules, data, engine FROM answer{} ORDER BY number",
                                 shipment_id ? " WHERE shipment_id = ?1" : "")
                         .c_str()));
  if (shipment_id) select.bind(1, *shipment_id);
  while (true) {
    TIDEWAITER_TRY(const bool row, select.step());
    if (!row) return answers;
    Answer answer;
    answer.number = select.integer(0);
    answer.shipment_id = select.text(1);
    const std::optional<Resolution> resolution = parse_resolution(select.text(2));
    if (!resolution) {
      return fail(ErrorCode::corrupt_file, fmt::format("answer {} says \"{}\"", answer.number, select.text(2)),
                  impl_->database.path().string(), "restore the store from a backup");
    }
    answer.resolution = *resolution;
    answer.reason = select.text(3);
    answer.by = select.text(4);
    answer.created = select.text(5);
    answer.run = select.integer(6);
    answer.decision = select.text(7);
    answer.rows = select.text(8);
    answer.lists = select.text(9);
    answer.rules = select.text(10);
    answer.data = select.text(11);
    answer.engine = select.text(12);
    answers.push_back(std::move(answer));
  }
}

Result<bool> Store::has_data(std::string_view version) const {
  if (impl_->version < 2) return false;
  TIDEWAITER_TRY(Statement select, impl_->database.prepare("SELECT 1 FROM data_text WHERE version = ?1"));
  return select.bind(1, version).step();
}

Result<void> Store::keep_data(std::string_view version, std::string_view texts) {
  TIDEWAITER_TRY(Transaction transaction, Transaction::begin(impl_->database));
  TIDEWAITER_TRY(Statement insert,
                 impl_->database.prepare("INSERT OR IGNORE INTO data_text(version, texts) VALUES (?1, ?2)"));
  const std::vector<std::uint8_t> packed = pack_text(texts);
  TIDEWAITER_CHECK(insert.bind(1, version).bind(2, std::span(packed)).run());
  return transaction.commit();
}

Result<std::string> Store::data(std::string_view version) const {
  TIDEWAITER_TRY(const bool kept, has_data(version));
  if (kept) {
    TIDEWAITER_TRY(Statement select, impl_->database.prepare("SELECT texts FROM data_text WHERE version = ?1"));
    TIDEWAITER_TRY(const bool row, select.bind(1, version).step());
    if (row) return unpack_text(select.bytes(0), impl_->database.path().string());
  }
  return fail(ErrorCode::not_found, fmt::format("the store keeps no rules and catalogue of version {}", version),
              impl_->database.path().string(), "restore the store from a backup, or screen the shipment again");
}

Result<std::vector<KeptFile>> Store::kept_files(RunId run) const {
  std::vector<KeptFile> files;
  if (impl_->version < 2) return files;
  TIDEWAITER_TRY(Statement select,
                 impl_->database.prepare("SELECT name, bytes, digest FROM kept_file WHERE run = ?1 ORDER BY name"));
  select.bind(1, run);
  while (true) {
    TIDEWAITER_TRY(const bool row, select.step());
    if (!row) return files;
    KeptFile file{std::string(select.text(0)), static_cast<std::uint64_t>(select.integer(1)), {}};
    const auto bytes = select.bytes(2);
    std::ranges::copy(bytes.first(std::min(bytes.size(), file.digest.bytes.size())), file.digest.bytes.begin());
    files.push_back(std::move(file));
  }
}

}  // namespace tidewaiter
