// The knowledge base: the one door to everything that is kept. A directory with three stores:
//
//   records/        RocksDB, the truth: records, parsed documents, sources, changes, meta
//   search/         Xapian, for questions and text search (search_index.h has its layout)
//   tables.sqlite   SQLite, for people who know SQL (docs/sqlite.md)
//
// Every commit is one atomic, synced RocksDB batch that also appends to the change sequence. Xapian and SQLite are
// mirrors: each holds, inside its own transaction, the number of the last change it has, and catches up from there.
// Either can be deleted at any time and is made again.
//
// A person's corrections (correction.h) are kept beside the records, with the decisions that made them (decision.h),
// and stand in whatever is read here.
//
// One writer at a time (a lock that names its holder), any number of readers meanwhile: a reader sees the state at the
// moment it opened. All functions throw schema::Error(storage) unless they say otherwise.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "schema/record.h"
#include "store/correction.h"
#include "store/decision.h"
#include "store/salvage.h"

namespace colophon::store {

enum class Access { read, write };

// One file that was indexed, and what became of it.
struct Source {
  std::string path;      // absolute, without symlinks; any bytes
  uint64_t size = 0;     // bytes
  int64_t modified = 0;  // nanoseconds since the epoch
  std::string digest;    // of the content, hexadecimal
  std::string report;    // the key of its report; "" when it has never been read
  std::string error;     // why the last reading failed, "" when it went well
  std::string recipe;    // names the program and settings that read it; another one reads it again
};

// The path of a source whose file is not known: an imported report's, or a salvaged one's. It gives way to the first
// file that is indexed under the same key.
std::string stand_in_path(std::string_view key);
bool is_stand_in(std::string_view path);

// What one report is in the knowledge base. The key is the file name, or the shortest end of the path ("b/report.pdf")
// that no other source has; Record::report stays the file name.
struct Entry {
  std::string key;
  uint64_t sequence = 0;  // of the change that put it
  schema::Record record;
};

struct Counts {
  uint64_t reports = 0, models = 0, facts = 0, review = 0, scores = 0, passages = 0;
  uint64_t sources = 0, failed = 0;
  uint64_t sequence = 0;         // of the last change
  uint64_t search_sequence = 0;  // of the last change each mirror holds
  uint64_t tables_sequence = 0;
};

class KnowledgeBase {
 public:
  // Opens the knowledge base in `directory`. Write access creates it when it is not there and takes the writer's lock;
  // the error names the process that holds it. Read access throws Error(not_found) when there is none; mirrors that are
  // missing or were left behind by a crash are brought up to date first when nobody is writing.
  // A writer waits for another to end when `wait` is true.
  static KnowledgeBase open(const std::filesystem::path& directory, Access access, bool wait = false);

  // Saves what can be read of damaged records (salvage.h); nothing when they are whole. To be called before open.
  // Throws Error(not_found) when there is no knowledge base.
  static std::optional<Salvage> salvage(const std::filesystem::path& directory);

  KnowledgeBase(KnowledgeBase&&) noexcept;
  KnowledgeBase& operator=(KnowledgeBase&&) noexcept;
  ~KnowledgeBase();

  const std::filesystem::path& directory() const;

  // --- Reading. Thread-safe.
  std::optional<Entry> entry(std::string_view key) const;
  std::optional<schema::Record> record(std::string_view key) const;
  // The Document as JSON text, as committed.
  std::optional<std::string> document(std::string_view key) const;
  // All reports in the order of their keys, from one snapshot. Stops when `visit` returns false.
  void for_each_record(const std::function<bool(const Entry&)>& visit) const;
  // The keys a person may mean by `name`: the exact key; else those whose file name is `name`, with or without its
  // extension, whatever the case; else those of reports that have a model of that name. Empty when there is none.
  std::vector<std::string> find(std::string_view name) const;
  // All sources in the order of their paths.
  std::vector<Source> sources() const;
  // What stands for one report, in the order of field and model; the report need not be there.
  std::vector<Correction> corrections(std::string_view key) const;
  // All that were ever made, in the order of their numbers.
  std::vector<Decision> decisions() const;
  Counts counts() const;

  // --- Writing. Needs write access. One thread commits; another may let the mirrors catch up meanwhile.
  // Puts a report in place of an earlier one of the same key. `source.report` is its key. Durable on return.
  void commit(const Source& source, const schema::Record& record, std::string_view document_json);
  // Keeps what is known of a file without touching records: a failure with its reason, a new modification time.
  void note(const Source& source);
  // Forgets a file and its report.
  void remove(const Source& source);
  // Puts a person's correction (decision.after, none takes it away) in place of the one of the same report, field and
  // model, and keeps the decision. Gives it back with its number and what it replaced. Durable on return.
  Decision decide(const Decision& decision);
  // Makes this knowledge base's records those of `other` as it stands now, writing only what differs. Cut off, it says
  // so to whoever opens it, and doing it again completes it. The mirrors follow.
  void copy_from(const KnowledgeBase& other);
  // Brings both mirrors up to what was the last change when it was called. `progress` is told (done, of) reports.
  using Progress = std::function<void(uint64_t done, uint64_t of)>;
  void catch_up(const Progress& progress = {});
  // The reports whose last change was committed and is no longer in the records (lost_changes.h), "" for those that are
  // not known: harm that is no crash's. Each goes from the list when it is committed anew or removed.
  std::vector<std::string> lost_changes() const;
  // Makes both mirrors anew from the records, and forgets what was lost.
  void rebuild(const Progress& progress = {});

  // --- Checking. One line for each thing that is wrong: a record that cannot be read, a quote that is not in its
  // document, a mirror that differs. Empty when all is well. What `rebuild` mends says so.
  std::vector<std::string> verify() const;

 private:
  struct Impl;
  explicit KnowledgeBase(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace colophon::store
