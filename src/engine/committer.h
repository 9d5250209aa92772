// The serial end of a run: groups of screened decisions are committed to the store, then handed over.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "base/result.h"
#include "engine/run.h"
#include "model/decision.h"
#include "model/decision_json.h"
#include "store/packed_decision.h"
#include "store/store.h"

namespace tidewaiter {

// The decisions of one slice; the others by their numbers.
struct Screened {
  std::vector<Decision> decisions;
  std::vector<CanonicalDecision> canonical;
  std::vector<PackedDecision> packed;    // where there is a store
  std::vector<DigestFront> row_digests;  // where somebody asks for them
  std::uint64_t rows = 0;
};

// Of one thread. Errors: those of the store and of the hooks.
class Committer {
 public:
  Committer(std::optional<Store>& store, RunId run, const RunHooks& hooks) : store_(store), run_(run), hooks_(hooks) {}

  // In the order of the ids.
  Result<void> take(Screened&& screened);
  // What waits for its group; to be called at the end.
  Result<void> flush();
  std::uint64_t count() const { return count_; }  // of decisions taken

 private:
  Result<void> hand_over(const Screened& screened, std::size_t i);

  std::optional<Store>& store_;
  RunId run_;
  const RunHooks& hooks_;
  std::vector<PackedDecision> packed_;
  std::vector<Screened> pending_;
  std::size_t waiting_ = 0;
  std::uint64_t count_ = 0;
};

}  // namespace tidewaiter
