#include "catalog/identify/split.h"

#include <algorithm>

#include "catalog/identify/stated_count.h"

namespace tidewaiter::catalog {
namespace {

struct Group {
  std::uint32_t begin = 0;  // of its first anchor
  std::uint32_t end = 0;    // of its last
  std::optional<std::uint32_t> family;
  std::vector<std::uint32_t> holds;
  bool model = false;
};

// The strongest divider between two names, and where the second part begins.
struct Divider {
  enum class Kind : std::uint8_t { none, slash, comma, also, strong } kind = Kind::none;
  std::uint32_t at = 0;
};

Divider divider_between(const Reading& reading, std::uint32_t from, std::uint32_t to) {
  Divider found;
  const auto better = [&](Divider::Kind kind, std::uint32_t at) {
    if (kind >= found.kind) found = {kind, at};
  };
  for (std::uint32_t i = from; i <= to; ++i) {
    const Fragment& fragment = reading.fragment(i);
    if (fragment.breaks) {
      better(fragment.divides   ? Divider::Kind::strong
             : fragment.slashes ? Divider::Kind::slash
                                : Divider::Kind::comma,
             i);
    }
    const Match* match = reading.term_at(i);
    if (match != nullptr && match->begin == i && i < to && match->term->is(Says::also)) better(Divider::Kind::also, i);
  }
  return found;
}

bool counted_before(const Reading& reading, std::uint32_t from, std::uint32_t begin) {
  return reading.count_before(begin).has_value() || states_count(reading, from, begin);
}

bool counted_behind(const Reading& reading, std::uint32_t end, std::uint32_t limit) {
  return reading.count_behind(end).has_value() || times_at_end(reading, end, limit).has_value() ||
         states_count(reading, end, limit);
}

// Without any divider: a count before each name ("两台八卡H200 一台八卡H100") or one behind each ("4090 六张 3090
// 两张").
std::optional<std::uint32_t> cut_by_counts(const Reading& reading, std::uint32_t from, const Group& a, const Group& b,
                                           std::uint32_t limit) {
  if (counted_before(reading, from, a.begin)) {
    if (!counted_before(reading, a.end, b.begin)) return std::nullopt;
    for (std::uint32_t i = a.end; i < b.begin; ++i) {
      const Match* match = reading.term_at(i);
      const bool memory = i + 1 < reading.size() && is_memory_unit(reading.fragment(i + 1));
      if ((match == nullptr && reading.fragment(i).digits && !memory) ||
          (match != nullptr && match->term->is(Says::number))) {
        return i;
      }
    }
    return std::nullopt;
  }
  if (!counted_behind(reading, a.end, b.begin) || !counted_behind(reading, b.end, limit)) return std::nullopt;
  for (std::uint32_t i = b.begin; i > a.end; --i) {
    if (reading.says_at(Says::unit, i - 1)) return i;
    if (reading.term_at(i - 1) == nullptr && reading.fragment(i - 1).digits) return i;
  }
  return std::nullopt;
}

bool holds(const Group& model, std::optional<std::uint32_t> family) {
  return family && std::ranges::find(model.holds, *family) != model.holds.end();
}

// Is the anchor about the same thing as the group before it?
bool belongs(const Reading& reading, const Group& group, const Anchor& anchor, const Divider& divider,
             std::uint32_t from, std::uint32_t limit) {
  const bool strong = divider.kind == Divider::Kind::strong;
  const bool both_counted =
      (counted_before(reading, from, group.begin) || counted_behind(reading, group.end, anchor.begin)) &&
      (counted_before(reading, group.end, anchor.begin) || counted_behind(reading, anchor.end, limit));
  const bool model = !anchor.family;
  if (model && group.model) {  // "SYS-821GE-TNHR with HGX H100", but "XE9680 (8x H100) x 2, R760xa (4x L40S) x 5"
    const bool behind = divider.kind != Divider::Kind::none && counted_behind(reading, group.end, divider.at);
    return divider.kind < Divider::Kind::comma || (!behind && !both_counted);
  }
  if (model != group.model || (group.model && group.family)) {
    // a model and the chip in it, whichever comes first
    Group of_model = group;
    if (model) of_model.holds = anchor.holds;
    const bool fits =
        model ? holds(of_model, group.family) : holds(group, anchor.family) || group.family == anchor.family;
    if (fits)
      return !strong && !(divider.kind >= Divider::Kind::comma && both_counted && divider.at < anchor.begin + 1 &&
                          counted_behind(reading, group.end, divider.at) && counted_behind(reading, anchor.end, limit));
    return divider.kind == Divider::Kind::none && !both_counted;
  }
  if (group.family == anchor.family) {
    if (!both_counted) return true;
    const bool each_behind = divider.at > group.end && counted_behind(reading, group.end, divider.at) &&
                             counted_behind(reading, anchor.end, limit);
    return !(strong || divider.kind == Divider::Kind::also || (divider.kind == Divider::Kind::comma && each_behind));
  }
  if (divider.kind == Divider::Kind::none || divider.kind == Divider::Kind::slash) return !both_counted;
  return false;
}

}  // namespace

std::vector<std::uint32_t> boundaries(const Reading& reading, std::span<const Anchor> anchors, bool nothing) {
  std::vector<std::uint32_t> found;
  Group group;
  std::uint32_t from = 0;
  for (std::size_t i = 0; i < anchors.size(); ++i) {
    const Anchor& anchor = anchors[i];
    const std::uint32_t limit = i + 1 < anchors.size() ? anchors[i + 1].begin : reading.number_begin();
    if (i > 0) {
      const Divider divider = divider_between(reading, group.end, anchor.begin);
      std::optional<std::uint32_t> at;
      if (!belongs(reading, group, anchor, divider, from, limit)) {
        at = divider.at;
        if (divider.kind == Divider::Kind::none) {
          at = cut_by_counts(reading, from, group, {anchor.begin, anchor.end, {}, {}, false}, limit);
        }
      }
      if (at && nothing) {
        const bool own = counted_before(reading, *at, anchor.begin) || counted_behind(reading, anchor.end, limit);
        if (divider.kind != Divider::Kind::strong || !own) at.reset();
      }
      if (!at) {
        group.end = std::max(group.end, anchor.end);
        group.model = group.model || !anchor.family;
        if (!group.family) group.family = anchor.family;
        group.holds.insert(group.holds.end(), anchor.holds.begin(), anchor.holds.end());
        continue;
      }
      found.push_back(*at);
      from = *at;
    }
    group = {anchor.begin, anchor.end, anchor.family, anchor.holds, !anchor.family};
  }
  return found;
}

}  // namespace tidewaiter::catalog
