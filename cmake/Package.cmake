# `cpack`: the Debian package colophon; with `-D CPACK_COMPONENTS_ALL="program;library;python"`, of what was built, also
# libcolophon-dev and python3-colophon. What each depends on is found by dpkg-shlibdeps in the files themselves.
set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME colophon)
set(CPACK_PACKAGE_VENDOR colophon)
set(CPACK_PACKAGE_CONTACT "Colophon's developers <colophon@localhost>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "knowledge base of the technical reports of language models")
set(CPACK_PACKAGE_DESCRIPTION
    "Colophon reads technical reports of language models, in English and Chinese, and keeps\n\
for every model how it was made, each value with the sentence or table cell that states\n\
it. It answers questions across reports, compares models and exports plain files.")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_OUTPUT_FILE_PREFIX ${PROJECT_BINARY_DIR}/packages)
set(CPACK_COMPONENTS_ALL program)

set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION science)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PROGRAM_PACKAGE_NAME colophon)
set(CPACK_DEBIAN_PROGRAM_PACKAGE_SUGGESTS "gnuplot-nox, xapian-tools")
# libcurl is loaded when something is fetched, so no file names it; passwd makes the user of the service.
set(CPACK_DEBIAN_PROGRAM_PACKAGE_DEPENDS "libcurl4, passwd")
set(CPACK_DEBIAN_PROGRAM_PACKAGE_CONTROL_EXTRA ${PROJECT_SOURCE_DIR}/packaging/postinst
                                               ${PROJECT_SOURCE_DIR}/packaging/prerm
                                               ${PROJECT_SOURCE_DIR}/packaging/postrm)
set(CPACK_DEBIAN_PROGRAM_PACKAGE_CONTROL_STRICT_PERMISSION ON)
set(CPACK_DEBIAN_LIBRARY_PACKAGE_NAME libcolophon-dev)
set(CPACK_DEBIAN_LIBRARY_PACKAGE_SECTION libdevel)
set(CPACK_DEBIAN_LIBRARY_PACKAGE_DEPENDS "colophon (= ${PROJECT_VERSION})")
set(CPACK_DEBIAN_PYTHON_PACKAGE_NAME python3-colophon)
set(CPACK_DEBIAN_PYTHON_PACKAGE_SECTION python)
set(CPACK_DEBIAN_PYTHON_PACKAGE_DEPENDS "colophon (= ${PROJECT_VERSION}), libcolophon-dev (= ${PROJECT_VERSION}), python3 (>= 3.11), python3 (<< 3.12)")
set(CPACK_DEBIAN_PYTHON_PACKAGE_SHLIBDEPS OFF)
include(CPack)
