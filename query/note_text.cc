#include "query/note_text.h"

#include <algorithm>
#include <map>
#include <set>

#include "query/directions.h"
#include "query/table.h"
#include "schema/value.h"
#include "store/record_facts.h"

namespace colophon::query {
namespace {

const NotePhrases& phrases_in(Language language) {
  static const NotePhrases english = {"not disclosed",
                                      "mentioned, no value read",
                                      "Summary",
                                      "Highlights",
                                      "Training pipeline",
                                      "Scores of its own models",
                                      "Read first: ",
                                      ": ",
                                      "; ",
                                      "p. ",
                                      "",
                                      "total parameters",
                                      "active",
                                      "Model",
                                      "Architecture",
                                      "Benchmark",
                                      "Setting",
                                      "Value",
                                      "Page",
                                      "Configuration",
                                      "ahead of"};
  static const NotePhrases chinese = {"未披露",   "有提及，未读出数值",
                                      "摘要",     "六大要点",
                                      "训练流程", "自有模型得分",
                                      "先读：",   "：",
                                      "；",       "第 ",
                                      " 页",      "总参数",
                                      "激活",     "模型",
                                      "架构",     "基准",
                                      "设置",     "得分",
                                      "页码",     "配置",
                                      "高于"};
  return language == Language::zh ? chinese : english;
}

}  // namespace

NoteText::NoteText(const schema::Record& record, Language language)
    : record_(record), language_(language), phrases_(phrases_in(language)) {}

const std::string& NoteText::in_language(const schema::Name& name) const {
  return language_ == Language::zh ? name.zh : name.en;
}

std::string NoteText::place(int page, const std::string& section) const {
  if (page > 0) return phrases_.page_before + std::to_string(page) + phrases_.page_after;
  if (section.empty()) return record_.report;
  const size_t last = section.rfind(" > ");
  return "§ " + escape_markdown(last == std::string::npos ? section : section.substr(last + 3));
}

std::string NoteText::value(const schema::Value& value, const schema::Item& item) const {
  if (const auto* flag = std::get_if<bool>(&value); flag != nullptr && language_ == Language::zh) {
    return *flag ? "是" : "否";
  }
  const auto* text = std::get_if<std::string>(&value);
  if (text != nullptr && item.closed) {
    // The first alias in the note's language is how people call it: "MoE" of "moe", "混合专家".
    for (const schema::Term& term : item.vocabulary) {
      if (term.value != *text) continue;
      for (const std::string& alias : term.aliases) {
        const bool chinese = static_cast<unsigned char>(alias.front()) >= 0xE4;
        if (chinese == (language_ == Language::zh)) return alias;
      }
    }
  }
  return schema::value_to_text(value, item.type, item.unit);
}

std::vector<std::string> NoteText::values(const std::string& field) const {
  const schema::Item* item = schema::Checklist::standard().find(field);
  std::vector<std::string> texts;
  for (const schema::Fact& fact : record_.facts) {
    if (fact.field != field || item == nullptr) continue;
    std::string text = value(fact.value, *item);
    if (std::find(texts.begin(), texts.end(), text) == texts.end()) texts.push_back(std::move(text));
  }
  return texts;
}

std::string NoteText::fact_text(const schema::Fact& fact, const schema::Item& item) const {
  std::string text = escape_markdown(value(fact.value, item));
  if (!fact.model.empty() && record_.models.size() > 1) text += " — " + escape_markdown(fact.model);
  if (!fact.evidence.empty()) text += " (" + place(fact.evidence.front().page, fact.evidence.front().section) + ")";
  return text;
}

std::vector<std::string> NoteText::quotes(const schema::Item& item) const {
  std::vector<std::string> found;
  for (const schema::Passage& passage : record_.passages) {
    if (passage.item != item.id) continue;
    found.push_back("“" + escape_markdown(passage.quote) + "” (" + place(passage.page, passage.section) + ")");
  }
  return found;
}

std::vector<std::string> NoteText::of_head(const schema::Item& item) const {
  std::vector<std::string> statements;
  if (item.id.rfind("report.", 0) != 0) return statements;
  for (const schema::Fact& fact : store::implied_facts(record_, {})) {
    if (fact.field == item.id) statements.push_back(escape_markdown(value(fact.value, item)));
  }
  return statements;
}

std::vector<std::string> NoteText::statements(const schema::Item& item) const {
  if (item.kind == schema::ItemKind::narrative) return quotes(item);
  std::vector<std::string> statements = of_head(item);
  if (!statements.empty()) return statements;
  std::map<std::string, std::vector<const schema::Fact*>> same;
  std::vector<std::string> order;
  for (const schema::Fact& fact : record_.facts) {
    if (fact.field != item.id) continue;
    const std::string key = schema::value_key(fact.value);
    if (same[key].empty()) order.push_back(key);
    same[key].push_back(&fact);
  }
  for (const std::string& key : order) {
    schema::Fact merged = *same[key].front();
    for (size_t i = 1; i < same[key].size(); ++i) {
      if (!merged.model.empty() && !same[key][i]->model.empty()) merged.model += ", " + same[key][i]->model;
    }
    statements.push_back(fact_text(merged, item));
  }
  return statements;
}

std::string NoteText::silence(const std::string& item) const {
  for (const schema::Absence& absence : record_.absent) {
    if (absence.item == item && absence.silence == schema::Silence::mentioned_not_read) return phrases_.mentioned;
  }
  return phrases_.not_disclosed;
}

std::string NoteText::joined(const std::vector<std::string>& statements) const {
  std::string out;
  for (const std::string& statement : statements) out += (out.empty() ? "" : phrases_.comma) + statement;
  return out;
}

std::vector<const schema::Score*> NoteText::own_scores() const {
  std::vector<const schema::Score*> scores;
  for (const schema::Score& score : record_.scores) {
    if (score.own && !score.ablation) scores.push_back(&score);
  }
  return scores;
}

std::string NoteText::leads(size_t most) const {
  struct Lead {
    bool principal;
    double margin;
    const schema::Score* score;
    const schema::Score* rival;
  };
  const auto principal = [&](const schema::Score& score) {
    if (record_.models.empty()) return true;
    const schema::Model& first = record_.models.front();
    const auto same = [&](const std::string& name) { return schema::term_key(name) == schema::term_key(score.model); };
    return same(first.name) || std::any_of(first.aliases.begin(), first.aliases.end(), same);
  };
  std::vector<Lead> leads;
  for (const schema::Score* own : own_scores()) {
    const double sign = lower_is_better(own->benchmark, own->setting) ? -1 : 1;
    const schema::Score* rival = nullptr;
    bool ahead = true;
    for (const schema::Score& other : record_.scores) {
      // Another setting is another measurement.
      if (other.benchmark != own->benchmark || other.table != own->table || other.ablation) continue;
      if (other.setting != own->setting) continue;
      if (other.own) {
        ahead &= sign * other.value <= sign * own->value;
      } else if (rival == nullptr || sign * other.value > sign * rival->value) {
        rival = &other;
      }
    }
    const double margin = rival == nullptr ? 0 : sign * (own->value - rival->value);
    if (ahead && margin > 0) leads.push_back({principal(*own), margin, own, rival});
  }
  std::stable_sort(leads.begin(), leads.end(), [](const Lead& a, const Lead& b) {
    return a.principal != b.principal ? a.principal : a.margin > b.margin;
  });
  const auto number = [](double value) { return schema::value_to_text(value, schema::ValueType::number, ""); };
  std::set<std::string> seen;
  std::string text;
  for (const Lead& lead : leads) {
    if (seen.size() >= most || !seen.insert(lead.score->benchmark).second) continue;
    const schema::Score& score = *lead.score;
    text += (text.empty() ? "" : phrases_.comma) + escape_markdown(score.model) + " " +
            escape_markdown(score.benchmark) + " " + number(score.value) + (language_ == Language::zh ? "，" : ", ") +
            phrases_.ahead + " " + escape_markdown(lead.rival->model) + " " + number(lead.rival->value) + " (" +
            place(score.page, score.evidence.section) + ")";
  }
  return text;
}

}  // namespace colophon::query
