// From the data of the index's documents to entries, each decoded once.
#include <nlohmann/json.hpp>

#include "query/doubtful.h"
#include "query/library.h"
#include "schema/json.h"
#include "store/record_facts.h"

namespace colophon::query {
namespace {

nlohmann::json data_of(const Xapian::Database& index, Xapian::docid id) {
  return schema::parse_json(index.get_document(id).get_data(), "search document " + std::to_string(id));
}

// The entry of `id`, made by `make` from its data when it is not known yet.
template <typename Entry, typename Make>
const Entry* cached(std::unordered_map<Xapian::docid, std::unique_ptr<Entry>>& entries, Xapian::docid id,
                    const Xapian::Database& index, Make make) {
  std::unique_ptr<Entry>& entry = entries[id];
  if (entry == nullptr) {
    const nlohmann::json data = data_of(index, id);
    entry = std::make_unique<Entry>();
    entry->document = id;
    entry->key = data.at("key").get<std::string>();
    entry->record = schema::record_from_json(data);
    make(*entry, data);
  }
  return entry.get();
}

}  // namespace

const ModelEntry* Library::model_entry(Xapian::docid id) {
  return cached(model_entries_, id, index_, [](ModelEntry& entry, const nlohmann::json&) {
    entry.facts = std::move(entry.record.facts);
    entry.record.facts.clear();
    leave_out_doubtful(entry.facts);
    const schema::Model unnamed;
    const schema::Model& model = entry.model() != nullptr ? *entry.model() : unnamed;
    for (schema::Fact& fact : store::implied_facts(entry.record, model)) entry.facts.push_back(std::move(fact));
  });
}

const ReportEntry* Library::report_entry(Xapian::docid id) {
  return cached(report_entries_, id, index_, [](ReportEntry& entry, const nlohmann::json& data) {
    entry.disclosed = data.at("disclosed").get<std::set<std::string>>();
  });
}

const ScoreEntry* Library::score_entry(Xapian::docid id) {
  return cached(score_entries_, id, index_, [](ScoreEntry&, const nlohmann::json&) {});
}

}  // namespace colophon::query
