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
  bool without_controls = false;

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
    if (without_controls) {
      append_without_controls({utf8.data(), static_cast<std::size_t>(length)}, out);
    } else {
      out.append(utf8, 0, static_cast<std::size_t>(length));
    }
    if (held == 1) units[0] = units[count - 1];
  }

  // U+0080 to U+009F are C2 80 to C2 9F.
  static void append_without_controls(std::string_view text, std::string& out) {
    for (;;) {
      const std::size_t at = text.find('\xC2');
      out.append(text.substr(0, at));
      if (at == std::string_view::npos) return;
      text.remove_prefix(at);
      if (static_cast<unsigned char>(text[1]) < 0xA0) {
        out += kNoCharacter;
      } else {
        out.append(text.substr(0, 2));
      }
      text.remove_prefix(2);
    }
  }
};

Transcoder::Transcoder(std::unique_ptr<State> state) : state_(std::move(state)) {}
Transcoder::Transcoder(Transcoder&&) noexcept = default;
Transcoder& Transcoder::operator=(Transcoder&&) noexcept = default;
Transcoder::~Transcoder() = default;

std::optional<std::string> encoding_called(const std::string& name) {
  UErrorCode status = U_ZERO_ERROR;
  if (name.empty()) return std::nullopt;  // ICU takes it for the default of the machine
  const std::unique_ptr<UConverter, decltype(&ucnv_close)> converter(ucnv_open(name.c_str(), &status), &ucnv_close);
  if (U_FAILURE(status)) return std::nullopt;
  const char* found = ucnv_getName(converter.get(), &status);
  for (const char* standard : {"MIME", "IANA"}) {
    UErrorCode unknown = U_ZERO_ERROR;
    if (const char* known = ucnv_getStandardName(name.c_str(), standard, &unknown)) return known;
  }
  return U_SUCCESS(status) ? std::optional<std::string>(found) : std::nullopt;
}

std::span<const std::string_view> common_encodings() {
  static constexpr std::string_view kCommon[] = {
      "UTF-8",        "UTF-16LE",     "UTF-16BE",     "windows-1250", "windows-1251", "windows-1252",
      "windows-1253", "windows-1254", "windows-1257", "ISO-8859-1",   "ISO-8859-2",   "ISO-8859-5",
      "ISO-8859-9",   "ISO-8859-15",  "KOI8-R",       "IBM850",       "IBM852",       "IBM866",
      "macintosh",    "GB18030",      "Big5",         "Shift_JIS",    "EUC-JP",       "EUC-KR"};
  return kCommon;
}

std::optional<Transcoder> Transcoder::open(const std::string& encoding, bool strict) {
  auto state = std::make_unique<State>();
  UErrorCode status = U_ZERO_ERROR;
  state->converter.reset(ucnv_open(encoding.c_str(), &status));
  if (U_FAILURE(status)) return std::nullopt;
  ucnv_setToUCallBack(state->converter.get(), UCNV_TO_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &status);
  if (U_FAILURE(status)) return std::nullopt;
  state->without_controls = strict && ucnv_getMaxCharSize(state->converter.get()) == 1;
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
