#include "store/record_checks.h"

#include <nlohmann/json.hpp>
#include <optional>
#include <set>

#include "schema/error.h"
#include "schema/json.h"
#include "store/digest.h"
#include "store/document_blocks.h"

namespace colophon::store {
namespace {

using Lines = std::vector<std::string>;
using Digests = std::map<std::string, std::string>;

constexpr const char* mending = "; `colophon rebuild`, then index its file again";

void append(Lines& lines, const Lines& more) { lines.insert(lines.end(), more.begin(), more.end()); }

// One report, so that a damaged one does not hide the others.
void check_report(const RecordStore& records, const std::string& key, const Digests& digests, RecordCheck& check) {
  const std::optional<Entry> entry = records.extracted(key);  // a person's quotes are not the report's
  const std::optional<std::string> document = records.document(key);
  if (!entry) return;
  check.reports[key] = entry->sequence;
  if (!document) {
    check.damage.push_back(key + ": its document is missing" + mending);
    return;
  }
  const auto digest = digests.find(key);
  const bool known = digest != digests.end() && !digest->second.empty();
  if (known && digest->second != digest_of(*document)) {
    check.damage.push_back(key + ": its document is not the one that was committed with it" + mending);
    return;
  }
  const Lines quotes = missing_quotes(*entry, schema::parse_json(*document, "document " + key));
  // Where no digest was kept, a quote that is missing is all that tells of another Document.
  if (!known && !quotes.empty()) check.damage.push_back(key + ": its document is not its record's" + mending);
  append(check.quotes, quotes);
}

void check_changes(const RecordStore& records, RecordCheck& check) {
  Sequences puts;
  for (const Change& change : records.changes_after(0)) {
    if (change.put) puts[change.key] = change.sequence;
  }
  for (const auto& [key, sequence] : check.reports) {
    const auto put = puts.find(key);
    if (put == puts.end() || put->second != sequence) {
      check.damage.push_back(key + ": the change that put it is missing" + mending);
    }
  }
  for (const auto& [key, sequence] : puts) {
    if (!check.reports.contains(key)) check.damage.push_back(key + ": its record is missing" + mending);
  }
}

void check_sources(const RecordStore& records, RecordCheck& check) {
  std::set<std::string> claimed;
  for (const Source& source : records.sources()) {
    if (source.report.empty()) continue;
    if (!claimed.insert(source.report).second) check.damage.push_back(source.report + ": two files have this key");
    if (!check.reports.contains(source.report)) {
      check.damage.push_back(source.report + ": its record is missing; `colophon rebuild`, then index " + source.path +
                             " again");
    }
  }
  for (const auto& [key, sequence] : check.reports) {
    if (!claimed.contains(key)) check.damage.push_back(key + ": no file is known for it" + mending);
  }
}

}  // namespace

std::vector<std::string> missing_quotes(const Entry& entry, const nlohmann::json& document) {
  Lines lines;
  const std::vector<DocumentBlock> blocks = blocks_of(document);
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
  return lines;
}

RecordCheck check_records(const RecordStore& records) {
  RecordCheck check;
  Digests digests;
  const auto guarded = [&check](const std::string& what, const auto& action) {
    try {
      action();
    } catch (const schema::Error& error) {
      check.damage.push_back(what + error.what());
    }
  };
  guarded("", [&] { digests = records.document_digests(); });
  for (const std::string& key : records.keys()) {
    guarded(key + ": ", [&] { check_report(records, key, digests, check); });
  }
  guarded("", [&] { check_changes(records, check); });
  guarded("", [&] { check_sources(records, check); });
  return check;
}

}  // namespace colophon::store
