// What the commands about rules share.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "cli/commands.h"
#include "engine/snapshot.h"

namespace tidewaiter::cli {

// "2025-04-09 to 2025-11-09", "always", "never".
std::string window_text(const std::optional<DateRange>& days);

// The shipped rules with the user's over them, and what they rest on. The regime refers to the places.
struct RuleBook {
  std::unique_ptr<const Places> places;
  Regime regime;
  catalog::Catalog catalog;

  static Result<RuleBook> open(const Context& context);
};

}  // namespace tidewaiter::cli
