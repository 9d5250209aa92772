#include "base/section_file.h"

#include <array>
#include <cstdint>

#include "base/section_file_mark.h"

namespace tidewaiter {
namespace {

constexpr std::uint32_t kVersion = 1;
constexpr std::size_t kAlignment = 64;  // a cache line, and enough for any array of plain structures

struct Header {
  std::uint64_t magic;
  std::uint32_t version;
  std::uint32_t sections;
  Digest table_digest;
};

struct TableRow {
  std::array<char, 32> name;
  std::uint64_t offset;
  std::uint64_t size;
  Digest digest;
};

static_assert(sizeof(Header) == 32 && sizeof(TableRow) == 64);

constexpr std::size_t aligned(std::size_t offset) { return (offset + kAlignment - 1) / kAlignment * kAlignment; }

template <class T>
std::string_view bytes_of(const T& value) {
  return {reinterpret_cast<const char*>(&value), sizeof(T)};
}

}  // namespace

void SectionWriter::add(std::string_view name, std::string bytes) {
  sections_.push_back({std::string(name.substr(0, 31)), std::move(bytes)});
}

std::string SectionWriter::finish() const {
  std::string table;
  std::size_t offset = aligned(sizeof(Header) + sections_.size() * sizeof(TableRow));
  for (const Section& section : sections_) {
    TableRow row{};
    std::memcpy(row.name.data(), section.name.data(), section.name.size());
    row.offset = offset;
    row.size = section.bytes.size();
    row.digest = digest_of(section.bytes);
    table += bytes_of(row);
    offset = aligned(offset + section.bytes.size());
  }
  const Header header{kSectionFileMark, kVersion, static_cast<std::uint32_t>(sections_.size()), digest_of(table)};
  std::string file(bytes_of(header));
  file += table;
  for (const Section& section : sections_) {
    file.resize(aligned(file.size()), '\0');
    file += section.bytes;
  }
  return file;
}

Result<SectionFile> SectionFile::open(const std::filesystem::path& path) {
  static constexpr const char* kHint = "compile it again with: tidewaiter lists import";
  SectionFile opened;
  opened.path_ = path.string();
  TIDEWAITER_TRY(opened.file_, MappedFile::open(path));
  const std::string_view bytes = opened.file_.bytes();
  Header header{};
  if (bytes.size() >= sizeof(Header)) std::memcpy(&header, bytes.data(), sizeof(Header));
  if (header.magic != kSectionFileMark) {
    return fail(ErrorCode::bad_format, "this is not a compiled list", opened.path_,
                "compile it, or what it was compiled from, with: tidewaiter lists import FILE -o LIST");
  }
  if (header.version != kVersion) {
    return fail(ErrorCode::wrong_version, "this list was compiled by another version of the program", opened.path_,
                kHint);
  }
  const std::size_t rows = (bytes.size() - sizeof(Header)) / sizeof(TableRow);
  if (header.sections > rows) return fail(ErrorCode::corrupt_file, "the list is cut short", opened.path_, kHint);
  const std::string_view table = bytes.substr(sizeof(Header), header.sections * sizeof(TableRow));
  if (digest_of(table) != header.table_digest) {
    return fail(ErrorCode::corrupt_file, "the list's table does not match its checksum", opened.path_, kHint);
  }
  opened.digest_ = header.table_digest;
  for (std::uint32_t i = 0; i < header.sections; ++i) {
    const auto* row = reinterpret_cast<const TableRow*>(table.data()) + i;
    if (row->offset % kAlignment != 0 || row->offset > bytes.size() || row->size > bytes.size() - row->offset) {
      return fail(ErrorCode::corrupt_file, "the list is cut short", opened.path_, kHint);
    }
    const Section section{{row->name.data(), ::strnlen(row->name.data(), row->name.size())},
                          bytes.substr(row->offset, row->size)};
    if (digest_of(section.bytes) != row->digest) {
      return fail(ErrorCode::corrupt_file, "a section of the list does not match its checksum", opened.path_, kHint);
    }
    opened.sections_.push_back(section);
  }
  return opened;
}

Result<std::string_view> SectionFile::section(std::string_view name) const {
  for (const Section& section : sections_) {
    if (section.name == name) return section.bytes;
  }
  return fail(ErrorCode::corrupt_file, "the list has no section " + std::string(name), path_,
              "compile it again with: tidewaiter lists import");
}

}  // namespace tidewaiter
