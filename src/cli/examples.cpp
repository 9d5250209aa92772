// How each command is used. --help and the manual page show these; a test runs every one of them.
#include <algorithm>

#include "cli/command_tree.h"

namespace tidewaiter::cli {
namespace {

constexpr Example kExamples[] = {
    {"", "tidewaiter demo --folder night", "see what it does, on an invented night's shipments"},
    {"", "tidewaiter lists import night/list.csv", "compile the lists to compare with"},
    {"", "tidewaiter screen night/shipments.csv --parties night/parties.csv", "decide what may leave"},
    {"", "tidewaiter explain D027", "why one of them waits"},

    {"screen", "tidewaiter screen shipments.csv --parties parties.csv", "what may leave, and why the rest waits"},
    {"screen", "tidewaiter screen shipments.csv --format csv -o decisions.csv",
     "one row a shipment, for a spreadsheet"},
    {"screen", "tidewaiter screen shipments.csv --parties parties.csv --missing ask.csv",
     "also a worksheet of what to ask, to be filled in and given as one more --parties"},
    {"screen", "tidewaiter screen shipments.csv --parties parties.csv --format html -o report.html",
     "one page to read, and to mail"},
    {"screen", "tidewaiter screen bills.csv --map ours.csv --map manifest",
     "columns by the names of manifests, and by your own, which win"},
    {"screen", "tidewaiter screen shipments.csv --since-last", "only what is new, changed or worse since the last run"},
    {"screen", "tidewaiter screen shipments.csv --changed-since last-week.tidelist",
     "only what the changes of the lists since then touch; nothing is stored"},
    {"screen", "tidewaiter screen shipments.csv --against 2026-11-10",
     "what the law of that day would decide otherwise"},

    {"explain", "tidewaiter explain D027", "the decision with its evidence"},
    {"explain", "tidewaiter explain D024 --replay", "compute it again, and say whether it comes out the same"},

    {"resolve", "tidewaiter resolve D027 --as cleared --reason \"licence D123456 covers it\" --by \"M. Example\"",
     "what was done with it, and who says so"},
    {"resolve", "tidewaiter resolve --list", "all answers, and which of them are void"},

    {"explain", "tidewaiter explain D027 --bundle D027.zip", "one file for the archive, with all that it rests on"},

    {"store check", "tidewaiter store check", "every mistake in the store and beside it"},
    {"store export", "tidewaiter store export decisions --format csv -o stored.csv", "every decision that is stored"},
    {"store prune", "tidewaiter store prune", "which runs are older than they have to be kept; --remove removes them"},

    {"exceptions add",
     "tidewaiter exceptions add --party \"Qing Shan Elektronics\" --country CN --entry EL-0002 "
     "--reason \"other founders, file 12\" --by \"M. Example\"",
     "the next screening shows the hit as excepted"},
    {"exceptions list", "tidewaiter exceptions list", "all, and which of them are void"},
    {"exceptions remove", "tidewaiter exceptions remove 1 --reason \"same founders after all\" --by \"M. Example\"",
     "end exception 1"},

    {"match", "tidewaiter match \"Qing Shan Aerospace Elektronics Grp\"", "entries like it, with the comparison"},
    {"match", "tidewaiter match --format csv < names.csv", "a whole table of names, one row a hit"},
    {"compare", "tidewaiter compare --pairs pairs.csv -o scores.csv", "the pairs with their scores"},

    {"classify", "tidewaiter classify H20 --as-of 2026-03-02", "performance and paragraphs of that day"},
    {"classify", "tidewaiter classify --specs specs.csv --format csv", "chips that the catalogue does not know"},
    {"identify", "tidewaiter identify \"2x DGX H100 640GB, 8 GPU\"", "the item, and how many chips"},
    {"identify", "tidewaiter identify --lines descriptions.txt --format csv", "one description a line"},

    {"lists import", "tidewaiter lists import list.csv", "to where every command looks for it"},
    {"lists import", "tidewaiter lists import list.csv --date 2026-03-01 -o tonight.tidelist",
     "where the file does not tell its day"},
    {"lists diff", "tidewaiter lists diff last-week.tidelist tonight.tidelist", "entries added, ended and changed"},
    {"lists update", "tidewaiter lists update", "from where the publishers put them; docs/updating-lists.md"},
    {"lists status", "tidewaiter lists status", "what is in it, and how old it is"},

    {"rules check", "tidewaiter rules check --rules our-rules", "every mistake with its place"},
    {"rules list", "tidewaiter rules list", "every rule with its days"},
    {"rules list", "tidewaiter rules list --not-automated", "what no rule looks for"},
    {"rules describe", "tidewaiter rules describe US-744.23-A3", "one rule with all its revisions"},
    {"rules fields", "tidewaiter rules fields", "what a condition may ask about"},
    {"rules test", "tidewaiter rules test our-rules --rules our-rules", "do our cases come out as they say?"},
    {"rules diff", "tidewaiter rules diff 2025-01-01 2025-02-01", "what changed between the two days"},

    {"catalog list", "tidewaiter catalog list --format csv", "every item with its figures"},
    {"catalog describe", "tidewaiter catalog describe H20", "figures, sources and status over time"},
    {"catalog check", "tidewaiter catalog check", "mistakes and contradictions of the shipped catalogue"},
    {"catalog pages", "tidewaiter catalog pages pages", "a Markdown page for each item"},

    {"evaluate", "tidewaiter evaluate world --decisions their-decisions.csv",
     "what decisions on a simulated world find"},
    {"evaluate", "tidewaiter evaluate world --rival amounts=amounts.csv --format html -o scores.html",
     "another's results, with pictures"},

    {"schemas", "tidewaiter schemas schemas", "a JSON Schema for each form of output"},

    {"demo", "tidewaiter demo", "in a new temporary folder"},
    {"demo", "tidewaiter demo --folder night", "and keep its files"},

    {"simulate", "tidewaiter simulate --seed 7 --parties 600 --days 500 --out world", "a small one, in a second"},
    {"simulate", "tidewaiter simulate --audit-only --out world",
     "does it give its schemes away, can they be found, is it like the trade? Status 1: not all of it"},

    {"docs", "tidewaiter docs bash > tidewaiter.bash", "completion for bash; the same with zsh and fish"},
    {"docs", "tidewaiter docs man > tidewaiter.1", "the manual page"},
};

}  // namespace

std::vector<Example> examples_of(std::string_view command) {
  std::vector<Example> found;
  std::ranges::copy_if(kExamples, std::back_inserter(found),
                       [&](const Example& example) { return example.command == command; });
  if (!found.empty() || command.empty()) return found;
  // of a group of commands the first example of each
  std::string_view last;
  for (const Example& example : kExamples) {
    const bool below = example.command.starts_with(command) && example.command.substr(command.size()).starts_with(' ');
    if (below && example.command != last) {
      found.push_back(example);
      last = example.command;
    }
  }
  return found;
}

}  // namespace tidewaiter::cli
