#include "store/sqlite.h"

#include <algorithm>

#include "schema/error.h"

namespace colophon::store {
namespace {

using schema::Error;

constexpr int patience_ms = 10000;

}  // namespace

void SqliteStatement::check(int code) const {
  if (code == SQLITE_OK || code == SQLITE_ROW || code == SQLITE_DONE) return;
  throw Error(Error::Kind::storage,
              std::string("the tables failed: ") + sqlite3_errmsg(sqlite3_db_handle(statement_.get())));
}

SqliteStatement& SqliteStatement::bind(int parameter, std::string_view text) {
  check(sqlite3_bind_text64(statement_.get(), parameter, text.data(), text.size(), SQLITE_TRANSIENT, SQLITE_UTF8));
  return *this;
}

SqliteStatement& SqliteStatement::bind(int parameter, double number) {
  check(sqlite3_bind_double(statement_.get(), parameter, number));
  return *this;
}

SqliteStatement& SqliteStatement::bind(int parameter, int64_t number) {
  check(sqlite3_bind_int64(statement_.get(), parameter, number));
  return *this;
}

SqliteStatement& SqliteStatement::bind(int parameter, std::optional<double> number) {
  return number ? bind(parameter, *number) : bind_null(parameter);
}

SqliteStatement& SqliteStatement::bind_null(int parameter) {
  check(sqlite3_bind_null(statement_.get(), parameter));
  return *this;
}

bool SqliteStatement::step() {
  const int code = sqlite3_step(statement_.get());
  check(code);
  return code == SQLITE_ROW;
}

void SqliteStatement::run() {
  const int code = sqlite3_step(statement_.get());
  sqlite3_reset(statement_.get());
  sqlite3_clear_bindings(statement_.get());
  check(code);
}

std::string SqliteStatement::text(int column) const {
  const auto* bytes = reinterpret_cast<const char*>(sqlite3_column_text(statement_.get(), column));
  return bytes == nullptr ? ""
                          : std::string(bytes, static_cast<size_t>(sqlite3_column_bytes(statement_.get(), column)));
}

Sqlite::Sqlite(const std::string& name, int flags) {
  sqlite3* opened = nullptr;
  const int code = sqlite3_open_v2(name.c_str(), &opened, flags | SQLITE_OPEN_NOMUTEX, nullptr);
  database_.reset(opened);
  if (code != SQLITE_OK) {
    throw Error(Error::Kind::storage, "cannot open the tables in " + name + ": " + sqlite3_errstr(code));
  }
  sqlite3_extended_result_codes(opened, 1);
  sqlite3_busy_timeout(opened, patience_ms);
}

Sqlite Sqlite::open_write(const std::filesystem::path& file) {
  return {file.string(), SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE};
}

Sqlite Sqlite::open_read(const std::filesystem::path& file) {
  Sqlite database(file.string(), SQLITE_OPEN_READONLY);
  int code = sqlite3_exec(database.get(), "SELECT count(*) FROM sqlite_schema", nullptr, nullptr, nullptr);
  if ((code & 0xFF) != SQLITE_CANTOPEN && (code & 0xFF) != SQLITE_READONLY) return database;
  // The log's index cannot be made here; without a writer the file alone is whole.
  std::string escaped;
  for (const char c : std::filesystem::absolute(file).string()) {
    if (c == '?' || c == '#' || c == '%') {
      escaped += c == '?' ? "%3f" : c == '#' ? "%23" : "%25";
    } else {
      escaped += c;
    }
  }
  return {"file:" + escaped + "?immutable=1", SQLITE_OPEN_READONLY | SQLITE_OPEN_URI};
}

SqliteStatement Sqlite::prepare(std::string_view sql) const {
  SqliteStatement made;
  sqlite3_stmt* statement = nullptr;
  if (sqlite3_prepare_v2(get(), sql.data(), static_cast<int>(sql.size()), &statement, nullptr) != SQLITE_OK) {
    throw Error(Error::Kind::storage, "the tables failed: " + std::string(sqlite3_errmsg(get())));
  }
  made.statement_.reset(statement);
  return made;
}

SqliteStatement Sqlite::prepare_one(std::string_view sql) const {
  SqliteStatement made;
  sqlite3_stmt* statement = nullptr;
  const char* rest = nullptr;
  const char* const end = sql.data() + sql.size();
  if (sqlite3_prepare_v2(get(), sql.data(), static_cast<int>(sql.size()), &statement, &rest) != SQLITE_OK) {
    throw Error(Error::Kind::usage, "SQL: " + std::string(sqlite3_errmsg(get())));
  }
  made.statement_.reset(statement);
  if (statement == nullptr) throw Error(Error::Kind::usage, "SQL: there is no statement");
  if (std::any_of(rest, end, [](char c) { return c != ' ' && c != ';' && (c < '\t' || c > '\r'); })) {
    throw Error(Error::Kind::usage,
                "SQL: one statement at a time, please; after the first there is \"" + std::string(rest, end) + "\"");
  }
  return made;
}

void Sqlite::run(const std::string& sql) const {
  if (sqlite3_exec(database_.get(), sql.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK) return;
  throw Error(Error::Kind::storage, "the tables failed: " + std::string(sqlite3_errmsg(database_.get())));
}

}  // namespace colophon::store
