# tidewaiter_embed(<target> <function> FILES...): a library whose function returns the files' names and texts, so that
# the program carries its law and catalogue with it. Run as a script (cmake -P) this file writes the .cpp.
if(CMAKE_SCRIPT_MODE_FILE)
  set(body "#include \"base/source_text.h\"\n#include <vector>\n\nnamespace tidewaiter {\n")
  string(APPEND body "std::vector<SourceText> ${FUNCTION}();\nstd::vector<SourceText> ${FUNCTION}() {\n  return {\n")
  string(REPLACE "|" ";" files "${FILES}")
  foreach(file IN LISTS files)
    file(READ "${ROOT}/${file}" text)
    string(APPEND body "    {\"${file}\", R\"tidewaiter(${text})tidewaiter\"},\n")
  endforeach()
  string(APPEND body "  };\n}\n}  // namespace tidewaiter\n")
  file(WRITE "${OUT}" "${body}")
  return()
endif()

set(TIDEWAITER_EMBED_SCRIPT ${CMAKE_CURRENT_LIST_FILE})
function(tidewaiter_embed target function)
  set(out ${CMAKE_CURRENT_BINARY_DIR}/${function}.cpp)
  set(paths ${ARGN})
  list(TRANSFORM paths PREPEND ${PROJECT_SOURCE_DIR}/)
  list(JOIN ARGN "|" joined)
  add_custom_command(OUTPUT ${out} DEPENDS ${paths} ${TIDEWAITER_EMBED_SCRIPT}
    COMMAND ${CMAKE_COMMAND} -DFUNCTION=${function} -DROOT=${PROJECT_SOURCE_DIR} "-DFILES=${joined}" -DOUT=${out}
      -P ${TIDEWAITER_EMBED_SCRIPT} VERBATIM)
  add_library(${target} STATIC ${out})
  target_link_libraries(${target} PUBLIC tidewaiter::base)
endfunction()
