// The shipped place data, as the program itself reads it, for the tests of every room.
#pragma once

#include <array>
#include <cstdio>
#include <cstdlib>
#include <span>
#include <string>
#include <utility>

#include "base/file.h"
#include "folders.h"
#include "places/places.h"

namespace tidewaiter {

inline Result<Places> load_shipped_places() {
  std::array<SourceText, 2> texts;
  static constexpr std::array<const char*, 2> kNames{"countries.toml", "groups.toml"};
  for (std::size_t i = 0; i < kNames.size(); ++i) {
    texts[i].name = std::string("regimes/places/") + kNames[i];
    TIDEWAITER_TRY(texts[i].text, read_file(source_path(texts[i].name)));
  }
  return Places::load(texts);
}

// Ends the test program with the message where the shipped places do not load: nothing else can be tested then.
inline const Places& shipped_places() {
  static const Places kPlaces = [] {
    Result<Places> places = load_shipped_places();
    if (!places) {
      std::fprintf(stderr, "%s\n", to_string(places.error()).c_str());
      std::abort();
    }
    return std::move(*places);
  }();
  return kPlaces;
}

}  // namespace tidewaiter
