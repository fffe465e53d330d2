#include "store/import.h"

#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "schema/json.h"
#include "store/layout.h"

namespace colophon::store {
namespace {

using nlohmann::json;

// The quotes as paragraphs, under their sections.
class QuotedDocument {
 public:
  void add(const schema::Evidence& evidence) { add(evidence.section, evidence.page, evidence.quote); }

  void add(const std::string& section, int page, const std::string& quote) {
    if (quote.empty() || !seen_.emplace(section, quote).second) return;
    blocks_.push_back({{"kind", "paragraph"}, {"text", quote}, {"page", page}, {"section", section_of(section)}});
  }

  json take(const schema::Record& record) {
    return {{"report", record.report},
            {"format", "record"},
            {"title", record.title},
            {"language", record.language},
            {"sections", std::move(sections_)},
            {"blocks", std::move(blocks_)},
            {"tables", json::array()}};
  }

 private:
  int section_of(const std::string& title) {
    if (title.empty()) return -1;
    const auto [at, added] = numbers_.emplace(title, static_cast<int>(numbers_.size()));
    if (added) sections_.push_back({{"parent", -1}, {"level", 1}, {"title", title}, {"role", "other"}});
    return at->second;
  }

  json sections_ = json::array(), blocks_ = json::array();
  std::map<std::string, int> numbers_;
  std::set<std::pair<std::string, std::string>> seen_;
};

json quoted_document(const schema::Record& record) {
  QuotedDocument document;
  for (const schema::Model& model : record.models) {
    for (const schema::Evidence& evidence : model.evidence) document.add(evidence);
  }
  for (const auto* facts : {&record.facts, &record.review}) {
    for (const schema::Fact& fact : *facts) {
      for (const schema::Evidence& evidence : fact.evidence) document.add(evidence);
    }
  }
  for (const schema::Passage& passage : record.passages) document.add(passage.section, passage.page, passage.quote);
  for (const schema::Score& score : record.scores) document.add(score.evidence);
  return document.take(record);
}

}  // namespace

std::vector<Import> parse_records(std::istream& in, const std::string& name) {
  std::vector<Import> imports;
  size_t number = 0;
  for (std::string line; std::getline(in, line);) {
    ++number;
    if (line.find_first_not_of(" \t\r") == std::string::npos) continue;
    const std::string where = name + ", line " + std::to_string(number);
    json record = schema::parse_json(line, where);
    Import import;
    import.dropped = drop_outdated_facts(record);
    try {
      import.record = schema::record_from_json(record);
    } catch (const schema::Error& error) {
      throw schema::Error(schema::Error::Kind::input, where + ": " + error.what());
    }
    imports.push_back(std::move(import));
  }
  return imports;
}

ImportCounts import_records(KnowledgeBase& base, const std::vector<Import>& imports) {
  ImportCounts counts;
  for (const Import& import : imports) {
    const std::string& key = import.record.report;
    if (base.record(key)) {
      ++counts.were_there;
      continue;
    }
    Source source;
    source.path = stand_in_path(key);
    source.report = key;
    base.commit(source, import.record, schema::json_text(quoted_document(import.record)));
    ++counts.imported;
    counts.dropped += import.dropped;
  }
  return counts;
}

}  // namespace colophon::store
