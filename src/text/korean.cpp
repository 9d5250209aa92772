#include "text/korean.h"

#include <array>
#include <cstddef>

#include "text/unicode.h"

namespace tidewaiter::text {
namespace {

constexpr char32_t kFirst = 0xAC00;
constexpr char32_t kLast = 0xD7A3;
constexpr std::size_t kVowels = 21;
constexpr std::size_t kFinals = 28;
constexpr std::size_t kSilent = 11;  // the initial that has no sound

constexpr std::array<std::string_view, 19> kInitials = {"k",  "kk", "n",  "t",   "tt", "r", "m", "p", "pp", "s",
                                                        "ss", "",   "ch", "tch", "ch", "k", "t", "p", "h"};
// Between sounds with voice.
constexpr std::array<std::string_view, 19> kVoiced = {"g",  "kk", "n", "d",   "tt", "r", "m", "b", "pp", "s",
                                                      "ss", "",   "j", "tch", "ch", "k", "t", "p", "h"};
constexpr std::array<std::string_view, kVowels> kVowelLetters = {"a",  "ae", "ya", "yae", "o",  "e",  "yo",
                                                                 "ye", "o",  "wa", "wae", "oe", "yo", "u",
                                                                 "wo", "we", "wi", "yu",  "u",  "ui", "i"};
constexpr std::array<std::string_view, kFinals> kFinalLetters = {"",  "k",  "k", "k", "n", "n", "n", "t", "l", "k",
                                                                 "m", "l",  "l", "l", "p", "l", "m", "p", "p", "t",
                                                                 "t", "ng", "t", "t", "k", "t", "p", ""};
// Before a vowel.
constexpr std::array<std::string_view, kFinals> kFinalBeforeVowel = {
    "",   "g", "kk", "ks", "n",  "nj", "n",  "d",  "r", "lg", "lm", "lb", "ls", "lt",
    "lp", "r", "m",  "b",  "ps", "s",  "ss", "ng", "j", "ch", "k",  "t",  "p",  ""};

bool has_voice(std::string_view final) {
  return final.empty() || final == "n" || final == "l" || final == "m" || final == "ng";
}

}  // namespace

bool is_hangul(char32_t c) { return c >= kFirst && c <= kLast; }

std::string mccune_reischauer(std::string_view hangul) {
  std::string spelt;
  std::size_t final_before = 0;
  while (!hangul.empty()) {
    const char32_t c = take_code_point(hangul);
    if (!is_hangul(c)) return {};
    const std::size_t number = c - kFirst;
    const std::size_t initial = number / (kVowels * kFinals);
    const std::string_view before = kFinalLetters[final_before];
    const bool at_start = spelt.empty() && final_before == 0;
    spelt += initial == kSilent ? kFinalBeforeVowel[final_before] : before;
    spelt += !at_start && has_voice(before) ? kVoiced[initial] : kInitials[initial];
    spelt += kVowelLetters[number / kFinals % kVowels];
    final_before = number % kFinals;
  }
  return spelt += kFinalLetters[final_before];
}

}  // namespace tidewaiter::text
