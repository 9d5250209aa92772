# One static library a room of the house, one test program a room.
add_library(tidewaiter_flags INTERFACE)
target_compile_options(tidewaiter_flags INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wold-style-cast
  -Wcast-qual -Wnon-virtual-dtor -Woverloaded-virtual -Werror
  # clang blames std::stable_sort of g++ 12's library on whoever calls it.
  $<$<CXX_COMPILER_ID:Clang>:-Wno-deprecated-declarations>)

# tidewaiter_room(<room> [USES rooms...] [PUBLIC targets...] [PRIVATE targets...])
# Every .cpp of the folder belongs to the room. USES follows the table in docs/architecture.md.
function(tidewaiter_room room)
  cmake_parse_arguments(arg "" "" "USES;PUBLIC;PRIVATE" ${ARGN})
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*.cpp)
  add_library(tidewaiter_${room} STATIC ${sources})
  add_library(tidewaiter::${room} ALIAS tidewaiter_${room})
  target_include_directories(tidewaiter_${room} PUBLIC ${PROJECT_SOURCE_DIR}/src)
  set(uses ${arg_USES})
  list(TRANSFORM uses PREPEND tidewaiter::)
  target_link_libraries(tidewaiter_${room} PUBLIC ${uses} ${arg_PUBLIC} PRIVATE tidewaiter_flags ${arg_PRIVATE})
endfunction()

# The headers that tests, fuzzers and benchmarks share, and where the repository and the real data are.
add_library(tidewaiter_folders STATIC ${PROJECT_SOURCE_DIR}/tests/unit/folders.cpp)
target_include_directories(tidewaiter_folders PUBLIC ${PROJECT_SOURCE_DIR}/tests/unit)
target_compile_definitions(tidewaiter_folders PRIVATE
  TIDEWAITER_SOURCE_DIR="${PROJECT_SOURCE_DIR}" TIDEWAITER_DEFAULT_TEST_DATA="${PROJECT_SOURCE_DIR}/../shared/data")
target_link_libraries(tidewaiter_folders PRIVATE tidewaiter_flags)

# tidewaiter_tests(<room> [USES targets...]): tests/unit/<room>/*_test.cpp as one program, run by ctest.
function(tidewaiter_tests room)
  cmake_parse_arguments(arg "" "" "USES" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/tests/unit/${room}/*_test.cpp)
  if(NOT sources OR TIDEWAITER_FUZZ)
    return()
  endif()
  add_executable(test_${room} ${sources})
  target_link_libraries(test_${room} PRIVATE tidewaiter::${room} ${arg_USES} tidewaiter_folders tidewaiter_flags
    GTest::gmock GTest::gtest_main)
  add_test(NAME ${room} COMMAND test_${room} --gtest_brief=1)
endfunction()

# tidewaiter_fuzzer(<name> USES rooms...): fuzz/<name>.cpp. Under the fuzz preset a libFuzzer program; elsewhere a
# program that replays fuzz/corpus/<name>/ as a test.
function(tidewaiter_fuzzer name)
  cmake_parse_arguments(arg "" "" "USES" ${ARGN})
  list(TRANSFORM arg_USES PREPEND tidewaiter::)
  add_executable(fuzz_${name} ${PROJECT_SOURCE_DIR}/fuzz/${name}.cpp)
  target_link_libraries(fuzz_${name} PRIVATE ${arg_USES} tidewaiter_folders tidewaiter_flags)
  if(NOT TARGET fuzzers)
    add_custom_target(fuzzers)
  endif()
  add_dependencies(fuzzers fuzz_${name})
  if(TIDEWAITER_FUZZ)
    target_link_options(fuzz_${name} PRIVATE -fsanitize=fuzzer)
  else()
    target_sources(fuzz_${name} PRIVATE ${PROJECT_SOURCE_DIR}/fuzz/replay.cpp)
    add_test(NAME replay_${name} COMMAND fuzz_${name} ${PROJECT_SOURCE_DIR}/fuzz/corpus/${name})
  endif()
endfunction()
