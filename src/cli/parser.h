// The parser while it is put together: for arguments.cpp and those beside it, which give it its commands.
#pragma once

#include <CLI/CLI.hpp>
#include <algorithm>
#include <functional>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "base/date.h"
#include "cli/arguments.h"
#include "cli/command_tree.h"
#include "cli/usage.h"

namespace tidewaiter::cli {

template <class T>
using Word = std::pair<const char*, T>;

// An option that takes one of a few words.
template <class T, class Target>
CLI::Option* add_words(CLI::App* app, const std::string& name, const std::vector<Word<T>>& words, Target& target,
                       const std::string& help) {
  std::vector<std::string> texts;
  texts.reserve(words.size());
  for (const auto& [word, value] : words) texts.emplace_back(word);
  return app
      ->add_option_function<std::string>(
          name,
          [&target, &words, texts, name](const std::string& text) {
            const auto found = std::ranges::find(texts, CLI::detail::to_lower(text));
            if (found == texts.end()) throw no_such_word(name, text, texts);
            target = words[static_cast<std::size_t>(found - texts.begin())].second;
          },
          help)
      ->type_name(CLI::detail::join(texts, "|"));
}

// A date option: YYYY-MM-DD. `target`: a Date or an optional one.
template <class Target>
CLI::Option* add_date(CLI::App* app, const std::string& name, Target& target, const std::string& help) {
  return app
      ->add_option_function<std::string>(
          name,
          [&target, name](const std::string& text) {
            const std::optional<Date> date = parse_date(text);
            if (!date)
              throw CLI::ValidationError(name, "\"" + text + "\" is no date\nwrite year, month and day: 2026-01-15");
            target = *date;
          },
          help)
      ->type_name("DATE");
}

class Parser {
 public:
  Parser();
  std::variant<Arguments, int> parse(int argc, char** argv);
  CommandNode tree() const;

 private:
  // A subcommand, and its arguments, a T, which the options write into and `make_` hands over.
  template <class T>
  std::pair<CLI::App*, T*> command(CLI::App* parent, const std::string& name, const std::string& help) {
    CLI::App* app = parent->add_subcommand(name, help);
    auto target = std::make_shared<T>();
    targets_.push_back(target);  // also where a command sets a callback of its own
    app->callback([this, target] { make_ = [target] { return Command(*target); }; });
    return {app, target.get()};
  }
  // A subcommand that takes options common to several, and nothing of its own.
  template <class T>
  void plain_command(CLI::App* parent, const std::string& name, const std::string& help,
                     std::initializer_list<void (Parser::*)(CLI::App*)> options = {}) {
    CLI::App* app = command<T>(parent, name, help).first;
    for (const auto option : options) (this->*option)(app);
  }
  CLI::App* group(const std::string& name, const std::string& help);

  // Options that several commands share.
  void lists_option(CLI::App* app);
  void threads_option(CLI::App* app, unsigned& target);
  void seed_option(CLI::App* app, std::uint64_t& target, const std::string& help);
  void rules_option(CLI::App* app);
  void store_option(CLI::App* app);
  void as_of_option(CLI::App* app, const std::string& help);
  void encoding_option(CLI::App* app, const std::string& of);
  void result_option(CLI::App* app, const std::string& help = "write the result here instead of standard output");
  void output_options(CLI::App* app);
  void format_option(CLI::App* app, const std::vector<Word<Format>>& formats, const std::string& help);

  // arguments_screening.cpp
  void screen();
  void explain();
  void resolve();
  void store();
  void exceptions();
  void demo();

  // arguments_data.cpp
  void match();
  void compare();
  void classify();
  void identify();
  void lists();
  void rules();
  void catalog();
  void evaluate();
  void schemas();
  void docs();

  // arguments_world.cpp
  void simulate();

  CLI::App app_;
  Common common_;
  std::vector<std::shared_ptr<void>> targets_;
  std::function<Command()> make_;
};

}  // namespace tidewaiter::cli
