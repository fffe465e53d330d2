#include <algorithm>

#include "indexer/document/document.h"
#include "schema/json.h"

namespace colophon::document {
namespace {

using nlohmann::json;
using schema::member;
using schema::member_or;

json box_to_json(const Box& box) { return json::array({box.x0, box.y0, box.x1, box.y1}); }

std::vector<float> floats(const json& in, const char* what) {
  if (in.is_array() && std::all_of(in.begin(), in.end(), [](const json& one) { return one.is_number(); })) {
    return in.get<std::vector<float>>();
  }
  throw schema::Error(schema::Error::Kind::input, std::string("a ") + what + " of a document is not a list of numbers");
}

Box box_from_json(const json& in) {
  const std::vector<float> v = floats(in, "box");
  return v.size() == 4 ? Box{v[0], v[1], v[2], v[3]} : Box{};
}

// Members at their default are left out: a Document of a long report stays readable.
json cell_to_json(const Cell& cell) {
  json out = {{"text", cell.text}};
  if (cell.core != cell.text) out["core"] = cell.core;
  if (cell.bold) out["bold"] = true;
  if (cell.underline) out["underline"] = true;
  if (cell.copy) out["copy"] = true;
  if (cell.box != Box{}) out["box"] = box_to_json(cell.box);
  return out;
}

Cell cell_from_json(const json& in) {
  Cell cell;
  cell.text = member<std::string>(in, "text");
  cell.core = member_or<std::string>(in, "core", cell.text);
  cell.bold = member_or(in, "bold", false);
  cell.underline = member_or(in, "underline", false);
  cell.copy = member_or(in, "copy", false);
  if (in.contains("box")) cell.box = box_from_json(in["box"]);
  return cell;
}

json table_to_json(const Table& table) {
  json rows = json::array();
  for (const auto& row : table.rows) {
    json cells = json::array();
    for (const Cell& cell : row) cells.push_back(cell_to_json(cell));
    rows.push_back(cells);
  }
  json out = {{"id", table.id},
              {"caption", table.caption},
              {"page", table.page},
              {"section", table.section},
              {"header_rows", table.header_rows},
              {"header_cols", table.header_cols},
              {"rows", rows},
              {"groups", table.groups},
              {"box", box_to_json(table.box)}};
  if (!table.page_starts.empty()) out["page_starts"] = table.page_starts;
  return out;
}

Table table_from_json(const json& in) {
  Table table;
  table.id = member_or<std::string>(in, "id", "");
  table.caption = member_or<std::string>(in, "caption", "");
  table.page = member_or(in, "page", 0);
  table.section = member_or(in, "section", -1);
  table.header_rows = member_or(in, "header_rows", 0);
  table.header_cols = member_or(in, "header_cols", 1);
  for (const json& row : member<json>(in, "rows")) {
    std::vector<Cell> cells;
    for (const json& cell : row) cells.push_back(cell_from_json(cell));
    if (!table.rows.empty() && cells.size() != table.columns()) {
      throw schema::Error(schema::Error::Kind::input, "table \"" + table.id + "\" has rows of different lengths");
    }
    table.rows.push_back(std::move(cells));
  }
  table.groups = member_or<std::vector<std::string>>(in, "groups", {});
  table.groups.resize(table.rows.size());
  table.page_starts = member_or<std::vector<size_t>>(in, "page_starts", {});
  if (in.contains("box")) table.box = box_from_json(in["box"]);
  return table;
}

json block_to_json(const Block& block) {
  json out = {{"kind", block_kind_name(block.kind)},
              {"text", block.text},
              {"page", block.page},
              {"section", block.section},
              {"offset", block.offset}};
  if (block.table >= 0) out["table"] = block.table;
  if (block.box != Box{}) out["box"] = box_to_json(block.box);
  return out;
}

template <typename Enum, typename NameOf>
Enum enum_from(const std::string& name, Enum last, NameOf name_of) {
  for (int at = 0; at <= static_cast<int>(last); ++at) {
    if (name_of(static_cast<Enum>(at)) == name) return static_cast<Enum>(at);
  }
  throw schema::Error(schema::Error::Kind::input, "unknown name in a document: \"" + name + "\"");
}

Block block_from_json(const json& in) {
  Block block;
  block.kind = enum_from(member<std::string>(in, "kind"), BlockKind::figure, block_kind_name);
  block.text = member<std::string>(in, "text");
  block.page = member_or(in, "page", 0);
  block.section = member_or(in, "section", -1);
  block.table = member_or(in, "table", -1);
  block.offset = member_or<size_t>(in, "offset", 0);
  if (in.contains("box")) block.box = box_from_json(in["box"]);
  return block;
}

json section_to_json(const Section& section) {
  return {{"parent", section.parent}, {"level", section.level},          {"number", section.number},
          {"title", section.title},   {"role", role_name(section.role)}, {"appendix", section.appendix},
          {"page", section.page}};
}

Section section_from_json(const json& in) {
  Section section;
  section.parent = member_or(in, "parent", -1);
  section.level = member_or(in, "level", 1);
  section.number = member_or<std::string>(in, "number", "");
  section.title = member_or<std::string>(in, "title", "");
  section.role = enum_from(member_or<std::string>(in, "role", "other"), Role::other, role_name);
  section.appendix = member_or(in, "appendix", false);
  section.page = member_or(in, "page", 0);
  return section;
}

// Indexes that point outside would be read later without a check: refuse them here.
void check_indexes(const Document& document) {
  const auto inside = [](int index, size_t size) { return index >= -1 && index < static_cast<int>(size); };
  bool good = true;
  for (size_t s = 0; s < document.sections.size(); ++s) good &= inside(document.sections[s].parent, s);
  for (const Block& block : document.blocks) {
    good &= inside(block.section, document.sections.size()) && inside(block.table, document.tables.size());
  }
  for (const Table& table : document.tables) good &= inside(table.section, document.sections.size());
  if (!good)
    throw schema::Error(schema::Error::Kind::input, "a document names a section or table that it does not have");
}

}  // namespace

json document_to_json(const Document& document) {
  json sections = json::array();
  for (const Section& section : document.sections) sections.push_back(section_to_json(section));
  json blocks = json::array();
  for (const Block& block : document.blocks) blocks.push_back(block_to_json(block));
  json tables = json::array();
  for (const Table& table : document.tables) tables.push_back(table_to_json(table));
  json pages = json::array();
  for (const PageSize& page : document.pages) pages.push_back(json::array({page.width, page.height}));
  return {{"format_version", 1},
          {"report", document.report},
          {"format", document.format},
          {"title", document.title},
          {"language", document.language},
          {"stamp", document.stamp},
          {"meta", document.meta},
          {"pages", pages},
          {"sections", sections},
          {"blocks", blocks},
          {"tables", tables}};
}

Document document_from_json(const json& in) {
  if (!in.is_object()) throw schema::Error(schema::Error::Kind::input, "a document is a JSON object");
  Document document;
  document.report = member<std::string>(in, "report");
  document.format = member_or<std::string>(in, "format", "");
  document.title = member_or<std::string>(in, "title", "");
  document.language = member_or<std::string>(in, "language", "");
  document.stamp = member_or<std::string>(in, "stamp", "");
  document.meta = member_or<std::map<std::string, std::string>>(in, "meta", {});
  for (const json& page : member_or<json>(in, "pages", json::array())) {
    const std::vector<float> size = floats(page, "page's size");
    document.pages.push_back(size.size() == 2 ? PageSize{size[0], size[1]} : PageSize{});
  }
  for (const json& section : member_or<json>(in, "sections", json::array())) {
    document.sections.push_back(section_from_json(section));
  }
  for (const json& block : member_or<json>(in, "blocks", json::array()))
    document.blocks.push_back(block_from_json(block));
  for (const json& table : member_or<json>(in, "tables", json::array()))
    document.tables.push_back(table_from_json(table));
  check_indexes(document);
  return document;
}

}  // namespace colophon::document
