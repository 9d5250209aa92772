// A map filled in parallel: every value depends on its own key alone, so the threads need not know of each other.
#pragma once

#include <tbb/blocked_range.h>
#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>

#include <string_view>

#include "base/handoff.h"
#include "engine/distinct.h"

namespace tidewaiter {

// fill(key) for every key. Views of the keys live as long as the map.
template <class Value, class Fill>
TextMap<Value> fill_map(const TextSet& keys, unsigned threads, Fill fill) {
  TextMap<Value> map;
  map.reserve(keys.size());
  for (const std::string& key : keys) map[key];
  auto& slots = map.slots();
  Handoff begun, done;
  begun.give();
  tbb::task_arena arena(static_cast<int>(threads));
  arena.execute([&] {
    tbb::parallel_for(tbb::blocked_range<std::size_t>(0, slots.size(), 64),
                      [&](const tbb::blocked_range<std::size_t>& range) {
                        begun.take();
                        for (std::size_t i = range.begin(); i != range.end(); ++i) {
                          slots[i].value = fill(std::string_view(slots[i].key));
                        }
                        done.give();
                      });
  });
  done.take();
  return map;
}

}  // namespace tidewaiter
