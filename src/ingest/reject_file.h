// The file of rejects: CSV, one line for each row that could not be read. It comes into being with the first reject.
#pragma once

#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <span>
#include <string>

#include "base/result.h"
#include "model/decision.h"

namespace tidewaiter::ingest {

// Whether a table with these columns is such a file.
bool are_reject_columns(std::span<const std::string> names);

class RejectFile {
 public:
  explicit RejectFile(std::filesystem::path path) : path_(std::move(path)) {}
  RejectFile(const RejectFile&) = delete;
  RejectFile& operator=(const RejectFile&) = delete;
  ~RejectFile();  // without finish(), nothing is left

  // Errors: file_unwritable.
  Result<void> add(const Reject& reject);

  // Puts the finished file in its place in one step. Without any reject none is made; one that an earlier run left
  // under the same name is emptied to its header, so that nobody takes it for this run's. Errors: file_unwritable.
  Result<void> finish();

  std::uint64_t count() const { return count_; }

 private:
  Result<void> begin();
  Result<void> write(std::string_view bytes);
  struct Close {
    void operator()(std::FILE* file) const { std::fclose(file); }
  };
  std::filesystem::path path_;
  std::filesystem::path writing_;  // beside path_; or path_ itself where that is a device or a pipe
  std::unique_ptr<std::FILE, Close> file_;
  std::string line_;
  std::uint64_t count_ = 0;
};

}  // namespace tidewaiter::ingest
