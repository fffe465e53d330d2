// The files of the records as RocksDB sees them: how they are opened, and what of them is left after damage.
#pragma once

#include <rocksdb/db.h>

#include <filesystem>
#include <string>
#include <vector>

namespace colophon::store {

// By the order of RecordStore's families.
const std::vector<std::string>& family_names();
rocksdb::DBOptions records_options(bool writing);
std::vector<rocksdb::ColumnFamilyDescriptor> family_descriptors();

enum class RecordFiles {
  none,     // no records were ever committed here
  there,    // RocksDB knows them
  damaged,  // files with records are there, but what names them is gone, or a salvage was cut off
};
RecordFiles record_files(const std::filesystem::path& directory);

// Where a salvage keeps the damaged files.
std::filesystem::path damaged_directory(const std::filesystem::path& directory);

}  // namespace colophon::store
