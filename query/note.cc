#include "query/note.h"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "query/note_pipeline.h"
#include "query/note_tables.h"
#include "query/note_text.h"
#include "query/table.h"
#include "schema/checklist.h"
#include "schema/value.h"

namespace colophon::query {
namespace {

using schema::Checklist;
using schema::Item;
using schema::Record;

class Note {
 public:
  Note(const Record& record, Language language) : record_(record), text_(record, language), phrases_(text_.phrases()) {}

  std::string write() {
    front_matter();
    out_ += "# " + escape_markdown(title()) + "\n\n";
    summary();
    highlights();
    out_ += note_pipeline(text_);
    int number = 0;
    for (const schema::ChecklistSection& part : Checklist::standard().sections()) section(part, ++number);
    return std::move(out_);
  }

 private:
  std::string title() const { return record_.title.empty() ? record_.report : record_.title; }

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

  void front_matter() {
    std::vector<std::string> sizes;
    for (const schema::Model& model : record_.models) {
      if (!model.params_total_b) continue;
      std::string text = schema::value_to_text(*model.params_total_b, schema::ValueType::number, "B");
      if (std::find(sizes.begin(), sizes.end(), text) == sizes.end()) sizes.push_back(std::move(text));
    }
    std::vector<std::string> topics;
    for (const char* field : {"arch.family", "arch.attention", "rl.algorithm", "pretrain.optimizer"}) {
      for (std::string& text : text_.values(field)) topics.push_back(std::move(text));
    }
    out_ += "---\ntitle: " + yaml(title()) + "\nfamily: " + yaml_list(text_.values("arch.family"));
    out_ += "\norganization: " + yaml_list(record_.organization);
    out_ += "\ndate: " + (record_.release_date.empty() ? "null" : yaml(record_.release_date));
    out_ += "\nparameters: " + yaml_list(sizes) + "\ntopics: " + yaml_list(topics) +
            "\nsource: " + yaml(record_.report) + "\n---\n\n";
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
          text = text_.leads(5);
        } else if (const Item* item = Checklist::standard().find(field)) {
          const std::vector<std::string> statements = text_.statements(*item);
          if (!statements.empty()) {
            text += (text.empty() ? "" : phrases_.comma) + text_.in_language(item->name) + phrases_.colon +
                    text_.joined(statements);
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
        text += " (" + text_.place(model.evidence.front().page, model.evidence.front().section) + ")";
      }
    }
    return text;
  }

  // A quote's first sentences, its place kept: highlights are read in a hurry.
  static std::string shortened(const std::string& quote) {
    constexpr size_t enough = 240;  // bytes
    const size_t end = quote.rfind("” (");
    if (end == std::string::npos || end <= enough) return quote;
    size_t stop = std::string::npos;
    for (const char* mark : {". ", "。", "; ", "；"}) {
      const size_t found = quote.find(mark, enough);
      if (found != std::string::npos) stop = std::min(stop, found + std::string(mark).find_last_not_of(' ') + 1);
    }
    return stop < end ? quote.substr(0, stop) + " …" + quote.substr(end) : quote;
  }

  void highlights() {
    out_ += std::string("## ") + phrases_.highlights + "\n\n";
    int number = 0;
    for (const schema::Highlight& highlight : Checklist::standard().highlights()) {
      out_ += std::to_string(++number) + ". **" + text_.in_language(highlight.name) + "**\n";
      bool any = false;
      const auto add = [&](const std::string& text) {
        out_ += "   - " + text + "\n";
        any = true;
      };
      for (const std::string& id : highlight.items) {
        const Item* item = Checklist::standard().find(id);
        if (item == nullptr || id == "eval.benchmark") continue;
        std::vector<std::string> statements = text_.statements(*item);
        if (item->kind == schema::ItemKind::narrative && !statements.empty()) {
          statements = {shortened(statements.front())};
        }
        if (!statements.empty()) add(text_.in_language(item->name) + phrases_.colon + text_.joined(statements));
      }
      if (highlight.id == "results") {
        if (const std::string best = text_.leads(6); !best.empty()) add(best);
      }
      if (!any) out_ += std::string("   - ") + phrases_.not_disclosed + "\n";
    }
    out_ += "\n";
  }

  void section(const schema::ChecklistSection& part, int number) {
    out_ += "## " + std::to_string(number) + ". " + text_.in_language(part.name) + "\n\n";
    std::map<int, size_t> pages;
    std::set<std::string> quoted;
    std::string body;
    for (const Item& item : Checklist::standard().items()) {
      if (item.section != part.id || item.id.rfind("model.", 0) == 0) continue;
      const std::vector<std::string> statements = unquoted(text_.statements(item), quoted);
      count_pages(item, pages);
      body += "- **" + text_.in_language(item.name) + "**" + phrases_.colon;
      if (statements.size() > 1 && item.kind == schema::ItemKind::narrative) {
        body += "\n";
        for (const std::string& statement : statements) body += "  - " + statement + "\n";
      } else {
        body += (statements.empty() ? text_.silence(item.id) : text_.joined(statements)) + "\n";
      }
    }
    if (const std::string first = read_first(pages); !first.empty())
      out_ += "*" + (phrases_.read_first + first) + "*\n\n";
    if (part.id == "overview") out_ += note_models(text_);
    if (part.id == "pretrain") out_ += note_configuration(text_);
    out_ += body + "\n";
    if (part.id == "eval") out_ += note_scores(text_);
  }

  // Passages that serve several items are quoted once a section, unless an item has no other.
  static std::vector<std::string> unquoted(std::vector<std::string> statements, std::set<std::string>& quoted) {
    std::vector<std::string> fresh;
    for (const std::string& statement : statements) {
      if (statement.rfind("“", 0) != 0 || quoted.insert(statement).second) fresh.push_back(statement);
    }
    if (fresh.empty() && !statements.empty()) fresh.push_back(statements.front());
    return fresh;
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
    for (const auto& [page, count] : ranked) text += (text.empty() ? "" : ", ") + text_.place(page);
    return text;
  }

  const Record& record_;
  const NoteText text_;
  const NotePhrases& phrases_;
  std::string out_;
};

}  // namespace

Language note_language(const schema::Record& record, std::string_view wanted) {
  return (wanted.empty() ? std::string_view(record.language) : wanted) == "zh" ? Language::zh : Language::en;
}

std::string_view language_code(Language language) { return language == Language::zh ? "zh" : "en"; }

nlohmann::json note_to_json(const schema::Record& record, Language language) {
  return {{"format", 1},
          {"report", record.report},
          {"language", language_code(language)},
          {"markdown", reading_note(record, language)}};
}

std::string reading_note(const schema::Record& record, Language language) { return Note(record, language).write(); }

}  // namespace colophon::query
