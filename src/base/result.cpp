#include "base/result.h"

#include <fmt/format.h>

namespace tidewaiter {

std::string_view to_string(ErrorCode code) {
  switch (code) {
    case ErrorCode::usage:
      return "usage";
    case ErrorCode::file_not_found:
      return "file_not_found";
    case ErrorCode::not_a_file:
      return "not_a_file";
    case ErrorCode::file_unreadable:
      return "file_unreadable";
    case ErrorCode::file_unwritable:
      return "file_unwritable";
    case ErrorCode::empty_file:
      return "empty_file";
    case ErrorCode::bad_encoding:
      return "bad_encoding";
    case ErrorCode::bad_format:
      return "bad_format";
    case ErrorCode::missing_column:
      return "missing_column";
    case ErrorCode::bad_value:
      return "bad_value";
    case ErrorCode::corrupt_file:
      return "corrupt_file";
    case ErrorCode::wrong_version:
      return "wrong_version";
    case ErrorCode::bad_rule:
      return "bad_rule";
    case ErrorCode::bad_catalog:
      return "bad_catalog";
    case ErrorCode::not_found:
      return "not_found";
    case ErrorCode::store_failed:
      return "store_failed";
    case ErrorCode::library_failed:
      return "library_failed";
    case ErrorCode::out_of_memory:
      return "out_of_memory";
    case ErrorCode::interrupted:
      return "interrupted";
    case ErrorCode::internal:
      return "internal";
  }
  return "internal";
}

std::string to_string(const Error& error) {
  std::string text;
  if (!error.where.empty()) text += error.where + ": ";
  text += fmt::format("error[{}]: {}", to_string(error.code), error.message);
  if (error.hint.find('\n') == std::string::npos) {
    if (!error.hint.empty()) text += "\n  hint: " + error.hint;
    return text;
  }
  // A line of a file with a caret under it: both must begin in the same column.
  text += "\n  ";
  for (const char c : error.hint) {
    text += c;
    if (c == '\n') text += "  ";
  }
  return text;
}

}  // namespace tidewaiter
