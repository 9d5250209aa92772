// Which uses can be of which lots: whether the lots account for all uses but for so many pieces.
#pragma once

#include <cstdint>
#include <functional>
#include <span>

namespace tidewaiter::judge::audit {

// Whether the lots (pieces each) leave at least `least` pieces of the uses over, however the uses are given to them. A
// use may be of several lots, of each some pieces; `may_be(lot, use)`, by place in the spans, says whether it may be of
// one. The answer is exact: sums decide many, then an assignment in the order of the uses, and a maximum flow by
// shortest augmenting paths (Edmonds and Karp 1972) that begins with that assignment decides the rest; time of that
// grows with lots x uses for each path.
bool leave_over(std::span<const std::uint32_t> lots, std::span<const std::uint32_t> uses, std::uint32_t least,
                const std::function<bool(std::size_t lot, std::size_t use)>& may_be);

}  // namespace tidewaiter::judge::audit
