#include "engine/retention.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <set>
#include <system_error>

#include "base/file.h"
#include "base/section_file.h"
#include "engine/data_texts.h"
#include "engine/kept_input.h"

namespace tidewaiter {
namespace {

bool keeps_lists(const RunRecord& run) {
  // older programs kept none
  return run.pruned.empty() && !run.info.data_version.empty() && !run.info.accepted_input.empty() &&
         run.info.versions.lists != "none";
}

// TIME-PID.… of a process that lives: it may be about to name the file.
bool is_being_written(const std::string& name) {
  const std::size_t dash = name.find('-');
  const std::size_t dot = name.find('.');
  if (dash == std::string::npos || dot == std::string::npos || dash > dot) return false;
  std::int64_t process = 0;
  const auto read = std::from_chars(name.data() + dash + 1, name.data() + dot, process);
  return read.ec == std::errc{} && read.ptr == name.data() + dot && is_process_alive(process);
}

void check_lists(const std::filesystem::path& kept_in, const std::string& version, StoreAudit& audit) {
  const std::filesystem::path path = kept_lists_of(kept_in, version);
  const auto file = SectionFile::open(path);
  if (!file) {
    audit.problems.push_back(fmt::format("{}: {}", path.string(), file.error().message));
  } else if (!file->digest().hex().starts_with(version)) {
    audit.problems.push_back(fmt::format("{}: it is not the list that runs kept", path.string()));
  } else {
    ++audit.files;
    std::error_code ignored;
    audit.bytes += std::filesystem::file_size(path, ignored);
  }
}

Date years_before(Date day, int years) {
  const auto civil = day.civil();
  const std::chrono::year_month_day before{civil.year() - std::chrono::years{years}, civil.month(), civil.day()};
  // 29 February of a year that has none: the day before, so that nothing goes too early
  return before.ok() ? Date(std::chrono::sys_days{before})
                     : Date(std::chrono::sys_days{before.year() / before.month() / std::chrono::last});
}

// Runs that decided on a shipment whose last answer leaves it open.
Result<std::map<RunId, std::string>> open_runs(const Store& store) {
  TIDEWAITER_TRY(const std::vector<Answer> answers, store.answers());
  std::map<std::string, const Answer*> last;
  for (const Answer& answer : answers) last[answer.shipment_id] = &answer;
  std::map<RunId, std::string> runs;
  for (const auto& [shipment, answer] : last) {
    if (answer->resolution != Resolution::escalated) continue;
    TIDEWAITER_TRY(const std::vector<StoredDecision> decisions, store.all(shipment));
    for (const StoredDecision& decision : decisions) runs.emplace(decision.run, shipment);
  }
  return runs;
}

}  // namespace

Result<StoreAudit> audit(const Store& store, const std::filesystem::path& kept_in) {
  StoreAudit audit;
  TIDEWAITER_TRY(audit.store, store.check());
  audit.problems = audit.store.problems;
  TIDEWAITER_TRY(const std::vector<RunRecord> runs, store.runs());
  std::set<std::string> known;  // names of files
  std::set<std::string> lists, texts;
  for (const RunRecord& run : runs) {
    if (keeps_lists(run)) lists.insert(run.info.versions.lists);
    if (run.pruned.empty() && !run.info.data_version.empty()) texts.insert(run.info.data_version);
    if (run.info.accepted_input.empty()) continue;
    const std::filesystem::path kept = find_kept(run.info.accepted_input, kept_in);
    TIDEWAITER_TRY(const std::vector<KeptFile> files, store.kept_files(run.id));
    const std::vector<std::string> problems = check_kept(kept, files);
    for (const std::string& problem : problems) audit.problems.push_back(fmt::format("run {}: {}", run.id, problem));
    audit.files += files.size() - problems.size();
    for (const KeptFile& file : files) {
      known.insert(file.name);
      audit.bytes += file.bytes;
    }
    std::error_code ignored;                                         // of what is not there
    if (files.empty() && !std::filesystem::exists(kept, ignored)) {  // an older program kept no digests
      audit.problems.push_back(fmt::format("run {}: {}: there is no such file", run.id, kept.string()));
    }
    if (files.empty()) {
      TIDEWAITER_TRY(const std::vector<KeptFile> there, describe_kept(kept));
      for (const KeptFile& file : there) known.insert(file.name);
    }
  }
  for (const std::string& version : lists) {
    known.insert(kept_lists_of(kept_in, version).filename().string());
    check_lists(kept_in, version, audit);
  }
  for (const std::string& version : texts) {
    const auto text = store.data(version);
    if (!text) continue;  // the database's own check tells it
    const auto read = DataTexts::from_json(*text, version);
    if (!read || read->version() != version) {
      audit.problems.push_back(fmt::format("the kept rules and catalogue of version {} are not those", version));
    }
  }
  TIDEWAITER_TRY(const store::RunLocks locks, locks_of(kept_in, false));
  std::error_code ignored;  // a folder that is not there holds nothing
  for (const auto& file : std::filesystem::directory_iterator(kept_in, ignored)) {
    const std::string name = file.path().filename().string();
    const std::string version = kept_list_version(name);
    const bool needed = version.empty() ? is_being_written(name) : locks.is_list_held_by_others(version);
    if (!known.contains(name) && !needed) audit.orphans.push_back(file.path().string());
  }
  std::ranges::sort(audit.orphans);
  if (audit.orphans.empty()) return audit;
  // A run that came into the store, or to its end, while all this was read.
  TIDEWAITER_TRY(const std::vector<RunRecord> later, store.runs());
  std::erase_if(audit.orphans, [&](const std::string& orphan) {
    const std::filesystem::path path = orphan;
    if (!std::filesystem::exists(path, ignored)) return true;
    const std::string name = path.filename().string();
    const std::string version = kept_list_version(name);
    return std::ranges::any_of(
        later.begin() + static_cast<std::ptrdiff_t>(runs.size()), later.end(), [&](const RunRecord& run) {
          const std::string stem = std::filesystem::path(run.info.accepted_input).stem().string();
          return (keeps_lists(run) && run.info.versions.lists == version) ||
                 (!stem.empty() && name.starts_with(stem + "."));
        });
  });
  return audit;
}

Result<std::vector<PruneStep>> plan_prune(const Store& store, const std::filesystem::path& kept_in, Date today,
                                          int retention_years) {
  const Date cutoff = years_before(today, retention_years);
  const std::string kept = retention_years == 1 ? "1 year" : fmt::format("{} years", retention_years);
  TIDEWAITER_TRY(const std::vector<RunRecord> runs, store.runs());
  TIDEWAITER_TRY(const std::vector<RunContent> contents, store.contents());
  TIDEWAITER_TRY(const auto open, open_runs(store));
  std::vector<PruneStep> steps;
  for (const RunRecord& run : runs) {
    if (!run.pruned.empty()) continue;
    PruneStep step;
    step.run = run;
    step.run.info.accepted_input = find_kept(run.info.accepted_input, kept_in).string();
    std::optional<Date> latest;
    if (const auto content = std::ranges::find(contents, run.id, &RunContent::run); content != contents.end()) {
      step.decisions = content->decisions;
      latest = content->latest;
    }
    TIDEWAITER_TRY(const std::vector<KeptFile> files, store.kept_files(run.id));
    for (const KeptFile& file : files) step.bytes += file.bytes;
    const std::optional<Date> begun = parse_date(run.info.started);
    if (run.state == RunState::running) {
      step.why = "it is still going";
    } else if (!begun || *begun >= cutoff) {
      step.why = fmt::format("it began less than {} ago", kept);
    } else if (latest && *latest >= cutoff) {
      step.why = fmt::format("a shipment of it is dated {}, less than {} ago", latest->to_string(), kept);
    } else if (const auto question = open.find(run.id); question != open.end()) {
      step.why = fmt::format("the answer to {} is open: escalated", question->second);
    } else {
      step.remove = true;
      step.why = fmt::format("older than {}", kept);
    }
    steps.push_back(std::move(step));
  }
  return steps;
}

Result<void> prune(Store& store, const std::filesystem::path& kept_in, const std::vector<PruneStep>& steps,
                   const std::string& now) {
  for (const PruneStep& step : steps) {
    if (!step.remove) continue;
    // The database first: a file that is left is an orphan, which the next screening removes; a decision whose rows are
    // gone would be one that nobody can compute again.
    TIDEWAITER_CHECK(store.prune(step.run.id, now));
    if (!step.run.info.accepted_input.empty()) remove_kept(step.run.info.accepted_input);
  }
  TIDEWAITER_TRY(store::RunLocks locks, locks_of(kept_in, true));
  drop_lists(kept_in, store, locks);
  return store.compact();
}

}  // namespace tidewaiter
