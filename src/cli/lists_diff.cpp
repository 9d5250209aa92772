// lists diff: what became of the entries from one list to another, in words or as rows.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

#include "base/json_writer.h"
#include "cli/commands.h"
#include "cli/output.h"
#include "cli/rows.h"
#include "engine/compile_lists.h"
#include "engine/earlier_lists.h"
#include "engine/list_book.h"
#include "lists/diff.h"
#include "report/page.h"
#include "report/text.h"

namespace tidewaiter::cli {
namespace {

struct Side {
  std::string named;  // for the first line
  std::vector<ListEntry> entries;
};

// A compiled list is opened, any other file read as an official one.
Result<Side> open_side(const Context& context, const std::string& word) {
  TIDEWAITER_TRY(const std::filesystem::path file, find_lists(context.settings.lists, word));
  const auto compiled = SectionFile::open(file);
  if (compiled) {
    TIDEWAITER_TRY(const ListBook book, ListBook::open(file));
    const bool named = book.version().starts_with(word);  // by its version itself
    return Side{named ? "version " + book.version() : fmt::format("{} (version {})", word, book.version()),
                lists::entries_of(book.entries())};
  }
  TIDEWAITER_TRY(CompiledLists read, compile_lists(std::vector{file}));
  for (const lists::ImportNote& note : read.imported.notes) tell(note.where + ": " + note.message);
  return Side{word, std::move(read.imported.entries)};
}

std::string quoted(const std::vector<std::string>& values) {
  if (values.empty()) return "nothing";
  std::string text;
  for (const std::string& value : values) text += fmt::format("{}\"{}\"", text.empty() ? "" : ", ", value);
  return text;
}

std::vector<std::string> without(const std::vector<std::string>& values, const std::vector<std::string>& others) {
  std::vector<std::string> left;
  std::ranges::set_difference(values, others, std::back_inserter(left));
  return left;
}

// Of several values only those that came and went are told.
std::string in_words(const lists::FieldChange& change) {
  if (change.before.size() <= 1 && change.after.size() <= 1) {
    return fmt::format("{}: {} → {}", change.field, quoted(change.before), quoted(change.after));
  }
  const auto gone = without(change.before, change.after);
  const auto come = without(change.after, change.before);
  std::string text = change.field + ":";
  if (!come.empty()) text += fmt::format(" new {}", quoted(come));
  if (!gone.empty()) text += fmt::format("{} gone {}", come.empty() ? "" : ";", quoted(gone));
  return come.empty() && gone.empty() ? text + " another count of the same" : text;
}

using Counts = std::map<std::string, std::array<std::uint64_t, 4>>;  // by list, then ChangeKind

void put_counts(report::Page& page, const Counts& counts) {
  using Align = report::Table::Align;
  report::Table table({{"list"},
                       {"added", Align::right},
                       {"removed", Align::right},
                       {"ended", Align::right},
                       {"changed", Align::right}});
  for (const auto& [list, of] : counts) {
    table.add({{list},
               {report::grouped(of[0])},
               {report::grouped(of[1])},
               {report::grouped(of[2])},
               {report::grouped(of[3])}});
  }
  table.print(page, 2);
}

std::string page_of(const Context& context, const Side& before, const Side& after,
                    const std::vector<lists::EntryChange>& changes, const Counts& counts) {
  report::Page page(layout_of_output(!context.common.output.empty()));
  page.wrapped(0, fmt::format("From {} to {}", before.named, after.named), report::Ink::strong);
  page.line(fmt::format("  {} → {}", report::counted(before.entries.size(), "entry", "entries"),
                        report::counted(after.entries.size(), "entry", "entries")));
  if (changes.empty()) {
    page.line("  no entry was added, removed or changed");
    return page.take();
  }
  page.line();
  put_counts(page, counts);
  page.line();
  for (const lists::EntryChange& change : changes) {
    page.put(fmt::format("{:<8} ", lists::to_string(change.kind))).put(change.name, report::Ink::strong);
    page.put(fmt::format("  {}", change.id), report::Ink::faint).end_line();
    for (const lists::FieldChange& field : change.fields) page.wrapped(4, in_words(field));
  }
  return page.take();
}

// One row an added, removed or ended entry and one a changed field.
Result<std::string> rows_of(const Context& context, const std::vector<lists::EntryChange>& changes) {
  ObjectRows rows(context.common.format, {"change", "list", "entry_id", "name", "field", "before", "after"});
  std::string out;
  const auto add = [&](const lists::EntryChange& change, const lists::FieldChange& field) {
    std::string object;
    JsonWriter json(object);
    json.begin_object().member("change", lists::to_string(change.kind)).member("list", change.list);
    json.member("entry_id", change.id).member("name", change.name).member("field", field.field);
    json.member("before", field.before).member("after", field.after).end_object();
    return rows.add(out, object);
  };
  for (const lists::EntryChange& change : changes) {
    if (change.fields.empty()) TIDEWAITER_CHECK(add(change, {}));
    for (const lists::FieldChange& field : change.fields) TIDEWAITER_CHECK(add(change, field));
  }
  rows.end(out);
  return out;
}

Result<void> diff(const Context& context, const ListsDiff& command) {
  TIDEWAITER_TRY(const Side before, open_side(context, command.before));
  TIDEWAITER_TRY(const Side after, open_side(context, command.after));
  const std::vector<lists::EntryChange> changes = lists::diff(before.entries, after.entries);
  Counts counts;
  for (const lists::EntryChange& change : changes) ++counts[change.list].at(static_cast<std::size_t>(change.kind));
  TIDEWAITER_TRY(Output output, Output::open(context.common.output));
  if (context.common.format == Format::table) {
    return output.finish(page_of(context, before, after, changes, counts));
  }
  TIDEWAITER_TRY(const std::string rows, rows_of(context, changes));
  return output.finish(rows);
}

}  // namespace

int run_command(const Context& context, const ListsDiff& command) { return status_of(diff(context, command)); }

}  // namespace tidewaiter::cli
