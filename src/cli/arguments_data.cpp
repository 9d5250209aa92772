// Commands about what screening rests on: names, items, lists, the law, the catalogue.
#include "cli/parser.h"

namespace tidewaiter::cli {
namespace {

const std::vector<Word<Docs::Form>> kDocs{{"man", Docs::Form::man},
                                          {"bash", Docs::Form::bash},
                                          {"zsh", Docs::Form::zsh},
                                          {"fish", Docs::Form::fish},
                                          {"commands", Docs::Form::commands}};

// In the order in which --help shows them.
const std::vector<Word<Format>> kScoreFormats{{"table", Format::table},
                                              {"ndjson", Format::ndjson},
                                              {"json", Format::json},
                                              {"csv", Format::csv},
                                              {"html", Format::html}};

}  // namespace

void Parser::match() {
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
  encoding_option(app, "the rows on standard input");
  as_of_option(app, "lists as of this day (default: today)");
  lists_option(app);
  output_options(app);
}

void Parser::compare() {
  auto [app, target] = command<Compare>(&app_, "compare", "Score pairs of names");
  app->add_option("--pairs", target->pairs, "CSV with columns name1,name2 and perhaps schema; \"-\" is standard input")
      ->type_name("FILE")
      ->required();
  encoding_option(app, "the pairs");
  result_option(app, "write the rows here instead of standard output");
}

void Parser::classify() {
  auto [app, target] = command<Classify>(
      &app_, "classify", "Total processing performance, density and control paragraphs of items on a day");
  app->add_option("ITEM", target->items, "name in the catalogue");
  app->add_option("--specs", target->specs, "CSV of specifications; \"-\" is standard input")->type_name("FILE");
  encoding_option(app, "the specifications");
  app->add_flag("--history", target->history, "over time: one answer for each span of days");
  as_of_option(app, "paragraphs of this day (default: today)");
  output_options(app);
}

void Parser::identify() {
  auto [app, target] = command<Identify>(&app_, "identify", "Which item a description or a part number means");
  app->add_option("TEXT", target->text, "the description");
  app->add_option("--lines", target->lines, "file of descriptions, one a line; \"-\" is standard input")
      ->type_name("FILE");
  encoding_option(app, "the descriptions");
  output_options(app);
}

void Parser::lists() {
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
    encoding_option(app, "the files that are not UTF-8");
    add_date(app, "--date", target->date, "day on which the files were published, where their names do not tell it");
    app->add_option("-o,--output", target->output, "compiled list (default: where the settings look for it)")
        ->type_name("FILE");
  }
  {
    auto [app, target] = command<ListsStatus>(parent, "status", "Sources, dates, age and counts of the compiled list");
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

void Parser::rules() {
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
    auto [app, target] = command<RulesTest>(parent, "test", "Run golden cases; exit with 1 if one comes out otherwise");
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

void Parser::catalog() {
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

void Parser::evaluate() {
  auto [app, target] =
      command<Evaluate>(&app_, "evaluate", "How much of a simulated world's schemes anybody's results find");
  app->add_option("DIR", target->world, "folder of the world, with truth/ in it")->type_name("DIR")->required();
  app->add_option("--decisions", target->decisions, "decisions on its shipments, as `screen` prints them")
      ->type_name("FILE");
  app->add_option("--alerts", target->alerts, "alerts, in the form of docs/contracts.md")->type_name("FILE");
  app->add_option("--balances", target->balances, "balances of chips, likewise")->type_name("FILE");
  app->add_option("--rival", target->rivals, "another's results under a name, of any of these forms; may be repeated")
      ->type_name("NAME=FILE")
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll)
      ->expected(1);
  seed_option(app, target->seed, "of the draws for the intervals");
  app->add_option("--resamples", target->resamples, "draws for the intervals")
      ->check(CLI::Range(2U, 1'000'000U).description(""))
      ->capture_default_str();
  format_option(app, kScoreFormats, "form of the result (default: table); html has pictures");
}

void Parser::schemas() {
  auto [app, target] = command<Schemas>(&app_, "schemas", "Write the JSON Schema of every output and table");
  app->add_option("FOLDER", target->folder, "where to write them")->required();
}

// What the package is made of: hidden, as no user needs it.
void Parser::docs() {
  auto [app, target] = command<Docs>(&app_, "docs", "The manual page, completion for a shell, the commands as JSON");
  app->group("");
  add_words(app, "FORM", kDocs, target->form, "what to write")->required();
}

}  // namespace tidewaiter::cli
