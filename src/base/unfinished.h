// What this process is writing under names of writing_name(), for the handler of a signal that ends it at once.
#pragma once

namespace tidewaiter {

// Removes the files that are not yet in their places. Safe in a signal handler.
void remove_unfinished() noexcept;

}  // namespace tidewaiter
