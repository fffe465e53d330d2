// From the data of the index's documents to entries, each decoded once.
#include <nlohmann/json.hpp>

#include "query/library.h"
#include "schema/facts_json.h"
#include "schema/json.h"
#include "store/doubtful.h"
#include "store/record_facts.h"
#include "store/search_index.h"

namespace colophon::query {
namespace {

std::string named(Xapian::docid id) { return "search document " + std::to_string(id); }

// The entry of `id`, made by `make` from its data when it is not known yet.
template <typename Entry, typename Make>
const Entry* cached(std::unordered_map<Xapian::docid, std::unique_ptr<Entry>>& entries, Xapian::docid id,
                    const Xapian::Document& document, Make make) {
  std::unique_ptr<Entry>& entry = entries[id];
  if (entry == nullptr) {
    const nlohmann::json data = schema::parse_json(document.get_data(), named(id));
    entry = std::make_unique<Entry>();
    entry->document = id;
    entry->key = data.at("key").get<std::string>();
    entry->record = schema::record_from_json(data);
    make(*entry, data);
  }
  return entry.get();
}

}  // namespace

const std::vector<schema::Fact>& ModelEntry::facts(const std::string& field) const {
  const auto [at, missing] = decoded_.try_emplace(field);
  std::vector<schema::Fact>& facts = at->second;
  if (!missing) return facts;
  const std::string& data = items->of(key, field);
  for (const std::string_view text : {store::facts_of_model(data, ordinal), store::facts_of_all(data)}) {
    if (text.empty()) continue;
    for (schema::Fact& fact : schema::facts_from_json(schema::parse_json(text, named(document)))) {
      facts.push_back(std::move(fact));
    }
  }
  store::leave_out_doubtful(facts);
  const schema::Model unnamed;
  for (schema::Fact& fact : store::implied_facts(record, model() != nullptr ? *model() : unnamed)) {
    if (fact.field == field) facts.push_back(std::move(fact));
  }
  return facts;
}

std::vector<schema::Passage> Library::passages(const std::string& key, const std::string& item) {
  const std::string_view text = store::passages_in(items_.of(key, item));
  if (text.empty()) return {};
  return schema::record_from_json(schema::parse_json(text, "search document")).passages;
}

const ModelEntry* Library::model_entry(const Xapian::docid id, const Xapian::Document& document) {
  return cached(model_entries_, id, document, [this](ModelEntry& entry, const nlohmann::json& data) {
    entry.ordinal = data.at("ordinal").get<size_t>();
    entry.items = &items_;
  });
}

const ReportEntry* Library::report_entry(const Xapian::docid id, const Xapian::Document& document) {
  return cached(report_entries_, id, document, [this](ReportEntry& entry, const nlohmann::json& data) {
    entry.disclosed = schema::member_or<std::set<std::string>>(data, "disclosed", {});
    entry.told = schema::member_or<std::set<std::string>>(data, "told", {});
    reports_by_key_.emplace(entry.key, entry.document);
  });
}

const ScoreEntry* Library::score_entry(const Xapian::docid id, const Xapian::Document& document) {
  return cached(score_entries_, id, document, [](ScoreEntry& /*entry*/, const nlohmann::json& /*data*/) {});
}

}  // namespace colophon::query
