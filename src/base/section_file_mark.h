// What a file of sections (base/section_file.h) begins with.
#pragma once

#include <cstdint>
#include <cstring>
#include <string_view>

namespace tidewaiter {

constexpr std::uint64_t kSectionFileMark = 0x0031'5453'4C44'4954;  // "TIDLST1\0" in little-endian order

inline bool looks_like_section_file(std::string_view bytes) {
  return bytes.size() >= sizeof(kSectionFileMark) &&
         std::memcmp(bytes.data(), &kSectionFileMark, sizeof(kSectionFileMark)) == 0;
}

}  // namespace tidewaiter
