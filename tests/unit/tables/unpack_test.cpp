// gzip and zstd around a table: whole, in several members, cut short, damaged, with something behind, too large.
#include "tables/unpack.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>
#include <zlib.h>
#include <zstd.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <random>
#include <string>

#include "tables/csv_table.h"

namespace tidewaiter::tables {
namespace {

using testing::HasSubstr;
using namespace std::string_literals;

std::string gzip(std::string text, int level) {
  z_stream stream{};
  EXPECT_EQ(deflateInit2(&stream, level, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY), Z_OK);
  std::string out(deflateBound(&stream, text.size()), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(text.data());
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  EXPECT_EQ(deflate(&stream, Z_FINISH), Z_STREAM_END);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

std::string gzip(std::string text) { return gzip(std::move(text), 6); }

std::string zstd(const std::string& text) {
  std::string out(ZSTD_compressBound(text.size()), '\0');
  out.resize(ZSTD_compress(out.data(), out.size(), text.data(), text.size(), 3));
  return out;
}

Result<std::string> unpacked(std::string bytes, UnpackLimit limit = {}) {
  auto file = unpack(InputFile::from_bytes("t.packed", std::move(bytes)), limit);
  if (!file) return std::unexpected(file.error());
  return std::string(file->bytes());
}

std::string rows(unsigned count) {
  std::string text = "a,b\n";
  for (unsigned i = 0; i < count; ++i) text += std::to_string(i * 7919U % 10007U) + ",row\n";
  return text;
}

struct Packer {
  std::string name;
  std::string (*pack)(std::string);
};
const Packer kPackers[] = {{"gzip", gzip}, {"zstd", [](std::string text) { return zstd(text); }}};

TEST(Unpack, GivesBackWhatWasPacked) {
  for (const Packer& packer : kPackers) {
    for (const std::string& text : {""s, "a\n"s, rows(800'000)}) {
      const auto out = unpacked(packer.pack(text));
      ASSERT_TRUE(out) << packer.name << to_string(out.error());
      EXPECT_EQ(out->size(), text.size()) << packer.name;
      EXPECT_TRUE(*out == text) << packer.name;
    }
  }
  EXPECT_EQ(*unpacked("a,b\n"), "a,b\n");
}

TEST(Unpack, EndsWhereSomebodyAskedToStop) {
  std::atomic<bool> asked = true;
  for (const Packer& packer : kPackers) {
    const auto ended = unpack(InputFile::from_bytes("t.packed", packer.pack("a,b\n")), {}, &asked);
    ASSERT_FALSE(ended) << packer.name;
    EXPECT_EQ(ended.error().code, ErrorCode::interrupted) << packer.name;
  }
}

TEST(Unpack, JoinsMembers) {
  EXPECT_EQ(*unpacked(gzip("a,b\n1,2") + gzip(",3\n") + gzip("") + gzip("4,5\n") + std::string(512, '\0')),
            "a,b\n1,2,3\n4,5\n");
  const std::string skippable = "\x50\x2A\x4D\x18\x03\0\0\0abc"s;
  EXPECT_EQ(*unpacked(zstd("a,b\n1") + skippable + zstd(",2\n")), "a,b\n1,2\n");
  EXPECT_EQ(*unpacked(skippable + zstd("a\n")), "a\n");
}

// As pigz, bgzip and cat make them: members that end anywhere, whose borders and the reader's fall on no line.
TEST(Unpack, ManyMembersOfAnySizeAreOneText) {
  std::mt19937 random(7);
  std::string text = rows(900'000);  // 9 MB, so that the archive is given over in several pieces where it is stored
  for (const int level : {0, 1}) {
    std::string gzipped;
    std::string frames;
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t size = std::uniform_int_distribution<std::size_t>(0, 300'000)(random);
      const std::string part = text.substr(at, size);
      at += part.size();
      gzipped += gzip(part, level);
      frames += zstd(part);
    }
    EXPECT_TRUE(*unpacked(gzipped) == text) << level;
    EXPECT_TRUE(*unpacked(frames) == text);
    const auto cut = unpacked(gzipped.substr(0, gzipped.size() - 1));
    ASSERT_FALSE(cut);
    EXPECT_THAT(cut.error().message, HasSubstr("cut short"));
  }
}

// The most memory that the process held since it was last asked to count anew; 0 where Linux does not say.
std::size_t most_memory() {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);) {
    if (line.starts_with("VmHWM:")) return std::stoull(line.substr(6)) << 10;
  }
  return 0;
}

TEST(Unpack, DoesNotHoldTheArchive) {
  std::mt19937_64 random(1);
  std::string noise(std::size_t{64} << 20, '\0');  // nothing packs it smaller
  for (std::size_t i = 0; i < noise.size(); i += 8) {
    const std::uint64_t value = random();
    noise.replace(i, 8, reinterpret_cast<const char*>(&value), 8);
  }
  const std::filesystem::path path = std::filesystem::temp_directory_path() / ("unpack-" + std::to_string(::getpid()));
  for (const bool zipped : {true, false}) {
    std::ofstream(path, std::ios::binary) << (zipped ? gzip(noise, 0) : zstd(noise));
    auto packed = InputFile::open(path);
    ASSERT_TRUE(packed);
    ASSERT_GE(packed->bytes().size(), noise.size());
    if (!(std::ofstream("/proc/self/clear_refs") << "5" << std::flush)) GTEST_SKIP() << "this Linux counts no peaks";
    const std::size_t before = most_memory();
    const auto out = unpack(std::move(*packed));
    EXPECT_LT(most_memory() - before, std::size_t{32} << 20) << (zipped ? "gzip" : "zstd");
    ASSERT_TRUE(out) << to_string(out.error());
    EXPECT_TRUE(out->bytes() == noise);
  }
  std::filesystem::remove(path);
}

TEST(Unpack, EveryCutIsAnError) {
  for (const Packer& packer : kPackers) {
    const std::string packed = packer.pack(rows(200));
    for (std::size_t size = 4; size < packed.size(); ++size) {
      const auto out = unpacked(packed.substr(0, size));
      ASSERT_FALSE(out) << packer.name << " " << size;
      EXPECT_EQ(out.error().message,
                "the " + packer.name + " archive is cut short: it ends at byte " + std::to_string(size));
    }
  }
}

TEST(Unpack, DamageIsAnErrorWithItsPlace) {
  for (const Packer& packer : kPackers) {
    std::string packed = packer.pack(rows(2000));
    packed[packed.size() / 2] = static_cast<char>(packed[packed.size() / 2] ^ 0x55);
    const auto out = unpacked(packed);
    ASSERT_FALSE(out) << packer.name;
    EXPECT_EQ(out.error().code, ErrorCode::bad_format);
    EXPECT_THAT(out.error().message, HasSubstr("damaged about byte"));
  }
}

TEST(Unpack, WhatFollowsIsAnError) {
  for (const Packer& packer : kPackers) {
    const std::string packed = packer.pack(rows(20));
    EXPECT_THAT(unpacked(packed + "more").error().message,
                HasSubstr("follows the archive at byte " + std::to_string(packed.size())));
  }
}

TEST(Unpack, StopsAtTheLimit) {
  for (const Packer& packer : kPackers) {
    const std::string packed = packer.pack(std::string(4'000'000, 'x'));
    const auto out = unpacked(packed, {.bytes = 1'000'000, .times = 20});
    ASSERT_FALSE(out);
    EXPECT_THAT(out.error().message, HasSubstr("unpack to more than 1000000 bytes"));
    EXPECT_TRUE(unpacked(packed, {.bytes = 4'000'000, .times = 1}));
  }
}

TEST(Unpack, ATableIsReadThroughIt) {
  for (const Packer& packer : kPackers) {
    const auto table = read_csv_table(InputFile::from_bytes("t", packer.pack("a,b\n1,2\nshort\n")));
    ASSERT_TRUE(table) << to_string(table.error());
    EXPECT_EQ(table->rows.size(), 1U);
    EXPECT_EQ(table->rejects.at(0).line, 3U);
    EXPECT_THAT(read_csv_table(InputFile::from_bytes("t", packer.pack(packer.pack("a\n")))).error().message,
                HasSubstr("twice"));
    EXPECT_EQ(read_csv_table(InputFile::from_bytes("t", packer.pack(""))).error().code, ErrorCode::empty_file);
  }
}

}  // namespace
}  // namespace tidewaiter::tables
