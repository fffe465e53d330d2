// RecordStore::copy_from: two stores side by side, family by family, in the order of their keys.
#include "schema/error.h"
#include "store/record_store.h"

namespace colophon::store {
namespace {

// Bounds what one batch keeps in memory.
constexpr size_t batch_bytes = size_t{16} << 20;
constexpr const char* unfinished_mark = "unfinished";

void check(const rocksdb::Iterator& at, const std::string& where) {
  if (at.status().ok()) return;
  throw schema::Error(schema::Error::Kind::storage,
                      "cannot read " + where + ": " + at.status().ToString() + "; `colophon verify` says more");
}

}  // namespace

bool RecordStore::unfinished() const { return get(meta, unfinished_mark).has_value(); }

void RecordStore::copy_from(const RecordStore& other) {
  rocksdb::WriteBatch batch;
  batch.Put(family(meta), unfinished_mark, "a copy into these records was begun");
  write(batch);
  for (const Family which : {sources_, corrections_, decisions_, documents, records, changes}) {
    batch.Clear();
    const std::unique_ptr<rocksdb::Iterator> to(opened_.db->NewIterator({}, family(which)));
    to->SeekToFirst();
    other.scan(which, "", [&](std::string_view key, std::string_view value) {
      for (; to->Valid() && to->key().ToStringView() < key; to->Next()) batch.Delete(family(which), to->key());
      const bool there = to->Valid() && to->key().ToStringView() == key;
      if (!there || to->value().ToStringView() != value) {
        batch.Put(family(which), rocksdb::Slice(key.data(), key.size()), rocksdb::Slice(value.data(), value.size()));
      }
      if (there) to->Next();
      if (batch.GetDataSize() >= batch_bytes) {
        write(batch);
        batch.Clear();
      }
      return true;
    });
    for (; to->Valid(); to->Next()) batch.Delete(family(which), to->key());
    check(*to, directory_.string());
    write(batch);
  }
  batch.Clear();
  batch.Delete(family(meta), unfinished_mark);
  write(batch);
  sequence_ = last_sequence();
}

void RecordStore::restore_curation(const std::map<std::string, std::string>& corrections,
                                   const std::map<std::string, std::string>& decisions) {
  rocksdb::WriteBatch batch;
  for (const auto& [key, value] : corrections) batch.Put(family(corrections_), key, value);
  for (const auto& [key, value] : decisions) batch.Put(family(decisions_), key, value);
  write(batch);
}

}  // namespace colophon::store
