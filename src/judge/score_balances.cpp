#include "judge/score_balances.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <ranges>
#include <set>
#include <utility>

#include "judge/binomial.h"
#include "judge/protocol.h"
#include "judge/read_results.h"
#include "tables/cell.h"

namespace tidewaiter::judge {
namespace {

constexpr std::size_t kLongestName = 40;  // in a note

struct Sums {
  double balances = 0, missing = 0, gone = 0, error = 0;
  double intervals = 0, width = 0, trivial = 0;  // of those with low < high
  double some_gone = 0, some_held = 0, none_gone = 0, none_held = 0;

  void add(const JudgedBalance& one, double weight) {
    balances += weight;
    missing += weight * one.missing;
    gone += weight * one.gone;
    error += weight * std::abs(one.missing - one.gone);
    if (one.low >= one.high) return;
    intervals += weight;
    width += weight * (one.high - one.low);
    trivial += weight * one.book;
    const double held = one.low <= one.gone && one.gone <= one.high ? weight : 0;
    (one.gone > 0 ? some_gone : none_gone) += weight;
    (one.gone > 0 ? some_held : none_held) += held;
  }
};

double share(double part, double whole) { return whole > 0 ? part / whole : std::numeric_limits<double>::quiet_NaN(); }

// Holders whose balances say something about a measure.
struct Holders {
  std::set<std::uint32_t> all, intervals, some_gone, none_gone;

  void add(const JudgedBalance& one) {
    all.insert(one.party);
    if (one.low >= one.high) return;
    intervals.insert(one.party);
    (one.gone > 0 ? some_gone : none_gone).insert(one.party);
  }
  std::uint64_t of(std::string_view measure) const {
    if (measure == "coverage_gone") return some_gone.size();
    if (measure == "coverage_nothing_gone") return none_gone.size();
    return measure.ends_with("_width") ? intervals.size() : all.size();
  }
};

struct Measured {
  std::string_view measure;
  double value;
  double count, of;
};

std::vector<Measured> measured(const Sums& sums) {
  return {{"chips_missing", sums.missing, sums.balances, sums.balances},
          {"chips_gone", sums.gone, sums.balances, sums.balances},
          {"chips_error", share(sums.error, sums.balances), sums.balances, sums.balances},
          {"coverage_gone", share(sums.some_held, sums.some_gone), sums.some_held, sums.some_gone},
          {"coverage_nothing_gone", share(sums.none_held, sums.none_gone), sums.none_held, sums.none_gone},
          {"interval_width", share(sums.width, sums.intervals), sums.intervals, sums.balances},
          {"trivial_width", share(sums.trivial, sums.intervals), sums.intervals, sums.balances}};
}

// The first of them, for a note.
std::string some_of(const std::set<std::string>& names) {
  constexpr std::size_t kMost = 3;
  std::vector<std::string> shown;
  for (const std::string& name : names) {
    if (shown.size() == kMost) break;
    shown.push_back(tables::printable(name, kLongestName));
  }
  return fmt::format("{}{}", fmt::join(shown, ", "), names.size() > kMost ? " and others" : "");
}

struct Part {
  std::string by, name;
  std::vector<std::uint32_t> members;  // of the balances
};

std::vector<Part> parts_of(const World& world, const std::vector<JudgedBalance>& balances) {
  std::vector<std::set<std::string>> kinds_of(world.parties.size());
  std::vector<std::set<std::string>> tuning_of(world.parties.size());
  for (const WorldPart& part : world.parts) {
    if (part.party == kNone) continue;
    const std::string& kind = world.schemes[part.scheme].kind;
    kinds_of[part.party].insert(kind);
    tuning_of[part.party].emplace(is_held_out(kind) ? kHeldOutKinds : kTunedKinds);
  }
  Part all{"all", "", {}};
  std::map<std::pair<std::string, std::string>, std::vector<std::uint32_t>> members;
  for (std::uint32_t i = 0; i < balances.size(); ++i) {
    all.members.push_back(i);
    for (const std::string& kind : kinds_of[balances[i].party]) members[{"scheme", kind}].push_back(i);
    for (const std::string& one : tuning_of[balances[i].party]) members[{"tuning", one}].push_back(i);
    members[{"country", world.parties[balances[i].party].country}].push_back(i);
  }
  std::vector<Part> parts{std::move(all)};
  for (const std::string by : {"scheme", "tuning", "country"}) {
    for (auto& [key, of] : members) {
      if (key.first == by) parts.push_back({by, key.second, std::move(of)});
    }
  }
  return parts;
}

}  // namespace

Result<BesideTruth> beside_truth(const World& world, const Results& results, const std::vector<WorldChips>& chips) {
  std::map<std::pair<std::string_view, std::string_view>, double> held;
  std::map<std::string_view, double> kinds;  // and how many chips of it there are
  for (const WorldChips& lot : chips) {
    kinds[lot.kind] += lot.count;
    held[{lot.final_holder, lot.kind}] += lot.count;
  }
  BesideTruth found;
  std::set<std::string> no_party, no_kind, beyond;
  std::uint64_t of_no_party = 0, of_no_kind = 0, of_beyond = 0, with_balance = 0;
  for (const Balance& balance : results.balances) {
    const std::uint32_t party = world.party(balance.holder);
    if (party == kNone) {
      ++of_no_party;
      no_party.insert(balance.holder);
      continue;
    }
    const auto kind = kinds.find(balance.kind);
    if (kind == kinds.end()) {
      ++of_no_kind;
      no_kind.insert(balance.kind);
      continue;
    }
    if (balance.book > kind->second) {
      ++of_beyond;
      beyond.insert(fmt::format("{}: {:.0f} {}", balance.holder, balance.book, balance.kind));
      continue;
    }
    const auto there = held.find({balance.holder, balance.kind});
    if (there != held.end()) ++with_balance;
    const double gone = std::max(0.0, balance.book - (there == held.end() ? 0.0 : there->second));
    found.judged.push_back({party, balance.book, balance.missing, balance.low, balance.high, gone});
  }
  if (found.judged.empty()) {
    return fail(ErrorCode::bad_value, "no balance in it is of a party and a kind of chip of the world", results.file,
                fmt::format("holders are ids of its party table, and kinds are: {}",
                            fmt::join(kinds | std::views::keys, ", ")));
  }
  const auto left_out = [&](std::string_view what, const std::set<std::string>& names, std::uint64_t count) {
    add_note(found.notes, results.name, fmt::format("balances left out, since {} ({})", what, some_of(names)), count,
             results.balances.size());
  };
  left_out("the holder is no party of the world", no_party, of_no_party);
  left_out("the world has no chip of the kind at its end", no_kind, of_no_kind);
  left_out("the world has fewer chips of the kind than their book", beyond, of_beyond);
  std::uint64_t holdings = 0;
  for (const auto& [key, count] : held) holdings += world.party(key.first) == kNone ? 0 : 1;
  add_note(found.notes, results.name,
           "holders and kinds with chips at the end that have no balance, and are not judged", holdings - with_balance,
           holdings);
  return found;
}

std::vector<ScoreRow> score_balances(const World& world, const std::string& name,
                                     const std::vector<JudgedBalance>& balances, const Bootstrap& how) {
  const std::vector<Part> parts = parts_of(world, balances);
  // Holders with balances are what is drawn; other parties have nothing to say here.
  std::map<std::uint32_t, std::uint32_t> holders;
  for (const JudgedBalance& balance : balances)
    holders.emplace(balance.party, static_cast<std::uint32_t>(holders.size()));
  const auto values = [&](const Draw* draw) {
    std::vector<double> found;
    for (const Part& part : parts) {
      Sums sums;
      for (const std::uint32_t i : part.members) {
        sums.add(balances[i], draw == nullptr ? 1.0 : draw->parties[holders.at(balances[i].party)]);
      }
      for (const Measured& one : measured(sums)) found.push_back(one.value);
    }
    return found;
  };
  const std::vector<double> whole = values(nullptr);
  const std::vector<Interval> between =
      intervals(how, 0, holders.size(), whole.size(), [&](const Draw& draw) { return values(&draw); });
  std::vector<ScoreRow> rows;
  for (const Part& part : parts) {
    Sums sums;
    Holders those;
    for (const std::uint32_t i : part.members) {
      sums.add(balances[i], 1);
      those.add(balances[i]);
    }
    for (const Measured& one : measured(sums)) {
      const std::size_t at = rows.size();
      ScoreRow& row = rows.emplace_back();
      row.result = name;
      row.measure = one.measure;
      row.by = part.by;
      row.slice = part.name;
      if (std::isfinite(one.value)) row.value = one.value;
      const std::uint64_t drawn = those.of(one.measure);
      if (row.value && one.measure.starts_with("coverage") && (one.value == 0 || one.value == 1)) {
        // No draw can differ from all or nothing, so that a drawn interval would be a point. Holders count once each.
        const ShareInterval exact = exact_interval(one.value * static_cast<double>(drawn), drawn);
        row.low = exact.low;
        row.high = exact.high;
      } else if (row.value && drawn < kFewestClusters) {
        row.note = fmt::format("too few for an interval; holders: {}", drawn);
      } else {
        row.low = between[at].low;
        row.high = between[at].high;
      }
      row.count = static_cast<std::uint64_t>(one.count);
      row.of = static_cast<std::uint64_t>(one.of);
    }
  }
  return rows;
}

}  // namespace tidewaiter::judge
