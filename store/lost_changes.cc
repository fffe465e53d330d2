#include "store/lost_changes.h"

#include <charconv>

#include "schema/error.h"
#include "store/search_mirror.h"
#include "store/sqlite.h"
#include "store/tables_mirror.h"

namespace colophon::store {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void cannot_write(const fs::path& file) {
  throw schema::Error(schema::Error::Kind::storage,
                      "cannot write " + file.string() + "; check its folder's permissions and free space");
}

// A key may hold any character of a file name but NUL.
constexpr char end_of_line = '\0';

std::set<std::string> reports_in_tables_after(uint64_t last, const fs::path& knowledge_base) {
  std::set<std::string> reports;
  try {
    const Sqlite tables = Sqlite::open_read(tables_file(knowledge_base));
    SqliteStatement statement = tables.prepare("SELECT key FROM reports WHERE sequence > ?");
    statement.bind(1, static_cast<int64_t>(last));
    while (statement.step()) reports.insert(statement.text(0));
  } catch (const schema::Error&) {
    // Damaged: what it knows is made again.
  }
  return reports;
}

}  // namespace

BehindMark::BehindMark(const fs::path& knowledge_base) : file_(knowledge_base / "mirrors.behind") {}

bool BehindMark::there() const { return fs::exists(file_); }

void BehindMark::set() {
  if (out_.is_open()) return;
  out_.open(file_, std::ios::app | std::ios::binary);
  if (!out_) cannot_write(file_);
}

void BehindMark::tell(uint64_t sequence, const std::string& key) {
  out_ << sequence << ' ' << key << end_of_line << std::flush;
}

void BehindMark::clear() {
  out_.close();
  out_.clear();
  if (!std::ofstream(file_, std::ios::trunc)) cannot_write(file_);
}

void BehindMark::remove() {
  out_.close();
  out_.clear();
  std::error_code ignored;
  fs::remove(file_, ignored);
}

std::set<std::string> BehindMark::after(uint64_t sequence) const {
  std::set<std::string> reports;
  std::ifstream in(file_, std::ios::binary);
  for (std::string line; std::getline(in, line, end_of_line) && !in.eof();) {
    uint64_t number = 0;
    const auto [at, error] = std::from_chars(line.data(), line.data() + line.size(), number);
    const bool whole = error == std::errc() && at != line.data() + line.size() && *at == ' ';
    if (whole && number > sequence) reports.insert(line.substr(static_cast<size_t>(at - line.data()) + 1));
  }
  return reports;
}

LostChanges::LostChanges(const fs::path& knowledge_base) : file_(knowledge_base / "changes.lost") {
  std::ifstream in(file_, std::ios::binary);
  // A line that was cut off is of a report that nobody knows any more.
  for (std::string line; std::getline(in, line, end_of_line);) reports_.insert(in.eof() ? "" : line);
}

void LostChanges::add(const std::set<std::string>& reports) {
  reports_.insert(reports.begin(), reports.end());
  write();
}

void LostChanges::forget(const std::string& report) {
  if (reports_.erase(report) > 0) write();
}

void LostChanges::forget_all() {
  if (reports_.empty()) return;
  reports_.clear();
  write();
}

void LostChanges::write() const {
  if (reports_.empty()) {
    std::error_code error;
    fs::remove(file_, error);
    if (error) cannot_write(file_);
    return;
  }
  // Beside it first: who is killed here leaves the lines of before.
  const fs::path beside = file_.string() + ".new";
  std::ofstream out(beside, std::ios::trunc | std::ios::binary);
  for (const std::string& report : reports_) out << report << end_of_line;
  out.close();
  std::error_code error;
  if (out) fs::rename(beside, file_, error);
  if (!out || error) cannot_write(file_);
}

std::string lost_line(const std::string& report) {
  return report.empty() ? "a change was lost, of which report is not known; index your reports again"
                        : report + ": its last change was lost; index its file again";
}

std::set<std::string> lost_after(uint64_t last, const BehindMark& mark, const fs::path& knowledge_base) {
  std::set<std::string> reports = mark.after(last);
  if (search_sequence(knowledge_base) <= last && tables_sequence(knowledge_base) <= last) return reports;
  reports.merge(reports_in_tables_after(last, knowledge_base));
  if (reports.empty()) reports.insert("");
  return reports;
}

}  // namespace colophon::store
