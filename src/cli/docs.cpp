// docs: what the package is made of, from the tree of commands. Hidden, as no user needs it.
#include "cli/command_tree.h"
#include "cli/commands.h"
#include "cli/output.h"

namespace tidewaiter::cli {
namespace {

std::string document(Docs::Form form) {
  const CommandNode root = command_tree();
  switch (form) {
    case Docs::Form::man:
      return manual_page(root);
    case Docs::Form::bash:
      return bash_completion(root);
    case Docs::Form::zsh:
      return zsh_completion(root);
    case Docs::Form::fish:
      return fish_completion(root);
    case Docs::Form::commands:
      break;
  }
  return commands_json(root);
}

Result<int> write_document(Docs::Form form) {
  TIDEWAITER_TRY(Output out, Output::open(""));
  TIDEWAITER_CHECK(out.finish(document(form)));
  return kDone;
}

}  // namespace

int run_command(const Context&, const Docs& command) { return told(write_document(command.form)); }

}  // namespace tidewaiter::cli
