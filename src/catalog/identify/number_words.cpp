#include "catalog/identify/number_words.h"

#include <algorithm>
#include <array>
#include <ranges>
#include <string_view>
#include <vector>

namespace tidewaiter::catalog {
namespace {

constexpr double kHundred = 100;  // what it multiplies stands before it
constexpr double kThousand = 1000;

// With the forms of documents, which nobody can alter: "肆張", "陸台".
std::optional<double> han_digit(std::string_view text) {
  struct Digit {
    std::string_view text;
    double value;
  };
  static constexpr std::array kDigits{
      Digit{"零", 0}, Digit{"一", 1}, Digit{"二", 2}, Digit{"三", 3}, Digit{"四", 4}, Digit{"五", 5}, Digit{"六", 6},
      Digit{"七", 7}, Digit{"八", 8}, Digit{"九", 9}, Digit{"两", 2}, Digit{"兩", 2}, Digit{"壹", 1}, Digit{"貳", 2},
      Digit{"贰", 2}, Digit{"叁", 3}, Digit{"參", 3}, Digit{"肆", 4}, Digit{"伍", 5}, Digit{"陸", 6}, Digit{"陆", 6},
      Digit{"柒", 7}, Digit{"捌", 8}, Digit{"玖", 9}, Digit{"壱", 1}, Digit{"弐", 2}, Digit{"参", 3},
  };
  const auto found = std::ranges::find(kDigits, text, &Digit::text);
  return found == kDigits.end() ? std::nullopt : std::optional(found->value);
}

double han_unit(std::string_view text) {
  if (text == "十" || text == "拾") return 10;
  return text == "百" || text == "佰" ? 100 : 0;
}

// 十二, 二十, 一百: the ideographs that end at `at`.
std::optional<WrittenNumber> han_number(const Reading& reading, std::uint32_t from, std::uint32_t at) {
  double total = 0;
  double scale = 1;
  bool waiting = false;  // for the digit before a ten or a hundred
  std::uint32_t i = at;
  for (; i > from; --i) {
    const std::string_view text = reading.fragment(i - 1).text;
    const double unit = han_unit(text);
    if (unit > scale) {
      if (waiting) total += scale;
      scale = unit;
      waiting = true;
    } else if (const auto digit = han_digit(text); digit && (waiting || i == at)) {
      total += *digit * scale;
      waiting = false;
    } else {
      break;
    }
  }
  if (waiting) total += scale;
  if (i == at || total == 0) return std::nullopt;
  return WrittenNumber{total, i};
}

// "and" of "one hundred and twenty".
bool joins_hundred(const Reading& reading, std::uint32_t from, const Match& match) {
  if (!match.term->is(Says::also) || match.begin <= from) return false;
  const Match* before = reading.term_at(match.begin - 1);
  return before != nullptr && before->term->is(Says::number) && before->term->number >= kHundred;
}

}  // namespace

std::optional<WrittenNumber> number_words_before(const Reading& reading, std::uint32_t from, std::uint32_t at) {
  if (const auto han = han_number(reading, from, at)) return han;
  std::uint32_t begin = at;
  std::vector<double> words;
  while (begin > from) {
    const Match* match = reading.term_at(begin - 1);
    if (match == nullptr || match->begin < from) break;
    if (match->term->is(Says::number)) {
      words.push_back(match->term->number);
    } else if (words.empty() || !joins_hundred(reading, from, *match)) {
      break;
    }
    begin = match->begin;
  }
  if (words.empty()) return std::nullopt;
  double total = 0;
  double part = 0;
  for (const double word : words | std::views::reverse) {
    part = word < kHundred ? part + word : std::max(part, 1.0) * word;
    if (word < kThousand) continue;
    total += part;
    part = 0;
  }
  total += part;
  const bool repeats = begin > from && reading.opens_bracket(begin) && reading.fragment(begin - 1).digits &&
                       reading.fragment(begin - 1).number == total && reading.term_at(begin - 1) == nullptr;
  return WrittenNumber{total, repeats ? begin - 1 : begin};
}

std::optional<WrittenNumber> number_before(const Reading& reading, std::uint32_t from, std::uint32_t at) {
  if (at <= from) return std::nullopt;
  const std::uint32_t last = at - 1;
  const Fragment& fragment = reading.fragment(last);
  if (!fragment.digits) return number_words_before(reading, from, at);
  const bool zero = fragment.number == 0 && !reading.continues_number(last);
  const bool times = last > from && reading.fragment(last - 1).text == "x" &&  // "x10pcs", but no "PCIe x16"
                     (last < 2 || !reading.says_at(Says::computing, last - 2));
  if ((fragment.joined && !times) || reading.term_at(last) != nullptr || zero || fragment.number > kLargestStated) {
    return std::nullopt;
  }
  if (!reading.continues_number(last)) {
    return fragment.number == 0 ? std::nullopt
                                : std::optional(WrittenNumber{static_cast<double>(fragment.number), last});
  }
  // "24,00 ST", "8.000 PCE", "5,000 Stk": programs write decimals behind whole numbers
  const bool zeros = fragment.number == 0 && fragment.text.find_first_not_of('0') == std::string_view::npos;
  const bool comma = reading.comma_before(last);
  const bool decimal = comma ? reading.says_at(Says::comma_unit, at) : reading.says_at(Says::coded_unit, at);
  if (zeros && reading.fragment(last - 1).number > 0 && (fragment.text.size() != 3 || decimal)) {
    return number_before(reading, from, last);
  }
  // "1,024 pcs", "2.000 Stk"; but "27,400.00", and "27.400", which may be either
  const Fragment& thousands = reading.fragment(last - 1);
  const bool grouped = last > from && (comma || reading.says_at(Says::comma_unit, at)) && fragment.text.size() == 3 &&
                       thousands.text.size() <= 3 && thousands.number > 0 && !thousands.joined &&
                       !reading.continues_number(last - 1);
  const double whole = thousands.number * 1000.0 + fragment.number;
  if (!grouped || whole > kLargestStated) return std::nullopt;
  return WrittenNumber{whole, last - 1};
}

}  // namespace tidewaiter::catalog
