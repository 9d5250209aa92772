// A second, independent opinion on the licence question: the decision table written out by hand, one function a row,
// from the papers alone and before any rule file was read. README.md of this folder lists the readings taken.
#pragma once

#include <string>
#include <vector>

#include "model/decision.h"
#include "model/facts.h"

namespace tidewaiter::oracle {

// The law as it is enforced, or as it stands on the books (they differ for the worldwide scope of 3A090.a since
// 2025-01-13, and for 3A090.c between its text and its compliance date).
enum class Footing { enforced, books };

struct Answer {
  Determination determination = Determination::undetermined;
  Policy policy = Policy::none_stated;  // of the rows that give the determination
  std::vector<std::string> rows;        // "row 6", "letter W1": those that surely fire, in the order of the table
  std::vector<std::string> open;        // those that would fire if some missing fact were so
};

Answer decide(const Facts& facts, Footing footing);

}  // namespace tidewaiter::oracle
