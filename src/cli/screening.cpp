#include "cli/screening.h"

#include <fmt/chrono.h>

#include <chrono>
#include <optional>
#include <utility>

#include "cli/interrupt.h"

namespace tidewaiter::cli {

std::string now_in_utc() { return fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(std::chrono::system_clock::now())); }

Result<Snapshot> open_snapshot(const Context& context, const Screen& command) {
  TIDEWAITER_TRY(Snapshot snapshot, load_snapshot(context.settings, {.lists = context.settings.lists.string(),
                                                                     .rules = context.settings.rules.string(),
                                                                     .prices = command.prices,
                                                                     .rates = command.rates,
                                                                     .encoding = context.common.encoding}));
  snapshot.as_of = context.common.as_of;
  snapshot.started = now_in_utc();
  return snapshot;
}

RunOptions run_options(const Context& context, const Screen& command) {
  RunOptions options;
  options.shipments.assign(command.shipments.begin(), command.shipments.end());
  options.parties.assign(command.parties.begin(), command.parties.end());
  options.ownership = command.ownership;
  options.licences = command.licences;
  options.maps.assign(command.maps.begin(), command.maps.end());
  options.sheet = command.sheet;
  options.encoding = context.common.encoding;
  options.threads = command.threads;
  options.batch_rows = command.batch;
  return options;
}

Result<Snapshot> open_question(const Context& context, const Screen& command) {
  TIDEWAITER_TRY(Snapshot snapshot, open_snapshot(context, command));
  snapshot.strict_text = command.strict_text;
  if (context.without_store()) return snapshot;
  const auto store = Store::open_read_only(context.settings.store);
  if (!store && store.error().code == ErrorCode::file_not_found) return snapshot;
  if (!store) return std::unexpected(store.error());
  TIDEWAITER_TRY(std::vector<ListException> exceptions, store->exceptions());
  snapshot.exceptions = ExceptionBook(std::move(exceptions));
  return snapshot;
}

RunOptions question_options(const Context& context, const Screen& command) {
  RunOptions options = run_options(context, command);
  options.rejects = command.rejects;
  options.without_rejects = command.rejects.empty();  // beside the input only where it was asked for
  return options;
}

Result<RunResult> run_question(const Snapshot& snapshot, const RunOptions& options, const RunHooks& hooks) {
  std::optional<Store> no_store;
  RunHooks stoppable = hooks;
  stoppable.interrupted = &listen_for_interrupts();
  return run(snapshot, options, [] { return Result<void>{}; }, no_store, stoppable);
}

report::RowFormat row_format(Format format) {
  return format == Format::csv    ? report::RowFormat::csv
         : format == Format::json ? report::RowFormat::json
                                  : report::RowFormat::ndjson;
}

}  // namespace tidewaiter::cli
