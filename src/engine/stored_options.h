// The options of a run as the store keeps them beside its versions: enough to screen again.
#pragma once

#include <optional>
#include <string>

#include "base/date.h"
#include "base/result.h"
#include "engine/snapshot.h"
#include "ingest/dates.h"

namespace tidewaiter {

// `latest_date`: of the run's accepted rows. `encoding`: RunOptions::encoding.
std::string options_json(const Snapshot& snapshot, std::optional<Date> latest_date, const std::string& encoding);

struct StoredOptions {
  std::optional<Date> as_of;
  bool strict_text = false;
  std::optional<double> threshold;
  bool presume_headquarters = false;
  ingest::DateOrder date_order = ingest::DateOrder::unsettled;
  std::optional<Date> latest_date;
  std::string encoding;  // stated of the run's tables; empty: found
  // Where the run's lists and rules stood; nothing where an older program did not record it.
  std::optional<std::string> lists;  // or "none"
  std::optional<std::string> rules;  // empty: only the shipped ones
};
Result<StoredOptions> read_options(const std::string& json);

}  // namespace tidewaiter
