#include "cli/command_tree.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cctype>

#include "base/json_writer.h"
#include "cli/parser_tree.h"

namespace tidewaiter::cli {

std::vector<std::string> OptionNode::words() const {
  std::vector<std::string> found;
  for (std::size_t begin = 0; begin < value.size();) {
    const std::size_t end = std::min(value.find('|', begin), value.size());
    if (std::islower(static_cast<unsigned char>(value[begin])) != 0) found.push_back(value.substr(begin, end - begin));
    begin = end + 1;
  }
  return found;
}

namespace {

OptionNode node_of(const CLI::Option& option) {
  OptionNode node;
  node.positional = option.get_positional();
  if (node.positional) {
    node.names.push_back(option.get_name(true, false));
  } else {
    for (const std::string& name : option.get_snames()) node.names.push_back("-" + name);
    for (const std::string& name : option.get_lnames()) node.names.push_back("--" + name);
  }
  if (option.get_type_size() != 0) {
    node.value = option.get_type_name();
    node.value.resize(std::min(node.value.find(':'), node.value.size()));  // behind it stand the limits of a number
  }
  node.help = option.get_description();
  node.required = option.get_required();
  node.many = option.get_expected_max() >= CLI::detail::expected_max_vector_size ||
              option.get_multi_option_policy() == CLI::MultiOptionPolicy::TakeAll;
  return node;
}

}  // namespace

CommandNode tree_of(const CLI::App& app, const std::string& path) {
  CommandNode node{app.get_name(), path, app.get_description(), {}, {}};
  for (const CLI::Option* option : app.get_options()) {
    if (!option->get_group().empty()) node.options.push_back(node_of(*option));
  }
  for (const CLI::App* command : app.get_subcommands({})) {
    if (command->get_group().empty()) continue;  // hidden
    node.commands.push_back(tree_of(*command, path.empty() ? command->get_name() : path + " " + command->get_name()));
  }
  return node;
}

std::string help_footer(const std::string& path) {
  std::string text = path.empty() ? std::string(kExitStatus) + "\n\n" : std::string{};
  const std::vector<Example> examples = examples_of(path);
  if (!examples.empty()) text += examples.size() == 1 ? "Example:" : "Examples:";
  for (const Example& example : examples) text += fmt::format("\n  {}\n      {}", example.line, example.says);
  return text;
}

namespace {

void write_command(JsonWriter& json, const CommandNode& node) {
  json.begin_object().member("path", node.path).member("help", node.help).key("options").begin_array();
  for (const OptionNode& option : node.options) {
    json.begin_object().member("names", option.names).member("value", option.value).member("words", option.words());
    json.member("help", option.help).member("positional", option.positional).member("required", option.required);
    json.member("many", option.many).end_object();
  }
  json.end_array().key("examples").begin_array();
  for (const Example& example : examples_of(node.path)) {
    json.begin_object().member("command", example.command).member("line", example.line);
    json.member("says", example.says).end_object();
  }
  json.end_array().member("group", !node.commands.empty()).end_object();
  for (const CommandNode& command : node.commands) write_command(json, command);
}

}  // namespace

std::string commands_json(const CommandNode& root) {
  std::string out;
  JsonWriter json(out);
  json.begin_array();
  write_command(json, root);
  json.end_array();
  return out + "\n";
}

}  // namespace tidewaiter::cli
