#include "report/text.h"

#include <fmt/format.h>
#include <locale.h>
#include <wchar.h>

#include <algorithm>
#include <cmath>

#include "base/utf8.h"

namespace tidewaiter::report {
namespace {

// The C library's table of widths, read under its built-in UTF-8 locale whatever the user's is.
class WidthTable {
 public:
  WidthTable() : locale_(::newlocale(LC_CTYPE_MASK, "C.UTF-8", nullptr)) {}
  WidthTable(const WidthTable&) = delete;
  WidthTable& operator=(const WidthTable&) = delete;
  ~WidthTable() {
    if (locale_ != nullptr) ::freelocale(locale_);
  }
  std::size_t width(char32_t letter) const {
    if (locale_ == nullptr) return 1;
    const locale_t before = ::uselocale(locale_);
    const int width = ::wcwidth(static_cast<wchar_t>(letter));
    ::uselocale(before);
    return width < 0 ? 1 : static_cast<std::size_t>(width);
  }

 private:
  locale_t locale_;
};

struct Letter {
  std::string_view bytes;
  char32_t code = 0xFFFD;  // of a broken byte too
  std::size_t width = 1;
};

char32_t decode(std::string_view bytes) {
  const auto at = [&](std::size_t i) { return static_cast<char32_t>(static_cast<unsigned char>(bytes[i])); };
  switch (bytes.size()) {
    case 1:
      return at(0);
    case 2:
      return (at(0) & 0x1FU) << 6 | (at(1) & 0x3FU);
    case 3:
      return (at(0) & 0x0FU) << 12 | (at(1) & 0x3FU) << 6 | (at(2) & 0x3FU);
    default:
      return (at(0) & 0x07U) << 18 | (at(1) & 0x3FU) << 12 | (at(2) & 0x3FU) << 6 | (at(3) & 0x3FU);
  }
}

// Takes the letter at the front of `text`, which is not empty.
Letter take_letter(std::string_view& text) {
  static const WidthTable table;
  Letter letter;
  const std::size_t length = utf8_sequence_length(text);
  letter.bytes = text.substr(0, std::max<std::size_t>(length, 1));
  text.remove_prefix(letter.bytes.size());
  if (length == 0) return letter;
  letter.code = decode(letter.bytes);
  if (letter.code >= 0x80) letter.width = table.width(letter.code);
  return letter;
}

bool turns_or_hides_text(char32_t code) {
  return code == 0x061C || code == 0x200B || code == 0x200E || code == 0x200F || (code >= 0x2028 && code <= 0x202E) ||
         (code >= 0x2060 && code <= 0x2069) || code == 0xFEFF || (code >= 0xE0000 && code <= 0xE007F);
}

std::string with_commas(std::string_view digits) {
  std::string text;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    if (i > 0 && (digits.size() - i) % 3 == 0) text += ',';
    text += digits[i];
  }
  return text;
}

}  // namespace

std::size_t display_width(std::string_view text) {
  std::size_t width = 0;
  while (!text.empty()) width += take_letter(text).width;
  return width;
}

std::string printable(std::string_view text) {
  std::string shown;
  shown.reserve(text.size());
  while (!text.empty()) {
    const Letter letter = take_letter(text);
    if (letter.code == '\n' || letter.code == '\r' || letter.code == '\t') {
      shown += ' ';
    } else if (letter.code < 0x20 || (letter.code >= 0x7F && letter.code < 0xA0) || letter.code == 0xFFFD ||
               turns_or_hides_text(letter.code)) {
      shown += "\xEF\xBF\xBD";
    } else {
      shown += letter.bytes;
    }
  }
  return shown;
}

std::string fit(std::string_view text, std::size_t width) {
  std::string kept;
  std::size_t used = 0;
  std::size_t kept_before_last = 0;  // bytes that leave room for the ellipsis
  while (!text.empty()) {
    const Letter letter = take_letter(text);
    if (used + letter.width > width) {
      kept.resize(kept_before_last);
      return width == 0 ? std::string{} : kept + "…";
    }
    used += letter.width;
    kept += letter.bytes;
    if (used < width) kept_before_last = kept.size();
  }
  return kept;
}

std::vector<std::string> wrap(std::string_view text, std::size_t width) {
  width = std::max<std::size_t>(width, 2);  // a letter may take two
  std::vector<std::string> lines(1);
  std::size_t used = 0;
  while (!text.empty()) {
    const std::size_t start = std::min(text.find_first_not_of(' '), text.size());
    text.remove_prefix(start);
    std::string_view word = text.substr(0, text.find(' '));
    text.remove_prefix(word.size());
    if (word.empty()) continue;
    const std::size_t word_width = display_width(word);
    if (used > 0 && used + 1 + word_width > width) {
      lines.emplace_back();
      used = 0;
    }
    if (used > 0) {
      lines.back() += ' ';
      ++used;
    }
    while (!word.empty()) {
      const Letter letter = take_letter(word);
      if (used + letter.width > width) {
        lines.emplace_back();
        used = 0;
      }
      lines.back() += letter.bytes;
      used += letter.width;
    }
  }
  return lines;
}

std::string grouped(double number) {
  if (!std::isfinite(number)) return "?";
  const std::string text = number == std::floor(number) && std::fabs(number) < 1e15
                               ? fmt::format("{}", static_cast<std::int64_t>(number))
                               : fmt::format("{}", number);
  const std::string_view sign = text.starts_with('-') ? "-" : "";
  const std::string_view digits = std::string_view(text).substr(sign.size());
  const std::size_t whole = std::min(digits.find_first_not_of("0123456789"), digits.size());
  return fmt::format("{}{}{}", sign, with_commas(digits.substr(0, whole)), digits.substr(whole));
}

std::string grouped(std::uint64_t number) { return with_commas(fmt::format("{}", number)); }

std::string counted(std::uint64_t number, std::string_view singular, std::string_view plural) {
  return fmt::format("{} {}", grouped(number), number == 1 ? singular : plural);
}

std::string in_words(std::string_view word) {
  std::string text(word);
  std::ranges::replace(text, '_', ' ');
  return text;
}

std::string shell_word(std::string_view text) {
  constexpr std::string_view kPlain = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_./:+@,";
  const bool plain = !text.empty() && text.find_first_not_of(kPlain) == std::string_view::npos;
  if (plain) return std::string(text);
  std::string quoted = "'";
  for (const char c : text) {
    if (c == '\'') {
      quoted += "'\\''";
    } else {
      quoted += c;
    }
  }
  quoted += '\'';
  return quoted;
}

}  // namespace tidewaiter::report
