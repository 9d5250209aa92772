// Ctrl-C and SIGTERM, for commands that write a file of the user's or wait for a stream: a flag instead of a sudden
// end, so that nothing half written stays. A second signal ends at once. Commands that only compute end by the signal.
#pragma once

#include <atomic>

#include "base/result.h"

namespace tidewaiter::cli {

// Listens from the first call on; the flag lives as long as the program.
const std::atomic<bool>& listen_for_interrupts();

// What to ask between two rows. Errors: interrupted.
Result<void> unless_interrupted();

}  // namespace tidewaiter::cli
