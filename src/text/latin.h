// Any script into plain Latin letters, so that a name can meet its romanised form.
#pragma once

#include <string>
#include <string_view>

namespace tidewaiter::text {

// Folded (see fold.h) ASCII letters, digits and blanks that spell `text` in Latin letters: Cyrillic after BGN/PCGN,
// every other script by ICU's Any-Latin; Latin-ASCII. "曙光" is "shu guang", "Щукин" is "shchukin".
// ASCII input costs no more than folding, Cyrillic and Han a look into a table. The first other script on a thread
// makes that thread's ICU transliterator, which takes tens of milliseconds. Total: what has no Latin spelling is left
// out.
std::string latin(std::string_view text);

// Han characters in their simplified forms; everything else as it is. Those that the table lacks make an ICU
// transliterator like latin().
std::string simplified_han(std::string_view text);

// The same by ICU's rules alone, which the tables must equal.
std::string latin_by_rules(std::string_view text);
std::string simplified_han_by_rules(std::string_view text);

}  // namespace tidewaiter::text
