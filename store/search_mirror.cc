#include "store/search_mirror.h"

#include <charconv>
#include <nlohmann/json.hpp>

#include "schema/error.h"
#include "store/search_documents.h"
#include "store/search_index.h"

namespace colophon::store {
namespace {

uint64_t read_sequence(const Xapian::Database& database) {
  const std::string text = database.get_metadata("sequence");
  uint64_t sequence = 0;
  std::from_chars(text.data(), text.data() + text.size(), sequence);
  return database.get_metadata("layout") == search_layout() ? sequence : 0;
}

// Xapian's errors say too little of where and what to do.
template <typename Action>
auto guarded(Action action) {
  try {
    return action();
  } catch (const Xapian::Error& error) {
    throw schema::Error(schema::Error::Kind::storage,
                        "the search index failed: " + error.get_msg() + "; run `colophon rebuild`");
  }
}

Xapian::WritableDatabase open(const std::filesystem::path& directory) {
  const int flags = Xapian::DB_CREATE_OR_OPEN | Xapian::DB_BACKEND_GLASS;
  try {
    Xapian::WritableDatabase database(directory.string(), flags);
    if (database.get_metadata("layout") == search_layout()) return database;
  } catch (const Xapian::DatabaseLockError&) {
    throw;
  } catch (const Xapian::Error&) {
    // Damaged: made again below.
  }
  std::error_code ignored;
  std::filesystem::remove_all(directory, ignored);
  Xapian::WritableDatabase database(directory.string(), flags);
  database.set_metadata("layout", search_layout());
  database.commit();
  return database;
}

}  // namespace

SearchMirror::SearchMirror(const std::filesystem::path& knowledge_base)
    : database_(guarded([&] { return open(search_directory(knowledge_base)); })), sequence_(read_sequence(database_)) {}

void SearchMirror::begin() {
  if (!in_transaction_) database_.begin_transaction();
  in_transaction_ = true;
}

void SearchMirror::put(const Entry& entry, const nlohmann::json& document) {
  guarded([&] {
    begin();
    database_.delete_document(term::report(entry.key));
    for_each_search_document(entry, document, [this](const Xapian::Document& made) { database_.add_document(made); });
  });
}

void SearchMirror::remove(const std::string& key) {
  guarded([&] {
    begin();
    database_.delete_document(term::report(key));
  });
}

void SearchMirror::save(uint64_t sequence) {
  guarded([&] {
    begin();
    database_.set_metadata("sequence", std::to_string(sequence));
    database_.commit_transaction();
    in_transaction_ = false;
    sequence_ = sequence;
  });
}

uint64_t search_sequence(const std::filesystem::path& knowledge_base) {
  try {
    return read_sequence(Xapian::Database(search_directory(knowledge_base).string()));
  } catch (const Xapian::Error&) {
    return 0;
  }
}

}  // namespace colophon::store
