#include "text/transcoder.h"

#include <unicode/ucnv.h>
#include <unicode/ustring.h>
#include <unicode/utf16.h>

#include <array>
#include <cstring>
#include <utility>

namespace tidewaiter::text {

struct Transcoder::State {
  std::unique_ptr<UConverter, decltype(&ucnv_close)> converter{nullptr, &ucnv_close};
  std::array<UChar, 4096> units{};
  std::size_t held = 0;  // a first half of a pair, whose second comes with the next units
  std::string utf8;

  void take(std::size_t count, std::string& out) {
    held = 0;
    if (count > 0 && U16_IS_LEAD(units[count - 1])) held = 1;
    const auto whole = static_cast<std::int32_t>(count - held);
    utf8.resize(3 * count);
    std::int32_t length = 0;
    UErrorCode status = U_ZERO_ERROR;
    // A converter gives no unpaired halves; were there one, it would come out as no character.
    u_strToUTF8WithSub(utf8.data(), static_cast<std::int32_t>(utf8.size()), &length, units.data(), whole, 0xFFFD,
                       nullptr, &status);
    out.append(utf8, 0, static_cast<std::size_t>(length));
    if (held == 1) units[0] = units[count - 1];
  }
};

Transcoder::Transcoder(std::unique_ptr<State> state) : state_(std::move(state)) {}
Transcoder::Transcoder(Transcoder&&) noexcept = default;
Transcoder& Transcoder::operator=(Transcoder&&) noexcept = default;
Transcoder::~Transcoder() = default;

std::optional<Transcoder> Transcoder::open(const std::string& encoding) {
  auto state = std::make_unique<State>();
  UErrorCode status = U_ZERO_ERROR;
  state->converter.reset(ucnv_open(encoding.c_str(), &status));
  if (U_FAILURE(status)) return std::nullopt;
  ucnv_setToUCallBack(state->converter.get(), UCNV_TO_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &status);
  if (U_FAILURE(status)) return std::nullopt;
  return Transcoder(std::move(state));
}

void Transcoder::add(std::string_view bytes, bool last, std::string& out) {
  State& state = *state_;
  const char* from = bytes.data();
  const char* const end = from + bytes.size();
  for (;;) {
    UChar* to = state.units.data() + state.held;
    UErrorCode status = U_ZERO_ERROR;
    ucnv_toUnicode(state.converter.get(), &to, state.units.data() + state.units.size(), &from, end, nullptr,
                   static_cast<UBool>(last), &status);
    state.take(static_cast<std::size_t>(to - state.units.data()), out);
    if (status == U_BUFFER_OVERFLOW_ERROR) continue;
    if (U_SUCCESS(status)) return;
    out += kNoCharacter;  // stopped behind what it cannot read, and goes on there
    if (from == end && status == U_TRUNCATED_CHAR_FOUND) return;
  }
}

}  // namespace tidewaiter::text
