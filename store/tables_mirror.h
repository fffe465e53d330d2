// The SQLite mirror. docs/sqlite.md describes its tables to people; tables_schema says them in SQL.
#pragma once

#include <filesystem>
#include <map>
#include <string>

#include "store/mirror.h"
#include "store/sqlite.h"

namespace colophon::store {

std::filesystem::path tables_file(const std::filesystem::path& knowledge_base);

// The statements that make the tables and views. `facts_wide` has a column for each field of the checklist.
std::string tables_schema();

class TablesMirror : public Mirror {
 public:
  explicit TablesMirror(const std::filesystem::path& knowledge_base);

  uint64_t sequence() const override { return sequence_; }
  void put(const Entry& entry, const nlohmann::json& document) override;
  void remove(const std::string& key) override;
  void save(uint64_t sequence) override;

 private:
  void begin();
  SqliteStatement& statement(const char* sql);
  void put_report(const Entry& entry);
  void put_models(const Entry& entry);
  void put_fact(const std::string& key, const schema::Fact& fact, const char* status);
  void put_scores(const Entry& entry);
  void put_passages(const Entry& entry);

  Sqlite database_;
  std::map<const char*, SqliteStatement> statements_;
  uint64_t sequence_ = 0;
  bool in_transaction_ = false;
};

// The sequence the tables hold; 0 when there are none that can be read.
uint64_t tables_sequence(const std::filesystem::path& knowledge_base);

}  // namespace colophon::store
