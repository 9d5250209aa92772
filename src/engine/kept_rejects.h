// The rejected rows of a run whose shipment is known, kept beside the accepted ones: a shipment is held for them, and
// computed again only with them.
#pragma once

#include <cstdio>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "model/decision.h"

namespace tidewaiter {

// One JSON object a line. The file comes into being with the first reject that names a shipment.
class KeptRejects {
 public:
  explicit KeptRejects(std::filesystem::path path) : path_(std::move(path)) {}
  KeptRejects(const KeptRejects&) = delete;
  KeptRejects& operator=(const KeptRejects&) = delete;
  ~KeptRejects();  // without finish(), nothing is left

  // Errors: file_unwritable.
  Result<void> add(const Reject& reject);
  Result<void> finish();

 private:
  std::unexpected<Error> unwritable(int error) const;
  struct Close {
    void operator()(std::FILE* file) const { std::fclose(file); }
  };
  std::filesystem::path path_;
  std::filesystem::path writing_;
  std::unique_ptr<std::FILE, Close> file_;
  std::string line_;
};

// One line of such a file.
void append_reject(std::string& out, const Reject& reject);

// Those of one shipment, in the order of the run's input; none where the file is not there. Errors: those of reading
// it, corrupt_file.
Result<std::vector<Reject>> read_kept_rejects(const std::filesystem::path& path, std::string_view shipment_id);

}  // namespace tidewaiter
