#include "catalog/identify/no_chip.h"

#include "catalog/identify/accessory.h"

namespace tidewaiter::catalog {
namespace {

bool is_cover(const Match& match) { return match.term->is(Says::cover) || match.term->is(Says::cover_computing); }

// "Supermicro", "PCIe", "data center": of computing, and nearer to no model.
bool names_no_card(const Match& match) { return match.term->is(Says::computing) && !match.term->is(Says::card); }

}  // namespace

Identification NoChip::accessory(const Match& match) const {
  Identification out;
  out.kind = ItemKind::accessory;
  out.confidence = Confidence::inferred;
  out.accelerator_word = computing;
  out.words.push_back(reading.words(match.begin, match.end));
  return out;
}

// Generic parts for a chip hide what they are; anything else for a chip is an accessory of a kind that no list knows.
Identification NoChip::part_for_chip(std::uint32_t begin, std::uint32_t end) const {
  Identification out;
  out.accelerator_word = true;
  out.confidence = Confidence::inferred;
  out.generic_words =
      reading.says_between(Says::cover, 0, begin) || reading.says_between(Says::cover_computing, 0, begin);
  out.kind = out.generic_words ? ItemKind::none : ItemKind::accessory;
  out.words.push_back(reading.words(0, end));
  return out;
}

Identification NoChip::goods() const {
  if (!contrary) {
    if (const Match* match = loose_accessory(reading)) return accessory(*match);
  }
  if (const Match* match = reading.first(Says::work); match != nullptr && !contrary) return accessory(*match);
  Identification out;
  out.accelerator_word = computing || named;
  if (const Match* model = reading.first(Says::model)) out.system = model->term->system;
  out.everyday_words = reading.has(Says::other_goods) && !reading.has(Says::other_machine);
  out.other_goods = !reading.has(Says::card) && (is_other_machine() || (reading.has(Says::other_goods) && !computing));
  out.generic_words = only_generic();
  for (const Match& match : reading.matches()) {
    const bool decides = out.other_goods ? match.term->is(Says::other_machine) || match.term->is(Says::other_goods)
                                         : out.generic_words && is_cover(match);
    if (decides) out.words.push_back(reading.words(match.begin, match.end));
  }
  if (out.other_goods || out.generic_words) out.confidence = Confidence::inferred;
  return out;
}

// Generic words and nothing that says more; beside those of computing one unknown word may stand, such as a brand.
bool NoChip::only_generic() const {
  if (contrary || reading.unknown_words() > (reading.has(Says::cover_computing) ? 1 : 0)) return false;
  const bool of_computing = reading.has(Says::cover_computing);
  bool cover = false;
  for (const Match& match : reading.matches()) {
    cover = cover || is_cover(match);
    const bool bland = is_cover(match) || match.term->is(Says::neutral) || match.term->is(Says::comes_with) ||
                       match.term->is(Says::goes_for) || match.term->is(Says::suggestive) ||
                       match.term->is(Says::assembly) || match.term->is(Says::number) ||
                       (of_computing && (match.term->is(Says::vendor) || names_no_card(match)));
    if (!bland) return false;
  }
  return cover;
}

// Another machine, unless a card or a server comes first and it is only a part of that ("server with 2x Xeon", but
// "server CPU", "computer monitor").
bool NoChip::is_other_machine() const {
  const Match* machine = reading.first(Says::other_machine);
  if (machine == nullptr) return false;
  for (const Match& match : reading.matches()) {
    if (match.end > machine->begin) break;
    if (!match.term->is(Says::card) && !match.term->is(Says::assembly)) continue;
    if (reading.next_term(match.end) != machine || reading.breaks_between(match.end - 1, machine->begin + 1))
      return false;
  }
  return true;
}

}  // namespace tidewaiter::catalog
