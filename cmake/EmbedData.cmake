# colophon_embed(TARGET FILES...): puts the files' bytes into TARGET, so that the binary needs no data directory.
# They are read through schema/data.h by their path below data/.
function(colophon_embed target)
  set(asm ${CMAKE_CURRENT_BINARY_DIR}/embedded_data.S)
  set(table ${CMAKE_CURRENT_BINARY_DIR}/embedded_data.cc)
  set(asm_text ".section .rodata\n")
  set(externs "")
  set(entries "")
  set(n 0)
  foreach(file ${ARGN})
    file(RELATIVE_PATH name ${PROJECT_SOURCE_DIR}/data ${file})
    string(APPEND asm_text ".global colophon_data_${n}\n.global colophon_data_${n}_end\n"
           "colophon_data_${n}:\n.incbin \"${file}\"\ncolophon_data_${n}_end:\n.byte 0\n")
    string(APPEND externs "extern const char colophon_data_${n}[];\nextern const char colophon_data_${n}_end[];\n")
    string(APPEND entries "    {\"${name}\", {colophon_data_${n}, static_cast<size_t>(colophon_data_${n}_end - colophon_data_${n})}},\n")
    math(EXPR n "${n} + 1")
  endforeach()
  string(APPEND asm_text ".section .note.GNU-stack,\"\",%progbits\n")
  file(CONFIGURE OUTPUT ${asm} CONTENT "${asm_text}" @ONLY)
  file(CONFIGURE OUTPUT ${table} CONTENT "#include \"schema/data.h\"

#include <map>

extern \"C\" {
${externs}}

namespace colophon::schema {
const std::map<std::string, std::string_view, std::less<>>& data_files() {
  static const std::map<std::string, std::string_view, std::less<>> files = {
${entries}  };
  return files;
}
}  // namespace colophon::schema
" @ONLY)
  set_source_files_properties(${asm} PROPERTIES OBJECT_DEPENDS "${ARGN}")
  target_sources(${target} PRIVATE ${asm} ${table})
endfunction()
