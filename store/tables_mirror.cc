#include "store/tables_mirror.h"

#include <nlohmann/json.hpp>

#include "schema/checklist.h"
#include "schema/error.h"
#include "schema/json.h"
#include "store/search_index.h"

namespace colophon::store {
namespace {

// Rows that belong to a report; `reports` itself apart.
constexpr const char* parts[] = {"models", "facts", "scores", "passages", "absences"};

// The sequence of tables that are laid out as ours are; nothing for others.
std::optional<uint64_t> read_sequence(const Sqlite& database) {
  try {
    SqliteStatement mirror = database.prepare("SELECT sequence, layout FROM mirror");
    if (!mirror.step() || mirror.text(1) != tables_schema()) return std::nullopt;
    return static_cast<uint64_t>(mirror.integer(0));
  } catch (const schema::Error&) {
    return std::nullopt;
  }
}

Sqlite configured(const std::filesystem::path& file) {
  Sqlite database = Sqlite::open_write(file);
  // Readers go on while we write. What is committed is on the disk before the mark that the mirrors are behind goes
  // (mirrors.behind): with `synchronous = NORMAL` a power cut after that left tables that nobody knew to be behind.
  database.run("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA temp_store = MEMORY");
  return database;
}

Sqlite open(const std::filesystem::path& file) {
  try {
    Sqlite database = configured(file);
    if (read_sequence(database)) return database;
  } catch (const schema::Error&) {
    // Damaged: made again below.
  }
  for (const char* suffix : {"", "-wal", "-shm"}) {
    std::error_code ignored;
    std::filesystem::remove(file.string() + suffix, ignored);
  }
  Sqlite database = configured(file);
  database.run("BEGIN");
  database.run(tables_schema());
  database.prepare("INSERT INTO mirror VALUES (0, ?)").bind(1, tables_schema()).run();
  database.run("COMMIT");
  return database;
}

void bind_text(SqliteStatement& statement, int parameter, const std::string& text) {
  text.empty() ? statement.bind_null(parameter) : statement.bind(parameter, text);
}

void bind_page(SqliteStatement& statement, int parameter, int page) {
  page > 0 ? statement.bind(parameter, static_cast<int64_t>(page)) : statement.bind_null(parameter);
}

std::string joined(const std::vector<std::string>& texts) {
  std::string all;
  for (const std::string& text : texts) all += (all.empty() ? "" : "; ") + text;
  return all;
}

std::string value_text(const schema::Fact& fact) {
  const schema::Item* item = schema::Checklist::standard().find(fact.field);
  const nlohmann::json json = schema::value_to_json(fact.value, item == nullptr ? schema::ValueType::term : item->type);
  return json.is_string() ? json.get<std::string>() : schema::json_text(json);
}

}  // namespace

std::filesystem::path tables_file(const std::filesystem::path& knowledge_base) {
  return knowledge_base / "tables.sqlite";
}

TablesMirror::TablesMirror(const std::filesystem::path& knowledge_base)
    : database_(open(tables_file(knowledge_base))), sequence_(read_sequence(database_).value_or(0)) {}

void TablesMirror::begin() {
  if (!in_transaction_) database_.run("BEGIN IMMEDIATE");
  in_transaction_ = true;
}

SqliteStatement& TablesMirror::statement(const char* sql) {
  const auto found = statements_.find(sql);
  return found != statements_.end() ? found->second : statements_.emplace(sql, database_.prepare(sql)).first->second;
}

void TablesMirror::put(const Entry& entry, const nlohmann::json&) {
  remove(entry.key);
  put_report(entry);
  put_models(entry);
  for (const schema::Fact& fact : entry.record.facts) put_fact(entry.key, fact, "fact");
  for (const schema::Fact& fact : entry.record.review) put_fact(entry.key, fact, "review");
  put_scores(entry);
  put_passages(entry);
}

void TablesMirror::remove(const std::string& key) {
  begin();
  statement("DELETE FROM reports WHERE key = ?").bind(1, key).run();
  for (const char* part : parts) {
    database_.prepare("DELETE FROM " + std::string(part) + " WHERE key = ?").bind(1, key).run();
  }
}

void TablesMirror::put_report(const Entry& entry) {
  const schema::Record& record = entry.record;
  SqliteStatement& insert = statement("INSERT INTO reports VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
  insert.bind(1, entry.key).bind(2, record.report);
  int parameter = 3;
  for (const std::string& text :
       {record.title, joined(record.organization), record.release_date, record.organization_hint, record.date_hint,
        record.language, record.licence, record.repository, record.arxiv}) {
    bind_text(insert, parameter++, text);
  }
  insert.bind(parameter, static_cast<int64_t>(entry.sequence)).run();
}

void TablesMirror::put_models(const Entry& entry) {
  for (const schema::Model& model : entry.record.models) {
    SqliteStatement& insert = statement("INSERT INTO models VALUES (?, ?, ?, ?, ?, ?)");
    insert.bind(1, entry.key).bind(2, model.name);
    bind_text(insert, 3, joined(model.aliases));
    insert.bind(4, model.params_total_b).bind(5, model.params_active_b);
    bind_text(insert, 6, model.family);
    insert.run();
  }
}

void TablesMirror::put_fact(const std::string& key, const schema::Fact& fact, const char* status) {
  SqliteStatement& insert = statement("INSERT INTO facts VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
  insert.bind(1, key);
  bind_text(insert, 2, fact.model);
  insert.bind(3, fact.field).bind(4, value_text(fact)).bind(5, schema::value_number(fact.value));
  if (const auto* range = std::get_if<schema::Range>(&fact.value)) insert.bind(6, range->low);
  if (const auto* labelled = std::get_if<schema::Labelled>(&fact.value)) bind_text(insert, 7, labelled->label);
  bind_text(insert, 8, fact.as_written);
  insert.bind(9, fact.confidence).bind(10, status);
  bind_text(insert, 11, fact.doubt);
  if (!fact.evidence.empty()) {
    bind_page(insert, 12, fact.evidence.front().page);
    bind_text(insert, 13, fact.evidence.front().section);
    bind_text(insert, 14, fact.evidence.front().quote);
  }
  insert.run();
}

void TablesMirror::put_scores(const Entry& entry) {
  for (const schema::Score& score : entry.record.scores) {
    SqliteStatement& insert = statement("INSERT INTO scores VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    insert.bind(1, entry.key).bind(2, score.model).bind(3, score.benchmark);
    insert.bind(4, canonical_benchmark(score.benchmark));
    bind_text(insert, 5, score.setting);
    insert.bind(6, score.value).bind(7, static_cast<int64_t>(score.own)).bind(8, static_cast<int64_t>(score.ablation));
    bind_page(insert, 9, score.page);
    bind_text(insert, 10, score.table);
    bind_text(insert, 11, score.evidence.quote);
    insert.run();
  }
}

void TablesMirror::put_passages(const Entry& entry) {
  for (const schema::Passage& passage : entry.record.passages) {
    SqliteStatement& insert = statement("INSERT INTO passages VALUES (?, ?, ?, ?, ?, ?)");
    insert.bind(1, entry.key).bind(2, passage.item);
    bind_page(insert, 3, passage.page);
    bind_text(insert, 4, passage.section);
    insert.bind(5, passage.quote).bind(6, passage.confidence).run();
  }
  for (const schema::Absence& absence : entry.record.absent) {
    SqliteStatement& insert = statement("INSERT INTO absences VALUES (?, ?, ?)");
    const bool silent = absence.silence == schema::Silence::not_disclosed;
    insert.bind(1, entry.key).bind(2, absence.item).bind(3, silent ? "not disclosed" : "mentioned, not read").run();
  }
}

void TablesMirror::save(uint64_t sequence) {
  begin();
  statement("UPDATE mirror SET sequence = ?").bind(1, static_cast<int64_t>(sequence)).run();
  database_.run("COMMIT");
  in_transaction_ = false;
  sequence_ = sequence;
}

uint64_t tables_sequence(const std::filesystem::path& knowledge_base) {
  try {
    return read_sequence(Sqlite::open_read(tables_file(knowledge_base))).value_or(0);
  } catch (const schema::Error&) {
    return 0;
  }
}

}  // namespace colophon::store
