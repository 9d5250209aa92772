// A folder that goes away with the test.
#pragma once

#include <sqlite3.h>
#include <stdlib.h>

#include <filesystem>
#include <string>

namespace tidewaiter {

class TemporaryFolder {
 public:
  TemporaryFolder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "tidewaiter-XXXXXX").string();
    path_ = ::mkdtemp(pattern.data());
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  ~TemporaryFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }

  const std::filesystem::path& path() const { return path_; }
  std::filesystem::path operator/(const char* name) const { return path_ / name; }

  // Runs SQL on a file of the folder as another program would; the error, or "".
  std::string sqlite(const char* name, const char* sql) const {
    sqlite3* database = nullptr;
    std::string error;
    if (sqlite3_open((path_ / name).c_str(), &database) != SQLITE_OK ||
        sqlite3_exec(database, sql, nullptr, nullptr, nullptr) != SQLITE_OK) {
      error = sqlite3_errmsg(database);
    }
    sqlite3_close(database);
    return error;
  }

 private:
  std::filesystem::path path_;
};

}  // namespace tidewaiter
