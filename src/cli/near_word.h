// What a wrong word may mean: for messages of the parser and of commands.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tidewaiter::cli {

// The one of `words` that `word` begins, or the nearest one, whatever their case; nothing where none is near.
std::optional<std::string> near_word(std::string_view word, const std::vector<std::string>& words);

}  // namespace tidewaiter::cli
