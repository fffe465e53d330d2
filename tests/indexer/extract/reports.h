// Small reports for tests, built block by block.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "indexer/document/document.h"

namespace colophon::extract::test {

class Report {
 public:
  explicit Report(std::string title = "") {
    document_.report = "report.md";
    document_.format = "markdown";
    document_.title = title;
    if (!title.empty()) add(document::BlockKind::heading, std::move(title));
  }

  Report& section(std::string title, document::Role role) {
    document::Section section;
    section.title = title;
    section.role = role;
    document_.sections.push_back(std::move(section));
    return add(document::BlockKind::heading, std::move(title));
  }
  Report& paragraph(std::string text) { return add(document::BlockKind::paragraph, std::move(text)); }
  Report& item(std::string text) { return add(document::BlockKind::list_item, std::move(text)); }
  Report& code(std::string text) { return add(document::BlockKind::code, std::move(text)); }

  Report& table(const std::vector<std::vector<std::string>>& rows, std::string caption = "", int header_rows = 1,
                int header_cols = 1) {
    document::Table table;
    table.caption = std::move(caption);
    table.id = table.caption.substr(0, table.caption.find(':'));
    table.section = static_cast<int>(document_.sections.size()) - 1;
    table.header_rows = header_rows;
    table.header_cols = header_cols;
    for (const auto& row : rows) {
      table.rows.emplace_back();
      for (const std::string& text : row) {
        document::Cell cell;
        cell.text = cell.core = text;
        table.rows.back().push_back(std::move(cell));
      }
    }
    table.groups.resize(table.rows.size());
    document_.tables.push_back(std::move(table));
    add(document::BlockKind::table, "");
    document_.blocks.back().table = static_cast<int>(document_.tables.size()) - 1;
    return *this;
  }

  // The row `row` of the last table stands under the band `text`.
  Report& band(size_t row, std::string text) {
    document_.tables.back().groups[row] = std::move(text);
    return *this;
  }

  document::Document done() {
    const auto sections = document_.sections;
    document_.finish();
    for (size_t i = 0; i < sections.size(); ++i) document_.sections[i].role = sections[i].role;
    return document_;
  }

 private:
  Report& add(document::BlockKind kind, std::string text) {
    document::Block block;
    block.kind = kind;
    block.text = std::move(text);
    block.section = static_cast<int>(document_.sections.size()) - 1;
    document_.blocks.push_back(std::move(block));
    return *this;
  }

  document::Document document_;
};

}  // namespace colophon::extract::test
