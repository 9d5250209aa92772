// What a run found, in bounded memory: counts, the reasons, what is missing, and the worst decisions whole.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "model/decision.h"
#include "report/distinct_count.h"

namespace tidewaiter::report {

struct Summary {
  struct Reason {
    std::string title;
    std::string id;  // empty where several ids share the title
    std::uint64_t shipments = 0;
  };
  struct Waiting {
    std::string field;  // "headquarters"
    std::uint64_t shipments = 0;
    std::uint64_t parties = 0;  // 0: the fact is not a party's
  };
  std::uint64_t shipments = 0;
  std::array<std::uint64_t, 4> by_disposition{};  // by Disposition
  double chips_waiting = 0;                       // in shipments that are not released
  std::uint64_t uncounted = 0;                    // of these: with chips in a quantity that nobody stated
  std::vector<Reason> reasons;                    // most shipments first, then by title
  std::vector<Waiting> waiting;                   // most shipments first, then by field
  std::uint64_t open_flag_shipments = 0;          // with red flags that could not be decided; releases too
  std::vector<Reason> open_flags;                 // by id, without titles; most shipments first
  std::vector<Waiting> open_flag_fields;          // for want of what
  std::vector<Decision> worklist;                 // in the order of work; releases never
  std::uint64_t waiting_shipments() const { return shipments - by_disposition[0]; }
};

// The order of work (docs/contracts.md): disposition, risk, chips x TPP, all descending, then id.
bool comes_before(const Decision& a, const Decision& b);

// Memory grows with `worklist`, with the distinct titles and missing fields, and by eight bytes with every distinct
// party that something is missing of; not with the shipments. The same decisions in the same order give the same
// summary.
class SummaryBuilder {
 public:
  explicit SummaryBuilder(std::size_t worklist = 50) : limit_(worklist) {}
  SummaryBuilder(const SummaryBuilder&) = delete;  // it points into itself
  SummaryBuilder& operator=(const SummaryBuilder&) = delete;
  void add(const Decision& decision);
  Summary summary() const;

 private:
  struct ReasonCount {
    std::string id;
    std::uint64_t shipments = 0;
  };
  struct WaitingCount {
    std::uint64_t shipments = 0;
    DistinctCount parties;  // by hashes of name and country
  };
  void count_reasons(const Decision& decision);
  using Counts = std::map<std::string, WaitingCount, std::less<>>;
  void count_missing(const Decision& decision);
  void count_open_flags(const Decision& decision);
  static void count_fields(const Decision& decision, const std::vector<std::string>& paths, Counts& counts);
  static std::vector<Summary::Waiting> most_first(const Counts& counts);

  std::size_t limit_;
  std::uint64_t shipments_ = 0;
  std::array<std::uint64_t, 4> by_disposition_{};
  double chips_waiting_ = 0;
  std::uint64_t uncounted_ = 0;
  std::map<std::string, ReasonCount, std::less<>> reasons_;
  Counts waiting_;
  std::uint64_t open_flag_shipments_ = 0;
  std::map<std::string, std::uint64_t, std::less<>> open_flags_;
  Counts open_flag_fields_;
  struct Path {
    WaitingCount* count = nullptr;  // in open_flag_fields_, whose nodes never move
    std::optional<Role> role;       // whose fact it is
  };
  std::unordered_map<std::string, Path> paths_;
  std::vector<std::string> last_open_flags_;
  std::vector<std::uint64_t*> last_counts_;  // of these, in open_flags_
  std::vector<const WaitingCount*> seen_;    // fields of the decision at hand
  std::vector<Decision> worst_;              // a heap, the one to give up first on top
};

}  // namespace tidewaiter::report
