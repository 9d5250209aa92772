#include "cli/version.h"

#include <fmt/format.h>

#include "engine/version.h"
#include "lists/version.h"
#include "store/version.h"
#include "tables/version.h"
#include "text/version.h"

namespace tidewaiter::cli {
namespace {

#ifdef __clang__
constexpr const char* kCompiler = "clang++ " __clang_version__;
#else
constexpr const char* kCompiler = "g++ " __VERSION__;
#endif

}  // namespace

std::string version_text() {
  return fmt::format(
      "tidewaiter {}\n"
      "commit     {}\n"
      "built      {}, {}\n"
      "libraries  DuckDB {}, ICU {}, SQLite {}\n"
      "layouts    compiled list {}, store {}",
      kEngineVersion, built_commit(), kCompiler, TIDEWAITER_BUILD, tables::duckdb_version(), text::icu_version(),
      store::sqlite_version(), lists::layout_version(), store::layout_version());
}

}  // namespace tidewaiter::cli
