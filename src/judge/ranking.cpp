#include "judge/ranking.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "judge/world_files.h"

namespace tidewaiter::judge {

Ranking::Ranking(std::span<const std::uint32_t> levels) : order_(levels.size()) {
  // Counted and not compared: levels are dense, and a million of them are sorted for every result.
  std::vector<std::uint32_t> places(levels.empty() ? 1 : std::size_t{std::ranges::max(levels)} + 2);
  for (const std::uint32_t level : levels) ++places[level + 1];
  for (std::size_t i = 1; i < places.size(); ++i) {
    if (places[i] > 0) ends_.push_back(places[i - 1] + places[i]);
    places[i] += places[i - 1];
  }
  for (std::uint32_t thing = 0; thing < levels.size(); ++thing) order_[places[levels[thing]]++] = thing;
}

namespace {

// Counts of one part on the way down the order.
struct Running {
  double positives = 0;  // so far, the tie at hand included
  double gained = 0;     // in the tie at hand
  double sum = 0;        // of gained x precision

  void settle(double negatives) {
    positives += gained;
    sum += gained * positives / (positives + negatives);
    gained = 0;
  }
};

double finish(const Running& part) {
  return part.positives > 0 ? part.sum / part.positives : std::numeric_limits<double>::quiet_NaN();
}

}  // namespace

PrecisionPlan::PrecisionPlan(const Ranking& ranking, std::span<const std::uint8_t> positive,
                             std::span<const std::uint32_t> cluster, std::span<const Cut> cuts)
    : parts_of_(cuts.size()), ordinary_parts_(cuts.size()), cuts_(cuts) {
  const std::span<const std::uint32_t> order = ranking.order();
  std::size_t at = 0, last = 0;
  for (const std::uint32_t end : ranking.ends()) {
    const std::size_t before = positive_.size();
    for (; at < end; ++at) {
      const std::uint32_t thing = order[at];
      const bool is_positive = positive[thing] != 0;
      (is_positive ? positive_ : ordinary_).push_back(cluster[thing]);
      for (std::size_t cut = 0; cut < cuts.size(); ++cut) {
        const std::uint32_t part = cuts[cut].part[thing];
        if (is_positive) parts_of_[cut].push_back(part);
        // What is in no part is counted in one beyond the last, which nobody reads: a walk without a question is
        // faster.
        if (!is_positive && !cuts[cut].shared_negatives) {
          ordinary_parts_[cut].push_back(part == kNone ? cuts[cut].parts : part);
        }
      }
    }
    if (positive_.size() == before) continue;
    last = ordinary_.size();
    ties_.push_back({positive_.size(), last});
  }
  ordinary_.resize(last);
  for (std::vector<std::uint32_t>& parts : ordinary_parts_) parts.resize(std::min(parts.size(), last));
}

AveragePrecision PrecisionPlan::at(std::span<const std::uint32_t> weights) const {
  Running all;
  std::uint64_t negatives = 0;
  std::vector<std::vector<Running>> parts;
  std::vector<std::vector<std::uint64_t>> negatives_of;
  for (const Cut& cut : cuts_) {
    parts.emplace_back(cut.parts);
    negatives_of.emplace_back(cut.parts + 1);
  }
  std::vector<std::vector<std::uint32_t>> touched(cuts_.size());  // parts that gained in the tie at hand
  std::size_t positive = 0, ordinary = 0;
  for (const Tie& tie : ties_) {
    const std::size_t begin = ordinary;
    for (; ordinary < tie.ordinary; ++ordinary) negatives += weights[ordinary_[ordinary]];
    for (std::size_t cut = 0; cut < cuts_.size(); ++cut) {
      if (cuts_[cut].shared_negatives) continue;
      std::uint64_t* const of = negatives_of[cut].data();
      const std::uint32_t* const part = ordinary_parts_[cut].data();
      for (std::size_t i = begin; i < tie.ordinary; ++i) of[part[i]] += weights[ordinary_[i]];
    }
    for (; positive < tie.positives; ++positive) {
      const double weight = weights[positive_[positive]];
      if (weight == 0) continue;
      all.gained += weight;
      for (std::size_t cut = 0; cut < cuts_.size(); ++cut) {
        const std::uint32_t part = parts_of_[cut][positive];
        if (part == kNone) continue;
        if (parts[cut][part].gained == 0) touched[cut].push_back(part);
        parts[cut][part].gained += weight;
      }
    }
    if (all.gained == 0) continue;
    all.settle(static_cast<double>(negatives));
    for (std::size_t cut = 0; cut < cuts_.size(); ++cut) {
      for (const std::uint32_t part : touched[cut]) {
        parts[cut][part].settle(static_cast<double>(cuts_[cut].shared_negatives ? negatives : negatives_of[cut][part]));
      }
      touched[cut].clear();
    }
  }
  AveragePrecision found;
  found.all = finish(all);
  for (const auto& cut : parts) {
    std::vector<double>& values = found.parts.emplace_back();
    for (const Running& part : cut) values.push_back(finish(part));
  }
  return found;
}

AveragePrecision average_precision(const Ranking& ranking, std::span<const std::uint8_t> positive,
                                   std::span<const std::uint32_t> weights, std::span<const Cut> cuts) {
  std::vector<std::uint32_t> cluster(positive.size(), 0);
  if (!weights.empty()) std::iota(cluster.begin(), cluster.end(), 0U);
  static constexpr std::uint32_t kOnce[] = {1};
  return PrecisionPlan(ranking, positive, cluster, cuts).at(weights.empty() ? std::span(kOnce) : weights);
}

std::vector<double> found_within(const Ranking& ranking, std::span<const std::uint32_t> group_of, std::size_t groups,
                                 std::size_t looks) {
  std::vector<double> found(groups, 0.0);
  std::size_t begin = 0;
  for (const std::uint32_t end : ranking.ends()) {
    if (begin >= looks) break;
    const std::size_t size = end - begin;
    const std::size_t looked = std::min<std::size_t>(size, looks - begin);
    std::vector<std::uint32_t> members;  // groups of the tie's things, once for each thing
    for (std::size_t i = begin; i < end; ++i) {
      if (const std::uint32_t group = group_of[ranking.order()[i]]; group != kNone) members.push_back(group);
    }
    std::ranges::sort(members);
    for (std::size_t i = 0; i < members.size();) {
      std::size_t j = i;
      while (j < members.size() && members[j] == members[i]) ++j;
      double missed = 1;  // C(size - m, looked) / C(size, looked), factor by factor
      for (std::size_t k = 0; k < j - i; ++k) {
        const double left = static_cast<double>(size) - static_cast<double>(looked) - static_cast<double>(k);
        missed *= std::max(0.0, left) / static_cast<double>(size - k);
      }
      double& so_far = found[members[i]];
      so_far = 1 - (1 - so_far) * missed;  // ties above were looked at whole, so they found it or did not
      i = j;
    }
    begin = end;
  }
  return found;
}

std::vector<ScoreCurve::Point> precision_recall(const Ranking& ranking, std::span<const std::uint8_t> positive,
                                                std::size_t most) {
  const double all = static_cast<double>(std::ranges::count_if(positive, [](std::uint8_t is) { return is != 0; }));
  std::vector<ScoreCurve::Point> points;
  double gained = 0;
  std::size_t at = 0;
  for (const std::uint32_t end : ranking.ends()) {
    const double before = gained;
    for (; at < end; ++at) gained += positive[ranking.order()[at]] != 0 ? 1 : 0;
    if (gained > before) points.push_back({gained / all, gained / static_cast<double>(end)});
  }
  if (points.size() <= most || most < 2) return points;
  std::vector<ScoreCurve::Point> thinned;
  thinned.reserve(most);
  for (std::size_t i = 0; i < most; ++i) thinned.push_back(points[i * (points.size() - 1) / (most - 1)]);
  return thinned;
}

}  // namespace tidewaiter::judge
