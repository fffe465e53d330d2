#include "store/record_store.h"

#include <rocksdb/cache.h>
#include <rocksdb/filter_policy.h>
#include <rocksdb/table.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "schema/error.h"
#include "schema/json.h"

namespace colophon::store {
namespace {

using nlohmann::json;
using schema::Error;

constexpr const char* layout_version = "1";

std::string encode(uint64_t sequence) {
  std::string bytes(8, '\0');
  for (int i = 7; i >= 0; --i, sequence >>= 8) bytes[static_cast<size_t>(i)] = static_cast<char>(sequence & 0xFF);
  return bytes;
}

uint64_t decode(std::string_view bytes) {
  uint64_t sequence = 0;
  for (const char byte : bytes.substr(0, 8)) sequence = sequence << 8 | static_cast<unsigned char>(byte);
  return sequence;
}

rocksdb::Slice slice(std::string_view text) { return {text.data(), text.size()}; }

std::string dump(const json& value) { return value.dump(-1, ' ', false, json::error_handler_t::replace); }

json source_to_json(const Source& source) {
  return {{"size", source.size},     {"modified", source.modified}, {"digest", source.digest},
          {"report", source.report}, {"error", source.error},       {"recipe", source.recipe}};
}

Source source_from_json(std::string path, std::string_view text) {
  const json in = schema::parse_json(text, "source " + path);
  return {std::move(path),
          schema::member_or<uint64_t>(in, "size", 0),
          schema::member_or<int64_t>(in, "modified", 0),
          schema::member_or<std::string>(in, "digest", ""),
          schema::member_or<std::string>(in, "report", ""),
          schema::member_or<std::string>(in, "error", ""),
          schema::member_or<std::string>(in, "recipe", "")};
}

Entry entry_from_bytes(std::string key, std::string_view bytes) {
  if (bytes.size() < 8) throw Error(Error::Kind::storage, "record " + key + " is cut short; index its file again");
  Entry entry{std::move(key), decode(bytes), {}};
  entry.record = schema::record_from_json(schema::parse_json(bytes.substr(8), "record " + entry.key));
  return entry;
}

// Records and documents are written once and read in whole; few open files and little memory are worth more than speed
// of single lookups.
rocksdb::ColumnFamilyOptions family_options(bool large_values, const std::shared_ptr<rocksdb::Cache>& cache) {
  rocksdb::ColumnFamilyOptions options;
  options.write_buffer_size = large_values ? 16 << 20 : 8 << 20;
  options.compression = rocksdb::kZSTD;
  options.bottommost_compression = rocksdb::kZSTD;
  rocksdb::BlockBasedTableOptions table;
  table.block_cache = cache;
  table.block_size = large_values ? 64 << 10 : 16 << 10;
  table.filter_policy.reset(rocksdb::NewBloomFilterPolicy(10));
  options.table_factory.reset(rocksdb::NewBlockBasedTableFactory(table));
  return options;
}

// RocksDB would keep log files of its own, even for readers; its errors reach us as Status anyway.
class SilentLog : public rocksdb::Logger {
 public:
  using rocksdb::Logger::Logv;
  void Logv(const char*, va_list) override {}
};

}  // namespace

RecordStore::RecordStore(const std::filesystem::path& directory, Access access) : directory_(directory) {
  rocksdb::DBOptions options;
  options.create_if_missing = access == Access::write;
  options.create_missing_column_families = access == Access::write;
  options.max_open_files = access == Access::write ? 512 : -1;  // a reader holds all, the writer may delete them
  options.info_log = std::make_shared<SilentLog>();
  options.max_total_wal_size = 64 << 20;
  options.avoid_flush_during_shutdown = false;
  const auto cache = rocksdb::NewLRUCache(16 << 20);
  const std::vector<rocksdb::ColumnFamilyDescriptor> descriptors = {
      {rocksdb::kDefaultColumnFamilyName, family_options(false, cache)},
      {"records", family_options(true, cache)},
      {"documents", family_options(true, cache)},
      {"sources", family_options(false, cache)},
      {"changes", family_options(false, cache)},
      {"meta", family_options(false, cache)}};
  rocksdb::DB* db = nullptr;
  rocksdb::Status status;
  // A writer may finish a compaction between a reader's look at the list of files and its opening of them.
  for (int attempt = 0; attempt < 5; ++attempt) {
    status = access == Access::write
                 ? rocksdb::DB::Open(options, directory.string(), descriptors, &opened_.handles, &db)
                 : rocksdb::DB::OpenForReadOnly(options, directory.string(), descriptors, &opened_.handles, &db);
    if (status.ok() || access == Access::write) break;
  }
  if (!status.ok()) {
    throw Error(Error::Kind::storage, "cannot open the records in " + directory.string() + ": " + status.ToString());
  }
  opened_.db.reset(db);
  check_version(access);
  sequence_ = last_sequence();
}

RecordStore::Opened::~Opened() {
  for (rocksdb::ColumnFamilyHandle* handle : handles) db->DestroyColumnFamilyHandle(handle);
}

void RecordStore::check_version(Access access) {
  const std::optional<std::string> version = get(meta, "version");
  if (version == layout_version) return;
  if (version || last_sequence() > 0) {
    throw Error(Error::Kind::storage, directory_.string() + " was written by another version of colophon (layout " +
                                          version.value_or("unknown") + ", this one reads " + layout_version +
                                          "); index the reports into a new knowledge base");
  }
  if (access == Access::read) return;
  rocksdb::WriteBatch batch;
  batch.Put(family(meta), "version", layout_version);
  write(batch);
}

std::optional<std::string> RecordStore::get(Family where, const rocksdb::Slice& key) const {
  std::string value;
  const rocksdb::Status status = opened_.db->Get({}, family(where), key, &value);
  if (status.IsNotFound()) return std::nullopt;
  if (!status.ok()) {
    throw Error(Error::Kind::storage,
                "cannot read " + key.ToString() + " in " + directory_.string() + ": " + status.ToString());
  }
  return value;
}

std::optional<Entry> RecordStore::entry(std::string_view key) const {
  const std::optional<std::string> bytes = get(records, slice(key));
  if (!bytes) return std::nullopt;
  return entry_from_bytes(std::string(key), *bytes);
}

std::optional<std::string> RecordStore::document(std::string_view key) const { return get(documents, slice(key)); }

namespace {

// All entries from `start` on. Throws when the iterator stops for another reason than the end.
template <typename Visit>
void scan(rocksdb::DB& db, rocksdb::ColumnFamilyHandle* where, const std::string& start, Visit visit) {
  const std::unique_ptr<rocksdb::Iterator> at(db.NewIterator({}, where));
  for (at->Seek(start); at->Valid(); at->Next()) {
    if (!visit(at->key().ToStringView(), at->value().ToStringView())) return;
  }
  if (!at->status().ok()) {
    throw Error(Error::Kind::storage, "cannot read " + db.GetName() + ": " + at->status().ToString());
  }
}

}  // namespace

void RecordStore::for_each(const std::function<bool(const Entry&)>& visit) const {
  scan(*opened_.db, family(records), "",
       [&](std::string_view key, std::string_view value) { return visit(entry_from_bytes(std::string(key), value)); });
}

std::vector<std::string> RecordStore::keys() const {
  std::vector<std::string> result;
  scan(*opened_.db, family(records), "", [&](std::string_view key, std::string_view) {
    result.emplace_back(key);
    return true;
  });
  return result;
}

std::vector<Source> RecordStore::sources() const {
  std::vector<Source> result;
  scan(*opened_.db, family(sources_), "", [&](std::string_view key, std::string_view value) {
    result.push_back(source_from_json(std::string(key), value));
    return true;
  });
  return result;
}

std::vector<Change> RecordStore::changes_after(uint64_t sequence) const {
  std::vector<Change> result;
  scan(*opened_.db, family(changes), encode(sequence + 1), [&](std::string_view key, std::string_view value) {
    result.push_back({decode(key), value.substr(0, 1) == "+", std::string(value.substr(1))});
    return true;
  });
  return result;
}

uint64_t RecordStore::last_sequence() const {
  const std::unique_ptr<rocksdb::Iterator> at(opened_.db->NewIterator({}, family(changes)));
  at->SeekToLast();
  return at->Valid() ? decode(at->key().ToStringView()) : 0;
}

void RecordStore::append_change(rocksdb::WriteBatch& batch, char kind, const std::string& key) {
  const std::optional<std::string> previous = get(records, key);
  if (previous) batch.Delete(family(changes), previous->substr(0, 8));
  batch.Put(family(changes), encode(sequence_ + 1), kind + key);
}

void RecordStore::write(rocksdb::WriteBatch& batch) {
  rocksdb::WriteOptions options;
  options.sync = true;
  const rocksdb::Status status = opened_.db->Write(options, &batch);
  if (!status.ok()) {
    throw Error(Error::Kind::storage, "cannot write to " + directory_.string() + ": " + status.ToString());
  }
}

void RecordStore::commit(const Source& source, const schema::Record& record, std::string_view document_json) {
  rocksdb::WriteBatch batch;
  append_change(batch, '+', source.report);
  batch.Put(family(records), source.report, encode(sequence_ + 1) + dump(schema::record_to_json(record)));
  batch.Put(family(documents), source.report, slice(document_json));
  batch.Put(family(sources_), source.path, dump(source_to_json(source)));
  write(batch);
  ++sequence_;
}

void RecordStore::note(const Source& source) {
  rocksdb::WriteBatch batch;
  batch.Put(family(sources_), source.path, dump(source_to_json(source)));
  write(batch);
}

void RecordStore::remove(const Source& source) {
  rocksdb::WriteBatch batch;
  batch.Delete(family(sources_), source.path);
  const bool has_report = !source.report.empty() && get(records, source.report);
  if (has_report) {
    append_change(batch, '-', source.report);
    batch.Delete(family(records), source.report);
    batch.Delete(family(documents), source.report);
  }
  write(batch);
  if (has_report) ++sequence_;
}

void RecordStore::flush() {
  const rocksdb::Status status = opened_.db->Flush({}, opened_.handles);
  if (!status.ok()) {
    throw Error(Error::Kind::storage, "cannot write to " + directory_.string() + ": " + status.ToString());
  }
}

}  // namespace colophon::store
