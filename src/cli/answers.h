// Analysts' answers and exceptions as several commands show them: `resolve`, `explain`, the worklist of `screen`,
// `store export`.
#pragma once

#include <string>

#include "base/json_writer.h"
#include "cli/commands.h"
#include "engine/answers.h"
#include "model/list_exception.h"
#include "store/store.h"

namespace tidewaiter::cli {

// Errors: usage, where the store is set to none.
Result<void> need_store(const Context& context);
std::unexpected<Error> no_decision(const Context& context, const Store& store, const std::string& shipment_id);

std::string said(const Answer& answer);  // "answer 3: cleared by J. Doe, 2025-03-02T08:00:00Z: other company"

// Members into an object that was begun: of an answer; of an answer and its state; of an exception.
JsonWriter& append_answer(JsonWriter& json, const Answer& answer);
JsonWriter& append_answer(JsonWriter& json, const AnswerState& state);
JsonWriter& append_exception(JsonWriter& json, const ListException& exception);

}  // namespace tidewaiter::cli
