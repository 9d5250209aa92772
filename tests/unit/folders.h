// Where the tests find the repository and the real data. Only folders.cpp is compiled with paths of the machine: every
// other object of the tests is the same in each clone, and a compiler cache can serve it.
#pragma once

#include <filesystem>
#include <string_view>

namespace tidewaiter {

// A file or folder of the repository, from its root.
std::filesystem::path source_path(std::string_view relative);

// A file or folder of the real data (TIDEWAITER_TEST_DATA), which need not be there: tests that want it skip without
// it.
std::filesystem::path test_data(std::string_view relative);

}  // namespace tidewaiter
