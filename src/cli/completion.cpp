// Completion for bash, zsh and fish, each written from the tree of commands: commands, options, the words that an
// option takes, files and folders.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "cli/command_tree.h"

namespace tidewaiter::cli {
namespace {

template <class Visit>
void each_command(const CommandNode& node, const Visit& visit) {
  visit(node);
  for (const CommandNode& command : node.commands) each_command(command, visit);
}

// "a b" where nothing in it can be more than a word of our own: commands, options and words hold no blank and no quote.
std::string joined(const std::vector<std::string>& words) { return fmt::format("{}", fmt::join(words, " ")); }

std::vector<std::string> option_names(const CommandNode& node) {
  std::vector<std::string> names;
  for (const OptionNode& option : node.options) {
    if (!option.positional) names.insert(names.end(), option.names.begin(), option.names.end());
  }
  return names;
}

std::vector<std::string> command_names(const CommandNode& node) {
  std::vector<std::string> names;
  names.reserve(node.commands.size());
  for (const CommandNode& command : node.commands) names.push_back(command.name);
  return names;
}

// "/lists/import": a path that holds no blank.
std::string key_of(const CommandNode& node) {
  std::string key = node.path.empty() ? node.path : fmt::format("/{}", node.path);
  std::ranges::replace(key, ' ', '/');
  return key;
}

std::string replaced(std::string_view text, char from, std::string_view to) {
  std::string out;
  for (const char c : text) {
    if (c == from) {
      out += to;
    } else {
      out += c;
    }
  }
  return out;
}
// Inside '…' of bash and zsh, and of fish.
std::string quoted(std::string_view text) { return fmt::format("'{}'", replaced(text, '\'', "'\\''")); }
std::string fish_quoted(std::string_view text) {
  return fmt::format("'{}'", replaced(replaced(text, '\\', "\\\\"), '\'', "\\'"));
}

// What bash offers for a value.
std::string bash_offers(const OptionNode& option) {
  std::string text;
  if (const auto words = option.words(); !words.empty()) text += fmt::format(" words='{}'", joined(words));
  if (option.takes_file()) {
    text += " files=-f";
  } else if (option.takes_folder()) {
    text += " files=-d";
  }
  return text;
}

}  // namespace

std::string bash_completion(const CommandNode& root) {
  std::string commands;
  std::string values;
  std::string rest;
  each_command(root, [&](const CommandNode& node) {
    const std::string key = key_of(node);
    if (!key.empty()) commands += (commands.empty() ? "" : "|") + key;
    std::string positional;
    for (const OptionNode& option : node.options) {
      if (option.positional) {
        if (positional.empty()) positional = bash_offers(option);
      } else if (!option.value.empty()) {
        std::vector<std::string> keys;
        keys.reserve(option.names.size());
        for (const std::string& name : option.names) keys.push_back(fmt::format("{}:{}", key, name));
        const std::string offers = bash_offers(option);  // none: nothing that could be proposed
        values += fmt::format("    {}){} ;;\n", fmt::join(keys, "|"), offers.empty() ? " return" : offers);
      }
    }
    rest += fmt::format("      '{}') options='{}'", key, joined(option_names(node)));
    if (!node.commands.empty()) rest += fmt::format(" words='{}'", joined(command_names(node)));
    rest += positional + " ;;\n";
  });
  return "# bash completion for tidewaiter\n"
         "_tidewaiter() {\n"
         "  local current=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} at= i words= files= options=\n"
         "  # --format=csv arrives as three words\n"
         "  if [[ $current == '=' ]]; then current=\n"
         "  elif [[ $before == '=' ]]; then before=${COMP_WORDS[COMP_CWORD-2]}\n"
         "  fi\n"
         "  for ((i = 1; i < COMP_CWORD; i++)); do\n"
         "    case $at/${COMP_WORDS[i]} in\n"
         "      " +
         commands +
         ") at=$at/${COMP_WORDS[i]} ;;\n"
         "    esac\n"
         "  done\n"
         "  COMPREPLY=()\n"
         "  case $at:$before in\n" +
         values +
         "    *)\n"
         "      case $at in\n" +
         rest +
         "      esac\n"
         "      [[ $current == -* ]] && words=$options files= ;;\n"
         "  esac\n"
         "  mapfile -t COMPREPLY < <(compgen -W \"$words\" -- \"$current\")\n"
         "  if [[ -n $files ]]; then\n"
         "    compopt -o filenames 2>/dev/null\n"
         "    local found\n"
         "    mapfile -t found < <(compgen $files -- \"$current\")\n"
         "    COMPREPLY+=(\"${found[@]}\")\n"
         "  fi\n"
         "}\n"
         "complete -F _tidewaiter tidewaiter\n";
}

namespace {

std::string zsh_action(const OptionNode& option) {
  const std::vector<std::string> words = option.words();
  if (option.takes_file()) {
    return words.empty() ? "_files" : fmt::format("{{ compadd {}; _files }}", joined(words));
  }
  if (option.takes_folder()) return "_files -/";
  return fmt::format("({})", joined(words));
}

// A help text inside [...] of _arguments.
std::string zsh_help(std::string_view text) {
  return replaced(replaced(replaced(replaced(text, '\\', "\\\\"), '[', "\\["), ']', "\\]"), '\n', " ");
}
std::string zsh_label(const OptionNode& option) {
  return replaced(option.positional ? option.names.front() : option.value, ':', "\\:");
}

std::string zsh_function(const CommandNode& node) {
  std::string name = key_of(node);
  std::ranges::replace(name, '/', '_');
  std::string text =
      fmt::format("_tidewaiter{}() {{\n  local curcontext=$curcontext state line\n  local -a commands\n", name);
  text += "  typeset -A opt_args\n  _arguments -C -s";
  int position = 0;
  for (const OptionNode& option : node.options) {
    const std::string value = option.value.empty() ? "" : fmt::format(":{}:{}", zsh_label(option), zsh_action(option));
    if (option.positional) {
      const std::string place = option.many ? "*" : fmt::format("{}", ++position);
      text += " \\\n    " + quoted(fmt::format("{}:{}:{}", place, zsh_label(option), zsh_action(option)));
      continue;
    }
    const std::string names = joined(option.names);
    for (const std::string& each : option.names) {
      const std::string again = option.many ? "*" : fmt::format("({})", names);  // else once, under either name
      const char* joint = each.starts_with("--") && !value.empty() ? "=" : "";
      text += " \\\n    " + quoted(fmt::format("{}{}{}[{}]{}", again, each, joint, zsh_help(option.help), value));
    }
  }
  if (node.commands.empty()) return text + "\n}\n";
  text += " \\\n    '1: :->command' \\\n    '*:: :->rest'\n  case $state in\n    command)\n      commands=(\n";
  for (const CommandNode& command : node.commands)
    text += fmt::format("        {}\n", quoted(command.name + ":" + replaced(command.help, ':', "\\:")));
  text += "      )\n      _describe command commands ;;\n    rest)\n      case $words[1] in\n";
  for (const CommandNode& command : node.commands)
    text += fmt::format("        {}) _tidewaiter{}_{} ;;\n", command.name, name, command.name);
  return text + "      esac ;;\n  esac\n}\n";
}

}  // namespace

std::string zsh_completion(const CommandNode& root) {
  std::string text = "#compdef tidewaiter\n# zsh completion for tidewaiter\n";
  each_command(root, [&](const CommandNode& node) { text += zsh_function(node); });
  return text +
         "if [[ $funcstack[1] == _tidewaiter ]]; then _tidewaiter \"$@\"; else compdef _tidewaiter tidewaiter; fi\n";
}

std::string fish_completion(const CommandNode& root) {
  std::vector<std::string> keys;
  std::string lines;
  each_command(root, [&](const CommandNode& node) {
    const std::string key = key_of(node);
    if (!key.empty()) keys.push_back(fish_quoted(key));
    const std::string when = fmt::format("complete -c tidewaiter -n 'test \"$(__tidewaiter_at)\" = \"{}\"'", key);
    for (const CommandNode& command : node.commands)
      lines += fmt::format("{} -f -a {} -d {}\n", when, command.name, fish_quoted(command.help));
    for (const OptionNode& option : node.options) {
      std::string names;
      for (const std::string& name : option.names) {
        if (!option.positional) names += name.starts_with("--") ? " -l " + name.substr(2) : " -s " + name.substr(1);
      }
      std::string value;
      if (!option.value.empty() && !option.positional) value += " -r";
      if (option.takes_file()) {
        value += " -F";
      } else if (option.takes_folder()) {
        value += " -f -a '(__fish_complete_directories)'";
      } else {
        value += " -f";
      }
      if (const auto words = option.words(); !words.empty()) value += fmt::format(" -a '{}'", joined(words));
      lines += fmt::format("{}{}{} -d {}\n", when, names, value, fish_quoted(option.help));
    }
  });
  return fmt::format(
      "# fish completion for tidewaiter\n"
      "function __tidewaiter_at\n"
      "  set -l at ''\n"
      "  for word in (commandline -opc)[2..-1]\n"
      "    contains -- $at/$word {} && set at $at/$word\n"
      "  end\n"
      "  echo $at\n"
      "end\n"
      "complete -c tidewaiter -f\n{}",
      fmt::join(keys, " "), lines);
}

}  // namespace tidewaiter::cli
