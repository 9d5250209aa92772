// Chinese syllables in two spellings: pinyin, and the older one of Wade and Giles that exporters in Taiwan, older
// registers and libraries use.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace tidewaiter::text {

// A word of whole pinyin syllables as Wade and Giles spell it, without marks and hyphens: "dongfang" is "tungfang".
// Empty if the word is no such thing. Of several divisions the one with the fewest syllables counts.
// Giles spells "he" as "ho" and as "hê", "ge" as "ko" and as "kê": both ways occur.
enum class WadeGiles : std::uint8_t { with_o, with_e };
std::string wade_giles(std::string_view word, WadeGiles spelling);

// One syllable of either spelling. REQUIRES: a-z, 0-9.
bool is_chinese_syllable(std::string_view word);

}  // namespace tidewaiter::text
