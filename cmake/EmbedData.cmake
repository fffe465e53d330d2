# Puts files' bytes into a library, so that the binary needs no data directory.
#
# colophon_embed_files(TARGET SYMBOL BASE FILES...): TARGET gets the function
#     const std::map<std::string, std::string_view, std::less<>>& colophon::embedded::SYMBOL();
# which maps each file's path below BASE to its bytes. Whoever calls it declares it.
function(colophon_embed_files target symbol base)
  set(asm ${CMAKE_CURRENT_BINARY_DIR}/${symbol}.S)
  set(table ${CMAKE_CURRENT_BINARY_DIR}/${symbol}.cc)
  set(asm_text ".section .rodata\n")
  set(externs "")
  set(entries "")
  set(n 0)
  foreach(file ${ARGN})
    file(RELATIVE_PATH name ${base} ${file})
    set(label colophon_${symbol}_${n})
    string(APPEND asm_text ".global ${label}\n.global ${label}_end\n"
           "${label}:\n.incbin \"${file}\"\n${label}_end:\n.byte 0\n")
    string(APPEND externs "extern const char ${label}[];\nextern const char ${label}_end[];\n")
    string(APPEND entries "    {\"${name}\", {${label}, static_cast<size_t>(${label}_end - ${label})}},\n")
    math(EXPR n "${n} + 1")
  endforeach()
  string(APPEND asm_text ".section .note.GNU-stack,\"\",%progbits\n")
  file(CONFIGURE OUTPUT ${asm} CONTENT "${asm_text}" @ONLY)
  file(CONFIGURE OUTPUT ${table} CONTENT "#include <functional>
#include <map>
#include <string>
#include <string_view>

extern \"C\" {
${externs}}

namespace colophon::embedded {
const std::map<std::string, std::string_view, std::less<>>& ${symbol}() {
  static const std::map<std::string, std::string_view, std::less<>> files = {
${entries}  };
  return files;
}
}  // namespace colophon::embedded
" @ONLY)
  set_source_files_properties(${asm} PROPERTIES OBJECT_DEPENDS "${ARGN}")
  target_sources(${target} PRIVATE ${asm} ${table})
endfunction()
