#include "store/knowledge_base.h"

#include <algorithm>
#include <mutex>
#include <nlohmann/json.hpp>

#include "schema/error.h"
#include "schema/json.h"
#include "store/lost_changes.h"
#include "store/record_files.h"
#include "store/record_store.h"
#include "store/search_index.h"
#include "store/search_mirror.h"
#include "store/tables_mirror.h"
#include "store/text.h"
#include "store/verify.h"
#include "store/writer_lock.h"

namespace colophon::store {
namespace {

namespace fs = std::filesystem;
using schema::Error;

// Bounds what a mirror keeps in memory, and what a crash makes it do again.
constexpr size_t reports_per_save = 32;

fs::path records_directory(const fs::path& directory) { return directory / "records"; }

bool mirrors_need_work(const fs::path& directory) {
  return BehindMark(directory).there() || !fs::exists(search_directory(directory)) ||
         !fs::exists(tables_file(directory));
}

void remove_mirrors(const fs::path& directory) {
  fs::remove_all(search_directory(directory));
  for (const char* suffix : {"", "-wal", "-shm"}) fs::remove(tables_file(directory).string() + suffix);
}

std::string without_extension(const std::string& name) {
  const size_t dot = name.rfind('.');
  return dot == std::string::npos || dot == 0 ? name : name.substr(0, dot);
}

}  // namespace

struct KnowledgeBase::Impl {
  Impl(fs::path where, Access how) : directory(std::move(where)), access(how) {}
  // For writing: by who holds the lock.
  Impl(fs::path where, WriterLock held) : directory(std::move(where)), access(Access::write), lock(std::move(held)) {
    find_lost_changes(records());
  }

  ~Impl() {
    if (!changed) return;
    try {
      opened->flush();
    } catch (const Error&) {
      // All is in the log; the next to open reads it there.
    }
  }
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;

  // Commands that need only a mirror do not wait for RocksDB to open.
  RecordStore& records() const {
    const std::lock_guard guard(mutex);
    if (!opened) {
      opened = std::make_unique<RecordStore>(records_directory(directory), access);
      if (access == Access::read && opened->unfinished()) {
        opened.reset();
        throw Error(Error::Kind::storage, "a backup or restore into " + directory.string() +
                                              " was cut off; give the same command again to complete it");
      }
    }
    return *opened;
  }

  RecordStore& writable() {
    if (access != Access::write) throw std::logic_error("the knowledge base is open for reading");
    return records();
  }

  // The records may have been harmed or put back to an earlier state: what was lost is to be read again, and what the
  // mirrors have beyond them is no longer true. To be called before another change takes a lost one's number.
  void find_lost_changes(RecordStore& store) {
    const std::set<std::string> reports = lost_after(store.last_sequence(), mark, directory);
    if (reports.empty()) return;
    lost.add(reports);
    for (Source& source : store.sources()) {
      if (!reports.contains(source.report)) continue;
      source.recipe.clear();
      store.note(source);
    }
    remove_mirrors(directory);
    mark.clear();
  }

  // Changes the records, and those of `report`. The mark is there before the change is, and goes only when the mirrors
  // have all of them.
  template <typename Action>
  void change(const std::string& report, Action action) {
    RecordStore& store = writable();
    const std::lock_guard guard(changing);
    mark.set();
    changed = true;
    action(store);
    if (report.empty()) return;
    mark.tell(store.last_sequence(), report);
    lost.forget(report);
  }

  void unmark(uint64_t mirrored) {
    const std::lock_guard guard(changing);
    if (records().last_sequence() != mirrored) return;
    mark.remove();
  }

  void catch_up(const Progress& progress);

  const fs::path directory;
  const Access access;
  std::optional<WriterLock> lock;
  mutable std::mutex mutex;
  mutable std::unique_ptr<RecordStore> opened;
  std::mutex changing;
  BehindMark mark{directory};
  LostChanges lost{directory};
  bool changed = false;
};

void KnowledgeBase::Impl::catch_up(const Progress& progress) {
  const RecordStore& store = writable();
  const uint64_t last = store.last_sequence();
  SearchMirror search(directory);
  TablesMirror tables(directory);
  const std::vector<Mirror*> mirrors = {&search, &tables};
  const auto save = [&](uint64_t sequence) {
    for (Mirror* mirror : mirrors) {
      if (mirror->sequence() < sequence) mirror->save(sequence);
    }
  };
  const std::vector<Change> changes = store.changes_after(std::min(search.sequence(), tables.sequence()));
  for (size_t i = 0; i < changes.size(); ++i) {
    const Change& change = changes[i];
    if (change.sequence > last) break;  // made since; the next catch-up has it
    const std::optional<Entry> entry = change.put ? store.entry(change.key) : std::nullopt;
    const nlohmann::json document =
        entry ? schema::parse_json(store.document(change.key).value_or("{}"), "document " + change.key)
              : nlohmann::json();
    for (Mirror* mirror : mirrors) {
      if (mirror->sequence() >= change.sequence) continue;
      entry ? mirror->put(*entry, document) : mirror->remove(change.key);
    }
    if ((i + 1) % reports_per_save == 0) save(change.sequence);
    if (progress) progress(i + 1, changes.size());
  }
  save(last);
  unmark(last);
}

KnowledgeBase::KnowledgeBase(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
KnowledgeBase::KnowledgeBase(KnowledgeBase&&) noexcept = default;
KnowledgeBase& KnowledgeBase::operator=(KnowledgeBase&&) noexcept = default;
KnowledgeBase::~KnowledgeBase() = default;

namespace {

void need_knowledge_base(const fs::path& directory) {
  if (record_files(records_directory(directory)) != RecordFiles::none) return;
  // A cluster file or a list of parts, which only what needs the search index alone can ask.
  if (fs::is_regular_file(directory) || (!fs::exists(directory) && directory.string().find(',') != std::string::npos)) {
    throw Error(Error::Kind::usage, directory.string() + " is not one knowledge base's directory, which this needs; " +
                                        "name the part that has the report with --kb");
  }
  throw Error(Error::Kind::not_found, "there is no knowledge base in " + directory.string() +
                                          "; make one with `colophon index PATH...` or name another with --kb");
}

void make_directory(const fs::path& directory) {
  std::error_code error;
  fs::create_directories(directory, error);
  if (!error) return;
  throw Error(Error::Kind::storage, "cannot make the knowledge base " + directory.string() + ": " + error.message() +
                                        "; choose another directory with --kb");
}

}  // namespace

KnowledgeBase KnowledgeBase::open(const fs::path& directory, Access access, bool wait) {
  if (access == Access::write) {
    make_directory(directory);
    return KnowledgeBase(std::make_unique<Impl>(directory, WriterLock(directory, wait)));
  }
  need_knowledge_base(directory);
  if (mirrors_need_work(directory)) {
    if (std::optional<WriterLock> lock = WriterLock::try_lock(directory)) {
      Impl(directory, *std::move(lock)).catch_up({});
    }
  }
  return KnowledgeBase(std::make_unique<Impl>(directory, access));
}

std::optional<Salvage> KnowledgeBase::salvage(const fs::path& directory) {
  need_knowledge_base(directory);
  const WriterLock lock(directory);
  if (!records_are_damaged(records_directory(directory))) return std::nullopt;
  BehindMark mark(directory);
  const std::set<std::string> reports = lost_after(0, mark, directory);
  // The new records count their changes anew.
  remove_mirrors(directory);
  mark.clear();
  return salvage_records(records_directory(directory), reports);
}

const fs::path& KnowledgeBase::directory() const { return impl_->directory; }

std::optional<Entry> KnowledgeBase::entry(std::string_view key) const { return impl_->records().entry(key); }

std::optional<schema::Record> KnowledgeBase::record(std::string_view key) const {
  std::optional<Entry> found = entry(key);
  if (!found) return std::nullopt;
  return std::move(found->record);
}

std::optional<std::string> KnowledgeBase::document(std::string_view key) const {
  return impl_->records().document(key);
}

void KnowledgeBase::for_each_record(const std::function<bool(const Entry&)>& visit) const {
  impl_->records().for_each(visit);
}

std::vector<std::string> KnowledgeBase::find(std::string_view name) const {
  const std::string wanted = fold(name);
  std::vector<std::string> by_name, by_stem;
  const Sqlite tables = Sqlite::open_read(tables_file(directory()));
  SqliteStatement reports = tables.prepare("SELECT key, report FROM reports ORDER BY key");
  while (reports.step()) {
    const std::string key = reports.text(0), report = reports.text(1);
    if (key == name) return {key};
    if (fold(report) == wanted || fold(key) == wanted) by_name.push_back(key);
    if (without_extension(fold(report)) == wanted) by_stem.push_back(key);
  }
  if (!by_name.empty()) return by_name;
  if (!by_stem.empty()) return by_stem;
  std::vector<std::string> by_model;
  const std::string model = schema::term_key(name);
  SqliteStatement models = tables.prepare("SELECT DISTINCT key, model, aliases FROM models ORDER BY key");
  while (models.step()) {
    bool same = schema::term_key(models.text(1)) == model;
    const std::string aliases = models.text(2) + "; ";
    for (size_t at = 0, end = 0; (end = aliases.find("; ", at)) != std::string::npos; at = end + 2) {
      same = same || (end > at && schema::term_key(aliases.substr(at, end - at)) == model);
    }
    if (same && (by_model.empty() || by_model.back() != models.text(0))) by_model.push_back(models.text(0));
  }
  return by_model;
}

std::vector<Source> KnowledgeBase::sources() const { return impl_->records().sources(); }

Counts KnowledgeBase::counts() const {
  Counts counts;
  const Sqlite tables = Sqlite::open_read(tables_file(directory()));
  const auto count = [&](const char* what) {
    SqliteStatement statement = tables.prepare(std::string("SELECT count(*) FROM ") + what);
    return statement.step() ? static_cast<uint64_t>(statement.integer(0)) : 0;
  };
  counts.reports = count("reports");
  counts.models = count("models");
  counts.facts = count("facts WHERE status = 'fact'");
  counts.review = count("facts WHERE status = 'review'");
  counts.scores = count("scores");
  counts.passages = count("passages");
  for (const Source& source : sources()) {
    ++counts.sources;
    if (!source.error.empty()) ++counts.failed;
  }
  counts.sequence = impl_->records().last_sequence();
  counts.search_sequence = search_sequence(directory());
  counts.tables_sequence = tables_sequence(directory());
  return counts;
}

void KnowledgeBase::commit(const Source& source, const schema::Record& record, std::string_view document_json) {
  impl_->change(source.report, [&](RecordStore& store) { store.commit(source, record, document_json); });
}

void KnowledgeBase::note(const Source& source) {
  impl_->change("", [&](RecordStore& store) { store.note(source); });
}

void KnowledgeBase::remove(const Source& source) {
  impl_->change(source.report, [&](RecordStore& store) { store.remove(source); });
}

std::vector<Correction> KnowledgeBase::corrections(std::string_view key) const {
  return impl_->records().corrections(key);
}

std::vector<Decision> KnowledgeBase::decisions() const { return impl_->records().decisions(); }

Decision KnowledgeBase::decide(const Decision& decision) {
  Decision made;
  impl_->change(decision.report, [&](RecordStore& store) { made = store.decide(decision); });
  return made;
}

void KnowledgeBase::copy_from(const KnowledgeBase& other) {
  // The same numbers may stand for other changes here: the mirrors are made anew.
  impl_->change("", [&](RecordStore& store) {
    remove_mirrors(directory());
    impl_->mark.clear();
    store.copy_from(other.impl_->records());
  });
}

void KnowledgeBase::catch_up(const Progress& progress) { impl_->catch_up(progress); }

std::vector<std::string> KnowledgeBase::lost_changes() const {
  return {impl_->lost.reports().begin(), impl_->lost.reports().end()};
}

void KnowledgeBase::rebuild(const Progress& progress) {
  impl_->writable();
  remove_mirrors(directory());
  catch_up(progress);
  impl_->lost.forget_all();
}

std::vector<std::string> KnowledgeBase::verify() const {
  return verify_stores(records_directory(directory()), directory());
}

}  // namespace colophon::store
