// Files in one ZIP archive that any system opens, with their SHA-256 digests beside them.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/source_text.h"

namespace tidewaiter::report {

// 64 lower-case digits.
std::string sha256_of(std::string_view bytes);

// The archive's bytes: `files` in their order, and a file SHA256SUMS as `sha256sum --check` reads it. The same files
// and time give the same bytes. `time`: seconds since 1970, of every file. Errors: library_failed, out_of_memory.
Result<std::string> archive(std::vector<SourceText> files, std::int64_t time);

}  // namespace tidewaiter::report
