// What lies in the store and beside it: whether it is sound, and what is older than it has to be kept.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "store/store.h"

namespace tidewaiter {

struct StoreAudit {
  StoreCheck store;
  std::uint64_t files = 0;  // that runs kept, and that are as they kept them
  std::uint64_t bytes = 0;
  std::vector<std::string> problems;  // of the store, its files and lists
  std::vector<std::string> orphans;   // files that no run of the store names, and nobody is writing
};
// Reads everything: the database, every kept file, every kept list. `kept_in`: folder of kept rows. Errors: those of
// the database that end its reading.
Result<StoreAudit> audit(const Store& store, const std::filesystem::path& kept_in);

struct PruneStep {
  RunRecord run;
  std::uint64_t decisions = 0;
  std::uint64_t bytes = 0;  // of its kept files
  bool remove = false;
  std::string why;  // it goes, or stays
};
// One step for each run that is not pruned yet, oldest first. A run goes where it began, and its latest shipment is
// dated, more than so many years before `today`, unless it is still going or the last answer to one of its shipments is
// `escalated`: a question that is open keeps every run that decided on the shipment.
Result<std::vector<PruneStep>> plan_prune(const Store& store, const std::filesystem::path& kept_in, Date today,
                                          int retention_years);

// Carries out the steps that remove something, and removes kept lists that no run names any more. What was done before
// an error stays done.
Result<void> prune(Store& store, const std::filesystem::path& kept_in, const std::vector<PruneStep>& steps,
                   const std::string& now);

}  // namespace tidewaiter
