#include "store/record_files.h"

#include <rocksdb/cache.h>
#include <rocksdb/filter_policy.h>
#include <rocksdb/table.h>

namespace colophon::store {
namespace {

namespace fs = std::filesystem;

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

const std::vector<std::string>& family_names() {
  static const std::vector<std::string> names = {rocksdb::kDefaultColumnFamilyName,
                                                 "records",
                                                 "documents",
                                                 "sources",
                                                 "changes",
                                                 "meta",
                                                 "corrections",
                                                 "decisions"};
  return names;
}

rocksdb::DBOptions records_options(bool writing) {
  rocksdb::DBOptions options;
  options.create_if_missing = writing;
  options.create_missing_column_families = writing;
  // The usual sixteen threads for each column family cost a short command more than the few files that they open.
  options.max_file_opening_threads = 1;
  options.max_open_files = writing ? 512 : -1;  // a reader holds all, the writer may delete them
  options.info_log = std::make_shared<SilentLog>();
  options.max_total_wal_size = 64 << 20;
  options.avoid_flush_during_shutdown = false;
  options.wal_recovery_mode = rocksdb::WALRecoveryMode::kTolerateCorruptedTailRecords;
  return options;
}

std::vector<rocksdb::ColumnFamilyDescriptor> family_descriptors() {
  const auto cache = rocksdb::NewLRUCache(16 << 20);
  std::vector<rocksdb::ColumnFamilyDescriptor> descriptors;
  for (const std::string& name : family_names()) {
    descriptors.emplace_back(name, family_options(name == "records" || name == "documents", cache));
  }
  return descriptors;
}

fs::path damaged_directory(const fs::path& directory) { return directory.string() + ".damaged"; }

RecordFiles record_files(const fs::path& directory) {
  std::error_code error;
  if (fs::exists(directory / "CURRENT", error)) return RecordFiles::there;
  if (!fs::exists(directory, error)) {
    return fs::exists(damaged_directory(directory), error) ? RecordFiles::damaged : RecordFiles::none;
  }
  for (fs::directory_iterator at(directory, error), end; !error && at != end; at.increment(error)) {
    const fs::path extension = at->path().extension();
    std::error_code gone;
    if (extension == ".sst" || (extension == ".log" && at->file_size(gone) > 0)) return RecordFiles::damaged;
  }
  return RecordFiles::none;
}

}  // namespace colophon::store
