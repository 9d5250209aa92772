#include "engine/answers.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <utility>

#include "base/section_file.h"
#include "engine/data_texts.h"
#include "engine/list_book.h"
#include "engine/own_market.h"
#include "engine/stored_options.h"
#include "engine/version.h"

namespace tidewaiter {
namespace {

bool differ(const std::string& a, const std::string& b) { return !a.empty() && !b.empty() && a != b; }

void add_versions(const Answer& then, const Answer& now, const char* since, std::vector<std::string>& reasons) {
  const auto add = [&](std::string_view what, const std::string& before, const std::string& after) {
    if (differ(before, after))
      reasons.push_back(fmt::format("the {} are others{}: {}, not {}", what, since, after, before));
  };
  add("lists", then.lists, now.lists);
  add("rules", then.rules, now.rules);
  if (!differ(then.rules, now.rules)) add("rules, catalogue, places or effects of lists", then.data, now.data);
  add("parts of the program", then.engine, now.engine);
}

std::string state_of(const Answer& answer, const Answer& now, const Answer& here) {
  std::vector<std::string> reasons;
  if (differ(answer.rows, now.rows)) reasons.emplace_back("the shipment's rows have changed");
  add_versions(answer, now, "", reasons);
  const bool same = answer.decision == now.decision;
  if (reasons.empty() && !same) {
    reasons.emplace_back(
        "the decision is another: other tables, exceptions, options or other shipments of its run have changed");
  }
  if (reasons.empty()) add_versions(answer, here, " since, and nothing was screened with them", reasons);
  if (reasons.empty()) return "in force";
  return fmt::format("void: {}{}", fmt::join(reasons, "; "), same ? "; the decision itself reads the same" : "");
}

// The version of `texts` with the run's own tables of prices and rates, if it had some: they stand nowhere but in the
// store, so they are as they were.
std::string version_beside(const Store& store, const RunRecord& run, DataTexts texts) {
  std::string version = texts.version();
  if (run.info.data_version.empty() || version == run.info.data_version) return version;
  const auto json = store.data(run.info.data_version);
  const auto then = json ? DataTexts::from_json(*json, "the kept rules and catalogue") : std::unexpected(json.error());
  if (!then) return version;
  std::ranges::copy_if(then->shipped, std::back_inserter(texts.shipped), is_own_market);
  return texts.version();
}

}  // namespace

Answer answer_to(const StoredDecision& decision, const RunRecord& run) {
  Answer answer;
  answer.shipment_id = decision.shipment_id;
  answer.run = decision.run;
  answer.decision = hex_of(decision.digest);
  if (decision.rows) answer.rows = hex_of(*decision.rows);
  answer.lists = run.info.versions.lists;
  answer.rules = run.info.versions.rules;
  answer.engine = run.info.versions.engine;
  answer.data = run.info.data_version;
  return answer;
}

std::vector<AnswerState> states_of(std::span<const Answer> answers, const Answer& now, const Answer& here) {
  std::vector<AnswerState> states;
  for (const Answer& answer : answers) {
    if (&answer != &answers.back()) {
      states.push_back({&answer, false, fmt::format("answer {} stands in its place", answers.back().number)});
      continue;
    }
    std::string text = state_of(answer, now, here);
    const bool in_force = text == "in force";
    states.push_back({&answer, in_force, std::move(text)});
  }
  return states;
}

Answer what_stands_now(const Store& store, const RunRecord& run) {
  Answer here;
  here.engine = kEngineVersion;
  const StoredOptions then = read_options(run.info.options).value_or(StoredOptions{});
  if (then.lists == "none") here.lists = "none";
  if (then.lists && *then.lists != "none") {
    if (const auto file = SectionFile::open(*then.lists)) here.lists = ListBook::version_of(*file);
  }
  if (then.rules) {
    if (auto texts = read_data_texts(*then.rules)) here.data = version_beside(store, run, *std::move(texts));
  }
  return here;
}

}  // namespace tidewaiter
