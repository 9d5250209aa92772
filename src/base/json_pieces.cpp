#include "base/json_pieces.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/json_fault.h"
#include "base/utf8.h"

namespace tidewaiter::json {
namespace {

constexpr std::string_view kBlanks = " \t\r\n";  // RFC 8259, 2

// What opens, closes or hides brackets.
constexpr std::array<bool, 256> kStops = [] {
  std::array<bool, 256> stops{};
  for (const char c : {'"', '{', '}', '[', ']'}) stops[static_cast<unsigned char>(c)] = true;
  return stops;
}();

class Walk {
 public:
  Walk(std::string_view text, const std::string& file, const std::function<Result<void>(const Piece&)>& take)
      : text_(text), file_(file), take_(take) {
    at_ = text_.size() - without_byte_order_mark(text_).size();
  }

  Result<void> all() {
    skip_blanks();
    if (done()) return fail(ErrorCode::empty_file, "the file is empty", file_, "name a JSON file with content");
    if (text_[at_] == '[') {
      TIDEWAITER_CHECK(array({}));
    } else if (text_[at_] == '{') {
      TIDEWAITER_CHECK(object());
    } else {
      return broken(at_);
    }
    skip_blanks();
    return done() ? Result<void>{} : broken(at_);
  }

 private:
  bool done() const { return at_ >= text_.size(); }
  void skip_blanks() { at_ = std::min(text_.find_first_not_of(kBlanks, at_), text_.size()); }
  bool skip(char c) {
    skip_blanks();
    if (done() || text_[at_] != c) return false;
    ++at_;
    return true;
  }
  std::unexpected<Error> broken(std::size_t at) const {
    const bool cut = at >= text_.size();
    return fail(ErrorCode::bad_format, cut ? "this is not valid JSON, or it is cut short" : "this is not valid JSON",
                place_in(text_, std::min(at, text_.size()), file_), "download the file again");
  }

  Result<void> object() {
    ++at_;
    if (skip('}')) return {};
    do {
      skip_blanks();
      const std::size_t begin = at_;
      if (done() || text_[at_] != '"' || !skip_string()) return broken(at_);
      std::string_view raw = text_.substr(begin, at_ - begin);
      std::string key(raw.substr(1, raw.size() - 2));
      if (raw.find('\\') != std::string_view::npos) {
        TIDEWAITER_TRY(const Document name, parse_piece(text_, raw, file_));
        key = name.root().string().value_or(std::string_view{});
      }
      if (!skip(':')) return broken(at_);
      skip_blanks();
      if (!done() && text_[at_] == '[') {
        TIDEWAITER_CHECK(array(key));
      } else {
        TIDEWAITER_CHECK(value({Piece::Kind::member, std::move(key), {}}));
      }
    } while (skip(','));
    return skip('}') ? Result<void>{} : broken(at_);
  }

  Result<void> array(const std::string& key) {
    ++at_;
    TIDEWAITER_CHECK(take_({Piece::Kind::array, key, {}}));
    if (skip(']')) return {};
    Piece piece{Piece::Kind::element, key, {}};
    do {
      TIDEWAITER_CHECK(value(piece));
    } while (skip(','));
    return skip(']') ? Result<void>{} : broken(at_);
  }

  Result<void> value(Piece piece) {
    skip_blanks();
    const std::size_t begin = at_;
    if (!skip_value() || at_ == begin) return broken(at_);
    piece.text = text_.substr(begin, at_ - begin);
    return take_(piece);
  }

  // Over a string, which begins here; false where it does not end.
  bool skip_string() {
    for (++at_;; at_ += 2) {
      while (!done() && text_[at_] != '"' && text_[at_] != '\\') ++at_;
      if (done()) return false;
      if (text_[at_] == '"') {
        ++at_;
        return true;
      }
    }
  }

  // Over whatever value begins here: to the bracket that closes it, or to what ends a word.
  bool skip_value() {
    std::size_t depth = 0;
    do {
      if (done()) return false;
      switch (text_[at_]) {
        case '"':
          if (!skip_string()) return false;
          break;
        case '{':
        case '[':
          ++depth;
          ++at_;
          break;
        case '}':
        case ']':
          if (depth == 0) return true;  // nothing stands where a value should
          --depth;
          ++at_;
          break;
        default:
          if (depth == 0) {
            at_ = std::min(text_.find_first_of(",]} \t\r\n", at_), text_.size());
            return true;
          }
          while (!done() && !kStops[static_cast<unsigned char>(text_[at_])]) ++at_;
      }
    } while (depth > 0);
    return true;
  }

  std::string_view text_;
  const std::string& file_;
  const std::function<Result<void>(const Piece&)>& take_;
  std::size_t at_ = 0;
};

}  // namespace

Result<void> for_each_piece(std::string_view text, const std::string& file,
                            const std::function<Result<void>(const Piece&)>& take) {
  return Walk(text, file, take).all();
}

Result<Document> parse_piece(std::string_view text, std::string_view piece, const std::string& file) {
  auto document = Document::parse(piece, file);
  if (document || document.error().code != ErrorCode::bad_format) return document;
  Error error = std::move(document).error();
  const auto begin = static_cast<std::size_t>(piece.data() - text.data());
  error.where = place_in(text, begin + fault_offset(piece), file);
  return std::unexpected(std::move(error));
}

}  // namespace tidewaiter::json
