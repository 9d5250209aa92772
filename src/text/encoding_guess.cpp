#include "text/encoding_guess.h"

#include <unicode/ucsdet.h>

#include <algorithm>
#include <memory>
#include <string_view>

namespace tidewaiter::text {

std::optional<EncodingGuess> guess_encoding(std::string_view sample) {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<UCharsetDetector, decltype(&ucsdet_close)> detector(ucsdet_open(&status), &ucsdet_close);
  ucsdet_setText(detector.get(), sample.data(), static_cast<std::int32_t>(sample.size()), &status);
  std::int32_t count = 0;
  const UCharsetMatch** matches = ucsdet_detectAll(detector.get(), &count, &status);
  if (U_FAILURE(status)) return std::nullopt;
  const bool c1 = std::ranges::any_of(sample, [](char c) { return (static_cast<unsigned char>(c) & 0xE0U) == 0x80U; });
  for (std::int32_t i = 0; i < count; ++i) {  // the surest first
    const char* name = ucsdet_getName(matches[i], &status);
    const std::int32_t confidence = ucsdet_getConfidence(matches[i], &status);
    if (U_FAILURE(status) || name == nullptr) return std::nullopt;
    const std::string_view word(name);
    // ISO 8859 has control characters from 0x80 to 0x9F, where Windows' code pages have letters and quotes.
    if (word.starts_with("UTF-16") || word.starts_with("UTF-32") || (c1 && word.starts_with("ISO-8859"))) continue;
    return EncodingGuess{name, confidence};
  }
  return std::nullopt;
}

}  // namespace tidewaiter::text
