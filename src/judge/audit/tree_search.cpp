#include "judge/audit/tree_search.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <utility>

#include "base/pipeline.h"
#include "judge/audit/rule_search.h"

namespace tidewaiter::judge::audit {
namespace {

// Rows that are looked at: all of schemes, and of the honest every so many, each of which counts for `weight`.
struct Sample {
  std::vector<std::uint32_t> rows;  // honest ones first, then the schemes'
  std::size_t honest = 0;
  double weight = 1;
};

Sample sample_of(const Labels& labels, unsigned train, std::size_t limit) {
  Sample sample;
  std::vector<std::uint32_t> honest, schemes;
  for (std::uint32_t row = 0; row < labels.rows(); ++row) {
    if (labels.half[row] == train) (labels.kind[row] == 0 ? honest : schemes).push_back(row);
  }
  const std::size_t step = std::max<std::size_t>(1, (honest.size() + limit - 1) / std::max<std::size_t>(1, limit));
  // An odd step does not fall in with the days and lines of a table.
  const std::size_t stride = step > 1 && step % 2 == 0 ? step + 1 : step;
  for (std::size_t i = 0; i < honest.size(); i += stride) sample.rows.push_back(honest[i]);
  sample.honest = sample.rows.size();
  sample.weight = sample.honest == 0 ? 1 : static_cast<double>(honest.size()) / static_cast<double>(sample.honest);
  sample.rows.insert(sample.rows.end(), schemes.begin(), schemes.end());
  return sample;
}

using Grid = std::array<std::uint32_t, kBins * kBins>;  // [bin of the root's feature][bin of the child's]
using Line = std::array<double, kBins>;

// The best split of a branch so far, and what its leaves hold, by class; honest rows weighted.
struct Child {
  double score = -1;
  Split split;
  std::vector<double> left, right;
};

// What a search from one root feature hands on.
struct Candidate {
  double score = -1;   // precision, or F1
  double second = -1;  // recall
  Tree tree;
};

class Search {
 public:
  Search(const std::vector<Binned>& features, const Labels& labels, unsigned train, const TreeOptions& options)
      : features_(features),
        labels_(labels),
        sample_(sample_of(labels, train, options.honest)),
        all_(all_rows(labels, train)) {
    columns_.resize(features.size());
    run_parts(options.threads, features.size(), 1, [&](std::size_t begin, std::size_t end) {
      for (std::size_t i = begin; i < end; ++i) {
        for (const std::uint32_t row : sample_.rows) columns_[i].push_back(features_[i].bins[row]);
      }
    });
  }

  // For each class the best tree whose root splits this feature.
  std::vector<Candidate> from_root(std::uint32_t root) const {
    const std::size_t classes = labels_.classes();
    Branches best(classes);
    std::vector<Grid> grids(classes);
    for (std::uint32_t child = 0; child < features_.size(); ++child) {
      fill(root, child, grids);
      try_children(root, child, grids, best);
    }
    std::vector<Candidate> found(classes);
    for (std::size_t bin = 1; bin < features_[root].size(); ++bin) {
      for (std::size_t kind = 0; kind < classes; ++kind) choose_leaves(root, bin, kind, best[kind][bin], found[kind]);
    }
    return found;
  }

 private:
  // [class][root's bin][side]: class 0 looks for any scheme.
  using Branches = std::vector<std::array<std::array<Child, 2>, kBins>>;

  void fill(std::uint32_t root, std::uint32_t child, std::vector<Grid>& grids) const {
    for (Grid& grid : grids) grid.fill(0);
    const std::uint8_t* a = columns_[root].data();
    const std::uint8_t* b = columns_[child].data();
    // Two grids in turn, as rows that follow each other are often alike and an addition waits for the one before it.
    Grid& honest = grids[0];
    Grid other{};
    std::size_t row = 0;
    for (; row + 1 < sample_.honest; row += 2) {
      ++honest[a[row] * kBins + b[row]];
      ++other[a[row + 1] * kBins + b[row + 1]];
    }
    for (; row < sample_.honest; ++row) ++honest[a[row] * kBins + b[row]];
    for (std::size_t i = 0; i < honest.size(); ++i) honest[i] += other[i];
    for (std::size_t i = sample_.honest; i < sample_.rows.size(); ++i) {
      ++grids[labels_.kind[sample_.rows[i]]][a[i] * kBins + b[i]];
    }
  }

  void try_children(std::uint32_t root, std::uint32_t child, const std::vector<Grid>& grids, Branches& best) const {
    const std::size_t classes = grids.size();
    // By side and class: rows by the child's bin.
    std::array<std::vector<Line>, 2> lines;
    for (auto& of_side : lines) of_side.assign(classes, Line{});
    std::vector<Line> whole(classes, Line{});
    for (std::size_t kind = 0; kind < classes; ++kind) {
      const double weight = kind == 0 ? sample_.weight : 1;
      for (std::size_t i = 0; i < features_[root].size(); ++i) {
        for (std::size_t j = 0; j < kBins; ++j) whole[kind][j] += weight * grids[kind][i * kBins + j];
      }
    }
    for (std::size_t bin = 1; bin < features_[root].size(); ++bin) {
      for (std::size_t kind = 0; kind < classes; ++kind) {
        const double weight = kind == 0 ? sample_.weight : 1;
        for (std::size_t j = 0; j < kBins; ++j) {
          double& left = lines[0][kind][j];
          left = (features_[root].ordered ? left : 0) + weight * grids[kind][bin * kBins + j];
          lines[1][kind][j] = whole[kind][j] - left;
        }
      }
      for (std::size_t side = 0; side < 2; ++side) split_side(child, lines[side], bin, side, best);
    }
  }

  void split_side(std::uint32_t child, const std::vector<Line>& lines, std::size_t bin, std::size_t side,
                  Branches& best) const {
    const std::size_t classes = lines.size();
    const std::size_t size = features_[child].size();
    const bool ordered = features_[child].ordered;
    Line schemes{};
    for (std::size_t kind = 1; kind < classes; ++kind) {
      for (std::size_t j = 0; j < size; ++j) schemes[j] += lines[kind][j];
    }
    Line all{};
    for (std::size_t j = 0; j < size; ++j) all[j] = lines[0][j] + schemes[j];
    const double total = std::accumulate(all.begin(), all.end(), 0.0);
    for (std::size_t kind = 0; kind < classes; ++kind) {
      Child& before = best[kind][bin][side];
      if (before.left.empty()) keep(before, lines, size, true);  // one leaf
      const Line& wanted = kind == 0 ? schemes : lines[kind];
      const double positive = std::accumulate(wanted.begin(), wanted.end(), 0.0);
      if (positive == 0) continue;
      double left_all = 0, left_positive = 0;
      for (std::size_t j = 1; j < size; ++j) {
        left_all = all[j] + (ordered ? left_all : 0);
        left_positive = wanted[j] + (ordered ? left_positive : 0);
        if (left_all == 0 || left_all >= total) continue;
        const double score = purity(left_positive, left_all) + purity(positive - left_positive, total - left_all);
        if (score <= before.score) continue;
        before.score = score;
        before.split = {child, static_cast<std::uint8_t>(j)};
        keep(before, lines, j, ordered);
      }
    }
  }

  // The leaves of a split at bin j; `from_below`: bins 1 to j go left. One leaf: j is past the last bin.
  void keep(Child& child, const std::vector<Line>& lines, std::size_t j, bool from_below) const {
    child.left.assign(lines.size(), 0);
    child.right.assign(lines.size(), 0);
    const bool whole = child.score < 0;
    for (std::size_t kind = 0; kind < lines.size(); ++kind) {
      for (std::size_t i = 0; i < kBins; ++i) {
        const bool left = whole || (from_below ? i != 0 && i <= j : i == j);
        (left ? child.left : child.right)[kind] += lines[kind][i];
      }
    }
  }

  // Marks the leaves of the highest precision, one, two or three of them, and keeps the tree if it is better.
  void choose_leaves(std::uint32_t root, std::size_t bin, std::size_t kind, const std::array<Child, 2>& children,
                     Candidate& best) const {
    Tree tree;
    tree.root = {root, static_cast<std::uint8_t>(bin)};
    for (std::size_t side = 0; side < 2; ++side) {
      if (children[side].score >= 0) tree.children[side] = children[side].split;
    }
    const std::array<const std::vector<double>*, 4> leaves{&children[0].left, &children[0].right, &children[1].left,
                                                           &children[1].right};
    std::array<std::size_t, 4> order{0, 1, 2, 3};
    std::array<double, 4> share{};
    for (std::size_t i = 0; i < 4; ++i) {
      const double all = std::accumulate(leaves[i]->begin(), leaves[i]->end(), 0.0);
      share[i] = all > 0 ? (all - leaves[i]->front()) / all : -1;
    }
    std::ranges::stable_sort(order, std::greater{}, [&](std::size_t i) { return share[i]; });
    const double positives = static_cast<double>(all_.positive());
    double honest = 0, schemes = 0, of_kind = 0;
    for (std::size_t n = 0; n < 3; ++n) {
      const std::vector<double>& leaf = *leaves[order[n]];
      honest += leaf[0];
      schemes += std::accumulate(leaf.begin() + 1, leaf.end(), 0.0);
      of_kind += kind == 0 ? 0 : leaf[kind];
      tree.marked[order[n]] = true;
      if (honest + schemes == 0) continue;
      const double f1 = 2 * schemes / (honest + schemes + positives);
      const double precision = schemes / (honest + schemes);
      const double recall = kind == 0 ? schemes / positives : of_kind / std::max(1.0, double(all_.of[kind]));
      if (kind != 0 && recall <= kLeastRecall) continue;
      const std::pair score(kind == 0 ? f1 : precision, recall);
      if (score > std::pair(best.score, best.second)) best = {score.first, score.second, tree};
    }
  }

  const std::vector<Binned>& features_;
  const Labels& labels_;
  Sample sample_;
  Counts all_;
  std::vector<std::vector<std::uint8_t>> columns_;  // by feature: bins of the sample's rows
};

}  // namespace

bool goes_left(const Binned& feature, std::uint8_t split_bin, std::uint8_t bin) {
  return feature.ordered ? bin != 0 && bin <= split_bin : bin == split_bin;
}

std::size_t Tree::leaf(const std::vector<Binned>& features, std::size_t row) const {
  const auto left = [&](const Split& split) {
    return goes_left(features[split.feature], split.bin, features[split.feature].bins[row]);
  };
  const std::size_t side = left(root) ? 0 : 1;
  const std::optional<Split>& child = children[side];
  return 2 * side + (!child || left(*child) ? 0 : 1);
}

namespace {

std::string split_words(const std::vector<Binned>& features, const Split& split, bool left) {
  const Binned& feature = features[split.feature];
  if (feature.ordered) {
    const float edge = feature.highest[split.bin - 1U];
    return left ? fmt::format("{} at most {:.6g}", feature.name, edge)
                : fmt::format("{} above {:.6g} or unknown", feature.name, edge);
  }
  const std::string& word = feature.words[split.bin - 1U];
  const std::string shown = word.empty() ? std::string("anything rare") : fmt::format("\"{}\"", word);
  return fmt::format("{} {} {}", feature.name, left ? "=" : "is not", shown);
}

}  // namespace

std::string Tree::in_words(const std::vector<Binned>& features) const {
  std::string words;
  for (std::size_t leaf = 0; leaf < 4; ++leaf) {
    const std::size_t side = leaf / 2;
    const std::optional<Split>& child = children[side];
    if (!marked[leaf] || (!child && leaf % 2 == 1)) continue;
    if (!words.empty()) words += "; or ";
    words += split_words(features, root, side == 0);
    if (child) words += " and " + split_words(features, *child, leaf % 2 == 0);
  }
  return words;
}

namespace {

// Counts what a tree marks, on all rows: of each split the bins that go left are looked up.
void count_marked(FoundTree& found, const std::vector<Binned>& features, const Labels& labels, unsigned train) {
  using Table = std::array<std::uint8_t, 256>;
  const auto table_of = [&](const Split& split, std::uint8_t left, std::uint8_t right) {
    Table table{};
    for (std::size_t bin = 0; bin < table.size(); ++bin) {
      const bool goes = goes_left(features[split.feature], split.bin, static_cast<std::uint8_t>(bin));
      table[bin] = goes ? left : right;
    }
    return table;
  };
  const Tree& tree = found.tree;
  const Table root = table_of(tree.root, 0, 1);
  const std::uint8_t* root_bins = features[tree.root.feature].bins.data();
  std::array<Table, 2> marks{};
  std::array<const std::uint8_t*, 2> bins{root_bins, root_bins};
  for (std::size_t side = 0; side < 2; ++side) {
    const auto marked = [&](std::size_t leaf) {
      return static_cast<std::uint8_t>(tree.marked[2 * side + leaf] ? 1 : 0);
    };
    marks[side].fill(marked(0));
    const std::optional<Split>& child = tree.children[side];
    if (!child) continue;
    marks[side] = table_of(*child, marked(0), marked(1));
    bins[side] = features[child->feature].bins.data();
  }
  std::array<std::uint32_t, 2> honest{};
  EffectiveRows effective(labels);
  for (std::uint32_t row = 0; row < labels.rows(); ++row) {
    const std::size_t side = root[root_bins[row]];
    if (marks[side][bins[side][row]] == 0) continue;
    if (labels.kind[row] == 0) {
      ++honest[labels.half[row]];
    } else {
      ++(labels.half[row] == train ? found.trained : found.tried).of[labels.kind[row]];
      if (labels.half[row] != train) effective.take(row);
    }
  }
  found.effective = effective.number();
  found.trained.of[0] = honest[train];
  found.tried.of[0] = honest[1 - train];
}

}  // namespace

std::vector<std::vector<FoundTree>> best_trees(const std::vector<Binned>& features, const Labels& labels,
                                               unsigned train, const TreeOptions& options) {
  const Search search(features, labels, train, options);
  std::vector<std::vector<Candidate>> by_root(features.size());
  run_parts(options.threads, features.size(), 1, [&](std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i) by_root[i] = search.from_root(static_cast<std::uint32_t>(i));
  });
  std::vector<std::vector<FoundTree>> found(labels.classes());
  for (std::size_t kind = 0; kind < found.size(); ++kind) {
    std::vector<const Candidate*> best;
    for (const auto& candidates : by_root) {
      if (candidates[kind].score >= 0) best.push_back(&candidates[kind]);
    }
    std::ranges::stable_sort(best, std::greater{}, [](const Candidate* c) { return std::pair(c->score, c->second); });
    if (best.size() > options.roots) best.resize(options.roots);
    for (const Candidate* candidate : best) {
      found[kind].push_back({candidate->tree, Counts(labels.classes()), Counts(labels.classes()), 0});
    }
  }
  std::vector<FoundTree*> all;
  for (auto& trees : found) {
    for (FoundTree& tree : trees) all.push_back(&tree);
  }
  run_parts(options.threads, all.size(), 1, [&](std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i) count_marked(*all[i], features, labels, train);
  });
  return found;
}

}  // namespace tidewaiter::judge::audit
