#include "cli/arguments.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <functional>
#include <initializer_list>
#include <memory>

#include "cli/output.h"
#include "cli/parser_tree.h"
#include "cli/usage.h"
#include "cli/version.h"

namespace tidewaiter::cli {
namespace {

template <class T>
using Word = std::pair<const char*, T>;

// In the order in which --help shows them.
const std::vector<Word<Format>> kFormats{
    {"table", Format::table}, {"ndjson", Format::ndjson}, {"json", Format::json}, {"csv", Format::csv}};
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
const std::vector<Word<ExportStore::Form>> kExportForms{{"ndjson", ExportStore::Form::ndjson},
                                                        {"json", ExportStore::Form::json},
                                                        {"csv", ExportStore::Form::csv},
                                                        {"parquet", ExportStore::Form::parquet}};
const std::vector<Word<Docs::Form>> kDocs{{"man", Docs::Form::man},
                                          {"bash", Docs::Form::bash},
                                          {"zsh", Docs::Form::zsh},
                                          {"fish", Docs::Form::fish},
                                          {"commands", Docs::Form::commands}};

// An option that takes one of a few words.
template <class T, class Target>
CLI::Option* add_words(CLI::App* app, const std::string& name, const std::vector<Word<T>>& words, Target& target,
                       const std::string& help) {
  std::vector<std::string> texts;
  for (const auto& [word, value] : words) texts.emplace_back(word);
  return app
      ->add_option_function<std::string>(
          name,
          [&target, &words, texts, name](const std::string& text) {
            const auto found = std::ranges::find(texts, CLI::detail::to_lower(text));
            if (found == texts.end()) throw no_such_word(name, text, texts);
            target = words[static_cast<std::size_t>(found - texts.begin())].second;
          },
          help)
      ->type_name(CLI::detail::join(texts, "|"));
}

// A date option: YYYY-MM-DD.
// Target: a Date or an optional one.
template <class Target>
CLI::Option* add_date(CLI::App* app, const std::string& name, Target& target, const std::string& help) {
  return app
      ->add_option_function<std::string>(
          name,
          [&target, name](const std::string& text) {
            const std::optional<Date> date = parse_date(text);
            if (!date)
              throw CLI::ValidationError(name, "\"" + text + "\" is no date\nwrite year, month and day: 2026-01-15");
            target = *date;
          },
          help)
      ->type_name("DATE");
}

class Parser {
 public:
  Parser() {
    app_.name("tidewaiter");
    app_.description(
        "Tidewaiter screens shipments of computing goods before release: who is in them, what is in them, where they\n"
        "really go, what the law of that day says, and what is odd. It explains every answer.");
    app_.set_version_flag("--version", version_text, "print the version, and what the program was built from");
    app_.set_help_flag("-h,--help", "print this and exit");
    app_.require_subcommand(1);
    screen();
    explain();
    resolve();
    store();
    exceptions();
    match();
    compare();
    classify();
    identify();
    lists();
    rules();
    catalog();
    schemas();
    demo();
    docs();
    add_examples(app_, "");
  }

  std::variant<Arguments, int> parse(int argc, char** argv) {
    try {
      app_.parse(argc, argv);
    } catch (const CLI::Success& wanted) {  // help or version
      return app_.exit(wanted);
    } catch (const CLI::ParseError& error) {
      tell(usage_error(error, app_));
      return 2;
    }
    return Arguments{common_, make_()};
  }

  CommandNode tree() const { return tree_of(app_, ""); }

 private:
  // Below the options of every command: how it is used.
  static void add_examples(CLI::App& app, const std::string& path) {
    app.footer(help_footer(path));
    for (CLI::App* command : app.get_subcommands({}))
      add_examples(*command, path.empty() ? command->get_name() : path + " " + command->get_name());
  }

  // A subcommand whose arguments are a T; `bind` adds its options to the T that `make_` will hand over.
  template <class T>
  std::pair<CLI::App*, T*> command(CLI::App* parent, const std::string& name, const std::string& help) {
    CLI::App* app = parent->add_subcommand(name, help);
    auto target = std::make_shared<T>();
    targets_.push_back(target);  // also where a command sets a callback of its own
    app->callback([this, target] { make_ = [target] { return Command(*target); }; });
    return {app, target.get()};
  }
  // A subcommand that takes options common to several, and nothing of its own.
  template <class T>
  void plain_command(CLI::App* parent, const std::string& name, const std::string& help,
                     std::initializer_list<void (Parser::*)(CLI::App*)> options = {}) {
    CLI::App* app = command<T>(parent, name, help).first;
    for (const auto option : options) (this->*option)(app);
  }
  CLI::App* group(const std::string& name, const std::string& help) {
    CLI::App* app = app_.add_subcommand(name, help);
    app->require_subcommand(1);
    return app;
  }

  void lists_option(CLI::App* app) {
    app->add_option("--lists", common_.lists, "compiled list, or \"none\" (default: as the settings say)")
        ->type_name("FILE|none");
  }
  void rules_option(CLI::App* app) {
    app->add_option("--rules", common_.rules, "folder of your own rules, added to the shipped ones")->type_name("DIR");
  }
  void store_option(CLI::App* app) {
    app->add_option("--store", common_.store, "database of decisions, or \"none\" (default: as the settings say)")
        ->type_name("FILE|none");
  }
  void as_of_option(CLI::App* app, const std::string& help) { add_date(app, "--as-of", common_.as_of, help); }
  void output_options(CLI::App* app) { format_option(app, kFormats, "form of the result (default: table)"); }
  void report_options(CLI::App* app) {
    format_option(app, kReports,
                  "form of the result (default: table); html is one file that needs nothing else, parquet needs -o");
  }
  void format_option(CLI::App* app, const std::vector<Word<Format>>& formats, const std::string& help) {
    add_words(app, "--format", formats, common_.format, help);
    app->add_option("-o,--output", common_.output, "write the result here instead of standard output")
        ->type_name("FILE");
  }

  void screen() {
    auto [app, target] =
        command<Screen>(&app_, "screen", "Screen shipments: one decision a shipment, with its evidence");
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
    app->add_option("--map", target->map,
                    "your column names for ours: a table with columns column,field, or a preset (manifest, customs)")
        ->type_name("FILE|PRESET");
    app->add_option("--sheet", target->sheet, "sheet of the shipments in a workbook (default: the first)")
        ->type_name("NAME");
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
    app->add_option("--threads", target->threads, "worker threads (default: all cores)")
        ->type_name("N")
        ->check(CLI::Range(0U, 256U).description(""));
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
    app->add_flag("--questions", target->questions,
                  "print what an analyst must ask of each shipment, since no column shows it; nothing is stored");
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
    report_options(app);
  }

  void explain() {
    auto [app, target] = command<Explain>(&app_, "explain", "Show a stored decision, whole");
    app->add_option("ID", target->id, "shipment_id")->required();
    app->add_flag("--replay", target->replay,
                  "compute it again from the kept rows and say whether it comes out the same");
    app->add_option("--bundle", target->bundle,
                    "write all that the decision rests on into one ZIP file for the archive")
        ->type_name("FILE");
    store_option(app);
    lists_option(app);
    rules_option(app);
    output_options(app);
  }

  void resolve() {
    auto [app, target] =
        command<Resolve>(&app_, "resolve", "Record what was done with a shipment, or list the answers");
    app->add_option("ID", target->id, "shipment_id of a stored decision");
    CLI::Option* as = add_words(app, "--as", kResolutions, target->as, "what was done");
    app->add_option("--reason", target->reason, "why")->needs(as);
    app->add_option("--by", target->by, "who says so")->needs(as);
    app->add_flag("--list", target->list, "show the answers (to the one shipment, or all) and which of them are void")
        ->excludes(as);
    app->callback([this, target, as] {
      if (!target->list && (target->id.empty() || as->count() == 0 || target->reason.empty() || target->by.empty())) {
        throw CLI::ValidationError("resolve", "needs ID, --as, --reason and --by; or --list");
      }
      make_ = [target] { return Command(*target); };
    });
    store_option(app);
    output_options(app);
  }

  void store() {
    CLI::App* parent =
        group("store", "The store of decisions: whether it is sound, what is in it, what is too old to keep");
    plain_command<CheckStore>(parent, "check", "Read everything and name every mistake; exit with 1 if there is one",
                              {&Parser::store_option});
    {
      auto [app, target] = command<ExportStore>(parent, "export", "Write out what the store holds");
      add_words(app, "WHAT", kExports, target->what, "what is written out")->required();
      store_option(app);
      add_words(app, "--format", kExportForms, target->form, "form of the result (default: ndjson); parquet needs -o");
      app->add_option("-o,--output", common_.output, "write the result here instead of standard output")
          ->type_name("FILE");
    }
    {
      auto [app, target] =
          command<PruneStore>(parent, "prune", "Say which runs are older than they have to be kept, or remove them");
      app->add_flag("--remove", target->remove, "remove them: their decisions and their kept rows");
      store_option(app);
      output_options(app);
    }
  }

  void exceptions() {
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

  void match() {
    auto [app, target] =
        command<Match>(&app_, "match", "Look a name up in the lists (rows on standard input without one)");
    app->add_option("NAME", target->name, "the name");
    app->add_option("--schema", target->schema, "Organization, Person, Vessel or Aircraft (default: unknown)");
    app->add_option("--country", target->country, "of the party: told beside each hit, never part of the score");
    app->add_option("--address", target->address, "of the party: likewise");
    app->add_option("--threshold", target->threshold, "least score, 0.6 to 1 (default 0.7)")
        ->type_name("SCORE")
        ->check(CLI::Range(0.6, 1.0).description(""));
    app->add_option("--limit", target->limit, "most hits a name")->capture_default_str();
    app->add_option("--max-candidates", target->max_candidates,
                    "cap the search; where it bites, the answer says truncated (default: no cap)");
    as_of_option(app, "lists as of this day (default: today)");
    lists_option(app);
    output_options(app);
  }

  void compare() {
    auto [app, target] = command<Compare>(&app_, "compare", "Score pairs of names");
    app->add_option("--pairs", target->pairs, "CSV with columns schema,name1,name2; \"-\" is standard input")
        ->type_name("FILE")
        ->required();
    app->add_option("-o,--output", common_.output, "write the rows here instead of standard output")->type_name("FILE");
  }

  void classify() {
    auto [app, target] = command<Classify>(
        &app_, "classify", "Total processing performance, density and control paragraphs of items on a day");
    app->add_option("ITEM", target->items, "name in the catalogue");
    app->add_option("--specs", target->specs, "CSV of specifications; \"-\" is standard input")->type_name("FILE");
    app->add_flag("--history", target->history, "over time: one answer for each span of days");
    as_of_option(app, "paragraphs of this day (default: today)");
    output_options(app);
  }

  void identify() {
    auto [app, target] = command<Identify>(&app_, "identify", "Which item a description or a part number means");
    app->add_option("TEXT", target->text, "the description");
    app->add_option("--lines", target->lines, "file of descriptions, one a line; \"-\" is standard input")
        ->type_name("FILE");
    output_options(app);
  }

  void lists() {
    CLI::App* parent = group("lists", "Compile official lists, see what is in them");
    {
      auto [app, target] =
          command<ImportLists>(parent, "import", "Official files and house lists into one compiled list");
      app->add_option("FILES", target->files,
                      "official files in any form of docs/adding-a-list.md, and house lists (CSV)")
          ->type_name("FILE")
          ->required();
      app->add_option("--list", target->list, "code of the list that rows of a CSV without a column \"list\" are on")
          ->type_name("CODE");
      add_date(app, "--date", target->date, "day on which the files were published, where their names do not tell it");
      app->add_option("-o,--output", target->output, "compiled list (default: where the settings look for it)")
          ->type_name("FILE");
    }
    {
      auto [app, target] =
          command<ListsStatus>(parent, "status", "Sources, dates, age and counts of the compiled list");
      lists_option(app);
      as_of_option(app, "reckon the age from this day (default: today)");
      output_options(app);
    }
    {
      auto [app, target] =
          command<ListsUpdate>(parent, "update", "Fetch the lists from their publishers and compile them anew");
      app->add_option("SOURCES", target->sources, "ids of sources to fetch (default: those that the settings choose)");
      app->add_flag("--accept", target->accept, "take a list that lost a tenth of its entries or changed its columns");
      lists_option(app);
      output_options(app);
    }
    {
      auto [app, target] = command<ListsDiff>(parent, "diff", "What was added, removed and changed, field by field");
      static constexpr const char* kWhat = "compiled list, official file, or version of a list that stood here";
      app->add_option("BEFORE", target->before, kWhat)->required();
      app->add_option("AFTER", target->after, kWhat)->required();
      lists_option(app);
      output_options(app);
    }
  }

  void rules() {
    CLI::App* parent = group("rules", "The law as data");
    plain_command<RulesCheck>(parent, "check", "Load all rules; every error with its place", {&Parser::rules_option});
    {
      auto [app, target] = command<RulesList>(parent, "list", "Every rule with its dates, authority and confidence");
      app->add_flag("--not-automated", target->not_automated,
                    "instead: the red flags of the regulators, or parts of them, that no rule looks for");
      rules_option(app);
      output_options(app);
    }
    {
      auto [app, target] = command<RulesDescribe>(parent, "describe", "One rule, whole, with all its revisions");
      app->add_option("ID", target->id, "id of the rule")->required();
      rules_option(app);
      output_options(app);
    }
    plain_command<RulesFields>(parent, "fields", "Everything that a rule may ask about", {&Parser::output_options});
    {
      auto [app, target] =
          command<RulesTest>(parent, "test", "Run golden cases; exit with 1 if one comes out otherwise");
      app->add_option("CASES", target->cases, "case files and folders of them (default: the folder of --rules)")
          ->type_name("FILE|DIR");
      app->add_flag("--bless", target->bless, "rewrite what the cases expect to what came out; then read the diff");
      app->add_flag("--matrix", target->matrix,
                    "print which cases make each row of the law fire in each window of days, and the near misses; "
                    "exit with 1 if a cell is empty");
      rules_option(app);
      output_options(app);
    }
    {
      auto [app, target] = command<RulesDiff>(parent, "diff", "What changed in the law between two days");
      add_date(app, "BEFORE", target->before, "the earlier day")->required();
      add_date(app, "AFTER", target->after, "the later day")->required();
      rules_option(app);
      output_options(app);
    }
  }

  void catalog() {
    CLI::App* parent = group("catalog", "The catalogue of chips and systems");
    plain_command<CatalogList>(parent, "list", "Every item and system", {&Parser::output_options});
    {
      auto [app, target] =
          command<CatalogDescribe>(parent, "describe", "One item or system: figures, sources, status over time");
      app->add_option("ITEM", target->item, "name in the catalogue, or a maker's number")->required();
    }
    {
      auto [app, target] =
          command<CatalogCheck>(parent, "check", "Every error and contradiction of the catalogue with its place");
      app->add_option("FOLDER", target->folder, "folder of a catalogue's files (default: the shipped catalogue)")
          ->type_name("DIR");
    }
    {
      auto [app, target] = command<CatalogPages>(parent, "pages", "Write a Markdown page for each chip and system");
      app->add_option("FOLDER", target->folder, "where to write them")->type_name("DIR")->required();
    }
  }

  void schemas() {
    auto [app, target] = command<Schemas>(&app_, "schemas", "Write the JSON Schema of every output and table");
    app->add_option("FOLDER", target->folder, "where to write them")->required();
  }

  void demo() {
    auto [app, target] = command<Demo>(&app_, "demo", "Screen an invented night's shipments and show what comes out");
    app->add_option("--folder", target->folder, "where to write the demo's files (default: a temporary folder)")
        ->type_name("DIR");
  }

  // What the package is made of: hidden, as no user needs it.
  void docs() {
    auto [app, target] = command<Docs>(&app_, "docs", "The manual page, completion for a shell, the commands as JSON");
    app->group("");
    add_words(app, "FORM", kDocs, target->form, "what to write")->required();
  }

  CLI::App app_;
  Common common_;
  std::vector<std::shared_ptr<void>> targets_;
  std::function<Command()> make_;
};

}  // namespace

std::variant<Arguments, int> parse_arguments(int argc, char** argv) { return Parser().parse(argc, argv); }

CommandNode command_tree() { return Parser().tree(); }

}  // namespace tidewaiter::cli
