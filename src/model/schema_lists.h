// The schemas by kind; model/schema.h joins them.
#pragma once

#include <vector>

#include "model/schema.h"

namespace tidewaiter::schemas {

std::vector<RowSchema> decision_schemas();
std::vector<RowSchema> store_schemas();   // of store export and store prune
std::vector<RowSchema> world_outputs();   // world.json, and what the audits find
std::vector<RowSchema> answer_schemas();  // of all other commands
std::vector<RowSchema> world_tables();    // of a simulated world, and of results that are judged on one

}  // namespace tidewaiter::schemas
