#include "catalog/identify/counting.h"

#include <algorithm>

#include "catalog/identify/number_words.h"
#include "catalog/identify/packages.h"
#include "catalog/identify/stated_count.h"

namespace tidewaiter::catalog {
namespace {

// "2 boards, 16 GPUs": of all units together.
bool is_of_all(const Identification& out, double count) {
  return out.units > 1 && count == out.units * out.chips_per_unit;
}

}  // namespace

// "8-GPU", "8 GPUs", "8 cards"; not a word inside the code itself. A word that counts whole lines too ("8 片") only
// where it stands before a name: "8 片 H100".
std::optional<double> Counting::counted_chips() const {
  if (const std::optional<double> each = in_each_machine()) return each;
  for (const Match& match : reading.matches()) {
    const bool of_cards =
        match.term->is(Says::card) && !match.term->is(Says::counted);  // "zehn Grafikkarten RTX A4000"
    if (!match.term->is(Says::counted) && !of_cards) continue;
    const Match* of = reading.term_at(match.end);  // "4-way NVLink bridges"
    if (of != nullptr && of->term->is(Says::accessory) && !reading.fragment(match.end).breaks) continue;
    if (match.term->is(Says::unit) || of_cards) {
      const Match* next = reading.term_at(match.end);
      const bool named = next != nullptr && !reading.fragment(match.end).breaks &&
                         (next->term->is(Says::family) || next->term->is(Says::item) || next->term->is(Says::vendor) ||
                          next->term->is(Says::card) || next->term->is(Says::assembly));
      if (!named) continue;
    }
    if (const std::optional<double> count = reading.count_before(match.begin)) return count;
  }
  return std::nullopt;
}

// "一台裝四張", "je Knoten 8 Karten", "4 per server": what one machine holds.
std::optional<double> Counting::in_each_machine() const {
  if (holder == nullptr || !vary) return std::nullopt;
  for (const Match& match : reading.matches()) {
    const bool machine =
        match.term->is(Says::assembly) || (match.term->is(Says::unit) && !match.term->is(Says::counted));
    if (!machine || match.begin < from || match.end > limit || match.begin == from) continue;
    const auto number = number_before(reading, from, match.begin);
    const bool each = reading.says_at(Says::each, match.begin - 1);
    if (!each && (!number || number->value != 1)) continue;
    std::uint32_t at = match.end;
    while (reading.says_at(Says::filled_with, at) || reading.says_at(Says::comes_with, at)) {
      at = reading.term_at(at)->end;
    }
    if (each || at > match.end) {
      for (std::uint32_t end = std::min(limit, at + 3); end > at; --end) {
        const auto held = number_before(reading, at, end);
        const Match* what = reading.term_at(end, limit);
        if (held && held->begin == at && what != nullptr &&
            (what->term->is(Says::counted) || what->term->is(Says::card)) && !reading.fragment(at).breaks) {
          return held->value;
        }
      }
    }
    if (!each || reading.fragment(match.begin - 1).breaks) continue;
    std::uint32_t before = match.begin;
    while (before > from && reading.says_at(Says::each, before - 1)) before = reading.term_at(before - 1)->begin;
    const Match* unit = before > from ? reading.term_at(before - 1) : nullptr;
    const bool cards = unit != nullptr && (unit->term->is(Says::counted) || unit->term->is(Says::card));
    if (const auto held = number_before(reading, from, cards ? unit->begin : before); held && held->value > 1) {
      return held->value;
    }
  }
  return std::nullopt;
}

// "2x workstation mit je 2x RTX 6000 Ada": what one of them holds stands behind it.
bool Counting::in_each(const Match& machine) const {
  return chip && vary && machine.end <= chip->begin &&
         (reading.says_between(Says::comes_with, machine.end, chip->begin) ||
          reading.says_between(Says::each, machine.end, chip->begin));
}

// "4x 8-GPU HGX H100": of two numbers before a word that counts chips the first is that of the boards.
std::optional<Counting::Sets> Counting::counted_sets() const {
  for (const Match& match : reading.matches()) {
    if (!match.term->is(Says::counted) || match.begin <= from || match.end > limit) continue;
    const Match* next = reading.next_term(match.end);
    const bool named = next != nullptr && !reading.breaks_between(match.end - 1, next->begin + 1) &&
                       (next->term->is(Says::family) || next->term->is(Says::item) || next->term->is(Says::vendor) ||
                        next->term->is(Says::assembly));
    if (!named && !match.term->is(Says::assembly)) continue;
    const auto chips = number_before(reading, from, match.begin);
    if (!chips || chips->begin == from || reading.fragment(match.begin).breaks) continue;
    if (const auto units = reading.count_before(chips->begin)) return Sets{*units, chips->value};
  }
  return std::nullopt;
}

// "4x H100 SXM5 HGX baseboard (8-GPU)": the count before the chip's name is that of what holds it, where all between
// belongs to the name and another number says how many one holds. Not "4x H100 in 8-GPU server".
bool Counting::counts_holders(double counted) const {
  if (!chip || holder->begin < chip->end) return false;
  const auto before = reading.count_before(chip->begin);
  if (!before || *before == counted) return false;
  for (std::uint32_t i = chip->end; i < holder->begin; ++i) {
    const Match* match = reading.term_at(i);
    const bool memory = reading.fragment(i).digits || is_memory_unit(reading.fragment(i));
    const bool of_name = match == nullptr ? memory
                                          : match->term->is(Says::mark) || match->term->is(Says::vendor) ||
                                                match->term->is(Says::computing) || match->term->is(Says::card);
    if (!of_name || reading.fragment(i).breaks) return false;
  }
  return !reading.fragment(holder->begin).breaks;
}

bool Counting::count_at_names(Identification& out) const {
  if (holder != nullptr || (whole && out.kind == ItemKind::board)) {
    if (const auto sets = counted_sets()) {
      out.units = sets->units;
      if (!fixed) out.chips_per_unit = sets->chips;
      return false;
    }
  }
  std::optional<double> counted = counted_chips();
  std::optional<double> at_code;
  if (chip) {
    at_code = reading.count_before(chip->begin);
    if (!at_code) at_code = reading.count_behind(chip->end);
    for (const Span& other :
         holder == nullptr && !whole ? again : std::vector<Span>{}) {  // "upgrade to H100: ship 4 H100 cards"
      if (!at_code) at_code = reading.count_before(other.begin);
      if (!at_code) at_code = reading.count_behind(other.end);
    }
  }
  if (holder == nullptr) {
    if (whole) {
      out.units = at_code.value_or(1);
      if (counted && !is_of_all(out, *counted) && out.kind == ItemKind::board) out.chips_per_unit = *counted;
    } else if (out.chips_per_unit > 0) {
      out.units = at_code ? *at_code : counted.value_or(1);
    }
    return false;
  }
  std::optional<double> at_holder;  // "8-GPU server" counts chips, "8 servers" servers
  const bool each = holder->begin > 0 && reading.says_at(Says::each, holder->begin - 1);  // "8 per UBB"
  if (!holder->term->is(Says::counted) && !each) at_holder = reading.count_before(holder->begin);
  if (!at_holder) at_holder = reading.count_behind(holder->end);
  for (const Match& match : reading.matches()) {  // "node with 4 A100, 6 nodes"
    if (at_holder || match.begin <= holder->begin || match.begin < from || match.end > limit) continue;
    const bool same = !match.term->is(Says::counted) && !match.term->assemblies.empty() &&
                      match.term->assemblies == holder->term->assemblies;
    if (same) at_holder = reading.count_before(match.begin);
  }
  // "3 GPU-Server, je 8x H200": of two numbers the first is that of the servers
  if (counted && !at_holder && at_code && holder->term->is(Says::counted) && in_each(*holder) &&
      counted == reading.count_before(holder->begin)) {
    at_holder = counted;
    counted.reset();
  }
  // "2 H100 servers" are two servers, "8x H100 server" is one.
  const std::string words = reading.words(holder->begin, holder->end);
  const bool plural = chip && holder->begin >= chip->end && !counted && !at_holder && at_code && words.ends_with('s') &&
                      !words.ends_with("ss");
  if (plural) {
    at_holder = at_code;
    at_code.reset();
  }
  if (fixed && chip && holder->begin == chip->end && at_code && !at_holder) {
    at_holder = at_code;  // "4x GB200 NVL72"
    at_code.reset();
  }
  if (counted && !at_holder && counts_holders(*counted)) {
    at_holder = reading.count_before(chip->begin);
    at_code.reset();
  }
  out.units = at_holder.value_or(1);
  if (fixed || (counted && is_of_all(out, *counted))) return false;
  if (counted) {
    out.chips_per_unit = *counted;
  } else if (at_code && (*at_code != out.units * out.chips_per_unit || in_each(*holder))) {
    out.chips_per_unit = *at_code;  // but "32x H100 in 4x SYS-821GE" are eight in each
  }
  return !counted && !at_code && vary && !of_board;
}

// "2 boxes of 10 H100", "4 boxes, 2x H100 each"; in packages of boards, servers and racks only these are counted.
std::optional<StatedCount> Counting::in_packages(const Identification& out) const {
  if (!reading.has(Says::pack)) return std::nullopt;
  if (const auto packed = packed_count(reading, from, limit)) {
    return holder == nullptr || packed->of_machines ? packed : std::nullopt;
  }
  const std::optional<double> at_name = chip ? reading.count_before(chip->begin) : std::nullopt;
  if (holder != nullptr || !at_name || at_name != out.units) return std::nullopt;
  std::uint32_t behind = chip->end;
  while (behind < limit) {
    const Match* match = reading.term_at(behind);
    const bool more = match != nullptr && (match->term->is(Says::mark) || match->term->is(Says::card));
    const bool memory =
        match == nullptr && (reading.fragment(behind).digits || is_memory_unit(reading.fragment(behind)));
    if (!more && !memory) break;
    behind = more ? match->end : behind + 1;
  }
  const Match* each = reading.term_at(behind, limit);
  if (each == nullptr || !each->term->is(Says::each)) return std::nullopt;
  const double all = packages_before(reading, from, chip->begin).value_or(0) * *at_name;
  return all > 0 && all <= kLargestStated ? std::optional(StatedCount{all, from, each->end, false}) : std::nullopt;
}

// "16 pcs" behind the thing and before the next. What says the same as a count at the name is that count: the line
// holds the larger of two that differ.
void Counting::count_whole_line(Identification& out) const {
  if (!chip && holder == nullptr) return;
  const std::optional<StatedCount> packed = in_packages(out);
  const Span names = chip ? *chip : Span{holder->begin, holder->end};
  const std::uint32_t begin = holder == nullptr ? names.begin : std::min(names.begin, holder->begin);
  const std::uint32_t end = holder == nullptr ? names.end : std::min(names.end, holder->end);
  std::vector<StatedCount> counts = stated_counts(reading, end, limit);
  std::ranges::move(stated_counts(reading, from, begin), std::back_inserter(counts));
  std::erase_if(counts, [&](const StatedCount& one) {  // "GB300 board, 1 Grace, 2个B300": of what is in it
    const Match* next = reading.term_at(one.end, limit);
    return next != nullptr && one.end != names.begin && !reading.fragment(one.end).breaks &&
           (next->term->is(Says::family) || next->term->is(Says::item));
  });
  if (counts.size() > 1 && reading.has(Says::pack)) {  // "4 pcs/ctn, total 24 pcs"
    const auto of_each = [&](const StatedCount& one) {
      const bool slash = one.end < limit && reading.says_at(Says::pack, one.end) && reading.fragment(one.end).slashes;
      return slash || (one.end < limit && reading.says_at(Says::each, one.end) && !reading.fragment(one.end).breaks);
    };
    if (!std::ranges::all_of(counts, of_each)) std::erase_if(counts, of_each);
  }
  if (holder != nullptr) {
    const std::optional<double> counted = counted_chips();
    const bool further = counts.size() > 1;
    const bool differ = counts.size() == 2 && counts.front().count != counts.back().count;
    std::erase_if(counts, [&](const StatedCount& one) {
      const bool of_chips = chip && one.end == chip->begin;  // "含8颗B200"
      // "iki adet RTX A6000 takılı iş istasyonu, 4 adet", "เซิร์ฟเวอร์ H100 8 ตัว จำนวน 2 เครื่อง": cards, then machines
      const bool behind = one.count > 1 && one.begin == chip_end() && !reading.fragment(one.begin).breaks;
      if (chip && differ && vary && !counted && (of_chips || behind)) {
        out.chips_per_unit = one.count;
        return true;
      }
      const Match* next = reading.term_at(one.end, limit);
      if (chip && (!one.of_machines || further) && next != nullptr && next->term->is(Says::comes_with) &&
          !reading.fragment(one.end).breaks && vary && !counted) {  // "RTX A6000 2枚搭載ワークステーション"
        out.chips_per_unit = one.count;
        return true;
      }
      return of_chips || (counted == one.count && !one.of_machines);  // "server, 8 cards"
    });
    // "H100 8장 서버 4대": cards in a server, and servers
    if (out.kind != ItemKind::board && std::ranges::any_of(counts, &StatedCount::of_machines)) {
      for (const StatedCount& one : counts) {
        if (!one.of_machines && vary && !counted && one.begin == chip_end()) out.chips_per_unit = one.count;
      }
      std::erase_if(counts, [](const StatedCount& one) { return !one.of_machines; });
    }
  }
  if (packed) {
    std::erase_if(counts, [&](const StatedCount& one) { return one.begin >= packed->begin && one.end <= packed->end; });
    counts.insert(counts.begin(), *packed);
  }
  if (counts.empty()) {
    const std::optional<double> times = times_at_end(reading, end, limit);
    const bool said = times && holder != nullptr && chip && !reading.count_before(chip->begin) &&
                      times == reading.count_behind(chip->end);
    if (out.units == 1 && !said) out.units = times ? *times : bare_at_end(reading, end, limit).value_or(1);
    return;
  }
  double stated = counts.front().count;
  for (const StatedCount& other : counts) {
    // "16台 8卡 服务器 共128卡": 128 are the chips of 16; "1.65W一张 六张": the one is what a price is for
    const bool total = other.count > 1 && other.count * out.chips_per_unit == stated && out.chips_per_unit > 1;
    if (total || (stated == 1 && other.count > 1) || (packed && other.count > stated)) stated = other.count;
  }
  if (stated < out.units) return;
  if (holder != nullptr && is_of_all(out, stated)) return;
  out.stated = stated;
  out.units = 1;
}

bool Counting::count(Identification& out) const {
  const bool usual = count_at_names(out);
  count_whole_line(out);
  return usual;
}

}  // namespace tidewaiter::catalog
