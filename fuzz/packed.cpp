// What a table may be packed and written in: gzip, zstd, any encoding. Whatever the bytes, one text in UTF-8 or an
// error; and what is packed here comes out as it went in.
#include <zlib.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/utf8.h"
#include "require.h"
#include "store/packed_decision.h"
#include "tables/encoding.h"
#include "tables/unpack.h"
#include "text/transcoder.h"

namespace {

using namespace tidewaiter;
using namespace tidewaiter::tables;

constexpr UnpackLimit kLimit{.bytes = std::uint64_t{1} << 20, .times = 2};

std::string gzip(std::string_view text) {
  z_stream stream{};
  require(deflateInit2(&stream, 1, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) == Z_OK);  // 16: a gzip header
  std::string out(deflateBound(&stream, text.size()) + 64, '\0');
  std::string copy(text);
  stream.next_in = reinterpret_cast<Bytef*>(copy.data());
  stream.avail_in = static_cast<uInt>(copy.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  require(deflate(&stream, Z_FINISH) == Z_STREAM_END);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

std::string zstd(std::string_view text) {
  const std::vector<std::uint8_t> packed = pack_text(text);
  return {packed.begin(), packed.end()};
}

void comes_back(std::string packed, std::string_view text) {
  const auto file = unpack(InputFile::from_bytes("fuzz", std::move(packed)), kLimit);
  require(file.has_value() && file->bytes() == text);
}

void read(std::string bytes, StatedEncoding stated = {}) {
  InputFile packed = InputFile::from_bytes("fuzz", std::move(bytes));
  packed.state(stated);
  auto file = unpack(std::move(packed), kLimit);
  if (!file) {
    require(!file.error().message.empty() && file.error().where == "fuzz");
    return;
  }
  require(file->stated().name == stated.name);
  const auto text = open_text(*std::move(file));
  if (!text) {
    require(!text.error().message.empty() && !text.error().where.empty());
    return;
  }
  require(text->facts.valid_utf8 == is_valid_utf8(text->input.bytes()));
  require(!text->encoding.empty());
}

}  // namespace

// First byte: 'g' or 'z': the rest is packed, twice, with and without a change of one byte; 's': the rest is read in
// the encoding that the second byte chooses, too, in both ways of stating it; else it is taken as it is.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
  if (data[0] == 's' && !text.empty()) {
    const auto names = text::common_encodings();
    const std::string name(names[static_cast<unsigned char>(text[0]) % names.size()]);
    for (const bool unless_utf8 : {false, true}) {
      read(std::string(text.substr(1)), {.name = name, .unless_utf8 = unless_utf8});
    }
  }
  if (data[0] != 'g' && data[0] != 'z') {
    read(std::string(text));
    return 0;
  }
  std::string packed = data[0] == 'g' ? gzip(text) : zstd(text);
  comes_back(packed + packed, std::string(text).append(text));
  read(packed);
  if (text.size() > 2) {  // a place and a change that the text itself names
    const std::size_t at =
        (static_cast<unsigned char>(text[0]) * 256U + static_cast<unsigned char>(text[1])) % packed.size();
    packed[at] = static_cast<char>(packed[at] ^ text[2]);
    read(packed);
    packed.resize(at);
    read(packed);
  }
  return 0;
}
