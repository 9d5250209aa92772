#include "tables/unpack.h"

#include <fmt/format.h>
#include <zlib.h>
#include <zstd.h>
#include <zstd_errors.h>

#include <algorithm>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tables/spool.h"

namespace tidewaiter::tables {
namespace {

constexpr std::string_view kGzip = "\x1F\x8B";               // RFC 1952, 2.3.1
constexpr std::string_view kZstd = "\x28\xB5\x2F\xFD";       // RFC 8878, 3.1.1
constexpr std::size_t kPieceBytes = std::size_t{256} << 10;  // unpacked at a time
constexpr std::size_t kGivenBytes = std::size_t{4} << 20;    // of the archive, read and then given back

// RFC 8878, 3.1.2: frames that hold no data and are stepped over; pzstd begins with one.
bool is_skippable(std::string_view bytes) {
  return bytes.size() >= 4 && (static_cast<unsigned char>(bytes[0]) & 0xF0U) == 0x50U &&
         bytes.substr(1, 3) == "\x2A\x4D\x18";
}

class Unpacking {
 public:
  Unpacking(const InputFile& file, std::string_view kind, UnpackLimit limit, Stop stop)
      : file_(file), kind_(kind), limit_(std::max(limit.bytes, limit.times * file.bytes().size())), spool_(stop) {}

  Result<void> add(const std::vector<char>& piece, std::size_t size) {
    TIDEWAITER_CHECK(spool_.add({piece.data(), size}));
    if (spool_.size() <= limit_) return {};
    return fail(
        ErrorCode::bad_format,
        fmt::format("{} bytes of {} unpack to more than {} bytes, the limit against archives made to fill a disk",
                    file_.bytes().size(), kind_, limit_),
        file_.name(), "if it is a table all the same, unpack it yourself and name the result");
  }
  // The archive was read up to there: its pages go, or memory would come to hold the whole of it.
  void passed(std::size_t at) {
    if (at - released_ < kGivenBytes) return;
    file_.release(released_, at);
    released_ = at / kGivenBytes * kGivenBytes;
  }
  std::unexpected<Error> cut(std::size_t at) const {
    return fail(ErrorCode::bad_format, fmt::format("the {} archive is cut short: it ends at byte {}", kind_, at),
                file_.name(), "fetch the file again; nothing of it was screened");
  }
  std::unexpected<Error> damaged(std::size_t at, std::string_view why) const {
    return fail(ErrorCode::bad_format, fmt::format("the {} archive is damaged about byte {}: {}", kind_, at, why),
                file_.name(), "fetch the file again; nothing of it was screened");
  }
  std::unexpected<Error> wide(std::size_t at) const {  // 128 MiB, zstd's own limit (ZSTD_d_windowLogMax)
    return fail(ErrorCode::bad_format, fmt::format("the frame at byte {} needs a window of more than 128 MiB", at),
                file_.name(), "unpack it yourself (zstd -d --long=31 FILE), or pack it without --long and --ultra");
  }
  std::unexpected<Error> more(std::size_t at) const {
    return fail(ErrorCode::bad_format,
                fmt::format("something that is not {} follows the archive at byte {}", kind_, at), file_.name(),
                "fetch the file again; nothing of it was screened");
  }
  Result<InputFile> finish() {
    auto unpacked = std::move(spool_).finish(file_.name());
    if (unpacked) unpacked->state(file_.stated());
    return unpacked;
  }

 private:
  const InputFile& file_;
  std::string_view kind_;
  std::uint64_t limit_;
  std::size_t released_ = 0;
  Spool spool_;
};

Result<InputFile> unpack_gzip(const InputFile& file, UnpackLimit limit, Stop stop) {
  const std::string_view bytes = file.bytes();
  Unpacking out(file, "gzip", limit, stop);
  z_stream stream{};
  constexpr int kOnlyGzip = 15 + 16;  // the greatest window, and a gzip header (zlib.h, inflateInit2)
  if (inflateInit2(&stream, kOnlyGzip) != Z_OK)
    return fail(ErrorCode::out_of_memory, "zlib has no memory", file.name());
  const std::unique_ptr<z_stream, decltype(&inflateEnd)> owner(&stream, &inflateEnd);
  std::vector<char> piece(kPieceBytes);
  std::size_t at = 0;  // what zlib was given
  const auto taken = [&] { return at - stream.avail_in; };
  for (;;) {
    if (stream.avail_in == 0) {
      const std::size_t size = std::min(bytes.size() - at, kGivenBytes);
      stream.next_in =
          reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data() + at));  // zlib's old interface; not written
      stream.avail_in = static_cast<uInt>(size);
      at += size;
    }
    stream.next_out = reinterpret_cast<Bytef*>(piece.data());
    stream.avail_out = static_cast<uInt>(piece.size());
    const int status = inflate(&stream, Z_NO_FLUSH);
    TIDEWAITER_CHECK(out.add(piece, piece.size() - stream.avail_out));
    out.passed(taken());
    if (status == Z_STREAM_END) {
      std::size_t next = taken();
      // Zero bytes behind the last member pad a tape block; gunzip passes over them, too.
      const std::size_t padding = bytes.find_first_not_of('\0', next);
      if (padding == std::string_view::npos) return out.finish();
      if (!bytes.substr(next).starts_with(kGzip)) return out.more(padding);
      if (inflateReset(&stream) != Z_OK) return out.damaged(next, "zlib cannot go on");
      at = next;
      stream.avail_in = 0;
      continue;
    }
    if (status == Z_MEM_ERROR) return fail(ErrorCode::out_of_memory, "zlib has no memory", file.name());
    if (status != Z_OK && status != Z_BUF_ERROR) {
      return out.damaged(taken(), stream.msg != nullptr ? stream.msg : "not a deflate stream");
    }
    if (stream.avail_in == 0 && at == bytes.size() && stream.avail_out != 0) return out.cut(bytes.size());
  }
}

Result<InputFile> unpack_zstd(const InputFile& file, UnpackLimit limit, Stop stop) {
  const std::string_view bytes = file.bytes();
  Unpacking out(file, "zstd", limit, stop);
  const std::unique_ptr<ZSTD_DStream, decltype(&ZSTD_freeDStream)> stream(ZSTD_createDStream(), &ZSTD_freeDStream);
  if (!stream) return fail(ErrorCode::out_of_memory, "zstd has no memory", file.name());
  std::vector<char> piece(kPieceBytes);
  ZSTD_inBuffer in{bytes.data(), bytes.size(), 0};
  for (;;) {
    const std::string_view rest = bytes.substr(in.pos);
    if (!rest.starts_with(kZstd) && !is_skippable(rest)) {
      return rest.size() < 4 && kZstd.starts_with(rest) ? out.cut(bytes.size()) : out.more(in.pos);
    }
    for (std::size_t wanted = 1; wanted != 0;) {
      ZSTD_outBuffer to{piece.data(), piece.size(), 0};
      const std::size_t before = in.pos;
      wanted = ZSTD_decompressStream(stream.get(), &to, &in);
      if (ZSTD_getErrorCode(wanted) == ZSTD_error_frameParameter_windowTooLarge) return out.wide(in.pos);
      if (ZSTD_isError(wanted) != 0) return out.damaged(in.pos, ZSTD_getErrorName(wanted));
      TIDEWAITER_CHECK(out.add(piece, to.pos));
      out.passed(in.pos);
      if (wanted != 0 && in.pos == before && to.pos == 0) return out.cut(bytes.size());
    }
    if (in.pos == bytes.size()) return out.finish();
  }
}

}  // namespace

Result<InputFile> unpack(InputFile file, UnpackLimit limit, Stop stop) {
  const std::string_view bytes = file.bytes();
  if (bytes.starts_with(kGzip)) return unpack_gzip(file, limit, stop);
  if (bytes.starts_with(kZstd) || (is_skippable(bytes) && bytes.find(kZstd) != std::string_view::npos)) {
    return unpack_zstd(file, limit, stop);
  }
  return file;
}

}  // namespace tidewaiter::tables
