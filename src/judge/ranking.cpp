#include "judge/ranking.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "judge/world_files.h"

namespace tidewaiter::judge {

Ranking::Ranking(std::span<const std::uint32_t> levels) : order_(levels.size()) {
  std::iota(order_.begin(), order_.end(), 0U);
  std::ranges::stable_sort(order_, {}, [&](std::uint32_t thing) { return levels[thing]; });
  for (std::size_t i = 1; i <= order_.size(); ++i) {
    if (i == order_.size() || levels[order_[i]] != levels[order_[i - 1]])
      ends_.push_back(static_cast<std::uint32_t>(i));
  }
}

namespace {

// Counts of one part on the way down the order.
struct Running {
  double positives = 0;  // so far, the tie at hand included
  double gained = 0;     // in the tie at hand
  double negatives = 0;
  double sum = 0;  // of gained x precision
};

double finish(const Running& part) {
  return part.positives > 0 ? part.sum / part.positives : std::numeric_limits<double>::quiet_NaN();
}

}  // namespace

AveragePrecision average_precision(const Ranking& ranking, std::span<const std::uint8_t> positive,
                                   std::span<const std::uint32_t> weights, std::span<const Cut> cuts) {
  Running all;
  std::vector<std::vector<Running>> parts;
  for (const Cut& cut : cuts) parts.emplace_back(cut.parts);
  struct Touched {
    std::size_t cut;
    std::uint32_t part;
  };
  std::vector<Touched> touched;  // parts that gained in the tie at hand
  const std::span<const std::uint32_t> order = ranking.order();
  std::size_t at = 0;
  for (const std::uint32_t end : ranking.ends()) {
    for (; at < end; ++at) {
      const std::uint32_t thing = order[at];
      const double weight = weights.empty() ? 1.0 : weights[thing];
      if (weight == 0) continue;
      if (positive[thing] != 0) {
        all.gained += weight;
        for (std::size_t cut = 0; cut < cuts.size(); ++cut) {
          const std::uint32_t part = cuts[cut].part[thing];
          if (part == kNone) continue;
          Running& running = parts[cut][part];
          if (running.gained == 0) touched.push_back({cut, part});
          running.gained += weight;
        }
        continue;
      }
      all.negatives += weight;
      for (std::size_t cut = 0; cut < cuts.size(); ++cut) {
        if (cuts[cut].shared_negatives || cuts[cut].part[thing] == kNone) continue;
        parts[cut][cuts[cut].part[thing]].negatives += weight;
      }
    }
    if (all.gained == 0) continue;
    const auto settle = [](Running& running, double negatives) {
      running.positives += running.gained;
      running.sum += running.gained * running.positives / (running.positives + negatives);
      running.gained = 0;
    };
    settle(all, all.negatives);
    for (const Touched& one : touched) {
      Running& running = parts[one.cut][one.part];
      settle(running, cuts[one.cut].shared_negatives ? all.negatives : running.negatives);
    }
    touched.clear();
  }
  AveragePrecision found;
  found.all = finish(all);
  for (const auto& cut : parts) {
    std::vector<double>& values = found.parts.emplace_back();
    for (const Running& part : cut) values.push_back(finish(part));
  }
  return found;
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
  for (std::size_t i = 0; i < most; ++i) thinned.push_back(points[i * (points.size() - 1) / (most - 1)]);
  return thinned;
}

}  // namespace tidewaiter::judge
