// From the data of the index's documents to entries, each decoded once.
#include <nlohmann/json.hpp>

#include "query/doubtful.h"
#include "query/library.h"
#include "schema/facts_json.h"
#include "schema/json.h"
#include "store/record_facts.h"
#include "store/search_index.h"

namespace colophon::query {
namespace {

std::string named(Xapian::docid id) { return "search document " + std::to_string(id); }

// The entry of `id`, made by `make` from its data when it is not known yet.
template <typename Entry, typename Make>
const Entry* cached(std::unordered_map<Xapian::docid, std::unique_ptr<Entry>>& entries, Xapian::docid id,
                    const Xapian::Database& index, Make make) {
  std::unique_ptr<Entry>& entry = entries[id];
  if (entry == nullptr) {
    std::string data = index.get_document(id).get_data();
    const nlohmann::json head = schema::parse_json(store::record_in(data), named(id));
    entry = std::make_unique<Entry>();
    entry->document = id;
    entry->key = head.at("key").get<std::string>();
    entry->record = schema::record_from_json(head);
    make(*entry, head, data);
  }
  return entry.get();
}

}  // namespace

const std::vector<schema::Fact>& ModelEntry::facts(const std::string& field) const {
  const auto [at, missing] = decoded_.try_emplace(field);
  std::vector<schema::Fact>& facts = at->second;
  if (!missing) return facts;
  if (const std::string_view text = store::facts_in(data, field); !text.empty()) {
    facts = schema::facts_from_json(schema::parse_json(text, named(document)));
    leave_out_doubtful(facts);
  }
  const schema::Model unnamed;
  for (schema::Fact& fact : store::implied_facts(record, model() != nullptr ? *model() : unnamed)) {
    if (fact.field == field) facts.push_back(std::move(fact));
  }
  return facts;
}

const ModelEntry* Library::model_entry(Xapian::docid id) {
  return cached(model_entries_, id, index_, [](ModelEntry& entry, const nlohmann::json& /*head*/, std::string& data) {
    entry.data = std::move(data);
  });
}

const ReportEntry* Library::report_entry(Xapian::docid id) {
  return cached(report_entries_, id, index_,
                [](ReportEntry& entry, const nlohmann::json& head, const std::string& /*data*/) {
                  entry.disclosed = head.at("disclosed").get<std::set<std::string>>();
                });
}

const ScoreEntry* Library::score_entry(Xapian::docid id) {
  return cached(score_entries_, id, index_,
                [](ScoreEntry& /*entry*/, const nlohmann::json& /*head*/, const std::string& /*data*/) {});
}

}  // namespace colophon::query
