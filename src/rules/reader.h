// Reads one [[rule]] table into a Rule, checking its keys, their types and what its kind needs.
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "base/toml.h"
#include "rules/mistakes.h"
#include "rules/rule.h"

namespace tidewaiter::rules {

// Reports unknown keys of a table, with the nearest that is allowed.
void check_keys(Mistakes& mistakes, std::size_t file, const toml::Document& document, const toml::Table& table,
                std::span<const std::string> allowed, std::string_view what);

// What it could not read keeps its default; then `mistakes` grew.
Rule read_rule(Mistakes& mistakes, std::size_t file, const toml::Document& document, const toml::Value& value);

}  // namespace tidewaiter::rules
