// The tree of commands as plain data, read from the parser itself: help, manual page and completions are all written
// from it, so that none of them can say something else.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace tidewaiter::cli {

// One line that a user may type as it stands, and what it does.
struct Example {
  std::string_view command;  // "screen", "lists import"
  std::string_view line;
  std::string_view says;
};

// How `command` is used; empty for a command that has none, which a test forbids.
std::vector<Example> examples_of(std::string_view command);

struct OptionNode {
  std::vector<std::string> names;  // "-o", "--output"; of a positional its name alone
  std::string value;               // "FILE|none": a kind of value in capitals, a word in small letters; empty: a flag
  std::string help;
  bool positional = false;
  bool required = false;
  bool many = false;  // more than one value

  // The words of `value` in small letters: what may be written literally.
  std::vector<std::string> words() const;
  bool takes_file() const { return value.find("FILE") != std::string::npos; }
  bool takes_folder() const { return value.find("DIR") != std::string::npos; }
};

struct CommandNode {
  std::string name;  // last word; "tidewaiter" at the root
  std::string path;  // all words behind "tidewaiter": "lists import"; empty at the root
  std::string help;
  std::vector<OptionNode> options;  // positionals too, in their order
  std::vector<CommandNode> commands;
};

inline constexpr std::string_view kExitStatus =
    "Exit status: 0 done; 1 something at or above --fail-on; 2 nothing could be opened, usage or rule error;\n"
    "3 no row accepted; 4 lists too old; 5 rows rejected and nothing else wrong; 130 interrupted.";

// What all surfaces are made of. Commands that no user types (`docs`) are left out.
CommandNode command_tree();

std::string manual_page(const CommandNode& root);      // groff, section 1
std::string bash_completion(const CommandNode& root);  // needs bash alone
std::string zsh_completion(const CommandNode& root);   // to be sourced, or autoloaded as _tidewaiter
std::string fish_completion(const CommandNode& root);
std::string commands_json(const CommandNode& root);  // every command with its options and examples, for tests

}  // namespace tidewaiter::cli
