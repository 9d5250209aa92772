// The hand-written world of tests/data/world, and copies of it with one thing changed.
#pragma once

#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>
#include <string_view>

#include "folders.h"
#include "judge/column_table.h"
#include "judge/world_files.h"

namespace tidewaiter::judge {

inline std::filesystem::path small_world_folder() { return source_path("tests/data/world"); }

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
  ColumnTable table(const std::string& file) const { return ColumnTable::read(folder_ / file).value(); }
  void write(const std::string& file, std::string_view text) const { std::ofstream(folder_ / file) << text; }
  // Replaces the first `before` in the file. REQUIRES: it is there.
  void replace(const std::string& file, std::string_view before, std::string_view after) const {
    std::ifstream in(folder_ / file);
    std::string text((std::istreambuf_iterator<char>(in)), {});
    const std::size_t at = text.find(before);
    if (at == std::string::npos) throw std::runtime_error("not in " + file);
    write(file, text.replace(at, before.size(), after));
  }
  void append(const std::string& file, std::string_view text) const {
    std::ofstream(folder_ / file, std::ios::app) << text;
  }
  // Twelve more schemes of one shipment each, N00 to N11, and as many ordinary shipments: enough to draw intervals of.
  void crowd() const {
    for (int i = 0; i < 12; ++i) {
      const std::string number = std::to_string(i / 10) + std::to_string(i % 10),
                        day = "2023-04-" + std::to_string(10 + i);
      const std::string row = "," + day + ",Harbour Servers,TW,P2,Palm Grove Trading,AE,P4,,AE,H100 SXM5,";
      append("shipments.csv", "N" + number + ",1" + row + std::to_string(1 + i) + ",25000,USD\n");
      append("shipments.csv", "O" + number + ",1" + row + std::to_string(7 + i) + ",25000,USD\n");
      append("truth/schemes.csv", "Y" + number + ",pass_through," + day + "," + day + ",1,1\n");
      append("truth/shipments.csv", "N" + number + ",Y" + number + ",pass_through,1\n");
    }
  }

 private:
  std::filesystem::path folder_;
};

}  // namespace tidewaiter::judge
