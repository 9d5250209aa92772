// The first audit: does a world give its schemes away? It fails if a rule on one feature, or a tree of depth two, that
// was found in one half of the rows marks a kind of scheme in the other too well to leave work for anything that joins
// events. docs/world.md, "Audits".
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "judge/audit/feature.h"
#include "judge/audit/features.h"
#include "judge/audit/tree_search.h"

namespace tidewaiter::judge::audit {

// Bounds of the design: precision above the higher of .3 and 20 times the share of rows of schemes, at a recall above
// .2 of a kind; pooled F1 above .15; for the signs that are seen in one place, fewer than 5 honest rows for each of a
// scheme, that is a precision above 1/6. What has to lie above is the lower end of an interval (least_share), for which
// the rows of one scheme count as what they are worth; F1 is a share too, of (marked + all of schemes) / 2. Where as
// many schemes as kManySchemes stand in each half, F1 itself must not lie above: a share of .15 of 50 cases is known
// to .05 (one standard error, sqrt(.15 * .85 / 50)).
inline constexpr double kLeakPrecision = .3;
inline constexpr double kLeakLift = 20;
inline constexpr double kLeakF1 = .15;
inline constexpr double kSignPrecision = 1.0 / 6;
inline constexpr std::uint32_t kManySchemes = 50;
// The worst thing that was found for a kind of scheme, or for all ("any scheme", by F1).
struct LeakRow {
  std::string kind;
  std::string table = "shipments";           // whose rows it marks: or "events", those that are no shipment or receipt
  Sign sign = Sign::none;                    // of the features that it looks at
  std::string rule;                          // in words; empty: nothing marks enough
  std::uint64_t rows = 0;                    // of the kind, both halves
  double precision = 0, recall = 0, f1 = 0;  // in the half that it was not found in
  double least = 0;                          // of the precision, or of F1 for all: what is held against the bound
  double bound = 0;                          // of that
  bool judged = true;  // false: so few schemes that marking each of them and nothing else would not pass for a leak
  bool leaks = false;
};

struct LeakReport {
  std::vector<LeakRow> rows;
  double prevalence = 0;  // share of rows that belong to schemes
  std::size_t features = 0, event_features = 0, binned = 0;
  bool passed() const;          // false also if nothing could be judged
  void add(LeakReport events);  // what the rows of events give away
};

// Each kind has a row for what is not structural, and one for each sign. Deterministic at any number of threads.
LeakReport find_leaks(const std::vector<FeatureMaker>& makers, const Labels& labels,
                      const std::vector<std::array<std::uint32_t, 2>>& schemes_in_half, TreeOptions options);

// Schemes of each kind of labels.kinds in each half.
std::vector<std::array<std::uint32_t, 2>> schemes_in_halves(const World& world, const Labels& labels);

}  // namespace tidewaiter::judge::audit
