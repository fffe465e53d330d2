#include "store/verify.h"

#include <xapian.h>

#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "schema/error.h"
#include "schema/json.h"
#include "store/document_blocks.h"
#include "store/search_index.h"
#include "store/search_mirror.h"
#include "store/tables_mirror.h"

namespace colophon::store {
namespace {

using Lines = std::vector<std::string>;
using Sequences = std::map<std::string, uint64_t>;

constexpr const char* rebuild_hint = "; `colophon rebuild` mends it";

// Every quote stands in some block of the document, as it is written there.
void check_quotes(const Entry& entry, const std::vector<DocumentBlock>& blocks, Lines& lines) {
  const auto stands = [&](const std::string& quote) {
    for (const DocumentBlock& block : blocks) {
      if (block.text.find(quote) != std::string::npos) return true;
    }
    return false;
  };
  const auto check = [&](const std::string& what, const std::string& quote) {
    if (!stands(quote))
      lines.push_back(entry.key + ": the quote of " + what + " is not in the document: \"" + quote + "\"");
  };
  for (const auto* facts : {&entry.record.facts, &entry.record.review}) {
    for (const schema::Fact& fact : *facts) {
      if (fact.evidence.empty()) lines.push_back(entry.key + ": " + fact.field + " has no evidence");
      for (const schema::Evidence& evidence : fact.evidence) check(fact.field, evidence.quote);
    }
  }
  for (const schema::Model& model : entry.record.models) {
    for (const schema::Evidence& evidence : model.evidence) check("model " + model.name, evidence.quote);
  }
  for (const schema::Score& score : entry.record.scores) {
    check("score " + score.model + " on " + score.benchmark, score.evidence.quote);
  }
  for (const schema::Passage& passage : entry.record.passages) check("passage " + passage.item, passage.quote);
}

// Records and documents, one by one so that a damaged one does not hide the others.
Sequences check_records(const RecordStore& records, Lines& lines) {
  Sequences sequences;
  for (const std::string& key : records.keys()) {
    try {
      const std::optional<Entry> entry = records.entry(key);
      const std::optional<std::string> document = records.document(key);
      if (!entry) continue;
      sequences[key] = entry->sequence;
      if (!document) {
        lines.push_back(key + ": its document is missing; index its file again");
        continue;
      }
      check_quotes(*entry, blocks_of(schema::parse_json(*document, "document " + key)), lines);
    } catch (const schema::Error& error) {
      lines.push_back(key + ": " + error.what());
    }
  }
  return sequences;
}

void check_changes(const RecordStore& records, const Sequences& sequences, Lines& lines) {
  Sequences puts;
  for (const Change& change : records.changes_after(0)) {
    if (change.put) puts[change.key] = change.sequence;
  }
  for (const auto& [key, sequence] : sequences) {
    const auto put = puts.find(key);
    if (put == puts.end() || put->second != sequence) {
      lines.push_back(key + ": the change that put it is missing; index its file again");
    }
  }
}

void check_sources(const RecordStore& records, const Sequences& sequences, Lines& lines) {
  std::set<std::string> claimed;
  for (const Source& source : records.sources()) {
    if (source.report.empty()) continue;
    if (!claimed.insert(source.report).second) lines.push_back(source.report + ": two files have this key");
    if (!sequences.contains(source.report)) {
      lines.push_back(source.report + ": its record is missing; index " + source.path + " again");
    }
  }
  for (const auto& [key, sequence] : sequences) {
    if (!claimed.contains(key)) lines.push_back(key + ": no file is known for it");
  }
}

void compare(const std::string& mirror, const Sequences& wanted, const Sequences& held, Lines& lines) {
  for (const auto& [key, sequence] : wanted) {
    const auto found = held.find(key);
    if (found == held.end()) {
      lines.push_back(mirror + " lacks " + key + rebuild_hint);
    } else if (found->second != sequence) {
      lines.push_back(mirror + " has an old " + key + rebuild_hint);
    }
  }
  for (const auto& [key, sequence] : held) {
    if (!wanted.contains(key)) lines.push_back(mirror + " has " + key + ", which was removed" + rebuild_hint);
  }
}

void check_search(const std::filesystem::path& knowledge_base, const Sequences& wanted, Lines& lines) {
  try {
    if (Xapian::Database::check(search_directory(knowledge_base).string()) != 0) {
      lines.push_back(std::string("the search index is damaged") + rebuild_hint);
    }
    const Xapian::Database database = open_search_index(knowledge_base);
    Sequences held;
    const std::string reports = term::kind(Kind::report);
    for (Xapian::PostingIterator at = database.postlist_begin(reports); at != database.postlist_end(reports); ++at) {
      const nlohmann::json data = schema::parse_json(database.get_document(*at).get_data(), "search index");
      held[schema::member<std::string>(data, "key")] = schema::member<uint64_t>(data, "sequence");
    }
    compare("the search index", wanted, held, lines);
  } catch (const schema::Error& error) {
    lines.emplace_back(error.what());
  } catch (const Xapian::Error& error) {
    lines.push_back("the search index is damaged (" + error.get_msg() + ")" + rebuild_hint);
  }
}

void check_tables(const std::filesystem::path& knowledge_base, const Sequences& wanted, Lines& lines) {
  try {
    const Sqlite database = Sqlite::open_read(tables_file(knowledge_base));
    SqliteStatement integrity = database.prepare("PRAGMA integrity_check(1)");
    if (integrity.step() && integrity.text(0) != "ok") {
      lines.push_back("the tables are damaged: " + integrity.text(0) + rebuild_hint);
    }
    Sequences held;
    SqliteStatement reports = database.prepare("SELECT key, sequence FROM reports");
    while (reports.step()) held[reports.text(0)] = static_cast<uint64_t>(reports.integer(1));
    compare("tables.sqlite", wanted, held, lines);
  } catch (const schema::Error& error) {
    lines.push_back(error.what() + std::string(rebuild_hint));
  }
}

}  // namespace

std::vector<std::string> verify_stores(const RecordStore& records, const std::filesystem::path& knowledge_base) {
  Lines lines;
  const Sequences sequences = check_records(records, lines);
  check_changes(records, sequences, lines);
  check_sources(records, sequences, lines);
  check_search(knowledge_base, sequences, lines);
  check_tables(knowledge_base, sequences, lines);
  return lines;
}

}  // namespace colophon::store
