// exceptions add, list, remove: "this party is not that entry", with who says so, why and until when.
#include "engine/exceptions.h"

#include <fmt/format.h>

#include <charconv>
#include <cmath>

#include "base/json_writer.h"
#include "cli/answers.h"
#include "cli/commands.h"
#include "cli/output.h"
#include "cli/rows.h"
#include "cli/screening.h"
#include "engine/list_book.h"
#include "engine/snapshot.h"
#include "report/page.h"
#include "store/store.h"

namespace tidewaiter::cli {

JsonWriter& append_exception(JsonWriter& json, const ListException& exception) {
  json.member("id", exception.number).member("party", exception.party_name);
  json.member("country", exception.party.country.code()).member("entry_id", exception.entry_id);
  json.member("list", exception.list).member("entry", exception.entry_name).member("by", exception.by);
  json.member("reason", exception.reason).member("created", exception.created);
  return json.member("until", exception.until ? exception.until->to_string() : std::string{});
}

namespace {

Result<void> add(const Context& context, const AddException& command) {
  TIDEWAITER_TRY(const RuleTexts texts, rule_texts({}));
  TIDEWAITER_TRY(const Places places, Places::load(texts.places));
  TIDEWAITER_TRY(const ListBook book, ListBook::open(context.settings.lists));
  const Country country = places.find(command.country);
  if (!command.country.empty() && !country.known()) {
    const std::string near = places.suggest(command.country);
    return fail(ErrorCode::bad_value, fmt::format("\"{}\" is no country that is known here", command.country),
                "--country", near.empty() ? "give an ISO code" : "did you mean " + near + "?");
  }
  TIDEWAITER_TRY(ListException exception, make_exception(book, command.party, country, command.entry));
  exception.by = command.by;
  exception.reason = command.reason;
  exception.until = command.until;
  exception.created = now_in_utc();
  if (command.until && *command.until < Date::today()) {
    return fail(ErrorCode::bad_value,
                fmt::format("--until {} is past: the exception would never hold", command.until->to_string()), {},
                "name a day to come, or leave --until out");
  }
  TIDEWAITER_CHECK(need_store(context));
  TIDEWAITER_TRY(Store store, Store::open(context.settings.store));
  TIDEWAITER_TRY(const std::vector<ListException> known, store.exceptions());
  for (const ListException& other : known) {
    const bool same = other.party == exception.party && other.entry_id == exception.entry_id &&
                      other.party_digest == exception.party_digest && other.entry_digest == exception.entry_digest;
    if (!same || other.removal || (other.until && *other.until < Date::today())) continue;
    return fail(ErrorCode::bad_value,
                fmt::format("exception {} by {} says so already{}", other.number, other.by,
                            other.until ? ", until " + other.until->to_string() : std::string{}),
                {}, fmt::format("to replace it, end it first: tidewaiter exceptions remove {}", other.number));
  }
  TIDEWAITER_TRY(const std::int64_t number, store.add_exception(exception));
  tell(fmt::format("exception {}: {} is not {} ({}, {})", number, command.party, exception.entry_id, exception.list,
                   exception.entry_name));
  if (const auto score = likeness(book, command.party, exception.entry_id);
      score && *score < std::lround(context.settings.threshold * kFullScore)) {
    tell(fmt::format(
        "its name is not like the entry's, so by its name it is no hit: score {:.4f}, threshold {:.2f}; was "
        "another entry meant? tidewaiter exceptions remove {} ends it",
        static_cast<double>(*score) / kFullScore, context.settings.threshold, number));
  }
  return {};
}

Result<void> remove(const Context& context, const RemoveException& command) {
  std::int64_t number = 0;
  const char* end = command.id.data() + command.id.size();
  if (const auto read = std::from_chars(command.id.data(), end, number); read.ptr != end || read.ec != std::errc{}) {
    return fail(ErrorCode::usage, fmt::format("\"{}\" is no number of an exception", command.id), {},
                "tidewaiter exceptions list shows them");
  }
  TIDEWAITER_CHECK(need_store(context));
  // looked at before anything is opened for writing: a wrong path must not leave an empty store behind
  TIDEWAITER_CHECK(Store::open_read_only(context.settings.store));
  TIDEWAITER_TRY(Store store, Store::open(context.settings.store));
  TIDEWAITER_CHECK(store.remove_exception(number, {command.by, command.reason, now_in_utc()}));
  tell(fmt::format("exception {} ended", number));
  return {};
}

// An exception's state as far as the lists tell; whether the party has changed only a screening can see.
std::string state_of(const ListException& exception, const std::optional<ListBook>& book, Date today) {
  if (exception.removal) return fmt::format("removed by {}: {}", exception.removal->by, exception.removal->reason);
  if (exception.until && *exception.until < today) return "expired";
  if (!book) return "no lists to look at";
  const auto entry = find_entry(*book, exception.entry_id);
  if (!entry) return "void: the entry is no longer on the lists";
  return entry_digest(*entry) == exception.entry_digest ? "in force" : "void: the list entry has changed";
}

Result<void> list(const Context& context) {
  TIDEWAITER_CHECK(need_store(context));
  TIDEWAITER_TRY(const Store store, Store::open_read_only(context.settings.store));
  TIDEWAITER_TRY(const std::vector<ListException> exceptions, store.exceptions());
  std::optional<ListBook> book;
  if (context.settings.lists != "none") {
    TIDEWAITER_TRY(book, ListBook::open(context.settings.lists));
  }
  TIDEWAITER_TRY(Output output, Output::open(context.common.output));
  std::string out;
  report::Page page(layout_of_output(!context.common.output.empty()));
  if (exceptions.empty()) page.line("no exceptions");
  ObjectRows rows(context.common.format,
                  {"id", "party", "country", "entry_id", "list", "entry", "by", "reason", "created", "until", "state"});
  for (const ListException& exception : exceptions) {
    const std::string state = state_of(exception, book, Date::today());
    const std::string until = exception.until ? exception.until->to_string() : std::string{};
    if (context.common.format == Format::table) {
      page.put(fmt::format("{:>4}  {}", exception.number, exception.party_name), report::Ink::strong);
      page.put(exception.party.country.known() ? fmt::format(" of {}", exception.party.country.code())
                                               : std::string(" of no known country"));
      page.put(fmt::format(" is not {} ({})", exception.entry_name, exception.entry_id)).end_line();
      page.wrapped(6, fmt::format("{}, {}{}: {}", exception.by, exception.created,
                                  until.empty() ? std::string{} : ", until " + until, exception.reason));
      page.wrapped(6, state, report::Ink::faint);
    } else {
      std::string object;
      JsonWriter json(object);
      append_exception(json.begin_object(), exception).member("state", state).end_object();
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

}  // namespace

int run_command(const Context& context, const AddException& command) { return status_of(add(context, command)); }
int run_command(const Context& context, const RemoveException& command) { return status_of(remove(context, command)); }
int run_command(const Context& context, const ListExceptions&) { return status_of(list(context)); }

}  // namespace tidewaiter::cli
