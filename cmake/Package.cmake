# What `cmake --install` puts where, and the Debian package. Manual page and completions are written by the program itself.
# The program carries its rules and its catalogue inside; share/tidewaiter holds the same files to be read and copied.
set(surface ${CMAKE_BINARY_DIR}/surface)
set(written)
foreach(form man bash zsh fish)
  add_custom_command(OUTPUT ${surface}/${form} DEPENDS tidewaiter
    COMMAND ${CMAKE_COMMAND} -E make_directory ${surface} COMMAND tidewaiter docs ${form} > ${surface}/${form} VERBATIM)
  list(APPEND written ${surface}/${form})
endforeach()
find_program(GZIP gzip REQUIRED)
function(compressed name source)
  add_custom_command(OUTPUT ${surface}/${name}.gz DEPENDS ${source}
    COMMAND ${GZIP} -9nc ${source} > ${surface}/${name}.gz VERBATIM)
endfunction()
compressed(man ${surface}/man)
compressed(changelog ${PROJECT_SOURCE_DIR}/CHANGELOG.md)
compressed(changelog.Debian ${PROJECT_SOURCE_DIR}/packaging/changelog)
list(APPEND written ${surface}/man.gz ${surface}/changelog.gz ${surface}/changelog.Debian.gz)

set(CMAKE_SKIP_INSTALL_ALL_DEPENDENCY ON)  # tests are not installed, and need not be built for it
set_target_properties(tidewaiter PROPERTIES INSTALL_RPATH "$ORIGIN/../lib/tidewaiter/duckdb")
install(TARGETS tidewaiter RUNTIME DESTINATION bin)
# a third of it is symbols that nobody links with
add_custom_command(OUTPUT ${surface}/libduckdb.so DEPENDS ${DuckDB_LIBRARY} COMMAND ${CMAKE_COMMAND} -E make_directory ${surface}
  COMMAND ${CMAKE_STRIP} --strip-unneeded -o ${surface}/libduckdb.so ${DuckDB_LIBRARY} VERBATIM)
add_custom_target(surface ALL DEPENDS ${written} ${surface}/libduckdb.so)
install(FILES ${surface}/libduckdb.so DESTINATION lib/tidewaiter/duckdb)  # two levels down: no ldconfig
install(FILES ${surface}/man.gz DESTINATION share/man/man1 RENAME tidewaiter.1.gz)
install(FILES ${surface}/bash DESTINATION share/bash-completion/completions RENAME tidewaiter)
install(FILES ${surface}/fish DESTINATION share/fish/vendor_completions.d RENAME tidewaiter.fish)
# zsh looks into site-functions below /usr/local, and Debian's into vendor-completions below /usr
install(CODE "set(surface \"${surface}\")")
install(CODE [[
  set(folder site-functions)
  if("${CMAKE_INSTALL_PREFIX}" MATCHES "/usr$")
    set(folder vendor-completions)
  endif()
  configure_file(${surface}/zsh ${surface}/_tidewaiter COPYONLY)
  file(INSTALL ${surface}/_tidewaiter DESTINATION "${CMAKE_INSTALL_PREFIX}/share/zsh/${folder}")
]])
install(FILES packaging/copyright ${surface}/changelog.gz ${surface}/changelog.Debian.gz README.md CITATION.cff
  DESTINATION share/doc/tidewaiter)
install(DIRECTORY docs DESTINATION share/doc/tidewaiter)
install(FILES packaging/lintian-overrides DESTINATION share/lintian/overrides RENAME tidewaiter)
install(DIRECTORY regimes DESTINATION share/tidewaiter)
install(DIRECTORY catalog/data DESTINATION share/tidewaiter/catalog)
install(DIRECTORY examples DESTINATION share/tidewaiter)

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME tidewaiter)
set(CPACK_PACKAGE_CONTACT "Tidewaiter maintainers <maintainers@users.noreply.h-seed-9865031e.example>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "screens shipments of computing goods before they leave")
set(CPACK_PACKAGE_DESCRIPTION "For each shipment it says release, review, hold or stop, and shows why:
who takes part and on which list, what stands in each line, where the goods
go, what the US export rules of that day say, and what is odd about it.
It works offline.")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE
  WORLD_READ WORLD_EXECUTE)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_RELEASE 1)
set(CPACK_DEBIAN_PACKAGE_SECTION utils)
set(CPACK_DEBIAN_COMPRESSION_TYPE xz)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS "libcurl4 (>= 7.85), ca-certificates")  # loaded by lists update alone
# or dpkg-shlibdeps looks for a package that holds libduckdb.so
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS_PRIVATE_DIRS ${DuckDB_LIBRARY_DIR})
include(CPack)
