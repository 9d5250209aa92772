// resolve: what an analyst did with a shipment, kept beside its decision; and the answers so far.
#include <fmt/format.h>

#include <map>

#include "cli/answers.h"
#include "cli/output.h"
#include "cli/rows.h"
#include "cli/screening.h"
#include "report/page.h"
#include "report/text.h"
#include "store/store.h"

namespace tidewaiter::cli {

Result<void> need_store(const Context& context) {
  if (!context.without_store()) return {};
  return fail(ErrorCode::usage, "there is no store: it is set to none", {}, "name one with --store FILE");
}

std::unexpected<Error> no_decision(const Context& context, const Store& store, const std::string& shipment_id) {
  const auto near = store.id_in_other_case(shipment_id);
  return fail(ErrorCode::not_found, fmt::format("no decision on shipment {} is stored", shipment_id),
              context.settings.store.string(),
              near && !near->empty() ? fmt::format("did you mean {}?", *near)
                                     : std::string("screen it first, or name the store with --store"));
}

std::string said(const Answer& answer) {
  return fmt::format("answer {}: {} by {}, {}: {}", answer.number, to_string(answer.resolution), answer.by,
                     answer.created, answer.reason);
}

JsonWriter& append_answer(JsonWriter& json, const Answer& answer) {
  json.member("id", answer.number).member("shipment_id", answer.shipment_id);
  json.member("answer", to_string(answer.resolution)).member("reason", answer.reason).member("by", answer.by);
  return json.member("created", answer.created).member("run", answer.run).member("digest", answer.decision);
}

JsonWriter& append_answer(JsonWriter& json, const AnswerState& state) {
  return append_answer(json, *state.answer).member("in_force", state.in_force).member("state", state.text);
}

namespace {

Result<void> record(const Context& context, const Resolve& command) {
  // Looked for before anything is opened for writing: a wrong path must not leave an empty store behind.
  {
    TIDEWAITER_TRY(const Store reader, Store::open_read_only(context.settings.store));
    TIDEWAITER_TRY(const auto found, reader.latest(command.id));
    if (!found) return no_decision(context, reader, command.id);
  }
  TIDEWAITER_TRY(Store store, Store::open(context.settings.store));
  TIDEWAITER_TRY(const auto latest, store.latest(command.id));
  if (!latest) return no_decision(context, store, command.id);
  TIDEWAITER_TRY(const RunRecord run, store.run(latest->run));
  Answer answer = answer_to(*latest, run);
  const Answer now = answer;
  answer.resolution = command.as;
  answer.reason = command.reason;
  answer.by = command.by;
  answer.created = now_in_utc();
  TIDEWAITER_TRY(answer.number, store.add_answer(answer));
  tell(fmt::format("answer {}: {} {} by {} ({}, {}; run {} of {})", answer.number, command.id,
                   to_string(answer.resolution), answer.by, to_string(latest->disposition),
                   report::in_words(to_string(latest->determination)), run.id, run.info.started));
  const AnswerState state = states_of(std::span(&answer, 1), now, what_stands_now(store, run)).front();
  if (!state.in_force)
    tell(fmt::format("note: the answer is {}; screen again, then answer what comes out", state.text));
  return {};
}

// The states of all answers to one shipment. A decision that was pruned leaves them void. `here`: what stands now for
// the runs that were asked about before; to see it takes as long as to read the whole list.
Result<std::vector<AnswerState>> states_of_one(const Store& store, std::span<const Answer> answers,
                                               std::map<RunId, Answer>& here) {
  TIDEWAITER_TRY(const auto latest, store.latest(answers.front().shipment_id));
  if (!latest) {
    std::vector<AnswerState> states;
    for (const Answer& answer : answers) states.push_back({&answer, false, "void: its decision was pruned"});
    return states;
  }
  TIDEWAITER_TRY(const RunRecord run, store.run(latest->run));
  auto known = here.find(run.id);
  if (known == here.end()) known = here.emplace(run.id, what_stands_now(store, run)).first;
  return states_of(answers, answer_to(*latest, run), known->second);
}

Result<void> list(const Context& context, const Resolve& command) {
  TIDEWAITER_TRY(const Store store, Store::open_read_only(context.settings.store));
  TIDEWAITER_TRY(const std::vector<Answer> answers,
                 command.id.empty() ? store.answers() : store.answers(std::string_view(command.id)));
  std::map<std::string, std::vector<Answer>> by_shipment;
  for (const Answer& answer : answers) by_shipment[answer.shipment_id].push_back(answer);
  TIDEWAITER_TRY(Output output, Output::open(context.common.output));
  std::string out;
  report::Page page(layout_of_output(!context.common.output.empty()));
  if (answers.empty()) page.line("no answers");
  ObjectRows rows(context.common.format,
                  {"id", "shipment_id", "answer", "reason", "by", "created", "run", "digest", "in_force", "state"});
  std::map<RunId, Answer> here;
  for (const auto& [shipment, of_one] : by_shipment) {
    TIDEWAITER_TRY(const std::vector<AnswerState> states, states_of_one(store, of_one, here));
    if (context.common.format == Format::table) page.line(shipment, report::Ink::strong);
    for (const AnswerState& state : states) {
      if (context.common.format == Format::table) {
        page.wrapped(2, said(*state.answer));
        page.wrapped(4, state.text, state.in_force ? report::Ink::strong : report::Ink::faint);
        continue;
      }
      std::string object;
      JsonWriter json(object);
      append_answer(json.begin_object(), state).end_object();
      TIDEWAITER_CHECK(rows.add(out, object));
    }
  }
  if (context.common.format == Format::table) {
    out = page.take();
  } else {
    rows.end(out);
  }
  return output.finish(out);
}

Result<void> resolve(const Context& context, const Resolve& command) {
  TIDEWAITER_CHECK(need_store(context));
  return command.list ? list(context, command) : record(context, command);
}

}  // namespace

int run_command(const Context& context, const Resolve& command) { return status_of(resolve(context, command)); }

}  // namespace tidewaiter::cli
