#include "report/archive.h"

#include <fmt/format.h>
#include <openssl/sha.h>
#include <zip.h>

#include <array>
#include <memory>

namespace tidewaiter::report {
namespace {

std::unexpected<Error> failed(zip_error_t& error) {
  std::string text = zip_error_strerror(&error);
  zip_error_fini(&error);
  return fail(ErrorCode::library_failed, "the archive cannot be written: " + text);
}

struct Discard {
  void operator()(zip_t* zip) const { zip_discard(zip); }
};
struct Free {
  void operator()(zip_source_t* source) const { zip_source_free(source); }
};

}  // namespace

std::string sha256_of(std::string_view bytes) {
  std::array<unsigned char, SHA256_DIGEST_LENGTH> digest{};
  SHA256(reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), digest.data());
  std::string text;
  for (const unsigned char byte : digest) text += fmt::format("{:02x}", byte);
  return text;
}

Result<std::string> archive(std::vector<SourceText> files, std::int64_t time) {
  std::string sums;
  for (const SourceText& file : files) sums += fmt::format("{}  {}\n", sha256_of(file.text), file.name);
  files.push_back({"SHA256SUMS", std::move(sums)});

  zip_error_t error;
  zip_error_init(&error);
  // in memory; what is read back below outlives the writer by this reference
  const std::unique_ptr<zip_source_t, Free> target(zip_source_buffer_create(nullptr, 0, 0, &error));
  if (!target) return failed(error);
  std::unique_ptr<zip_t, Discard> zip(zip_open_from_source(target.get(), ZIP_CREATE | ZIP_TRUNCATE, &error));
  if (!zip) return failed(error);
  zip_source_keep(target.get());
  const auto refused = [&] {
    return fail(ErrorCode::library_failed, fmt::format("the archive cannot be written: {}", zip_strerror(zip.get())));
  };
  for (const SourceText& file : files) {
    zip_source_t* source = zip_source_buffer(zip.get(), file.text.data(), file.text.size(), 0);
    const zip_int64_t index =
        source == nullptr ? -1 : zip_file_add(zip.get(), file.name.c_str(), source, ZIP_FL_ENC_UTF_8);
    if (index < 0) {
      if (source != nullptr) zip_source_free(source);
      return refused();
    }
    const auto at = static_cast<zip_uint64_t>(index);
    if (zip_file_set_mtime(zip.get(), at, static_cast<time_t>(time), 0) != 0 ||
        zip_set_file_compression(zip.get(), at, ZIP_CM_DEFLATE, 9) != 0) {
      return refused();
    }
  }
  if (zip_close(zip.get()) != 0) return refused();
  static_cast<void>(zip.release());  // closed
  if (zip_source_open(target.get()) != 0) {
    return fail(ErrorCode::library_failed, "the archive cannot be read back");
  }
  std::string bytes;
  std::array<char, 65536> part;
  zip_int64_t size = 0;
  while ((size = zip_source_read(target.get(), part.data(), part.size())) > 0) {
    bytes.append(part.data(), static_cast<std::size_t>(size));
  }
  zip_source_close(target.get());
  if (size < 0) return fail(ErrorCode::library_failed, "the archive cannot be read back");
  return bytes;
}

}  // namespace tidewaiter::report
