// A run of `screen` for people: the summary, then the worklist, worst first.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/date.h"
#include "model/list_entry.h"
#include "report/page.h"
#include "report/summary.h"

namespace tidewaiter::report {

// What the run read and rested on.
struct RunFacts {
  std::vector<std::string> inputs;
  std::uint64_t rows_read = 0;  // records of the files: screened and rejected
  std::uint64_t rows_rejected = 0;
  std::string rejects_file;       // empty: none written
  std::vector<ListSource> lists;  // empty: screened without
  std::optional<Date> today;      // to say how old the lists are; none: not said
  Versions versions;
};

// Ends with the line that it is no legal advice. `program`: how the user called it, for the commands to try next.
std::string screen_page(const Summary& summary, const RunFacts& facts, Layout layout);

}  // namespace tidewaiter::report
