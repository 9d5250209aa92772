// A world with known truth, written into a folder: the tables of docs/contracts.md as CSV and Parquet, truth/ beside
// them, and world.json with every parameter and the seed.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>

#include "base/result.h"
#include "catalog/catalog.h"
#include "places/places.h"
#include "regime/regime.h"

namespace tidewaiter::world {

inline constexpr std::uint32_t kLeastParties = 60;  // fewer have no dealer in half of the trades
inline constexpr std::uint32_t kMostParties = 400'000;
inline constexpr int kMostDays = 2'500;

struct Progress {
  int day = 0;
  int days = 0;
  std::uint64_t shipments = 0;
};

struct Options {
  std::uint64_t seed = 1;
  std::uint32_t parties = 2000;
  int days = 730;
  std::string scenario = "baseline";
  std::filesystem::path folder;
  unsigned threads = 0;        // 0: as many as the machine has
  std::string engine_version;  // for world.json
  std::string rules_version;
  std::function<void(const Progress&)> progress = {};  // called by one thread
  std::function<bool()> stop = {};                     // asked after each day; true: the world ends there, whole
};

struct Summary {
  std::uint64_t parties = 0;
  std::uint64_t shipments = 0;
  std::uint64_t events = 0;
  std::uint64_t reports = 0;
  std::uint64_t chips = 0;
  std::uint64_t schemes = 0;
  std::uint64_t scheme_shipments = 0;
  std::uint64_t diverted = 0;
  int days = 0;
  bool interrupted = false;
};

// Same seed, parties, days and scenario: the same bytes of CSV and the same rows of Parquet at any number of threads.
// Errors: usage (a folder that is not empty, no such scenario), file_unwritable; then nothing of it is left.
Result<Summary> make_world(const Options& options, const catalog::Catalog& catalog, const Regime& regime,
                           const Places& places);

}  // namespace tidewaiter::world
