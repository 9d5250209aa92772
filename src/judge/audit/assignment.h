// Which uses can be of which lots: the most pieces of uses that lots can account for between them.
#pragma once

#include <cstdint>
#include <functional>
#include <span>

namespace tidewaiter::judge::audit {

// Of the uses (pieces each), how many pieces can be of the last lot only: the most that all lots account for, less the
// most that the others do without it. Each lot accounts for its own pieces at most; `may_be(lot, use)`, by place in the
// spans, says whether a use may be of a lot. A maximum flow by shortest augmenting paths (Edmonds and Karp 1972), made
// without the last lot and then added to; time grows with lots x uses for each path. 0 without lots.
std::uint32_t needed_of_last(std::span<const std::uint32_t> lots, std::span<const std::uint32_t> uses,
                             const std::function<bool(std::size_t lot, std::size_t use)>& may_be);

}  // namespace tidewaiter::judge::audit
