#include <fmt/format.h>

#include "store/impl.h"

namespace tidewaiter {

using store::Statement;

Result<StoreCheck> Store::check() const {
  StoreCheck result;
  {
    TIDEWAITER_TRY(Statement integrity, impl_->database.prepare("PRAGMA integrity_check"));
    while (true) {
      TIDEWAITER_TRY(const bool row, integrity.step());
      if (!row) break;
      if (integrity.text(0) != "ok") result.problems.emplace_back(integrity.text(0));
    }
  }
  const auto count = [&](const char* sql) -> Result<std::uint64_t> {
    TIDEWAITER_TRY(const std::int64_t number, impl_->database.integer(sql));
    return static_cast<std::uint64_t>(number);
  };
  TIDEWAITER_TRY(result.runs, count("SELECT count(*) FROM run"));
  TIDEWAITER_TRY(result.decisions, count("SELECT count(*) FROM decision"));
  TIDEWAITER_TRY(result.bodies, count("SELECT count(*) FROM body"));
  TIDEWAITER_TRY(const std::uint64_t strays,
                 count("SELECT count(*) FROM decision WHERE run NOT IN (SELECT id FROM run)"));
  if (strays > 0) result.problems.push_back(fmt::format("{} decisions belong to no run", strays));

  TIDEWAITER_TRY(Statement select,
                 impl_->database.prepare("SELECT run, shipment_id, codes, digest, body, json FROM decision"
                                         " LEFT JOIN body ON body.id = decision.body"
                                         " WHERE decision.body IS NOT NULL OR codes & 3 != 0"));
  std::uint64_t bodies_used = 0;
  while (true) {
    TIDEWAITER_TRY(const bool row, select.step());
    if (!row) break;
    const std::string name = fmt::format("decision on {} in run {}", select.text(1), select.integer(0));
    if (select.is_null(5)) {
      result.problems.push_back(name + ": its text is missing");
      continue;
    }
    ++bodies_used;
    const Result<std::string> json = unpack(select.bytes(5), name);
    if (!json) {
      result.problems.push_back(name + ": its text cannot be unpacked");
    } else if (front_of(digest_of(*json)) != front_of(select.bytes(3))) {
      result.problems.push_back(name + ": its text does not agree with its digest");
    } else if (const auto whole = decision_from_json(*json, name); !whole) {
      result.problems.push_back(name + ": its text cannot be read");
    } else {
      StoredDecision outcome;
      decode_codes(select.integer(2), outcome);
      if (outcome.disposition != whole->decision.disposition ||
          outcome.determination != whole->decision.determination) {
        result.problems.push_back(fmt::format("{}: the outcome beside its text is another ({}, not {})", name,
                                              to_string(outcome.disposition), to_string(whole->decision.disposition)));
      }
    }
  }
  if (bodies_used != result.bodies) {
    result.problems.push_back(fmt::format("{} texts belong to no decision", result.bodies - bodies_used));
  }
  if (impl_->version >= 2) TIDEWAITER_CHECK(impl_->check_answers(result));
  return result;
}

Result<void> Store::Impl::check_answers(StoreCheck& result) const {
  TIDEWAITER_TRY(Statement select,
                 database.prepare("SELECT number, answer.shipment_id, answer.run, answer.decision, pruned,"
                                  " lower(hex(digest)), run.id FROM answer LEFT JOIN run ON run.id = answer.run"
                                  " LEFT JOIN decision ON decision.run = answer.run AND"
                                  " decision.shipment_id = answer.shipment_id ORDER BY number"));
  while (true) {
    TIDEWAITER_TRY(const bool row, select.step());
    if (!row) break;
    const std::string name = fmt::format("answer {} to {}", select.integer(0), select.text(1));
    if (select.is_null(6)) {
      result.problems.push_back(fmt::format("{}: there is no run {}", name, select.integer(2)));
    } else if (select.is_null(4) && select.text(3) != select.text(5)) {
      result.problems.push_back(
          fmt::format("{}: the decision of run {} is not the one that it names", name, select.integer(2)));
    }
  }
  TIDEWAITER_TRY(Statement texts,
                 database.prepare("SELECT DISTINCT data_version FROM run WHERE pruned IS NULL AND data_version != ''"
                                  " AND data_version NOT IN (SELECT version FROM data_text)"));
  while (true) {
    TIDEWAITER_TRY(const bool row, texts.step());
    if (!row) return {};
    result.problems.push_back(fmt::format("the rules and catalogue of version {} are not kept", texts.text(0)));
  }
}

}  // namespace tidewaiter
