// gzip and zstd, told by their first bytes and never by the file's name, into what was packed. Whatever the archive
// says of its own size is not believed.
#pragma once

#include <cstdint>

#include "base/result.h"
#include "tables/input_file.h"
#include "tables/stop.h"

namespace tidewaiter::tables {

// What unpacking may come to: this much in any case, and beyond it so many times the archive's own size. Tables of
// shipments pack about 10:1 (gzip) to 30:1 (zstd -19, own trials); gzip's limit is 1,032:1, zstd has none.
struct UnpackLimit {
  std::uint64_t bytes = std::uint64_t{1} << 30;
  std::uint64_t times = 250;
};

// The file itself if it is not packed; else what is in it, all of its members one after the other, once. Errors:
// bad_format with the offset for an archive that is cut short or damaged, that unpacks to more than the limit, or that
// has something behind it; those of Spool.
Result<InputFile> unpack(InputFile file, UnpackLimit limit = {}, Stop stop = {});

}  // namespace tidewaiter::tables
