#include "engine/hits.h"

#include <algorithm>
#include <set>

#include "text/fold.h"

namespace tidewaiter {
namespace {

std::set<std::string> words_of(std::string_view text) {
  std::set<std::string> words;
  std::string word;
  for (const char c : text::fold(text)) {
    const auto byte = static_cast<unsigned char>(c);
    if (std::isalnum(byte) != 0 || byte >= 0x80) {
      word += c;
    } else if (!word.empty()) {
      words.insert(std::exchange(word, {}));
    }
  }
  if (!word.empty()) words.insert(word);
  return words;
}

std::string letters_and_digits(std::string_view text) {
  std::string kept;
  for (const char c : text::fold(text)) {
    const auto byte = static_cast<unsigned char>(c);
    if (std::isalnum(byte) != 0 || byte >= 0x80) kept += c;
  }
  return kept;
}

}  // namespace

bool is_certain(Score score, const HitEvidence& evidence) {
  if (evidence.registration == Agreement::differs) return false;
  const bool supported = evidence.address == Agreement::agrees || evidence.registration == Agreement::agrees;
  return score >= kCertainScore || (supported && score >= kCertainScoreWithEvidence);
}

Agreement compare_addresses(std::string_view a, std::string_view b) {
  const std::set<std::string> words_a = words_of(a);
  const std::set<std::string> words_b = words_of(b);
  if (words_a.empty() || words_b.empty()) return Agreement::not_compared;
  const auto common = std::ranges::count_if(words_a, [&](const std::string& word) { return words_b.contains(word); });
  const std::size_t shorter = std::min(words_a.size(), words_b.size());
  const bool agree = common >= 3 && static_cast<std::size_t>(common) * 5 >= shorter * 3;
  return agree ? Agreement::agrees : Agreement::differs;
}

Agreement compare_registrations(std::string_view a, std::string_view b) {
  const std::string number_a = letters_and_digits(a);
  const std::string number_b = letters_and_digits(b);
  if (number_a.empty() || number_b.empty()) return Agreement::not_compared;
  return number_a == number_b ? Agreement::agrees : Agreement::differs;
}

}  // namespace tidewaiter
