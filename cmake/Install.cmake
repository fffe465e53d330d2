# `cmake --install` and `cpack` take what has been built.
set(CMAKE_SKIP_INSTALL_ALL_DEPENDENCY ON)

# What `cmake --install` lays down, in three parts: the program, libcolophon, the Python module. The program is one file
# that needs no data; its manual pages and completions are what it says of itself.
install(TARGETS colophon COMPONENT program)

set(manual ${PROJECT_BINARY_DIR}/manual)
set(completions ${PROJECT_BINARY_DIR}/completions)
add_custom_command(
  OUTPUT ${manual}/colophon.1.gz ${completions}/colophon.bash
  COMMAND ${CMAKE_COMMAND} -E rm -rf ${manual} ${completions}
  COMMAND colophon manual ${manual}
  COMMAND gzip -9 -n -r ${manual}
  COMMAND ${CMAKE_COMMAND} -E make_directory ${completions}
  COMMAND colophon completion bash > ${completions}/colophon.bash
  COMMAND colophon completion zsh > ${completions}/_colophon
  COMMAND colophon completion fish > ${completions}/colophon.fish
  DEPENDS colophon COMMENT "Writing the manual pages and the shells' completions" VERBATIM)
add_custom_target(manual ALL DEPENDS ${manual}/colophon.1.gz)
install(DIRECTORY ${manual}/ DESTINATION ${CMAKE_INSTALL_MANDIR}/man1 COMPONENT program)
install(FILES ${completions}/colophon.bash DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions
        RENAME colophon COMPONENT program)
# Debian's zsh looks for what packages bring in a folder of its own.
install(CODE "set(folder site-functions)
  if(CMAKE_INSTALL_PREFIX STREQUAL \"/usr\")
    set(folder vendor-completions)
  endif()
  file(INSTALL \"${completions}/_colophon\" DESTINATION \"\${CMAKE_INSTALL_PREFIX}/${CMAKE_INSTALL_DATADIR}/zsh/\${folder}\")"
        COMPONENT program)
install(FILES ${completions}/colophon.fish DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d
        COMPONENT program)
# The unit names the program where it is installed, which is known only then.
install(CODE "set(COLOPHON_BINDIR \"\${CMAKE_INSTALL_PREFIX}/${CMAKE_INSTALL_BINDIR}\")
  configure_file(\"${PROJECT_SOURCE_DIR}/packaging/colophon.service.in\" \"${PROJECT_BINARY_DIR}/packaging/colophon.service\" @ONLY)"
        COMPONENT program)
install(FILES ${PROJECT_BINARY_DIR}/packaging/colophon.service DESTINATION lib/systemd/system COMPONENT program)
# The documents in the places that they name one another by, with the reports of the README's tour.
install(FILES README.md README.zh-CN.md CHANGELOG.md SECURITY.md packaging/copyright DESTINATION ${CMAKE_INSTALL_DOCDIR}
        COMPONENT program)
install(DIRECTORY docs DESTINATION ${CMAKE_INSTALL_DOCDIR} COMPONENT program)
install(FILES data/README.md DESTINATION ${CMAKE_INSTALL_DOCDIR}/data COMPONENT program)
install(DIRECTORY data/reports DESTINATION ${CMAKE_INSTALL_DOCDIR}/data COMPONENT program)

include(CMakePackageConfigHelpers)
set(package ${CMAKE_INSTALL_LIBDIR}/cmake/colophon)
install(TARGETS libcolophon EXPORT colophon COMPONENT library)
install(DIRECTORY include/colophon DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} COMPONENT library)
install(EXPORT colophon NAMESPACE colophon:: FILE colophonConfig.cmake DESTINATION ${package} COMPONENT library)
write_basic_package_version_file(${PROJECT_BINARY_DIR}/colophonConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/colophonConfigVersion.cmake DESTINATION ${package} COMPONENT library)
