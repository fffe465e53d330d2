# colophon_options: what every target of the project itself is compiled with.
add_library(colophon_options INTERFACE)
target_compile_options(colophon_options INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Werror)
# GCC 12 warns of std::string's own insert and operator+ (GCC bug 105651).
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  target_compile_options(colophon_options INTERFACE -Wno-restrict)
endif()
target_include_directories(colophon_options INTERFACE ${PROJECT_SOURCE_DIR})
if(COLOPHON_FUZZ)
  if(NOT CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
    message(FATAL_ERROR "COLOPHON_FUZZ needs clang: use the preset `fuzz`, or tools/fuzz")
  endif()
  target_compile_options(colophon_options INTERFACE -fsanitize=fuzzer-no-link -Wno-error)
endif()
if(COLOPHON_SANITIZE)
  target_compile_options(colophon_options INTERFACE -fsanitize=${COLOPHON_SANITIZE} -fno-omit-frame-pointer
                         -fno-sanitize-recover=all)
  target_link_options(colophon_options INTERFACE -fsanitize=${COLOPHON_SANITIZE})
  # At -O1 GCC warns of std::string's own variables beside a setjmp; the other builds keep the warning.
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    target_compile_options(colophon_options INTERFACE -Wno-clobbered)
  endif()
endif()

find_program(CCACHE_PROGRAM ccache)
if(CCACHE_PROGRAM)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CCACHE_PROGRAM})
  set(CMAKE_C_COMPILER_LAUNCHER ${CCACHE_PROGRAM})
endif()
