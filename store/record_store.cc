#include "store/record_store.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>
#include <utility>

#include "schema/error.h"
#include "schema/json.h"
#include "store/digest.h"
#include "store/layout.h"
#include "store/record_files.h"

namespace colophon::store {
namespace {

using nlohmann::json;
using schema::Error;

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

std::string source_bytes(const Source& source, const std::string& document_digest) {
  json out = {{"size", source.size},     {"modified", source.modified}, {"digest", source.digest},
              {"report", source.report}, {"error", source.error},       {"recipe", source.recipe}};
  if (!document_digest.empty()) out["document"] = document_digest;
  return schema::json_text(out);
}

std::string correction_key(std::string_view report, std::string_view field, std::string_view model) {
  return std::string(report) + '\0' + std::string(field) + '\0' + std::string(model);
}

constexpr const char* salvage_hint = "; `colophon rebuild` saves what can be read";
constexpr std::string_view stand_in = "no-file:";

// The names of a database's files: they change whenever a log or a table comes or goes.
std::set<std::string> file_names(const std::filesystem::path& directory) {
  std::set<std::string> names;
  std::error_code gone;
  for (std::filesystem::directory_iterator at(directory, gone), end; !gone && at != end; at.increment(gone)) {
    const std::string name = at->path().filename().string();
    if (name.ends_with(".log") || name.ends_with(".sst") || name.starts_with("MANIFEST")) names.insert(name);
  }
  return names;
}

}  // namespace

std::string stand_in_path(std::string_view key) { return std::string(stand_in) + std::string(key); }

bool is_stand_in(std::string_view path) { return path.starts_with(stand_in); }

Entry entry_from_bytes(std::string key, std::string_view bytes) {
  if (bytes.size() < 8) throw Error(Error::Kind::storage, "record " + key + " is cut short; index its file again");
  Entry entry{std::move(key), decode(bytes), {}};
  json record = schema::parse_json(bytes.substr(8), "record " + entry.key);
  drop_outdated_facts(record);
  entry.record = schema::record_from_json(record);
  return entry;
}

Source source_from_bytes(std::string path, std::string_view text) {
  const json in = schema::parse_json(text, "source " + path);
  return {std::move(path),
          schema::member_or<uint64_t>(in, "size", 0),
          schema::member_or<int64_t>(in, "modified", 0),
          schema::member_or<std::string>(in, "digest", ""),
          schema::member_or<std::string>(in, "report", ""),
          schema::member_or<std::string>(in, "error", ""),
          schema::member_or<std::string>(in, "recipe", "")};
}

std::string document_digest_of(std::string_view source_bytes) {
  return schema::member_or<std::string>(schema::parse_json(source_bytes, "source"), "document", "");
}

Change change_from_bytes(std::string_view sequence, std::string_view bytes) {
  return {decode(sequence), bytes.substr(0, 1) == "+", bytes.empty() ? "" : std::string(bytes.substr(1))};
}

RecordStore::RecordStore(const std::filesystem::path& directory, Access access) : directory_(directory) {
  const bool writing = access == Access::write;
  if (record_files(directory) == RecordFiles::damaged) {
    throw Error(Error::Kind::storage,
                "the records in " + directory.string() + " are damaged: CURRENT is missing" + salvage_hint);
  }
  const rocksdb::DBOptions options = records_options(writing);
  rocksdb::DB* db = nullptr;
  rocksdb::Status status;
  std::vector<rocksdb::ColumnFamilyHandle*> handles;
  std::vector<std::string> there = family_names();
  // A writer may finish a compaction between a reader's look at the list of files and its opening of them, or drop a
  // log whose changes it has just written to a table: then the reader would see some families later than others.
  constexpr int attempts = 20;
  for (int attempt = 1;; ++attempt) {
    std::vector<rocksdb::ColumnFamilyDescriptor> descriptors = family_descriptors();
    const std::set<std::string> files = writing ? std::set<std::string>() : file_names(directory);
    if (writing) {
      status = rocksdb::DB::Open(options, directory.string(), descriptors, &handles, &db);
    } else if (status = rocksdb::DB::ListColumnFamilies(options, directory.string(), &there); status.ok()) {
      std::erase_if(descriptors,
                    [&](const auto& one) { return std::find(there.begin(), there.end(), one.name) == there.end(); });
      there.clear();
      for (const auto& one : descriptors) there.push_back(one.name);
      status = rocksdb::DB::OpenForReadOnly(options, directory.string(), descriptors, &handles, &db);
    }
    if (writing || attempt == attempts || (status.ok() && file_names(directory) == files)) break;
    for (rocksdb::ColumnFamilyHandle* handle : handles) db->DestroyColumnFamilyHandle(handle);
    handles.clear();
    delete std::exchange(db, nullptr);
  }
  if (!status.ok()) {
    throw Error(Error::Kind::storage, "cannot open the records in " + directory.string() + ": " + status.ToString() +
                                          (status.IsIOError() ? "" : salvage_hint));
  }
  opened_.db.reset(db);
  for (const std::string& name : family_names()) {
    const auto at = std::find(there.begin(), there.end(), name);
    opened_.handles.push_back(at == there.end() ? nullptr : handles[static_cast<size_t>(at - there.begin())]);
  }
  settle_layout(access);
  sequence_ = last_sequence();
}

RecordStore::Opened::~Opened() {
  for (rocksdb::ColumnFamilyHandle* handle : handles) {
    if (handle != nullptr) db->DestroyColumnFamilyHandle(handle);
  }
}

void RecordStore::settle_layout(Access access) {
  const std::optional<std::string> version = get(meta, "version");
  if (!version && last_sequence() > 0) {
    throw Error(Error::Kind::storage,
                "the records in " + directory_.string() + " do not say their layout" + salvage_hint);
  }
  if (version && layout_of(*version, directory_.string()) == newest_layout) return;
  if (access == Access::read) return;
  // A newer layout has families more, which opening made, and members more, which reading does without.
  rocksdb::WriteBatch batch;
  batch.Put(family(meta), "version", std::to_string(newest_layout));
  write(batch);
}

std::optional<std::string> RecordStore::get(Family where, const rocksdb::Slice& key) const {
  if (family(where) == nullptr) return std::nullopt;
  std::string value;
  const rocksdb::Status status = opened_.db->Get({}, family(where), key, &value);
  if (status.IsNotFound()) return std::nullopt;
  if (!status.ok()) {
    throw Error(Error::Kind::storage, "cannot read " + key.ToString() + " in " + directory_.string() + ": " +
                                          status.ToString() + salvage_hint);
  }
  return value;
}

Entry RecordStore::with_corrections(Entry entry) const {
  apply_corrections(corrections(entry.key), entry.record);
  return entry;
}

std::optional<Entry> RecordStore::extracted(std::string_view key) const {
  const std::optional<std::string> bytes = get(records, slice(key));
  if (!bytes) return std::nullopt;
  return entry_from_bytes(std::string(key), *bytes);
}

std::optional<Entry> RecordStore::entry(std::string_view key) const {
  std::optional<Entry> found = extracted(key);
  if (!found) return std::nullopt;
  return with_corrections(*std::move(found));
}

std::optional<std::string> RecordStore::document(std::string_view key) const { return get(documents, slice(key)); }

void RecordStore::scan(Family where, const std::string& start, const Visit& visit) const {
  if (family(where) == nullptr) return;
  const std::unique_ptr<rocksdb::Iterator> at(opened_.db->NewIterator({}, family(where)));
  for (at->Seek(start); at->Valid(); at->Next()) {
    if (!visit(at->key().ToStringView(), at->value().ToStringView())) return;
  }
  if (!at->status().ok()) {
    throw Error(Error::Kind::storage,
                "cannot read " + directory_.string() + ": " + at->status().ToString() + salvage_hint);
  }
}

void RecordStore::for_each(const std::function<bool(const Entry&)>& visit) const {
  scan(records, "", [&](std::string_view key, std::string_view value) {
    return visit(with_corrections(entry_from_bytes(std::string(key), value)));
  });
}

std::vector<std::string> RecordStore::keys() const {
  std::vector<std::string> result;
  scan(records, "", [&](std::string_view key, std::string_view) {
    result.emplace_back(key);
    return true;
  });
  return result;
}

std::vector<Source> RecordStore::sources() const {
  std::vector<Source> result;
  scan(sources_, "", [&](std::string_view key, std::string_view value) {
    result.push_back(source_from_bytes(std::string(key), value));
    return true;
  });
  return result;
}

std::map<std::string, std::string> RecordStore::document_digests() const {
  std::map<std::string, std::string> result;
  scan(sources_, "", [&](std::string_view key, std::string_view value) {
    const std::string report = source_from_bytes(std::string(key), value).report;
    if (!report.empty()) result[report] = document_digest_of(value);
    return true;
  });
  return result;
}

std::vector<Change> RecordStore::changes_after(uint64_t sequence) const {
  std::vector<Change> result;
  scan(changes, encode(sequence + 1), [&](std::string_view key, std::string_view value) {
    result.push_back(change_from_bytes(key, value));
    return true;
  });
  return result;
}

uint64_t RecordStore::last_sequence() const { return last_number(changes); }

std::vector<Correction> RecordStore::corrections(std::string_view key) const {
  std::vector<Correction> result;
  const std::string start = correction_key(key, "", "").substr(0, key.size() + 1);
  scan(corrections_, start, [&](std::string_view at, std::string_view value) {
    if (!at.starts_with(start)) return false;
    try {
      result.push_back(correction_from_json(schema::parse_json(value, "correction of " + std::string(key))));
    } catch (const Error&) {
      // Of a field that this version's checklist does not have, or has with another type: kept for one that does.
    }
    return true;
  });
  return result;
}

// The record stays as it is; its change is told anew, so that the mirrors take the correction in.
void RecordStore::append_correction(rocksdb::WriteBatch& batch, const std::string& key) {
  const std::optional<std::string> bytes = get(records, key);
  if (!bytes) return;
  append_change(batch, '+', key);
  batch.Put(family(records), key, encode(sequence_ + 1) + bytes->substr(8));
}

std::vector<Decision> RecordStore::decisions() const {
  std::vector<Decision> result;
  scan(decisions_, "", [&](std::string_view, std::string_view value) {
    try {
      result.push_back(decision_from_json(schema::parse_json(value, "decision")));
    } catch (const Error&) {
      // About a field that this version's checklist does not have: kept for one that does.
    }
    return true;
  });
  return result;
}

uint64_t RecordStore::last_number(Family where) const {
  if (family(where) == nullptr) return 0;
  const std::unique_ptr<rocksdb::Iterator> at(opened_.db->NewIterator({}, family(where)));
  at->SeekToLast();
  if (!at->Valid() && !at->status().ok()) {
    throw Error(Error::Kind::storage,
                "cannot read " + directory_.string() + ": " + at->status().ToString() + salvage_hint);
  }
  return at->Valid() ? decode(at->key().ToStringView()) : 0;
}

Decision RecordStore::decide(Decision decision) {
  const std::string place = correction_key(decision.report, decision.field, decision.model);
  decision.number = last_number(decisions_) + 1;
  decision.before.reset();
  if (const std::optional<std::string> before = get(corrections_, place)) {
    decision.before = correction_from_json(schema::parse_json(*before, "correction of " + decision.report));
  }
  rocksdb::WriteBatch batch;
  if (decision.after) {
    batch.Put(family(corrections_), place, schema::json_text(correction_to_json(*decision.after)));
  } else {
    batch.Delete(family(corrections_), place);
  }
  batch.Put(family(decisions_), encode(decision.number), schema::json_text(decision_to_json(decision)));
  append_correction(batch, decision.report);
  write(batch);
  sequence_ = last_sequence();
  return decision;
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
  batch.Put(family(records), source.report, encode(sequence_ + 1) + schema::json_text(schema::record_to_json(record)));
  batch.Put(family(documents), source.report, slice(document_json));
  batch.Delete(family(sources_), stand_in_path(source.report));
  batch.Put(family(sources_), source.path, source_bytes(source, digest_of(document_json)));
  write(batch);
  ++sequence_;
}

void RecordStore::note(const Source& source) {
  const std::optional<std::string> before = source.report.empty() ? std::nullopt : get(sources_, source.path);
  rocksdb::WriteBatch batch;
  batch.Put(family(sources_), source.path, source_bytes(source, before ? document_digest_of(*before) : ""));
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
