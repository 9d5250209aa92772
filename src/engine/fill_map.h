// A map filled in parallel: every value depends on its own key alone, so the threads need not know of each other.
#pragma once

#include <string_view>

#include "base/pipeline.h"
#include "engine/distinct.h"

namespace tidewaiter {

// fill(key) for every key. Views of the keys live as long as the map.
template <class Value, class Fill>
TextMap<Value> fill_map(const TextSet& keys, unsigned threads, Fill fill) {
  TextMap<Value> map(keys);
  auto& slots = map.slots();
  run_parts(threads, slots.size(), 64, [&](std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i != end; ++i) slots[i].value = fill(std::string_view(slots[i].key));
  });
  return map;
}

}  // namespace tidewaiter
