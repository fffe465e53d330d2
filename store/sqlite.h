// SQLite with errors that are exceptions and statements that close themselves.
#pragma once

#include <sqlite3.h>

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace colophon::store {

class SqliteStatement {
 public:
  // Parameters count from 1. Text is copied.
  SqliteStatement& bind(int parameter, std::string_view text);
  SqliteStatement& bind(int parameter, double number);
  SqliteStatement& bind(int parameter, int64_t number);
  SqliteStatement& bind(int parameter, std::optional<double> number);
  SqliteStatement& bind_null(int parameter);

  // True when there is a row to read.
  bool step();
  // Runs a statement without rows and makes it ready for the next parameters.
  void run();

  int columns() const { return sqlite3_column_count(statement_.get()); }
  int64_t integer(int column) const { return sqlite3_column_int64(statement_.get(), column); }
  std::string text(int column) const;
  sqlite3_stmt* get() const { return statement_.get(); }

 private:
  friend class Sqlite;
  struct Finalize {
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
  };
  void check(int code) const;
  std::unique_ptr<sqlite3_stmt, Finalize> statement_;
};

class Sqlite {
 public:
  // Throws Error(storage).
  static Sqlite open_write(const std::filesystem::path& file);
  // Reads beside a writer, and in a directory that cannot be written.
  static Sqlite open_read(const std::filesystem::path& file);

  // Throws Error(storage).
  SqliteStatement prepare(std::string_view sql) const;
  // For a person's text: throws Error(usage) with SQLite's own words, also for no statement or more than one.
  SqliteStatement prepare_one(std::string_view sql) const;
  // Any number of statements.
  void run(const std::string& sql) const;
  sqlite3* get() const { return database_.get(); }

 private:
  struct Close {
    void operator()(sqlite3* database) const { sqlite3_close_v2(database); }
  };
  Sqlite(const std::string& name, int flags);
  std::unique_ptr<sqlite3, Close> database_;
};

}  // namespace colophon::store
