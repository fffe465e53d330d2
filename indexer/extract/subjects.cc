#include "indexer/extract/subjects.h"

#include <re2/re2.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <unordered_set>

#include "indexer/extract/models_grammar.h"
#include "indexer/extract/regex.h"
#include "schema/data.h"

namespace colophon::extract {
namespace {

// Whether a model's name tells that it was trained further than a base model.
bool says_post_trained(std::string_view name) {
  static const std::unordered_set<std::string> words = [] {
    const auto json = nlohmann::json::parse(schema::data_file("lexicons/models.json"));
    const auto list = json.at("post_trained").get<std::vector<std::string>>();
    return std::unordered_set<std::string>(list.begin(), list.end());
  }();
  const auto pieces = name_pieces(name);
  return std::any_of(pieces.begin(), pieces.end(), [](const NamePiece& piece) { return words.contains(piece.low); });
}

// A name's pieces without sizes, "base", "chat" and the like: what a series of models has in common.
std::string series_key(std::string_view name) {
  std::string key;
  for (const NamePiece& piece : name_pieces(name)) {
    if (piece.kind != NamePiece::Kind::same && piece.kind != NamePiece::Kind::size) key += piece.low;
  }
  return key;
}

std::vector<int> models_of(const ModelMention& mention) {
  if (mention.model >= 0) return {mention.model};
  return mention.several;
}

// Whether what stands between two members of a list joins them: ", ", " and ", "、".
bool joins(std::string_view between) {
  static const RE2 joint("(?i)^(?:\\s|,|，|、|/|&|\\band\\b|\\bor\\b|和|与|及|以及|models?\\b|模型|the\\b)*$");
  return !between.empty() && between.size() < 24 && matches(between, joint);
}

// The last place in `mentions` of the list that begins at `i`: "A, B and C".
size_t list_end(std::string_view text, const std::vector<ModelMention>& mentions, size_t i) {
  while (i + 1 < mentions.size() && joins(text.substr(mentions[i].end, mentions[i + 1].begin - mentions[i].end))) ++i;
  return i;
}

// The own models of the list that mention `at` is a member of: "A and B are trained ..." speaks of both. Empty when one
// of them stands for all.
std::vector<int> models_of_list(std::string_view text, const std::vector<ModelMention>& mentions, size_t at) {
  size_t first = 0;
  while (list_end(text, mentions, first) < at) first = list_end(text, mentions, first) + 1;
  std::vector<int> models;
  for (size_t i = first; i <= list_end(text, mentions, first); ++i) {
    if (mentions[i].whose != Whose::own) continue;
    const std::vector<int> named = models_of(mentions[i]);
    if (named.empty()) return {};
    for (const int model : named) {
      if (std::find(models.begin(), models.end(), model) == models.end()) models.push_back(model);
    }
  }
  return models;
}

// Whether the model at `mention` is only what another is made from or compared with: "built on A", "以 A 为基座",
// "as in A", "与 A 相比". Of a list, what stands before its first member and behind its last tells.
bool is_referred_to(std::string_view text, const std::vector<ModelMention>& mentions, size_t at) {
  static const RE2 before(
      "(?i)(?:\\b(?:(?:bas|bootstrapp|initiali[sz]|deriv|distill|upcycl|continu|start|adapt|fine-?tun)(?:e|ed|ing)?|"
      "built|"
      "build(?:s|ing)?|trained|train|upgraded)\\s+(?:on top of|on|upon|from|off)\\s+|\\bon top of\\s+|\\bas "
      "in\\s+|\\bthan\\s+|"
      "\\bunlike\\s+|\\b(?:same|identical|similar|analogous|compared|relative|contrast)(?: \\w+)? (?:as|to|with)(?: "
      "in)?\\s+|"
      "(?:基于|相比于?|相较于?|不同于|沿用|继承自)\\s*)(?:the\\s+|our\\s+)?$");
  static const RE2 around("(?:以|在|与|和|从)\\s*$");
  static const RE2 behind(
      "^\\s*(?:模型)?\\s*(?:为(?:基座|基础|底座|起点|初始)|作为(?:基座|基础|底座|起点|初始)|(?:的)?基础(?:之)?上|相比|"
      "相同|一致|"
      "类似|开始|出发|初始化)");
  size_t first = 0;
  while (list_end(text, mentions, first) < at) first = list_end(text, mentions, first) + 1;
  const std::string_view lead = text.substr(0, mentions[first].begin);
  return matches(lead, before) ||
         (matches(lead, around) && matches(text.substr(mentions[list_end(text, mentions, first)].end), behind));
}

// The members of lists of numbers, as spans: "32, 40 and 60 layers".
std::vector<Span> numbers_in(std::string_view text) {
  static const RE2 number(
      "((?:\\d+(?:[.,]\\d+)*)(?:\\s*[×x*]\\s*10\\s*\\^?\\s*[-−–⁻]?[\\d⁰¹²³⁴-⁹]+|[eE][-+−]?\\d+)?\\s*(?:%|[BMKT]\\b|"
      "(?:billion|trillion|million|tokens?|layers?|steps?|heads?|samples?)\\b|万亿|千亿|百亿|十亿|亿|万|层|个|步)*)");
  std::vector<Span> found;
  re2::StringPiece rest = piece_of(text);
  re2::StringPiece hit;
  while (RE2::FindAndConsume(&rest, number, &hit)) {
    size_t begin = static_cast<size_t>(hit.data() - text.data());
    size_t end = begin + hit.size();
    while (end > begin && text[end - 1] == ' ') --end;
    found.push_back({begin, end});
  }
  return found;
}

// "A and B ... 32 and 40 layers, respectively": the mention whose place among names is the value's among numbers.
std::vector<int> respectively(std::string_view text, const std::vector<ModelMention>& mentions, const Span& value) {
  static const RE2 cue("(?i)\\brespectively\\b|分别");
  if (mentions.size() < 2 || !matches(text, cue)) return {};
  std::vector<Span> numbers = numbers_in(text);
  std::erase_if(numbers, [&](const Span& number) {
    return std::any_of(mentions.begin(), mentions.end(),
                       [&](const ModelMention& m) { return m.begin < number.end && number.begin < m.end; });
  });
  const auto here = std::find_if(numbers.begin(), numbers.end(), [&](const Span& number) {
    return number.begin < value.end && value.begin < number.end;
  });
  if (here == numbers.end()) return {};
  auto first = here, last = here;
  while (first != numbers.begin() && joins(text.substr((first - 1)->end, first->begin - (first - 1)->end))) --first;
  while (last + 1 != numbers.end() && joins(text.substr(last->end, (last + 1)->begin - last->end))) ++last;
  const auto length = static_cast<size_t>(last - first) + 1;
  if (length < 2) return {};
  // the nearest list of as many own names
  std::vector<int> best;
  size_t least = text.size() + 1;
  for (size_t i = 0; i < mentions.size();) {
    const size_t j = list_end(text, mentions, i);
    if (j - i + 1 == length) {
      const size_t distance = gap({mentions[i].begin, mentions[j].end}, {first->begin, last->end});
      const ModelMention& named = mentions[i + static_cast<size_t>(here - first)];
      if (distance < least && named.whose == Whose::own) {
        least = distance;
        best = models_of(named);
      }
    }
    i = j + 1;
  }
  return best;
}

}  // namespace

SubjectReader::SubjectReader(const document::Document& document, const ModelNames& models)
    : models_(models), headings_(document.sections.size()) {
  for (size_t i = 0; i < document.sections.size(); ++i) {
    const document::Section& section = document.sections[i];
    if (section.parent >= 0) headings_[i] = headings_[static_cast<size_t>(section.parent)];
    const std::vector<ModelMention> mentions = models.mentions(section.title);
    for (size_t m = 0; m < mentions.size(); ++m) {
      if (mentions[m].whose != Whose::own) continue;
      std::vector<int> named = models_of_list(section.title, mentions, m);
      if (!named.empty()) headings_[i] = std::move(named);
    }
  }
  for (const schema::Model& model : models.own()) {
    const bool post = says_post_trained(model.name);
    base_.push_back(!post);
    post_trained_.push_back(post || std::any_of(model.aliases.begin(), model.aliases.end(), says_post_trained));
    keys_.push_back(series_key(model.name));
  }
}

void SubjectReader::follow(int section, std::string_view text, const std::vector<ModelMention>& mentions) {
  if (section != section_) {
    section_ = section;
    last_.clear();
  }
  for (size_t m = mentions.size(); m-- > 0;) {
    if (mentions[m].whose != Whose::own || is_referred_to(text, mentions, m)) continue;
    last_ = models_of_list(text, mentions, m);
    return;
  }
}

std::vector<int> SubjectReader::at(std::string_view text, const std::vector<ModelMention>& mentions, const Span& value,
                                   int section, bool prose) const {
  if (std::vector<int> paired = respectively(text, mentions, value); !paired.empty()) return paired;
  // The nearest own name before the value; one after it when it is tied to the value ("24T for the 7B model") or there
  // is no other. One that is only referred to counts where the text has been about no other.
  const size_t none = mentions.size();
  size_t nearest = none, next = none, referred = none;
  for (size_t m = 0; m < mentions.size(); ++m) {
    if (mentions[m].whose != Whose::own) continue;
    if (is_referred_to(text, mentions, m)) {
      referred = m;
      continue;
    }
    if (mentions[m].begin < value.end) nearest = m;
    if (mentions[m].begin >= value.end && next == none) next = m;
  }
  static const RE2 tie("(?i)^[^.,;:，。；：]{0,24}?(?:\\b(?:for|of|in|on|by)\\s+(?:the\\s+|our\\s+)?|[(（]|的)$");
  if (next != none && (nearest == none || matches(text.substr(value.end, mentions[next].begin - value.end), tie)))
    nearest = next;
  if (nearest != none) return models_of_list(text, mentions, nearest);
  if (prose && section == section_ && !last_.empty()) return last_;
  if (section >= 0 && !headings_[static_cast<size_t>(section)].empty()) return headings_[static_cast<size_t>(section)];
  return referred != none ? models_of_list(text, mentions, referred) : std::vector<int>();
}

std::vector<std::string> SubjectReader::of_field(std::vector<int> models, std::string_view field) const {
  const bool named = !models.empty();
  if (!named) {
    for (size_t i = 0; i < models_.own().size(); ++i) models.push_back(static_cast<int>(i));
  }
  const bool base = field.starts_with("arch.") || field.starts_with("pretrain.") || field.starts_with("mid.");
  const bool post = field.starts_with("sft.") || field.starts_with("rl.");
  if (models.size() > 1 && (base || post)) {
    std::vector<int> fitting;
    for (const int model : models) {
      if ((post ? post_trained_ : base_)[static_cast<size_t>(model)]) fitting.push_back(model);
    }
    if (!fitting.empty()) models = std::move(fitting);
  }
  if (!named && models.size() > 1) {
    // "X-7B" and "X-13B" of these, "X-13B-Math" and "Code-X-7B": the series that the others' names are built on
    const auto root = std::find_if(models.begin(), models.end(), [&](int model) {
      return std::all_of(models.begin(), models.end(), [&](int other) {
        return keys_[static_cast<size_t>(other)].find(keys_[static_cast<size_t>(model)]) != std::string::npos;
      });
    });
    if (root == models.end()) return {};
    const std::string key = keys_[static_cast<size_t>(*root)];
    const size_t all = models.size();
    std::erase_if(models, [&](int model) { return keys_[static_cast<size_t>(model)] != key; });
    if (models.size() == all) return {};
  }
  std::vector<std::string> names;
  names.reserve(models.size());
  for (const int model : models) names.push_back(models_.own()[static_cast<size_t>(model)].name);
  return names;
}

bool SubjectReader::named_by_heading(int section) const {
  return section >= 0 && !headings_[static_cast<size_t>(section)].empty();
}

}  // namespace colophon::extract
