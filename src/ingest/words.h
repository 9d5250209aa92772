// Words of an enumeration as people write them, brought to the form of the contract. What the contract does not know is
// kept, for the engine to read as unknown and to say so.
#pragma once

#include <string>
#include <string_view>

namespace tidewaiter::ingest {

// Lower case (ASCII), blanks and hyphens as one underscore, and the contract's aliases (docs/contracts.md):
// "Freight Forwarder" -> "freight_forwarder", "hand carry" -> "hand_carried".
std::string fold_word(std::string_view text);

}  // namespace tidewaiter::ingest
