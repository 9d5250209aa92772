// Han names as Cantonese spells them: names of companies in Hong Kong stand in registers like that, and not in pinyin.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace tidewaiter::text {

// Simplified Han characters in Jyutping without tones, and as Hong Kong's offices write its syllables ("soeng",
// "sheung" is "seung" here): one or two different spellings without blanks, or none if some character is not in the
// table.
std::vector<std::string> cantonese(std::string_view han);

}  // namespace tidewaiter::text
