// The clock of the benches of names: time of this thread on a core, so that others on the machine do not count.
#pragma once

#include <ctime>

inline double core_seconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}
