#include "cli/usage.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>
#include <optional>

#include "cli/near_word.h"

namespace tidewaiter::cli {
namespace {

// "tidewaiter lists import"
std::string path_of(const CLI::App* app) {
  std::string path = app->get_name();
  for (const CLI::App* above = app->get_parent(); above != nullptr; above = above->get_parent())
    path.insert(0, above->get_name() + " ");
  return path;
}

// The commands that the line names, outermost first.
std::vector<const CLI::App*> named_commands(const CLI::App& root) {
  std::vector<const CLI::App*> found{&root};
  while (!found.back()->get_subcommands().empty()) found.push_back(found.back()->get_subcommands().back());
  return found;
}

// What may stand on the command line; what is hidden from --help is not proposed.
std::vector<std::string> option_names(const CLI::App* app) {
  std::vector<std::string> names;
  for (const CLI::Option* option : app->get_options()) {
    for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
  }
  return names;
}
std::vector<std::string> command_names(const CLI::App* app) {
  std::vector<std::string> names;
  for (const CLI::App* command : app->get_subcommands({})) {
    if (!command->get_group().empty()) names.push_back(command->get_name());
  }
  return names;
}

std::string see_help(const CLI::App* app) { return path_of(app) + " --help shows what there is"; }

Error unknown_option(const CLI::App* app, const std::string& written) {
  const std::string name = written.substr(0, written.find('='));
  const auto near = near_word(name, option_names(app));
  return {ErrorCode::usage, fmt::format("there is no option {}", name), path_of(app),
          near ? fmt::format("did you mean {}?", *near) : see_help(app)};
}

Error unknown_command(const CLI::App* app, const std::string& written) {
  const std::vector<std::string> names = command_names(app);
  const auto near = near_word(written, names);
  return {ErrorCode::usage, fmt::format("there is no command \"{}\"", written), path_of(app),
          near ? fmt::format("did you mean {}?", *near) : fmt::format("commands: {}", fmt::join(names, ", "))};
}

// Everything that the command still lacks, and not only what the parser met first.
std::optional<Error> what_is_missing(const CLI::App* app) {
  std::vector<std::string> missing;
  for (const CLI::Option* option : app->get_options()) {
    if (option->get_required() && option->count() == 0) missing.push_back(option->get_name());
  }
  if (missing.empty()) return std::nullopt;
  return Error{ErrorCode::usage, fmt::format("{} must be given", fmt::join(missing, ", ")), path_of(app),
               path_of(app) + " --help shows examples"};
}

// "0.600000 to 1.000000" as people write it.
std::string limits_in_words(std::string_view text) {
  static constexpr std::string_view kTo = " to ";
  const std::size_t at = text.find(kTo);
  double least = 0;
  double most = 0;
  const auto read = [](std::string_view number, double& into) {
    const auto found = std::from_chars(number.data(), number.data() + number.size(), into);
    return found.ec == std::errc{} && found.ptr == number.data() + number.size();
  };
  if (at == std::string_view::npos || !read(text.substr(0, at), least) || !read(text.substr(at + kTo.size()), most))
    return std::string(text);
  return fmt::format("{} to {}", least, most);
}

// "--threads: Value 999 not in range 0 to 256" in our words.
std::string range_in_words(const std::string& text) {
  static constexpr std::string_view kValue = "Value ";
  static constexpr std::string_view kRange = " not in range ";
  const std::size_t range = text.find(kRange);
  if (!text.starts_with(kValue) || range == std::string::npos) return text;
  return fmt::format("\"{}\" is no number from {}", text.substr(kValue.size(), range - kValue.size()),
                     limits_in_words(std::string_view(text).substr(range + kRange.size())));
}

// A message "--option: text", with a hint behind a line break.
Error wrong_value(const std::string& what, const CLI::App* app) {
  const std::size_t colon = what.find(": ");
  if (colon == std::string::npos) return {ErrorCode::usage, what, path_of(app), see_help(app)};
  const std::string text = what.substr(colon + 2);
  const std::size_t line = text.find('\n');
  return {ErrorCode::usage, range_in_words(text.substr(0, line)), what.substr(0, colon),
          line == std::string::npos ? see_help(app) : text.substr(line + 1)};
}

// "--parties: 1 required FILE missing", "--format: At Most 1 required but received 2".
Error wrong_count(const std::string& what, const CLI::App* app) {
  const std::string name = what.substr(0, what.find(':'));
  if (what.find("At Most") != std::string::npos)
    return {ErrorCode::usage, "this is given more than once", name, "give it once"};
  const CLI::Option* option = nullptr;
  for (const CLI::Option* each : app->get_options()) {
    if (each->get_name() == name || each->get_name(false, true).find(name) != std::string::npos) option = each;
  }
  if (option == nullptr) return {ErrorCode::usage, what, path_of(app), see_help(app)};
  return {ErrorCode::usage, fmt::format("a value is missing: {}", option->get_type_name()), name,
          fmt::format("write {} {}: {}", name, option->get_type_name(), option->get_description())};
}

// "Could not convert: --limit = -3"
Error no_number(const std::string& what, const CLI::App* app) {
  const std::size_t colon = what.find(": ");
  const std::size_t equals = what.find(" = ");
  if (colon == std::string::npos || equals == std::string::npos || equals < colon)
    return {ErrorCode::usage, what, path_of(app), see_help(app)};
  return {ErrorCode::usage, fmt::format("\"{}\" is no number that fits", what.substr(equals + 3)),
          what.substr(colon + 2, equals - colon - 2), "write a whole number, 0 or more"};
}

}  // namespace

CLI::ValidationError no_such_word(const std::string& option, std::string_view word,
                                  const std::vector<std::string>& words) {
  const auto near = near_word(word, words);
  return CLI::ValidationError(option, fmt::format("\"{}\" is none of {}{}", word, fmt::join(words, ", "),
                                                  near ? fmt::format("\ndid you mean {}?", *near) : std::string{}));
}

std::optional<Error> help_of_nothing(const CLI::App& app) {
  const CLI::App* last = named_commands(app).back();
  if (command_names(last).empty()) return std::nullopt;
  for (const std::string& word : last->remaining()) {
    if (!word.starts_with('-')) return unknown_command(last, word);
  }
  return std::nullopt;
}

Error usage_error(const CLI::ParseError& error, const CLI::App& app) {
  const std::vector<const CLI::App*> commands = named_commands(app);
  // what nobody knows comes first: it may be the very thing that is missing, misspelt
  for (const CLI::App* command : commands) {
    for (const std::string& word : command->remaining()) {
      if (word.size() > 1 && word.starts_with('-')) return unknown_option(command, word);
    }
  }
  const CLI::App* last = commands.back();
  const std::vector<std::string> left = last->remaining();
  if (!command_names(last).empty()) {
    if (!left.empty()) return unknown_command(last, left.front());
    return {ErrorCode::usage, "a command is missing", path_of(last),
            fmt::format("commands: {}", fmt::join(command_names(last), ", "))};
  }
  const std::string what = error.what();
  if (dynamic_cast<const CLI::RequiredError*>(&error) != nullptr) {
    if (auto missing = what_is_missing(last)) return *missing;
  }
  if (!left.empty()) {
    return {ErrorCode::usage, fmt::format("\"{}\" is one word too many", left.front()), path_of(last),
            "a name with blanks stands in quotes; " + see_help(last)};
  }
  if (dynamic_cast<const CLI::ArgumentMismatch*>(&error) != nullptr) return wrong_count(what, last);
  if (dynamic_cast<const CLI::ConversionError*>(&error) != nullptr) return no_number(what, last);
  return wrong_value(what, last);
}

}  // namespace tidewaiter::cli
