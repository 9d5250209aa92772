// A run of `screen` for people: the summary, then the worklist, worst first.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/date.h"
#include "model/list_entry.h"
#include "report/page.h"
#include "report/summary.h"

namespace tidewaiter::report {

// What is known of a shipment from before this run: a word to choose by, and the whole in words.
struct KnownBefore {
  std::string word;
  std::string text;
};
using KnownShipments = std::map<std::string, KnownBefore, std::less<>>;  // by shipment_id

// What the run read and rested on.
struct RunFacts {
  std::vector<std::string> inputs;
  std::uint64_t rows_read = 0;  // records of the files: screened and rejected
  std::uint64_t rows_rejected = 0;
  std::uint64_t party_rows = 0;  // records of the party table, rejected ones too; 0: none was given
  std::uint64_t party_rows_rejected = 0;
  std::string rejects_file;                  // empty: none written
  std::vector<std::string> read_as_unknown;  // one text for each enumeration or country
  std::vector<ListSource> lists;             // empty: screened without
  std::optional<Date> today;                 // to say how old the lists are; none: not said
  // Options by which `explain` finds a decision of this run again ("--store x.db"); none: nothing was stored.
  std::optional<std::string> explain_with;
  bool budgeted = false;  // a budget says how many decisions are shown
  Versions versions;
  // Of shipments that are shown: what an analyst answered, cleared, refused or escalated, or void where it holds no
  // more ("cleared by J. Doe: other company (in force)"); and how the decision stands to the last one: new, worse,
  // changed.
  KnownShipments answers = {};
  KnownShipments since = {};
  std::vector<std::string> left_out = {};  // how many shipments are not in the counts and the worklist, and why
  std::vector<std::string> how_read = {};  // in which encoding a file was read and the like; files with the same rows
};

// Ends with the line that it is no legal advice. `program`: how the user called it, for the commands to try next.
std::string screen_page(const Summary& summary, const RunFacts& facts, Layout layout);

}  // namespace tidewaiter::report
