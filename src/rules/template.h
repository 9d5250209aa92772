// Cuts `explain` into its texts and the expressions between braces.
#pragma once

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
};

// The parts view into `text`. The error: a brace without its partner.
std::expected<std::vector<TemplatePart>, Problem> split_template(std::string_view text);

}  // namespace tidewaiter::rules
