#include "ingest/words.h"

#include <utility>

#include "tables/cell.h"

namespace tidewaiter::ingest {

std::string fold_word(std::string_view text) {
  std::string folded;
  for (const char c : tables::trim_blanks(text)) {
    if (c == ' ' || c == '\t' || c == '-' || c == '_') {
      if (!folded.empty() && folded.back() != '_') folded += '_';
    } else {
      folded += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
  }
  static constexpr std::pair<std::string_view, std::string_view> kAliases[] = {
      {"hand_carry", "hand_carried"},          {"data_centre_operator", "data_centre"}, {"data_center", "data_centre"},
      {"data_center_operator", "data_centre"}, {"mail_center", "mail_centre"},
  };
  for (const auto& [alias, word] : kAliases) {
    if (folded == alias) return std::string(word);
  }
  return folded;
}

}  // namespace tidewaiter::ingest
