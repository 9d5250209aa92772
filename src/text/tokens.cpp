#include "text/tokens.h"

#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include <algorithm>
#include <array>
#include <utility>

#include "base/ascii.h"
#include "text/cantonese.h"
#include "text/fold.h"
#include "text/han_words.h"
#include "text/korean.h"
#include "text/latin.h"
#include "text/look_alikes.h"
#include "text/unicode.h"

namespace tidewaiter::text {
namespace {

// Far above any real name (the US lists' longest has 350 letters); what is beyond is not read.
constexpr std::size_t kMaxNameBytes = 4'096;

bool is_apostrophe(char32_t c) {
  return c == U'\'' || c == U'`' || c == U'\u2019' || c == U'\u2018' || c == U'\u02BC' || c == U'\u00B4' ||
         c == U'\u02BB' || c == U'\u02BF' || c == U'\u02BE';
}
bool is_word_character(char32_t c) {
  if (c < 128) return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  const auto wide = static_cast<UChar32>(c);
  return u_isalnum(wide) || (U_GET_GC_MASK(wide) & U_GC_M_MASK) != 0;
}
// Zero-width blanks and joiners, marks of writing from right to left, soft hyphens: nobody sees them, inside a word
// too.
bool is_unseen(char32_t c) { return c >= 128 && u_charType(static_cast<UChar32>(c)) == U_FORMAT_CHAR; }
bool is_han(char32_t c) {
  UErrorCode status = U_ZERO_ERROR;
  return c >= 0x2E80 && uscript_getScript(static_cast<UChar32>(c), &status) == USCRIPT_HAN;
}

bool is_latin(char32_t c) {
  UErrorCode status = U_ZERO_ERROR;
  return c < 128 || uscript_getScript(static_cast<UChar32>(c), &status) == USCRIPT_LATIN;
}

bool has_han(std::string_view text) {
  while (!text.empty()) {
    if (is_han(take_code_point(text))) return true;
  }
  return false;
}

// A run of letters as written, before it is spelt in Latin letters.
struct Run {
  std::string text;
  bool after_dot = false;  // nothing but one dot stands between the run before and this one
};

std::vector<Run> runs_of(std::string_view name) {
  std::vector<Run> runs;
  bool in_word = false;
  std::size_t dots = 0;
  std::size_t others = 1;
  while (!name.empty()) {
    const char32_t c = take_code_point(name);
    if (is_unseen(c)) continue;
    if (is_word_character(c)) {
      if (!in_word) {
        runs.push_back({{}, dots == 1 && others == 0});
        dots = others = 0;
      }
      in_word = true;
      append_utf8(runs.back().text, c);
      continue;
    }
    if (in_word && is_apostrophe(c) && !name.empty()) {
      std::string_view rest = name;
      if (is_word_character(take_code_point(rest))) continue;
    }
    in_word = false;
    if (c == U'.') {
      ++dots;
    } else {
      ++others;
    }
  }
  return runs;
}

// "SiemensAG": capitals of a legal form glued to a word in small letters.
void divide_capitals(std::vector<Run>& runs) {
  static constexpr auto kForms = std::to_array<std::string_view>(
      {"AB", "AG", "AS", "BV", "GMBH", "INC", "JSC", "KG", "LLC", "LLP", "LTD", "NV", "OY", "PLC", "SA", "SE"});
  for (std::size_t i = 0; i < runs.size(); ++i) {
    const std::string& text = runs[i].text;
    std::size_t small = text.size();
    while (small > 0 && text[small - 1] >= 'A' && text[small - 1] <= 'Z') --small;
    if (small < 3 || small == text.size() || !is_lower(text[small - 1])) continue;
    if (std::ranges::find(kForms, std::string_view(text).substr(small)) == kForms.end()) continue;
    Run form{text.substr(small), false};
    runs[i].text.resize(small);
    runs.insert(runs.begin() + static_cast<std::ptrdiff_t>(i) + 1, std::move(form));
    ++i;
  }
}

void merge_dotted_letters(std::vector<Run>& runs) {
  std::vector<Run> merged;
  for (std::size_t i = 0; i < runs.size();) {
    std::size_t end = i;
    while (end < runs.size() && runs[end].text.size() == 1 && !is_digit(runs[end].text[0]) &&
           (end == i || runs[end].after_dot)) {
      ++end;
    }
    if (end - i >= 3) {
      Run joined = std::move(runs[i]);
      for (std::size_t k = i + 1; k < end; ++k) joined.text += runs[k].text;
      merged.push_back(std::move(joined));
      i = end;
    } else {
      merged.push_back(std::move(runs[i]));
      ++i;
    }
  }
  runs = std::move(merged);
}

constexpr std::array<std::string_view, 20> kSmallNumbers = {
    "zero", "one",    "two",    "three",    "four",     "five",    "six",     "seven",     "eight",    "nine",
    "ten",  "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"};
constexpr std::array<std::string_view, 20> kSmallOrdinals = {
    "zeroth",     "first",     "second",    "third",       "fourth",     "fifth",     "sixth",
    "seventh",    "eighth",    "ninth",     "tenth",       "eleventh",   "twelfth",   "thirteenth",
    "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth"};
constexpr std::array<std::string_view, 10> kTens = {"",      "",      "twenty",  "thirty", "forty",
                                                    "fifty", "sixty", "seventy", "eighty", "ninety"};
constexpr std::array<std::string_view, 10> kTenOrdinals = {
    "", "", "twentieth", "thirtieth", "fortieth", "fiftieth", "sixtieth", "seventieth", "eightieth", "ninetieth"};
// Roman numerals that are not also a short name or an initial ("vi", "xi", "di", "li", "i", "v", "x" are).
constexpr std::array<std::pair<std::string_view, int>, 9> kRoman = {
    {{"ii", 2}, {"iii", 3}, {"iv", 4}, {"vii", 7}, {"viii", 8}, {"ix", 9}, {"xii", 12}, {"xiii", 13}, {"xiv", 14}}};

struct NumberWord {
  std::string_view text;
  int value;
};

const std::vector<NumberWord>& number_words() {
  static const std::vector<NumberWord> words = [] {
    std::vector<NumberWord> made;
    for (std::size_t i = 0; i < kSmallNumbers.size(); ++i) {
      made.push_back({kSmallNumbers[i], static_cast<int>(i)});
      made.push_back({kSmallOrdinals[i], static_cast<int>(i)});
    }
    for (std::size_t i = 2; i < kTens.size(); ++i) {
      made.push_back({kTens[i], static_cast<int>(i * 10)});
      made.push_back({kTenOrdinals[i], static_cast<int>(i * 10)});
    }
    for (const auto& [text, value] : kRoman) made.push_back({text, value});
    std::ranges::sort(made, {}, &NumberWord::text);
    return made;
  }();
  return words;
}

// The digits that a token stands for, or nothing.
std::string number_of(std::string_view token) {
  if (is_digit(token.front())) {
    const std::size_t digits = static_cast<std::size_t>(std::ranges::find_if_not(token, is_digit) - token.begin());
    const std::string_view ending = token.substr(digits);
    if (!ending.empty() && ending != "st" && ending != "nd" && ending != "rd" && ending != "th") return {};
    const std::size_t zeros = std::min(token.find_first_not_of('0'), digits - 1);
    return std::string(token.substr(zeros, digits - zeros));
  }
  if (token.size() < 2 || token.size() > 11) return {};
  const auto& words = number_words();
  const auto found = std::ranges::lower_bound(words, token, {}, &NumberWord::text);
  return found != words.end() && found->text == token ? std::to_string(found->value) : std::string{};
}

class Collector {
 public:
  void add(std::string text, TokenKind kind, Sounds sounds = 0, std::vector<std::string> others = {}) {
    if (text.size() > kMaxTokenLetters) {
      text.resize(kMaxTokenLetters);
      tokens_.cut = true;
    }
    if (text.empty()) return;
    if (tokens_.list.size() == kMaxTokens) {
      tokens_.cut = true;
      return;
    }
    std::erase_if(others, [&](const std::string& other) { return other == text || other.size() > kMaxTokenLetters; });
    tokens_.list.push_back({std::move(text), kind, sounds, std::move(others)});
  }

  // Several words divided by blanks.
  void add_words(std::string_view words, TokenKind kind) {
    while (!words.empty()) {
      const std::size_t blank = std::min(words.find(' '), words.size());
      std::string word;
      std::ranges::copy_if(words.substr(0, blank), std::back_inserter(word),
                           [](char c) { return is_digit(c) || is_lower(c); });
      add(std::move(word), kind);
      words.remove_prefix(std::min(blank + 1, words.size()));
    }
  }

  Tokens take() {
    join_numbers();
    return std::move(tokens_);
  }
  void mark_cut() { tokens_.cut = true; }
  void mark_disguised() { tokens_.disguised = true; }

 private:
  // "forty", "four" are one number, "no", "7" are "7".
  void join_numbers() {
    std::vector<Token> joined;
    for (Token& token : tokens_.list) {
      std::string digits = number_of(token.text);
      if (digits.empty()) {
        joined.push_back(std::move(token));
        continue;
      }
      if (!joined.empty() && (joined.back().text == "no" || joined.back().text == "nr")) joined.pop_back();
      const bool was_tens = !joined.empty() && joined.back().kind == TokenKind::number && last_was_tens_;
      if (was_tens && digits.size() == 1 && digits != "0") {
        joined.back().text.back() = digits[0];
        last_was_tens_ = false;
        continue;
      }
      last_was_tens_ = std::ranges::find(kTens, std::string_view(token.text)) != kTens.end();
      joined.push_back({std::move(digits), TokenKind::number, 0});
    }
    tokens_.list = std::move(joined);
  }

  Tokens tokens_;
  bool last_was_tens_ = false;
};

std::string without_blanks(std::string text) {
  std::erase(text, ' ');
  return text;
}

std::string letters_of(std::string_view text) {
  std::string letters;
  std::ranges::copy_if(text, std::back_inserter(letters),
                       [](char c) { return is_digit(c) || is_lower(c) || c == ' '; });
  return letters;
}

bool is_arabic(char32_t c) {
  UErrorCode status = U_ZERO_ERROR;
  return c >= 0x600 && uscript_getScript(static_cast<UChar32>(c), &status) == USCRIPT_ARABIC;
}

// Arabic writes no short vowels, and long ones as w and y: without them what is left are the consonants.
Sounds arabic_sounds(std::string_view spelt) {
  std::string consonants;
  for (std::size_t i = 0; i < spelt.size(); ++i) {
    if (i == 0 || (spelt[i] != 'w' && spelt[i] != 'y')) consonants += spelt[i];
    if (spelt[i] == 'r') consonants += 'a';  // sounded wherever it is written
  }
  return latin_sounds(consonants);
}

void add_arabic_word(std::string_view run, Collector& out) {
  if (const HanWord* word = arabic_word(run)) return out.add_words(word->english, TokenKind::translated);
  constexpr std::string_view kArticle = "ال";
  constexpr std::size_t kShortestAfterArticle = 6;  // bytes: three letters
  if (run.starts_with(kArticle) && run.size() >= kArticle.size() + kShortestAfterArticle) {
    out.add("al", TokenKind::romanised);
    run.remove_prefix(kArticle.size());
  }
  const std::string spelt = without_blanks(letters_of(latin(run)));
  out.add(spelt, TokenKind::romanised, arabic_sounds(spelt));
}

// "Müller" is written "Mueller" too, and folded to "muller": the first of these, folded; empty where nothing is to be
// written out. So in German, and with a stroke or a ring in the languages of the North.
std::string with_umlauts_written_out(std::string_view text) {
  std::string out;
  bool any = false;
  while (!text.empty()) {
    const char32_t c = take_code_point(text);
    std::string_view written;
    switch (c) {
      case U'ä':
      case U'Ä':
        written = "ae";
        break;
      case U'ö':
      case U'Ö':
      case U'ø':
      case U'Ø':
        written = "oe";
        break;
      case U'ü':
      case U'Ü':
        written = "ue";
        break;
      case U'å':
      case U'Å':
        written = "aa";
        break;
      case U'\u0308':  // the two dots on the letter before
        if (!out.empty() && std::string_view("aouAOU").find(out.back()) != std::string_view::npos) written = "e";
        break;
      default:
        break;
    }
    any = any || !written.empty();
    if (written.empty()) {
      append_utf8(out, c);
    } else {
      out += written;
    }
  }
  return any ? fold(out) : std::string{};
}

// A run whose letters fold to ASCII: a word, or several where marks among them are blanks.
void add_plain_run(const std::string& written, const std::string& folded, Collector& out) {
  std::string umlauts = is_ascii(written) ? std::string{} : with_umlauts_written_out(written);
  if (umlauts.empty() || folded.find(' ') != std::string::npos || !is_ascii(umlauts)) {
    return out.add_words(folded, TokenKind::word);
  }
  out.add(without_blanks(letters_of(folded)), TokenKind::word, 0, {without_blanks(letters_of(umlauts))});
}

// What stands between words of the table: spelt in Latin letters.
void add_spelt(std::string_view run, Collector& out) {
  std::string_view rest = run;
  const char32_t first = take_code_point(rest);
  const std::string spelt = latin(run);
  if (is_han(first)) {
    return out.add(without_blanks(letters_of(spelt)), TokenKind::romanised, pinyin_sounds(spelt), cantonese(run));
  }
  bool all_latin = true;
  for (rest = run; !rest.empty();) all_latin &= is_latin(take_code_point(rest));
  std::vector<std::string> others;
  if (std::string older = mccune_reischauer(run); !older.empty()) others.push_back(std::move(older));
  out.add(without_blanks(letters_of(spelt)), all_latin ? TokenKind::word : TokenKind::romanised, 0, std::move(others));
}

// One run with other than ASCII letters: cut by the table of words, the rest spelt in Latin letters.
void add_foreign_run(std::string_view run, Collector& out) {
  std::string_view start = run;
  if (is_arabic(take_code_point(start))) return add_arabic_word(run, out);
  std::string pending;  // neither in the table nor yet spelt
  bool pending_han = false;
  bool after_word = false;
  const auto flush = [&] {
    if (!pending.empty()) add_spelt(pending, out);
    pending.clear();
  };
  while (!run.empty()) {
    // "City" and "province" after a place's name are not in its English name.
    if (after_word && pending.empty() && (run.starts_with("市") || run.starts_with("省"))) {
      run.remove_prefix(std::string_view("市").size());
      continue;
    }
    after_word = false;
    if (const HanWord* word = han_word_at(run)) {
      flush();
      after_word = true;
      out.add_words(word->english, TokenKind::translated);
      run.remove_prefix(word->han.size());
      continue;
    }
    const char32_t c = take_code_point(run);
    if (is_han(c) != pending_han) flush();
    pending_han = is_han(c);
    append_utf8(pending, c);
  }
  flush();
}

}  // namespace

Tokens tokenize(std::string_view name) {
  Collector out;
  if (name.size() > kMaxNameBytes) {
    name = name.substr(0, kMaxNameBytes);
    out.mark_cut();
  }
  std::vector<Run> runs = runs_of(name);
  merge_dotted_letters(runs);
  divide_capitals(runs);
  for (const Run& run : runs) {
    bool disguised = false;
    std::string folded = fold(is_ascii(run.text) ? run.text : in_one_script(run.text, disguised));
    if (disguised) out.mark_disguised();
    if (is_ascii(folded)) {
      add_plain_run(run.text, folded, out);
    } else {
      add_foreign_run(has_han(folded) ? simplified_han(folded) : folded, out);
    }
  }
  return out.take();
}

}  // namespace tidewaiter::text
