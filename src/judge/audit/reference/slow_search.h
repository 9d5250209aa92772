// The searches of the leak audit the slow, obvious way: every rule and every tree is tried on every row, one after the
// other. It shares the types with the fast ones, and no code. For tests.
#pragma once

#include "judge/audit/rule_search.h"
#include "judge/audit/tree_search.h"

namespace tidewaiter::judge::audit::reference {

// What best_rules gives. `any_value`: also thresholds at values that no scheme's row has.
BestRules best_rules(const Feature& feature, std::uint32_t number, const Labels& labels, unsigned train,
                     bool any_value = false);

// The precision (F1 for class 0) of the best tree that best_trees can find for each class; -1 where none marks enough.
// In each branch the child of the highest purity is taken, the first of equals by feature and bin.
std::vector<double> best_tree_scores(const std::vector<Binned>& features, const Labels& labels, unsigned train);

}  // namespace tidewaiter::judge::audit::reference
