#include "tools/colophon/document_text.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>

namespace colophon::tools {
namespace {

using document::Block;
using document::BlockKind;
using document::Cell;
using document::Document;
using document::Table;

// Columns on a terminal: Chinese characters take two, marks none.
size_t width_of(const std::string& text) {
  size_t width = 0;
  const auto size = static_cast<int32_t>(text.size());
  for (int32_t i = 0; i < size;) {
    UChar32 c = 0;
    U8_NEXT_OR_FFFD(reinterpret_cast<const uint8_t*>(text.data()), i, size, c);
    const int east_asian = u_getIntPropertyValue(c, UCHAR_EAST_ASIAN_WIDTH);
    const int type = u_charType(c);
    if (type == U_NON_SPACING_MARK || type == U_ENCLOSING_MARK || type == U_FORMAT_CHAR) continue;
    width += east_asian == U_EA_WIDE || east_asian == U_EA_FULLWIDTH ? 2 : 1;
  }
  return width;
}

std::string shown(const Cell& cell) { return cell.copy ? "[" + cell.text + "]" : cell.text; }

std::string grid_text(const Table& table) {
  std::vector<size_t> widths(table.columns(), 0);
  for (const auto& row : table.rows) {
    for (size_t c = 0; c < row.size(); ++c) widths[c] = std::max(widths[c], width_of(shown(row[c])));
  }
  std::string out;
  for (size_t r = 0; r < table.rows.size(); ++r) {
    std::string line;
    for (size_t c = 0; c < table.rows[r].size(); ++c) {
      if (c > 0) line += static_cast<int>(c) == table.header_cols ? " | " : "   ";
      const std::string text = shown(table.rows[r][c]);
      line += text + std::string(widths[c] - width_of(text), ' ');
    }
    while (line.ends_with(' ')) line.pop_back();
    out += line + '\n';
    if (static_cast<int>(r) + 1 == table.header_rows) {
      size_t total = 0;
      for (const size_t width : widths) total += width + 3;
      out += std::string(total < 3 ? 0 : total - 3, '-') + '\n';
    }
  }
  return out;
}

std::string section_title(const Document& document, int section) {
  const auto& heading = document.sections[static_cast<size_t>(section)];
  return heading.number.empty() ? heading.title : heading.number + " " + heading.title;
}

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

std::string box_style(const document::Box& box) {
  char buffer[128];
  std::snprintf(buffer, sizeof buffer, "left:%.1fpx;top:%.1fpx;width:%.1fpx;height:%.1fpx", box.x0, box.y0,
                box.x1 - box.x0, box.y1 - box.y0);
  return buffer;
}

bool has_place(const document::Box& box) { return box.x1 > box.x0 && box.y1 > box.y0; }

std::string table_html(const Table& table) {
  std::string out = "<table>";
  for (size_t r = 0; r < table.rows.size(); ++r) {
    out += table.groups[r].empty() ? "<tr>" : "<tr title=\"band: " + escaped(table.groups[r]) + "\">";
    for (size_t c = 0; c < table.rows[r].size(); ++c) {
      const Cell& cell = table.rows[r][c];
      const bool header = static_cast<int>(r) < table.header_rows || static_cast<int>(c) < table.header_cols;
      const std::string text = cell.bold ? "<b>" + escaped(cell.text) + "</b>" : escaped(cell.text);
      out += std::string(header ? "<th" : "<td") + (cell.copy ? " class=copy>" : ">") + text +
             (header ? "</th>" : "</td>");
    }
    out += "</tr>\n";
  }
  return out + "</table>";
}

std::string flowing_html(const Document& document) {
  std::string out;
  for (const Block& block : document.blocks) {
    const std::string kind(document::block_kind_name(block.kind));
    out += "<div class=\"block " + kind + "\"><span class=kind>" + kind +
           (block.page > 0 ? ", page " + std::to_string(block.page) : "") + "</span>";
    if (block.kind == BlockKind::table) {
      const Table& table = document.tables[static_cast<size_t>(block.table)];
      out += "<p class=caption>" + escaped(table.caption) + "</p>" + table_html(table);
    } else {
      out += escaped(block.text);
    }
    out += "</div>\n";
  }
  return out;
}

std::string page_html(const Document& document, int page) {
  const auto& size = document.pages[static_cast<size_t>(page) - 1];
  std::string out = "<h2>Page " + std::to_string(page) +
                    "</h2><div class=page style=\"width:" + std::to_string(size.width) +
                    "px;height:" + std::to_string(size.height) + "px\">\n";
  int order = 0;
  for (const Block& block : document.blocks) {
    if (block.page != page) continue;
    ++order;
    if (!has_place(block.box)) continue;
    const std::string kind(document::block_kind_name(block.kind));
    out += "<div class=\"placed " + kind + "\" title=\"" + kind + "\" style=\"" + box_style(block.box) +
           "\"><span class=kind>" + std::to_string(order) + " " + kind + "</span>" +
           (block.kind == BlockKind::table ? "" : escaped(block.text)) + "</div>\n";
  }
  for (const Table& table : document.tables) {
    if (table.page != page) continue;
    for (size_t r = 0; r < table.rows.size(); ++r) {
      for (size_t c = 0; c < table.rows[r].size(); ++c) {
        const Cell& cell = table.rows[r][c];
        if (cell.copy || !has_place(cell.box)) continue;
        const bool header = static_cast<int>(r) < table.header_rows || static_cast<int>(c) < table.header_cols;
        out += std::string("<div class=\"cell") + (header ? " header" : "") + "\" title=\"row " + std::to_string(r) +
               ", column " + std::to_string(c) + "\" style=\"" + box_style(cell.box) + "\">" + escaped(cell.text) +
               "</div>\n";
      }
    }
  }
  return out + "</div>\n";
}

constexpr const char* style = R"(
body{font:14px/1.4 system-ui,sans-serif;margin:2em auto;max-width:70em}
.block{border-left:4px solid #999;margin:.6em 0;padding:.2em .6em}
.kind{font-size:11px;color:#666;margin-right:.6em}
.placed,.cell{position:absolute;overflow:hidden;font-size:8px;line-height:1.1;border:1px solid #999;box-sizing:border-box}
.heading{border-color:#c33;font-weight:bold}.table{border-color:#36c}.caption{border-color:#393}.list_item{border-color:#a60}
.code,.figure,.footnote,.reference,.formula{border-color:#bbb;color:#555}
table{border-collapse:collapse;margin:.3em 0}td,th{border:1px solid #bbb;padding:1px 6px;font-size:13px}th{background:#eef}
.copy{color:#aaa}.page{position:relative;border:1px solid #000;margin-bottom:2em}
.placed:hover,.cell:hover{overflow:visible;background:#ffd;z-index:1}
.placed .kind{font-size:6px}.cell{border-color:#36c;overflow:visible;white-space:nowrap;font-size:7px}.cell.header{background:#eef8}
)";

}  // namespace

std::string document_text(const Document& document) {
  std::string out;
  for (const Block& block : document.blocks) {
    if (block.kind == BlockKind::heading && block.section >= 0) {
      const int level = document.sections[static_cast<size_t>(block.section)].level;
      out += std::string(static_cast<size_t>(std::clamp(level, 1, 6)), '#') + ' ' + block.text + '\n';
    } else if (block.kind == BlockKind::table) {
      out += grid_text(document.tables[static_cast<size_t>(block.table)]);
    } else {
      out += (block.kind == BlockKind::list_item ? "- " : "") + block.text + '\n';
    }
    out += '\n';
  }
  return out;
}

std::string tables_text(const Document& document) {
  std::string out;
  for (const Table& table : document.tables) {
    out += table.caption.empty() ? "(no caption)" : table.caption;
    if (table.page > 0) out += "  [page " + std::to_string(table.page) + "]";
    if (table.section >= 0) out += "  [" + section_title(document, table.section) + "]";
    out += '\n' + grid_text(table) + '\n';
  }
  return out;
}

std::string document_html(const Document& document) {
  std::string out = "<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\"><title>" + escaped(document.report) +
                    "</title><style>" + style + "</style></head><body>\n<h1>" +
                    escaped(document.title.empty() ? document.report : document.title) + "</h1>\n";
  std::vector<int> pages;
  for (const Block& block : document.blocks) {
    if (block.page > 0 && static_cast<size_t>(block.page) <= document.pages.size() &&
        (pages.empty() || pages.back() != block.page)) {
      pages.push_back(block.page);
    }
  }
  std::sort(pages.begin(), pages.end());
  pages.erase(std::unique(pages.begin(), pages.end()), pages.end());
  for (const int page : pages) out += page_html(document, page);
  return out + flowing_html(document) + "</body></html>\n";
}

}  // namespace colophon::tools
