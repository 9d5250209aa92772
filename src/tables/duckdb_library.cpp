#include "tables/duckdb_library.h"

#include <dlfcn.h>

#include <type_traits>

namespace tidewaiter::tables::duck {
namespace {

Library load() {
  Library library;
  void* const opened = ::dlopen(TIDEWAITER_DUCKDB_LIBRARY, RTLD_LAZY | RTLD_LOCAL);
  const auto bind = [&](auto& pointer, const char* name) {
    void* const found = opened == nullptr ? nullptr : ::dlsym(opened, name);
    if (found == nullptr && library.problem.empty()) {
      const char* problem = ::dlerror();
      library.problem = problem == nullptr ? "DuckDB's library cannot be loaded" : problem;
    }
    pointer = reinterpret_cast<std::remove_reference_t<decltype(pointer)>>(found);
  };
#define FUNCTION(name) bind(library.name, #name);
#include "tables/duckdb_functions.inc"
#undef FUNCTION
  return library;
}

}  // namespace

const Library& library() {
  static const Library loaded = load();
  return loaded;
}

}  // namespace tidewaiter::tables::duck
