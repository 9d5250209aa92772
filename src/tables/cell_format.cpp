#include "tables/cell_format.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cmath>
#include <cstdint>

#include "base/ascii.h"
#include "text/currency.h"

namespace tidewaiter::tables {
namespace {

constexpr int kDigits = 15;             // that a workbook's number has; what a double has beyond them is no one's input
constexpr double kLastDay = 2'958'465;  // 9999-12-31 (18.17.4.1)

std::optional<double> number_of(std::string_view text) {
  double value = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || read.ec != std::errc{} || read.ptr != text.data() + text.size()) return std::nullopt;
  return std::isfinite(value) ? std::optional(value) : std::nullopt;
}

// Its digits without an exponent, at most kDigits that count: "0.1" of 1.0000000000000001E-1.
std::string plain_digits(double value) {
  std::string text = fmt::format("{:.{}e}", value, kDigits - 1);
  const std::size_t e = text.find('e');
  const int exponent = std::stoi(text.substr(e + 1));
  const int decimals = std::clamp(kDigits - 1 - exponent, 0, 40);
  text = fmt::format("{:.{}f}", value, decimals);
  if (text.find('.') == std::string::npos) return text;
  text.erase(text.find_last_not_of('0') + 1);
  if (text.ends_with('.')) text.pop_back();
  if (text == "-0") text.erase(0, 1);
  return text;
}

// The first section of a code, up to a ';' that is not quoted: that of positive numbers.
std::string_view first_section(std::string_view code) {
  bool quoted = false;
  for (std::size_t i = 0; i < code.size(); ++i) {
    if (code[i] == '\\' && !quoted) {
      ++i;
    } else if (code[i] == '"') {
      quoted = !quoted;
    } else if (code[i] == ';' && !quoted) {
      return code.substr(0, i);
    }
  }
  return code;
}

// Bytes of the character that begins at `at`, which is within.
std::size_t character_size(std::string_view text, std::size_t at) {
  std::size_t size = 1;
  while (at + size < text.size() && (static_cast<unsigned char>(text[at + size]) & 0xC0U) == 0x80U) ++size;
  return size;
}

// Without the blanks that formats put between a currency and its amount: space, U+00A0 and the narrow U+202F.
std::string_view without_blanks(std::string_view text) {
  static constexpr std::string_view kBlanks[] = {" ", "\xC2\xA0", "\xE2\x80\xAF"};
  for (bool found = true; found;) {
    found = false;
    for (const std::string_view blank : kBlanks) {
      if (text.starts_with(blank)) text.remove_prefix(blank.size()), found = true;
      if (text.ends_with(blank)) text.remove_suffix(blank.size()), found = true;
    }
  }
  return text;
}

}  // namespace

CellFormat::CellFormat(std::string_view code) {
  const std::string_view section = first_section(code);
  day_ = read_day(section);
  if (!day_) number_ = read_number(section);
}

CellFormat CellFormat::builtin(unsigned id) {
  switch (id) {
    case 1:
    case 3:
    case 37:
    case 38:
      return CellFormat("0");
    case 2:
    case 4:
    case 7:
    case 8:
    case 39:
    case 40:
    case 44:
      return CellFormat("0.00");
    case 9:
      return CellFormat("0%");
    case 10:
      return CellFormat("0.00%");
    case 17:
      return CellFormat("mmm-yy");
    case 16:
      return CellFormat("d-mmm");
    case 22:
      return CellFormat("m/d/yy h:mm");
    case 18:
    case 20:
      return CellFormat("h:mm");
    case 19:
    case 21:
    case 45:
    case 47:
      return CellFormat("h:mm:ss");
    case 46:
      return CellFormat("[h]:mm:ss");
    default:
      break;
  }
  // 14 and 15 are dates everywhere; 27 to 36 and 50 to 58 are dates of East Asian versions, one of them a time.
  if (id == 14 || id == 15 || (id >= 27 && id <= 31) || id == 36 || (id >= 50 && id <= 54) || id == 57 || id == 58) {
    return CellFormat("yyyy-mm-dd");
  }
  if (id >= 32 && id <= 35) return CellFormat("h:mm:ss");
  return {};
}

std::optional<CellFormat::Day> CellFormat::read_day(std::string_view section) {
  // An m is minutes right after an hour or right before a second, and else a month (18.8.31): so a run of them waits
  // for the next part, whatever stands between in quotes or as a sign.
  enum class Part { none, hour, months_or_minutes, other };
  Day day;
  Part last = Part::none;
  const auto is = [&](Part part) {
    if (last == Part::months_or_minutes) day.month = true;
    last = part;
  };
  for (std::size_t i = 0; i < section.size(); ++i) {
    const char c = to_lower(section[i]);
    if (c == '"') {
      i = std::min(section.find('"', i + 1), section.size());
    } else if (c == '\\' || c == '_' || c == '*') {
      if (i + 1 < section.size()) i += character_size(section, i + 1);
    } else if (c == '[') {
      const std::size_t end = std::min(section.find(']', i), section.size());
      const std::string_view inside = section.substr(i + 1, end - i - 1);
      const bool elapsed = !inside.empty() && std::ranges::all_of(inside, [&](char x) {
        return to_lower(x) == to_lower(inside.front()) &&
               (to_lower(x) == 'h' || to_lower(x) == 'm' || to_lower(x) == 's');
      });
      if (elapsed) day.elapsed = day.hour = day.minute = true, is(Part::hour);
      i = end;
    } else if (c == '0' || c == '#' || c == '?') {
      if (last == Part::none) return std::nullopt;
    } else if (c == 'y' || c == 'e' || c == 'g') {
      if (c == 'e' && i + 1 < section.size() && (section[i + 1] == '+' || section[i + 1] == '-')) return std::nullopt;
      if (c == 'g' && section.substr(i).size() >= 7 && to_lower(section[i + 1]) == 'e' &&
          to_lower(section[i + 2]) == 'n') {
        return std::nullopt;  // General
      }
      is(Part::other);
      day.year = true;
    } else if (c == 'd') {
      is(Part::other);
      day.day = true;
    } else if (c == 'h') {
      is(Part::hour);
      day.hour = true;
    } else if (c == 's') {
      if (last == Part::months_or_minutes) day.minute = true, last = Part::other;
      is(Part::other);
      day.second = true;
    } else if (c == 'm') {
      while (i + 1 < section.size() && to_lower(section[i + 1]) == 'm') ++i;
      const bool minute = last == Part::hour;
      is(minute ? Part::other : Part::months_or_minutes);
      day.minute = day.minute || minute;
    } else if (c == 'a' && section.substr(i).size() >= 3 && section[i + 1] == '/') {
      i += 2;  // A/P
    } else if (c == 'a' && section.substr(i).size() >= 5 && section[i + 2] == '/') {
      i += 4;  // AM/PM
    } else if (c == '@') {
      return std::nullopt;
    }
  }
  if (last == Part::none) return std::nullopt;
  is(Part::other);
  return day;
}

std::optional<CellFormat::Number> CellFormat::read_number(std::string_view section) {
  Number number;
  bool point = false;
  bool digits = false;
  bool groups = false;
  const auto literal = [&](std::string_view text) {
    if (point) {
      number.after += text;
    } else if (!digits) {
      number.before += text;
    } else {
      // Between placeholders it stands among the digits, behind the last one after them.
      for (const char c : text) number.whole += {'\\', c};
    }
  };
  for (std::size_t i = 0; i < section.size(); ++i) {
    const char c = section[i];
    if (c == '"') {
      const std::size_t end = std::min(section.find('"', i + 1), section.size());
      literal(section.substr(i + 1, end - i - 1));
      i = end;
    } else if (c == '\\') {
      if (++i == section.size()) break;
      const std::size_t size = character_size(section, i);
      literal(section.substr(i, size));
      i += size - 1;
    } else if (c == '_' || c == '*') {
      if (i + 1 < section.size()) i += character_size(section, i + 1);
    } else if (c == '[') {
      const std::size_t end = std::min(section.find(']', i), section.size());
      const std::string_view inside = section.substr(i + 1, end - i - 1);  // a colour, a condition, [$€-407]
      if (inside.starts_with('$')) number.currency = inside.substr(1, inside.find('-') - 1);
      i = end;
    } else if (c == '0' || c == '#' || c == '?') {
      digits = true;
      if (!point) number.whole += c;
      if (point && c != '#') ++number.decimals;
    } else if (c == '.') {
      if (point) return std::nullopt;
      point = true;
    } else if (c == '%') {
      number.percent = true;
    } else if (c == ',' || c == '(' || c == ')' || c == ' ') {
      if (c == ',' && digits && !point && section.find_first_of("0#?", i) == std::string_view::npos) {
        return std::nullopt;  // shown in thousands: what the number is must not depend on it
      }
      groups = groups || (c == ',' && digits);
    } else if (c == '/' || to_lower(c) == 'e' || c == '@' || to_lower(c) == 'g') {
      return std::nullopt;  // a fraction, an exponent, a text, General
    } else {
      const std::size_t size = character_size(section, i);
      const std::string_view sign = section.substr(i, size);
      if (text::is_currency_sign(sign)) {
        number.currency = sign;
      } else {
        literal(sign);
      }
      i += size - 1;
    }
  }
  if (!digits) return std::nullopt;
  // What stands behind the last placeholder of a number without a point comes after its digits.
  const std::size_t last = number.whole.find_last_of("0#?");
  if (last != std::string::npos && !point) {
    std::string behind;
    for (std::size_t i = last + 1; i + 1 < number.whole.size(); i += 2) behind += number.whole[i + 1];
    number.after = behind + number.after;
    number.whole.erase(last + 1);
  }
  // An amount has decimals or groups; "EUR" beside anything else may belong to a number of a paper.
  const bool amount = groups || point;
  for (std::string* around : {&number.before, &number.after}) {
    const std::string_view words = without_blanks(*around);
    const bool is_currency = around == &number.before ? text::is_currency_before(words) : text::is_currency(words);
    if (words.empty() || text::is_currency_sign(words) || (amount && is_currency)) {
      if (!words.empty()) number.currency = words;
      around->clear();
    }
  }
  return number;
}

std::string CellFormat::text(std::string_view value, bool from_1904) const {
  const auto read = number_of(value);
  if (!read) return std::string(value);
  if (day_) {
    const double serial = *read;
    if (serial < 0 || serial > kLastDay) return std::string(value);
    auto whole = static_cast<std::int64_t>(std::floor(serial));
    // To the millisecond, the finest that a format shows; then cut, so that 23:59:59.9 stays on its day.
    std::int64_t seconds = std::llround((serial - std::floor(serial)) * 86'400'000) / 1000;
    if (seconds == 86'400) ++whole, seconds = 0;
    std::string time = fmt::format("{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
    if (day_->elapsed) {
      return fmt::format("{:02}:{:02}:{:02}", whole * 24 + seconds / 3600, seconds / 60 % 60, seconds % 60);
    }
    const bool date = day_->year || day_->month || day_->day;
    if (!date) return time;
    // 1900 is taken for a leap year there: the days before its 1 March are one further on (18.17.4.1).
    if (!from_1904 && whole == 60) return "1900-02-29";
    using std::chrono::days;
    const std::chrono::sys_days first = from_1904    ? std::chrono::sys_days{std::chrono::year{1904} / 1 / 1}
                                        : whole < 60 ? std::chrono::sys_days{std::chrono::year{1899} / 12 / 31}
                                                     : std::chrono::sys_days{std::chrono::year{1899} / 12 / 30};
    const std::chrono::year_month_day ymd{first + days{whole}};
    std::string out;
    const auto part = [&](bool shown, const std::string& digits) {
      if (!shown) return;
      if (!out.empty()) out += '-';
      out += digits;
    };
    part(day_->year, fmt::format("{:04}", static_cast<int>(ymd.year())));
    part(day_->month, fmt::format("{:02}", static_cast<unsigned>(ymd.month())));
    part(day_->day, fmt::format("{:02}", static_cast<unsigned>(ymd.day())));
    if (day_->hour && seconds != 0) out.append(" ").append(time);  // midnight is how a day without a time is kept
    return out;
  }
  const bool simple = value.find_first_of("eE+") == std::string_view::npos &&
                      static_cast<int>(std::ranges::count_if(value, is_digit)) <= kDigits;
  if (!number_) return simple ? std::string(value) : plain_digits(*read);
  const Number& form = *number_;
  std::string digits = simple && !form.percent ? std::string(value) : plain_digits(form.percent ? *read * 100 : *read);
  const bool negative = digits.starts_with('-');
  if (negative) digits.erase(0, 1);
  const std::size_t point = digits.find('.');
  std::string whole = digits.substr(0, point);
  std::string decimals = point == std::string::npos ? std::string() : digits.substr(point + 1);
  if (decimals.size() < form.decimals) decimals.append(form.decimals - decimals.size(), '0');
  if (whole == "0" && form.whole.find('0') == std::string::npos) whole.clear();
  // From the right: each placeholder takes a digit, the leftmost one all that are left.
  std::string placed;  // from its end on
  std::size_t left = whole.size();
  for (std::size_t i = form.whole.size(); i-- > 0;) {
    if (i > 0 && form.whole[i - 1] == '\\') {
      if (left > 0 || form.whole.find('0') < i) placed.push_back(form.whole[i]);
      --i;
    } else if (left > 0) {
      placed.push_back(whole[--left]);
    } else if (form.whole[i] == '0') {
      placed.push_back('0');
    }
  }
  while (left > 0) placed.push_back(whole[--left]);
  if (placed.empty()) placed.push_back('0');
  std::ranges::reverse(placed);
  if (!decimals.empty()) placed.append(".").append(decimals);
  return fmt::format("{}{}{}{}{}", negative ? "-" : "", form.before, placed, form.percent ? "%" : "", form.after);
}

}  // namespace tidewaiter::tables
