// The shipped place data, as the program itself reads it.
#pragma once

#include <array>
#include <span>
#include <string>

#include "base/file.h"
#include "places/places.h"

namespace tidewaiter {

inline Result<Places> load_shipped_places() {
  std::array<SourceText, 2> texts;
  static constexpr std::array<const char*, 2> kNames{"countries.toml", "groups.toml"};
  for (std::size_t i = 0; i < kNames.size(); ++i) {
    texts[i].name = std::string("regimes/places/") + kNames[i];
    TIDEWAITER_TRY(texts[i].text, read_file(std::string(TIDEWAITER_SOURCE_DIR "/") + texts[i].name));
  }
  return Places::load(texts);
}

}  // namespace tidewaiter
