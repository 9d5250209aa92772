// Errors are values. Every fallible function returns Result<T>; the error says what, where and what to do next.
#pragma once

#include <expected>
#include <string>
#include <string_view>
#include <utility>

namespace tidewaiter {

// Stable words, shared by every surface and listed in docs/errors.md. Add, never rename.
enum class ErrorCode {
  usage,            // the command line does not make sense
  file_not_found,   // no such file
  not_a_file,       // a directory or device where a file is needed
  file_unreadable,  // permission or I/O
  file_unwritable,  // permission, read-only folder, full disk
  empty_file,       // zero bytes where a table was expected
  bad_encoding,     // the file is not UTF-8
  bad_format,       // the file is not of the form that it should have
  missing_column,   // a required column is not there
  bad_value,        // one value is wrong
  corrupt_file,     // checksum or structure of a compiled file
  wrong_version,    // compiled by another version
  bad_rule,         // rule text: syntax, type, unknown field
  bad_catalog,      // catalogue text
  not_found,        // the thing asked for does not exist
  store_failed,     // the database refused
  library_failed,   // a library refused for a reason that we cannot name better
  out_of_memory,    // an allocation failed
  interrupted,      // a signal ended the run
  internal,         // a state that should be impossible; please report
};

std::string_view to_string(ErrorCode code);

struct Error {
  ErrorCode code{ErrorCode::internal};
  std::string message;  // what was wrong, one sentence without a full stop
  std::string where;    // file:line:column, or file, or empty
  std::string hint;     // what to do next, or empty
};

// "where: error[code]: message\n  hint: …", as every surface prints it; a hint of several lines stands indented below.
std::string to_string(const Error& error);

template <class T>
using Result = std::expected<T, Error>;

inline std::unexpected<Error> fail(ErrorCode code, std::string message, std::string where = {}, std::string hint = {}) {
  return std::unexpected(Error{code, std::move(message), std::move(where), std::move(hint)});
}

}  // namespace tidewaiter

#define TIDEWAITER_CONCAT_(a, b) a##b
#define TIDEWAITER_CONCAT(a, b) TIDEWAITER_CONCAT_(a, b)

// TIDEWAITER_TRY(auto table, read(path));  — declares `table`, or returns the error.
#define TIDEWAITER_TRY(declaration, expression)                                         \
  auto TIDEWAITER_CONCAT(result_at_, __LINE__) = (expression);                          \
  if (!TIDEWAITER_CONCAT(result_at_, __LINE__)) {                                       \
    return std::unexpected(std::move(TIDEWAITER_CONCAT(result_at_, __LINE__)).error()); \
  }                                                                                     \
  declaration = std::move(*TIDEWAITER_CONCAT(result_at_, __LINE__))  // NOLINT(bugprone-macro-parentheses): declares

// TIDEWAITER_CHECK(write(path));  — for Result<void>.
#define TIDEWAITER_CHECK(expression)                                                               \
  do {                                                                                             \
    if (auto checked = (expression); !checked) return std::unexpected(std::move(checked).error()); \
  } while (false)
