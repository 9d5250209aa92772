// screen: what its options leave open or contradict, told before anything is read.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "cli/inputs.h"
#include "cli/screening.h"

namespace tidewaiter::cli {
namespace {

// A result must not replace what it was made from, nor another result.
Result<void> refuse_to_overwrite(const Context& context, const Screen& command) {
  std::vector<std::string> inputs = command.shipments;
  inputs.insert(inputs.end(), command.parties.begin(), command.parties.end());
  inputs.insert(inputs.end(), command.maps.begin(), command.maps.end());
  for (const std::string& file :
       {command.ownership, command.licences, command.prices, command.rates, context.settings.lists.string()}) {
    inputs.push_back(file);
  }
  for (const std::string& output : {context.common.output, command.rejects, command.missing, command.questions}) {
    TIDEWAITER_CHECK(refuse_same_file(output, inputs));
  }
  return refuse_one_file_for_two(
      {{"--output", context.common.output},
       {"--rejects", command.rejects},
       {"--missing", command.missing},
       {"--questions", command.questions},
       {"--store", context.without_store() ? std::string{} : context.settings.store.string()}});
}

// Standard input comes once.
Result<void> refuse_shared_stream(const Screen& command) {
  std::vector<std::string_view> readers;
  const auto add = [&](const std::string& file, std::string_view reader) {
    if (file == "-") readers.push_back(reader);
  };
  for (const std::string& file : command.shipments) add(file, "SHIPMENTS");
  for (const std::string& file : command.parties) add(file, "--parties");
  add(command.ownership, "--ownership");
  add(command.licences, "--licences");
  add(command.prices, "--prices");
  add(command.rates, "--rates");
  if (std::ranges::find(command.maps, "-") != command.maps.end()) {
    return fail(ErrorCode::usage, "a column map is no stream", "--map", "name its file, or a preset");
  }
  if (readers.size() > 1) {
    return fail(ErrorCode::usage, fmt::format("{} cannot all come from standard input", fmt::join(readers, " and ")),
                "-", "name a file for all but one of them");
  }
  if (readers.empty() || (!command.against && command.changed_since.empty())) return {};
  return fail(ErrorCode::usage,
              fmt::format("{} reads its input twice, and standard input comes once",
                          command.against ? "--against" : "--changed-since"),
              "-", "write it into a file first, and name that");
}

Result<void> refuse_for_budget(const Context& context, const Screen& command, const Budget& budget) {
  if (command.against) {
    return fail(ErrorCode::usage, "--budget does not go with --against", {}, "run one without the other");
  }
  if (!budget.most && context.common.format == Format::html) {
    return fail(ErrorCode::usage, "a budget in per cent has no HTML report", {},
                "name a number of decisions, or take table, ndjson, json or csv");
  }
  if (context.common.format == Format::sarif) {
    return fail(ErrorCode::usage,
                "--budget does not go with --format sarif, whose results are findings and not decisions", {},
                "take ndjson, or run it without --budget");
  }
  return {};
}

}  // namespace

Result<void> check_options(const Context& context, const Screen& command) {
  TIDEWAITER_CHECK(refuse_to_overwrite(context, command));
  if (command.against && !(command.questions.empty() && command.missing.empty())) {
    return fail(
        ErrorCode::usage,
        fmt::format("--against and {} do not go together", command.missing.empty() ? "--questions" : "--missing"), {},
        "--against prints what another day would change and nothing else; run the other without it");
  }
  if (command.since_last && context.without_store()) {
    return fail(ErrorCode::usage, "--since-last needs a store to know what was decided before", {},
                "name one with --store FILE");
  }
  if (command.since_last && command.against) {
    return fail(ErrorCode::usage, "--since-last does not go with --against", {}, "run one without the other");
  }
  if (command.budget) TIDEWAITER_CHECK(refuse_for_budget(context, command, *command.budget));
  TIDEWAITER_CHECK(refuse_twice(command.shipments));
  TIDEWAITER_CHECK(refuse_shared_stream(command));
  const Format format = context.common.format;
  const bool for_decisions = format == Format::html || format == Format::sarif || format == Format::parquet;
  if (command.against && for_decisions) {
    return fail(ErrorCode::usage, "--against comes in no such form", "--format", "take table, ndjson, json or csv");
  }
  if (!command.changed_since.empty() && (command.against || command.since_last || command.budget || for_decisions ||
                                         !command.missing.empty() || !command.questions.empty())) {
    return fail(ErrorCode::usage,
                "--changed-since does not go with --against, --questions, --since-last, --budget, --missing or a form "
                "other than table, ndjson, json and csv",
                {}, "it prints what the changes of the lists touch and nothing else; run the other without it");
  }
  return {};
}

}  // namespace tidewaiter::cli
