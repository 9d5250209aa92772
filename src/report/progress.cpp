#include "report/progress.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "report/text.h"

namespace tidewaiter::report {
namespace {

std::string duration_text(double seconds) {
  const auto whole = static_cast<std::int64_t>(std::ceil(seconds));
  if (whole < 60) return fmt::format("{} s", whole);
  if (whole < 3600) return fmt::format("{}:{:02} min", whole / 60, whole % 60);
  return fmt::format("{}:{:02} h", whole / 3600, whole % 3600 / 60);
}

}  // namespace

std::string progress_line(const Progress& progress, std::size_t width) {
  // Before this the rate is noise: the first batches pay for reading lists and rules.
  constexpr double kSettled = 1.0;  // seconds
  constexpr double kShareSettled = 0.01;
  const double seconds = static_cast<double>(progress.elapsed.count()) / 1000;
  std::string text;
  const bool known = progress.share.has_value();
  const double share = std::clamp(progress.share.value_or(0), 0.0, 1.0);
  if (known) text += fmt::format("{:3} %  ", static_cast<int>(share * 100));
  text += fmt::format("{} rows", grouped(progress.rows));
  if (seconds >= kSettled) {
    text += fmt::format("  {} rows/s", grouped(std::floor(static_cast<double>(progress.rows) / seconds)));
    if (known && share >= kShareSettled && share < 1) {
      text += fmt::format("  {} left", duration_text(seconds * (1 - share) / share));
    }
  }
  return fit(text, width);
}

}  // namespace tidewaiter::report
