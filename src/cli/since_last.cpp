#include "cli/since_last.h"

#include <fmt/format.h>

#include "base/json_writer.h"
#include "engine/answers.h"
#include "report/text.h"

namespace tidewaiter::cli {

std::string since_text(const SinceLast& since) {
  if (!since.before) return "new: no finished run of this store has decided on it";
  const char* why = since.rows_changed ? "its rows have changed" : "its rows are the same";
  return fmt::format("{}: was {} in run {}; {}", to_string(since.since), to_string(since.before->disposition),
                     since.before->run, why);
}

Result<void> SinceLastTeller::begin(const Store& store, const Answer& versions) {
  TIDEWAITER_TRY(std::vector<Answer> answers, store.answers());
  for (Answer& answer : answers) {
    std::vector<Answer>& of_one = answers_[answer.shipment_id];
    of_one.push_back(std::move(answer));
  }
  versions_ = versions;
  return {};
}

Result<void> SinceLastTeller::take(const Decision& decision, const SinceLast& since) {
  last_ = since;
  ++by_since_[static_cast<std::size_t>(since.since)];
  if (since.since != Since::unchanged || !since.before) return {};
  newest_ = std::max(newest_, since.before->run);
  ++left_out_[static_cast<std::size_t>(decision.disposition)];
  const auto answers = answers_.find(decision.shipment_id);
  if (answers == answers_.end() || decision.disposition == Disposition::release) return {};
  Answer now = versions_;
  now.decision = hex_of(since.before->digest);
  if (since.before->rows) now.rows = hex_of(*since.before->rows);
  if (states_of(answers->second, now, now).back().in_force) ++answered_;
  return {};
}

void SinceLastTeller::append_header(std::string& out, Format format) {
  if (format != Format::csv) return;
  out.pop_back();
  out += ",since_last,was\n";
}

void SinceLastTeller::append_member(std::string& out, Format format) const {
  const std::string_view was = last_.before ? to_string(last_.before->disposition) : std::string_view{};
  if (format == Format::csv) {
    out.pop_back();
    out += fmt::format(",{},{}\n", to_string(last_.since), was);
    return;
  }
  out.resize(out.rfind('}'));
  JsonWriter json(out);
  json.continue_object().member("since_last", to_string(last_.since)).key("was");
  if (last_.before) {
    json.value(was);
  } else {
    json.null();
  }
  json.end_object();
  if (format == Format::ndjson) out += '\n';
}

std::vector<std::string> SinceLastTeller::texts(const Store& store) const {
  const auto count = [&](Since since) { return by_since_[static_cast<std::size_t>(since)]; };
  std::vector<std::string> texts;
  texts.push_back(fmt::format("Since the last finished run: {} new, {} worse, {} changed",
                              report::grouped(count(Since::fresh)), report::grouped(count(Since::worse)),
                              report::grouped(count(Since::changed))));
  if (count(Since::unchanged) == 0) return texts;
  std::string when;
  if (const auto run = store.run(newest_)) when = fmt::format(" of {}", run->info.started);
  const auto of = [&](Disposition disposition) { return left_out_[static_cast<std::size_t>(disposition)]; };
  texts.push_back(fmt::format(
      "{} left out as unchanged: their rows and what is decided of them are as run {}{} or one before it had them ({} "
      "stop, {} hold, {} review, {} release)",
      report::counted(count(Since::unchanged), "shipment", "shipments"), newest_, when,
      report::grouped(of(Disposition::stop)), report::grouped(of(Disposition::hold)),
      report::grouped(of(Disposition::review)), report::grouped(of(Disposition::release))));
  const std::uint64_t waiting = count(Since::unchanged) - of(Disposition::release);
  if (waiting > 0) {
    texts.push_back(fmt::format("{} of them still {}; {} {} an answer in force", report::grouped(waiting),
                                waiting == 1 ? "waits" : "wait", report::grouped(answered_),
                                answered_ == 1 ? "has" : "have"));
  }
  return texts;
}

}  // namespace tidewaiter::cli
