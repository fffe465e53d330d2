// Lists in pages: /reports, /models, /facts.
#include <algorithm>
#include <optional>
#include <set>

#include "query/language.h"
#include "query/model_table.h"
#include "schema/checklist.h"
#include "tools/serve/cursor.h"
#include "tools/serve/json_reply.h"
#include "tools/serve/parameters.h"
#include "tools/serve/routes.h"

namespace colophon::serve {
namespace {

using nlohmann::json;
using query::Condition;

constexpr size_t usual_limit = 100;

// The entries of one page, and where the next begins.
class Page {
 public:
  explicit Page(const Parameters& parameters)
      : cursor_(Cursor::parse(parameters.text("cursor"))), limit_(parameters.count("limit", usual_limit)) {}

  bool wants(const std::string& key, size_t entry) const { return cursor_.before(key, entry); }
  bool wants_of(const std::string& key) const { return key >= cursor_.key; }
  // False when the page is full: there is more, and the entry is not on this page.
  bool add(const std::string& key, size_t entry, json value) {
    if (entries_.size() == limit_) {
      more_ = true;
      return false;
    }
    entries_.push_back(std::move(value));
    last_ = {key, entry};
    return true;
  }
  Reply reply(const char* name) const {
    return json_reply(json{{"format", 1}, {name, entries_}, {"next", more_ ? json(last_.text()) : json(nullptr)}});
  }

 private:
  Cursor cursor_;
  size_t limit_;
  json entries_ = json::array();
  Cursor last_;
  bool more_ = false;
};

json stated(const std::string& text) { return text.empty() ? json(nullptr) : json(text); }

json head_of(const query::ReportEntry& report) {
  json models = json::array();
  for (const schema::Model& model : report.record.models) models.push_back(model.name);
  return {{"key", report.key},
          {"report", report.record.report},
          {"title", report.record.title},
          {"organization", report.record.organization},
          {"release_date", stated(report.record.release_date)},
          {"language", report.record.language},
          {"models", models},
          {"disclosed", report.disclosed.size()}};
}

std::vector<const query::ReportEntry*> reports_by_key(Lease& lease, const Condition& where) {
  std::vector<const query::ReportEntry*> reports = lease.library().reports(where);
  std::sort(reports.begin(), reports.end(), [](const auto* a, const auto* b) { return a->key < b->key; });
  return reports;
}

json listed_fact(const std::string& key, const schema::Record& record, const schema::Fact& fact) {
  schema::Record one;
  one.report = record.report;
  one.facts = {fact};
  json out = schema::record_to_json(one).at("facts").at(0);
  const schema::Item* item = schema::Checklist::standard().find(fact.field);
  out["key"] = key;
  out["report"] = record.report;
  out["text"] = schema::value_to_text(fact.value, item->type, item->unit);
  return out;
}

}  // namespace

Reply list_reports(const Request& request, Lease& lease) {
  const Parameters parameters(request.parameters, {"where", "limit", "cursor"});
  Page page(parameters);
  for (const query::ReportEntry* report : reports_by_key(lease, query::parse_condition(parameters.text("where")))) {
    if (page.wants(report->key, 1) && !page.add(report->key, 1, head_of(*report))) break;
  }
  return page.reply("reports");
}

Reply list_models(const Request& request, Lease& lease) {
  const Parameters parameters(request.parameters, {"where", "limit", "cursor"});
  Page page(parameters);
  std::vector<query::Library::Found> found = lease.library().models(query::parse_condition(parameters.text("where")));
  std::stable_sort(found.begin(), found.end(),
                   [](const auto& a, const auto& b) { return a.entry->key < b.entry->key; });
  std::string last;
  size_t entry = 0;
  for (const query::Library::Found& one : found) {
    const query::ModelEntry& model = *one.entry;
    entry = model.key == last ? entry + 1 : 1;
    last = model.key;
    if (model.model() == nullptr || !page.wants(model.key, entry)) continue;
    json out = schema::record_to_json(model.record).at("models").at(0);
    out["key"] = model.key;
    out["report"] = model.record.report;
    out["organization"] = model.record.organization;
    out["release_date"] = stated(model.record.release_date);
    if (!page.add(model.key, entry, std::move(out))) break;
  }
  return page.reply("models");
}

Reply list_facts(const Request& request, Lease& lease) {
  const Parameters parameters(request.parameters, {"field", "model", "report", "where", "limit", "cursor"});
  Page page(parameters);
  const std::vector<std::string> fields = query::fields_named(parameters.all("field"));
  const std::string model = parameters.text("model"), key = parameters.text("report");
  // The index tells which records have such facts; only those are read.
  std::vector<Condition> conditions = {query::parse_condition(parameters.text("where"))};
  if (!model.empty()) conditions.push_back(Condition::has(query::field::model, {model}));
  std::vector<Condition> any;
  any.reserve(fields.size());
  for (const std::string& field : fields) any.push_back(Condition::discloses(field));
  if (!any.empty()) conditions.push_back(Condition::join(Condition::Kind::any, std::move(any)));
  const Condition where = Condition::join(Condition::Kind::all, std::move(conditions));

  for (const query::ReportEntry* report : reports_by_key(lease, where)) {
    if (!page.wants_of(report->key) || (!key.empty() && report->key != key)) continue;
    const std::optional<schema::Record> record = lease.base().record(report->key);
    if (!record) continue;
    std::set<std::string> names = {""};  // of the model, as the record's facts call it; "" for all models
    for (const schema::Model& one : record->models) {
      const auto same = [&](const std::string& name) { return schema::term_key(name) == schema::term_key(model); };
      if (same(one.name) || std::any_of(one.aliases.begin(), one.aliases.end(), same)) names.insert(one.name);
    }
    for (size_t entry = 1; entry <= record->facts.size(); ++entry) {
      const schema::Fact& fact = record->facts[entry - 1];
      if (!page.wants(report->key, entry)) continue;
      if (!fields.empty() && std::find(fields.begin(), fields.end(), fact.field) == fields.end()) continue;
      if (!model.empty() && names.count(fact.model) == 0) continue;
      if (!page.add(report->key, entry, listed_fact(report->key, *record, fact))) return page.reply("facts");
    }
  }
  return page.reply("facts");
}

}  // namespace colophon::serve
