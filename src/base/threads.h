// How many threads work where nobody says it: one for each core.
#pragma once

#include <algorithm>
#include <thread>

namespace tidewaiter {

inline unsigned all_cores() { return std::max(1U, std::thread::hardware_concurrency()); }  // 0: it cannot be told

// As many as are asked for; 0 asks for one for each core.
inline unsigned threads_for(unsigned asked) { return asked != 0 ? asked : all_cores(); }

}  // namespace tidewaiter
