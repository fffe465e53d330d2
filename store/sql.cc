#include "store/sql.h"

#include "schema/error.h"
#include "store/sqlite.h"
#include "store/tables_mirror.h"

namespace colophon::store {
namespace {

using schema::Error;

int allow_reading(void*, int action, const char* first, const char* second, const char*, const char*) {
  switch (action) {
    case SQLITE_SELECT:
    case SQLITE_READ:
    case SQLITE_FUNCTION:
    case SQLITE_RECURSIVE:
      return SQLITE_OK;
    case SQLITE_PRAGMA: {  // what describes a table, and changes nothing
      const std::string_view pragma = first;
      const bool describes =
          pragma == "table_info" || pragma == "table_xinfo" || pragma == "table_list" || pragma == "index_list";
      return describes && (second != nullptr || pragma == "table_list") ? SQLITE_OK : SQLITE_DENY;
    }
    default:
      return SQLITE_DENY;
  }
}

SqlValue value_at(const SqliteStatement& statement, int column) {
  switch (sqlite3_column_type(statement.get(), column)) {
    case SQLITE_NULL:
      return std::monostate();
    case SQLITE_INTEGER:
      return statement.integer(column);
    case SQLITE_FLOAT:
      return sqlite3_column_double(statement.get(), column);
    default:
      return statement.text(column);
  }
}

}  // namespace

SqlResult run_sql(const std::filesystem::path& knowledge_base, std::string_view sql) {
  const Sqlite database = Sqlite::open_read(tables_file(knowledge_base));
  sqlite3_set_authorizer(database.get(), allow_reading, nullptr);
  SqliteStatement statement = database.prepare_one(sql);
  // VACUUM asks the authorizer only while it runs.
  if (sqlite3_stmt_readonly(statement.get()) == 0) throw Error(Error::Kind::usage, "SQL: not authorized to write");
  SqlResult result;
  for (int column = 0; column < statement.columns(); ++column) {
    result.columns.emplace_back(sqlite3_column_name(statement.get(), column));
  }
  try {
    while (statement.step()) {
      SqlRow row;
      for (int column = 0; column < statement.columns(); ++column) row.push_back(value_at(statement, column));
      result.rows.push_back(std::move(row));
    }
  } catch (const Error&) {
    // What a statement does wrong while it runs ("malformed JSON") is no fault of the store's.
    const bool own = (sqlite3_errcode(database.get()) & 0xFF) == SQLITE_ERROR;
    if (own) throw Error(Error::Kind::usage, std::string("SQL: ") + sqlite3_errmsg(database.get()));
    throw;
  }
  return result;
}

}  // namespace colophon::store
