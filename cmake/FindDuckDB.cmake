# DuckDB's C library and header, from the pinned npm packages in third_party/duckdb (DUCKDB_ROOT wins).
set(_npm ${PROJECT_SOURCE_DIR}/third_party/duckdb/node_modules)
find_path(DuckDB_INCLUDE_DIR duckdb.h HINTS ${DUCKDB_ROOT} ENV DUCKDB_ROOT PATH_SUFFIXES include
  PATHS ${_npm}/duckdb/src/duckdb/src/include)
find_library(DuckDB_LIBRARY duckdb HINTS ${DUCKDB_ROOT} ENV DUCKDB_ROOT PATH_SUFFIXES lib
  PATHS ${_npm}/@duckdb/node-bindings-linux-x64)
include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(DuckDB REQUIRED_VARS DuckDB_LIBRARY DuckDB_INCLUDE_DIR
  REASON_FAILURE_MESSAGE "run: npm ci --ignore-scripts --prefix third_party/duckdb")
if(DuckDB_FOUND AND NOT TARGET DuckDB::duckdb)
  get_filename_component(DuckDB_LIBRARY_DIR ${DuckDB_LIBRARY} DIRECTORY)
  set(_inc ${CMAKE_BINARY_DIR}/duckdb-include)  # duckdb.h alone: its folder also holds DuckDB's C++ headers
  configure_file(${DuckDB_INCLUDE_DIR}/duckdb.h ${_inc}/duckdb.h COPYONLY)
  add_library(DuckDB::duckdb SHARED IMPORTED GLOBAL)
  set_target_properties(DuckDB::duckdb PROPERTIES IMPORTED_LOCATION ${DuckDB_LIBRARY}
    IMPORTED_SONAME libduckdb.so INTERFACE_INCLUDE_DIRECTORIES ${_inc})
endif()
