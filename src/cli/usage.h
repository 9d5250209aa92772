// What the parser says of a wrong command line, in the form of every other error: what, where, what to do next.
#pragma once

#include <CLI/CLI.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace tidewaiter::cli {

// Refuses `word` as a value of `option`, with the nearest of the words that may stand there.
CLI::ValidationError no_such_word(const std::string& option, std::string_view word,
                                  const std::vector<std::string>& words);

// --help behind a command that does not exist: nothing, where there is such a command. `app` is the root.
std::optional<Error> help_of_nothing(const CLI::App& app);

// The mistake on which parsing ended. `app` is the root.
Error usage_error(const CLI::ParseError& error, const CLI::App& app);

}  // namespace tidewaiter::cli
