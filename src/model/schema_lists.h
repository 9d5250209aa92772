// The schemas by kind; model/schema.h joins them.
#pragma once

#include <vector>

#include "model/schema.h"

namespace tidewaiter::schemas {

std::vector<RowSchema> decision_schemas();
std::vector<RowSchema> answer_schemas();  // of all other commands

}  // namespace tidewaiter::schemas
