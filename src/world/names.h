// Invented names of firms, people, streets and towns, put together from syllables. Every firm's name holds a coined
// word of three or four syllables that is no word of a language on purpose, so that it agrees with no list entry.
#pragma once

#include <string>

#include "model/country.h"
#include "world/random.h"

namespace tidewaiter::world {

std::string coined_word(Random& random, int syllables);  // "Veltroka"
std::string firm_name(Random& random, int kind, std::string_view legal_form);
std::string street(Random& random);
std::string town(Random& random);

}  // namespace tidewaiter::world
