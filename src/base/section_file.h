// One file of named, checksummed, 64-byte aligned sections, memory-mapped and read-only: the form of compiled lists.
// Layout: magic, version, section count, digest of the table; the table (name, offset, size, digest); the sections.
#pragma once

#include <cstring>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "base/digest.h"
#include "base/file.h"
#include "base/result.h"

namespace tidewaiter {

class SectionWriter {
 public:
  // REQUIRES: name is new and at most 31 bytes.
  void add(std::string_view name, std::string bytes);

  template <class T>
    requires std::is_trivially_copyable_v<T>
  void add_array(std::string_view name, std::span<const T> values) {
    std::string bytes(values.size_bytes(), '\0');
    if (!values.empty()) std::memcpy(bytes.data(), values.data(), values.size_bytes());
    add(name, std::move(bytes));
  }

  std::string finish() const;  // the whole file's bytes: the same sections give the same bytes

 private:
  struct Section {
    std::string name;
    std::string bytes;
  };
  std::vector<Section> sections_;
};

class SectionFile {
 public:
  // Verifies the header, the table and every section's checksum. Errors: those of MappedFile, bad_format where
  // it does not begin as one, corrupt_file, wrong_version.
  static Result<SectionFile> open(const std::filesystem::path& path);

  // The section's bytes, aligned to 64; corrupt_file if there is none of that name.
  Result<std::string_view> section(std::string_view name) const;

  template <class T>
    requires std::is_trivially_copyable_v<T>
  Result<std::span<const T>> array(std::string_view name) const {
    TIDEWAITER_TRY(const std::string_view bytes, section(name));
    if (bytes.size() % sizeof(T) != 0)
      return fail(ErrorCode::corrupt_file, "a section of the list has an odd size", path_,
                  "compile it again with: tidewaiter lists import");
    return std::span<const T>(reinterpret_cast<const T*>(bytes.data()), bytes.size() / sizeof(T));
  }

  const std::string& path() const { return path_; }
  const Digest& digest() const { return digest_; }  // of the table, so of the whole content

 private:
  struct Section {
    std::string_view name;
    std::string_view bytes;
  };
  MappedFile file_;
  std::string path_;
  Digest digest_;
  std::vector<Section> sections_;
};

}  // namespace tidewaiter
