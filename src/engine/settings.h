// What the user has set: tidewaiter.toml in the folder, else in the XDG config folder; the command line wins over both.
#pragma once

#include <filesystem>
#include <string>

#include "base/result.h"
#include "engine/list_sources.h"
#include "ingest/dates.h"

namespace tidewaiter {

struct Settings {
  std::filesystem::path lists;        // compiled list; default: lists.tidelist in the XDG data folder
  std::filesystem::path store;        // database; default: decisions.db in the XDG data folder
  std::filesystem::path rules;        // folder of the user's own rules; empty: none
  double threshold = 0.70;            // least score of a hit (docs/contracts.md, "List hits")
  bool presume_headquarters = false;  // docs/contracts.md, "Party table"
  ingest::DateOrder date_order = ingest::DateOrder::unsettled;  // docs/contracts.md, "Tables in"
  UpdateSettings update;                                        // of the lists: `lists update`
  int retention_years = 5;  // `store prune` keeps what is younger (15 CFR 762.6: five years)
  std::string file;         // the file that was read, empty if there is none
};

// Reads the settings. `folder` is where the user stands. Errors: bad_format, bad_value with file:line:column;
// file_unreadable, also where it cannot be seen whether there is such a file.
Result<Settings> load_settings(const std::filesystem::path& folder);

}  // namespace tidewaiter
