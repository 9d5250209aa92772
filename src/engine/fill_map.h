// A map filled in parallel: every value depends on its own key alone, so the threads need not know of each other.
#pragma once

#include <tbb/blocked_range.h>
#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>

#include <string_view>
#include <utility>
#include <vector>

#include "engine/distinct.h"

namespace tidewaiter {

// fill(key) for every key. The keys stay where they are: views of them live as long as the map.
template <class Value, class Fill>
TextMap<Value> fill_map(TextSet&& keys, unsigned threads, Fill fill) {
  TextMap<Value> map;
  map.reserve(keys.size());
  while (!keys.empty()) map.emplace(std::move(keys.extract(keys.begin()).value()), Value{});
  std::vector<std::pair<const std::string, Value>*> slots;
  slots.reserve(map.size());
  for (auto& slot : map) slots.push_back(&slot);
  tbb::task_arena arena(static_cast<int>(threads));
  arena.execute([&] {
    tbb::parallel_for(tbb::blocked_range<std::size_t>(0, slots.size(), 64),
                      [&](const tbb::blocked_range<std::size_t>& range) {
                        for (std::size_t i = range.begin(); i != range.end(); ++i) {
                          slots[i]->second = fill(std::string_view(slots[i]->first));
                        }
                      });
  });
  return map;
}

}  // namespace tidewaiter
