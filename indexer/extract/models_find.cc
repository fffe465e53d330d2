#include "indexer/extract/models_find.h"

#include <re2/re2.h>

#include <algorithm>
#include <map>
#include <unordered_map>
#include <unordered_set>

#include "indexer/extract/models_grammar.h"
#include "indexer/extract/models_principal.h"

namespace colophon::extract {
namespace {

using document::BlockKind;
using document::Document;
using document::Role;
using Kind = NamePiece::Kind;

// The name without size and without what does not tell models apart: "Skywork-13B-Base" -> "Skywork". Variants stay.
std::string stem_of(const std::string& name) {
  const auto pieces = name_pieces(name);
  size_t end = pieces.size();
  while (end > 1 && (pieces[end - 1].kind == Kind::size || pieces[end - 1].kind == Kind::same)) --end;
  return pieces.empty() ? name : name.substr(0, pieces[end - 1].end);
}

// The pieces of a name that tell it from its siblings, sizes left out unless `sizes`: "Qwen-7B-Chat" -> "qwen".
std::string family_key(const std::string& name, bool sizes) {
  std::string key;
  for (const NamePiece& piece : name_pieces(name)) {
    if (piece.kind != Kind::same && (sizes || piece.kind != Kind::size)) key += piece.low;
  }
  return key;
}

// What a report says of one own name.
struct Variant {
  std::map<std::string, int> spellings;  // as written -> times
  NamedModel name;
  int prose = 0;
  int places = 0;  // headings, captions, table headers
  int cells = 0;   // of these: table headers
  bool listed = false;
  size_t first = 0;  // order of appearance
  schema::Evidence evidence;
  std::string shown;  // the spelling of the principal, when there is one
};

class Collector {
 public:
  explicit Collector(const Document& document) : document_(document) {}

  OwnModels run() {
    principals_ = find_principals(document_);
    if (principals_.empty()) return {};
    for (size_t i = 0; i < principals_.size(); ++i) {
      // Of a name that a list of models gives all counts; elsewhere "Chat" and the like do not tell models apart.
      if (principals_[i].listed) scanner_.add(principals_[i].name, static_cast<int>(i));
      scanner_.add(stem_of(principals_[i].name), static_cast<int>(i));
    }
    acronyms();
    last_words();
    for (const Principal& principal : principals_) seed(principal);
    for (const auto& block : document_.blocks) {
      const Role role = document_.role_of(block.section);
      if (block.kind == BlockKind::reference || role == Role::references || block.kind == BlockKind::code) continue;
      if (block.kind == BlockKind::table) continue;
      read(block.text, block.kind == BlockKind::heading || block.kind == BlockKind::caption, role == Role::usage);
    }
    for (const auto& table : document_.tables) {
      for (size_t r = 0; r < table.rows.size(); ++r) {
        for (size_t c = 0; c < table.columns(); ++c) {
          const bool header = static_cast<int>(r) < table.header_rows || static_cast<int>(c) < table.header_cols;
          if (!table.rows[r][c].copy && header) read(table.rows[r][c].text, true, false, true);
        }
      }
    }
    return group();
  }

 private:
  // "Open-Reasoner-Zero (ORZ)": the bracketed capitals stand for the name from then on.
  void acronyms() {
    for (size_t i = 0; i < principals_.size(); ++i) {
      for (const std::string& name : {principals_[i].name, stem_of(principals_[i].name)}) {
        const RE2 pattern(RE2::QuoteMeta(name) + "\\s*[\\(（]([A-Z][A-Za-z0-9.]{1,9})[\\)）]");
        for (const auto& block : document_.blocks) {
          std::string acronym;
          if (block.kind == BlockKind::reference || !RE2::PartialMatch(block.text, pattern, &acronym)) continue;
          const auto pieces = name_pieces(acronym);
          if (pieces.size() != 1 || pieces[0].kind != Kind::word || acronym == "MoE") continue;
          if (std::count_if(acronym.begin(), acronym.end(), [](char c) { return c >= 'A' && c <= 'Z'; }) < 2) continue;
          scanner_.add(acronym, static_cast<int>(i));
          short_for_[name_key(acronym)] = name_key(stem_of(principals_[i].name));
          break;
        }
      }
    }
  }

  // "k1.5" for "Kimi k1.5", "TurboS" for "Hunyuan-TurboS": the last word alone, when the report often uses it so.
  void last_words() {
    for (size_t i = 0; i < principals_.size(); ++i) {
      const std::string stem = stem_of(principals_[i].name);
      const auto pieces = name_pieces(stem);
      if (pieces.size() < 2) continue;
      const NamePiece& last = pieces.back();
      const std::string word = stem.substr(last.begin);
      const bool digit = word.find_first_of("0123456789") != std::string::npos;
      const auto capitals = std::count_if(word.begin(), word.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
      const bool plain_version = std::all_of(
          word.begin(), word.end(), [](char c) { return (c >= '0' && c <= '9') || c == '.' || c == 'v' || c == 'V'; });
      // "Math-Orbit" beside "Orbit": the last word is a name of its own
      const bool own_name = std::any_of(principals_.begin(), principals_.end(), [&](const Principal& other) {
        return name_key(stem_of(other.name)) == name_key(word);
      });
      if (own_name || last.kind == Kind::size || plain_version || (!digit && capitals < 2) || word.size() < 2) continue;
      int alone = 0;
      const RE2 pattern("(?i)(?:^|[\\s(])" + RE2::QuoteMeta(word) + "(?:[\\s,.;:')]|-[a-z]|$)");
      const RE2 whole("(?i)" + RE2::QuoteMeta(stem.substr(0, last.begin)) + RE2::QuoteMeta(word));
      for (const auto& block : document_.blocks) {
        if (block.kind == BlockKind::reference || block.kind == BlockKind::code) continue;
        std::string text = block.text;
        RE2::GlobalReplace(&text, whole, "_");
        re2::StringPiece rest(text);
        while (RE2::FindAndConsume(&rest, pattern)) ++alone;
      }
      if (alone < (word.size() >= 4 ? 4 : 10)) continue;
      scanner_.add(word, static_cast<int>(i));
      short_for_[name_key(word)] = name_key(stem);
    }
  }

  std::string core_of(const NamedModel& name) const {
    for (const auto& [acronym, full] : short_for_) {
      if (name.core.starts_with(acronym)) return full + name.core.substr(acronym.size());
    }
    return name.core;
  }

  void seed(const Principal& principal) {
    for (const NamedModel& name : scanner_.scan(principal.name)) {
      if (name.begin != 0) break;
      Variant& variant = variants_[core_of(name)];
      if (variant.spellings.empty()) {
        variant.first = ++order_;
        variant.name = name;
        variant.evidence = principal.evidence;
        variant.shown = principal.name;
      }
      variant.listed = variant.listed || principal.listed;
      variant.spellings[principal.name] += 1;
      break;
    }
  }

  void read(const std::string& text, bool place, bool usage, bool cell = false) {
    for (NamedModel& name : scanner_.scan(text)) {
      if (name.base < 0 || name.prefixed) continue;
      if (!name.kinds.empty() && name.kinds.front() == Kind::version) continue;
      Variant& variant = variants_[core_of(name)];
      std::string written = text.substr(name.begin, name.end - name.begin);
      if (variant.spellings.empty()) {
        variant.first = ++order_;
        variant.name = name;
      }
      ++variant.spellings[written];
      if (cell) ++variant.cells;
      if (place) {
        ++variant.places;
      } else if (!usage) {
        ++variant.prose;
      }
    }
  }

  static bool only(const NamedModel& name, std::initializer_list<Kind> kinds) {
    return std::all_of(name.kinds.begin(), name.kinds.end(),
                       [&](Kind kind) { return std::find(kinds.begin(), kinds.end(), kind) != kinds.end(); });
  }

  // Several headers run together ("7B Chat 16B Chat"), or a count that is no context length ("57k").
  static bool malformed(const NamedModel& name) {
    static const std::unordered_set<std::string> lengths = {"2k",   "4k",   "8k",   "16k",  "32k",  "64k", "96k",
                                                            "100k", "128k", "192k", "200k", "256k", "512k"};
    int sizes = 0;
    for (size_t i = 0; i < name.extension.size(); ++i) {
      const std::string& piece = name.extension[i];
      if (name.kinds[i] == Kind::size && piece[0] != 'a') ++sizes;
      const bool thousands =
          piece.size() > 1 && piece.back() == 'k' && piece.find_first_not_of("0123456789") == piece.size() - 1;
      if (thousands && !lengths.contains(piece)) return true;
    }
    return sizes > 1;
  }

  bool accepted(const Variant& variant) const {
    if (malformed(variant.name)) return false;
    if (variant.listed) return true;
    const int seen = variant.places + variant.prose;
    if (only(variant.name, {Kind::size, Kind::same})) return variant.places >= 1 || seen >= 2 || !variant.shown.empty();
    const bool word =
        std::find(variant.name.kinds.begin(), variant.name.kinds.end(), Kind::word) != variant.name.kinds.end();
    return word ? variant.places >= 2 && seen >= 4 : variant.places >= 1 && seen >= 3;
  }

  // A known name with the mark of its footnote run on: "Orbit-Chat2", "Orbit-SALAa".
  bool footnoted(const std::string& core, const Variant& variant) const {
    if (core.size() < 4 || variant.listed) return false;
    const char mark = core.back();
    const bool digit = mark >= '0' && mark <= '9';
    if (!digit && (mark < 'a' || mark > 'd')) return false;
    const auto plain = variants_.find(core.substr(0, core.size() - 1));
    if (plain == variants_.end()) return false;
    const int seen = variant.places + variant.prose;
    return seen <= 2 && plain->second.places + plain->second.prose > 2 * seen;
  }

  // Whether the name stands for several kept models: "Orbit-Chat" where there are Orbit-7B and Orbit-13B, "Orbit-7B"
  // where a list has its base and its chat model.
  static bool names_several(const Variant& variant, const std::vector<const Variant*>& kept) {
    const std::string name = shown(variant);
    const bool sized = variant.name.size_b.has_value();
    if (sized && variant.listed) return false;
    const std::string key = family_key(name, sized);
    const auto members = std::count_if(kept.begin(), kept.end(), [&](const Variant* other) {
      if (other == &variant || (sized ? !other->listed : !other->name.size_b)) return false;
      return family_key(shown(*other), sized) == key;
    });
    return members >= 2;
  }

  OwnModels group() {
    std::vector<const Variant*> kept;
    for (const auto& [core, variant] : variants_) {
      if (accepted(variant) && !footnoted(core, variant)) kept.push_back(&variant);
    }
    std::sort(kept.begin(), kept.end(), [](const Variant* a, const Variant* b) { return a->first < b->first; });

    const auto listed = std::count_if(kept.begin(), kept.end(), [](const Variant* variant) { return variant->listed; });
    OwnModels own;
    std::vector<const Variant*> models;
    std::unordered_map<const Variant*, std::vector<const Variant*>> joined;
    for (const Variant* variant : kept) {
      // a bare name with sizes: one size is the same model, several make it the name of a series
      std::vector<const Variant*> sized;
      for (const Variant* other : kept) {
        if (other == variant) continue;
        if (sized_sibling(*variant, *other)) sized.push_back(other);
      }
      const bool heading_only =
          variant == kept.front() && listed >= 2 && !variant->listed && variant->cells == 0 && !variant->name.size_b;
      const bool only_of_series = sized.size() == 1 && names_several(*sized.front(), kept);
      if (sized.size() >= 2 || heading_only || only_of_series || names_several(*variant, kept)) {
        own.series.push_back(shown(*variant));
        for (const auto& [spelling, times] : variant->spellings) own.series.push_back(spelling);
      } else if (sized.size() == 1) {
        joined[sized.front()].push_back(variant);
      } else {
        models.push_back(variant);
      }
    }
    for (const std::string& stem : stem_names()) own.series.push_back(stem);
    for (const Variant* variant : models) {
      schema::Model model;
      const auto bare = joined.find(variant);
      // the bare name is how the report calls it: "Baichuan-M3", alias "Baichuan-M3-235B"
      const Variant* naming =
          bare != joined.end() && bare->second.front()->prose > variant->prose ? bare->second.front() : variant;
      model.name = shown(*naming);
      std::vector<const Variant*> all = {variant};
      if (bare != joined.end()) all.insert(all.end(), bare->second.begin(), bare->second.end());
      for (const Variant* part : all) {
        for (const auto& [spelling, times] : part->spellings) {
          if (spelling != model.name) model.aliases.push_back(spelling);
        }
        if (model.evidence.empty() && !part->evidence.quote.empty()) model.evidence.push_back(part->evidence);
      }
      if (model.aliases.size() > 12) model.aliases.resize(12);
      own.models.push_back(std::move(model));
    }
    return own;
  }

  // Whether `other` is `bare` with a size: "Qwen-Chat" and "Qwen-7B-Chat".
  bool sized_sibling(const Variant& bare, const Variant& other) const {
    if (bare.name.size_b || !other.name.size_b) return false;
    const std::string core = core_of(bare.name);
    const std::string longer = core_of(other.name);
    if (longer.size() <= core.size()) return false;
    // what is left when the common beginning and end are taken away is one size
    size_t head = 0;
    while (head < core.size() && core[head] == longer[head]) ++head;
    for (size_t cut = head + 1; cut-- > 0;) {
      if (longer.compare(longer.size() - (core.size() - cut), std::string::npos, core, cut, std::string::npos) != 0)
        continue;
      const auto middle = name_pieces(longer.substr(cut, longer.size() - core.size()));
      if (middle.size() == 1 && middle[0].kind == Kind::size) return true;
    }
    return false;
  }

  // Roots without a model of their own ("Skywork" when only Skywork-13B is named).
  std::vector<std::string> stem_names() const {
    std::vector<std::string> stems;
    for (const Principal& principal : principals_) {
      const std::string stem = stem_of(principal.name);
      if (!variants_.contains(name_key(stem)) && stem != principal.name) stems.push_back(stem);
    }
    return stems;
  }

  static std::string shown(const Variant& variant) {
    // The most frequent spelling without "Chat" and the like; the report's own words when there is none.
    std::string best;
    int most = -1;
    for (const auto& [spelling, times] : variant.spellings) {
      const auto pieces = name_pieces(spelling);
      const bool same =
          std::any_of(pieces.begin(), pieces.end(), [](const NamePiece& piece) { return piece.kind == Kind::same; });
      const int weight = times + (same ? 0 : 1000) + (spelling == variant.shown ? 3 : 0);
      if (weight > most) {
        most = weight;
        best = spelling;
      }
    }
    return best;
  }

  const Document& document_;
  NameScanner scanner_;
  std::vector<Principal> principals_;
  std::map<std::string, std::string> short_for_;
  std::map<std::string, Variant> variants_;  // by core
  size_t order_ = 0;
};

}  // namespace

OwnModels find_own_models(const Document& document) { return Collector(document).run(); }

}  // namespace colophon::extract
