#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>

#include "schema/json.h"
#include "store/knowledge_base.h"
#include "store/sql.h"
#include "tools/colophon/commands.h"
#include "tools/colophon/exit_codes.h"
#include "tools/colophon/text_table.h"

namespace colophon::tools {
namespace {

nlohmann::ordered_json json_of(const store::SqlValue& value) {
  return std::visit(
      [](const auto& held) -> nlohmann::ordered_json {
        if constexpr (std::is_same_v<std::decay_t<decltype(held)>, std::monostate>) {
          return nullptr;
        } else {
          return held;
        }
      },
      value);
}

std::string text_of(const store::SqlValue& value) {
  if (std::holds_alternative<std::monostate>(value)) return "";
  if (const auto* text = std::get_if<std::string>(&value)) return *text;
  return json_of(value).dump();
}

void print_json(const store::SqlResult& result) {
  auto rows = nlohmann::ordered_json::array();
  for (const store::SqlRow& row : result.rows) {
    auto object = nlohmann::ordered_json::object();
    for (size_t column = 0; column < row.size(); ++column) object[result.columns[column]] = json_of(row[column]);
    rows.push_back(std::move(object));
  }
  std::printf("%s\n", schema::json_text(rows, 1).c_str());
}

}  // namespace

void add_sql(CLI::App& app, Context& context) {
  auto* command = app.add_subcommand("sql", "Ask the tables in SQL; docs/sqlite.md describes them");
  command->footer(
      "Example:\n  colophon sql \"SELECT model, value FROM facts WHERE field = 'rl.algorithm'\"\n"
      "Reads only. Exit code 1 when there is no row.");
  auto kb = std::make_shared<std::string>();
  auto statement = std::make_shared<std::string>();
  auto format = std::make_shared<std::string>("table");
  command->add_option("STATEMENT", *statement, "One SELECT")->required();
  add_kb_option(command, *kb);
  command->add_option("--format", *format, "table (default), csv or json")
      ->check(CLI::IsMember({"table", "csv", "json"}));
  command->callback([kb, statement, format, &context] {
    const store::KnowledgeBase base = store::KnowledgeBase::open(*kb, store::Access::read);
    const store::SqlResult result = store::run_sql(base.directory(), *statement);
    if (*format == "json") {
      print_json(result);
    } else {
      std::vector<std::vector<std::string>> rows;
      for (const store::SqlRow& row : result.rows) {
        auto& texts = rows.emplace_back();
        for (const store::SqlValue& value : row) texts.push_back(text_of(value));
      }
      const std::string text = *format == "csv" ? csv_table(result.columns, rows) : text_table(result.columns, rows);
      std::fwrite(text.data(), 1, text.size(), stdout);
    }
    context.exit_code = result.rows.empty() ? exit_nothing : exit_done;
  });
}

}  // namespace colophon::tools
