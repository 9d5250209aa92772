#include "rules/lexer.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "base/ascii.h"
#include "rules/vocabulary.h"

namespace tidewaiter::rules {
namespace {

constexpr std::array<std::string_view, 14> kKeywords{"and",   "or",    "not", "in",   "matches", "where", "true",
                                                     "false", "known", "any", "none", "all",     "count", "sum"};

bool begins_name(char c) { return is_letter(c) || c == '_'; }
bool is_word(char c) { return begins_name(c) || is_digit(c); }

class Lexer {
 public:
  explicit Lexer(std::string_view text) : text_(text) {}

  std::expected<std::vector<Token>, Problem> run() {
    std::vector<Token> tokens;
    while (true) {
      skip_blanks();
      Token token;
      token.span = {at_, at_};
      if (at_ < text_.size()) {
        if (auto problem = read(token)) return std::unexpected(std::move(*problem));
        token.span.end = at_;
      }
      tokens.push_back(std::move(token));
      if (tokens.back().kind == Token::Kind::end) return tokens;
    }
  }

 private:
  char peek(std::size_t ahead = 0) const { return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0'; }

  void skip_blanks() {
    while (at_ < text_.size()) {
      if (text_[at_] == '#') {
        while (at_ < text_.size() && text_[at_] != '\n') ++at_;
      } else if (text_[at_] == ' ' || text_[at_] == '\t' || text_[at_] == '\n' || text_[at_] == '\r') {
        ++at_;
      } else {
        break;
      }
    }
  }

  Problem problem(std::size_t begin, std::string message, std::string hint = {}) const {
    return {{begin, std::max(at_, begin + 1)}, std::move(message), std::move(hint)};
  }

  std::optional<Problem> read(Token& token) {
    const char c = peek();
    if (begins_name(c)) return read_word(token);
    if (is_digit(c)) return is_date_ahead() ? read_date(token) : read_number(token);
    if (c == '\'') return read_text(token);
    return read_sign(token);
  }

  std::optional<Problem> read_word(Token& token) {
    const std::size_t begin = at_;
    while (is_word(peek()) || (peek() == '.' && begins_name(peek(1)))) ++at_;
    token.kind = Token::Kind::word;
    token.text.assign(text_, begin, at_ - begin);
    return std::nullopt;
  }

  std::optional<Problem> read_text(Token& token) {
    const std::size_t begin = at_++;
    token.kind = Token::Kind::text;
    while (at_ < text_.size()) {
      if (text_[at_] == '\'') {
        if (peek(1) != '\'') {
          ++at_;
          return std::nullopt;
        }
        ++at_;
      }
      token.text += text_[at_++];
    }
    at_ = begin + 1;
    return problem(begin, "this text has no end", "close it with a single quote: 'text'; write '' for a quote inside");
  }

  bool is_date_ahead() const {
    static constexpr std::string_view kShape = "dddd-dd-dd";
    for (std::size_t i = 0; i < kShape.size(); ++i) {
      if (kShape[i] == 'd' ? !is_digit(peek(i)) : peek(i) != '-') return false;
    }
    return true;
  }

  std::optional<Problem> read_date(Token& token) {
    const std::size_t begin = at_;
    at_ += 10;
    const std::optional<Date> date = parse_date(text_.substr(begin, 10));
    if (!date || is_word(peek())) {
      return problem(begin, fmt::format("there is no day {}", text_.substr(begin, 10)), "write a date: 2025-03-01");
    }
    token.kind = Token::Kind::date;
    token.date = *date;
    return std::nullopt;
  }

  std::optional<Problem> read_number(Token& token) {
    const std::size_t begin = at_;
    std::string digits;
    while (is_digit(peek()) || (peek() == '_' && is_digit(peek(1)))) {
      if (peek() != '_') digits += peek();
      ++at_;
    }
    if (peek() == '.' && is_digit(peek(1))) {
      digits += '.';
      ++at_;
      while (is_digit(peek())) digits += text_[at_++];
    }
    token.kind = Token::Kind::number;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), token.number);
    if (error != std::errc{} || end != digits.data() + digits.size() || !std::isfinite(token.number)) {
      return problem(begin, "this number is out of range");
    }
    if (peek() == ',' && is_digit(peek(1)) && is_digit(peek(2)) && is_digit(peek(3)) && !is_digit(peek(4))) {
      at_ += 4;
      return problem(begin, "numbers have no thousands separators",
                     fmt::format("write {}{}", digits, text_.substr(at_ - 3, 3)));
    }
    return read_unit(token, begin);
  }

  // A word behind a number is its unit, unless it is a word of the language: `1 and …`.
  std::optional<Problem> read_unit(Token& token, std::size_t begin) {
    std::size_t start = at_;
    while (start < text_.size() && text_[start] == ' ') ++start;
    if (start >= text_.size() || !begins_name(text_[start])) return std::nullopt;
    std::size_t end = start;
    while (end < text_.size() && is_word(text_[end])) ++end;
    std::string_view word = text_.substr(start, end - start);
    if (is_keyword(word)) return std::nullopt;
    if (word == "day" || word == "days" || word == "week" || word == "weeks") {
      token.kind = Token::Kind::duration;
      token.number *= word.starts_with("week") ? 7 : 1;
      at_ = end;
      return std::nullopt;
    }
    // Units such as GB/s hold a sign: the longest spelling wins.
    std::string_view best;
    std::vector<std::string> units{"days", "weeks"};
    for (std::size_t i = 1; i < kUnitCount; ++i) {
      const std::string_view spelling = to_string(static_cast<Unit>(i));
      units.emplace_back(spelling);
      const std::string_view here = text_.substr(start, spelling.size());
      const std::size_t after = start + spelling.size();
      const bool whole = after >= text_.size() || !is_word(text_[after]);
      if (here == spelling && whole && spelling.size() > best.size()) {
        best = spelling;
        token.unit = static_cast<Unit>(i);
      }
    }
    if (!best.empty()) {
      at_ = start + best.size();
      return std::nullopt;
    }
    at_ = end;
    const std::optional<std::string> meant = nearest(word, units);
    return problem(start > begin ? start : begin, fmt::format("{} is not a unit", word),
                   meant ? fmt::format("did you mean {}?", *meant) : fmt::format("units: {}", fmt::join(units, ", ")));
  }

  std::optional<Problem> read_sign(Token& token) {
    const std::size_t begin = at_;
    static constexpr std::array<std::string_view, 15> kSigns{"!=", "<=", ">=", "==", "&&", "||", "<", ">",
                                                             "=",  "+",  "-",  "*",  "/",  "(",  ")"};
    static constexpr std::array<std::string_view, 5> kMore{"{", "}", ",", ":", "."};
    token.kind = Token::Kind::sign;
    for (const auto sign : kSigns) {
      if (text_.substr(at_).starts_with(sign)) {
        at_ += sign.size();
        if (sign == "==") return problem(begin, "there is no == here", "write =");
        if (sign == "&&") return problem(begin, "there is no && here", "write and");
        if (sign == "||") return problem(begin, "there is no || here", "write or");
        token.text = std::string(sign);
        return std::nullopt;
      }
    }
    for (const auto sign : kMore) {
      if (text_.substr(at_).starts_with(sign)) {
        at_ += sign.size();
        token.text = std::string(sign);
        return std::nullopt;
      }
    }
    if (peek() == '"') {
      return problem(begin, "texts stand in single quotes", "write 'text'");
    }
    // The whole UTF-8 character, so that the caret and the message show it.
    ++at_;
    while (at_ < text_.size() && (static_cast<unsigned char>(text_[at_]) & 0xC0U) == 0x80U) ++at_;
    return problem(begin, fmt::format("{} has no meaning here", text_.substr(begin, at_ - begin)),
                   "texts stand in single quotes: 'text'");
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

}  // namespace

bool is_keyword(std::string_view word) { return std::ranges::find(kKeywords, word) != kKeywords.end(); }

std::expected<std::vector<Token>, Problem> tokenize(std::string_view text) { return Lexer(text).run(); }

}  // namespace tidewaiter::rules
