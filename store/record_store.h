// The truth, in RocksDB. Column families:
//
//   records    key -> sequence (8 bytes, big-endian) + record_to_json
//   documents  key -> the Document's JSON, zstd
//   sources    path -> {"size", "modified", "digest", "report", "error", "recipe"}
//   changes    sequence (8 bytes, big-endian) -> "+" or "-" and the key: put or removed. Only a key's last put is kept,
//   so
//              that the sequence from its start leads to the present state and no further
//   meta       "version" -> of this layout
//
// Each writing function is one atomic batch, synced on return.
#pragma once

#include <rocksdb/db.h>

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "store/knowledge_base.h"

namespace colophon::store {

struct Change {
  uint64_t sequence = 0;
  bool put = false;
  std::string key;
};

class RecordStore {
 public:
  // Throws Error(storage): cannot be opened, or was written by another version.
  RecordStore(const std::filesystem::path& directory, Access access);

  std::optional<Entry> entry(std::string_view key) const;
  std::optional<std::string> document(std::string_view key) const;
  void for_each(const std::function<bool(const Entry&)>& visit) const;
  std::vector<std::string> keys() const;
  std::vector<Source> sources() const;
  // The changes after `sequence`, in order.
  std::vector<Change> changes_after(uint64_t sequence) const;
  uint64_t last_sequence() const;

  void commit(const Source& source, const schema::Record& record, std::string_view document_json);
  void note(const Source& source);
  void remove(const Source& source);
  // Writes what is in memory to files, so that readers open fast.
  void flush();

 private:
  enum Family { defaults, records, documents, sources_, changes, meta, families };

  std::optional<std::string> get(Family where, const rocksdb::Slice& key) const;
  void append_change(rocksdb::WriteBatch& batch, char kind, const std::string& key);
  void write(rocksdb::WriteBatch& batch);
  void check_version(Access access);

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
