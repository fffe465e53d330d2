// The Python module `colophon`: libcolophon's face. Records and answers are plain dicts, in the shapes of
// `colophon ... --format json` (docs/json.md).
#include <colophon/colophon.h>
#include <pybind11/pybind11.h>
#include <pybind11/stl.h>
#include <pybind11/stl/filesystem.h>

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace py = pybind11;

namespace {

py::object parsed(const std::string& json) { return py::module_::import("json").attr("loads")(json); }

py::dict index_reports(colophon::Base& base, const std::vector<std::filesystem::path>& paths, unsigned jobs, bool again,
                       bool confined, const std::optional<std::filesystem::path>& program) {
  colophon::IndexSummary summary;
  {
    const py::gil_scoped_release others_may_run;
    summary = base.index(paths, {jobs, again, confined, program.value_or("")});
  }
  py::list failed;
  for (const colophon::Failure& failure : summary.failed) {
    failed.append(py::dict(py::arg("path") = failure.path, py::arg("reason") = failure.reason));
  }
  return py::dict(py::arg("indexed") = summary.indexed, py::arg("unchanged") = summary.unchanged,
                  py::arg("removed") = summary.removed, py::arg("pages") = summary.pages, py::arg("failed") = failed);
}

py::object ask(const colophon::Base& base, const std::string& question) {
  std::string json;
  {
    const py::gil_scoped_release others_may_run;
    json = base.ask(question).json;
  }
  return parsed(json);
}

}  // namespace

PYBIND11_MODULE(colophon, module) {
  module.doc() =
      "Knowledge bases of technical reports: index them, ask in English or Chinese, read the records.\n\n"
      "    base = colophon.open('papers.kb', write=True)\n"
      "    base.index(['papers'])\n"
      "    base.ask('which models use GRPO')['answers'][0]['evidence']\n\n"
      "Errors are colophon.Error; its argument is one line that says what, where and what to do.";
  module.attr("__version__") = colophon::version();
  py::register_exception<colophon::Error>(module, "Error", PyExc_RuntimeError);

  py::class_<colophon::Base>(module, "Base", "A knowledge base, open.")
      .def("index", &index_reports, py::arg("paths"), py::kw_only(), py::arg("jobs") = 0, py::arg("again") = false,
           py::arg("confined") = true, py::arg("program") = py::none(),  // an empty path would be "." in Python
           "Reads reports and folders of reports; what has not changed is skipped. Returns the counts as a dict.")
      .def("ask", &ask, py::arg("question"), "Answers a question, as `colophon ask --format json` prints it.")
      .def("reports", &colophon::Base::reports, "The names of all reports.")
      .def(
          "record", [](const colophon::Base& base, const std::string& report) { return parsed(base.record(report)); },
          py::arg("report"),
          "What one report says, by its name or a model's, as `colophon show --format json` prints it.");

  module.def(
      "open",
      [](const std::filesystem::path& directory, bool write) {
        return colophon::Base::open(directory, write ? colophon::Access::write : colophon::Access::read);
      },
      py::arg("directory"), py::arg("write") = false,
      "Opens a knowledge base; with write=True makes it where there is none.");
}
