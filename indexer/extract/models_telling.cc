#include "indexer/extract/models_telling.h"

#include <re2/re2.h>

#include <algorithm>
#include <map>
#include <string>
#include <string_view>

#include "indexer/extract/benchmarks.h"
#include "indexer/extract/models_shape.h"

namespace colophon::extract {
namespace {

using document::Block;
using document::BlockKind;
using document::Document;
using document::Role;
using Kind = NamePiece::Kind;

// What a name's places are worth. A baseline stands in tables and prose; a report's own model also in its title, its
// headings and its first words.
constexpr double in_title = 6;
constexpr double in_heading = 2;
constexpr double in_first_words = 3;
constexpr double in_release = 2;  // "released", "开源": beside the name
constexpr double in_table = 0.5;
constexpr double in_prose = 0.25;
constexpr double enough = 7;
constexpr int first_blocks = 8;
constexpr double known_family = 0.5;  // a lexicon's family is more often a baseline

struct Telling {
  std::string name;
  double weight = 0;
  int times = 0;
  int order = 0;
  schema::Evidence evidence;
};

class Teller {
 public:
  explicit Teller(const Document& document) : document_(document) {}

  std::vector<Principal> run() {
    read(document_.title, in_title, {});
    int seen = 0;
    for (const Block& block : document_.blocks) {
      const Role role = document_.role_of(block.section);
      if (block.kind == BlockKind::reference || block.kind == BlockKind::code || block.kind == BlockKind::table ||
          role == Role::references || role == Role::usage || role == Role::related_work)
        continue;
      ++seen;
      double weight = in_prose;
      if (block.kind == BlockKind::heading) {
        weight = in_heading;
      } else if (seen <= first_blocks) {
        weight = in_first_words;
      }
      static const RE2 release(
          "(?i)\\breleas|\\bopen-?sourc|\\bour\\b|\\bwe (?:train|introduc|present|build)|开源|发布|推出|我们");
      if (weight == in_prose && RE2::PartialMatch(block.text, release)) weight = in_release;
      read(block.text, weight,
           {.page = block.page, .section = document_.heading_path(block.section), .quote = block.text});
    }
    for (const auto& table : document_.tables) {
      for (size_t r = 0; r < table.rows.size(); ++r) {
        for (size_t c = 0; c < table.columns(); ++c) {
          const bool header = static_cast<int>(r) < table.header_rows || static_cast<int>(c) < table.header_cols;
          if (header && !table.rows[r][c].copy) read(table.rows[r][c].text, in_table, {});
        }
      }
    }
    return choose();
  }

 private:
  // Adds the names of a text. What a text says often counts once.
  void read(const std::string& text, double weight, const schema::Evidence& evidence) {
    const auto pieces = name_pieces(text);
    std::map<std::string, bool> counted;
    for (size_t i = 0; i < pieces.size();) {
      const auto shaped = shaped_at(text, pieces, i);
      if (!shaped) {
        ++i;
        continue;
      }
      const std::string name = text.substr(shaped->begin, shaped->end - shaped->begin);
      if (!shaped->strong || read_benchmark(name).kind == LabelKind::benchmark || is_thing(text, shaped->end)) continue;
      Telling& telling = names_[name_key(name)];
      ++telling.times;
      if (telling.name.empty()) {
        telling.name = name;
        telling.order = static_cast<int>(names_.size());
      }
      if (telling.evidence.quote.empty()) telling.evidence = evidence;
      if (!counted.emplace(name_key(name), true).second) continue;
      telling.weight += weight;
    }
  }

  // "the X-1.2M dataset", "the X benchmark": no model.
  static bool is_thing(const std::string& text, size_t end) {
    static const RE2 thing(
        "(?i)^\\s*(?:dataset|corpus|benchmark|framework|library|toolkit|algorithm|GPUs?|数据集|语料|基准|框架|算法)");
    return RE2::PartialMatch(text.substr(end, 40), thing);
  }

  // Name and weight of a family: its members' weights together.
  static std::string stem(const std::string& name) {
    const auto pieces = name_pieces(name);
    size_t last = pieces.size();
    while (last > 1 && pieces[last - 1].kind != Kind::word) --last;
    return pieces.empty() ? name_key(name) : name_key(std::string_view(name).substr(0, pieces[last - 1].end));
  }

  std::vector<Principal> choose() const {
    std::map<std::string, double> families;
    for (const auto& [key, telling] : names_) {
      const auto known = scanner_.scan(telling.name);
      const bool family = !known.empty() && known.front().begin == 0;
      families[stem(telling.name)] += telling.weight * (family ? known_family : 1);
    }
    const auto best = std::max_element(families.begin(), families.end(),
                                       [](const auto& a, const auto& b) { return a.second < b.second; });
    if (best == families.end() || best->second < enough) return {};
    std::vector<const Telling*> members;
    for (const auto& [key, telling] : names_) {
      if (stem(telling.name) == best->first && telling.times >= 2) members.push_back(&telling);
    }
    std::sort(members.begin(), members.end(), [](const Telling* a, const Telling* b) {
      return a->weight != b->weight ? a->weight > b->weight : a->order < b->order;
    });
    std::vector<Principal> out;
    out.reserve(members.size());
    for (const Telling* telling : members) out.push_back({telling->name, false, telling->evidence});
    return out;
  }

  const Document& document_;
  const NameScanner scanner_;
  std::map<std::string, Telling> names_;
};

}  // namespace

std::vector<Principal> most_telling_names(const Document& document) { return Teller(document).run(); }

}  // namespace colophon::extract
