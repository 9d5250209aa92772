#include "folders.h"

#include <cstdlib>

namespace tidewaiter {

std::filesystem::path source_path(std::string_view relative) {
  return std::filesystem::path(TIDEWAITER_SOURCE_DIR) / relative;
}

std::filesystem::path test_data(std::string_view relative) {
  const char* folder = std::getenv("TIDEWAITER_TEST_DATA");
  return std::filesystem::path(folder != nullptr ? folder : TIDEWAITER_DEFAULT_TEST_DATA) / relative;
}

}  // namespace tidewaiter
