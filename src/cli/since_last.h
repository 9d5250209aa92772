// screen --since-last: counts what is new, worse, changed and left out, and says it beside the rows and the page.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "cli/arguments.h"
#include "engine/run.h"
#include "model/answer.h"

namespace tidewaiter::cli {

class SinceLastTeller {
 public:
  // Reads the answers that were given so far; `versions` are those of this run.
  Result<void> begin(const Store& store, const Answer& versions);

  Result<void> take(const Decision& decision, const SinceLast& since);

  const SinceLast& last() const { return last_; }  // of the decision that was taken last

  // `out` ends with the row of the decision that was taken last (or with the header): adds what it is, and what it was.
  void append_member(std::string& out, Format format) const;
  static void append_header(std::string& out, Format format);

  // For people: what was found, what was left out and why.
  std::vector<std::string> texts(const Store& store) const;

 private:
  std::map<std::string, std::vector<Answer>, std::less<>> answers_;
  Answer versions_;
  SinceLast last_;
  std::array<std::uint64_t, 4> by_since_{};
  std::array<std::uint64_t, 4> left_out_{};  // by Disposition
  std::uint64_t answered_ = 0;               // of these: waiting, with an answer in force
  RunId newest_ = 0;                         // of the runs that unchanged decisions were compared with
};

// "worse: was review in run 3"; nothing of an unchanged one.
std::string since_text(const SinceLast& since);

}  // namespace tidewaiter::cli
