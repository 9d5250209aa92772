// Any script into plain Latin letters, so that a name can meet its romanised form.
#pragma once

#include <string>
#include <string_view>

namespace tidewaiter::text {

// Folded (see fold.h) ASCII letters, digits and blanks that spell `text` in Latin letters: Cyrillic after BGN/PCGN,
// every other script by ICU's Any-Latin; Latin-ASCII. "曙光" is "shu guang", "Щукин" is "shchukin".
// ASCII input costs no more than folding. The first other script on a thread makes that thread's ICU transliterator,
// which takes tens of milliseconds; Cyrillic alone does not need it. Total: what has no Latin spelling is left out.
std::string latin(std::string_view text);

// Han characters in their simplified forms; everything else as it is. Makes its own ICU transliterator like latin().
std::string simplified_han(std::string_view text);

}  // namespace tidewaiter::text
