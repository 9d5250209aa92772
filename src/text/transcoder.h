// Text of any encoding that ICU knows into UTF-8, piece by piece. What is no character of the encoding becomes one byte
// that is not UTF-8, so that whoever reads the rows can reject those that have one; nothing is replaced by a guess.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace tidewaiter::text {

inline constexpr char kNoCharacter = '\xFF';  // no byte of UTF-8 (RFC 3629, 1)

// The name by which an encoding is told: "cp1250" is windows-1250. nullopt if ICU has no such encoding.
std::optional<std::string> encoding_called(const std::string& name);
// Those that tables come in, to be proposed: ICU has more.
std::span<const std::string_view> common_encodings();

class Transcoder {
 public:
  // nullopt if ICU has no such encoding. `strict`: of an encoding of single bytes the control characters from U+0080 to
  // U+009F, which no table holds and which ICU makes of bytes that stand for nothing, are no characters.
  static std::optional<Transcoder> open(const std::string& encoding, bool strict = false);
  Transcoder(Transcoder&&) noexcept;
  Transcoder& operator=(Transcoder&&) noexcept;
  ~Transcoder();

  // Appends to `out`. `last`: nothing follows; a character that is cut short is no character then.
  void add(std::string_view bytes, bool last, std::string& out);

 private:
  struct State;
  explicit Transcoder(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace tidewaiter::text
