# Run at every build (cmake -P): writes the commit into a source file, and leaves the file alone where it says so already.
execute_process(COMMAND git -C ${ROOT} describe --always --abbrev=12 --exclude=* --dirty=-changed
  OUTPUT_VARIABLE commit OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET RESULT_VARIABLE status)
if(NOT status EQUAL 0)
  set(commit unknown)  # a release tarball, or no git
endif()
set(text "#include \"cli/version.h\"\n\nnamespace tidewaiter::cli {\nconst char* built_commit() { return \"${commit}\"; }\n}  // namespace tidewaiter::cli\n")
set(written "")
if(EXISTS ${OUT})
  file(READ ${OUT} written)
endif()
if(NOT written STREQUAL text)
  file(WRITE ${OUT} "${text}")
endif()
