// rules test: golden cases of the user's through the real engine, and what the user's rules promise about them.
#include "cli/rules.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>

#include "base/file.h"
#include "base/json_writer.h"
#include "cli/commands.h"
#include "cli/output.h"
#include "cli/rows.h"
#include "engine/case_bless.h"
#include "engine/case_matrix.h"
#include "engine/case_run.h"
#include "engine/snapshot.h"
#include "report/page.h"
#include "report/text.h"

namespace tidewaiter::cli {
namespace {

namespace fs = std::filesystem;

Result<std::vector<fs::path>> case_files(const std::vector<std::string>& names) {
  std::vector<fs::path> files;
  for (const std::string& name : names) {
    std::error_code failed;
    if (!fs::is_directory(name, failed)) {
      files.emplace_back(name);
      continue;
    }
    for (const auto& entry : fs::recursive_directory_iterator(name, failed)) {
      if (entry.path().extension() == ".case") files.push_back(entry.path());
    }
    if (failed)
      return fail(ErrorCode::file_unreadable, "the folder cannot be read: " + failed.message(), name,
                  "check its permissions");
  }
  std::ranges::sort(files);
  return files;
}

// A fresh folder that goes with this object.
class Scratch {
 public:
  Scratch() : path_(fs::temp_directory_path() / fmt::format("tidewaiter-rules-test-{}", ::getpid())) {}
  ~Scratch() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  Result<fs::path> fresh() const {
    std::error_code failed;
    fs::remove_all(path_, failed);
    fs::create_directories(path_, failed);
    if (failed)
      return fail(ErrorCode::file_unwritable, "the folder cannot be made: " + failed.message(), path_.string(),
                  "point TMPDIR to a folder that may be written to");
    return path_;
  }

 private:
  fs::path path_;
};

// What the user's own rules lack. Shipped rules name shipped cases, which are not here.
std::vector<std::string> promises_broken_by(const Snapshot& snapshot, const std::string& folder,
                                            const std::vector<CaseFile>& cases,
                                            const std::vector<std::vector<Decision>>& decisions) {
  std::vector<std::string> texts;
  if (folder.empty()) return texts;
  for (std::string& text : broken_promises(snapshot, cases, decisions)) {
    if (text.starts_with(folder)) texts.push_back(std::move(text));
  }
  for (const rules::Rule& rule : snapshot.regime.rules().rules()) {
    if (!rule.where.starts_with(folder)) continue;
    if (rule.fires.empty())
      texts.push_back(fmt::format("{}: {} names no case that makes it fire", rule.where, rule.id));
    if (rule.quiet.empty()) texts.push_back(fmt::format("{}: {} names no near miss", rule.where, rule.id));
  }
  return texts;
}

void put_names(report::Page& page, std::string_view head, const std::vector<std::string>& names) {
  if (names.empty()) {
    page.wrapped(6, fmt::format("{} none: the cell is empty", head), report::Ink::hold);
  } else {
    page.wrapped(6, fmt::format("{} {}", head, fmt::join(names, ", ")));
  }
}

std::string page_of(const std::vector<MatrixCell>& cells, report::Layout layout) {
  report::Page page(layout);
  std::string_view row;
  for (const MatrixCell& cell : cells) {
    if (row != cell.row) page.rule(cell.row.starts_with("TW-") ? cell.row : "Row " + cell.row);
    row = cell.row;
    page.wrapped(2,
                 fmt::format("{}{}{}{}{}", window_text(cell.days), cell.window.empty() ? "" : "  ", cell.window,
                             cell.what.empty() ? "" : "  ", cell.what),
                 report::Ink::strong);
    if (!cell.not_applicable.empty()) {
      page.wrapped(6, "not applicable: " + cell.not_applicable, report::Ink::faint);
      continue;
    }
    page.wrapped(6, fmt::format("{}", fmt::join(cell.rules, ", ")), report::Ink::faint);
    put_names(page, "fires:", cell.fires);
    put_names(page, "near miss:", cell.near_misses);
  }
  return page.take();
}

Result<void> print_matrix(const Context& context, const std::vector<MatrixCell>& cells) {
  TIDEWAITER_TRY(Output output, Output::open(context.common.output));
  if (context.common.format == Format::table) {
    return output.finish(page_of(cells, layout_of_output(!context.common.output.empty())));
  }
  std::string out;
  ObjectRows rows(context.common.format);
  for (const MatrixCell& cell : cells) {
    std::string object;
    JsonWriter json(object);
    json.begin_object().member("row", cell.row).member("window", cell.window).member("what", cell.what);
    json.member("from", cell.days.from == kFirstDate ? "" : cell.days.from.to_string());
    json.member("to", cell.days.to == kLastDate ? "" : cell.days.to.to_string());
    json.member("rules", cell.rules).member("fires", cell.fires).member("near_misses", cell.near_misses);
    json.member("not_applicable", cell.not_applicable).end_object();
    TIDEWAITER_CHECK(rows.add(out, object));
  }
  rows.end(out);
  return output.finish(out);
}

Result<bool> test(const Context& context, const RulesTest& command) {
  const std::string folder = context.settings.rules.string();
  std::vector<std::string> names = command.cases;
  if (names.empty() && !folder.empty()) names.push_back(folder);
  if (names.empty()) {
    return fail(ErrorCode::usage, "there is nothing to test", {}, "name case files, or a folder with --rules DIR");
  }
  TIDEWAITER_TRY(const std::vector<fs::path> files, case_files(names));
  TIDEWAITER_TRY(Snapshot snapshot, load_snapshot(Settings{}, {"none", folder}));
  const Scratch scratch;
  std::vector<CaseFile> cases;
  std::vector<std::vector<Decision>> decisions;
  std::vector<std::string> wrong;
  std::size_t rewritten = 0;
  for (const fs::path& file : files) {
    TIDEWAITER_TRY(const std::string text, read_file(file));
    TIDEWAITER_TRY(CaseFile parsed, parse_case(text, file.string()));
    TIDEWAITER_TRY(const fs::path folder_of_case, scratch.fresh());
    TIDEWAITER_TRY(std::vector<Decision> decided, run_case(snapshot, parsed, folder_of_case));
    std::vector<std::string> differ = differences(parsed, file.string(), decided);
    if (command.bless && !differ.empty()) {
      TIDEWAITER_CHECK(replace_file(file, blessed(text, parsed, decided)));
      ++rewritten;
    } else {
      std::ranges::move(differ, std::back_inserter(wrong));
    }
    std::ranges::move(unknown_rules(snapshot, parsed, file.string()), std::back_inserter(wrong));
    cases.push_back(std::move(parsed));
    decisions.push_back(std::move(decided));
  }
  std::ranges::move(promises_broken_by(snapshot, folder, cases, decisions), std::back_inserter(wrong));
  std::string cells;
  if (command.matrix) {
    const std::vector<MatrixCell> matrix = matrix_of(snapshot, folder, cases, decisions);
    TIDEWAITER_CHECK(print_matrix(context, matrix));
    for (const MatrixCell& cell : matrix) {
      if (cell.empty())
        wrong.push_back(fmt::format("row {}, {}: no case {}", cell.row, window_text(cell.days),
                                    cell.fires.empty() ? "fires" : "is a near miss"));
    }
    cells = ", " + report::counted(matrix.size(), "cell", "cells");
  }
  for (const std::string& text : wrong) tell(text);
  std::string summary = report::counted(files.size(), "case file", "case files") + cells;
  if (command.bless) summary += fmt::format(", {} rewritten: read what changed", rewritten);
  const char* none = rewritten > 0 ? ", nothing else is wrong" : ", nothing is wrong";
  summary += wrong.empty() ? none : ", " + report::counted(wrong.size(), "mistake", "mistakes");
  tell(summary);
  return wrong.empty();
}

}  // namespace

int run_command(const Context& context, const RulesTest& command) {
  const auto passed = test(context, command);
  if (!passed) {
    tell(passed.error());
    return kRefused;
  }
  return *passed ? kDone : kFound;
}

}  // namespace tidewaiter::cli
