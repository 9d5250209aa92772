#include "report/html_report.h"

#include <fmt/format.h>

#include <algorithm>

#include "report/text.h"

namespace tidewaiter {

std::string html_page();  // made out of html/ when this is built

namespace report {
namespace {

bool earlier(const ReportedDecision& a, const ReportedDecision& b) { return comes_before(a.decision, b.decision); }

// For whoever reads without scripts: numbers alone, so that no text of a shipment stands in the page but in its data.
std::string counts_text(const Summary& summary) {
  std::string text = counted(summary.shipments, "shipment", "shipments");
  for (const Disposition one : {Disposition::stop, Disposition::hold, Disposition::review, Disposition::release}) {
    text += fmt::format(", {} {}", grouped(summary.by_disposition[static_cast<std::size_t>(one)]), to_string(one));
  }
  return text;
}

void fill(std::string& page, std::string_view hole, std::string_view text) {
  const std::size_t at = page.find(hole);
  page.replace(at, hole.size(), text);
}

}  // namespace

void HtmlReport::add(const Decision& decision, const Digest& digest, const KnownBefore& since) {
  totals_.add(decision);
  if (worst_.size() < most_) {
    worst_.push_back({decision, digest.hex(), since});
  } else {
    if (worst_.empty() || !comes_before(decision, worst_.front().decision)) return;
    std::ranges::pop_heap(worst_, earlier);
    worst_.back() = {decision, digest.hex(), since};
  }
  std::ranges::push_heap(worst_, earlier);
}

std::vector<std::string_view> HtmlReport::shipments() const {
  std::vector<std::string_view> ids;
  ids.reserve(worst_.size());
  for (const ReportedDecision& one : worst_) ids.emplace_back(one.decision.shipment_id);
  return ids;
}

std::string HtmlReport::page(const RunFacts& facts) const {
  std::vector<ReportedDecision> decisions = worst_;
  std::ranges::sort(decisions, earlier);
  const Summary summary = totals_.summary();
  std::string page = html_page();
  fill(page, "{{counts}}", counts_text(summary));
  fill(page, "{{data}}", html_data(summary, facts, decisions));
  return page;
}

}  // namespace report
}  // namespace tidewaiter
