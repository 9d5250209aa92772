// The command line as plain structures. CLI11 is known to arguments*.cpp, command_tree.cpp and usage.cpp alone.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/date.h"
#include "cli/budget.h"
#include "ingest/dates.h"
#include "model/answer.h"
#include "model/decision.h"

namespace tidewaiter::cli {

enum class Format { table, ndjson, json, csv, html, sarif, parquet };

// Options that most commands share; empty means "as the settings say".
struct Common {
  std::string lists;  // compiled list, or "none"
  std::string rules;  // folder of the user's own rules
  std::string store;  // database, or "none"
  std::optional<Date> as_of;
  Format format = Format::table;
  bool format_named = false;  // on the command line
  std::string encoding;       // stated of the input; empty: found
  std::string output;         // file for the result; empty: standard output
};

struct Screen {
  std::vector<std::string> shipments;
  std::vector<std::string> parties;
  std::string ownership;
  std::string licences;
  std::string prices;
  std::string rates;
  std::vector<std::string> maps;  // files, or names of presets
  std::string sheet;              // of shipments in workbooks; empty: the first
  std::optional<Budget> budget;   // none: every decision
  std::string rejects;
  std::string missing;                                     // where the worksheet of what is missing goes
  std::string questions;                                   // where the questions that no column answers go
  unsigned threads = 0;                                    // 0: as many as the machine has
  unsigned batch = 2048;                                   // rows
  std::optional<Disposition> fail_on = Disposition::hold;  // none: "never"
  std::optional<int> max_list_age;
  std::string changed_since;    // version of the lists; empty: not asked
  std::optional<Date> against;  // compare with the law of this day
  bool since_last = false;      // only what is not as the last finished run left it
  bool strict_text = false;
  std::string report;                           // where the HTML report goes beside the result: the demo's
  std::optional<ingest::DateOrder> date_order;  // none: as the settings say
};
struct Demo {
  std::string folder;  // where the demo's files are written; empty: a fresh temporary folder
};
struct Explain {
  std::string id;
  bool replay = false;
  std::string bundle;  // where the archive's file goes; empty: the decision is shown
};
struct Resolve {
  std::string id;  // empty: with `list`, all of them
  Resolution as{};
  std::string reason;
  std::string by;
  bool list = false;
};
struct CheckStore {};
struct ExportStore {
  enum class What { decisions, answers, exceptions, runs };
  What what = What::decisions;
  Format form = Format::ndjson;  // never table
};
struct PruneStore {
  bool remove = false;  // else it only says what would go
};
struct AddException {
  std::string party;
  std::string country;
  std::string entry;
  std::string reason;
  std::string by;
  std::optional<Date> until;
};
struct RemoveException {
  std::string id;
  std::string reason;
  std::string by;
};
struct ListExceptions {};
struct Match {
  std::optional<std::string> name;  // none: rows on standard input
  std::string schema;
  std::string country;
  std::string address;
  double threshold = 0;  // 0: as the settings say
  unsigned limit = 5;
  unsigned max_candidates = 0;  // 0: no cap
};
struct Compare {
  std::string pairs;
};
struct Classify {
  std::vector<std::string> items;
  std::string specs;
  bool history = false;  // every span of days in which an item's paragraphs differ
};
struct Identify {
  std::string text;
  std::string lines;
};
struct ImportLists {
  std::vector<std::string> files;
  std::string list;          // code of the list of house rows that name none
  std::optional<Date> date;  // of files whose name tells none
  std::string output;
};
struct ListsStatus {};
struct ListsUpdate {
  std::vector<std::string> sources;  // ids; empty: all that the settings choose
  bool accept = false;
};
struct ListsDiff {
  std::string before;  // compiled list, official file, or a version
  std::string after;
};
struct RulesCheck {};
struct RulesList {
  bool not_automated = false;  // red flags, or parts of them, that no rule looks for
};
struct RulesDescribe {
  std::string id;
};
struct RulesFields {};
struct RulesTest {
  std::vector<std::string> cases;  // files and folders; empty: the folder of the user's rules
  bool bless = false;
  bool matrix = false;  // which cases hold which row of the law in which window of days
};
struct RulesDiff {
  Date before;
  Date after;
};
struct CatalogList {};
struct CatalogDescribe {
  std::string item;
};
struct CatalogCheck {
  std::string folder;  // empty: the shipped catalogue
};
struct CatalogPages {
  std::string folder;
};
struct Evaluate {
  std::string world;  // folder
  std::string decisions;
  std::string alerts;
  std::string balances;
  std::vector<std::string> rivals;  // NAME=FILE
  std::uint64_t seed = 1;
  unsigned resamples = 500;
};
struct Schemas {
  std::string folder;
};

struct Simulate {
  std::uint64_t seed = 1;
  std::uint32_t parties = 2000;
  int days = 730;
  std::string scenario = "baseline";
  std::string folder;
  unsigned threads = 0;     // 0: as many as the machine has
  bool audit = false;       // the world just written
  bool audit_only = false;  // the world that lies in `folder`; nothing is written
};

struct Docs {
  enum class Form { man, bash, zsh, fish, commands };
  Form form = Form::man;
};

using Command =
    std::variant<Screen, Demo, Explain, Resolve, CheckStore, ExportStore, PruneStore, AddException, RemoveException,
                 ListExceptions, Match, Compare, Classify, Identify, ImportLists, ListsStatus, ListsDiff, ListsUpdate,
                 RulesCheck, RulesList, RulesDescribe, RulesFields, RulesTest, RulesDiff, CatalogList, CatalogDescribe,
                 CatalogCheck, CatalogPages, Evaluate, Schemas, Simulate, Docs>;

struct Arguments {
  Common common;
  Command command;
};

// Either the arguments, or an exit status when the text asked for has been printed (help, version: 0; usage error: 2).
std::variant<Arguments, int> parse_arguments(int argc, char** argv);

}  // namespace tidewaiter::cli
