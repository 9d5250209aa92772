#include "lists/forms.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace tidewaiter::lists {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Volume 1 of the Federal Register is of 1936.
constexpr int kYearBeforeVolumeOne = 1935;
constexpr int kLastVolume = 164;  // 2099: a larger number before "FR" is no volume

std::size_t skip(std::string_view text, std::size_t at, std::string_view characters) {
  return std::min(text.find_first_not_of(characters, at), text.size());
}

// Whether "FR", "F.R." or "F. R." stands at `at`, not as the beginning of a word.
bool is_register_mark(std::string_view text, std::size_t at) {
  const auto letter = [&](char upper) {
    if (at >= text.size() || (text[at] & ~0x20) != upper) return false;
    at = skip(text, at + 1, ". ");
    return true;
  };
  if (!letter('F') || !letter('R')) return false;
  return at == text.size() || !((text[at] & ~0x20) >= 'A' && (text[at] & ~0x20) <= 'Z') || (text[at] & ~0x20) == 'N' ||
         (text[at] & ~0x20) == 'V';  // "76 FR No. 197", "FR Vol. 59"
}

}  // namespace

std::string_view to_string(Form form) {
  static constexpr std::array<std::string_view, 3> kNames{"dpl-txt", "csl-json", "house-csv"};
  return kNames[static_cast<std::size_t>(form)];
}

std::optional<Date> date_in_name(std::string_view file) {
  std::optional<Date> found;
  for (std::size_t i = 0; i < file.size(); ++i) {
    if (!is_digit(file[i]) || (i > 0 && is_digit(file[i - 1]))) continue;
    for (const std::size_t length : {std::size_t{10}, std::size_t{8}}) {
      const std::string_view part = file.substr(i, length);
      if (part.size() != length || (i + length < file.size() && is_digit(file[i + length]))) continue;
      if (const std::optional<Date> date = parse_date(part)) found = date;
    }
  }
  return found;
}

std::optional<Date> day_of(std::string_view file, const Reading& reading) {
  const auto named = date_in_name(file);
  return named ? named : reading.day;
}

std::optional<int> federal_register_year(std::string_view citations) {
  std::optional<int> earliest;
  for (std::size_t i = 0; i < citations.size(); ++i) {
    if (!is_digit(citations[i]) || (i > 0 && is_digit(citations[i - 1]))) continue;
    int volume = 0;
    std::size_t end = i;
    while (end < citations.size() && is_digit(citations[end]) && end - i < 4) {
      volume = volume * 10 + (citations[end++] - '0');
    }
    if (end < citations.size() && is_digit(citations[end])) continue;
    const std::string_view before = trimmed(citations.substr(0, i));
    const bool counted = is_register_mark(citations, skip(citations, end, " ")) || before.ends_with("Vol.") ||
                         before.ends_with("VOL.") || before.ends_with("Vol");
    if (!counted || volume < 1 || volume > kLastVolume) continue;
    const int year = kYearBeforeVolumeOne + volume;
    earliest = std::min(earliest.value_or(year), year);
  }
  return earliest;
}

void date_by_citation(ListEntry& entry) {
  if (entry.from) return;
  if (const std::optional<int> year = federal_register_year(entry.federal_register)) {
    entry.from = Date(*year, 1, 1);
    entry.from_basis = DateBasis::year;
  }
}

void add_address(ListEntry& entry, std::initializer_list<std::string_view> parts, std::string_view country,
                 const Places& places) {
  ListAddress address;
  const auto append = [&](std::string_view part) {
    if (part.empty()) return;
    if (!address.text.empty()) address.text += ", ";
    address.text += part;
  };
  for (const std::string_view part : parts) append(trimmed(part));
  country = trimmed(country);
  address.country = places.find(country);
  if (!address.country.known()) {
    // The consolidated list writes "Region: West Bank" where no country is given.
    const std::size_t colon = country.find(':');
    if (colon != std::string_view::npos) address.country = places.find(country.substr(colon + 1));
    append(country);
  }
  if (!address.text.empty() || address.country.known()) entry.addresses.push_back(std::move(address));
}

std::string_view trimmed(std::string_view text) {
  static constexpr std::string_view kBlanks = " \t\r\n";
  const std::size_t first = text.find_first_not_of(kBlanks);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kBlanks) - first + 1);
}

std::string citation(const ListSource& source) {
  return source.date ? fmt::format("{} ({})", source.file, source.date->to_string()) : source.file;
}

}  // namespace tidewaiter::lists
