// A pipeline of three stages: one thread fills slots in order, many work on them, one empties them in order; and the
// parts of a range, worked on by many. Who includes this links oneTBB, which gets pointers to slots that come round
// again and so copies nothing of ours; what one stage did the next sees through a Handoff.
#pragma once

#include <oneapi/tbb/blocked_range.h>
#include <oneapi/tbb/global_control.h>
#include <oneapi/tbb/info.h>
#include <oneapi/tbb/parallel_for.h>
#include <oneapi/tbb/parallel_pipeline.h>
#include <oneapi/tbb/task_arena.h>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <vector>

#include "base/handoff.h"

namespace tidewaiter {

// So many threads, the caller's among them, also where the machine has fewer cores: without the control oneTBB gives
// what there is, and says so on standard error.
class Workers {
 public:
  explicit Workers(unsigned threads) : arena_(static_cast<int>(std::max(1U, threads))) {
    if (arena_.max_concurrency() > tbb::info::default_concurrency()) {
      allowed_.emplace(tbb::global_control::max_allowed_parallelism, std::max(1U, threads));
    }
  }
  template <class Work>
  void run(Work work) {
    arena_.execute(work);
  }

 private:
  std::optional<tbb::global_control> allowed_;
  tbb::task_arena arena_;
};

// bool fill(Slot&): false ends the pipeline, and the slot goes no further. work(Slot&) and drain(Slot&) follow for
// every other slot. `slots` of them at most are on the way. An exception of a stage comes out of here.
template <class Slot, class Fill, class Work, class Drain>
void run_pipeline(unsigned threads, std::size_t slots, Fill fill, Work work, Drain drain) {
  struct Place {
    Slot slot;
    Handoff handoff;  // from one stage to the next
  };
  // Both outer stages go in order and at most places.size() are on the way, so the place that comes round again has
  // left the last stage.
  std::vector<Place> places(slots);
  std::size_t turn = 0;
  Handoff begun, filling, draining, done;
  const auto first = [&](tbb::flow_control& flow) -> Place* {
    begun.take();
    filling.take();
    draining.take();
    Place& place = places[turn++ % places.size()];
    if (!fill(place.slot)) flow.stop();
    place.handoff.give();
    filling.give();
    done.give();
    return &place;
  };
  const auto second = [&](Place* place) {
    begun.take();
    place->handoff.take();
    work(place->slot);
    place->handoff.give();
    done.give();
    return place;
  };
  const auto third = [&](Place* place) {
    begun.take();
    draining.take();
    place->handoff.take();
    drain(place->slot);
    draining.give();
    done.give();
  };
  begun.give();
  Workers(threads).run([&] {
    using tbb::filter_mode;
    tbb::parallel_pipeline(places.size(), tbb::make_filter<void, Place*>(filter_mode::serial_in_order, first) &
                                              tbb::make_filter<Place*, Place*>(filter_mode::parallel, second) &
                                              tbb::make_filter<Place*, void>(filter_mode::serial_in_order, third));
  });
  done.take();
}

// work(begin, end) for parts of [0, size) of about `grain` and more, on so many threads. An exception comes out of
// here.
template <class Work>
void run_parts(unsigned threads, std::size_t size, std::size_t grain, Work work) {
  Handoff begun, done;
  begun.give();
  Workers(threads).run([&] {
    tbb::parallel_for(tbb::blocked_range<std::size_t>(0, size, grain),
                      [&](const tbb::blocked_range<std::size_t>& part) {
                        begun.take();
                        work(part.begin(), part.end());
                        done.give();
                      });
  });
  done.take();
}

}  // namespace tidewaiter
