// Where the real data is, and reading it. Tests that need it skip without it.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

namespace tidewaiter::match {

inline std::filesystem::path test_data(const char* relative) {
  const char* folder = std::getenv("TIDEWAITER_TEST_DATA");
  return std::filesystem::path(folder != nullptr ? folder : TIDEWAITER_DEFAULT_TEST_DATA) / relative;
}

// The fields of one CSV record without line breaks inside quotes.
inline std::vector<std::string> csv_fields(const std::string& line) {
  std::vector<std::string> fields(1);
  bool quoted = false;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const char c = line[i];
    if (c == '"' && quoted && i + 1 < line.size() && line[i + 1] == '"') {
      fields.back() += line[++i];
    } else if (c == '"') {
      quoted = !quoted;
    } else if (c == ',' && !quoted) {
      fields.emplace_back();
    } else if (c != '\r') {
      fields.back() += c;
    }
  }
  return fields;
}

}  // namespace tidewaiter::match
