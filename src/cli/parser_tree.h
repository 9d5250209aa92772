// From the parser to plain data: for arguments.cpp, which makes the parser.
#pragma once

#include <string>

#include "cli/command_tree.h"

namespace CLI {
class App;
}  // namespace CLI

namespace tidewaiter::cli {

// Whatever --help shows of `app` and below. `path` is its words behind "tidewaiter".
CommandNode tree_of(const CLI::App& app, const std::string& path);

// What stands below the options in --help: examples; at the root the exit status, too.
std::string help_footer(const std::string& path);

}  // namespace tidewaiter::cli
