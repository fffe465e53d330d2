# Every library is a Debian 12 package; README.md lists each with its reason.
find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)
find_package(nlohmann_json REQUIRED)
find_package(ICU REQUIRED COMPONENTS uc i18n data)
find_package(CLI11 REQUIRED)
find_package(spdlog REQUIRED)
find_package(SQLite3 REQUIRED)
find_package(LibArchive REQUIRED)
find_package(CURL REQUIRED)
find_package(OpenSSL REQUIRED)
find_package(yaml-cpp REQUIRED)
pkg_check_modules(RE2 REQUIRED IMPORTED_TARGET re2)
pkg_check_modules(ROCKSDB REQUIRED IMPORTED_TARGET rocksdb)
pkg_check_modules(XAPIAN REQUIRED IMPORTED_TARGET xapian-core)
pkg_check_modules(PUGIXML REQUIRED IMPORTED_TARGET pugixml)
pkg_check_modules(XLSXWRITER REQUIRED IMPORTED_TARGET xlsxwriter)
pkg_check_modules(GUMBO REQUIRED IMPORTED_TARGET gumbo)
pkg_check_modules(CMARK_GFM REQUIRED IMPORTED_TARGET libcmark-gfm)

# cmark-gfm's tables live in a second library that has no pkg-config file of its own.
find_library(CMARK_GFM_EXTENSIONS cmark-gfm-extensions REQUIRED)

# MuPDF is a static library in Debian and names none of what it needs.
add_library(mupdf INTERFACE)
foreach(lib mupdf mupdf-third jbig2dec gumbo mujs freetype harfbuzz jpeg openjp2 z m)
  find_library(MUPDF_${lib} ${lib} REQUIRED)
  target_link_libraries(mupdf INTERFACE ${MUPDF_${lib}})
endforeach()
