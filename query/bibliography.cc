#include "query/bibliography.h"

#include <set>

#include "query/table.h"

namespace colophon::query {
namespace {

// "deepseekv2" of "deepseek-v2.pdf": letters and digits of the file's stem.
std::string key_of(const schema::Record& record, std::set<std::string>& used) {
  std::string key;
  for (const char c : record.report.substr(0, record.report.find('.'))) {
    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')) key += c;
  }
  if (key.empty()) key = "report";
  std::string unique = key;
  for (char letter = 'b'; !used.insert(unique).second; ++letter) unique = key + letter;
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
    out += member("year", date.substr(0, 4)) + member("month", date.size() >= 7 ? date.substr(5, 2) : "");
    if (!record.arxiv.empty()) out += member("eprint", record.arxiv) + member("archiveprefix", "arXiv");
    out += member("url", record.repository) + "}\n\n";
  }
  return out;
}

}  // namespace colophon::query
