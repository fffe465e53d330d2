#include "store/search_documents.h"

#include <algorithm>
#include <array>
#include <limits>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "schema/facts_json.h"
#include "schema/json.h"
#include "store/document_blocks.h"
#include "store/record_facts.h"
#include "store/search_index.h"
#include "store/text.h"

namespace colophon::store {
namespace {

using nlohmann::json;
using schema::Record;

void set_number(Xapian::Document& document, Xapian::valueno slot, double number) {
  document.add_value(slot, Xapian::sortable_serialise(number));
}

// The record's members about the report as a whole.
Record head_of(const Record& record) {
  Record head;
  head.report = record.report;
  head.title = record.title;
  head.organization = record.organization;
  head.release_date = record.release_date;
  head.organization_hint = record.organization_hint;
  head.date_hint = record.date_hint;
  head.language = record.language;
  head.licence = record.licence;
  head.repository = record.repository;
  head.arxiv = record.arxiv;
  return head;
}

std::vector<std::string> organizations(const Record& record) {
  if (!record.organization.empty() || record.organization_hint.empty()) return record.organization;
  return {record.organization_hint};
}

int date_of(const Record& record) {
  return date_number(record.release_date.empty() ? record.date_hint : record.release_date);
}

class Writer {
 public:
  Writer(const Entry& entry, const std::function<void(const Xapian::Document&)>& take)
      : entry_(entry), record_(entry.record), head_(head_of(entry.record)), take_(take) {}

  void report() {
    Xapian::Document document = start(Kind::report);
    Record data = head_;
    data.models = record_.models;
    data.passages = record_.passages;
    data.absent = record_.absent;
    std::set<std::string> disclosed;
    for (const ModelFacts& model : facts_by_model(record_)) {
      for (const schema::Fact& fact : model.facts) disclosed.insert(fact.field);
      for (const schema::Fact& fact : implied_facts(record_, model.model)) disclosed.insert(fact.field);
    }
    for (const schema::Model& model : record_.models) add_names(document, model);
    for (const std::string& field : disclosed) document.add_boolean_term(term::disclosed(field));
    for (const schema::Passage& passage : record_.passages) document.add_boolean_term(term::item(passage.item));
    index_text(document, record_.title, 2, prefix::title);
    for (const std::string& name : organizations(record_)) index_text(document, name);
    json out = schema::record_to_json(data);
    out["disclosed"] = disclosed;
    out["sequence"] = entry_.sequence;
    finish(document, std::move(out));
  }

  void models() {
    for (const ModelFacts& model : facts_by_model(record_)) {
      Xapian::Document document = start(Kind::model);
      add_names(document, model.model);
      if (!model.model.family.empty()) document.add_boolean_term(term::family(model.model.family));
      if (model.model.params_total_b) set_number(document, slot::params_total, *model.model.params_total_b);
      if (model.model.params_active_b) set_number(document, slot::params_active, *model.model.params_active_b);
      std::vector<schema::Fact> facts = model.facts;
      for (schema::Fact& fact : implied_facts(record_, model.model)) facts.push_back(std::move(fact));
      add_facts(document, facts);
      Record data = head_;
      if (!model.model.name.empty()) data.models = {model.model};
      finish(document, schema::record_to_json(data), facts_by_field(model.facts));
    }
  }

  void scores() {
    for (const schema::Score& score : record_.scores) {
      Xapian::Document document = start(Kind::score);
      document.add_boolean_term(term::benchmark(score.benchmark));
      document.add_boolean_term(term::model(score.model));
      document.add_boolean_term(term::owner(score.own));
      document.add_boolean_term(term::place(score.ablation));
      index_text(document, score.benchmark + " " + score.model + " " + score.setting);
      set_number(document, slot::score, score.value);
      set_number(document, slot::page, score.page);
      Record data = head_;
      data.scores = {score};
      finish(document, schema::record_to_json(data));
    }
  }

  void passages(const std::vector<DocumentBlock>& blocks) {
    // Code too: model cards have their examples and dialogues in it.
    static constexpr std::array<std::string_view, 6> kinds = {"paragraph", "list_item", "caption",
                                                              "footnote",  "table",     "code"};
    for (size_t order = 0; order < blocks.size(); ++order) {
      const DocumentBlock& block = blocks[order];
      if (block.text.empty() || std::find(kinds.begin(), kinds.end(), block.kind) == kinds.end()) continue;
      Xapian::Document document = start(Kind::passage);
      document.add_boolean_term(term::role(block.role));
      document.add_boolean_term(term::block(block.kind));
      const std::vector<std::string> items = items_in(block);
      for (const std::string& item : items) document.add_boolean_term(term::item(item));
      index_text(document, block.text);
      index_text(document, block.section, 1, prefix::section);
      index_text(document, record_.title, 1, prefix::title);
      set_number(document, slot::page, block.page);
      finish(document, {{"report", record_.report},
                        {"page", block.page > 0 ? json(block.page) : json(nullptr)},
                        {"section", block.section},
                        {"role", block.role},
                        {"kind", block.kind},
                        {"text", block.text},
                        {"items", items},
                        {"order", order}});
    }
  }

 private:
  Xapian::Document start(Kind kind) const {
    Xapian::Document document;
    document.add_boolean_term(term::kind(kind));
    document.add_boolean_term(term::report(entry_.key));
    document.add_boolean_term(term::language(record_.language));
    for (const std::string& name : organizations(record_)) document.add_boolean_term(term::organization(name));
    if (const int date = date_of(record_); date > 0) {
      document.add_boolean_term(term::year(date / 10000));
      set_number(document, slot::date, date);
    }
    document.add_value(slot::report_key, entry_.key);
    return document;
  }

  void finish(Xapian::Document& document, json data, const std::string& more = "") const {
    data["key"] = entry_.key;
    document.set_data(schema::json_text(data) + more);
    take_(document);
  }

  // The lines of a model document's data after its record.
  static std::string facts_by_field(const std::vector<schema::Fact>& facts) {
    std::map<std::string, std::vector<schema::Fact>> by_field;
    for (const schema::Fact& fact : facts) by_field[fact.field].push_back(fact);
    std::string lines;
    for (const auto& [field, of] : by_field) {
      lines.append("\n").append(field).append("\t").append(schema::json_text(schema::facts_to_json(of)));
    }
    return lines;
  }

  static void add_names(Xapian::Document& document, const schema::Model& model) {
    std::vector<std::string> names = model.aliases;
    names.push_back(model.name);
    for (const std::string& name : names) {
      if (name.empty()) continue;
      document.add_boolean_term(term::model(name));
      index_text(document, name);
    }
  }

  static void add_facts(Xapian::Document& document, const std::vector<schema::Fact>& facts) {
    struct Extent {
      double low = std::numeric_limits<double>::infinity();
      double high = -std::numeric_limits<double>::infinity();
    };
    std::map<std::string, Extent> extents;
    for (const schema::Fact& fact : facts) {
      document.add_boolean_term(term::disclosed(fact.field));
      document.add_boolean_term(term::value(fact.field, schema::value_key(fact.value)));
      if (const auto* labelled = std::get_if<schema::Labelled>(&fact.value)) {
        document.add_boolean_term(term::value(fact.field, schema::term_key(labelled->label)));
      }
      const std::optional<double> number = schema::value_number(fact.value);
      if (!number) continue;
      const auto* range = std::get_if<schema::Range>(&fact.value);
      Extent& extent = extents[fact.field];
      extent.low = std::min(extent.low, range != nullptr ? range->low : *number);
      extent.high = std::max(extent.high, *number);
    }
    for (const auto& [field, extent] : extents) {
      set_number(document, slot::low(field), extent.low);
      set_number(document, slot::high(field), extent.high);
    }
  }

  // The narrative items that have a quote from this block.
  std::vector<std::string> items_in(const DocumentBlock& block) const {
    std::set<std::string> items;
    for (const schema::Passage& passage : record_.passages) {
      if (passage.page == block.page && block.text.find(passage.quote) != std::string::npos) items.insert(passage.item);
    }
    return {items.begin(), items.end()};
  }

  const Entry& entry_;
  const Record& record_;
  const Record head_;
  const std::function<void(const Xapian::Document&)>& take_;
};

}  // namespace

void for_each_search_document(const Entry& entry, const json& document,
                              const std::function<void(const Xapian::Document&)>& take) {
  Writer writer(entry, take);
  writer.report();
  writer.models();
  writer.scores();
  writer.passages(blocks_of(document));
}

}  // namespace colophon::store
