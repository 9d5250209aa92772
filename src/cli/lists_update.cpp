// lists update: fetch, check, compile. What happened to each source goes to standard output, everything else is told.
#include <fmt/format.h>

#include <algorithm>

#include "base/json_writer.h"
#include "cli/commands.h"
#include "cli/interrupt.h"
#include "cli/output.h"
#include "cli/rows.h"
#include "engine/update_lists.h"
#include "report/page.h"
#include "report/text.h"

namespace tidewaiter::cli {
namespace {

std::string number(const std::optional<std::uint64_t>& count) {
  return count ? report::grouped(*count) : std::string("–");
}

std::string page_of(const Context& context, const UpdateResult& result) {
  report::Page page(layout_of_output(!context.common.output.empty()));
  using Align = report::Table::Align;
  report::Table table({{"source"}, {"status"}, {"of"}, {"entries before", Align::right}, {"entries", Align::right}});
  for (const SourceUpdate& source : result.sources) {
    const bool well = source.status == UpdateStatus::updated || source.status == UpdateStatus::unchanged;
    table.add({{source.source.id},
               {std::string(to_string(source.status)), well ? report::Ink::plain : report::Ink::hold},
               {source.day ? source.day->to_string() : std::string("–")},
               {number(source.entries_before)},
               {number(source.entries)}});
  }
  table.print(page);
  for (const SourceUpdate& source : result.sources) {
    if (source.message.empty()) continue;
    page.line();
    page.put(source.source.id, report::Ink::strong).put("  ");
    page.wrapped(4, source.message);
    const bool failed = source.status == UpdateStatus::failed;
    if (failed && source.day) page.wrapped(4, fmt::format("the list of {} stays as it is", source.day->to_string()));
    if (!source.hint.empty()) page.wrapped(4, "hint: " + source.hint);
    if (source.status == UpdateStatus::refused) page.wrapped(4, "if that is right, take it with --accept");
  }
  page.line();
  if (!result.refused.empty()) {
    page.wrapped(0, result.refused + (result.version_before.empty() ? "" : "; the present list stays") +
                        (result.acceptable ? ". If that is right, take it with --accept" : ""));
  } else if (result.version == result.version_before) {
    page.line(fmt::format("the compiled list is as it was: version {}, {} entries", result.version,
                          report::grouped(result.entries)));
  } else {
    page.line(fmt::format("compiled: version {}, {} entries", result.version, report::grouped(result.entries)));
    if (!result.version_before.empty()) {
      page.line(fmt::format("what changed: tidewaiter lists diff {} {}", result.version_before, result.version),
                report::Ink::faint);
    }
  }
  return page.take();
}

Result<std::string> rows_of(const Context& context, const UpdateResult& result) {
  ObjectRows rows(context.common.format,
                  {"source", "publisher", "status", "date", "entries_before", "entries", "message", "version"});
  std::string out;
  for (const SourceUpdate& source : result.sources) {
    std::string object;
    JsonWriter json(object);
    json.begin_object().member("source", source.source.id).member("publisher", source.source.publisher);
    json.member("status", to_string(source.status));
    json.member("date", source.day ? source.day->to_string() : std::string());
    const auto count = [&](JsonKey key, const std::optional<std::uint64_t>& value) {
      json.key(key);
      if (value) {
        json.value(static_cast<std::int64_t>(*value));
      } else {
        json.null();
      }
    };
    count("entries_before", source.entries_before);
    count("entries", source.entries);
    json.member("message", source.hint.empty() ? source.message : source.message + "; hint: " + source.hint);
    json.member("version", result.version).end_object();
    TIDEWAITER_CHECK(rows.add(out, object));
  }
  rows.end(out);
  return out;
}

Result<int> update(const Context& context, const ListsUpdate& command) {
  UpdateOptions options;
  options.accept = command.accept;
  options.only = command.sources;
  options.today = Date::today();
  options.stop = &listen_for_interrupts();
  options.told = [](const std::string& text) { tell("note: " + text); };
  TIDEWAITER_TRY(const UpdateResult result, update_lists(context.settings, options));
  for (const lists::ImportNote& note : result.notes) tell(note.where + ": " + note.message);
  const bool page = context.common.format == Format::table;
  if (!page && !result.refused.empty()) tell(result.refused);
  std::string out;
  if (page) {
    out = page_of(context, result);
  } else {
    TIDEWAITER_TRY(out, rows_of(context, result));
  }
  TIDEWAITER_TRY(Output output, Output::open(context.common.output));
  TIDEWAITER_CHECK(output.finish(out));
  if (result.version.empty() && result.version_before.empty()) return kRefused;
  const bool well = std::ranges::all_of(result.sources, [](const SourceUpdate& source) {
    return source.status == UpdateStatus::updated || source.status == UpdateStatus::unchanged;
  });
  if (!well || !result.refused.empty()) return kFound;
  return std::ranges::any_of(result.notes, &lists::ImportNote::lost) ? kRejects : kDone;
}

}  // namespace

int run_command(const Context& context, const ListsUpdate& command) { return told(update(context, command)); }

}  // namespace tidewaiter::cli
