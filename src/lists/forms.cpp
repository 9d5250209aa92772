#include "lists/forms.h"

#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "base/ascii.h"

namespace tidewaiter::lists {
namespace {

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

std::optional<int> number(std::string_view text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || value < 0) return std::nullopt;
  return value;
}

// 1 to 12 for the first three letters of a month in any case, else 0.
int month_number(std::string word) {
  static constexpr std::string_view kMonths = "jan feb mar apr may jun jul aug sep oct nov dec";
  std::ranges::transform(word, word.begin(), to_lower);
  const std::size_t found = word.size() == 3 ? kMonths.find(word) : std::string_view::npos;
  return found == std::string_view::npos ? 0 : static_cast<int>(found / 4) + 1;
}

constexpr std::array<FormTraits, kFormCount> kTraits{{
    {"dpl-txt", "the denied persons", false, false, true},
    {"ecfr-xml", "the regulation's text", false, false, true},
    {"csl-json", "the consolidated list", false, true, true},
    {"ofac-xml", "the Treasury's lists", true, true, true},
    {"ofac-csv", "the blocked persons", false, true, true},
    {"agency-csv", "the agency's table", true, false, true},
    {"extract-json", "the extract of a list", true, false, true},
    {"eu-xml", "the European Union's list", false, false, false},
    {"uk-xml", "the United Kingdom's list", false, false, false},
    {"un-xml", "the Security Council's list", false, false, false},
    {"ftm-json", "the collection of lists", true, false, false},
    {"house-csv", "the house list", true, false, true},
}};

}  // namespace

const FormTraits& traits(Form form) { return kTraits[static_cast<std::size_t>(form)]; }

bool is_form(std::string_view word) { return std::ranges::find(kTraits, word, &FormTraits::word) != kTraits.end(); }

bool tried_on_real_files(std::string_view form_word) {
  const auto found = std::ranges::find(kTraits, form_word, &FormTraits::word);
  return found == kTraits.end() || found->tried;
}

std::optional<Date> read_us_day(std::string_view text) {
  if (const auto date = parse_date(text)) return date;
  const std::size_t first = text.find('/');
  const std::size_t second = first == std::string_view::npos ? first : text.find('/', first + 1);
  if (second == std::string_view::npos) return std::nullopt;
  const auto month = number(text.substr(0, first));
  const auto day = number(text.substr(first + 1, second - first - 1));
  const auto year = number(text.substr(second + 1));
  if (!month || !day || !year || *year < 1900 || *year > 9999) return std::nullopt;
  return parse_date(fmt::format("{:04}-{:02}-{:02}", *year, *month, *day));
}

std::optional<Date> read_worded_day(std::string_view text) {
  static const RE2 month_first(R"re(([A-Za-z]{3})[a-z]*\.? (\d{1,2}), ?(\d{4}))re");
  static const RE2 day_first(R"re((\d{1,2}) ([A-Za-z]{3})[a-z]*\.? (\d{4}))re");
  if (const auto date = read_us_day(text)) return date;
  std::string month;
  int day = 0;
  int year = 0;
  const re2::StringPiece piece(text.data(), text.size());
  if (!RE2::FullMatch(piece, month_first, &month, &day, &year) &&
      !RE2::FullMatch(piece, day_first, &day, &month, &year)) {
    return std::nullopt;
  }
  return parse_date(fmt::format("{:04}-{:02}-{:02}", year, month_number(std::move(month)), day));
}

bool names_a_registration(std::string_view kind) {
  // The Treasury Department's words for what a register of companies or the equivalent gives out.
  static constexpr std::array<std::string_view, 4> kWords{"Registration", "Company Number", "Unified Social Credit",
                                                          "Enterprise Number"};
  return std::ranges::any_of(kWords, [&](std::string_view word) { return kind.find(word) != std::string_view::npos; });
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

void describe_source(ParsedFile& parsed, const std::string& file, const std::string& publisher,
                     std::optional<Date> date) {
  parsed.source.file = file;
  parsed.source.publisher = publisher;
  parsed.source.date = date;
  parsed.source.entries = parsed.part == FilePart::whole ? parsed.entries.size() : 0;
  for (const ListEntry& entry : parsed.entries) parsed.source.aliases += entry.aliases.size();
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

RegisterDays register_days(std::string_view citations) {
  // volume, page, and the day as 5/21/19, 5/21/2019 or May 21, 2019
  static const RE2 one_citation(
      R"re((?i)\b((\d{1,3})\s*FR\s+(?:FR\s+)?\d+[a-z ]*[.,]?\s*(?:(\d{1,2})/(\d{1,2})/(\d{2,4})|([a-z]{3})[a-z]*\.? (\d{1,2}), ?(\d{4}))?))re");
  const auto number_of = [](const std::string& digits) { return number(digits).value_or(0); };
  RegisterDays days;
  std::optional<int> undated;  // the earliest year of a citation without a day of its own
  re2::StringPiece rest(citations.data(), citations.size());
  std::string whole, volume, month, day, year, word, named_day, named_year;
  while (
      RE2::FindAndConsume(&rest, one_citation, &whole, &volume, &month, &day, &year, &word, &named_day, &named_year)) {
    const int volume_year = kYearBeforeVolumeOne + number_of(volume);
    int month_of_year = number_of(month);
    if (!named_year.empty()) {
      year = named_year;
      day = named_day;
      month_of_year = month_number(word);
    }
    std::optional<Date> date;
    if (!year.empty()) {
      const int written = number_of(year);
      const int full = written < 100 && written == volume_year % 100 ? volume_year : written;
      date = parse_date(fmt::format("{:04}-{:02}-{:02}", full, month_of_year, number_of(day)));
      if (!date || date->year() != volume_year) {
        if (days.faulty.empty()) days.faulty = whole;
        date.reset();
      }
    }
    if (!date) {
      undated = std::min(undated.value_or(volume_year), volume_year);
      continue;
    }
    days.first = std::min(days.first.value_or(*date), *date);
    days.last = std::max(days.last.value_or(*date), *date);
  }
  if (days.first && undated && *undated < days.first->year()) days.first.reset();
  return days;
}

void date_by_citation(ListEntry& entry) {
  if (entry.from) return;
  if (const std::optional<int> year = federal_register_year(entry.federal_register)) {
    entry.from = Date(*year, 1, 1);
    entry.from_basis = DateBasis::year;
  }
}

bool names_an_address(const ListInfo& list, std::string_view name) {
  if (list.address_name.empty() || !name.starts_with(list.address_name)) return false;
  const std::string_view number = name.substr(list.address_name.size());
  return !number.empty() && std::ranges::all_of(number, is_digit);
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

void add_missing_addresses(ListEntry& entry, const std::vector<ListAddress>& addresses) {
  for (const ListAddress& address : addresses) {
    const auto is_it = [&](const ListAddress& each) {
      return each.text == address.text && each.country == address.country;
    };
    if (std::ranges::none_of(entry.addresses, is_it)) entry.addresses.push_back(address);
  }
}

std::string_view trimmed(std::string_view text) {
  static constexpr std::string_view kBlanks = " \t\r\n";
  const std::size_t first = text.find_first_not_of(kBlanks);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kBlanks) - first + 1);
}

std::vector<std::string_view> parts_of(std::string_view text, std::string_view separator) {
  std::vector<std::string_view> parts;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(separator), text.size());
    if (const std::string_view part = trimmed(text.substr(0, end)); !part.empty()) parts.push_back(part);
    text.remove_prefix(std::min(end + separator.size(), text.size()));
  }
  return parts;
}

void add_unlike(std::vector<std::string>& to, std::string_view text) {
  if (!text.empty() && std::ranges::find(to, text) == to.end()) to.emplace_back(text);
}

std::string citation(const ListSource& source) {
  return source.date ? fmt::format("{} ({})", source.file, source.date->to_string()) : source.file;
}

}  // namespace tidewaiter::lists
