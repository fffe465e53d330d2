#include <xlsxwriter.h>

#include <algorithm>
#include <set>

#include "query/table.h"
#include "schema/error.h"

namespace colophon::query {
namespace {

constexpr size_t longest_cell = 32000;  // the format's limit is 32,767 characters

struct Formats {
  lxw_format* header = nullptr;
  lxw_format* whole = nullptr;
  lxw_format* decimal = nullptr;
  lxw_format* scientific = nullptr;
  lxw_format* bold = nullptr;
};

Formats make_formats(lxw_workbook* workbook) {
  Formats formats;
  formats.header = workbook_add_format(workbook);
  format_set_bold(formats.header);
  format_set_bottom(formats.header, LXW_BORDER_THIN);
  formats.whole = workbook_add_format(workbook);
  format_set_num_format(formats.whole, "#,##0");
  formats.decimal = workbook_add_format(workbook);
  format_set_num_format(formats.decimal, "0.0###");
  formats.scientific = workbook_add_format(workbook);
  format_set_num_format(formats.scientific, "0.0##E+0");
  formats.bold = workbook_add_format(workbook);
  format_set_bold(formats.bold);
  return formats;
}

lxw_format* number_format(const Formats& formats, double number) {
  const double magnitude = number < 0 ? -number : number;
  if (magnitude == static_cast<double>(static_cast<long long>(std::min(magnitude, 9e18)))) return formats.whole;
  return magnitude < 0.01 ? formats.scientific : formats.decimal;
}

// Cuts between characters, not within one.
std::string cut(const std::string& text) {
  if (text.size() <= longest_cell) return text;
  size_t end = longest_cell;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80) --end;
  return text.substr(0, end);
}

// Sheet names are unique, at most 31 characters, and without []:*?/\.
std::string sheet_name(const std::string& title, std::set<std::string>& used) {
  std::string name;
  for (const char c : title) {
    if (std::string_view("[]:*?/\\'").find(c) == std::string_view::npos && static_cast<unsigned char>(c) < 0x80)
      name += c;
  }
  if (name.empty()) name = "Table";
  name = name.substr(0, 25);
  std::string unique = name;
  for (int i = 2; !used.insert(unique).second; ++i) unique = name + " " + std::to_string(i);
  return unique;
}

class Book {
 public:
  explicit Book(const std::filesystem::path& file)
      : workbook_(workbook_new(file.string().c_str())),
        formats_(make_formats(workbook_)),
        evidence_name_(sheet_name("Evidence", names_)) {}

  void add(const Table& table) {
    const std::string name = sheet_name(table.title, names_);
    lxw_worksheet* sheet = workbook_add_worksheet(workbook_, name.c_str());
    for (size_t column = 0; column < table.columns.size(); ++column) {
      worksheet_write_string(sheet, 0, col(column), table.columns[column].c_str(), formats_.header);
    }
    worksheet_freeze_panes(sheet, 1, 1);
    worksheet_set_column(sheet, 0, col(table.columns.size()), 18, nullptr);
    for (size_t row = 0; row < table.rows.size(); ++row) {
      for (size_t column = 0; column < table.rows[row].size(); ++column) {
        cell(sheet, name, static_cast<lxw_row_t>(row + 1), col(column), table.rows[row][column]);
      }
    }
  }

  void finish(const std::filesystem::path& file) {
    if (!evidence_.empty()) evidence_sheet();
    const lxw_error error = workbook_close(workbook_);
    if (error != LXW_NO_ERROR) {
      throw schema::Error(schema::Error::Kind::input,
                          "cannot write " + file.string() + " (" + lxw_strerror(error) + "); choose another --output");
    }
  }

 private:
  struct Line {
    std::string sheet;
    lxw_row_t row = 0;
    lxw_col_t column = 0;
    std::string report;
    std::string value;
    schema::Evidence evidence;
  };

  static lxw_col_t col(size_t column) { return static_cast<lxw_col_t>(column); }

  static std::string address(lxw_row_t row, lxw_col_t column) {
    char text[LXW_MAX_CELL_NAME_LENGTH];
    lxw_rowcol_to_cell(text, row, column);
    return text;
  }

  void cell(lxw_worksheet* sheet, const std::string& name, lxw_row_t row, lxw_col_t column, const Cell& content) {
    // A link is written before the value, which keeps its own kind and format.
    if (!content.evidence.empty() && evidence_.size() < most_links) {
      const std::string place = "internal:'" + evidence_name_ + "'!A" + std::to_string(evidence_.size() + 2);
      worksheet_write_url(sheet, row, column, place.c_str(), nullptr);
    }
    if (content.number) {
      worksheet_write_number(sheet, row, column, *content.number, number_format(formats_, *content.number));
    } else if (!content.text.empty()) {
      worksheet_write_string(sheet, row, column, cut(content.text).c_str(), content.marked ? formats_.bold : nullptr);
    }
    if (content.evidence.empty()) return;
    evidence_.push_back({name, row, column, content.report, content.text, content.evidence.front()});
    const std::string note =
        content.evidence.front().quote + "\n(Evidence, row " + std::to_string(evidence_.size() + 1) + ")";
    if (evidence_.size() < 5000) worksheet_write_comment(sheet, row, column, cut(note).c_str());
  }

  void evidence_sheet() {
    lxw_worksheet* sheet = workbook_add_worksheet(workbook_, evidence_name_.c_str());
    const char* header[] = {"Cell", "Value", "Report", "Page", "Section", "Quote"};
    for (lxw_col_t column = 0; column < 6; ++column) {
      worksheet_write_string(sheet, 0, column, header[column], formats_.header);
    }
    worksheet_freeze_panes(sheet, 1, 0);
    worksheet_set_column(sheet, 5, 5, 100, nullptr);
    lxw_row_t row = 1;
    for (const Line& line : evidence_) {
      const std::string place = "'" + line.sheet + "'!" + address(line.row, line.column);
      if (row <= most_links) worksheet_write_url(sheet, row, 0, ("internal:" + place).c_str(), nullptr);
      worksheet_write_string(sheet, row, 0, place.c_str(), nullptr);
      worksheet_write_string(sheet, row, 1, cut(line.value).c_str(), nullptr);
      worksheet_write_string(sheet, row, 2, line.report.c_str(), nullptr);
      if (line.evidence.page > 0) worksheet_write_number(sheet, row, 3, line.evidence.page, nullptr);
      worksheet_write_string(sheet, row, 4, cut(line.evidence.section).c_str(), nullptr);
      worksheet_write_string(sheet, row, 5, cut(line.evidence.quote).c_str(), nullptr);
      ++row;
    }
  }

  static constexpr size_t most_links = 60000;  // of one sheet: the format allows 65,530

  lxw_workbook* workbook_;
  Formats formats_;
  std::set<std::string> names_;
  std::string evidence_name_;
  std::vector<Line> evidence_;
};

}  // namespace

void write_xlsx(const std::vector<Table>& tables, const std::filesystem::path& file) {
  Book book(file);
  for (const Table& table : tables) book.add(table);
  book.finish(file);
}

}  // namespace colophon::query
