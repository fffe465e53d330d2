#include <algorithm>

#include "indexer/document/pdf/table_parts.h"

namespace colophon::document::pdf {
namespace {

std::string trimmed(std::string_view text) {
  const size_t from = text.find_first_not_of(' ');
  return from == std::string_view::npos ? "" : std::string(text.substr(from, text.find_last_not_of(' ') - from + 1));
}

std::vector<std::string> elements(std::string_view text, char separator) {
  std::vector<std::string> out;
  for (size_t at = 0; at <= text.size();) {
    const size_t cut = std::min(text.find(separator, at), text.size());
    out.push_back(trimmed(text.substr(at, cut - at)));
    at = cut + 1;
  }
  return out;
}

// "LibriSpeech [54] test-clean | test-other": what stands before the first element's last word names them all.
std::vector<std::string> names(const std::string& text, char separator, size_t count) {
  std::vector<std::string> out = elements(text, separator);
  const auto broken = [](const std::string& element) {  // "Heads (Q/KV)" is one name
    return element.empty() ||
           std::count(element.begin(), element.end(), '(') != std::count(element.begin(), element.end(), ')');
  };
  if (out.size() != count || std::any_of(out.begin(), out.end(), broken)) return {};
  // A citation ends the common name, else as many words belong to the first element as to the second.
  if (const size_t cited = out[0].rfind("] "); cited != std::string::npos) {
    for (size_t i = 1; i < count; ++i) out[i] = out[0].substr(0, cited + 2) + out[i];
    return out;
  }
  const size_t words = std::count(out[1].begin(), out[1].end(), ' ');
  size_t cut = out[0].size();
  for (size_t w = 0; w <= words && cut != std::string::npos && cut > 0; ++w) cut = out[0].rfind(' ', cut - 1);
  if (cut == std::string::npos || cut == 0) return out;
  for (size_t i = 1; i < count; ++i) out[i] = out[0].substr(0, cut + 1) + out[i];
  return out;
}

// A lowered list of names, "Reading" with "EN/ZH" set below the line: the label's core is what they share.
std::vector<std::string> lowered_names(const Cell& label, char separator, size_t count) {
  const std::string &text = label.text, &core = label.core;
  const auto stem =
      static_cast<size_t>(std::mismatch(core.begin(), core.end(), text.begin(), text.end()).first - core.begin());
  const std::string rest = core.substr(stem);
  if (stem == 0 || !text.ends_with(rest) || text.size() <= core.size()) return {};
  std::vector<std::string> out = elements(text.substr(stem, text.size() - rest.size() - stem), separator);
  if (out.size() != count) return {};
  for (std::string& name : out) {
    if (name.empty()) return {};
    name = trimmed(core.substr(0, stem)) + " " + name;
  }
  return out;
}

// The separator of a row's lists and how many elements each of them has; no elements where the values are no lists.
std::pair<char, size_t> lists_of(const Table& table, size_t r) {
  for (const char separator : {'|', '/'}) {
    size_t count = 0;
    bool lists = true;
    for (size_t c = table.header_cols; c < table.columns() && lists; ++c) {
      const Cell& cell = table.rows[r][c];
      if (cell.text.empty() || is_dash(cell.text)) continue;
      const size_t here = elements(cell.core, separator).size();
      lists = is_number_list(cell.core) && here > 1 && (count == 0 || here == count);
      count = here;
    }
    if (lists && count > 1) return {separator, count};
  }
  return {' ', 0};
}

}  // namespace

void split_lists(Table& table) {
  std::vector<std::vector<Cell>> rows;
  std::vector<std::string> groups;
  for (size_t r = 0; r < table.rows.size(); ++r) {
    const auto [separator, count] =
        static_cast<int>(r) < table.header_rows ? std::pair<char, size_t>{' ', 0} : lists_of(table, r);
    size_t label = 0;
    std::vector<std::string> parts;
    for (; count > 1 && label < static_cast<size_t>(table.header_cols) && parts.empty(); ++label) {
      parts = names(table.rows[r][label].core, separator, count);
      if (parts.empty()) parts = lowered_names(table.rows[r][label], separator, count);
    }
    if (parts.empty()) {
      rows.push_back(table.rows[r]);
      groups.push_back(table.groups[r]);
      continue;
    }
    --label;
    for (size_t i = 0; i < count; ++i) {
      std::vector<Cell> cells = table.rows[r];
      for (size_t c = 0; c < cells.size(); ++c) {
        // Whatever names all elements is printed once; each element's name differs from the one above it.
        if (c == label) cells[c].copy = false;
        if (c < static_cast<size_t>(table.header_cols) && c != label && i > 0) cells[c].copy = true;
        const bool list = c == label || (c >= static_cast<size_t>(table.header_cols) && is_number_list(cells[c].core));
        if (!list) continue;
        cells[c].text = cells[c].core = c == label ? parts[i] : elements(cells[c].core, separator)[i];
      }
      rows.push_back(std::move(cells));
      groups.push_back(table.groups[r]);
    }
  }
  table.rows = std::move(rows);
  table.groups = std::move(groups);
}

}  // namespace colophon::document::pdf
