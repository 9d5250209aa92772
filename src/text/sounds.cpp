#include "text/sounds.h"

#include <algorithm>
#include <array>
#include <string>

#include "text/edits.h"

namespace tidewaiter::text {
namespace {

enum Sound : std::uint8_t { lips = 1, hum, wind, teeth, nose, tongue, throat, hiss, breath };

class Sequence {
 public:
  void put(Sound sound) {
    if (count_ == kMostSounds) return;
    sounds_ |= static_cast<Sounds>(sound) << (4U * static_cast<unsigned>(count_));
    ++count_;
  }
  bool empty() const { return count_ == 0; }
  Sounds take() const { return sounds_; }

 private:
  Sounds sounds_ = 0;
  int count_ = 0;
};

bool is_vowel(char c) { return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u' || c == 'y'; }
bool is_soft(char next) { return next == 'e' || next == 'i' || next == 'y'; }

}  // namespace

// Silent and doubled letters, an r that closes a syllable and an h inside a word are left out, as Chinese spellings
// leave them out (Xinhua's tables of translated names).
Sounds latin_sounds(std::string_view word) {
  Sequence out;
  for (std::size_t i = 0; i < word.size(); ++i) {
    const char c = word[i];
    if (c >= '0' && c <= '9') return 0;
    const char next = i + 1 < word.size() ? word[i + 1] : '\0';
    if (i > 0 && word[i - 1] == c) continue;
    switch (c) {
      case 'b':
        if (!(next == '\0' && i > 0 && word[i - 1] == 'm')) out.put(lips);
        break;
      case 'p':
        out.put(next == 'h' ? wind : lips);
        break;
      case 'm':
        out.put(hum);
        break;
      case 'f':
      case 'v':
        out.put(wind);
        break;
      case 'w':
        if (i == 0 || is_vowel(next)) out.put(wind);
        break;
      case 't':
        if (next == 'c' || next == 's' || next == 'z') break;  // told by the letter after
        out.put(teeth);
        break;
      case 'd':
        if (next != 'g' && next != 't') out.put(teeth);
        break;
      case 'n':
        out.put(nose);
        break;
      case 'l':
        out.put(tongue);
        break;
      case 'r':
        if (is_vowel(next) || next == 'r') out.put(tongue);
        break;
      case 'c':
        if (next == 'k') break;
        out.put(next == 'h' || is_soft(next) ? hiss : throat);
        break;
      case 'g':
        if (next == 'h' && i > 0) break;
        if (i > 0 && word[i - 1] == 'n' && !is_vowel(next)) break;
        out.put(is_soft(next) ? hiss : throat);
        break;
      case 'k':
        if (!(i == 0 && next == 'n')) out.put(throat);
        break;
      case 'q':
        out.put(throat);
        break;
      case 'x':
        if (i > 0) out.put(throat);
        out.put(hiss);
        break;
      case 's':
        if (next == 'c' && i + 2 < word.size() && word[i + 2] == 'h') break;
        out.put(hiss);
        break;
      case 'j':
      case 'z':
        out.put(hiss);
        break;
      case 'h':
        if (i == 0) out.put(breath);
        break;
      default:
        break;
    }
  }
  return out.take();
}

Sounds pinyin_sounds(std::string_view syllables) {
  Sequence out;
  while (!syllables.empty()) {
    const std::size_t end = std::min(syllables.find(' '), syllables.size());
    std::string_view syllable = syllables.substr(0, end);
    syllables.remove_prefix(std::min(end + 1, syllables.size()));
    if (syllable.empty()) continue;
    if (syllable == "er") {
      out.put(tongue);
      continue;
    }
    switch (syllable.front()) {
      case 'b':
      case 'p':
        out.put(lips);
        break;
      case 'm':
        out.put(hum);
        break;
      case 'f':
      case 'w':
        out.put(wind);
        break;
      case 'd':
      case 't':
        out.put(teeth);
        break;
      case 'n':
        out.put(nose);
        break;
      case 'l':
      case 'r':
        out.put(tongue);
        break;
      case 'g':
      case 'k':
        out.put(throat);
        break;
      case 'h':
        if (out.empty()) out.put(breath);
        break;
      case 'j':
      case 'q':
      case 'x':
      case 'z':
      case 'c':
      case 's':
        out.put(hiss);
        break;
      default:
        break;
    }
    if (syllable.size() > 1 && (syllable.ends_with('n') || syllable.ends_with("ng"))) out.put(nose);
  }
  return out.take();
}

bool within_edits(Sounds a, Sounds b, int edits) {
  const auto spelt = [](Sounds sounds) {
    std::string text;
    for (; sounds != 0; sounds >>= 4U) text.push_back(static_cast<char>('a' + (sounds & 15U)));
    return text;
  };
  return a == b || (edits > 0 && within_edits(spelt(a), spelt(b), edits));
}

}  // namespace tidewaiter::text
