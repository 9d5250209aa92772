// On which line a place of a file stands: the readers of JSON and XML keep offsets only, and whoever is told of an
// entry that cannot be read must find it.
#pragma once

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>

namespace tidewaiter::lists {

class LineCounter {
 public:
  LineCounter(std::string_view bytes, const std::string& file) : bytes_(bytes), file_(file) {}

  // "file:line". Lines are counted on from the last place asked for: places come in the order of the file.
  std::string where(std::size_t offset) {
    offset = std::min(offset, bytes_.size());
    if (offset < counted_) {
      counted_ = 0;
      line_ = 1;
    }
    line_ += static_cast<std::size_t>(std::ranges::count(bytes_.substr(counted_, offset - counted_), '\n'));
    counted_ = offset;
    return fmt::format("{}:{}", file_, line_);
  }
  std::string where(std::string_view part) { return where(static_cast<std::size_t>(part.data() - bytes_.data())); }

 private:
  std::string_view bytes_;
  const std::string& file_;
  std::size_t counted_ = 0;  // bytes in which the lines are counted
  std::size_t line_ = 1;
};

}  // namespace tidewaiter::lists
