// The red flags of the regulators one by one: which rules look for them, and what to ask where no column shows them
// (regimes/flags/questions.toml).
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "base/source_text.h"

namespace tidewaiter {

struct FlagQuestion {
  std::string number;  // "S3-21"
  std::string title;
  std::vector<std::string> rules;  // that look for it; empty: nothing does
  std::string unseen;              // what they do not see; empty: all of it is seen
  std::string question;            // where something is unseen
};

// Errors: bad_format with file:line:column.
Result<std::vector<FlagQuestion>> read_questions(const SourceText& text);

}  // namespace tidewaiter
