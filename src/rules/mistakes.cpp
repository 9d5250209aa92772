#include "rules/mistakes.h"

#include <algorithm>

namespace tidewaiter::rules {
namespace {

bool continues_character(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; }

std::size_t offset_of(std::string_view text, toml::Place place) {
  std::size_t at = 0;
  for (std::uint32_t line = 1; line < place.line; ++line) {
    const std::size_t end = text.find('\n', at);
    if (end == std::string_view::npos) return text.size();
    at = end + 1;
  }
  for (std::uint32_t column = 1; column < place.column && at < text.size(); ++column) {
    ++at;
    while (at < text.size() && continues_character(text[at])) ++at;
  }
  return at;
}

// Walks the source of a TOML string (toml.io/en/v1.0.0#string) beside its value.
class Walker {
 public:
  Walker(std::string_view text, toml::Place place) : text_(text), at_(offset_of(text, place)), place_(place) {}

  bool starts_with(std::string_view what) const { return text_.substr(at_).starts_with(what); }
  bool at_end() const { return at_ >= text_.size(); }
  char peek(std::size_t ahead = 0) const { return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0'; }
  toml::Place place() const { return place_; }
  void skip(std::size_t bytes) {
    for (std::size_t i = 0; i < bytes && at_ < text_.size(); ++i, ++at_) {
      if (text_[at_] == '\n') {
        ++place_.line;
        place_.column = 1;
      } else if (at_ + 1 >= text_.size() || !continues_character(text_[at_ + 1])) {
        ++place_.column;
      }
    }
  }

 private:
  std::string_view text_;
  std::size_t at_;
  toml::Place place_;
};

}  // namespace

StringPlaces::StringPlaces(const toml::Document& document, const toml::Value& value) : start_(value.place) {
  const std::string& decoded = *value.string();
  Walker walker(document.text, value.place);
  const bool literal = walker.peek() == '\'';
  const bool many_lines = walker.starts_with("\"\"\"") || walker.starts_with("'''");
  walker.skip(many_lines ? 3 : 1);
  if (many_lines && walker.starts_with("\r\n")) walker.skip(2);
  if (many_lines && walker.starts_with("\n")) walker.skip(1);
  places_.reserve(decoded.size() + 1);
  for (std::size_t i = 0; i < decoded.size() && !walker.at_end();) {
    if (literal || walker.peek() != '\\') {
      places_.push_back(walker.place());
      // A reader may turn the line end CR LF into LF.
      const bool shortened = walker.starts_with("\r\n") && decoded[i] == '\n';
      walker.skip(shortened ? 2 : 1);
      ++i;
      continue;
    }
    const char kind = walker.peek(1);
    if (kind == '\n' || kind == '\r' || kind == ' ' || kind == '\t') {  // a line that goes on: no bytes of the value
      walker.skip(1);
      while (walker.peek() == ' ' || walker.peek() == '\t' || walker.peek() == '\n' || walker.peek() == '\r') {
        walker.skip(1);
      }
      continue;
    }
    const toml::Place place = walker.place();
    walker.skip(kind == 'u' ? 6 : kind == 'U' ? 10 : 2);
    do {
      places_.push_back(place);
      ++i;
    } while (i < decoded.size() && continues_character(decoded[i]));
  }
  places_.push_back(walker.place());
}

toml::Place StringPlaces::place(std::size_t offset) const {
  return places_.empty() ? start_ : places_[std::min(offset, places_.size() - 1)];
}

void Mistakes::add(std::size_t file, const toml::Document& document, toml::Place place, std::size_t length,
                   std::string message, std::string_view hint) {
  std::string shown = document.snippet(place, length);
  if (!hint.empty()) shown.append("\n").append(hint);
  found_.push_back({file, place, {ErrorCode::bad_rule, std::move(message), document.where(place), std::move(shown)}});
}

void Mistakes::add(std::size_t file, Error error, toml::Place place) {
  found_.push_back({file, place, std::move(error)});
}

void Mistakes::add(std::size_t file, const toml::Document& document, const toml::Value& value,
                   std::vector<Problem> problems, std::size_t offset) {
  if (problems.empty()) return;
  const StringPlaces places(document, value);
  for (Problem& problem : problems) {
    const toml::Place begin = places.place(offset + problem.span.begin);
    const toml::Place end = places.place(offset + problem.span.end);
    const std::size_t length = end.line == begin.line && end.column > begin.column ? end.column - begin.column : 1;
    add(file, document, begin, length, std::move(problem.message), problem.hint);
  }
}

Errors Mistakes::sorted() {
  std::ranges::stable_sort(found_, [](const Found& a, const Found& b) {
    return std::tie(a.file, a.place.line, a.place.column) < std::tie(b.file, b.place.line, b.place.column);
  });
  Errors errors;
  for (Found& found : found_) errors.push_back(std::move(found.error));
  found_.clear();
  return errors;
}

}  // namespace tidewaiter::rules
