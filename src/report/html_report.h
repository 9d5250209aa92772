// A run of `screen` as one HTML file that needs nothing else: totals, the decisions worst first, their evidence.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "model/decision_json.h"
#include "report/html_data.h"
#include "report/screen_page.h"
#include "report/summary.h"

namespace tidewaiter::report {

// More decisions than this make a file that opens slowly and that nobody reads to its end; the totals count all.
inline constexpr std::size_t kMostReported = 20'000;

// Memory grows with the decisions up to `most`; of more the first in the order of work are kept.
class HtmlReport {
 public:
  explicit HtmlReport(std::size_t most = kMostReported) : most_(most), totals_(0) {}
  void add(const Decision& decision, const Digest& digest, const KnownBefore& since = {});
  std::vector<std::string_view> shipments() const;  // those in the file; the views live until the next add()
  // The whole file. The same decisions and facts give the same bytes.
  std::string page(const RunFacts& facts) const;

 private:
  std::size_t most_;
  SummaryBuilder totals_;
  std::vector<ReportedDecision> worst_;  // a heap, the one to give up first on top
};

}  // namespace tidewaiter::report
