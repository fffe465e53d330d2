// embedded SCRIPT ARGUMENT...: runs a Python script that finds the module `colophon` built in. So the module's own code
// is tested without the shared library that it is otherwise linked with.
#include <pybind11/embed.h>

#include <iostream>

#undef PYBIND11_MODULE
#define PYBIND11_MODULE PYBIND11_EMBEDDED_MODULE
#include "python/module.cc"  // NOLINT(bugprone-suspicious-include): built in, under the macro above

int main(int argc, char** argv) {
  const py::scoped_interpreter interpreter;
  py::list arguments;
  for (int i = 1; i < argc; ++i) arguments.append(argv[i]);
  py::module_::import("sys").attr("argv") = arguments;
  try {
    py::eval_file(argv[1]);
  } catch (py::error_already_set& error) {
    if (error.matches(PyExc_SystemExit)) return error.value().attr("code").cast<int>();
    std::cerr << error.what() << "\n";
    return 1;
  }
  return 0;
}
