// libcolophon: knowledge bases of technical reports, for programs. Index reports, ask in English or Chinese, read the
// records, each value with the sentence or table cell that states it.
//
//   colophon::Base base = colophon::Base::open("papers.kb", colophon::Access::write);
//   base.index({"papers"});
//   for (const colophon::Answer& answer : base.ask("which models use GRPO").answers)
//     std::cout << answer.model << ": " << answer.text << "\n";
//
// This header is the whole interface and needs nothing but the standard library. What is richer than its structs comes
// as JSON text, in the shapes that `colophon ... --format json` prints (docs/json.md) and that grow only by members.
//
// Versions are semantic: within a major version (before 1.0: a minor one) programs that were built go on to run.
//
// Errors: every function that can fail throws colophon::Error, or std::bad_alloc, and nothing else. A call that threw
// has changed nothing that was committed before. All text is UTF-8.
#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#define COLOPHON_API __attribute__((visibility("default")))

namespace colophon {

// "0.1.0", of the library that runs.
COLOPHON_API const char* version() noexcept;

// what() is one line for a person: what went wrong, where, and what to do.
class COLOPHON_API Error : public std::runtime_error {
 public:
  enum class Kind {
    usage,      // the call itself is wrong: `index` on a base that was opened for reading
    input,      // a file cannot be read as what it claims to be
    not_found,  // no such knowledge base, or no such report in it
    storage,    // the knowledge base or the disk failed, or another process writes
  };
  Error(Kind kind, const std::string& line);
  ~Error() override;
  Kind kind() const noexcept { return kind_; }

 private:
  Kind kind_;
};

// Where a value is stated.
struct Evidence {
  int page = 0;  // from 1; 0 where the format has no pages
  std::string section;
  std::string quote;  // verbatim
};

// One statement that answers a question.
struct Answer {
  std::string report;  // the name by which `record` finds it
  std::string model;   // "" when it holds for the whole report
  std::string field;   // an id of the checklist, "rl.algorithm"; "score"; "" when the report is the answer
  std::string value;   // JSON, in the field's unit: 3.6e13, "GRPO"; "null" when there is none
  std::string text;    // the same for people: 36T, GRPO
  std::vector<Evidence> evidence;
};

struct Answers {
  std::string interpretation;   // how the question was understood
  std::vector<Answer> answers;  // the thing asked for first
  std::string json;             // all of it: also passages, counts and groups
};

struct IndexOptions {
  unsigned jobs = 0;   // reports read at a time; 0: one for each processor
  bool again = false;  // read unchanged reports too
  // Each report is read in a process of its own that can reach no network, start nothing and write nothing. false: in
  // this process, for reports you trust.
  bool confined = true;
  // The `colophon` of this version that these processes run. Empty: the one installed with the library, else the first
  // on $PATH.
  std::filesystem::path program;
};

struct Failure {
  std::string path;
  std::string reason;
};

struct IndexSummary {
  std::size_t indexed = 0, unchanged = 0, removed = 0, pages = 0;
  std::vector<Failure> failed;  // files that could not be read; the others are indexed all the same
};

enum class Access { read, write };

// A knowledge base, open. One process writes at a time; any number read meanwhile, and see the state at which they
// opened it. A Base may be used from several threads; its calls run one after the other.
class COLOPHON_API Base {
 public:
  // Opens the knowledge base in `directory`; with Access::write makes it where there is none. Throws Error(not_found)
  // when there is none to read, Error(storage) when it is damaged or another process writes.
  static Base open(const std::filesystem::path& directory, Access access = Access::read);

  Base(Base&&) noexcept;
  Base& operator=(Base&&) noexcept;
  ~Base();

  // Reads reports, and folders of reports, into the knowledge base, and forgets those whose files are gone; what has
  // not changed is skipped. Each report is durable once it is committed. Needs Access::write. Throws Error(storage)
  // when the knowledge base fails, Error(input) when a path is not there.
  IndexSummary index(const std::vector<std::filesystem::path>& paths, const IndexOptions& options = {});

  // Answers a question in English or Chinese. No answer is no error: `answers` is empty then.
  Answers ask(std::string_view question) const;

  // The names of all reports, in their order.
  std::vector<std::string> reports() const;

  // A report's record as JSON: models, facts, scores, passages, what is not disclosed. `report` is its name, with or
  // without the extension, or a model's. Throws Error(not_found), naming the choices where several fit.
  std::string record(std::string_view report) const;

 private:
  struct Impl;
  explicit Base(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace colophon
