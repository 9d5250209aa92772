// What stands in a line as a whole: what its words name, weighed against its heading, its value and its mass.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "catalog/identify/lexicon.h"
#include "model/item.h"

namespace tidewaiter::catalog {

// docs/contracts.md, "What stands in a line". `hs_code`: digits only, or empty; a missing value or mass is unknown and
// makes nothing a cover. An accessory is other goods, unless its unit value says that it is more than that, or none is
// stated where the words leave it open. `least_usd`: what was asked at least for the item behind whose name it stands.
ItemState item_state(const Lexicon& lexicon, const Identification& identification, std::string_view hs_code,
                     std::optional<double> unit_value_usd, std::optional<double> mass_per_piece_kg,
                     std::optional<double> least_usd);

// What of heading, value and mass is of accelerators: "heading 8473, 25,000 USD a piece"; empty where nothing is.
std::string gave_away(const Lexicon& lexicon, std::string_view hs_code, std::optional<double> unit_value_usd,
                      std::optional<double> mass_per_piece_kg);

}  // namespace tidewaiter::catalog
