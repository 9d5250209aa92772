// Commands about shipments and what was decided of them.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <memory>

#include "cli/parser.h"
#include "ingest/presets.h"

namespace tidewaiter::cli {
namespace {

// Of `screen`: a page that needs nothing else, and forms for other programs, too.
const std::vector<Word<Format>> kReports{
    {"table", Format::table}, {"ndjson", Format::ndjson}, {"json", Format::json},      {"csv", Format::csv},
    {"html", Format::html},   {"sarif", Format::sarif},   {"parquet", Format::parquet}};
const std::vector<Word<std::optional<Disposition>>> kFailOn{
    {"review", Disposition::review}, {"hold", Disposition::hold}, {"stop", Disposition::stop}, {"never", std::nullopt}};
const std::vector<Word<std::optional<ingest::DateOrder>>> kDateOrders{{"dmy", ingest::DateOrder::day_first},
                                                                      {"mdy", ingest::DateOrder::month_first}};

const std::vector<Word<Resolution>> kResolutions{
    {"cleared", Resolution::cleared}, {"refused", Resolution::refused}, {"escalated", Resolution::escalated}};
const std::vector<Word<ExportStore::What>> kExports{{"decisions", ExportStore::What::decisions},
                                                    {"answers", ExportStore::What::answers},
                                                    {"exceptions", ExportStore::What::exceptions},
                                                    {"runs", ExportStore::What::runs}};
const std::vector<Word<Format>> kExportForms{
    {"ndjson", Format::ndjson}, {"json", Format::json}, {"csv", Format::csv}, {"parquet", Format::parquet}};

}  // namespace

void Parser::screen() {
  auto [app, target] = command<Screen>(&app_, "screen", "Screen shipments: one decision a shipment, with its evidence");
  app->add_option("SHIPMENTS", target->shipments,
                  "files of shipment lines (CSV, .xlsx, Parquet, NDJSON, JSON, also packed with gzip or zstd) or "
                  "patterns of them; \"-\" is standard input")
      ->type_name("FILE")
      ->required();
  app->add_option("--parties", target->parties,
                  "party table, of the same kinds; a second one fills what the first left empty")
      ->type_name("FILE")
      ->expected(1)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  app->add_option("--missing", target->missing, "write a worksheet of what would settle decisions, for --parties")
      ->type_name("FILE");
  app->add_option("--questions", target->questions,
                  "write a questionnaire: what an analyst must ask of each shipment, since no column shows it")
      ->type_name("FILE");
  app->add_option("--ownership", target->ownership, "ownership table: owner, owned, share_percent, from, to")
      ->type_name("FILE");
  app->add_option("--licences", target->licences,
                  "licence register: number, kind, holder, consignee, item, quantity, value, from, to")
      ->type_name("FILE");
  app->add_option("--prices", target->prices,
                  "your prices: item, date, place, low, mid, high, currency, source, confidence, grey")
      ->type_name("FILE");
  app->add_option("--rates", target->rates, "your exchange rates: currency, date, usd (for one unit)")
      ->type_name("FILE");
  app->add_option(
         "--map", target->maps,
         "your column names for ours: a table with columns column,field, or a preset; with both, the table wins")
      ->type_name("FILE|" + fmt::format("{}", fmt::join(ingest::preset_names(), "|")))
      ->expected(1)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  app->add_option("--sheet", target->sheet, "sheet of the shipments in a workbook (default: the first)")
      ->type_name("NAME");
  encoding_option(app, "the shipments, and of the tables beside them that are not UTF-8");
  app->add_option_function<std::string>(
         "--budget",
         [&budget = target->budget](const std::string& text) {
           budget = Budget::parse(text);
           if (!budget) {
             throw CLI::ValidationError("--budget",
                                        "\"" + text + "\" is neither a number of decisions (25) nor a share (2.5%)");
           }
         },
         "print only so many decisions to look at, or this share of all, in the order of work; all are stored")
      ->type_name("N|N%");
  app->add_option("--rejects", target->rejects, "where rows that cannot be read go (default: beside the input)")
      ->type_name("FILE");
  threads_option(app, target->threads);
  app->add_option("--batch", target->batch, "rows screened together; changes nothing but speed")
      ->type_name("N")
      ->check(CLI::Range(1U, 1'000'000U).description(""))
      ->capture_default_str();
  add_words(app, "--fail-on", kFailOn, target->fail_on, "exit with 1 from this disposition on (default: hold)");
  app->add_option("--max-list-age", target->max_list_age,
                  "exit with 4 if a list is older than this many days (all is screened the same)")
      ->type_name("DAYS")
      ->check(CLI::NonNegativeNumber.description(""));
  add_words(app, "--date-order", kDateOrders, target->date_order,
            "which comes first in 03/02/2026: dmy (the day) or mdy (the month); else such a row is rejected");
  app->add_flag("--since-last", target->since_last,
                "only what is new, changed or worse since the last finished run; the rest is stored and counted");
  app->add_option("--changed-since", target->changed_since,
                  "only the shipments that changes of the lists since this version touch; nothing is stored")
      ->type_name("VERSION");
  add_date(app, "--against", target->against,
           "say which decisions the law and the lists of this day would change; nothing is stored");
  app->add_flag("--strict-text", target->strict_text, "apply the text on the books instead of what is enforced");
  as_of_option(app, "law and lists of this day (default: each shipment's own date)");
  lists_option(app);
  rules_option(app);
  store_option(app);
  format_option(app, kReports,
                "form of the result (default: table); html is one file that needs nothing else, parquet needs -o");
}

void Parser::explain() {
  auto [app, target] = command<Explain>(&app_, "explain", "Show a stored decision, whole");
  app->add_option("ID", target->id, "shipment_id")->required();
  app->add_flag("--replay", target->replay,
                "compute it again from the kept rows and say whether it comes out the same");
  app->add_option("--bundle", target->bundle, "write all that the decision rests on into one ZIP file for the archive")
      ->type_name("FILE");
  store_option(app);
  lists_option(app);
  rules_option(app);
  output_options(app);
}

void Parser::resolve() {
  auto [app, target] = command<Resolve>(&app_, "resolve", "Record what was done with a shipment, or list the answers");
  app->add_option("ID", target->id, "shipment_id of a stored decision");
  CLI::Option* as = add_words(app, "--as", kResolutions, target->as, "what was done");
  app->add_option("--reason", target->reason, "why")->needs(as);
  app->add_option("--by", target->by, "who says so")->needs(as);
  app->add_flag("--list", target->list, "show the answers (to the one shipment, or all) and which of them are void")
      ->excludes(as);
  app->callback([this, target, as] {
    if (!target->list && (target->id.empty() || as->count() == 0 || target->reason.empty() || target->by.empty())) {
      throw CLI::ValidationError("tidewaiter resolve", "ID, --as, --reason and --by must be given, or --list");
    }
    make_ = [target] { return Command(*target); };
  });
  store_option(app);
  output_options(app);
}

void Parser::store() {
  CLI::App* parent =
      group("store", "The store of decisions: whether it is sound, what is in it, what is too old to keep");
  plain_command<CheckStore>(parent, "check", "Read everything and name every mistake; exit with 1 if there is one",
                            {&Parser::store_option});
  {
    auto [app, target] = command<ExportStore>(parent, "export", "Write out what the store holds");
    add_words(app, "WHAT", kExports, target->what, "what is written out")->required();
    store_option(app);
    add_words(app, "--format", kExportForms, target->form, "form of the result (default: ndjson); parquet needs -o");
    result_option(app);
  }
  {
    auto [app, target] =
        command<PruneStore>(parent, "prune", "Say which runs are older than they have to be kept, or remove them");
    app->add_flag("--remove", target->remove, "remove them: their decisions and their kept rows");
    store_option(app);
    output_options(app);
  }
}

void Parser::exceptions() {
  CLI::App* parent = group("exceptions", "False alarms: say that a party is not the list entry that it resembles");
  {
    auto [app, target] = command<AddException>(parent, "add", "Record that a party is not a list entry");
    app->add_option("--party", target->party, "name of the party as it stands in shipments")->required();
    app->add_option("--country", target->country, "its country, if the shipments state it");
    app->add_option("--entry", target->entry, "id of the list entry (match shows it)")->required();
    app->add_option("--reason", target->reason, "how you know")->required();
    app->add_option("--by", target->by, "who says so")->required();
    add_date(app, "--until", target->until, "last day on which it holds");
    lists_option(app);
    store_option(app);
  }
  plain_command<ListExceptions>(parent, "list", "Show the exceptions and which of them are void",
                                {&Parser::lists_option, &Parser::store_option, &Parser::output_options});
  {
    auto [app, target] = command<RemoveException>(parent, "remove", "End an exception; the record stays");
    app->add_option("ID", target->id, "number of the exception")->required();
    app->add_option("--reason", target->reason, "why")->required();
    app->add_option("--by", target->by, "who says so")->required();
    store_option(app);
  }
}

void Parser::demo() {
  auto [app, target] = command<Demo>(&app_, "demo", "Screen an invented night's shipments and show what comes out");
  app->add_option("--folder", target->folder, "where to write the demo's files (default: a temporary folder)")
      ->type_name("DIR");
}

}  // namespace tidewaiter::cli
