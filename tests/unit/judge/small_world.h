// The hand-written world of tests/data/world, and copies of it with one thing changed.
#pragma once

#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>
#include <string_view>

#include "judge/world_files.h"

namespace tidewaiter::judge {

inline std::filesystem::path small_world_folder() { return TIDEWAITER_SOURCE_DIR "/tests/data/world"; }

// A copy that a test may spoil; removed at the end.
class WorldCopy {
 public:
  WorldCopy() {
    std::string name = (std::filesystem::temp_directory_path() / "tidewaiter-world-XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder");
    folder_ = name;
    std::filesystem::copy(small_world_folder(), folder_, std::filesystem::copy_options::recursive);
  }
  WorldCopy(const WorldCopy&) = delete;
  ~WorldCopy() {
    std::error_code error;
    std::filesystem::remove_all(folder_, error);
  }
  const std::filesystem::path& folder() const { return folder_; }
  void write(const std::string& file, std::string_view text) const { std::ofstream(folder_ / file) << text; }
  // Replaces the first `before` in the file. REQUIRES: it is there.
  void replace(const std::string& file, std::string_view before, std::string_view after) const {
    std::ifstream in(folder_ / file);
    std::string text((std::istreambuf_iterator<char>(in)), {});
    const std::size_t at = text.find(before);
    if (at == std::string::npos) throw std::runtime_error("not in " + file);
    write(file, text.replace(at, before.size(), after));
  }

 private:
  std::filesystem::path folder_;
};

}  // namespace tidewaiter::judge
