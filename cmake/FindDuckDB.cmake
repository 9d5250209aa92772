# DuckDB's C library and header, as scripts/setup.sh unpacks them (DUCKDB_ROOT wins).
set(_unpacked ${PROJECT_SOURCE_DIR}/third_party/duckdb/unpacked)
foreach(_found DuckDB_INCLUDE_DIR DuckDB_LIBRARY)  # what an older checkout found may be gone
  if(${_found} AND NOT EXISTS ${${_found}})
    unset(${_found} CACHE)
  endif()
endforeach()
find_path(DuckDB_INCLUDE_DIR duckdb.h HINTS ${DUCKDB_ROOT} ENV DUCKDB_ROOT PATH_SUFFIXES include
  PATHS ${_unpacked})
find_library(DuckDB_LIBRARY duckdb HINTS ${DUCKDB_ROOT} ENV DUCKDB_ROOT PATH_SUFFIXES lib
  PATHS ${_unpacked})
include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(DuckDB REQUIRED_VARS DuckDB_LIBRARY DuckDB_INCLUDE_DIR
  REASON_FAILURE_MESSAGE "run: scripts/setup.sh")
if(DuckDB_FOUND AND NOT TARGET DuckDB::duckdb)
  get_filename_component(DuckDB_LIBRARY_DIR ${DuckDB_LIBRARY} DIRECTORY)
  set(_inc ${CMAKE_BINARY_DIR}/duckdb-include)  # duckdb.h alone: its folder also holds DuckDB's C++ headers
  configure_file(${DuckDB_INCLUDE_DIR}/duckdb.h ${_inc}/duckdb.h COPYONLY)
  add_library(DuckDB::duckdb SHARED IMPORTED GLOBAL)
  set_target_properties(DuckDB::duckdb PROPERTIES IMPORTED_LOCATION ${DuckDB_LIBRARY}
    IMPORTED_SONAME libduckdb.so INTERFACE_INCLUDE_DIRECTORIES ${_inc})
endif()
