// Which of two licence results is the more restrictive (docs/rule-language.md, "Which rule wins").
#pragma once

#include <compare>

#include "model/decision.h"

namespace tidewaiter {

// A result as the law's order sees it. `undetermined` ranks as the worst that it could still become.
struct Ruling {
  Determination determination = Determination::no_licence;
  Policy policy = Policy::none_stated;
  Determination could_be = Determination::prohibited;  // of undetermined
  friend bool operator==(const Ruling&, const Ruling&) = default;
};

// prohibited > licence required (denial > unknown > case by case > approval > none stated) > notify > exception > no
// licence. An unknown policy outranks all but denial: it might be denial, and denial is not softened by it. Where two
// rank the same, undetermined is the more restrictive: it asks for somebody to look.
std::strong_ordering compare_restrictive(const Ruling& a, const Ruling& b);
inline bool more_restrictive(const Ruling& a, const Ruling& b) { return compare_restrictive(a, b) > 0; }

}  // namespace tidewaiter
