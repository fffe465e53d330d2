#include "query/bibliography.h"

#include <array>
#include <set>
#include <sstream>
#include <string_view>
#include <vector>

#include "query/organizations.h"
#include "query/table.h"
#include "schema/release_date.h"

namespace colophon::query {
namespace {

// Lower-case letters and digits of ASCII; what else is in a name has no place in a key.
std::string plain(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c >= 'A' && c <= 'Z') out += static_cast<char>(c - 'A' + 'a');
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) out += c;
  }
  return out;
}

// Its words in order, cut at blanks, hyphens kept within: "DeepSeek-V2: A Strong" has "deepseekv2", "a", "strong".
std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  std::istringstream in{std::string(text)};
  for (std::string word; in >> word;) {
    if (std::string key = plain(word); !key.empty()) words.push_back(std::move(key));
  }
  return words;
}

// The first word that says what the report is about.
std::string title_word(const schema::Record& record) {
  static const std::set<std::string> small = {"a",   "an",  "the", "on",      "of",   "in",
                                              "for", "and", "to",  "towards", "with", "introducing"};
  for (std::string& word : words_of(record.title)) {
    if (small.count(word) == 0) return std::move(word);
  }
  return plain(record.report.substr(0, record.report.find('.')));
}

// Of the date that is stated, else of the arXiv identifier ("2405.04434").
std::string year_of(const schema::Record& record) {
  const std::string& date = schema::date_of(record);
  if (date.size() >= 4) return date.substr(0, 4);
  return record.arxiv.size() > 4 && record.arxiv[4] == '.' ? "20" + record.arxiv.substr(0, 2) : "";
}

// The first word of an author that can stand in a key; of one in Chinese that of its name in English, where it is
// known.
std::string author_word(const std::string& author) {
  for (const std::string& name : {author, organization_name(author)}) {
    if (const std::vector<std::string> words = words_of(name); !words.empty()) return words.front();
  }
  return "";
}

// Styles print the month's name from these macros.
std::string month_of(const std::string& date) {
  static const std::array<const char*, 12> macros = {"jan", "feb", "mar", "apr", "may", "jun",
                                                     "jul", "aug", "sep", "oct", "nov", "dec"};
  if (date.size() < 7 || date[5] < '0' || date[5] > '1') return "";
  const int month = 10 * (date[5] - '0') + (date[6] - '0');
  if (month < 1 || month > 12) return "";
  return std::string("  month = ") + macros.at(static_cast<size_t>(month - 1)) + ",\n";
}

// Author, year, word: "deepseekai2024deepseekv2". Reports with the same are told apart by a letter, then by a number.
std::string key_of(const schema::Record& record, std::set<std::string>& used) {
  const std::string& author = record.organization.empty() ? record.organization_hint : record.organization.front();
  std::string key = author_word(author) + year_of(record) + title_word(record);
  if (key.empty()) key = "report";
  std::string unique = key;
  for (size_t next = 1; !used.insert(unique).second; ++next) {
    unique = key + (next < 26 ? std::string(1, static_cast<char>('a' + next)) : "-" + std::to_string(next));
  }
  return unique;
}

std::string member(const char* name, const std::string& value) {
  return value.empty() ? "" : std::string("  ") + name + " = {" + value + "},\n";
}

}  // namespace

std::string bibtex(const std::vector<schema::Record>& records) {
  std::set<std::string> used;
  std::string out;
  for (const schema::Record& record : records) {
    std::string authors;
    for (const std::string& name : record.organization) {
      authors += (authors.empty() ? "{" : " and {") + escape_latex(name) + "}";
    }
    const std::string& date = record.release_date;
    out += "@techreport{" + key_of(record, used) + ",\n";
    // Braces keep the capitals of names.
    out += member("title", "{" + escape_latex(record.title) + "}") + member("author", authors);
    out +=
        member("institution", record.organization.empty() ? "" : "{" + escape_latex(record.organization.front()) + "}");
    out += member("year", year_of(record)) + month_of(date);
    if (!record.arxiv.empty()) out += member("eprint", record.arxiv) + member("archiveprefix", "arXiv");
    out += member("url", record.repository) + "}\n\n";
  }
  return out;
}

}  // namespace colophon::query
