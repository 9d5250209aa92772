// Cuts `explain` into its texts, the expressions between braces, and the parts in square brackets, which are left out
// where a value in them is unknown.
#pragma once

#include <cstdint>
#include <expected>
#include <string>
#include <string_view>
#include <vector>

#include "rules/syntax.h"

namespace tidewaiter::rules {

struct TemplatePart {
  std::string text;  // before the expression, braces undoubled
  std::string_view expression;
  std::size_t offset = 0;  // of the expression in the template
  bool has_expression = false;
  std::uint32_t optional = 0;  // number of the bracketed part it stands in, from 1; 0: in none
};

// The parts view into `text`. The error: a brace or bracket without its partner, a bracket in another,
// a bracketed part without an expression.
std::expected<std::vector<TemplatePart>, Problem> split_template(std::string_view text);

}  // namespace tidewaiter::rules
