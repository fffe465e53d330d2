#include "indexer/extract/models_parameters.h"

#include <re2/re2.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <string>

#include "indexer/extract/models_grammar.h"
#include "indexer/extract/regex.h"
#include "indexer/extract/sentences.h"

namespace colophon::extract {
namespace {

using document::BlockKind;
using document::Document;
using document::Role;

enum class What { nothing, total, active };

struct Amount {
  size_t begin = 0;
  size_t end = 0;
  double billions = 0;
  What what = What::nothing;
};

double scale_of(std::string_view unit) {
  if (unit == "T" || unit == "trillion" || unit == "万亿") return 1000;
  if (unit == "千亿") return 100;
  if (unit == "百亿") return 10;
  if (unit == "十亿") return 1;
  if (unit == "亿") return 0.1;
  if (unit == "M" || unit == "million") return 0.001;
  return 1;
}

// Where the first clause of `text` ends, npos where it does not.
size_t clause_end(std::string_view text) {
  size_t end = text.find_first_of(".;,");
  for (const std::string_view mark : {"，", "。", "；"}) end = std::min(end, text.find(mark));
  return end;
}

// The amounts of `text` that could count parameters, each with what the words around say of it.
std::vector<Amount> amounts(std::string_view text) {
  static const RE2 number(
      "(?:^|[^\\w.-])((\\d+(?:\\.\\d+)?)[\\s-]*(B|billion|M|million|T|trillion|万亿|千亿|百亿|十亿|亿))(?:[^A-Za-z0-9]|"
      "$)");
  std::vector<Amount> found;
  size_t at = 0;
  while (at < text.size()) {
    re2::StringPiece input = piece_of(text.substr(at));
    re2::StringPiece whole, digits, unit;
    if (!RE2::PartialMatch(input, number, &whole, &digits, &unit)) break;
    Amount amount;
    amount.begin = static_cast<size_t>(whole.data() - text.data());
    amount.end = amount.begin + whole.size();
    amount.billions = std::stod(std::string(digits.data(), digits.size())) * scale_of({unit.data(), unit.size()});
    found.push_back(amount);
    at = amount.end;
  }
  static const RE2 active("(?i)activ|激活");
  static const RE2 parameters(
      "(?i)^[\\s-]*(?:\\([^)]{0,12}\\)[\\s-]*)?(?:total |trainable |model |learnable |activated |active |non-embedding "
      "|\\(non-embedding\\) )*param|^\\s*(?:个)?(?:的)?(?:总|激活)?(?:模型)?参数|^[\\s-]*(?:total|in total)\\b");
  static const RE2 before_total(
      "(?i)(?:total|param\\w*|size|compris\\w+|参数(?:规模|量|总量)?|总量|总参数)[^.;,，。]{0,24}$");
  static const RE2 other(
      "(?i)^[\\s-]*(?:of )?(?:high-quality |training |text |pre-?training "
      ")*(?:tokens?|词|token|images?|samples?|pairs?|documents?|examples?|GPU|characters?|words?|instructions?|GB|FLOP|"
      "queries|users?|steps?|parameter experts)|^\\s*(?:个|条)?\\s*(?:token|词|样本|数据|中文|中英)");
  for (size_t i = 0; i < found.size(); ++i) {
    Amount& amount = found[i];
    const size_t left = i > 0 ? found[i - 1].end : 0;
    const size_t right = i + 1 < found.size() ? found[i + 1].begin : text.size();
    std::string_view after = text.substr(amount.end, std::min<size_t>(right - amount.end, 36));
    std::string_view before = text.substr(left, amount.begin - left);
    if (before.size() > 40) before.remove_prefix(before.size() - 40);
    // What follows a comma is said of the next amount, if there is one: "总参数量 1T，激活参数量 32B".
    const bool last = i + 1 == found.size();
    if (const size_t cut = clause_end(after); cut != std::string_view::npos && (cut > 0 || !last))
      after = after.substr(0, cut);
    static const RE2 comparison(
        "(?i)(?:models "
        "(?:with|of)|models|under|below|beyond|exceed\\w*|than|approximately|around|similar|comparable|up to|scale "
        "of|larger|smaller|超过|约|左右)\\s*$");
    if (matches(after, other) || matches(before, comparison)) continue;
    const bool names_parameters = matches(after, parameters);
    static const RE2 activates_before(
        "(?i)(?:activat(?:es|ing|e)\\b|激活(?:了)?(?:参数(?:量|规模)?)?|activated parameters? (?:of|is|are)?|active "
        "parameters? (?:of|is|are)?)[^.;,，]{0,20}$");
    static const RE2 says_total("(?i)^[\\s-]*(?:in )?total\\b|^\\s*总参数");
    static const RE2 parameters_first("(?i)^[\\s-]*(?:total )?param\\w*[^a-z]+(?:with|while|and|but|of)");
    const bool total_said = matches(after, says_total);
    const bool active_said =
        matches(before, activates_before) || (matches(after, active) && !matches(after, parameters_first));
    if (active_said && !total_said) {
      amount.what = What::active;
    } else if (total_said || names_parameters || matches(before, before_total)) {
      amount.what = What::total;
    }
  }
  // "3B/16B-parameter", "30B (A3B)": the smaller is what is activated
  for (size_t i = 0; i + 1 < found.size(); ++i) {
    if (found[i + 1].begin == found[i].end + 1 && text[found[i].end] == '/' && found[i + 1].what == What::total) {
      found[i].what = found[i].billions < found[i + 1].billions ? What::active : What::total;
      if (found[i].what == What::total) found[i + 1].what = What::active;
    }
  }
  return found;
}

class Reader {
 public:
  Reader(const Document& document, const ModelNames& names, std::vector<schema::Model>& models)
      : document_(document), names_(names), models_(models) {}

  void run() {
    if (models_.empty()) return;
    from_names();
    from_sentences();
    from_tables();
    for (size_t i = 0; i < models_.size(); ++i) decide(i);
  }

 private:
  void vote(int model, What what, double billions, double weight) {
    if (billions < 0.1 || billions > 20000) return;
    (what == What::total ? total_ : active_)[model][billions] += weight;
  }

  void from_names() {
    NameScanner scanner;
    for (size_t i = 0; i < models_.size(); ++i) {
      std::vector<std::string> all = models_[i].aliases;
      all.push_back(models_[i].name);
      for (const std::string& name : all) {
        for (const NamePiece& piece : name_pieces(name)) {
          if (piece.kind != NamePiece::Kind::size) continue;
          const auto value = billions(piece.low);
          if (!value) continue;
          const bool active = piece.low[0] == 'a';
          vote(static_cast<int>(i), active ? What::active : What::total, *value, 0.1);
          if (const size_t a = piece.low.find("ba"); a != std::string::npos) {
            if (const auto inner = billions(piece.low.substr(a + 1)))
              vote(static_cast<int>(i), What::active, *inner, 0.1);
          }
          if (!active && &name == &all.back()) named_[static_cast<int>(i)] = *value;
        }
      }
    }
  }

  void from_sentences() {
    int order = 0;
    int topic = -1;
    int topic_block = -1;
    for (const Sentence& sentence : sentences(document_)) {
      const auto& block = document_.blocks[static_cast<size_t>(sentence.block)];
      const Role role = document_.role_of(block.section);
      if (role == Role::references || role == Role::related_work || block.kind == BlockKind::footnote) continue;
      ++order;
      const std::string_view text = sentence.text(document_);
      const auto mentions = names_.mentions(text);
      const auto found = amounts(text);
      const bool opening = role == Role::abstract || role == Role::introduction || role == Role::front ||
                           role == Role::conclusion || order < 30;
      if (topic_block >= 0 && sentence.block > topic_block + 2) topic = -1;
      bool any = std::any_of(found.begin(), found.end(), [](const Amount& a) { return a.what != What::nothing; });
      // "X total parameters, of which Y are activated" speaks of one model
      const auto states = [&](What what) {
        return std::any_of(found.begin(), found.end(), [&](const Amount& a) { return a.what == what; });
      };
      const bool paired = states(What::total) && states(What::active);
      if (any) {
        for (const Amount& amount : found) {
          if (amount.what == What::nothing) continue;
          const int model = subject(mentions, amount, text, topic, opening);
          if (model < 0) continue;
          double weight = opening ? 4 : role == Role::architecture || role == Role::pretrain ? 2 : 1;
          if (role == Role::ablation || role == Role::scaling) weight = 0.25;
          if (paired) weight += 2;
          vote(model, amount.what, amount.billions, weight);
        }
      }
      for (const ModelMention& mention : mentions) {
        if (mention.whose == Whose::own && mention.model >= 0) {
          topic = mention.model;
          topic_block = sentence.block;
        } else if (mention.whose == Whose::baseline) {
          topic = topic_block == sentence.block ? topic : -1;
        }
      }
    }
  }

  // Whose parameters: the nearest name before the amount, else the nearest behind it, else the topic.
  int subject(const std::vector<ModelMention>& mentions, const Amount& amount, std::string_view text, int topic,
              bool opening) const {
    const ModelMention* before = nullptr;
    const ModelMention* after = nullptr;
    for (const ModelMention& mention : mentions) {
      if (mention.begin <= amount.begin && amount.end <= mention.end)
        return mention.whose == Whose::own ? mention.model : -1;
      if (mention.end <= amount.begin) before = &mention;
      if (mention.begin >= amount.end && after == nullptr) after = &mention;
    }
    if (before != nullptr) {
      if (before->whose != Whose::own) {
        // "initialized from X-13B, our model has ..." keeps no subject
        return -1;
      }
      if (before->model >= 0) return before->model;
      return models_.size() == 1 ? 0 : by_size(amount);
    }
    static const RE2 close("^[^.;,，。]{0,40}$");
    if (after != nullptr && matches(text.substr(amount.end, after->begin - amount.end), close))
      return after->whose == Whose::own ? after->model : -1;
    static const RE2 relative("(?i)\\b(?:it|its|the model|this model|which)\\b|该模型|模型");
    if (topic >= 0 && (opening || matches(text, relative))) return topic;
    if (models_.size() == 1 && opening && mentions.empty()) return 0;
    return by_size(amount);
  }

  // A series name and an amount: the one model whose name has about that size.
  int by_size(const Amount& amount) const {
    int found = -1;
    for (const auto& [model, size] : named_) {
      if (std::abs(size - amount.billions) <= 0.12 * size) found = found < 0 ? model : -2;
    }
    return found;
  }

  // "#Total Params" and the like: as columns beside a column of models, or as rows below a header of models.
  void from_tables() {
    static const RE2 total(
        "(?i)(?:#|number of|num\\.?|total|^)\\s*(?:total )?\\s*param(?:eter)?s?\\b|参数量|总参数|参数规模|total param");
    static const RE2 active("(?i)activ\\w* ?param|# ?activ|activated|激活参数");
    static const RE2 of_a_part("(?i)embed|expert|vision|encoder|draft|嵌入");
    static const RE2 size("\\s*[~≈]?\\s*(\\d+(?:\\.\\d+)?)\\s*(B|M|T|billion|亿)?\\s*");
    for (const auto& table : document_.tables) {
      if (table.rows.empty()) continue;
      const Role role = document_.role_of(table.section);
      static const RE2 trial("(?i)ablat|消融|scaling|baseline");
      const double weight = role == Role::ablation || role == Role::scaling || matches(table.caption, trial) ? 0.5 : 4;
      const auto read = [&](const std::string& label, const std::string& cell, const std::string& header,
                            bool unit_known) {
        const bool is_active = matches(label, active);
        if (!is_active && !matches(label, total)) return;
        if (matches(label, of_a_part)) return;
        const ModelMention whose = names_.match(header);
        if (whose.whose != Whose::own || whose.model < 0) return;
        double value = 0;
        std::string unit;
        if (!RE2::FullMatch(cell, size, &value, &unit)) return;
        if (unit.empty() && !unit_known) return;
        vote(whose.model, is_active ? What::active : What::total, value * scale_of(unit), weight);
      };
      static const RE2 in_billions("(?i)\\(\\s*B\\s*\\)|billion|/B");
      for (size_t r = static_cast<size_t>(table.header_rows); r < table.rows.size(); ++r) {
        for (size_t c = static_cast<size_t>(table.header_cols); c < table.columns(); ++c) {
          const std::string column = table.column_header(c), row = table.row_header(r);
          read(column, table.rows[r][c].core, table.rows[r][0].text, matches(column, in_billions));
          read(row, table.rows[r][c].core, column, matches(row, in_billions));
        }
      }
      for (int r = 0; r < table.header_rows; ++r) {  // attribute rows inside a header
        for (size_t c = 1; c < table.columns(); ++c) {
          std::string above;
          for (int k = 0; k < table.header_rows; ++k) {
            if (k != r && !table.rows[k][c].copy) above += table.rows[k][c].text + " ";
          }
          read(table.rows[r][0].text, table.rows[r][c].core, above, matches(table.rows[r][0].text, in_billions));
        }
      }
    }
  }

  static std::optional<double> best(const std::map<double, double>& votes) {
    std::optional<double> value;
    double most = 0;
    for (const auto& [amount, weight] : votes) {
      // a finer number of the same magnitude inherits the votes of the rounded one: 15.7 and 16
      double sum = weight;
      for (const auto& [other, more] : votes) {
        if (other != amount && std::abs(other - amount) <= 0.05 * amount) sum += more * 0.5;
      }
      if (sum > most) {
        most = sum;
        value = amount;
      }
    }
    return value;
  }

  void decide(size_t i) {
    schema::Model& model = models_[i];
    const int id = static_cast<int>(i);
    auto total = total_.contains(id) ? best(total_[id]) : std::nullopt;
    auto active = active_.contains(id) ? best(active_[id]) : std::nullopt;
    if (const auto named = named_.find(id); named != named_.end()) {
      // a number far from the one in the name is somebody else's
      if (total && (*total > 1.5 * named->second || *total < 0.6 * named->second)) total = named->second;
      if (!total) total = named->second;
    }
    if (total && active && *active >= *total) active.reset();
    model.params_total_b = total;
    model.params_active_b = active;
    if (active) model.family = "moe";
  }

  const Document& document_;
  const ModelNames& names_;
  std::vector<schema::Model>& models_;
  std::map<int, std::map<double, double>> total_, active_;
  std::map<int, double> named_;
};

}  // namespace

void read_parameters(const Document& document, const ModelNames& names, std::vector<schema::Model>& models) {
  Reader(document, names, models).run();
}

}  // namespace colophon::extract
