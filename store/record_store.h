// The truth, in RocksDB. Column families:
//
//   records    key -> sequence (8 bytes, big-endian) + record_to_json
//   documents  key -> the Document's JSON, zstd
//   sources    path -> {"size", "modified", "digest", "report", "error", "recipe", "document"}: the last is the digest
//              of the Document that was committed with it; not there where an older version wrote it
//   changes    sequence (8 bytes, big-endian) -> "+" or "-" and the key: put or removed. Only a key's last put is
//              kept, so that the sequence from its start leads to the present state and no further
//   meta       "version" -> of this layout (layout.h); "unfinished" -> there while copy_from goes on
//   corrections  key, NUL, field, NUL, model -> correction_to_json (correction.h)
//   decisions  number (8 bytes, big-endian) -> decision_to_json (decision.h)
//
// Each writing function is one atomic batch, synced on return. RocksDB's log is read to its end or not at all: a batch
// cut off by a crash was never reported as done, a wrong byte within is an error and no silent loss.
#pragma once

#include <rocksdb/db.h>

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "store/correction.h"
#include "store/decision.h"
#include "store/knowledge_base.h"

namespace colophon::store {

struct Change {
  uint64_t sequence = 0;
  bool put = false;
  std::string key;
};

// What is kept of them. Throw schema::Error for bytes that are not that.
Entry entry_from_bytes(std::string key, std::string_view bytes);
Source source_from_bytes(std::string path, std::string_view bytes);
std::string document_digest_of(std::string_view source_bytes);  // "" where an older version wrote it
Change change_from_bytes(std::string_view sequence, std::string_view bytes);

class RecordStore {
 public:
  // Throws Error(storage): damaged, or written by a newer version. A writer brings an older layout forward.
  RecordStore(const std::filesystem::path& directory, Access access);

  // With its corrections; `extracted` without.
  std::optional<Entry> entry(std::string_view key) const;
  std::optional<Entry> extracted(std::string_view key) const;
  std::optional<std::string> document(std::string_view key) const;
  void for_each(const std::function<bool(const Entry&)>& visit) const;
  std::vector<std::string> keys() const;
  std::vector<Source> sources() const;
  // Of the Documents as they were committed, by report.
  std::map<std::string, std::string> document_digests() const;
  // The changes after `sequence`, in order.
  std::vector<Change> changes_after(uint64_t sequence) const;
  uint64_t last_sequence() const;

  void commit(const Source& source, const schema::Record& record, std::string_view document_json);
  void note(const Source& source);
  void remove(const Source& source);
  // Of one report, in the order of field and model; `key` need not be there.
  std::vector<Correction> corrections(std::string_view key) const;
  // All, in the order of their numbers.
  std::vector<Decision> decisions() const;
  // Puts decision.after in place of the report's correction of that field and model, and keeps the decision, with its
  // number and what was there before. Returns it so.
  Decision decide(Decision decision);
  // Puts corrections and decisions back as their families hold them.
  void restore_curation(const std::map<std::string, std::string>& corrections,
                        const std::map<std::string, std::string>& decisions);
  // Makes these records the same as `other`'s, of one moment, and writes only what differs. Cut off, they are marked as
  // unfinished, and doing it again completes them.
  void copy_from(const RecordStore& other);
  bool unfinished() const;
  // Writes what is in memory to files, so that readers open fast.
  void flush();

 private:
  enum Family { defaults, records, documents, sources_, changes, meta, corrections_, decisions_, families };

  std::optional<std::string> get(Family where, const rocksdb::Slice& key) const;
  using Visit = std::function<bool(std::string_view key, std::string_view value)>;
  // All entries from `start` on, until `visit` says false. Throws when reading stops for another reason than the end.
  void scan(Family where, const std::string& start, const Visit& visit) const;
  Entry with_corrections(Entry entry) const;
  // The number that the last key of a family is; 0 when it is empty.
  uint64_t last_number(Family where) const;
  void append_change(rocksdb::WriteBatch& batch, char kind, const std::string& key);
  void append_correction(rocksdb::WriteBatch& batch, const std::string& key);
  void write(rocksdb::WriteBatch& batch);
  void settle_layout(Access access);

  // Null where an older layout, opened for reading, has no such family.
  rocksdb::ColumnFamilyHandle* family(Family which) const { return opened_.handles[which]; }

  std::filesystem::path directory_;
  // Handles are to be given back before the database is closed.
  struct Opened {
    ~Opened();
    std::unique_ptr<rocksdb::DB> db;
    std::vector<rocksdb::ColumnFamilyHandle*> handles;
  };
  Opened opened_;
  uint64_t sequence_ = 0;
};

}  // namespace colophon::store
