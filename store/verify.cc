#include "store/verify.h"

#include <xapian.h>

#include <nlohmann/json.hpp>
#include <optional>

#include "schema/error.h"
#include "schema/json.h"
#include "store/lost_changes.h"
#include "store/record_checks.h"
#include "store/search_index.h"
#include "store/search_mirror.h"
#include "store/tables_mirror.h"
#include "store/writer_lock.h"

namespace colophon::store {
namespace {

using Lines = std::vector<std::string>;

constexpr const char* rebuild_hint = "; `colophon rebuild` mends it";

// What a mirror holds: the reports' sequences, and up to which change. Taken before the records are opened, so that it
// cannot be ahead of them.
struct Held {
  uint64_t sequence = 0;
  Sequences reports;
};

// Changes after the mirror's last are its next catch-up's.
void compare(const std::string& mirror, const Sequences& wanted, const Held& held, Lines& lines) {
  for (const auto& [key, sequence] : wanted) {
    if (sequence > held.sequence) continue;
    const auto found = held.reports.find(key);
    if (found == held.reports.end()) {
      lines.push_back(mirror + " lacks " + key + rebuild_hint);
    } else if (found->second != sequence) {
      lines.push_back(mirror + " has an old " + key + rebuild_hint);
    }
  }
}

void compare_removed(const std::string& mirror, const Sequences& wanted, const Held& held, uint64_t last,
                     Lines& lines) {
  if (held.sequence < last) return;
  for (const auto& [key, sequence] : held.reports) {
    if (!wanted.contains(key)) lines.push_back(mirror + " has " + key + ", which was removed" + rebuild_hint);
  }
}

std::optional<Held> check_search(const std::filesystem::path& knowledge_base, bool alone, Lines& lines) {
  try {
    // Its files may be checked only while nobody changes them.
    if (alone && Xapian::Database::check(search_directory(knowledge_base).string()) != 0) {
      lines.push_back(std::string("the search index is damaged") + rebuild_hint);
    }
    for (int attempt = 0;; ++attempt) {
      try {
        const Xapian::Database database = open_search_index(knowledge_base);
        Held held{std::stoull("0" + database.get_metadata("sequence")), {}};
        const std::string reports = term::kind(Kind::report);
        for (auto at = database.postlist_begin(reports); at != database.postlist_end(reports); ++at) {
          const nlohmann::json data = schema::parse_json(database.get_document(*at).get_data(), "search index");
          held.reports[schema::member<std::string>(data, "key")] = schema::member<uint64_t>(data, "sequence");
        }
        return held;
      } catch (const Xapian::DatabaseModifiedError&) {
        if (attempt == 20) throw;
      }
    }
  } catch (const schema::Error& error) {
    lines.emplace_back(error.what());
  } catch (const Xapian::Error& error) {
    lines.push_back("the search index is damaged (" + error.get_msg() + ")" + rebuild_hint);
  } catch (const std::exception&) {
    lines.push_back(std::string("the search index is damaged") + rebuild_hint);
  }
  return std::nullopt;
}

std::optional<Held> check_tables(const std::filesystem::path& knowledge_base, Lines& lines) {
  try {
    const Sqlite database = Sqlite::open_read(tables_file(knowledge_base));
    database.run("BEGIN");  // one moment
    SqliteStatement integrity = database.prepare("PRAGMA integrity_check(1)");
    if (integrity.step() && integrity.text(0) != "ok") {
      lines.push_back("the tables are damaged: " + integrity.text(0) + rebuild_hint);
    }
    Held held;
    SqliteStatement mirror = database.prepare("SELECT sequence FROM mirror");
    if (mirror.step()) held.sequence = static_cast<uint64_t>(mirror.integer(0));
    SqliteStatement reports = database.prepare("SELECT key, sequence FROM reports");
    while (reports.step()) held.reports[reports.text(0)] = static_cast<uint64_t>(reports.integer(1));
    return held;
  } catch (const schema::Error& error) {
    lines.push_back(error.what() + std::string(rebuild_hint));
  }
  return std::nullopt;
}

void tell_lost_changes(const std::filesystem::path& knowledge_base, Lines& lines) {
  const LostChanges lost(knowledge_base);
  for (const std::string& report : lost.reports()) lines.push_back(lost_line(report));
}

}  // namespace

std::vector<std::string> verify_stores(const std::filesystem::path& records,
                                       const std::filesystem::path& knowledge_base) {
  Lines lines;
  const std::optional<WriterLock> lock = WriterLock::try_lock(knowledge_base);
  const std::optional<Held> search = check_search(knowledge_base, lock.has_value(), lines);
  const std::optional<Held> tables = check_tables(knowledge_base, lines);
  const RecordStore store(records, Access::read);
  const RecordCheck check = check_records(store);
  const Sequences& sequences = check.reports;
  lines.insert(lines.end(), check.damage.begin(), check.damage.end());
  lines.insert(lines.end(), check.quotes.begin(), check.quotes.end());
  tell_lost_changes(knowledge_base, lines);
  for (const auto& [name, held] : {std::pair{"the search index", &search}, std::pair{"tables.sqlite", &tables}}) {
    if (!*held) continue;
    if ((*held)->sequence > store.last_sequence()) {
      // While somebody writes, it is the view of the records that is a moment behind.
      if (lock) {
        lines.push_back(std::string(name) +
                        " knows of changes that the records have lost; `colophon rebuild` says which");
      }
      continue;
    }
    compare(name, sequences, **held, lines);
    compare_removed(name, sequences, **held, store.last_sequence(), lines);
    if (lock && (*held)->sequence < store.last_sequence()) {
      lines.push_back(std::string(name) + " has yet to catch up; the next command does it");
    }
  }
  return lines;
}

}  // namespace colophon::store
