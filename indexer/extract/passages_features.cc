#include "indexer/extract/passages_features.h"

#include <re2/re2.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>

#include "indexer/extract/sieve.h"
#include "indexer/extract/words.h"
#include "schema/data.h"

namespace colophon::extract {
namespace {

using document::BlockKind;
using document::Document;
using document::Role;

constexpr int role_count = static_cast<int>(Role::other) + 1;
constexpr size_t shortest = 24;   // bytes; what is shorter says nothing
constexpr size_t longest = 1200;  // what is longer is a list or a parse gone wrong

enum Place : int {
  first_tenth,
  first_quarter,
  last_quarter,
  first_of_section,
  first_of_block,
  last_of_block,
  in_list,
  in_caption,
  in_footnote,
  in_appendix,
  in_abstract_opening,
  has_number,
  names_own,
  names_baseline,
  brief,
  lengthy,
  chinese,
  place_count
};

const char* const place_names[place_count] = {"first_tenth",
                                              "first_quarter",
                                              "last_quarter",
                                              "first_of_section",
                                              "first_of_block",
                                              "last_of_block",
                                              "in_list",
                                              "in_caption",
                                              "in_footnote",
                                              "in_appendix",
                                              "in_abstract_opening",
                                              "has_number",
                                              "names_own",
                                              "names_baseline",
                                              "brief",
                                              "lengthy",
                                              "chinese"};

struct Cues {
  std::vector<std::string> names;
  Sieve sieve;

  Cues() {
    RE2::Options options;
    options.set_case_sensitive(false);
    options.set_never_capture(true);
    const auto json = nlohmann::json::parse(schema::data_file("lexicons/passages.json"));
    for (const auto& cue : json.at("cues")) {
      names.push_back(cue.at("name"));
      sieve.add(cue.at("pattern"), options, "data/lexicons/passages.json: cue " + names.back());
    }
    sieve.compile();
  }
};

const Cues& cues() {
  static const Cues cues;
  return cues;
}

}  // namespace

const std::vector<std::string>& passage_feature_names() {
  static const std::vector<std::string> names = [] {
    std::vector<std::string> all = cues().names;
    for (const std::string& cue : cues().names) all.push_back("heading:" + cue);
    for (int role = 0; role < role_count; ++role)
      all.push_back("role:" + std::string(document::role_name(static_cast<Role>(role))));
    for (const char* place : place_names) all.push_back(std::string("at:") + place);
    return all;
  }();
  return names;
}

size_t passage_cue_count() { return cues().names.size(); }

std::vector<std::string> passage_words(std::string_view text) {
  std::vector<std::string> words = words_of(text);
  std::erase_if(words, [](const std::string& word) { return word.size() < 3; });
  std::sort(words.begin(), words.end());
  words.erase(std::unique(words.begin(), words.end()), words.end());
  return words;
}

std::vector<PassageSentence> passage_sentences(const Document& document, const ModelNames& models) {
  const int cue_count = static_cast<int>(cues().names.size());
  std::map<int, std::vector<int>> heading_cues;  // by section
  std::vector<PassageSentence> result;
  const auto all = sentences(document);
  int last_section = -2;
  for (size_t i = 0; i < all.size(); ++i) {
    const auto& block = document.blocks[static_cast<size_t>(all[i].block)];
    const Role role = document.role_of(block.section);
    if (role == Role::references || role == Role::contributions || role == Role::contents) continue;
    const std::string_view text = all[i].text(document);
    if (text.size() < shortest || text.size() > longest) continue;
    const bool section_start = block.section != last_section;
    last_section = block.section;

    PassageSentence sentence{all[i], {}};
    const auto hold = [&](int feature) { sentence.features.push_back(static_cast<uint16_t>(feature)); };
    for (const int cue : cues().sieve.matching(text)) hold(cue);
    if (block.section >= 0) {
      auto known = heading_cues.find(block.section);
      if (known == heading_cues.end())
        known = heading_cues.emplace(block.section, cues().sieve.matching(document.heading_path(block.section))).first;
      for (const int cue : known->second) hold(cue_count + cue);
    }
    hold(2 * cue_count + static_cast<int>(role));
    const int base = 2 * cue_count + role_count;
    const double place = static_cast<double>(i) / static_cast<double>(all.size());
    if (place < 0.1) hold(base + first_tenth);
    if (place < 0.25) hold(base + first_quarter);
    if (place > 0.75) hold(base + last_quarter);
    if (section_start) hold(base + first_of_section);
    if (all[i].span.begin < 3) hold(base + first_of_block);
    if (all[i].span.end + 2 >= block.text.size()) hold(base + last_of_block);
    if (block.kind == BlockKind::list_item) hold(base + in_list);
    if (block.kind == BlockKind::caption) hold(base + in_caption);
    if (block.kind == BlockKind::footnote) hold(base + in_footnote);
    if (block.section >= 0 && document.sections[static_cast<size_t>(block.section)].appendix) hold(base + in_appendix);
    if (role == Role::abstract && all[i].span.begin < 3) hold(base + in_abstract_opening);
    if (text.find_first_of("0123456789") != std::string_view::npos) hold(base + has_number);
    bool own = false, baseline = false;
    for (const ModelMention& mention : models.mentions(text)) {
      own = own || mention.whose == Whose::own;
      baseline = baseline || mention.whose == Whose::baseline;
    }
    if (own) hold(base + names_own);
    if (baseline) hold(base + names_baseline);
    if (text.size() < 70) hold(base + brief);
    if (text.size() > 260) hold(base + lengthy);
    if (document.language == "zh") hold(base + chinese);
    std::sort(sentence.features.begin(), sentence.features.end());
    result.push_back(std::move(sentence));
  }
  return result;
}

}  // namespace colophon::extract
