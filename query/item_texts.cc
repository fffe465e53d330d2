#include "query/item_texts.h"

#include <nlohmann/json.hpp>

#include "query/index_terms.h"
#include "schema/json.h"

namespace colophon::query {
namespace {

// Items asked for one by one before all of a report are read.
constexpr size_t one_by_one = 2;

}  // namespace

void ItemTexts::take(const Xapian::Query& query) {
  Xapian::Enquire enquire(index_);
  enquire.set_query(query);
  enquire.set_weighting_scheme(Xapian::BoolWeight());
  enquire.set_docid_order(Xapian::Enquire::DONT_CARE);
  const Xapian::MSet found = enquire.get_mset(0, index_.get_doccount());
  found.fetch();
  for (auto at = found.begin(); at != found.end(); ++at) {
    std::string data = at.get_document().get_data();
    const nlohmann::json head = schema::parse_json(store::head_in(data), "search document");
    reports_[schema::member<std::string>(head, "key")].texts.insert_or_assign(schema::member<std::string>(head, "item"),
                                                                              std::move(data));
  }
}

void ItemTexts::read(const std::vector<std::string>& items, const std::set<std::string>& keys) {
  std::set<std::string> wanted;
  std::vector<std::string> reports;
  for (const std::string& key : keys) {
    Report& report = reports_[key];
    bool lacks = false;
    for (const std::string& item : items) {
      if (report.whole || !report.known.insert(item).second) continue;
      wanted.insert(store::term::of_item(item));
      lacks = true;
    }
    if (lacks) reports.push_back(key);
  }
  if (wanted.empty()) return;
  Xapian::Query query(Xapian::Query::OP_OR, wanted.begin(), wanted.end());
  if (reports.size() <= most_named) query = {Xapian::Query::OP_AND, query, any_report(reports)};
  take(query);
}

const std::string& ItemTexts::of(const std::string& key, const std::string& item) {
  static const std::string nothing;
  Report& report = reports_[key];
  if (!report.whole && report.known.count(item) == 0) {
    if (report.known.size() < one_by_one) {
      read({item}, {key});
    } else {
      take({Xapian::Query::OP_AND, kind_query(store::Kind::item), any_report({key})});
      report.whole = true;
    }
  }
  const auto text = report.texts.find(item);
  return text == report.texts.end() ? nothing : text->second;
}

}  // namespace colophon::query
