#include "store/layout.h"

#include <charconv>
#include <nlohmann/json.hpp>

#include "schema/checklist.h"
#include "schema/error.h"

namespace colophon::store {

int layout_of(const std::string& version, const std::string& where) {
  int layout = 0;
  std::from_chars(version.data(), version.data() + version.size(), layout);
  if (layout >= 1 && layout <= newest_layout) return layout;
  throw schema::Error(schema::Error::Kind::storage, where + " was written by a newer colophon (layout " + version +
                                                        ", this one reads up to " + std::to_string(newest_layout) +
                                                        "); use that one, or index into a new knowledge base");
}

namespace {

bool is_outdated(const nlohmann::json& fact) {
  if (!fact.is_object() || !fact.contains("field") || !fact["field"].is_string()) return false;
  const schema::Item* item = schema::Checklist::standard().find(fact["field"].get<std::string>());
  if (item == nullptr || item->kind != schema::ItemKind::field) return true;
  try {
    (void)schema::value_from_json(fact.value("value", nlohmann::json()), item->type);
  } catch (const schema::Error&) {
    return true;
  }
  return false;
}

}  // namespace

size_t drop_outdated_facts(nlohmann::json& record) {
  if (!record.is_object()) return 0;
  size_t dropped = 0;
  for (const char* list : {"facts", "review"}) {
    const auto facts = record.find(list);
    if (facts == record.end() || !facts->is_array()) continue;
    const size_t before = facts->size();
    nlohmann::json kept = nlohmann::json::array();
    for (nlohmann::json& fact : *facts) {
      if (!is_outdated(fact)) kept.push_back(std::move(fact));
    }
    dropped += before - kept.size();
    *facts = std::move(kept);
  }
  return dropped;
}

}  // namespace colophon::store
