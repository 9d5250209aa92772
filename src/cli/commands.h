// One function a command: arguments in, exit status out. Errors are told on standard error; see docs/contracts.md for
// the statuses.
#pragma once

#include <filesystem>

#include "cli/arguments.h"
#include "engine/settings.h"

namespace tidewaiter::cli {

inline constexpr int kDone = 0;
inline constexpr int kFound = 1;          // something at or above --fail-on
inline constexpr int kRefused = 2;        // nothing could be opened, usage or rule error, no list at all
inline constexpr int kNothing = 3;        // readable, but zero lines screened
inline constexpr int kOldLists = 4;       // lists older than --max-list-age
inline constexpr int kRejects = 5;        // rows rejected and nothing else wrong
inline constexpr int kInterrupted = 130;  // 128 + SIGINT, as shells have it

struct Context {
  Common common;
  Settings settings;  // with the command line's choices laid over them

  bool without_store() const { return settings.store == "none"; }
  // Beside the store: the accepted rows of its runs.
  std::filesystem::path kept_in() const { return settings.store.string() + ".input"; }
};

int run_command(const Context& context, const Screen& command);
int run_command(const Context& context, const Demo& command);
int run_command(const Context& context, const Explain& command);
int run_command(const Context& context, const Resolve& command);
int run_command(const Context& context, const CheckStore& command);
int run_command(const Context& context, const ExportStore& command);
int run_command(const Context& context, const PruneStore& command);
int run_command(const Context& context, const AddException& command);
int run_command(const Context& context, const RemoveException& command);
int run_command(const Context& context, const ListExceptions& command);
int run_command(const Context& context, const Match& command);
int run_command(const Context& context, const Compare& command);
int run_command(const Context& context, const Classify& command);
int run_command(const Context& context, const Identify& command);
int run_command(const Context& context, const ImportLists& command);
int run_command(const Context& context, const ListsStatus& command);
int run_command(const Context& context, const ListsDiff& command);
int run_command(const Context& context, const ListsUpdate& command);
int run_command(const Context& context, const RulesCheck& command);
int run_command(const Context& context, const RulesList& command);
int run_command(const Context& context, const RulesDescribe& command);
int run_command(const Context& context, const RulesFields& command);
int run_command(const Context& context, const RulesTest& command);
int run_command(const Context& context, const RulesDiff& command);
int run_command(const Context& context, const CatalogList& command);
int run_command(const Context& context, const CatalogDescribe& command);
int run_command(const Context& context, const CatalogCheck& command);
int run_command(const Context& context, const CatalogPages& command);
int run_command(const Context& context, const Evaluate& command);
int run_command(const Context& context, const Schemas& command);
int run_command(const Context& context, const Simulate& command);
int run_command(const Context& context, const Docs& command);

}  // namespace tidewaiter::cli
