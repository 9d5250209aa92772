#include "cli/arguments.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>
#include <limits>
#include <sstream>
#include <string_view>

#include "cli/near_word.h"
#include "cli/output.h"
#include "cli/parser.h"
#include "cli/parser_tree.h"
#include "cli/version.h"
#include "text/transcoder.h"

namespace tidewaiter::cli {
namespace {

// In the order in which --help shows them.
const std::vector<Word<Format>> kFormats{
    {"table", Format::table}, {"ndjson", Format::ndjson}, {"json", Format::json}, {"csv", Format::csv}};

Result<void> print(std::string_view text) {
  TIDEWAITER_TRY(Output output, Output::open({}));
  return output.finish(text);
}

// Below the options of every command: how it is used.
void add_examples(CLI::App& app, const std::string& path) {
  app.footer(help_footer(path));
  for (CLI::App* command : app.get_subcommands({}))
    add_examples(*command, path.empty() ? command->get_name() : path + " " + command->get_name());
}

// An option takes one value each time that it is given. CLI11 lets one that fills a list take the words behind the
// value, too, and what was to be screened would be read as one more party table.
void take_one_value_each(CLI::App& app) {
  for (CLI::Option* option : app.get_options()) {
    if (!option->get_positional()) option->allow_extra_args(false);
  }
  for (CLI::App* command : app.get_subcommands({})) take_one_value_each(*command);
}

}  // namespace

Parser::Parser() {
  app_.name("tidewaiter");
  app_.description(
      "Tidewaiter screens shipments of computing goods before release: who is in them, what is in them, where they\n"
      "really go, what the law of that day says, and what is odd. It explains every answer.");
  app_.set_version_flag("--version", version_text, "print the version, and what the program was built from");
  app_.set_help_flag("-h,--help", "print this and exit");
  app_.require_subcommand(1);
  screen();
  explain();
  resolve();
  store();
  exceptions();
  match();
  compare();
  classify();
  identify();
  lists();
  rules();
  catalog();
  evaluate();
  schemas();
  demo();
  simulate();
  docs();
  take_one_value_each(app_);
  add_examples(app_, "");
}

std::variant<Arguments, int> Parser::parse(int argc, char** argv) {
  // "tidewaiter help lists import" is "tidewaiter lists import --help"
  const bool help = argc > 1 && std::string_view(argv[1]) == "help";
  std::vector<std::string> words(argv + (help ? 2 : std::min(argc, 1)), argv + argc);
  if (help) words.emplace_back("--help");
  std::ranges::reverse(words);  // as CLI11 takes them
  try {
    app_.parse(words);
  } catch (const CLI::Success& wanted) {  // help or version
    if (const auto mistake = help_of_nothing(app_);
        mistake && dynamic_cast<const CLI::CallForHelp*>(&wanted) != nullptr) {
      tell(*mistake);
      return 2;
    }
    std::ostringstream text;
    const int status = app_.exit(wanted, text, text);
    const auto written = print(text.str());
    if (!written) tell(written.error());
    return written ? status : 2;
  } catch (const CLI::ParseError& error) {
    tell(usage_error(error, app_));
    return 2;
  }
  return Arguments{common_, make_()};
}

CommandNode Parser::tree() const { return tree_of(app_, ""); }

CLI::App* Parser::group(const std::string& name, const std::string& help) {
  CLI::App* app = app_.add_subcommand(name, help);
  app->require_subcommand(1);
  return app;
}

void Parser::lists_option(CLI::App* app) {
  app->add_option("--lists", common_.lists, "compiled list, or \"none\" (default: as the settings say)")
      ->type_name("FILE|none");
}
void Parser::rules_option(CLI::App* app) {
  app->add_option("--rules", common_.rules, "folder of your own rules, added to the shipped ones")->type_name("DIR");
}
void Parser::store_option(CLI::App* app) {
  app->add_option("--store", common_.store, "database of decisions, or \"none\" (default: as the settings say)")
      ->type_name("FILE|none");
}
void Parser::as_of_option(CLI::App* app, const std::string& help) { add_date(app, "--as-of", common_.as_of, help); }
// `of`: what it says the encoding of.
void Parser::encoding_option(CLI::App* app, const std::string& of) {
  app->add_option_function<std::string>(
         "--encoding",
         [this](const std::string& text) {
           const auto known = text::encoding_called(text);
           if (!known) {
             const auto names = text::common_encodings();
             const auto near = near_word(text, {names.begin(), names.end()});
             throw CLI::ValidationError(
                 "--encoding", fmt::format("\"{}\" is no encoding that ICU knows\n{}", text,
                                           near ? fmt::format("did you mean {}?", *near)
                                                : fmt::format("there are {} and others", fmt::join(names, ", "))));
           }
           common_.encoding = *known;
         },
         "encoding of " + of + ", as windows-1250 or GB18030 (default: found)")
      ->type_name("NAME");
}
void Parser::result_option(CLI::App* app, const std::string& help) {
  app->add_option("-o,--output", common_.output, help)->type_name("FILE");
}
void Parser::threads_option(CLI::App* app, unsigned& target) {
  app->add_option("--threads", target, "worker threads, 0 to 256; 0, the default, takes all cores")
      ->type_name("N")
      ->check(CLI::Range(0U, 256U).description(""));
}
// CLI11 alone takes "" for 0, 0x10 for 16, and -1 or what is too large for the largest number.
void Parser::seed_option(CLI::App* app, std::uint64_t& target, const std::string& help) {
  app->add_option("--seed", target, help)
      ->check(CLI::Validator(
          [](const std::string& text) {
            std::uint64_t number = 0;
            const char* end = text.data() + text.size();
            const auto read = std::from_chars(text.data(), end, number);
            if (read.ec == std::errc{} && read.ptr == end) return std::string{};
            return fmt::format("\"{}\" is no whole number that fits\nwrite one from 0 to {}", text,
                               std::numeric_limits<std::uint64_t>::max());
          },
          ""))
      ->capture_default_str();
}
void Parser::output_options(CLI::App* app) { format_option(app, kFormats, "form of the result (default: table)"); }
void Parser::format_option(CLI::App* app, const std::vector<Word<Format>>& formats, const std::string& help) {
  add_words(app, "--format", formats, common_.format, help)->each([this](const std::string&) {
    common_.format_named = true;
  });
  result_option(app);
}

std::variant<Arguments, int> parse_arguments(int argc, char** argv) { return Parser().parse(argc, argv); }

CommandNode command_tree() { return Parser().tree(); }

}  // namespace tidewaiter::cli
