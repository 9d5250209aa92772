#include <fmt/format.h>

#include <filesystem>

#include "base/json_writer.h"
#include "cli/commands.h"
#include "cli/interrupt.h"
#include "cli/output.h"
#include "cli/rows.h"
#include "engine/compile_lists.h"
#include "engine/earlier_lists.h"
#include "lists/forms.h"
#include "lists/status.h"
#include "report/page.h"
#include "report/text.h"

namespace tidewaiter::cli {
namespace {

std::string entries_and_aliases(std::uint64_t entries, std::uint64_t aliases) {
  return report::counted(entries, "entry", "entries") + ", " + report::counted(aliases, "alias", "aliases");
}

// How many rows of the files are in no entry.
Result<std::size_t> import_into(const Context& context, const ImportLists& command) {
  TIDEWAITER_CHECK(refuse_same_file(command.output, command.files));
  const std::vector<std::filesystem::path> files(command.files.begin(), command.files.end());
  TIDEWAITER_TRY(const CompiledLists compiled,
                 compile_lists(files, command.date, command.list, {}, context.common.encoding));
  const lists::ImportResult& imported = compiled.imported;
  std::size_t lost = 0;
  for (const lists::ImportNote& note : imported.notes) {
    lost += note.lost ? 1 : 0;
    tell(note.where + ": " + note.message);
  }
  std::filesystem::path path = command.output.empty() ? context.settings.lists : std::filesystem::path(command.output);
  if (path == "none") {
    return fail(ErrorCode::usage, "the settings say that there are no lists", context.settings.file,
                "name a file with -o");
  }
  if (path.has_parent_path()) {
    std::error_code error;
    std::filesystem::create_directories(path.parent_path(), error);
    if (error) {
      return fail(ErrorCode::file_unwritable, "the folder of the list cannot be made: " + error.message(),
                  path.parent_path().string(), "name another place with -o FILE");
    }
  }
  (void)listen_for_interrupts();  // from here on it is a moment's work, and done whole
  TIDEWAITER_CHECK(replace_lists(path, compiled.bytes));
  std::uint64_t aliases = 0;
  std::uint64_t derived = 0;
  for (const ListEntry& entry : imported.entries) {
    aliases += entry.aliases.size();
    derived += entry.short_names.size() + entry.acronyms.size();
  }
  tell(fmt::format(
      "{}: {}{}{}", path.string(), entries_and_aliases(imported.entries.size(), aliases),
      derived > 0 ? fmt::format(", {} from acronyms in brackets", report::counted(derived, "more name", "more names"))
                  : std::string{},
      lost > 0 ? fmt::format("; {} could not be read, see above", report::counted(lost, "row", "rows"))
               : std::string{}));
  return lost;
}

std::string status_page(const Context& context, const ListBook& book, const lists::ListStatus& status, Date day) {
  report::Page page(layout_of_output(!context.common.output.empty()));
  page.line(fmt::format("{}  version {}", context.settings.lists.string(), book.version()), report::Ink::strong);
  for (const ListSource& source : status.sources) {
    page.wrapped(2, fmt::format("{} ({}), {}; {}{}", source.file, source.form,
                                source.date ? "of " + source.date->to_string() : std::string("of no known date"),
                                entries_and_aliases(source.entries, source.aliases),
                                lists::tried_on_real_files(source.form) ? "" : "; a form untested on real files"));
  }
  const bool later = status.oldest && *status.oldest > day;
  page.line(
      later ? fmt::format("  of {}, which is later than {}: it tells what was known then only as far as its dates do",
                          status.oldest->to_string(), day.to_string())
      : status.age_days
          ? fmt::format("  {} old on {}", report::counted(static_cast<std::uint64_t>(*status.age_days), "day", "days"),
                        day.to_string())
          : std::string("  of unknown age"));
  if (status.derived_names > 0) {
    page.line(fmt::format("  {} more name{} from acronyms in brackets", report::grouped(status.derived_names),
                          status.derived_names == 1 ? "" : "s"));
  }
  page.line();
  using Align = report::Table::Align;
  report::Table table({{"list"},
                       {"entries", Align::right},
                       {"aliases", Align::right},
                       {"in force", Align::right},
                       {"no first day", Align::right}});
  for (const lists::ListCount& count : status.lists) {
    table.add({{count.list},
               {report::grouped(count.entries)},
               {report::grouped(count.aliases)},
               {report::grouped(count.in_force)},
               {report::grouped(count.undated)}});
  }
  table.add({{"all"}, {report::grouped(status.entries)}, {report::grouped(status.aliases)}, {""}, {""}});
  table.print(page, 2);
  return page.take();
}

std::string status_json(const Context& context, const ListBook& book, const lists::ListStatus& status, Date day) {
  std::string out;
  JsonWriter json(out);
  json.begin_object().member("file", context.settings.lists.string()).member("version", book.version());
  json.member("as_of", day.to_string()).key("age_days");
  if (status.age_days) {
    json.value(std::int64_t{*status.age_days});
  } else {
    json.null();
  }
  json.member("later", status.oldest && *status.oldest > day);
  json.member("entries", status.entries).member("aliases", status.aliases);
  json.member("derived_names", status.derived_names).key("sources").begin_array();
  for (const ListSource& source : status.sources) {
    json.begin_object().member("file", source.file).member("form", source.form).member("publisher", source.publisher);
    json.member("date", source.date ? source.date->to_string() : std::string{}).member("digest", source.digest);
    json.member("entries", source.entries).member("aliases", source.aliases);
    json.member("untested", !lists::tried_on_real_files(source.form)).end_object();
  }
  json.end_array().key("lists").begin_array();
  for (const lists::ListCount& count : status.lists) {
    json.begin_object().member("list", count.list).member("entries", count.entries).member("aliases", count.aliases);
    json.member("in_force", count.in_force).member("undated", count.undated).end_object();
  }
  json.end_array().end_object();
  out += '\n';
  return out;
}

// One row a list.
Result<std::string> status_csv(const Context& context, const ListBook& book, const lists::ListStatus& status,
                               Date day) {
  ObjectRows rows(Format::csv,
                  {"file", "version", "as_of", "age_days", "list", "entries", "aliases", "in_force", "undated"});
  std::string out;
  for (const lists::ListCount& count : status.lists) {
    std::string object;
    JsonWriter json(object);
    json.begin_object().member("file", context.settings.lists.string()).member("version", book.version());
    json.member("as_of", day.to_string());
    if (status.age_days) json.member("age_days", *status.age_days);
    json.member("list", count.list).member("entries", count.entries).member("aliases", count.aliases);
    json.member("in_force", count.in_force).member("undated", count.undated).end_object();
    TIDEWAITER_CHECK(rows.add(out, object));
  }
  rows.end(out);
  return out;
}

Result<void> show_status(const Context& context) {
  if (context.settings.lists == "none") {
    return fail(ErrorCode::usage, "there is no list to show: lists are set to none", context.settings.file,
                "name one with --lists FILE");
  }
  TIDEWAITER_TRY(const ListBook book, ListBook::open(context.settings.lists));
  const Date day = context.common.as_of.value_or(Date::today());
  TIDEWAITER_TRY(Output output, Output::open(context.common.output));
  const lists::ListStatus status = lists::status_of(book.entries(), day);
  if (context.common.format == Format::csv) {
    TIDEWAITER_TRY(const std::string rows, status_csv(context, book, status, day));
    return output.finish(rows);
  }
  return output.finish(context.common.format == Format::table ? status_page(context, book, status, day)
                                                              : status_json(context, book, status, day));
}

}  // namespace

int run_command(const Context& context, const ImportLists& command) {
  const auto lost = import_into(context, command);
  if (lost) return *lost > 0 ? kRejects : kDone;
  tell(lost.error());
  return kRefused;
}
int run_command(const Context& context, const ListsStatus&) { return status_of(show_status(context)); }

}  // namespace tidewaiter::cli
