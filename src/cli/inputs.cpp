#include "cli/inputs.h"

#include <fmt/format.h>
#include <glob.h>
#include <sys/stat.h>

#include <cerrno>
#include <filesystem>
#include <map>
#include <utility>

namespace tidewaiter::cli {

Result<std::vector<std::string>> expand_patterns(const std::vector<std::string>& names) {
  std::vector<std::string> files;
  for (const std::string& name : names) {
    std::error_code ignored;  // what cannot be looked at is told by whoever opens it
    if (name.find_first_of("*?[") == std::string::npos || std::filesystem::exists(name, ignored)) {
      files.push_back(name);
      continue;
    }
    glob_t found{};
    const auto refused = [](const char*, int error) { return error == EACCES ? 1 : 0; };  // 1: ends it
    const int status = ::glob(name.c_str(), 0, refused, &found);
    for (std::size_t i = 0; status == 0 && i < found.gl_pathc; ++i) files.emplace_back(found.gl_pathv[i]);
    ::globfree(&found);
    if (status == GLOB_NOMATCH) {
      return fail(ErrorCode::file_not_found, "no file matches this pattern", name, "check the folder and the pattern");
    }
    if (status != 0) {
      return fail(ErrorCode::file_unreadable, "the folder of this pattern cannot be read", name,
                  "check its permissions");
    }
  }
  return files;
}

Result<void> refuse_twice(const std::vector<std::string>& files) {
  std::map<std::pair<dev_t, ino_t>, std::string> seen;
  bool stream = false;
  for (const std::string& file : files) {
    struct stat status{};
    const bool again = file == "-" ? std::exchange(stream, true)
                                   : ::stat(file.c_str(), &status) == 0 &&
                                         !seen.emplace(std::pair(status.st_dev, status.st_ino), file).second;
    if (!again) continue;
    const std::string& first = file == "-" ? file : seen.at({status.st_dev, status.st_ino});
    return fail(ErrorCode::usage, "the same file is given twice; each of its lines would count twice", file,
                first == file ? "name it once" : fmt::format("name it once; the other name is {}", first));
  }
  return {};
}

}  // namespace tidewaiter::cli
