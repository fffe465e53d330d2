#include "indexer/document/document.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>

#include "indexer/document/roles.h"

namespace colophon::document {
namespace {

constexpr std::array<std::string_view, 24> role_names = {
    "front",      "abstract",      "contents",       "introduction", "related_work",    "architecture", "pretrain_data",
    "pretrain",   "midtrain",      "posttrain",      "sft",          "preference_data", "reward_model", "rl",
    "evaluation", "ablation",      "infrastructure", "scaling",      "safety",          "limitations",  "conclusion",
    "usage",      "contributions", "references"};

constexpr std::array<std::string_view, 10> kind_names = {"heading", "paragraph", "list_item", "caption", "footnote",
                                                         "formula", "code",      "reference", "table",   "figure"};

void append_once(std::string& joined, std::string& last, const std::string& text) {
  if (text.empty() || text == last) return;
  if (!joined.empty()) joined += ' ';
  joined += text;
  last = text;
}

// Chinese reports hold English terms and code, English ones hold hardly any Han: a fifth of the letters decides.
std::string language_of(const std::vector<Block>& blocks) {
  size_t han = 0;
  size_t latin = 0;
  for (const Block& block : blocks) {
    if (block.kind == BlockKind::code || block.kind == BlockKind::reference) continue;
    const auto size = static_cast<int32_t>(block.text.size());
    for (int32_t at = 0; at < size;) {
      UChar32 c = 0;
      U8_NEXT(block.text.data(), at, size, c);
      if (c < 0) continue;
      if (u_hasBinaryProperty(c, UCHAR_IDEOGRAPHIC)) {
        ++han;
      } else if (u_isalpha(c)) {
        ++latin;
      }
    }
  }
  return han * 4 > latin ? "zh" : "en";
}

}  // namespace

std::string_view role_name(Role role) {
  const auto at = static_cast<size_t>(role);
  return at < role_names.size() ? role_names.at(at) : "other";
}

std::string_view block_kind_name(BlockKind kind) { return kind_names.at(static_cast<size_t>(kind)); }

std::string Table::column_header(size_t c) const {
  std::string joined;
  std::string last;
  for (int r = 0; r < header_rows && r < static_cast<int>(rows.size()); ++r) append_once(joined, last, rows[r][c].text);
  return joined;
}

int Table::page_of(size_t r) const {
  return page + static_cast<int>(std::upper_bound(page_starts.begin(), page_starts.end(), r) - page_starts.begin());
}

std::string Table::row_header(size_t r) const {
  std::string joined;
  std::string last;
  for (int c = 0; c < header_cols && c < static_cast<int>(columns()); ++c) append_once(joined, last, rows[r][c].text);
  return joined;
}

std::string Table::row_text(size_t r) const {
  std::string line;
  bool first = true;
  for (const Cell& cell : rows[r]) {
    if (cell.copy) continue;
    if (!first) line += " | ";
    line += cell.text;
    first = false;
  }
  return line;
}

std::string Table::text() const {
  std::string all;
  for (size_t r = 0; r < rows.size(); ++r) {
    if (r > 0) all += '\n';
    all += row_text(r);
  }
  return all;
}

void Document::finish() {
  size_t offset = 0;
  for (Block& block : blocks) {
    if (block.kind == BlockKind::table && block.table >= 0) {
      Table& table = tables[block.table];
      table.groups.resize(table.rows.size());
      block.text = table.text();
    }
    block.offset = offset;
    offset += block.text.size() + 1;
  }
  language = language_of(blocks);
  assign_roles(sections);
}

std::string Document::text() const {
  std::string all;
  for (const Block& block : blocks) {
    all += block.text;
    all += '\n';
  }
  return all;
}

std::string Document::heading_path(int section) const {
  std::string path;
  for (; section >= 0; section = sections[section].parent) {
    const Section& here = sections[section];
    path = path.empty() ? here.title : here.title + " > " + path;
  }
  return path;
}

Role Document::role_of(int section) const {
  if (section < 0) return Role::front;
  for (; section >= 0; section = sections[section].parent) {
    if (sections[section].role != Role::other) return sections[section].role;
  }
  return Role::other;
}

}  // namespace colophon::document
