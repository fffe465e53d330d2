#include "query/curate.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>

#include "query/lexicon.h"
#include "query/review.h"
#include "query/suggestion.h"
#include "query/written_value.h"
#include "schema/checklist.h"
#include "schema/error.h"
#include "schema/json.h"
#include "store/document_blocks.h"

namespace colophon::query {
namespace {

using schema::Error;
using schema::Fact;
using schema::Item;
using store::Correction;
using store::Decision;
using store::KnowledgeBase;
using store::Stated;

// Digits of an id that name the report (candidate_id).
constexpr size_t report_digits = 6;
constexpr size_t fewest_digits = 8;

struct Found {
  std::string key;
  Fact fact;
};

Found candidate_named(const KnowledgeBase& base, const std::string& id) {
  if (id.size() < fewest_digits) {
    throw Error(Error::Kind::usage, "\"" + id + "\" is too short for an id; give at least " +
                                        std::to_string(fewest_digits) + " digits of what `colophon review` prints");
  }
  std::vector<Found> found;
  std::string first;
  for (const store::Source& source : base.sources()) {
    const std::string& key = source.report;
    if (key.empty() || !id.starts_with(candidate_id(key, {}).substr(0, report_digits))) continue;
    const std::optional<schema::Record> record = base.record(key);
    if (!record) continue;
    for (const auto* facts : {&record->facts, &record->review}) {
      for (const Fact& fact : *facts) {
        const std::string whole = candidate_id(key, fact);
        if (!whole.starts_with(id) || whole == first) continue;
        first = whole;
        found.push_back({key, fact});
      }
    }
  }
  if (found.size() > 1) throw Error(Error::Kind::usage, "several candidates begin with " + id + "; give more digits");
  if (found.empty()) {
    throw Error(Error::Kind::not_found, "no candidate has the id " + id + "; `colophon review` lists those there are");
  }
  return found.front();
}

std::optional<Correction> correction_of(const KnowledgeBase& base, const std::string& key, const std::string& field,
                                        const std::string& model) {
  for (Correction& correction : base.corrections(key)) {
    if (correction.field == field && correction.model == model) return std::move(correction);
  }
  return std::nullopt;
}

// What stands of the place, or a correction that says nothing yet.
Correction begun(const KnowledgeBase& base, const std::string& key, const std::string& field,
                 const std::string& model) {
  if (auto there = correction_of(base, key, field, model)) return *there;
  Correction correction;
  correction.field = field;
  correction.model = model;
  correction.whole = false;
  return correction;
}

void forget(Correction& correction, const schema::Value& value) {
  std::erase_if(correction.values, [&](const Stated& one) { return schema::same_key(one.value, value); });
  std::erase_if(correction.rejected, [&](const schema::Value& one) { return schema::same_key(one, value); });
}

void need_author(const Act& act) {
  if (act.author.empty()) throw Error(Error::Kind::usage, "a decision needs its author; give --author NAME");
}

Decision decide(KnowledgeBase& base, const char* action, const std::string& key, Correction correction,
                const Act& act) {
  need_author(act);
  Decision decision;
  decision.time = act.time;
  decision.author = act.author;
  decision.action = action;
  decision.report = key;
  decision.field = correction.field;
  decision.model = correction.model;
  decision.note = act.note;
  if (!act.note.empty()) correction.note = act.note;
  if (!correction.empty()) decision.after = std::move(correction);
  return base.decide(decision);
}

std::string model_named(const schema::Record& record, const std::string& name, const Item& item) {
  if (name.empty()) {
    // A size is one model's.
    if (item.id.starts_with("model.") && record.models.empty()) {
      throw Error(Error::Kind::usage, record.report + " names no model that could have " + item.id);
    }
    if (item.id.starts_with("model.") && record.models.size() > 1) {
      throw Error(Error::Kind::usage, item.id + " is of one model and " + record.report + " has " +
                                          std::to_string(record.models.size()) + "; add --model NAME");
    }
    return item.id.starts_with("model.") && !record.models.empty() ? record.models.front().name : "";
  }
  if (item.id.starts_with("report.")) {
    throw Error(Error::Kind::usage, item.id + " is of the report, not of a model; leave --model out");
  }
  const std::string key = schema::term_key(name);
  std::vector<std::string> known;
  for (const schema::Model& model : record.models) {
    known.push_back(model.name);
    if (schema::term_key(model.name) == key) return model.name;
  }
  for (const schema::Model& model : record.models) {
    for (const std::string& alias : model.aliases) {
      if (schema::term_key(alias) == key) return model.name;
    }
  }
  std::string list;
  for (const std::string& one : known) list += (list.empty() ? "" : ", ") + one;
  const std::string near = suggestion(name, known);
  throw Error(Error::Kind::usage,
              record.report + " has no model \"" + name + "\"" +
                  (near.empty() ? "; it has " + (list.empty() ? "none" : list) : did_you_mean(near)));
}

// The text with each run of white space as one blank, and where each of its bytes was.
struct Squeezed {
  std::string text;
  std::vector<size_t> places;
};

Squeezed squeezed(const std::string& text) {
  Squeezed out;
  for (size_t i = 0; i < text.size(); ++i) {
    const bool blank = text[i] == ' ' || text[i] == '\n' || text[i] == '\t' || text[i] == '\r';
    if (blank && (out.text.empty() || out.text.back() == ' ')) continue;
    out.text += blank ? ' ' : text[i];
    out.places.push_back(i);
  }
  if (!out.text.empty() && out.text.back() == ' ') {
    out.text.pop_back();
    out.places.pop_back();
  }
  return out;
}

// Where the quote stands, as it stands there.
schema::Evidence located(const KnowledgeBase& base, const Setting& setting) {
  const std::string wanted = squeezed(setting.quote).text;
  const auto document = base.document(setting.key);
  int elsewhere = 0;
  for (const store::DocumentBlock& block :
       store::blocks_of(schema::parse_json(document.value_or("{}"), "document " + setting.key))) {
    const Squeezed text = squeezed(block.text);
    const size_t at = wanted.empty() ? std::string::npos : text.text.find(wanted);
    if (at == std::string::npos) continue;
    if (setting.page > 0 && block.page > 0 && block.page != setting.page) {
      elsewhere = block.page;
      continue;
    }
    const size_t begin = text.places[at], end = text.places[at + wanted.size() - 1] + 1;
    return {block.page, block.section, block.text.substr(begin, end - begin), "", "", ""};
  }
  throw Error(
      Error::Kind::input,
      elsewhere > 0
          ? "the quote stands on page " + std::to_string(elsewhere) + " of " + setting.key + ", not on page " +
                std::to_string(setting.page)
          : "the quote is not in " + setting.key +
                "; give it word for word as `colophon search` prints it, or --note alone where no report says it");
}

bool was_extracted(const schema::Record& record, const Correction& correction, const schema::Value& value) {
  for (const auto* facts : {&record.facts, &record.review}) {
    for (const Fact& fact : *facts) {
      if (fact.field == correction.field && fact.model == correction.model && schema::same_key(fact.value, value))
        return true;
    }
  }
  return false;
}

void state(Correction& correction, const schema::Value& value, std::vector<schema::Evidence> evidence) {
  forget(correction, value);
  correction.values.push_back({value, std::move(evidence)});
}

}  // namespace

std::string settable_field(const std::string& name) {
  const Lexicon& lexicon = Lexicon::standard();
  const Item* item = schema::Checklist::standard().find(lexicon.field_named(name));
  if (item != nullptr && item->kind == schema::ItemKind::field) return item->id;
  if (item != nullptr) {
    throw Error(Error::Kind::usage,
                item->id + " is told in passages and has no value; data/checklist.json lists fields");
  }
  const std::string near = suggestion(name, lexicon.field_names());
  throw Error(Error::Kind::usage, "no field is called \"" + name + "\"" +
                                      (near.empty() ? "; data/checklist.json lists them" : did_you_mean(near)));
}

Decision accept(KnowledgeBase& base, const std::string& id, const Act& act) {
  const Found found = candidate_named(base, id);
  const Item& item = *schema::Checklist::standard().find(found.fact.field);
  Correction correction = begun(base, found.key, found.fact.field, found.fact.model);
  if (!item.many && !item.combines) {
    correction.whole = true;
    correction.values.clear();
  }
  state(correction, found.fact.value, found.fact.evidence);
  return decide(base, "accept", found.key, std::move(correction), act);
}

Decision reject(KnowledgeBase& base, const std::string& id, const Act& act) {
  const Found found = candidate_named(base, id);
  Correction correction = begun(base, found.key, found.fact.field, found.fact.model);
  forget(correction, found.fact.value);
  // Of what a person set, nothing is left: what was extracted is to be looked at again.
  if (correction.values.empty()) correction.whole = false;
  correction.rejected.push_back(found.fact.value);
  return decide(base, "reject", found.key, std::move(correction), act);
}

Decision set(KnowledgeBase& base, const Setting& setting, const Act& act) {
  const std::string field = settable_field(setting.field);
  const Item& item = *schema::Checklist::standard().find(field);
  const std::optional<schema::Record> record = base.record(setting.key);
  if (!record) throw Error(Error::Kind::not_found, "there is no report " + setting.key);
  const std::string model = model_named(*record, setting.model, item);
  const bool several = item.many || item.combines;
  if (setting.values.size() > 1 && !several) throw Error(Error::Kind::usage, field + " has one value; give one");
  if (setting.beside && !several) throw Error(Error::Kind::usage, field + " has one value; leave --add out");

  Correction correction = begun(base, setting.key, field, model);
  if (!setting.beside) correction = {field, model, true, {}, {}, ""};
  std::vector<schema::Evidence> evidence;
  if (!setting.quote.empty()) evidence.push_back(located(base, setting));
  for (const std::string& text : setting.values) {
    const schema::Value value = read_value(text, item, setting.as_written);
    if (evidence.empty() && act.note.empty() && !was_extracted(*record, correction, value)) {
      throw Error(Error::Kind::usage, "nothing shows " + field + " to be " + text +
                                          "; give --quote from the report, or --note where no report says it");
    }
    state(correction, value, evidence);
  }
  return decide(base, "set", setting.key, std::move(correction), act);
}

Decision unset(KnowledgeBase& base, const std::string& key, const std::string& field_name,
               const std::string& model_name, const Act& act) {
  const std::string field = settable_field(field_name);
  const std::optional<schema::Record> record = base.record(key);
  const std::string model =
      record ? model_named(*record, model_name, *schema::Checklist::standard().find(field)) : model_name;
  if (!correction_of(base, key, field, model)) {
    throw Error(Error::Kind::not_found, "nobody has set " + field + (model.empty() ? "" : " of " + model) + " in " +
                                            key + "; `colophon set --not-disclosed` says that a report does not tell");
  }
  Correction nothing;
  nothing.field = field;
  nothing.model = model;
  nothing.whole = false;
  return decide(base, "unset", key, std::move(nothing), act);
}

Decision undo(KnowledgeBase& base, uint64_t number, const Act& act) {
  const std::vector<Decision> decisions = base.decisions();
  const auto found =
      std::find_if(decisions.begin(), decisions.end(), [&](const Decision& one) { return one.number == number; });
  if (found == decisions.end()) {
    throw Error(Error::Kind::not_found,
                "there is no decision " + std::to_string(number) + "; `colophon review log` lists them");
  }
  const auto last = std::find_if(decisions.rbegin(), decisions.rend(), [&](const Decision& one) {
    return one.report == found->report && one.field == found->field && one.model == found->model;
  });
  if (last->number != number) {
    throw Error(Error::Kind::usage, "decision " + std::to_string(last->number) + " was made of the same field since " +
                                        std::to_string(number) + "; undo that first");
  }
  need_author(act);
  Decision back = *found;
  back.time = act.time;
  back.author = act.author;
  back.action = "undo";
  back.undoes = number;
  back.note = act.note;
  back.after = found->before;
  return base.decide(back);
}

}  // namespace colophon::query
