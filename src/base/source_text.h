// A text with the name that messages give it: shipped data, or a user's file.
#pragma once

#include <string>

namespace tidewaiter {

struct SourceText {
  std::string name;  // "regimes/us/licence.toml"
  std::string text;
};

}  // namespace tidewaiter
