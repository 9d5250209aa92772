// The scoreboard: a world and results on it, into rows and what the pictures show. docs/scoreboard.md tells how.
#pragma once

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "base/result.h"
#include "judge/bootstrap.h"
#include "model/scoreboard.h"

namespace tidewaiter::judge {

struct Evaluation {
  std::filesystem::path world;
  std::string decisions, alerts, balances;                  // files; empty: none
  std::vector<std::pair<std::string, std::string>> rivals;  // name, file
  Bootstrap bootstrap;
};

// With no results at all only the baselines are judged. Errors: those of read_world and read_results; usage, if two
// results bear one name; bad_value for a world without a scheme.
Result<Scoreboard> evaluate(const Evaluation& what);

}  // namespace tidewaiter::judge
