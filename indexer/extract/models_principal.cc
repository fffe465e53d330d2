#include "indexer/extract/models_principal.h"

#include <re2/re2.h>

#include <algorithm>
#include <unordered_set>

#include "indexer/extract/benchmarks.h"
#include "indexer/extract/models_grammar.h"
#include "indexer/extract/models_shape.h"
#include "indexer/extract/models_telling.h"
#include "indexer/extract/regex.h"
#include "indexer/extract/sentences.h"
#include "schema/ascii.h"

namespace colophon::extract {
namespace {

using document::BlockKind;
using document::Document;
using document::Role;
using schema::is_digit;
using Kind = NamePiece::Kind;

class Finder {
 public:
  explicit Finder(const Document& document) : document_(document) {
    for (const auto& block : document.blocks) {
      if (block.kind == BlockKind::reference) continue;
      body_ += block.text;
      body_ += '\n';
    }
  }

  std::vector<Principal> run() {
    title();
    introductions();
    model_tables();
    if (found_.empty()) return most_telling_names(document_);
    return std::move(found_);
  }

 private:
  size_t occurrences(std::string_view name, size_t enough) const {
    size_t count = 0;
    for (size_t at = body_.find(name); at != std::string::npos && count < enough;
         at = body_.find(name, at + name.size()))
      ++count;
    return count;
  }

  void add(std::string_view name, bool listed, schema::Evidence evidence) {
    while (!name.empty() && (name.back() == '.' || name.back() == '-' || name.back() == ' ')) name.remove_suffix(1);
    const std::string key = name_key(name);
    if (key.size() < 2 || key.size() > 40) return;
    for (Principal& old : found_) {
      const std::string known = name_key(old.name);
      // the family's bare name, or a footnote's digit behind a known one
      if (!listed && key.size() < known.size() && known.starts_with(key) && titled_) return;
      if (key.size() == known.size() + 1 && key.starts_with(known) && name[name.size() - 2] == ' ') return;
      if (known == key) {
        old.listed = old.listed || listed;
        if (old.evidence.quote.empty()) old.evidence = std::move(evidence);
        return;
      }
    }
    found_.push_back({std::string(name), listed, std::move(evidence)});
  }

  // "DAPO: An Open-Source ...", "Qwen Technical Report", "The Llama 3 Herd of Models", "Step-3 is Large yet
  // Affordable".
  void title() {
    title_from(document_.title);
    // A date or a running head may have been taken for the title: what calls itself a report is next.
    static const RE2 report("(?i)technical report|model card|system card|技术报告|模型卡|: ");
    size_t seen = 0;
    for (const auto& block : document_.blocks) {
      if (titled_ || ++seen > 8) return;
      const bool short_line =
          block.text.size() < 160 && (block.kind == BlockKind::heading || block.kind == BlockKind::paragraph);
      if (short_line && (matches(block.text, report) || (seen == 1 && block.kind == BlockKind::heading)))
        title_from(block.text);
    }
  }

  void title_from(const std::string& title) {
    if (title.empty()) return;
    std::string_view head = title;
    for (const std::string_view colon : {":", "：", "——", " | "}) {
      if (const size_t at = head.find(colon); at != std::string_view::npos && at > 1) head = head.substr(0, at);
    }
    static const RE2 tail(
        "(?i)(?:\\s*(?:technical report|model card|system card|addendum|release notes?|tech "
        "report|技术报告|模型卡|大模型|模型|系列|readme))+\\s*$");
    std::string name(head);
    RE2::Replace(&name, tail, "");
    schema::Evidence evidence{.page = document_.blocks.empty() ? 0 : document_.blocks.front().page,
                              .section = "",
                              .quote = title_quote(title)};
    const auto pieces = name_pieces(name);
    if (!pieces.empty() && pieces.size() <= 4 && plain_pieces(pieces) == 0 && pieces.front().begin == 0 &&
        std::none_of(pieces.begin() + 1, pieces.end(), [](const NamePiece& piece) { return piece.joint == '|'; }) &&
        (occurrences(name, 3) >= 3 || occurrences(without_size(name, pieces), 5) >= 5)) {
      add(std::string_view(name).substr(0, pieces.back().end), false, evidence);
      titled_ = true;
      return;
    }
    bool any = false;
    for (const NamedModel& known : scanner_.scan(name)) {
      const std::string_view text = std::string_view(name).substr(known.begin, known.end - known.begin);
      if (static_cast<unsigned char>(text[0]) >= 128 && !pieces.empty()) continue;
      add(text, false, evidence);
      titled_ = any = true;
      break;
    }
    if (any) return;
    for (size_t i = 0; i < pieces.size() && i < 3;) {
      if (const auto shaped = shaped_at(name, pieces, i)) {
        std::string_view text = std::string_view(name).substr(shaped->begin, shaped->end - shaped->begin);
        // "QuarkMed Medical Foundation Model": what the report goes on to call itself is the name
        for (size_t blank = text.rfind(' '); blank != std::string_view::npos; blank = text.rfind(' ')) {
          if (occurrences(text, 99) * 3 >= occurrences(text.substr(0, blank), 99) * 2) break;
          text = text.substr(0, blank);
        }
        const size_t enough = shaped->strong ? 3 : 8;
        if (shaped->begin < 5 && occurrences(text, enough) >= enough) {
          add(text, false, evidence);
          titled_ = true;
          return;
        }
      } else {
        ++i;
      }
    }
  }

  // "Theorem-7B" -> "Theorem": what a report goes on with when its title names one size.
  static std::string_view without_size(const std::string& name, const std::vector<NamePiece>& pieces) {
    if (pieces.size() < 2 || pieces.back().kind != Kind::size) return name;
    return std::string_view(name).substr(0, pieces[pieces.size() - 2].end);
  }

  static size_t plain_pieces(const std::vector<NamePiece>& pieces) {
    return static_cast<size_t>(std::count_if(pieces.begin(), pieces.end(), [](const NamePiece& piece) {
      static const std::unordered_set<std::string> allowed = {"llm", "moe", "vlm", "open"};
      return is_plain_word(piece.low) && !allowed.contains(piece.low) && piece.kind == Kind::word;
    }));
  }

  std::string title_quote(const std::string& title) const {
    for (const auto& block : document_.blocks) {
      if (block.text.find(title) != std::string::npos) return title;
    }
    return {};
  }

  // The sentences in which a report introduces: those of its front, abstract, introduction and conclusion, and of the
  // first screens of a README.
  void introductions() {
    size_t seen = 0;
    for (size_t b = 0; b < document_.blocks.size(); ++b) {
      const auto& block = document_.blocks[b];
      if (block.kind != BlockKind::paragraph && block.kind != BlockKind::list_item) continue;
      ++seen;
      const Role role = document_.role_of(block.section);
      const bool opening = role == Role::front || role == Role::abstract || role == Role::introduction ||
                           (role == Role::conclusion && block.kind == BlockKind::paragraph) ||
                           (role == Role::other && seen <= 25);
      static const RE2 dated("^\\W{0,8}20\\d\\d\\s*[-./年]\\s*\\d{1,2}|^\\W{0,8}\\[?20\\d\\d[/.]\\d");
      const bool news = matches(block.text, dated);
      if (!opening && !news && seen > 25) continue;
      if (role == Role::references || role == Role::usage || role == Role::related_work) continue;
      for (const Span& span : split_sentences(block.text)) {
        const std::string_view sentence = std::string_view(block.text).substr(span.begin, span.end - span.begin);
        schema::Evidence evidence{
            .page = block.page, .section = document_.heading_path(block.section), .quote = std::string(sentence)};
        news_ = news;
        english(sentence, evidence);
        chinese(sentence, evidence);
        definition(sentence, evidence, opening && seen < 40, seen <= 6);
      }
    }
  }

  // Model names of `text` from `from` on, until a word that leads to something else ("based on", "outperforms").
  void list(std::string_view text, size_t from, size_t reach, bool chinese, bool weak,
            const schema::Evidence& evidence) {
    static const RE2 stop(
        "(?i)\\b(?:based|built|builds?|upon|from|using|uses|compar\\w+|outperform\\w*|over|than|surpass\\w*|like|such "
        "as|exceed\\w*|via|follow\\w+|"
        "akin|initiali[sz]ed|against|equips|which|that|while|inspired|by|achiev\\w+|where|on "
        "top|with|equipped|under|through|paper|report|framework|benchmark|algorithm|for|to)\\b|"
        "基于|相比|对比|优于|超过|超越|接近|持平|利用|使用|从|比|与|在|通过|达到|超出");
    const std::string_view rest = text.substr(from);
    re2::StringPiece input = piece_of(rest);
    re2::StringPiece hit;
    size_t end = rest.size();
    static const RE2 stop_group("(" + stop.pattern() + ")");
    if (RE2::FindAndConsume(&input, stop_group, &hit)) end = static_cast<size_t>(hit.data() - rest.data());
    // a cut inside a name is none: "MiniCPM-o" ...
    const std::string_view window = rest.substr(0, end);
    const auto pieces = name_pieces(window);
    const auto known = scanner_.scan(window);
    size_t last_end = 0;
    bool first = true;
    for (size_t i = 0; i < pieces.size();) {
      if (first && pieces[i].begin > reach) return;
      if (!first && pieces[i].begin > last_end + (chinese ? 60 : 45)) return;
      auto shaped = shaped_at(window, pieces, i);
      for (const NamedModel& family : known) {  // families of several words: "Command A", "Code Llama"
        if (shaped && family.begin == shaped->begin && family.end > shaped->end) {
          *shaped = {family.begin, family.end, true};
          while (i < pieces.size() && pieces[i].begin < family.end) ++i;
        }
      }
      if (!shaped) {
        ++i;
        continue;
      }
      const std::string_view name = window.substr(shaped->begin, shaped->end - shaped->begin);
      // "a voice conversion system, called X": a part of the work, no model of it
      static const RE2 component(
          "(?i)\\b(?:system|pipeline|framework|module|method|algorithm|benchmark|dataset|mechanism|strategy|engine|"
          "tokenizer)\\b[^.]{0,40}$");
      if (first && matches(text.substr(0, from + shaped->begin), component) && text.find(':') == std::string_view::npos)
        return;
      if (!model_context(text, from + shaped->begin, from + shaped->end, name)) continue;
      if ((titled_ || !first || weak) && !is_relative(name)) continue;
      add(name, news_ && shaped->strong, evidence);
      first = false;
      last_end = shaped->end;
    }
  }

  // Whether what is introduced is a model: the words around say so, or the name is known as one.
  bool model_context(std::string_view text, size_t begin, size_t end, std::string_view name) const {
    if (is_relative(name)) return true;
    const auto known = scanner_.scan(name);
    if (!known.empty() && known.front().begin == 0) return titled_ || occurrences(name, 5) >= 5;
    static const RE2 context(
        "(?i)\\b(?:models?|LLMs?|MLLMs?|VLMs?|MoE|billion|\\d+B|parameters?|series|family|agent)\\b|模型|系列|参数");
    static const RE2 other(
        "(?i)^[\\s,)]*(?:a|an|the)?\\s*(?:[\\w-]+\\s+){0,5}?(?:benchmark|dataset|corpus|framework|algorithm|method|"
        "toolkit|library|attention|optimizer|mechanism|objective|recipe|loss|tokenizer|approach|strategy)\\b");
    const std::string_view after = text.substr(end, std::min<size_t>(110, text.size() - end));
    const std::string_view before = text.substr(begin > 60 ? begin - 60 : 0, std::min<size_t>(60, begin));
    if (matches(after, other)) return false;
    static const RE2 apposition(
        "(?i)^[\\s\"”’]*(?:\\([^)]{1,40}\\)|（[^）]{1,40}）)?[\\s,:：，—-]*(?:an?|the|our|one of|which "
        "is|is|series|models?|family|with \\d|\\d+(?:\\.\\d+)?B|一个|一款|系列|模型|是|大模型)\\b?");
    static const RE2 named("(?i)(?:model|LLM|模型)s?,?\\s*(?:named|called|dubbed|series)?\\s*$");
    if (!matches(after, apposition) && !matches(before, named)) return false;
    return occurrences(name, 3) >= 3 && (matches(after, context) || matches(before, context));
  }

  void english(std::string_view sentence, const schema::Evidence& evidence) {
    static const RE2 verb(
        "(?i)(\\b(?:we|paper|report|work|team|card)\\b[^.;:]{0,60}?\\b(?:introduc|present|releas|open[- "
        "]?sourc|propos|develop|announc|unveil|launch|publish|describ|train(?:ed)? (?:our|a|the))\\w*\\s+|"
        "\\b(?:resulting|final|our) models?,?\\s+(?:named |called |dubbed )?|\\b(?:named|called|dubbed|named "
        "as|term(?:ed)?|denoted as) |\\bintroducing |\\bresult(?:s|ing) in )");
    re2::StringPiece input = piece_of(sentence);
    re2::StringPiece hit;
    while (RE2::FindAndConsume(&input, verb, &hit)) {
      list(sentence, static_cast<size_t>(hit.data() - sentence.data()) + hit.size(), 60, false, false, evidence);
    }
  }

  void chinese(std::string_view sentence, const schema::Evidence& evidence) {
    static const RE2 verb(
        "((?:开源|发布|推出|介绍|提出|开放|更新|发布和开源|训练)了?(?:我们的|的|了)?|包括|包含|以下模型(?:版本)?[:：]?"
        ")");
    re2::StringPiece input = piece_of(sentence);
    re2::StringPiece hit;
    while (RE2::FindAndConsume(&input, verb, &hit)) {
      // "including", "trained", "updated" introduce only what the report has named before
      static const RE2 weak("^(?:包|训练|更新|以下)");
      list(sentence, static_cast<size_t>(hit.data() - sentence.data()) + hit.size(), 45, true,
           RE2::PartialMatch(hit, weak), evidence);
    }
  }

  bool is_relative(std::string_view name) const {
    return std::any_of(found_.begin(), found_.end(), [&](const Principal& old) { return related(name, old.name); });
  }

  // "GLM-130B is an open bilingual model ...", "**TeleChat**是由...研发的大语言模型", "- MiniCPM-1B：..." in the
  // opening.
  void definition(std::string_view sentence, const schema::Evidence& evidence, bool opening, bool first_words) {
    if (!opening) return;
    const auto pieces = name_pieces(sentence);
    if (pieces.empty() || pieces.front().begin > 24) return;
    size_t i = 0;
    const auto shaped = shaped_at(sentence, pieces, i);
    if (!shaped) return;
    const std::string_view name = sentence.substr(shaped->begin, shaped->end - shaped->begin);
    const std::string_view after = sentence.substr(shaped->end, 200);
    static const RE2 is(
        "(?i)^\\s*(?:series|models?|系列(?:模型)?|(?:大|语言|多模态|对话|基座|基础)*模型)?\\s*(?:\\([^)]{1,60}\\)|（[^"
        "）]{1,60}）)?\\s*(?:is |are |是|为|包括|包含|由|有).*(?:model|LLM|模型|series|参数)");
    static const RE2 item("^\\s*[:：–—]\\s*(?:[^h\\s]|h[^t])");
    const auto known = scanner_.scan(name);
    const bool relative = is_relative(name);
    if (matches(after, is) && (relative ? first_words : known.empty() && !titled_) && occurrences(name, 4) >= 4)
      add(name, false, evidence);
    if (matches(after, item) && relative && shaped->strong) add(name, true, evidence);
  }

  // Tables of models: a column of names beside parameters, context lengths or downloads, no scores.
  void model_tables() {
    for (const auto& table : document_.tables) {
      if (table.rows.empty() || table.header_rows == 0) continue;
      std::string headers;
      for (size_t c = 0; c < table.columns(); ++c) headers += table.column_header(c) + " | ";
      static const RE2 download("(?i)download|hugging|modelscope|wisemodel|gitee|下载|链接|openxlab|link");
      static const RE2 sizes("(?i)#?\\s*(?:total |activated |active )?param|context (?:length|window)|参数|上下文");
      static const RE2 name_column("(?i)^\\W*(?:model|模型|name|名称|版本|version)");
      if (!matches(headers, download) && !(matches(headers, sizes) && matches(headers, name_column))) continue;
      static const RE2 results("(?i)evaluat|result|benchmark|评测|成本|推理|性能");
      if (matches(document_.heading_path(table.section), results)) continue;
      const bool trusted = matches(headers, download);
      // "Model | Params | MMLU | ..." compares; it does not list what is released
      bool scores = false;
      for (size_t c = 1; c < table.columns(); ++c)
        scores = scores || read_benchmark(table.column_header(c)).kind == LabelKind::benchmark;
      if (scores && !trusted) continue;
      for (size_t r = static_cast<size_t>(table.header_rows); r < table.rows.size(); ++r) {
        const std::string cell = table.rows[r][0].text;
        const auto pieces = name_pieces(cell);
        if (pieces.empty()) continue;
        size_t i = 0;
        const auto shaped = shaped_at(cell, pieces, i);
        if (!shaped || shaped->begin > 6) continue;
        const std::string_view name = std::string_view(cell).substr(shaped->begin, shaped->end - shaped->begin);
        const bool relative = is_relative(name);
        if (trusted && shaped->strong ? (relative || found_.empty()) : relative) {
          add(name, true,
              {.page = table.page_of(r),
               .section = document_.heading_path(table.section),
               .quote = table.row_text(r),
               .table = table.id});
        }
      }
    }
  }

  // Whether two names are of one family: one begins or ends like the other, or holds it ("Aquila2", "AquilaChat2";
  // "MiniCPM4", "BitCPM4"; "Qwen", "Math-Qwen").
  static bool related(std::string_view a, std::string_view b) {
    const std::string x = name_key(a), y = name_key(b);
    if (x.find(y) != std::string::npos) return true;
    const size_t shorter = std::min(x.size(), y.size());
    size_t head = 0, tail = 0;
    while (head < shorter && x[head] == y[head]) ++head;
    while (tail < shorter && x[x.size() - 1 - tail] == y[y.size() - 1 - tail]) ++tail;
    const bool version = std::any_of(x.end() - static_cast<std::ptrdiff_t>(tail), x.end(), is_digit);
    return (head >= 4 && head * 5 >= shorter * 3) || (version && tail >= 4 && tail * 2 >= shorter);
  }

  const Document& document_;
  NameScanner scanner_;
  std::string body_;
  std::vector<Principal> found_;
  bool news_ = false;    // the sentence at hand is a dated release note
  bool titled_ = false;  // the first principal stands in the title
};

}  // namespace

std::vector<Principal> find_principals(const Document& document) { return Finder(document).run(); }

}  // namespace colophon::extract
