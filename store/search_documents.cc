#include "store/search_documents.h"

#include <algorithm>
#include <array>
#include <limits>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "schema/facts_json.h"
#include "schema/json.h"
#include "schema/release_date.h"
#include "store/document_blocks.h"
#include "store/doubtful.h"
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

// What is empty says nothing: record_from_json does without.
void leave_out_empty(json& record) {
  for (auto at = record.begin(); at != record.end();) {
    const bool empty = at->is_null() || ((at->is_array() || at->is_string()) && at->empty());
    at = empty && at.key() != "report" ? record.erase(at) : std::next(at);
  }
}

// What one report says of one item.
struct Said {
  std::map<size_t, std::vector<schema::Fact>> of_model;  // by ordinal
  std::vector<schema::Fact> of_all;
  std::vector<schema::Passage> passages;
};

std::string said_lines(const Said& said) {
  std::string lines;
  const auto add = [&](const std::string& of, const std::vector<schema::Fact>& facts) {
    lines.append("\n").append(of).append("\t").append(schema::json_text(schema::facts_to_json(facts)));
  };
  for (const auto& [ordinal, facts] : said.of_model) add(std::to_string(ordinal), facts);
  if (!said.of_all.empty()) add("", said.of_all);
  if (said.passages.empty()) return lines;
  Record passages;
  passages.passages = said.passages;
  json out = schema::record_to_json(passages);
  leave_out_empty(out);
  return lines + "\np\t" + schema::json_text(out);
}

// What a value is asked for by: its key; a Labelled value's label too.
std::vector<std::string> keys_of(const schema::Fact& fact) {
  std::vector<std::string> keys = {schema::value_key(fact.value)};
  if (const auto* labelled = std::get_if<schema::Labelled>(&fact.value)) {
    keys.push_back(schema::term_key(labelled->label));
  }
  return keys;
}

// The smallest and the largest number of a field.
struct Extent {
  double low = std::numeric_limits<double>::infinity();
  double high = -std::numeric_limits<double>::infinity();
};
using Extents = std::map<std::string, Extent>;

void extend(Extents& extents, const schema::Fact& fact) {
  const std::optional<double> number = schema::value_number(fact.value);
  if (!number) return;
  const auto* range = std::get_if<schema::Range>(&fact.value);
  Extent& extent = extents[fact.field];
  extent.low = std::min(extent.low, range != nullptr ? range->low : *number);
  extent.high = std::max(extent.high, *number);
}

void set_extents(Xapian::Document& document, const Extents& extents) {
  for (const auto& [field, extent] : extents) {
    set_number(document, slot::low(field), extent.low);
    set_number(document, slot::high(field), extent.high);
  }
}

class Writer {
 public:
  Writer(const Entry& entry, const std::function<void(const Xapian::Document&)>& take)
      : entry_(entry),
        record_(entry.record),
        head_(head_of(entry.record)),
        models_(facts_by_model(entry.record)),
        take_(take) {
    for (const ModelFacts& model : models_) {
      std::vector<schema::Fact> facts = model.facts;
      leave_out_doubtful(facts);
      for (schema::Fact& fact : implied_facts(record_, model.model)) facts.push_back(std::move(fact));
      for (const schema::Fact& fact : facts) disclosed_.insert(fact.field);
      stated_.push_back(std::move(facts));
    }
    for (const schema::Score& score : record_.scores) {
      if (score.own) scored_.insert(term::scored(score.benchmark));
    }
    told_ = disclosed_;
    for (const schema::Passage& passage : record_.passages) told_.insert(passage.item);
  }

  void report() {
    Xapian::Document document = start_head(Kind::report);
    for (const schema::Model& model : record_.models) {
      add_names(document, model);
      if (!model.family.empty()) document.add_boolean_term(term::family(model.family));
    }
    for (const std::string& field : disclosed_) document.add_boolean_term(term::disclosed(field));
    for (const std::string& item : told_) document.add_boolean_term(term::told(item));
    for (const std::string& benchmark : scored_) document.add_boolean_term(benchmark);
    Extents extents;
    for (const std::vector<schema::Fact>& facts : stated_) {
      for (const schema::Fact& fact : facts) {
        for (const std::string& key : keys_of(fact)) document.add_boolean_term(term::stated(fact.field, key));
        extend(extents, fact);
      }
    }
    set_extents(document, extents);
    Record data = head_;
    data.models = record_.models;
    data.absent = record_.absent;
    json out = schema::record_to_json(data);
    out["disclosed"] = disclosed_;
    out["told"] = told_;
    out["sequence"] = entry_.sequence;
    finish(document, std::move(out));
  }

  void models() {
    for (size_t ordinal = 0; ordinal < models_.size(); ++ordinal) {
      const schema::Model& model = models_[ordinal].model;
      Xapian::Document document = start_head(Kind::model);
      add_names(document, model);
      document.add_value(slot::name, model.name.empty() ? "\n" + entry_.key : schema::term_key(model.name));
      if (!model.family.empty()) document.add_boolean_term(term::family(model.family));
      for (const std::string& item : told_) document.add_boolean_term(term::told(item));
      for (const std::string& benchmark : scored_) document.add_boolean_term(benchmark);
      add_facts(document, stated_[ordinal]);
      Record data = head_;
      if (!model.name.empty()) data.models = {model};
      json out = schema::record_to_json(data);
      out["ordinal"] = ordinal;
      finish(document, std::move(out));
    }
  }

  void items() {
    std::map<std::string, Said> said;
    for (size_t ordinal = 0; ordinal < models_.size(); ++ordinal) {
      const ModelFacts& model = models_[ordinal];
      for (size_t i = 0; i < model.facts.size(); ++i) {
        const schema::Fact& fact = model.facts[i];
        if (i < model.own) {
          said[fact.field].of_model[ordinal].push_back(fact);
        } else if (ordinal == 0) {
          said[fact.field].of_all.push_back(fact);
        }
      }
    }
    for (const schema::Passage& passage : record_.passages) said[passage.item].passages.push_back(passage);
    for (const auto& [item, of] : said) {
      Xapian::Document document = start(Kind::item);
      document.add_boolean_term(term::of_item(item));
      finish(document, {{"item", item}}, said_lines(of));
    }
  }

  void scores() {
    for (const schema::Score& score : record_.scores) {
      Xapian::Document document = start(Kind::score);
      document.add_boolean_term(term::benchmark(score.benchmark));
      document.add_boolean_term(term::model(score.model));
      document.add_boolean_term(term::owner(score.own));
      document.add_boolean_term(term::place(score.ablation));
      if (!score.ablation) document.add_boolean_term(term::band(score.benchmark, score.own, score.value));
      document.add_value(slot::report_key, entry_.key);
      set_number(document, slot::score, score.value);
      Record data;
      data.report = record_.report;
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
      document.add_boolean_term(term::language(record_.language));
      document.add_boolean_term(term::block(block.kind));
      document.add_value(slot::report_key, entry_.key);
      index_text(document, block.text);
      index_text(document, block.section, 1, prefix::section);
      index_text(document, record_.title, 1, prefix::title);
      finish(document, {{"report", record_.report},
                        {"page", block.page > 0 ? json(block.page) : json(nullptr)},
                        {"section", block.section},
                        {"role", block.role},
                        {"kind", block.kind},
                        {"text", block.text},
                        {"items", items_in(block)},
                        {"order", order}});
    }
  }

 private:
  Xapian::Document start(Kind kind) const {
    Xapian::Document document;
    document.add_boolean_term(term::kind(kind));
    document.add_boolean_term(term::report(entry_.key));
    return document;
  }

  // Of a document that conditions on the report's head are asked of.
  Xapian::Document start_head(Kind kind) const {
    Xapian::Document document = start(kind);
    document.add_boolean_term(term::language(record_.language));
    for (const std::string& name : organizations(record_)) document.add_boolean_term(term::organization(name));
    if (const int date = date_number(schema::date_of(record_)); date > 0) {
      document.add_boolean_term(term::year(date / 10000));
      set_number(document, slot::date, date);
    }
    document.add_value(slot::head_key, entry_.key);
    return document;
  }

  void finish(Xapian::Document& document, json data, const std::string& more = "") const {
    leave_out_empty(data);
    data["key"] = entry_.key;
    document.set_data(schema::json_text(data) + more);
    take_(document);
  }

  static void add_names(Xapian::Document& document, const schema::Model& model) {
    for (const std::string& name : model.aliases) {
      if (!name.empty()) document.add_boolean_term(term::model(name));
    }
    if (!model.name.empty()) document.add_boolean_term(term::model(model.name));
  }

  static void add_facts(Xapian::Document& document, const std::vector<schema::Fact>& facts) {
    Extents extents;
    for (const schema::Fact& fact : facts) {
      document.add_boolean_term(term::disclosed(fact.field));
      for (const std::string& key : keys_of(fact)) document.add_boolean_term(term::value(fact.field, key));
      extend(extents, fact);
    }
    set_extents(document, extents);
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
  const std::vector<ModelFacts> models_;
  std::vector<std::vector<schema::Fact>> stated_;  // of each model, without the doubtful, with what is implied
  std::set<std::string> disclosed_, told_;
  std::set<std::string> scored_;  // terms
  const std::function<void(const Xapian::Document&)>& take_;
};

}  // namespace

void for_each_search_document(const Entry& entry, const json& document,
                              const std::function<void(const Xapian::Document&)>& take) {
  Writer writer(entry, take);
  writer.report();
  writer.models();
  writer.items();
  writer.scores();
  writer.passages(blocks_of(document));
}

}  // namespace colophon::store
