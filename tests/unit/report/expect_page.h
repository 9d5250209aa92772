// Pages as text files that a person reads: tests/unit/report/pages/NAME.txt. TIDEWAITER_BLESS=1 writes them anew, and
// the difference is reviewed like code.
#pragma once

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>

#include "folders.h"

namespace tidewaiter::report {

inline void expect_page(const std::string& name, const std::string& page) {
  const std::filesystem::path path = source_path("tests/unit/report/pages") / (name + ".txt");
  if (std::getenv("TIDEWAITER_BLESS") != nullptr) std::ofstream(path) << page;
  std::ifstream file(path);
  ASSERT_TRUE(file) << "there is no " << path;
  const std::string expected{std::istreambuf_iterator<char>(file), {}};
  EXPECT_TRUE(page == expected) << "the page is not that of " << path << ":\n" << page;
}

}  // namespace tidewaiter::report
