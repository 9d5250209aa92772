#include "judge/audit/leak.h"

#include <algorithm>
#include <atomic>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "base/digest.h"
#include "base/pipeline.h"
#include "judge/audit/levels.h"
#include "judge/audit/rule_search.h"

namespace tidewaiter::judge::audit {
namespace {

// What a half says of a kind, and a thing that was found for it in the other half.
struct Tried {
  Counts counts;
  std::string words;
  double effective = 0;
};

// The rule of a kind that does worst; "worst" is the highest lower end of precision (F1 for all) of those with enough
// recall, or the highest F1 itself where the schemes are many.
class Worst {
 public:
  void offer(Tried tried, const Counts& all, std::size_t kind, bool as_it_is) {
    const double recall = tried.counts.recall(all, kind);
    const auto positive = static_cast<double>(tried.counts.positive()),
               marked = static_cast<double>(tried.counts.marked());
    const double cases = kind == 0 ? (marked + static_cast<double>(all.positive())) / 2 : marked;
    const double share = kind == 0 ? tried.counts.f1(all) : tried.counts.precision();
    const double score = positive == 0 ? 0 : as_it_is ? share : least_share(share, cases * tried.effective / positive);
    const bool enough = kind == 0 || recall > kLeastRecall;
    const std::pair key(enough, score);
    if (tried_ && key <= key_) return;
    key_ = key;
    recall_ = recall;
    f1_ = tried.counts.f1(all);
    tried_ = std::move(tried);
  }
  bool enough() const { return tried_ && key_.first; }
  double least() const { return tried_ ? key_.second : 0; }
  void fill(LeakRow& row) const {
    if (!tried_) return;
    row.rule = tried_->words;
    row.precision = tried_->counts.precision();
    row.recall = recall_;
    row.f1 = f1_;
    row.least = least();
  }

 private:
  std::optional<Tried> tried_;
  std::pair<bool, double> key_;
  double recall_ = 0, f1_ = 0;
};

// What one feature gave: its best rules, and for each half of finding what says whether trees are made of it.
struct FeatureResult {
  struct InTrees {
    std::vector<double> telling;
    Digest digest;  // of the bins of all rows
    bool ordered = true;
  };
  std::size_t maker = 0, place = 0;  // where it is made again
  Sign sign = Sign::none;
  std::array<BestRules, 2> rules;
  std::array<std::vector<std::string>, 2> words;  // of each rule
  std::array<std::optional<InTrees>, 2> trees;
};

FeatureResult look_at(const Feature& feature, const Levels& levels, const Labels& labels,
                      const std::array<Counts, 2>& all) {
  FeatureResult result;
  result.sign = feature.sign;
  result.rules = best_rules(feature.ordered, levels, 0, labels, all);
  for (unsigned train : {0U, 1U}) {
    for (std::size_t kind = 0; kind < labels.classes(); ++kind) {
      std::optional<FoundRule>& rule = result.rules[train][kind];
      if (!rule || (kind != 0 && rule->tried.recall(all[1 - train], kind) <= kLeastRecall)) continue;
      EffectiveRows effective(labels);
      for (const auto& [level, row] : marked_positive(levels, rule->condition)) {
        if (labels.half[row] != train) effective.take(row);
      }
      rule->effective = effective.number();
    }
    for (const std::optional<FoundRule>& rule : result.rules[train]) {
      result.words[train].push_back(rule ? in_words(feature, rule->condition.compare, rule->condition.value)
                                         : std::string());
    }
  }
  if (feature.sign != Sign::none) return result;
  const auto made = binnings(feature, levels, labels);
  for (unsigned train : {0U, 1U}) {
    if (!made[train]) continue;
    result.trees[train] = FeatureResult::InTrees{telling(*made[train], levels, labels, train),
                                                 made[train]->digest(levels), feature.ordered};
  }
  return result;
}

// Calls work(maker, levels) for each of `size` makers of features, the next that nobody has begun, with memory that
// each thread keeps.
template <class Work>
void for_each_maker(const TreeOptions& options, std::size_t size, const LabelIndex& index, Work work) {
  const unsigned threads = options.threads;
  std::atomic<std::size_t> next = 0;
  run_parts(threads, std::max(1U, threads), 1, [&](std::size_t begin, std::size_t end) {
    for (std::size_t part = begin; part < end; ++part) {
      LevelMaker levels(index);
      for (std::size_t i = next++; i < size && !options.stop.asked(); i = next++) work(i, levels);
    }
  });
}

// Of a half of finding the features that trees are made of: of columns that say the same twice ("consignee_id",
// "consignee_name") the first, and of these those that tell most, of the makers beside the others apart.
std::vector<std::size_t> for_trees(const std::vector<FeatureResult>& results, unsigned train, std::size_t classes,
                                   const TreeOptions& options, std::size_t& different) {
  struct Group {
    std::vector<std::size_t> kept;
    std::vector<std::vector<double>> scores;
  };
  std::array<Group, 2> groups;
  std::set<std::pair<std::array<std::uint8_t, 16>, bool>> seen;
  for (std::size_t i = 0; i < results.size(); ++i) {
    const auto& own = results[i].trees[train];
    if (!own || !seen.emplace(own->digest.bytes, own->ordered).second) continue;
    Group& group = groups[results[i].maker < options.beside_from ? 0 : 1];
    group.kept.push_back(i);
    group.scores.push_back(own->telling);
  }
  different = seen.size();
  std::vector<std::size_t> chosen;
  for (const bool beside : {false, true}) {
    const Group& group = groups[beside ? 1 : 0];
    for (const std::uint32_t i : most_telling(group.scores, classes, beside ? options.beside : options.features)) {
      chosen.push_back(group.kept[i]);
    }
  }
  return chosen;
}

// The bins of chosen features, by half of finding: their makers make them again, as a world of a million rows does not
// hold them all.
std::array<std::vector<Binned>, 2> bins_again(const std::vector<FeatureMaker>& makers,
                                              const std::vector<FeatureResult>& results,
                                              const std::array<std::vector<std::size_t>, 2>& chosen,
                                              const Labels& labels, const LabelIndex& index,
                                              const TreeOptions& options) {
  struct Wanted {
    std::size_t place;
    unsigned train;
    std::size_t at;
  };
  std::map<std::size_t, std::vector<Wanted>> by_maker;
  std::array<std::vector<Binned>, 2> bins;
  for (unsigned train : {0U, 1U}) {
    bins[train].resize(chosen[train].size());
    for (std::size_t i = 0; i < chosen[train].size(); ++i) {
      const FeatureResult& of = results[chosen[train][i]];
      by_maker[of.maker].push_back({of.place, train, i});
    }
  }
  const std::vector<std::pair<std::size_t, std::vector<Wanted>>> work(by_maker.begin(), by_maker.end());
  for_each_maker(options, work.size(), index, [&](std::size_t i, LevelMaker& maker) {
    const std::vector<Feature> features = makers[work[i].first]();
    for (const Wanted& wanted : work[i].second) {
      const Levels& levels = maker.of(features[wanted.place]);
      auto both = binnings(features[wanted.place], levels, labels);
      std::optional<Binning>& made = both[wanted.train];
      if (!made) continue;
      made->put(levels, made->bins.bins);
      bins[wanted.train][wanted.at] = std::move(made->bins);
    }
  });
  return bins;
}

}  // namespace

bool LeakReport::passed() const {
  return std::ranges::any_of(rows, &LeakRow::judged) && std::ranges::none_of(rows, &LeakRow::leaks);
}

void LeakReport::add(LeakReport events) {
  event_features += events.features;
  for (LeakRow& row : events.rows) {
    row.table = "events";
    rows.push_back(std::move(row));
  }
}

std::vector<std::array<std::uint32_t, 2>> schemes_in_halves(const World& world, const Labels& labels) {
  std::vector<std::array<std::uint32_t, 2>> counts(labels.kinds.size());
  for (const WorldScheme& scheme : world.schemes) {
    const auto kind = static_cast<std::size_t>(std::ranges::find(labels.kinds, scheme.kind) - labels.kinds.begin());
    ++counts[kind][(counts[kind][0] + counts[kind][1]) % 2];
  }
  return counts;
}

LeakReport find_leaks(const std::vector<FeatureMaker>& makers, const Labels& labels,
                      const std::vector<std::array<std::uint32_t, 2>>& schemes_in_half, TreeOptions options) {
  const std::array<Counts, 2> all{all_rows(labels, 0), all_rows(labels, 1)};
  LeakReport report;
  const std::uint64_t positive = all[0].positive() + all[1].positive();
  if (labels.rows() == 0) return report;
  report.prevalence = static_cast<double>(positive) / static_cast<double>(labels.rows());

  const LabelIndex index(labels);
  std::vector<std::vector<FeatureResult>> by_maker(makers.size());
  for_each_maker(options, makers.size(), index, [&](std::size_t i, LevelMaker& maker) {
    for (const Feature& feature : makers[i]()) {
      by_maker[i].push_back(look_at(feature, maker.of(feature), labels, all));
      by_maker[i].back().maker = i;
      by_maker[i].back().place = by_maker[i].size() - 1;
    }
  });
  std::vector<FeatureResult> results;
  for (auto& of_maker : by_maker) {
    for (FeatureResult& result : of_maker) results.push_back(std::move(result));
  }
  report.features = results.size();
  if (options.stop.asked()) return report;

  const std::size_t classes = labels.classes();
  constexpr std::size_t kSigns = 4;
  std::vector<std::array<Worst, kSigns>> worst(classes);
  std::array<std::vector<std::size_t>, 2> chosen;
  for (unsigned train : {0U, 1U}) {
    chosen[train] = for_trees(results, train, classes, options, report.binned);
  }
  const auto binned = bins_again(makers, results, chosen, labels, index, options);
  const double bound = std::max(kLeakPrecision, kLeakLift * report.prevalence);
  const auto bound_of = [&](std::size_t kind, std::size_t sign) {
    return kind == 0 ? kLeakF1 : sign == 0 ? bound : kSignPrecision;
  };
  const auto fewest_schemes = [&](std::size_t kind) {  // in a half
    std::array<std::uint32_t, 2> schemes{};
    for (std::size_t k = 1; k < classes; ++k) {
      for (unsigned half : {0U, 1U}) schemes[half] += kind == 0 || kind == k ? schemes_in_half[k - 1][half] : 0;
    }
    return std::min(schemes[0], schemes[1]);
  };
  const bool many = fewest_schemes(0) >= kManySchemes;
  const auto judged = [&](std::size_t kind, std::size_t sign) {
    return least_share(1, fewest_schemes(kind)) > bound_of(kind, sign);
  };
  for (unsigned train : {0U, 1U}) {
    const unsigned other = 1 - train;
    for (FeatureResult& result : results) {
      for (std::size_t kind = 0; kind < classes; ++kind) {
        const std::optional<FoundRule>& rule = result.rules[train][kind];
        if (!rule || !judged(kind, static_cast<std::size_t>(result.sign))) continue;
        worst[kind][static_cast<std::size_t>(result.sign)].offer(
            {rule->tried, result.words[train][kind], rule->effective}, all[other], kind, kind == 0 && many);
      }
    }
    const std::vector<Binned>& bins = binned[train];
    const auto trees = best_trees(bins, labels, train, options);
    for (std::size_t kind = 0; kind < classes; ++kind) {
      for (const FoundTree& tree : trees[kind]) {
        if (!judged(kind, 0)) continue;
        worst[kind][0].offer({tree.tried, tree.tree.in_words(bins), tree.effective}, all[other], kind,
                             kind == 0 && many);
      }
    }
  }

  for (std::size_t kind = 0; kind < classes; ++kind) {
    for (std::size_t sign = 0; sign < (kind == 0 ? 1 : kSigns); ++sign) {
      LeakRow row;
      row.kind = kind == 0 ? "any scheme" : labels.kinds[kind - 1];
      row.sign = static_cast<Sign>(sign);
      row.rows = kind == 0 ? positive : all[0].of[kind] + all[1].of[kind];
      row.bound = bound_of(kind, sign);
      row.judged = judged(kind, sign);
      worst[kind][sign].fill(row);
      if (sign != 0 && !worst[kind][sign].enough()) continue;  // nothing of this sign marks a fifth of the kind
      row.leaks = row.judged && worst[kind][sign].enough() && row.least > row.bound;
      report.rows.push_back(std::move(row));
    }
  }
  return report;
}

}  // namespace tidewaiter::judge::audit
