// Questions in SQL over the tables, for reading only: no statement can write, attach another file or load code.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace colophon::store {

using SqlValue = std::variant<std::monostate, int64_t, double, std::string>;  // NULL, INTEGER, REAL, TEXT
using SqlRow = std::vector<SqlValue>;

struct SqlResult {
  std::vector<std::string> columns;
  std::vector<SqlRow> rows;
};

// Runs one statement over the tables of a knowledge base. Throws Error(usage) in SQLite's words when it is not SQL,
// does more than read, or is more than one statement; Error(storage) when the tables cannot be read.
SqlResult run_sql(const std::filesystem::path& knowledge_base, std::string_view sql);

}  // namespace colophon::store
