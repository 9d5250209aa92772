// The manual page, section 1, in groff's "man" macros: the same texts as --help, in one place.
#include <fmt/format.h>

#include "cli/command_tree.h"
#include "engine/version.h"

namespace tidewaiter::cli {
namespace {

// Text for groff: backslashes and hyphens as they stand, no line that groff takes for a request.
std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if ((c == '.' || c == '\'') && (out.empty() || out.back() == '\n')) out += "\\&";
    if (c == '\\') {
      out += "\\e";
    } else if (c == '-') {
      out += "\\-";
    } else if (c == '"') {
      out += "\\(dq";
    } else {
      out += c;
    }
  }
  return out;
}

std::string bold(std::string_view text) { return fmt::format("\\fB{}\\fR", escaped(text)); }
std::string slanted(std::string_view text) { return fmt::format("\\fI{}\\fR", escaped(text)); }

std::string synopsis(const CommandNode& node) {
  std::string text = bold("tidewaiter " + node.path);
  if (!node.commands.empty()) return fmt::format("{} {}", text, slanted("COMMAND"));
  for (const OptionNode& option : node.options) {
    if (option.positional || !option.required) continue;
    text += fmt::format(" {} {}", bold(option.names.back()), slanted(option.value));
  }
  text += fmt::format(" [{}]", slanted("OPTIONS"));
  for (const OptionNode& option : node.options) {
    if (!option.positional) continue;
    const std::string name = slanted(option.names.front()) + (option.many ? "..." : "");
    text += fmt::format(fmt::runtime(option.required ? " {}" : " [{}]"), name);
  }
  return text;
}

std::string option_entry(const OptionNode& option) {
  std::string heading;
  for (const std::string& name : option.names) {
    if (!heading.empty()) heading += ", ";
    heading += option.positional ? slanted(name) : bold(name);
  }
  if (!option.positional && !option.value.empty()) heading += fmt::format(" {}", slanted(option.value));
  return fmt::format(".TP\n{}\n{}\n", heading, escaped(option.help));
}

std::string examples_text(std::string_view path) {
  std::string text;
  for (const Example& example : examples_of(path)) {
    text += fmt::format(".PP\n{}:\n.PP\n.RS 4\n.nf\n{}\n.fi\n.RE\n", escaped(example.says), escaped(example.line));
  }
  return text;
}

std::string commands_text(const CommandNode& node) {
  std::string text;
  for (const CommandNode& command : node.commands) {
    if (!command.commands.empty()) {
      text += commands_text(command);
      continue;
    }
    text += fmt::format(".SS {}\n{}.\n.PP\n{}\n", escaped(command.path), escaped(command.help), synopsis(command));
    for (const OptionNode& option : command.options) {
      if (option.names.back() != "--help") text += option_entry(option);
    }
    text += examples_text(command.path);
  }
  return text;
}

constexpr std::string_view kFiles =
    ".SH FILES\n"
    ".TP\n\\fItidewaiter.toml\\fR, \\fI~/.config/tidewaiter/tidewaiter.toml\\fR\n"
    "Settings: of the current folder, else of the user. The command line wins over them.\n"
    ".TP\n\\fI~/.local/share/tidewaiter/lists.tidelist\\fR\n"
    "The compiled list, unless the settings or \\fB\\-\\-lists\\fR name another.\n"
    ".TP\n\\fI~/.local/share/tidewaiter/decisions.db\\fR\n"
    "The store of decisions and exceptions. The folder \\fIdecisions.db.input\\fR beside it keeps the shipments that "
    "were\n"
    "screened: guard both as you guard those.\n"
    ".SH ENVIRONMENT\n"
    ".TP\n\\fBNO_COLOR\\fR\nNo colour, also on a terminal.\n"
    ".TP\n\\fBTMPDIR\\fR\nWhere large input is sorted.\n"
    ".TP\n\\fBXDG_CONFIG_HOME\\fR, \\fBXDG_DATA_HOME\\fR\nIn place of \\fI~/.config\\fR and \\fI~/.local/share\\fR.\n"
    ".SH NOTES\n"
    "A finding is a reason to look, not a verdict and not legal advice. What nobody stated is reported as missing and\n"
    "never read as harmless.\n";

}  // namespace

std::string manual_page(const CommandNode& root) {
  std::string text = fmt::format(".TH TIDEWAITER 1 \"\" \"tidewaiter {}\" \"User Commands\"\n", kEngineVersion);
  text += ".SH NAME\ntidewaiter \\- screen shipments of computing goods before they leave\n";
  text += ".SH SYNOPSIS\n.nf\n";
  for (const CommandNode& command : root.commands) text += synopsis(command) + "\n";
  text += ".fi\n";
  text += fmt::format(".SH DESCRIPTION\n{}\n", escaped(root.help));
  text += ".SH OPTIONS\n";
  for (const OptionNode& option : root.options) text += option_entry(option);
  text += ".SH COMMANDS\n" + commands_text(root);
  text += ".SH EXIT STATUS\n" + escaped(kExitStatus.substr(kExitStatus.find(": ") + 2)) + "\n";
  text += kFiles;
  text += ".SH EXAMPLES\n" + examples_text("");
  return text;
}

}  // namespace tidewaiter::cli
