#include "catalog/identify/accessory.h"

#include "catalog/identify/behind_name.h"
#include "catalog/identify/machine_list.h"
#include "catalog/identify/number_words.h"
#include "catalog/identify/stated_count.h"

namespace tidewaiter::catalog {
namespace {

constexpr std::uint32_t kPhrase = 5;  // fragments between a core and that it is gone

bool names_thing(const Reading& reading, std::uint32_t begin, std::uint32_t end) {
  return reading.says_between(Says::card, begin, end) || reading.says_between(Says::assembly, begin, end) ||
         reading.says_between(Says::model, begin, end);
}

// "托盘1:H20", "tray 2: H100 SXM5": the number of a package.
bool is_numbered(const Reading& reading, const Match& match) {
  return match.end + 1 < reading.size() && reading.fragment(match.end).digits && !reading.fragment(match.end).breaks &&
         reading.written_before(match.end + 1, ':');
}

// "8 per tray", "2 cartons", "每托盘8片": what the thing travels in.
bool is_packaging(const Reading& reading, const Match& match) {
  if (!match.term->is(Says::pack)) return false;
  return number_before(reading, 0, match.begin).has_value() ||
         (match.begin > 0 && reading.says_at(Says::each, match.begin - 1)) || reading.says_at(Says::each, match.end) ||
         reading.fragment(match.begin).slashes || is_numbered(reading, match);
}

// "fan rattles", "defekter Lüfter", "rails missing": in which state the thing is.
bool is_fault(const Reading& reading, const Match& match) {
  const auto beside = [&](std::uint32_t at) { return reading.says_at(Says::fault, at); };
  return (match.begin > 0 && !reading.fragment(match.begin).breaks && beside(match.begin - 1)) ||
         (match.end < reading.size() && !reading.fragment(match.end).breaks && beside(match.end));
}

// "sem cooler", "no box", "sans boîte ni câble": it lacks one; not "空包装盒", an empty box.
bool is_lacked(const Reading& reading, const Match& match) {
  std::uint32_t at = match.begin;
  while (at > 0 && !reading.fragment(at).breaks) {
    const Match* before = reading.term_at(at - 1);
    if (before == nullptr) return false;
    if (before->term->is(Says::negation)) return !before->term->is(Says::empty);
    const bool listed = before->term->is(Says::also) || before->term->is(Says::accessory) ||
                        before->term->is(Says::pack) || before->term->is(Says::neutral);
    if (!listed) return false;
    at = before->begin;
  }
  return false;
}

// "Warranty replacement: H100 NVL", "repair" where the thing comes back from one: no service is what the line holds.
bool is_work(const Reading& reading, const Match& match) {
  return match.term->is(Says::work) && !reading.has(Says::handed);
}

bool is_accessory(const Reading& reading, const Match& match) {
  const bool of_handing = match.term->is(Says::work) && reading.has(Says::handed);
  return match.term->is(Says::accessory) && !of_handing && !is_packaging(reading, match) && !is_lacked(reading, match);
}

// "H100 PCIe x2枚 電源ケーブルx2本": both are counted, so that the accessory is another thing of the line.
bool both_counted(const Reading& reading, std::uint32_t end, const Match& match) {
  const auto counts = stated_counts(reading, end, match.begin);
  const bool ours = reading.count_behind(end).has_value() || (!counts.empty() && counts.back().end == match.begin);
  std::uint32_t limit = match.end;
  while (limit < reading.size() && !reading.fragment(limit).breaks) ++limit;
  return ours && (reading.count_behind(match.end).has_value() || states_count(reading, match.end, limit));
}

// Is the name counted, before it or behind it, before a comma? "Power supply, DGX H100, 6 pcs" are six power supplies.
bool says_count(const Reading& reading, std::uint32_t begin) {
  std::uint32_t end = begin + 1;
  while (end < reading.size() && !reading.fragment(end).breaks) ++end;
  return reading.count_before(begin).has_value() || states_count(reading, begin, end) ||
         times_at_end(reading, begin, end).has_value();
}

// "H100, heat sink included", "water block with RTX 4090"; not "cold plate with quick disconnects".
bool comes_along(const Reading& reading, std::uint32_t at) {
  const Match* with = reading.term_at(at);
  if (with == nullptr || !with->term->is(Says::comes_with)) return false;
  if (with->end >= reading.size() || reading.fragment(with->end).breaks) return true;
  const Match* next = reading.next_term(with->end);
  return next != nullptr && (next->term->is(Says::card) || next->term->is(Says::assembly) ||
                             next->term->is(Says::family) || next->term->is(Says::item));
}

// "core and VRAM removed", "die missing": the board of a card is no chip.
const Match* without_core(const Reading& reading) {
  if (!reading.has(Says::core) || !reading.has(Says::negated)) return nullptr;
  for (const Match& match : reading.matches()) {
    if (!match.term->is(Says::core)) continue;
    for (std::uint32_t i = match.end; i < reading.size() && i < match.end + kPhrase && !reading.fragment(i).breaks;
         ++i) {
      if (reading.says_at(Says::negated, i)) return reading.term_at(i);
      if (reading.says_at(Says::family, i) || reading.says_at(Says::item, i)) break;
    }
  }
  return nullptr;
}

// "no cards inside" in so many words, or a word of denial beside one for what would be in it: "ohne Karten".
const Match* without_chip(const Reading& reading) {
  if (const Match* without = reading.first(Says::without)) return without;
  const std::vector<Match>& matches = reading.matches();
  for (const Match& match : matches) {  // "rack cabinet for NVL72, empty, 1 pc"
    const bool alone = match.begin > 0 && reading.fragment(match.begin).breaks &&
                       (match.end == reading.size() || reading.fragment(match.end).breaks);
    const bool purpose = reading.says_at(Says::goes_for, match.end);  // "baie 42U vide pour DGX H100"
    const bool last = match.end == reading.size() && (reading.says_between(Says::pack, 0, match.begin) ||
                                                      reading.says_between(Says::accessory, 0, match.begin));
    if (match.term->is(Says::empty) && (alone || purpose || last)) return &match;  // "scatola RTX 4090 vuota"
  }
  for (std::size_t i = 0; i + 1 < matches.size(); ++i) {
    if (matches[i].end != matches[i + 1].begin || reading.fragment(matches[i].end).breaks) continue;
    const Term& next = *matches[i + 1].term;
    if (matches[i].term->is(Says::negation) && next.is(Says::card)) return &matches[i];
    if (matches[i].term->is(Says::negation) && i + 2 < matches.size()) {  // "w/o mezzanine cards"
      const Match& third = matches[i + 2];
      const bool kind = next.is(Says::computing) && !next.code && !next.item && !next.is(Says::other_chip);
      const bool at_once = matches[i + 1].end == third.begin && !reading.fragment(third.begin).breaks;
      if (kind && at_once && third.term->is(Says::card)) return &matches[i];
    }
    const bool holds =
        next.is(Says::assembly) || next.is(Says::pack) || next.is(Says::feature) || next.is(Says::accessory);
    if (matches[i].term->is(Says::empty) && holds) return &matches[i];
    if (matches[i].term->is(Says::card) && next.is(Says::negated)) return &matches[i + 1];
    if (matches[i].term->is(Says::negation) && next.is(Says::core)) return &matches[i];
  }
  return without_core(reading);
}

// "A100 GPU repair service", "RTX 4090 rental": a service or a document named right behind the chip; not "chip for RTX
// 4090 repair".
const Match* work_on(const Reading& reading, std::uint32_t begin, std::uint32_t end) {
  if (reading.says_between(Says::goes_for, 0, begin) && names_thing(reading, 0, begin)) return nullptr;
  for (std::uint32_t i = end; i < reading.size() && !reading.fragment(i).breaks;) {
    const Match* match = reading.term_at(i);
    if (match == nullptr) {
      if (!reading.fragment(i).digits && !is_memory_unit(reading.fragment(i))) return nullptr;
      ++i;
      continue;
    }
    if (is_work(reading, *match)) return comes_along(reading, match->end) ? nullptr : match;
    const bool passed = match->term->is(Says::mark) || match->term->is(Says::card) || match->term->is(Says::vendor) ||
                        match->term->is(Says::assembly);  // "H100 server repair"
    if (!passed) return nullptr;
    i = match->end;
  }
  return nullptr;
}

// "Busbar clips, GB200 NVL72 rack": the line begins with an accessory, and a comma stands before a name that nothing
// counts. "Heat sink, fan, H100" is a list of three.
const Match* leading_accessory(const Reading& reading, std::uint32_t begin) {
  const Match* found = nullptr;
  std::uint32_t comma = 0;  // fragment behind the first
  for (std::uint32_t i = 1; i <= begin && i < reading.size(); ++i) {
    if (reading.fragment(i).divides) return nullptr;
    const bool listed = reading.fragment(i).breaks && !reading.fragment(i).slashes && !reading.written_before(i, '&');
    if (comma == 0 && listed) comma = i;
  }
  if (comma == 0 || names_thing(reading, 0, begin)) return nullptr;
  for (const Match& match : reading.matches()) {
    if (match.end > begin) break;
    const bool joins = match.term->is(Says::also) && match.begin > 0;  // "spare fan modules, DGX H100" joins nothing
    if (joins || match.term->is(Says::comes_with)) return nullptr;
    if (!is_accessory(reading, match)) continue;
    if (match.begin >= comma) return nullptr;
    found = &match;
  }
  return found != nullptr && !says_count(reading, begin) ? found : nullptr;
}

// "heat sink for A100/H100", "shroud P40/T4": of names that only slashes divide, the first; one of them may be unknown.
std::uint32_t first_of_choice(const Reading& reading, std::uint32_t begin) {
  std::uint32_t first = begin;
  while (first > 0 && reading.fragment(first).slashes) {
    const Match* match = reading.term_at(first - 1);
    if (match != nullptr) {
      if (!match->term->code && !match->term->item && !match->term->is(Says::other_chip)) break;
      first = match->begin;
      continue;
    }
    const bool model = first >= 2 && reading.fragment(first - 1).digits && reading.fragment(first - 1).joined &&
                       reading.term_at(first - 2) == nullptr;
    if (!model) break;
    first -= 2;
  }
  return first;
}

// "staffa per RTX 4090", but "8 per carton": a word that means both.
bool is_for(const Reading& reading, const Match& match) {
  if (!match.term->is(Says::for_or_each) || number_before(reading, 0, match.begin)) return false;
  const Match* next = reading.term_at(match.end);
  const bool counted = match.begin > 0 && reading.says_at(Says::unit, match.begin - 1);
  return !counted && next != nullptr && !next->term->is(Says::pack) && !next->term->is(Says::unit) &&
         !next->term->is(Says::assembly);
}

// "H100 server with three years of repair service": the service comes along with a thing named before, in one breath.
bool comes_with_thing(const Reading& reading, const Match& service) {
  std::uint32_t from = service.begin;
  while (from > 0 && !reading.fragment(from).breaks) --from;
  for (const Match& match : reading.matches()) {
    if (match.begin < from || match.begin >= service.begin || !match.term->is(Says::comes_with)) continue;
    return !names_thing(reading, match.end, service.begin) &&
           !reading.says_between(Says::family, match.end, service.begin) &&
           !reading.says_between(Says::item, match.end, service.begin) && names_thing(reading, 0, match.begin);
  }
  return false;
}

// Does a word that says what the thing is for come in [begin, end), and before one that says what comes along?
// "brackets for servers with A30"
bool for_comes_first(const Reading& reading, std::uint32_t begin, std::uint32_t end) {
  for (const Match& match : reading.matches()) {
    if (match.begin < begin) continue;
    if (match.begin >= end || match.term->is(Says::comes_with)) return false;
    if (match.term->is(Says::goes_for) || is_for(reading, match)) return true;
  }
  return false;
}

}  // namespace

Accessory accessory_to(const Reading& reading, std::uint32_t begin, std::uint32_t end) {
  if (const Match* without = without_chip(reading)) return {without, false};
  if (const Match* work = work_on(reading, begin, end)) return {work, in_bracket_behind(reading, end, work->begin)};
  begin = first_of_choice(reading, begin);
  if (lists_machine(reading)) return {};  // its chassis and power supplies are in the list
  if (const Match* leading = leading_accessory(reading, begin)) return {leading, false};
  for (const Match& match : reading.matches()) {
    if (!is_accessory(reading, match)) continue;
    if (match.end <= begin) {
      if (reading.says_between(Says::comes_with, 0, match.begin) && names_thing(reading, 0, match.begin)) continue;
      if (for_comes_first(reading, match.end, begin)) return {&match, false};
      if (reading.says_between(Says::comes_with, match.end, begin)) continue;
      if (reading.breaks_between(match.end - 1, begin + 1) || reading.count_before(begin)) continue;
      return {&match, false};
    }
    if (match.begin < end || is_fault(reading, match) || both_counted(reading, end, match)) continue;
    if (in_bracket_behind(reading, end, match.begin) && !is_alone(reading, match)) continue;
    if (reading.says_between(Says::comes_with, end, match.begin) || comes_along(reading, match.end) ||
        reading.says_between(Says::goes_for, end, match.begin) || reading.breaks_between(end - 1, match.begin + 1)) {
      continue;
    }
    const Match* next = reading.next_term(match.end);
    if (next != nullptr && (next->term->is(Says::card) || next->term->is(Says::assembly)) &&
        !reading.breaks_between(match.end - 1, next->begin + 1)) {
      continue;
    }
    return {&match, true};
  }
  return {};
}

bool is_for_only(const Reading& reading, std::uint32_t begin) {
  begin = first_of_choice(reading, begin);
  for (const Match& match : reading.matches()) {
    if (match.end > begin || !(match.term->is(Says::goes_for) || is_for(reading, match))) continue;
    if (!reading.anything_between(0, match.begin) || names_thing(reading, 0, match.begin)) continue;
    const bool listed = match.end < begin && reading.breaks_between(match.end, begin + 1);
    bool at_once = true;
    for (const Match& between : reading.matches()) {
      if (between.begin < match.end || between.begin >= begin) continue;
      // "para placa de vídeo RTX 3090": what kind of thing the chip is, in one breath
      const bool kind = !listed && (between.term->is(Says::card) || between.term->is(Says::computing) ||
                                    between.term->is(Says::suggestive) || between.term->is(Says::mark));
      at_once = at_once && (kind || between.term->is(Says::vendor) || between.term->is(Says::neutral) ||
                            between.term->is(Says::assembly));
    }
    if (at_once) return true;
  }
  return false;
}

const Match* service(const Reading& reading) {
  for (const Match& match : reading.matches()) {
    if (!match.term->is(Says::service)) continue;
    const bool other =
        match.begin > 0 &&
        (reading.says_just_before(Says::denies, match.begin) || reading.says_at(Says::goes_for, match.begin - 1) ||
         reading.says_at(Says::comes_with, match.begin - 1) || reading.says_at(Says::negation, match.begin - 1));
    if (!other && !comes_with_thing(reading, match) && !reading.says_at(Says::comes_with, match.end)) return &match;
  }
  return nullptr;
}

const Match* work_before(const Reading& reading, std::uint32_t begin) {
  for (const Match& match : reading.matches()) {
    if (match.begin >= begin) return nullptr;
    const bool purpose = match.begin > 0 && reading.says_at(Says::goes_for, match.begin - 1);  // "return for repair"
    if (is_work(reading, match) && !purpose) return &match;
    if (match.term->is(Says::card) || match.term->is(Says::model)) return nullptr;
  }
  return nullptr;
}

const Match* loose_accessory(const Reading& reading) {
  for (const Match& match : reading.matches()) {
    if (match.term->is(Says::without)) return &match;
    if (!is_accessory(reading, match)) continue;
    if (reading.says_between(Says::comes_with, 0, match.begin)) return nullptr;
    const bool apart = reading.breaks_between(0, match.begin + 1) ||
                       (in_bracket_behind(reading, 1, match.begin) && !is_alone(reading, match));
    return names_thing(reading, 0, match.begin) && apart ? nullptr : &match;
  }
  return nullptr;
}

}  // namespace tidewaiter::catalog
