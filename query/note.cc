#include "query/note.h"

#include <algorithm>
#include <map>
#include <set>

#include "query/table.h"
#include "schema/checklist.h"
#include "schema/value.h"
#include "store/record_facts.h"

namespace colophon::query {
namespace {

using schema::Checklist;
using schema::Item;
using schema::Record;

// The note's own words in both languages.
struct Phrases {
  const char* not_disclosed;
  const char* mentioned;
  const char* summary;
  const char* highlights;
  const char* pipeline;
  const char* scores;
  const char* read_first;
  const char* colon;
  const char* comma;
  const char* page_before;
  const char* page_after;
  const char* total;
  const char* active;
  const char* model;
  const char* family;
  const char* benchmark;
  const char* setting;
  const char* value;
  const char* page;
};

const Phrases& phrases_in(Language language) {
  static const Phrases english = {"not disclosed",
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
                                  "Page"};
  static const Phrases chinese = {"未披露",   "有提及，未读出数值",
                                  "摘要",     "六大要点",
                                  "训练流程", "自有模型得分",
                                  "先读：",   "：",
                                  "；",       "第 ",
                                  " 页",      "总参数",
                                  "激活",     "模型",
                                  "架构",     "基准",
                                  "设置",     "得分",
                                  "页码"};
  return language == Language::zh ? chinese : english;
}

class Note {
 public:
  Note(const Record& record, Language language)
      : record_(record), language_(language), phrases_(phrases_in(language)), several_(record.models.size() > 1) {}

  std::string write() {
    front_matter();
    out_ += "# " + escape_markdown(title()) + "\n\n";
    summary();
    highlights();
    pipeline();
    int number = 0;
    for (const schema::ChecklistSection& part : Checklist::standard().sections()) section(part, ++number);
    return std::move(out_);
  }

 private:
  const std::string& in_language(const schema::Name& name) const {
    return language_ == Language::zh ? name.zh : name.en;
  }
  std::string title() const { return record_.title.empty() ? record_.report : record_.title; }

  // Where a statement stands: its page, or its heading where the format has no pages.
  std::string page_text(int page, const std::string& section = "") const {
    if (page > 0) return phrases_.page_before + std::to_string(page) + phrases_.page_after;
    if (section.empty()) return record_.report;
    const size_t last = section.rfind(" > ");
    return "§ " + escape_markdown(last == std::string::npos ? section : section.substr(last + 3));
  }

  // --- Front matter

  static std::string yaml(const std::string& text) {
    std::string out = "\"";
    for (const char c : text) {
      if (c == '"' || c == '\\') out += '\\';
      out += c == '\n' ? ' ' : c;
    }
    return out + "\"";
  }

  static std::string yaml_list(const std::vector<std::string>& texts) {
    std::string out = "[";
    for (const std::string& text : texts) out += (out.size() > 1 ? ", " : "") + yaml(text);
    return out + "]";
  }

  std::vector<std::string> texts_of(const std::string& field) const {
    const Item* item = Checklist::standard().find(field);
    std::vector<std::string> texts;
    for (const schema::Fact& fact : record_.facts) {
      if (fact.field != field || item == nullptr) continue;
      std::string text = schema::value_to_text(fact.value, item->type, item->unit);
      if (std::find(texts.begin(), texts.end(), text) == texts.end()) texts.push_back(std::move(text));
    }
    return texts;
  }

  void front_matter() {
    std::vector<std::string> sizes;
    for (const schema::Model& model : record_.models) {
      if (!model.params_total_b) continue;
      std::string text = schema::value_to_text(*model.params_total_b, schema::ValueType::number, "B");
      if (std::find(sizes.begin(), sizes.end(), text) == sizes.end()) sizes.push_back(std::move(text));
    }
    std::vector<std::string> topics;
    for (const char* field : {"arch.family", "arch.attention", "rl.algorithm", "pretrain.optimizer"}) {
      for (std::string& text : texts_of(field)) topics.push_back(std::move(text));
    }
    out_ += "---\ntitle: " + yaml(title()) + "\nfamily: " + yaml_list(texts_of("arch.family"));
    out_ += "\norganization: " + yaml_list(record_.organization);
    out_ += "\ndate: " + (record_.release_date.empty() ? "null" : yaml(record_.release_date));
    out_ += "\nparameters: " + yaml_list(sizes) + "\ntopics: " + yaml_list(topics) +
            "\nsource: " + yaml(record_.report) + "\n---\n\n";
  }

  // --- Statements

  std::string fact_text(const schema::Fact& fact, const Item& item) const {
    std::string text = escape_markdown(schema::value_to_text(fact.value, item.type, item.unit));
    if (!fact.model.empty() && several_) text += " — " + escape_markdown(fact.model);
    if (!fact.evidence.empty())
      text += " (" + page_text(fact.evidence.front().page, fact.evidence.front().section) + ")";
    return text;
  }

  // Facts of a field that say the same of several models are one statement.
  std::vector<std::string> statements_of(const Item& item) const {
    std::vector<std::string> statements;
    if (item.kind == schema::ItemKind::narrative) {
      for (const schema::Passage& passage : record_.passages) {
        if (passage.item == item.id) {
          statements.push_back("“" + escape_markdown(passage.quote) + "” (" + page_text(passage.page, passage.section) +
                               ")");
        }
      }
      return statements;
    }
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

  std::string silence_of(const std::string& item) const {
    for (const schema::Absence& absence : record_.absent) {
      if (absence.item == item && absence.silence == schema::Silence::mentioned_not_read) return phrases_.mentioned;
    }
    return phrases_.not_disclosed;
  }

  std::string joined(const std::vector<std::string>& statements) const {
    std::string out;
    for (const std::string& statement : statements) out += (out.empty() ? "" : phrases_.comma) + statement;
    return out;
  }

  // --- The parts of the note

  // Five lines made of facts, each with its page.
  void summary() {
    out_ += std::string("## ") + phrases_.summary + "\n\n";
    const std::vector<std::vector<const char*>> lines = {
        {"model"},
        {"arch.family", "arch.attention", "arch.layers", "arch.context_length"},
        {"pretrain.tokens", "pretrain.optimizer", "pretrain.hardware"},
        {"mid.context_extension", "sft.examples", "rl.paradigm", "rl.algorithm"},
        {"score"}};
    for (const auto& line : lines) {
      std::string text;
      for (const char* field : line) {
        if (std::string(field) == "model") {
          text = models_line();
        } else if (std::string(field) == "score") {
          text = best_scores(5);
        } else if (const Item* item = Checklist::standard().find(field)) {
          const std::vector<std::string> statements = statements_of(*item);
          if (!statements.empty()) {
            text +=
                (text.empty() ? "" : phrases_.comma) + in_language(item->name) + phrases_.colon + joined(statements);
          }
        }
      }
      if (!text.empty()) out_ += "- " + text + "\n";
    }
    out_ += "\n";
  }

  std::string models_line() const {
    std::string text;
    for (const schema::Model& model : record_.models) {
      text += (text.empty() ? "" : phrases_.comma) + ("**" + escape_markdown(model.name) + "**");
      if (model.params_total_b)
        text += " " + schema::value_to_text(*model.params_total_b, schema::ValueType::number, "B");
      if (model.params_active_b) {
        text += " (" + schema::value_to_text(*model.params_active_b, schema::ValueType::number, "B") + " " +
                phrases_.active + ")";
      }
      if (!model.evidence.empty()) {
        text += " (" + page_text(model.evidence.front().page, model.evidence.front().section) + ")";
      }
    }
    return text;
  }

  std::vector<const schema::Score*> own_scores() const {
    std::vector<const schema::Score*> scores;
    for (const schema::Score& score : record_.scores) {
      if (score.own && !score.ablation) scores.push_back(&score);
    }
    return scores;
  }

  // Where an own model is ahead of every baseline of its table, by the widest margin first.
  std::string best_scores(size_t most) const {
    struct Lead {
      double margin;
      const schema::Score* score;
    };
    std::vector<Lead> leads;
    for (const schema::Score* own : own_scores()) {
      double rival = -1;
      bool ahead = true;
      for (const schema::Score& other : record_.scores) {
        if (other.benchmark != own->benchmark || other.table != own->table || other.ablation) continue;
        if (other.own) {
          ahead &= other.value <= own->value;
        } else {
          rival = std::max(rival, other.value);
        }
      }
      if (ahead && rival >= 0 && own->value > rival) leads.push_back({own->value - rival, own});
    }
    std::stable_sort(leads.begin(), leads.end(), [](const Lead& a, const Lead& b) { return a.margin > b.margin; });
    std::set<std::string> seen;
    std::string text;
    for (const Lead& lead : leads) {
      if (seen.size() >= most || !seen.insert(lead.score->benchmark).second) continue;
      const schema::Score& score = *lead.score;
      text += (text.empty() ? "" : phrases_.comma) + escape_markdown(score.model) + " " +
              escape_markdown(score.benchmark) + " " +
              schema::value_to_text(score.value, schema::ValueType::number, "") + " (" +
              page_text(score.page, score.evidence.section) + ")";
    }
    return text;
  }

  void highlights() {
    out_ += std::string("## ") + phrases_.highlights + "\n\n";
    int number = 0;
    for (const schema::Highlight& highlight : Checklist::standard().highlights()) {
      out_ += std::to_string(++number) + ". **" + in_language(highlight.name) + "**\n";
      bool any = false;
      const auto add = [&](const std::string& text) {
        out_ += "   - " + text + "\n";
        any = true;
      };
      for (const std::string& id : highlight.items) {
        const Item* item = Checklist::standard().find(id);
        if (item == nullptr || id == "eval.benchmark") continue;
        std::vector<std::string> statements = statements_of(*item);
        if (item->kind == schema::ItemKind::narrative && statements.size() > 1) statements.resize(1);
        if (!statements.empty()) add(in_language(item->name) + phrases_.colon + joined(statements));
      }
      if (highlight.id == "results") {
        if (const std::string best = best_scores(6); !best.empty()) add(best);
      }
      if (!any) out_ += std::string("   - ") + phrases_.not_disclosed + "\n";
    }
    out_ += "\n";
  }

  // The stages that the report tells of, in order, each with what is known of it.
  void pipeline() {
    struct Stage {
      const char* name_en;
      const char* name_zh;
      std::vector<const char*> told_by;
      std::vector<const char*> shown;
    };
    const std::vector<Stage> stages = {
        {"Pre-training",
         "预训练",
         {"pretrain.tokens", "pretrain.optimizer", "pretrain.data_source"},
         {"pretrain.tokens"}},
        {"Mid-training",
         "中期训练",
         {"mid.present", "mid.tokens", "mid.context_extension"},
         {"mid.tokens", "mid.context_extension"}},
        {"SFT",
         "监督微调",
         {"sft.examples", "sft.lr", "sft.data_origin", "sft.epochs"},
         {"sft.examples", "sft.method"}},
        {"RL", "强化学习", {"rl.algorithm", "rl.paradigm"}, {"rl.paradigm", "rl.algorithm"}}};
    std::vector<std::string> boxes;
    for (const Stage& stage : stages) {
      const bool told = std::any_of(stage.told_by.begin(), stage.told_by.end(),
                                    [&](const char* field) { return !texts_of(field).empty(); });
      if (!told) continue;
      std::string box = language_ == Language::zh ? stage.name_zh : stage.name_en;
      for (const char* field : stage.shown) {
        std::string values;
        for (const std::string& text : texts_of(field)) values += (values.empty() ? "" : ", ") + text;
        if (!values.empty()) box += "<br/>" + escape_html(values);
      }
      std::replace(box.begin(), box.end(), '"', '\'');
      boxes.push_back(std::move(box));
    }
    out_ += std::string("## ") + phrases_.pipeline + "\n\n";
    if (boxes.empty()) {
      out_ += std::string(phrases_.not_disclosed) + "\n\n";
      return;
    }
    out_ += "```mermaid\nflowchart LR\n";
    for (size_t i = 0; i < boxes.size(); ++i) out_ += "  s" + std::to_string(i) + "[\"" + boxes[i] + "\"]\n";
    for (size_t i = 1; i < boxes.size(); ++i)
      out_ += "  s" + std::to_string(i - 1) + " --> s" + std::to_string(i) + "\n";
    out_ += "```\n\n";
  }

  void section(const schema::ChecklistSection& part, int number) {
    out_ += "## " + std::to_string(number) + ". " + in_language(part.name) + "\n\n";
    std::map<int, size_t> pages;
    std::string body;
    for (const Item& item : Checklist::standard().items()) {
      if (item.section != part.id || item.id.rfind("model.", 0) == 0) continue;
      std::vector<std::string> statements = head_statements(item);
      if (statements.empty()) statements = statements_of(item);
      count_pages(item, pages);
      body += "- **" + in_language(item.name) + "**" + phrases_.colon;
      if (statements.size() > 1 && item.kind == schema::ItemKind::narrative) {
        body += "\n";
        for (const std::string& statement : statements) body += "  - " + statement + "\n";
      } else {
        body += (statements.empty() ? silence_of(item.id) : joined(statements)) + "\n";
      }
    }
    if (const std::string first = read_first(pages); !first.empty())
      out_ += "*" + (phrases_.read_first + first) + "*\n\n";
    if (part.id == "overview") models_table();
    out_ += body + "\n";
    if (part.id == "eval") scores_table();
  }

  // What the record's head says of an item.
  std::vector<std::string> head_statements(const Item& item) const {
    std::vector<std::string> statements;
    if (item.id.rfind("report.", 0) != 0) return statements;
    for (const schema::Fact& fact : store::implied_facts(record_, {})) {
      if (fact.field == item.id)
        statements.push_back(escape_markdown(schema::value_to_text(fact.value, item.type, item.unit)));
    }
    return statements;
  }

  void count_pages(const Item& item, std::map<int, size_t>& pages) const {
    for (const schema::Fact& fact : record_.facts) {
      if (fact.field == item.id && !fact.evidence.empty() && fact.evidence.front().page > 0)
        ++pages[fact.evidence.front().page];
    }
    for (const schema::Passage& passage : record_.passages) {
      if (passage.item == item.id && passage.page > 0) ++pages[passage.page];
    }
  }

  // The three pages that most statements of a section stand on.
  std::string read_first(const std::map<int, size_t>& pages) const {
    std::vector<std::pair<int, size_t>> ranked(pages.begin(), pages.end());
    std::stable_sort(ranked.begin(), ranked.end(), [](const auto& a, const auto& b) { return a.second > b.second; });
    if (ranked.size() > 3) ranked.resize(3);
    std::string text;
    for (const auto& [page, count] : ranked) text += (text.empty() ? "" : ", ") + page_text(page);
    return text;
  }

  void models_table() {
    if (record_.models.empty()) return;
    Table table;
    table.columns = {phrases_.model, phrases_.total, phrases_.active, phrases_.family};
    for (const schema::Model& model : record_.models) {
      const auto size = [](const std::optional<double>& billions) {
        return text_cell(billions ? schema::value_to_text(*billions, schema::ValueType::number, "B") : "");
      };
      table.rows.push_back(
          {text_cell(model.name), size(model.params_total_b), size(model.params_active_b), text_cell(model.family)});
    }
    out_ += render(table, "markdown") + "\n";
  }

  void scores_table() {
    const std::vector<const schema::Score*> scores = own_scores();
    if (scores.empty()) return;
    Table table;
    table.columns = {phrases_.model, phrases_.benchmark, phrases_.setting, phrases_.value, phrases_.page};
    for (const schema::Score* score : scores) {
      const std::string place =
          page_text(score->page, score->evidence.section) + (score->table.empty() ? "" : ", " + score->table);
      table.rows.push_back({text_cell(score->model), text_cell(score->benchmark), text_cell(score->setting),
                            text_cell(schema::value_to_text(score->value, schema::ValueType::number, "")),
                            text_cell(place)});
    }
    out_ += std::string("### ") + phrases_.scores + "\n\n" + render(table, "markdown") + "\n";
  }

  const Record& record_;
  const Language language_;
  const Phrases& phrases_;
  const bool several_;
  std::string out_;
};

}  // namespace

std::string reading_note(const schema::Record& record, Language language) { return Note(record, language).write(); }

}  // namespace colophon::query
