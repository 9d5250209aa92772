// What --questions writes: the questions that no column of a shipment answers, for the analyst to fill in.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "base/result.h"
#include "cli/output.h"
#include "cli/rows.h"
#include "engine/questions.h"
#include "model/decision.h"

namespace tidewaiter::cli {

class Questionnaire {
 public:
  // Errors: those of read_questions (regimes/flags/questions.toml) and of Output.
  static Result<Questionnaire> open(const std::string& file);
  // Rows go into the file as they come: of a large night they do not fit into memory.
  Result<void> add(const Decision& decision);
  // The file comes into its place: shipment_id, flag, title, question, why, rules, found, answer; the header alone if
  // nothing is to be asked.
  Result<void> finish();

 private:
  Questionnaire(std::vector<FlagQuestion> flags, Output output)
      : flags_(std::move(flags)), output_(std::move(output)) {}
  std::vector<FlagQuestion> flags_;
  Output output_;
  ObjectRows rows_{Format::csv, {"shipment_id", "flag", "title", "question", "why", "rules", "found", "answer"}};
  std::string csv_;  // not written yet
};

}  // namespace tidewaiter::cli
