#include "store/record_repair.h"

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "store/record_files.h"

namespace colophon::store {
namespace {

namespace fs = std::filesystem;

// In the order of their numbers, which is that in which they were made: RocksDB counts them, and the log names them so.
std::vector<std::string> families_by_number(const fs::path& directory) {
  std::vector<std::string> names;
  if (!rocksdb::DB::ListColumnFamilies(records_options(false), directory.string(), &names).ok()) names.clear();
  for (const std::string& name : family_names()) {
    if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
  }
  return names;
}

// A table for each family, which says that a key is not there that nobody uses.
void make_tables(const fs::path& made, const std::vector<std::string>& names) {
  const std::vector<rocksdb::ColumnFamilyDescriptor> known = family_descriptors();
  std::vector<rocksdb::ColumnFamilyDescriptor> descriptors;
  for (const std::string& name : names) {
    const auto at = std::find_if(known.begin(), known.end(), [&](const auto& one) { return one.name == name; });
    descriptors.push_back(at == known.end() ? rocksdb::ColumnFamilyDescriptor(name, {}) : *at);
  }
  std::vector<rocksdb::ColumnFamilyHandle*> handles;
  rocksdb::DB* opened = nullptr;
  if (!rocksdb::DB::Open(records_options(true), made.string(), descriptors, &handles, &opened).ok()) return;
  const std::unique_ptr<rocksdb::DB> db(opened);
  for (rocksdb::ColumnFamilyHandle* handle : handles) db->Delete({}, handle, "");
  db->Flush({}, handles);
  for (rocksdb::ColumnFamilyHandle* handle : handles) db->DestroyColumnFamilyHandle(handle);
}

uint64_t highest_number(const fs::path& directory) {
  uint64_t highest = 0;
  for (const fs::directory_entry& entry : fs::directory_iterator(directory)) {
    const std::string stem = entry.path().stem().string();
    if (stem.empty() || stem.size() > 18 || stem.find_first_not_of("0123456789") != std::string::npos) continue;
    highest = std::max<uint64_t>(highest, std::stoull(stem));
  }
  return highest;
}

}  // namespace

void repair_record_files(const fs::path& directory) {
  // RocksDB's repair knows of a family by its tables alone. Where the only one is damaged, it would read each entry of
  // the log no further than to the first word of that family, and so lose what the log has of all.
  const fs::path made = directory.string() + ".families";
  std::error_code ignored;
  fs::remove_all(made, ignored);
  make_tables(made, families_by_number(directory));
  uint64_t number = highest_number(directory);
  for (const fs::directory_entry& entry : fs::directory_iterator(made, ignored)) {
    if (entry.path().extension() != ".sst") continue;
    std::string name = std::to_string(++number);
    name.insert(0, name.size() < 6 ? 6 - name.size() : 0, '0');
    fs::copy_file(entry.path(), directory / (name + ".sst"), ignored);
  }
  fs::remove_all(made, ignored);
  rocksdb::RepairDB(directory.string(), records_options(true), family_descriptors());
}

}  // namespace colophon::store
