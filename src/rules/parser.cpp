// Recursive descent over the grammar of docs/rule-language.md; depth and chains are bounded, so that no text can
// exhaust the stack.
#include <fmt/format.h>

#include <array>

#include "base/result.h"
#include "rules/lexer.h"
#include "rules/syntax.h"

namespace tidewaiter::rules {
namespace {

using Parsed = std::expected<Syntax, Problem>;
using Kind = Syntax::Kind;

class Parser {
 public:
  explicit Parser(std::vector<Token> tokens) : tokens_(std::move(tokens)) {}

  Parsed run() {
    if (peek().kind == Token::Kind::end) {
      return wrong(peek(), "the condition is empty", "write true if it always holds");
    }
    TIDEWAITER_TRY(Syntax syntax, condition());
    if (peek().kind != Token::Kind::end) return unexpected_token();
    return syntax;
  }

 private:
  const Token& peek(std::size_t ahead = 0) const { return tokens_[std::min(at_ + ahead, tokens_.size() - 1)]; }
  Token take() {
    Token token = peek();
    if (at_ + 1 < tokens_.size()) ++at_;
    return token;
  }
  bool is_sign(std::string_view sign, std::size_t ahead = 0) const {
    return peek(ahead).kind == Token::Kind::sign && peek(ahead).text == sign;
  }
  bool is_word(std::string_view word, std::size_t ahead = 0) const {
    return peek(ahead).kind == Token::Kind::word && peek(ahead).text == word;
  }
  bool accept_sign(std::string_view sign) { return is_sign(sign) && (take(), true); }
  bool accept_word(std::string_view word) { return is_word(word) && (take(), true); }

  static std::unexpected<Problem> wrong(const Token& token, std::string message, std::string hint = {}) {
    return std::unexpected(Problem{token.span, std::move(message), std::move(hint)});
  }
  static std::string show(const Token& token) {
    if (token.kind == Token::Kind::end) return "the end";
    if (token.kind == Token::Kind::word || token.kind == Token::Kind::sign) return fmt::format("\"{}\"", token.text);
    if (token.kind == Token::Kind::text) return fmt::format("'{}'", token.text);
    return token.kind == Token::Kind::date ? "a date" : "a number";
  }
  std::unexpected<Problem> expected(std::string_view what) const {
    return wrong(peek(), fmt::format("{} stands where {} is expected", show(peek()), what));
  }
  std::unexpected<Problem> unexpected_token() const {
    const Token& token = peek();
    if (token.kind == Token::Kind::word && (token.text == "AND" || token.text == "OR" || token.text == "NOT")) {
      return wrong(token, fmt::format("\"{}\" is not a word of the language", token.text),
                   "write and, or, not in lower case");
    }
    if (is_sign("=") || is_sign("!=") || is_sign("<") || is_sign("<=") || is_sign(">") || is_sign(">=")) {
      return wrong(token, "comparisons do not chain", "join them with and: a < b and b < c");
    }
    if (is_sign(":")) return wrong(token, "only all(… : …) has a colon", "join filter and condition with and");
    return wrong(token, fmt::format("{} does not belong here", show(token)), "join conditions with and, or");
  }

  static Syntax make(Kind kind, Span span) {
    Syntax syntax;
    syntax.kind = kind;
    syntax.span = span;
    return syntax;
  }
  static Syntax join(Kind kind, Syntax left, Syntax right) {
    Syntax syntax = make(kind, {left.span.begin, right.span.end});
    syntax.children.push_back(std::move(left));
    syntax.children.push_back(std::move(right));
    return syntax;
  }
  static Syntax wrap(Kind kind, std::size_t begin, Syntax inner) {
    Syntax syntax = make(kind, {begin, inner.span.end});
    syntax.children.push_back(std::move(inner));
    return syntax;
  }

  // Counts the open levels; a guard lives as long as its level.
  struct Level {
    explicit Level(int& depth) : depth_(++depth) {}
    Level(const Level&) = delete;
    Level& operator=(const Level&) = delete;
    ~Level() { --depth_; }
    int& depth_;
  };
  std::unexpected<Problem> too_deep() const {
    return wrong(peek(), fmt::format("the condition nests deeper than {} levels", kMaxNesting),
                 "split it with a name in [define]");
  }

  Parsed condition() {
    const Level level(depth_);
    if (depth_ > kMaxNesting) return too_deep();
    return chain(Kind::disjunction, "or", [this] { return conjunction(); });
  }
  Parsed conjunction() {
    return chain(Kind::conjunction, "and", [this] { return negation(); });
  }
  template <class Next>
  Parsed chain(Kind kind, std::string_view word, Next next) {
    TIDEWAITER_TRY(Syntax first, next());
    if (!is_word(word)) return first;
    Syntax all = make(kind, first.span);
    all.children.push_back(std::move(first));
    while (accept_word(word)) {
      TIDEWAITER_TRY(Syntax more, next());
      all.span.end = more.span.end;
      all.children.push_back(std::move(more));
    }
    return all;
  }
  Parsed negation() {
    if (!is_word("not")) return comparison();
    const Level level(depth_);
    if (depth_ > kMaxNesting) return too_deep();
    const std::size_t begin = take().span.begin;
    TIDEWAITER_TRY(Syntax inner, negation());
    return wrap(Kind::negation, begin, std::move(inner));
  }

  Parsed comparison() {
    TIDEWAITER_TRY(Syntax left, sum());
    static constexpr std::array<std::string_view, 6> kSigns{"=", "!=", "<", "<=", ">", ">="};
    for (std::size_t i = 0; i < kSigns.size(); ++i) {
      if (!accept_sign(kSigns[i])) continue;
      TIDEWAITER_TRY(Syntax right, sum());
      Syntax syntax = join(Kind::compare, std::move(left), std::move(right));
      syntax.comparison = static_cast<Comparison>(i);
      return syntax;
    }
    const bool negated = is_word("not") && (is_word("in", 1) || is_word("matches", 1));
    if (negated) take();
    if (is_word("in") || is_word("matches")) {
      const std::size_t begin = left.span.begin;
      auto test = accept_word("in") ? set(std::move(left)) : pattern(std::move(left));
      if (!test || !negated) return test;
      return wrap(Kind::negation, begin, std::move(*test));
    }
    return left;
  }

  Parsed set(Syntax left) {
    const bool group = is_word("group");
    Syntax syntax = make(group ? Kind::in_group : Kind::in_literals, left.span);
    syntax.children.push_back(std::move(left));
    if (group) take();
    if (!accept_sign(group ? "(" : "{")) return expected(group ? "\"(\"" : "a set {'a', 'b'} or group('D:5')");
    do {
      TIDEWAITER_TRY(Syntax element, unary());
      const bool literal = element.kind == Kind::number || element.kind == Kind::date ||
                           element.kind == Kind::duration || element.kind == Kind::text;
      if (!literal || (group && element.kind != Kind::text)) {
        return std::unexpected(Problem{element.span,
                                       group ? "group() takes names of groups and codes of countries as texts"
                                             : "a set holds numbers, dates, durations or texts",
                                       group ? "write group('D:5', 'MO')" : "write {'a', 'b'}"});
      }
      syntax.children.push_back(std::move(element));
    } while (accept_sign(","));
    syntax.span.end = peek().span.end;
    if (!accept_sign(group ? ")" : "}")) return expected(group ? "\",\" or \")\"" : "\",\" or \"}\"");
    return syntax;
  }

  Parsed pattern(Syntax left) {
    take();
    if (peek().kind != Token::Kind::text) return expected("a pattern in single quotes");
    const Token token = take();
    Syntax regex = make(Kind::text, token.span);
    regex.text = token.text;
    return join(Kind::matches, std::move(left), std::move(regex));
  }

  Parsed sum() {
    return arithmetic("+", Kind::add, "-", Kind::subtract, [this] { return product(); });
  }
  Parsed product() {
    return arithmetic("*", Kind::multiply, "/", Kind::divide, [this] { return unary(); });
  }
  template <class Next>
  Parsed arithmetic(std::string_view first_sign, Kind first_kind, std::string_view second_sign, Kind second_kind,
                    Next next) {
    TIDEWAITER_TRY(Syntax left, next());
    for (std::size_t terms = 1; is_sign(first_sign) || is_sign(second_sign); ++terms) {
      if (terms >= kMaxChain) return wrong(peek(), fmt::format("more than {} terms", kMaxChain), "split the condition");
      const Kind kind = is_sign(first_sign) ? first_kind : second_kind;
      take();
      TIDEWAITER_TRY(Syntax right, next());
      left = join(kind, std::move(left), std::move(right));
    }
    return left;
  }

  Parsed unary() {
    if (!is_sign("-")) return primary();
    const Level level(depth_);
    if (depth_ > kMaxNesting) return too_deep();
    const std::size_t begin = take().span.begin;
    TIDEWAITER_TRY(Syntax inner, unary());
    if (inner.kind == Kind::number || inner.kind == Kind::duration) {
      inner.number = -inner.number;
      inner.span.begin = begin;
      return inner;
    }
    return wrap(Kind::negate, begin, std::move(inner));
  }

  Parsed primary() {
    const Token token = peek();
    switch (token.kind) {
      case Token::Kind::number:
      case Token::Kind::duration: {
        take();
        Syntax literal = make(token.kind == Token::Kind::number ? Kind::number : Kind::duration, token.span);
        literal.number = token.number;
        literal.unit = token.unit;
        return literal;
      }
      case Token::Kind::date: {
        take();
        Syntax literal = make(Kind::date, token.span);
        literal.date = token.date;
        return literal;
      }
      case Token::Kind::text: {
        take();
        Syntax literal = make(Kind::text, token.span);
        literal.text = token.text;
        return literal;
      }
      case Token::Kind::word:
        return word(token);
      case Token::Kind::sign:
        if (accept_sign("(")) {
          TIDEWAITER_TRY(Syntax inner, condition());
          const std::size_t end = peek().span.end;
          if (!accept_sign(")")) return expected("\")\"");
          inner.span = {token.span.begin, end};
          return inner;
        }
        break;
      case Token::Kind::end:
        break;
    }
    return expected("a value or a condition");
  }

  Parsed word(const Token& token) {
    if (token.text == "true" || token.text == "false") {
      take();
      Syntax literal = make(Kind::truth, token.span);
      literal.number = token.text == "true" ? 1 : 0;
      return literal;
    }
    if (token.text == "known") {
      take();
      if (!accept_sign("(")) return expected("\"(\"");
      if (peek().kind != Token::Kind::word || is_keyword(peek().text)) return expected("a field");
      const Token name = take();
      Syntax syntax = make(Kind::known, {token.span.begin, peek().span.end});
      syntax.text = name.text;
      syntax.name = name.span;
      if (!accept_sign(")")) return expected("\")\"");
      return syntax;
    }
    static constexpr std::array<Quantifier, 5> kQuantifiers{Quantifier::any, Quantifier::none, Quantifier::all,
                                                            Quantifier::count, Quantifier::sum};
    for (const Quantifier quantifier : kQuantifiers) {
      if (token.text == to_string(quantifier)) return quantified(quantifier);
    }
    if (is_keyword(token.text)) return expected("a value or a condition");
    take();
    if (is_sign("(")) {
      return wrong(token, fmt::format("there is no function {}", token.text),
                   "functions: known, any, all, none, count, sum; group stands behind in");
    }
    Syntax name = make(Kind::name, token.span);
    name.text = token.text;
    return name;
  }

  Parsed quantified(Quantifier quantifier) {
    Syntax syntax = make(Kind::quantifier, take().span);
    syntax.quantifier = quantifier;
    if (!accept_sign("(")) return expected("\"(\"");
    const bool named = peek().kind == Token::Kind::word && !is_keyword(peek().text);
    if (named && (is_word("where", 1) || is_sign(")", 1) || is_sign(":", 1))) {
      const Token name = take();
      syntax.text = name.text;
      syntax.name = name.span;
      if (accept_word("where")) {
        syntax.has_filter = true;
        TIDEWAITER_TRY(Syntax filter, condition());
        syntax.children.push_back(std::move(filter));
      }
      if (quantifier == Quantifier::all) {
        if (!accept_sign(":")) {
          return wrong(peek(), "all() does not say what must hold", "write all(collection where filter : condition)");
        }
        TIDEWAITER_TRY(Syntax body, condition());
        syntax.children.push_back(std::move(body));
      }
    } else if (quantifier == Quantifier::sum) {
      return wrong(peek(), "sum() needs a collection and a field", "write sum(parties.data_centre_mw where …)");
    } else {
      TIDEWAITER_TRY(Syntax body, condition());
      syntax.children.push_back(std::move(body));
    }
    syntax.span.end = peek().span.end;
    if (!accept_sign(")")) return is_sign(":") ? unexpected_token() : expected("\")\"");
    return syntax;
  }

  std::vector<Token> tokens_;
  std::size_t at_ = 0;
  int depth_ = 0;
};

}  // namespace

std::string_view to_string(Comparison comparison) {
  static constexpr std::array<std::string_view, 6> kSigns{"=", "!=", "<", "<=", ">", ">="};
  return kSigns[static_cast<std::size_t>(comparison)];
}

std::string_view to_string(Quantifier quantifier) {
  static constexpr std::array<std::string_view, 5> kWords{"any", "none", "all", "count", "sum"};
  return kWords[static_cast<std::size_t>(quantifier)];
}

std::expected<Syntax, Problem> parse_condition(std::string_view text) {
  if (text.size() > kMaxConditionBytes) {
    return std::unexpected(Problem{{0, 1},
                                   fmt::format("the condition is longer than {} bytes", kMaxConditionBytes),
                                   "split it with names in [define]"});
  }
  auto tokens = tokenize(text);
  if (!tokens) return std::unexpected(std::move(tokens).error());
  return Parser(std::move(*tokens)).run();
}

}  // namespace tidewaiter::rules
