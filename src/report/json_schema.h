// A schema of the model as JSON Schema (draft 2020-12), indented for people.
#pragma once

#include <string>

#include "model/schema.h"

namespace tidewaiter::report {

std::string json_schema(const RowSchema& schema);  // ends with a line break

}  // namespace tidewaiter::report
