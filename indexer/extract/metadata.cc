#include "indexer/extract/metadata.h"

#include <re2/re2.h>

#include <algorithm>
#include <cctype>
#include <nlohmann/json.hpp>
#include <utility>

#include "indexer/document/dates.h"
#include "indexer/extract/regex.h"
#include "schema/ascii.h"
#include "schema/data.h"
#include "schema/organizations.h"

namespace colophon::extract {
namespace {

using document::Block;
using document::BlockKind;
using document::Document;
using document::Role;

// Every spelling of every organisation, the longest first.
const std::vector<std::string>& organization_names() {
  static const std::vector<std::string> all = [] {
    std::vector<std::string> names;
    for (const schema::Organization& organization : schema::organizations()) {
      names.push_back(organization.name);
      names.insert(names.end(), organization.aliases.begin(), organization.aliases.end());
    }
    std::stable_sort(names.begin(), names.end(), [](const auto& a, const auto& b) { return a.size() > b.size(); });
    return names;
  }();
  return all;
}

bool letter(char c) { return schema::is_letter(c) || schema::is_digit(c); }

struct Found {
  size_t at = 0;
  size_t size = 0;
};

// Organisations that stand in `text`, in order; a longer name covers the shorter inside it.
std::vector<Found> organizations_in(std::string_view text) {
  std::vector<Found> found;
  for (const std::string& name : organization_names()) {
    for (size_t at = text.find(name); at != std::string_view::npos; at = text.find(name, at + name.size())) {
      const size_t end = at + name.size();
      if (letter(name.front()) && at > 0 &&
          (letter(text[at - 1]) || text[at - 1] == '-' || text[at - 1] == '/' || text[at - 1] == '@' ||
           text[at - 1] == '.'))
        continue;
      if (letter(name.back()) && end < text.size() &&
          (letter(text[end]) || text[end] == '-' || text[end] == '/' || text[end] == '.')) {
        // a sentence may end behind the name
        if (text[end] != '.' || (end + 1 < text.size() && text[end + 1] != ' ')) continue;
      }
      const bool covered =
          std::any_of(found.begin(), found.end(), [&](const Found& f) { return at < f.at + f.size && f.at < end; });
      if (!covered) found.push_back({at, name.size()});
    }
  }
  std::sort(found.begin(), found.end(), [](const Found& a, const Found& b) { return a.at < b.at; });
  return found;
}

class MetadataReader {
 public:
  MetadataReader(const Document& document, const ModelNames& models, schema::Record& record)
      : document_(document), models_(models), record_(record) {}

  void run() {
    record_.language = document_.language;
    title();
    organization();
    date();
    links();
    licence();
  }

 private:
  void title() {
    record_.title = document_.title;
    if (!record_.title.empty()) return;
    // a README gives its report's title in the entry it asks to be cited by
    static const RE2 cited("title\\s*=\\s*[{\"]+([^}\"]{8,200})[}\"]");
    static const RE2 generic(
        "(?i)^\\W*(?:\\d|introduction|news|abstract|contents|model|overview|介绍|简介|目录|更新|新闻|模型|.*是什么)");
    for (const Block& block : document_.blocks) {
      if (block.kind == BlockKind::code && RE2::PartialMatch(block.text, cited, &record_.title)) return;
    }
    for (const Block& block : document_.blocks) {
      if (block.kind == BlockKind::heading && !matches(block.text, generic)) {
        record_.title = block.text;
        return;
      }
      if (block.kind == BlockKind::heading) break;
    }
    if (!models_.own().empty()) record_.title = models_.own().front().name;
  }

  void add_organization(std::string name) {
    if (name.empty() || record_.organization.size() >= 6) return;
    for (const std::string& old : record_.organization) {
      if (old == name || old.find(name) != std::string::npos) return;
    }
    record_.organization.push_back(std::move(name));
  }

  // The author block; else who says "released by X", "由 X 研发" in the opening.
  void organization() {
    static const RE2 team("([A-Z][\\w.&-]*(?: & [A-Z][\\w-]*)?(?: [A-Z][\\w.&-]*){0,3} Team)\\b");
    static const RE2 place(
        "((?:[A-Z][\\w'&.-]*,? (?:of |for |and |the )?){0,6}(?:University|Institute|Laborator(?:y|ies)|Academy)(?: "
        "(?:of|for)(?: [A-Z][\\w&-]*)+)?)");
    size_t seen = 0;
    for (const Block& block : document_.blocks) {
      const Role role = document_.role_of(block.section);
      // a line of the author block may be set like a heading or lie within a banner: the abstract ends it
      static const RE2 abstract("(?i)^\\W*abstract\\b");
      if (role == Role::abstract || role == Role::introduction || matches(block.text, abstract)) break;
      if (block.section >= 0 && !document_.sections[static_cast<size_t>(block.section)].number.empty()) break;
      if (++seen > 10) break;
      if (block.kind == BlockKind::table || block.kind == BlockKind::code || block.kind == BlockKind::reference)
        continue;
      if (document_.format == "markdown" || block.text.size() > 1600 || block.text == document_.title) continue;
      static const RE2 prose("(?i)\\b(?:we|our|this (?:paper|report|work)) \\w+");
      if (matches(block.text, prose)) break;
      std::string found;
      if (RE2::PartialMatch(block.text, team, &found)) add_organization(found);
      for (const Found& f : organizations_in(block.text)) add_organization(block.text.substr(f.at, f.size));
      re2::StringPiece rest(block.text);
      while (RE2::FindAndConsume(&rest, place, &found)) {
        if (found.find(' ') != std::string::npos) add_organization(found);
      }
    }
    if (!record_.organization.empty() || document_.format == "pdf") return;
    // who says so next to its name, or signs the entry that the report asks to be cited by
    static const RE2 before(
        "(?i)(?:(?:developed|released|trained|created|built|presented|introduced|open[- ]?sourced|maintained|authored) "
        "(?:\\w+ )?by(?: the)?|由|author\\s*=\\s*[{\"]+|copyright(?: \\(c\\))?[ \\d-]*)\\s*$");
    static const RE2 after(
        "(?i)^\\s*(?:team)?\\s*(?:AI)?\\s*(?:团队|公司|·.{0,12}团队)?\\s*(?:自主)?(?:研发|训练|推出|开源|发布|打造|"
        "开发|has (?:developed|released)|(?:releases|introduces|presents|open-sources)\\b)");
    seen = 0;
    for (const Block& block : document_.blocks) {
      if (block.kind == BlockKind::table || block.kind == BlockKind::reference) continue;
      if (++seen > 14 && block.kind != BlockKind::code) continue;
      for (const Found& f : organizations_in(block.text)) {
        const std::string_view text = block.text;
        if (matches(text.substr(0, f.at), before) || matches(text.substr(f.at + f.size), after))
          add_organization(block.text.substr(f.at, f.size));
      }
      if (!record_.organization.empty()) return;
    }
  }

  // The stamp, a date line of the front, or the earliest dated release note.
  void date() {
    record_.release_date = document_.stamp;
    if (!record_.release_date.empty()) return;
    if (const auto meta = document_.meta.find("date"); meta != document_.meta.end()) {
      record_.release_date = document::find_date(meta->second);
      if (!record_.release_date.empty()) return;
    }
    static const RE2 date_line(
        "(?i)^\\W*(?:(?:release|publication|last updated|model card "
        "published)?\\s*date|published|updated|日期|发布(?:日期|时间))\\W");
    static const RE2 note("^\\W{0,12}(20\\d\\d\\s*[-./年]\\s*\\d{1,2}(?:\\s*[-./月]\\s*\\d{1,2})?)");
    static const RE2 release("(?i)releas|open[- ]?sourc|launch|announc|publish|available|发布|开源|推出|上线|更新");
    size_t seen = 0;
    std::string earliest;
    for (const Block& block : document_.blocks) {
      const Role role = document_.role_of(block.section);
      ++seen;
      if (role == Role::references || block.kind == BlockKind::code) continue;
      const bool front = role == Role::front || role == Role::abstract;
      if ((front || seen < 12) && block.text.size() < 120) {
        static const RE2 only_date(
            "^\\W*(?:\\w{3,9}\\.? \\d{1,2}, 20\\d\\d|20\\d\\d[-/.年]\\d{1,2}[-/.月]?\\d{0,2}日?|\\d{1,2} \\w{3,9} "
            "20\\d\\d|\\w{3,9} 20\\d\\d)\\W*$");
        if (matches(block.text, date_line) || matches(block.text, only_date)) {
          record_.release_date = document::find_date(block.text);
          if (!record_.release_date.empty()) return;
        }
      }
      if (block.kind == BlockKind::list_item || block.kind == BlockKind::paragraph) {
        std::string written;
        if (RE2::PartialMatch(block.text, note, &written) && matches(block.text, release)) {
          const std::string date = normalized(written);
          if (!date.empty() && (earliest.empty() || date < earliest)) earliest = date;
        }
      }
    }
    record_.release_date = earliest;
  }

  // "2023.10.12" -> "2023-10-12".
  static std::string normalized(const std::string& written) {
    int year = 0, month = 0, day = 0;
    static const RE2 full("(20\\d\\d)\\D+(\\d{1,2})(?:\\D+(\\d{1,2}))?.*");
    std::string last;
    if (!RE2::FullMatch(written, full, &year, &month, &last) || month < 1 || month > 12) return {};
    if (!last.empty()) day = std::stoi(last);
    char text[16];
    if (day >= 1 && day <= 31) {
      std::snprintf(text, sizeof text, "%04d-%02d-%02d", year, month, day);
    } else {
      std::snprintf(text, sizeof text, "%04d-%02d", year, month);
    }
    return text;
  }

  void links() {
    static const RE2 arxiv("(?i)arxiv(?:\\.org/(?:abs|pdf)/|:\\s*)(\\d{4}\\.\\d{4,5})");
    static const RE2 repository(
        "((?:https?://)?(?:www\\.)?(?:github\\.com|huggingface\\.co|modelscope\\.cn/models|gitee\\.com)/[\\w.-]+/"
        "[\\w.-]*\\w)");
    std::string best;
    int best_weight = -1;
    std::string first_name = models_.own().empty() ? "" : models_.own().front().name;
    size_t seen = 0;
    for (const Block& block : document_.blocks) {
      ++seen;
      if (block.kind == BlockKind::reference || document_.role_of(block.section) == Role::references) continue;
      const bool opening = seen < 20 || document_.role_of(block.section) == Role::abstract;
      if (record_.arxiv.empty() && (opening || block.kind == BlockKind::code))
        RE2::PartialMatch(block.text, arxiv, &record_.arxiv);
      re2::StringPiece rest(block.text);
      std::string url;
      while (RE2::FindAndConsume(&rest, repository, &url)) {
        // a repository that bears an own model's name, or stands in the opening
        int weight = opening ? 2 : 0;
        for (const schema::Model& model : models_.own()) {
          if (squashed(url).find(squashed(model.name)) != std::string::npos) weight = std::max(weight, opening ? 4 : 3);
        }
        if (url.find("github.com") != std::string::npos) ++weight;
        if (weight > best_weight) {
          best_weight = weight;
          best = url;
        }
      }
    }
    if (const auto id = document_.meta.find("arxiv"); id != document_.meta.end() && !id->second.empty())
      record_.arxiv = id->second;
    if (best_weight >= 2) record_.repository = best.starts_with("http") ? best : "https://" + best;
  }

  static std::string squashed(std::string_view text) {
    std::string out;
    for (const char c : text) {
      if (letter(c)) out += schema::to_lower(c);
    }
    return out;
  }

  void licence() {
    for (const char* key : {"license", "licence", "license_name"}) {
      if (const auto meta = document_.meta.find(key); meta != document_.meta.end() && !meta->second.empty()) {
        record_.licence = meta->second;
        return;
      }
    }
    static const RE2 known(
        "(Apache(?: License)?[ -,]*(?:Version )?2\\.0|\\bMIT(?: License)?\\b|CC[ -]BY(?:-NC)?(?:-SA)?[ "
        "-]4\\.0|GPL-?[23](?:\\.0)?|BSD-3-Clause|OpenRAIL(?:-M)?|[A-Z][\\w.-]+ (?:Community |Model )?License(?: "
        "Agreement)?|[\\w\\p{Han}-]{2,20}(?:社区)?许可协议)");
    static const RE2 about("(?i)licen[sc]e|许可|协议|released under|under the");
    for (const bool headed : {true, false}) {
      for (const Block& block : document_.blocks) {
        if (block.kind == BlockKind::reference || block.kind == BlockKind::code || block.kind == BlockKind::table)
          continue;
        const bool under =
            block.section >= 0 && matches(document_.sections[static_cast<size_t>(block.section)].title, about);
        if (headed != under || !matches(block.text, about) || block.text.size() > 900) continue;
        static const RE2 of_model("(?i)models?|weights?|code|repository|checkpoint|模型|代码|权重|仓库");
        if (!headed && !matches(block.text, of_model)) continue;
        static const RE2 of_data("(?i)licensed? (?:code|data|repos|files|corpus)|data");
        if (!headed && matches(block.text, of_data)) continue;
        if (RE2::PartialMatch(block.text, known, &record_.licence)) return;
      }
    }
  }

  const Document& document_;
  const ModelNames& models_;
  schema::Record& record_;
};

// Who makes the family whose name stands in a file's path: "papers/deepseek-v2.pdf".
std::string maker_of(std::string_view path) {
  static const std::vector<std::pair<std::string, std::string>> makers = [] {
    std::vector<std::pair<std::string, std::string>> all;
    const auto json = nlohmann::json::parse(schema::data_file("lexicons/models.json"));
    for (const auto& family : json.at("families")) {
      std::vector<std::string> names = family.at("aliases");
      names.push_back(family.at("name"));
      for (std::string name : names) {
        name = schema::lowered(name);
        if (name.size() >= 4 || name == "yi" || name == "glm" || name == "gpt" || name == "phi")
          all.emplace_back(name, family.at("maker"));
      }
    }
    std::stable_sort(all.begin(), all.end(),
                     [](const auto& a, const auto& b) { return a.first.size() > b.first.size(); });
    return all;
  }();
  const std::string low = schema::lowered(path);
  for (const auto& [name, maker] : makers) {
    for (size_t at = low.find(name); at != std::string::npos; at = low.find(name, at + 1)) {
      const size_t end = at + name.size();
      const bool starts = at == 0 || !letter(low[at - 1]);
      const bool ends = end == low.size() || !std::isalpha(static_cast<unsigned char>(low[end]));
      if (starts && ends) return maker;
    }
  }
  return {};
}

}  // namespace

void read_metadata(const Document& document, const ModelNames& models, std::string_view path_hint,
                   schema::Record& record) {
  MetadataReader(document, models, record).run();
  // the file's name may be an arXiv identifier: "2412.19437.pdf"
  static const RE2 identifier("(?:^|[/_-])(\\d\\d(?:0[1-9]|1[0-2])\\.\\d{4,5})(?:v\\d+)?\\.");
  if (record.arxiv.empty()) RE2::PartialMatch(piece_of(path_hint), identifier, &record.arxiv);
  if (!path_hint.empty()) {
    record.organization_hint = maker_of(path_hint);
    record.date_hint = document::find_date(path_hint);
  }
  // an identifier begins with the year and month of the first submission
  static const RE2 submitted("(\\d\\d)(0[1-9]|1[0-2])\\..*");
  std::string year, month;
  if (record.date_hint.empty() && RE2::FullMatch(record.arxiv, submitted, &year, &month))
    record.date_hint = "20" + year + "-" + month;
}

}  // namespace colophon::extract
