#include "cli/interrupt.h"

#include <csignal>

namespace tidewaiter::cli {
namespace {

std::atomic<bool> asked = false;  // written by the signal handler, so it cannot live anywhere else

void ask(int signal) {
  asked = true;
  std::signal(signal, SIG_DFL);  // a second Ctrl-C ends at once
}

}  // namespace

const std::atomic<bool>& listen_for_interrupts() {
  static const bool listening = [] {
    std::signal(SIGINT, ask);
    std::signal(SIGTERM, ask);
    return true;
  }();
  (void)listening;
  return asked;
}

Result<void> unless_interrupted() {
  if (!asked) return {};
  return fail(ErrorCode::interrupted, "interrupted; nothing half written is left", {}, "run the same command again");
}

}  // namespace tidewaiter::cli
