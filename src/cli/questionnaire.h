// What --questions writes: the questions that no column of a shipment answers, for the analyst to fill in.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "base/result.h"
#include "cli/rows.h"
#include "engine/questions.h"
#include "model/decision.h"

namespace tidewaiter::cli {

class Questionnaire {
 public:
  // Errors: those of read_questions (regimes/flags/questions.toml).
  static Result<Questionnaire> open();
  Result<void> add(const Decision& decision);
  // shipment_id, flag, title, question, why, rules, found, answer; the header alone if nothing is to be asked.
  std::string csv() &&;

 private:
  explicit Questionnaire(std::vector<FlagQuestion> flags) : flags_(std::move(flags)) {}
  std::vector<FlagQuestion> flags_;
  ObjectRows rows_{Format::csv, {"shipment_id", "flag", "title", "question", "why", "rules", "found", "answer"}};
  std::string csv_;
};

}  // namespace tidewaiter::cli
