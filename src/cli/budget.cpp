#include "cli/budget.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <utility>

#include "report/summary.h"
#include "report/text.h"

namespace tidewaiter::cli {

std::optional<Budget> Budget::parse(std::string_view text) {
  const bool share = text.ends_with('%');
  if (share) text.remove_suffix(1);
  Budget budget;
  if (share) {
    double percent = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), percent, std::chars_format::fixed);
    if (read.ec != std::errc{} || read.ptr != text.data() + text.size() || !(percent > 0 && percent <= 100))
      return std::nullopt;
    budget.share = percent / 100;
    return budget;
  }
  std::uint64_t most = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), most);
  if (text.empty() || read.ec != std::errc{} || read.ptr != text.data() + text.size() || most == 0) return std::nullopt;
  budget.most = most;
  return budget;
}

std::uint64_t Budget::of(std::uint64_t shipments) const {
  if (most) return *most;
  // Rounded up; what the binary fraction adds to a whole number is no shipment more.
  return static_cast<std::uint64_t>(std::ceil(share * static_cast<double>(shipments) - 1e-9));
}

bool Worklist::before(const Entry& a, const Entry& b) { return report::comes_before(a.key, b.key); }

void Worklist::add(const Decision& decision, const std::function<std::string()>& row) {
  ++shipments_;
  if (decision.disposition == Disposition::release) return;
  ++waiting_;
  if (limit_ == 0) return;
  Entry entry;
  entry.key.shipment_id = decision.shipment_id;
  entry.key.disposition = decision.disposition;
  entry.key.risk = decision.risk;
  entry.key.count = decision.count;
  entry.key.tpp = decision.tpp;
  if (first_.size() == limit_) {
    if (!before(entry, first_.front())) return;
    std::ranges::pop_heap(first_, before);
    first_.pop_back();
  }
  entry.row = row();
  first_.push_back(std::move(entry));
  std::ranges::push_heap(first_, before);
}

std::uint64_t Worklist::shown() const { return std::min(budget_.of(shipments_), waiting_); }

std::vector<std::string> Worklist::rows() {
  std::ranges::sort(first_, before);
  std::vector<std::string> rows;
  for (std::size_t i = 0; i < std::min<std::size_t>(first_.size(), shown()); ++i)
    rows.push_back(std::move(first_[i].row));
  first_.clear();
  return rows;
}

std::string Worklist::text() const {
  return fmt::format("budget: {} of {} that wait for somebody, of {}, in the order of work", report::grouped(shown()),
                     report::counted(waiting_, "shipment", "shipments"), report::grouped(shipments_));
}

}  // namespace tidewaiter::cli
