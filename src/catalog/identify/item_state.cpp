#include "catalog/identify/item_state.h"

#include <algorithm>

#include "catalog/figure_text.h"

namespace tidewaiter::catalog {

ItemState item_state(const Lexicon& lexicon, const Identification& identification, std::string_view hs_code,
                     std::optional<double> unit_value_usd, std::optional<double> mass_per_piece_kg,
                     std::optional<double> least_usd) {
  const LineBounds& bounds = lexicon.bounds();
  const bool chip_heading = std::ranges::any_of(
      bounds.chip_headings, [&](const std::string& heading) { return hs_code.starts_with(heading); });
  const bool dear = unit_value_usd && *unit_value_usd >= bounds.value_usd;
  const bool heavy = mass_per_piece_kg && *mass_per_piece_kg >= bounds.mass_kg;
  if (identification.item) {
    // "H100 hydraulic pump" under a heading of pumps, at the price of one, is a pump.
    const bool only_its_name = identification.everyday_words && !hs_code.empty() && !chip_heading && !dear &&
                               identification.confidence == Confidence::unverified;
    return only_its_name ? ItemState::other_goods : ItemState::identified;
  }
  if (identification.kind == ItemKind::accessory) {
    const bool of_the_item = unit_value_usd && least_usd && *unit_value_usd >= *least_usd * bounds.accessory_share;
    const bool open = identification.left_open && !unit_value_usd;
    return dear || of_the_item || open ? ItemState::unidentified : ItemState::other_goods;
  }
  // An everyday word does not outweigh the value of an accelerator with its heading or with a chip's name.
  if (identification.other_goods &&
      !(identification.everyday_words && dear && (chip_heading || identification.accelerator_word)))
    return ItemState::other_goods;
  if (identification.generic_words && (chip_heading || dear || heavy)) return ItemState::cover;
  if (!identification.accelerator_word && !hs_code.empty() && !chip_heading) return ItemState::other_goods;
  return ItemState::unidentified;
}

std::string gave_away(const Lexicon& lexicon, std::string_view hs_code, std::optional<double> unit_value_usd,
                      std::optional<double> mass_per_piece_kg) {
  const LineBounds& bounds = lexicon.bounds();
  std::string text;
  const auto add = [&](const std::string& part) { text += (text.empty() ? "" : ", ") + part; };
  for (const std::string& heading : bounds.chip_headings) {
    if (hs_code.starts_with(heading)) add("heading " + heading);
  }
  if (unit_value_usd && *unit_value_usd >= bounds.value_usd) {
    add(price_text(*unit_value_usd, *unit_value_usd, "USD a piece", false));
  }
  if (mass_per_piece_kg && *mass_per_piece_kg >= bounds.mass_kg) {
    add(price_text(*mass_per_piece_kg, *mass_per_piece_kg, "kg a piece", false));
  }
  return text;
}

}  // namespace tidewaiter::catalog
