// Which country groups a rule asked for, where the countries of a line stood in them, and how sure that is.
#pragma once

#include <cstdint>
#include <string>

#include "model/facts.h"

namespace tidewaiter {

struct Snapshot;

// "KZ in D:1; DE in none of D:1, D:5 (on 2024-05-02; confidence U)": the destination and the known headquarters and
// parents of the receiving parties, in the groups that the rule asks for. Empty if it asks for none.
std::string groups_asked(const Snapshot& snapshot, std::uint32_t rule, const Facts& facts);

}  // namespace tidewaiter
