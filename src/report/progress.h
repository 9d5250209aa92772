// The line that a long run shows on a terminal while it works.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

namespace tidewaiter::report {

struct Progress {
  std::uint64_t rows = 0;
  std::chrono::milliseconds elapsed{0};
  std::optional<double> share;  // of the input, 0 to 1, by bytes read; none if nobody knows (standard input)
};

// "  43 %  1,204,000 rows  98,200 rows/s  16 s left", at most `width` columns, without a line break.
std::string progress_line(const Progress& progress, std::size_t width);

}  // namespace tidewaiter::report
