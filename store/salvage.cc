#include "store/salvage.h"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>

#include "schema/error.h"
#include "schema/json.h"
#include "store/digest.h"
#include "store/record_checks.h"
#include "store/record_files.h"
#include "store/record_repair.h"
#include "store/record_store.h"

namespace colophon::store {
namespace {

namespace fs = std::filesystem;
using schema::Error;

using Bytes = std::map<std::string, std::string>;

// Forward to the first place that cannot be read, then back from the end: all but what is around it.
Bytes readable(rocksdb::DB& db, rocksdb::ColumnFamilyHandle* family) {
  Bytes found;
  const std::unique_ptr<rocksdb::Iterator> at(db.NewIterator({}, family));
  for (at->SeekToFirst(); at->Valid(); at->Next()) found.emplace(at->key().ToString(), at->value().ToString());
  if (at->status().ok()) return found;
  const std::unique_ptr<rocksdb::Iterator> back(db.NewIterator({}, family));
  for (back->SeekToLast(); back->Valid(); back->Prev()) {
    if (!found.emplace(back->key().ToString(), back->value().ToString()).second) break;
  }
  return found;
}

// All families of the damaged database by name; those that are gone are empty.
std::map<std::string, Bytes> readable_families(const fs::path& damaged) {
  std::map<std::string, Bytes> all;
  for (const std::string& name : family_names()) all[name];
  const rocksdb::DBOptions options = records_options(false);
  std::vector<rocksdb::ColumnFamilyHandle*> handles;
  rocksdb::DB* db = nullptr;
  const auto open = [&] {
    std::vector<std::string> names;
    if (!rocksdb::DB::ListColumnFamilies(options, damaged.string(), &names).ok()) return false;
    std::vector<rocksdb::ColumnFamilyDescriptor> descriptors;
    for (const auto& known : family_descriptors()) {
      if (std::find(names.begin(), names.end(), known.name) != names.end()) descriptors.push_back(known);
    }
    return rocksdb::DB::OpenForReadOnly(options, damaged.string(), descriptors, &handles, &db).ok();
  };
  if (!open()) {
    repair_record_files(damaged);
    if (!open()) return all;
  }
  const std::unique_ptr<rocksdb::DB> owner(db);
  for (rocksdb::ColumnFamilyHandle* handle : handles) {
    all[handle->GetName()] = readable(*db, handle);
    db->DestroyColumnFamilyHandle(handle);
  }
  return all;
}

// What the damaged records tell of each report's last commit.
struct Found {
  std::map<std::string, Source> sources;  // by report, or by path where none was read
  std::map<std::string, std::string> digests;
  Sequences puts;
  std::set<std::string> removed;
};

Found found_in(const Bytes& sources, const Bytes& changes) {
  Found found;
  for (const auto& [path, value] : sources) {
    try {
      Source source = source_from_bytes(path, value);
      if (!source.report.empty()) found.digests[source.report] = document_digest_of(value);
      source.recipe.clear();  // an older version may have come up: the next index reads it again
      found.sources.emplace(source.report.empty() ? path : source.report, std::move(source));
    } catch (const Error&) {
      continue;  // its file will be new to the next index
    }
  }
  for (const auto& [sequence, value] : changes) {
    const Change change = change_from_bytes(sequence, value);
    if (change.put) {
      found.puts[change.key] = change.sequence;
      found.removed.erase(change.key);
    } else {
      found.removed.insert(change.key);
    }
  }
  return found;
}

// A record that is the last one put, with the Document that was committed with it.
bool is_whole(const std::string& key, const std::string& record, const Bytes& documents, const Found& found) {
  const auto document = documents.find(key);
  if (document == documents.end()) return false;
  const auto put = found.puts.find(key);
  const auto digest = found.digests.find(key);
  try {
    const Entry entry = entry_from_bytes(key, record);
    if (put != found.puts.end() && put->second != entry.sequence) return false;
    if (digest != found.digests.end() && !digest->second.empty()) return digest->second == digest_of(document->second);
    return missing_quotes(entry, schema::parse_json(document->second, "document")).empty();
  } catch (const std::exception&) {
    return false;
  }
}

}  // namespace

bool records_are_damaged(const fs::path& records) {
  if (record_files(records) != RecordFiles::there) return record_files(records) == RecordFiles::damaged;
  try {
    const RecordStore store(records, Access::read);
    (void)store.decisions();
    return !check_records(store).damage.empty();
  } catch (const Error&) {
    return true;
  }
}

Salvage salvage_records(const fs::path& records, const std::set<std::string>& reports) {
  Salvage result;
  result.kept = damaged_directory(records);
  const fs::path made = records.string() + ".new";
  fs::remove_all(made);
  if (fs::exists(records)) {
    fs::remove_all(result.kept);
    fs::rename(records, result.kept);
  }
  const std::map<std::string, Bytes> families = readable_families(result.kept);
  Found found = found_in(families.at("sources"), families.at("changes"));
  std::set<std::string> saved, known = reports;
  for (const auto& [key, source] : found.sources) known.insert(source.report);
  {
    RecordStore store(made, Access::write);
    const Bytes& documents = families.at("documents");
    for (const auto& [key, bytes] : families.at("records")) {
      if (found.removed.contains(key)) continue;  // an older file had it still
      known.insert(key);
      if (!is_whole(key, bytes, documents, found)) continue;
      const auto source = found.sources.find(key);
      Source stand_in;
      stand_in.path = stand_in_path(key);
      stand_in.report = key;
      store.commit(source == found.sources.end() ? stand_in : source->second, entry_from_bytes(key, bytes).record,
                   documents.at(key));
      saved.insert(key);
    }
    for (auto& [key, source] : found.sources) {
      if (saved.contains(source.report)) continue;
      source.report.clear();
      store.note(source);
    }
    store.restore_curation(families.at("corrections"), families.at("decisions"));
    store.flush();
  }
  fs::rename(made, records);
  result.saved = saved.size();
  for (const std::string& key : known) {
    if (!key.empty() && !saved.contains(key) && !found.removed.contains(key)) result.lost.push_back(key);
  }
  return result;
}

}  // namespace colophon::store
