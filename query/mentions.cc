#include "query/mentions.h"

#include <re2/re2.h>

#include <algorithm>
#include <array>

#include "query/days.h"
#include "query/number_words.h"
#include "query/organizations.h"
#include "schema/checklist.h"
#include "schema/value.h"

namespace colophon::query {
namespace {

// Names are at most so many words long.
constexpr size_t longest_name = 9;
constexpr size_t longest_benchmark = 6;
constexpr size_t longest_group = 10;  // characters of "上海人工智能实验室"

bool digit(char c) { return c >= '0' && c <= '9'; }

bool has_digit(const std::string& text) { return std::any_of(text.begin(), text.end(), digit); }

class Reader {
 public:
  Reader(std::string_view question, const Names& names)
      : question_(question), names_(names), lexicon_(Lexicon::standard()) {
    out_.words = split_words(question);
    numbers_ = schema::find_numbers(out_.words.folded);
    const auto expected = [this](size_t first, size_t last) { return number_expected(first, last); };
    for (const schema::WrittenNumber& number : find_number_words(out_.words, expected)) {
      const bool known = std::any_of(numbers_.begin(), numbers_.end(), [&](const schema::WrittenNumber& other) {
        return other.begin < number.end && number.begin < other.end;
      });
      if (!known) numbers_.push_back(number);
    }
    days_ = find_days(out_.words.folded);
    for (size_t at = 0; at < size(); ++at) compares_ |= role_at(at, "compare");
  }

  Mentions read() {
    for (size_t at = 0; at < size();) {
      Mention mention = longest_at(at);
      mention.text = as_written(out_.words.text(mention.first, mention.last));
      mention.before = word(at).before;
      at = mention.last;
      out_.list.push_back(std::move(mention));
    }
    mark_reporting();
    mark_missing_models();
    mark_baselines();
    correct_spellings();
    find_values();
    mark_unheard_of();
    return std::move(out_);
  }

 private:
  size_t size() const { return out_.words.list.size(); }
  const Word& word(size_t at) const { return out_.words.list[at]; }

  // The asker's spelling of a folded text, where only its capitals differ.
  std::string as_written(const std::string& folded) const {
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
    const auto found = std::search(question_.begin(), question_.end(), folded.begin(), folded.end(),
                                   [&](char a, char b) { return lower(a) == b; });
    if (found == question_.end()) return folded;
    return std::string(found, found + static_cast<std::ptrdiff_t>(folded.size()));
  }

  static void widen(Mention& mention, size_t last) {
    if (last <= mention.last) return;
    mention = Mention{};
    mention.last = last;
  }

  Mention longest_at(size_t at) const {
    Mention mention;
    mention.last = at;
    if (read_days(at, mention)) return mention;
    if (const auto match = lexicon_.longest(out_.words, at)) {
      mention.last = match->last;
      mention.senses = *match->senses;
    }
    const bool grammar = std::any_of(mention.senses.begin(), mention.senses.end(),
                                     [](const Sense& sense) { return sense.kind == Sense::Kind::role; });
    read_number(at, mention);
    if (!mention.number) read_names(at, grammar, mention);
    if (mention.last == at) mention.last = at + 1;
    mention.first = at;
    return mention;
  }

  bool read_days(size_t at, Mention& mention) const {
    for (const WrittenDays& written : days_) {
      if (written.begin != word(at).begin) continue;
      mention.first = at;
      mention.last = at + 1;
      while (mention.last < size() && word(mention.last).begin < written.end) ++mention.last;
      mention.days = written.days;
      return true;
    }
    return false;
  }

  void read_number(size_t at, Mention& mention) const {
    for (const schema::WrittenNumber& number : numbers_) {
      if (number.begin != word(at).begin) continue;
      size_t last = at + 1;
      while (last < size() && word(last).begin < number.end) ++last;
      if (number.bare_han && !counts(at, last)) return;
      if (last < mention.last) return;  // "一共" is a phrase, not a number
      mention = Mention{};
      mention.last = last;
      mention.number = number;
      const bool plus = out_.words.folded.compare(number.end, 1, "+") == 0;
      if (plus) mention.senses.push_back({Sense::Kind::role, "at_least_after", "", false});  // "60+"
      return;
    }
  }

  bool role_at(size_t at, std::string_view role) const {
    const auto match = at < size() ? lexicon_.longest(out_.words, at) : std::nullopt;
    return match && has_role(*match->senses, role);
  }

  static bool has_role(const std::vector<Sense>& senses, std::string_view role) {
    return std::any_of(senses.begin(), senses.end(),
                       [&](const Sense& sense) { return sense.kind == Sense::Kind::role && sense.id == role; });
  }

  // "at least one", "more than two", "top three", "the three largest", "the five models with the most layers"
  bool number_expected(size_t first, size_t last) const {
    if (role_at(last, "subject") && first > 0 && word(first - 1).text == "the" && last - first == 1) return true;
    for (const char* role : {"highest", "lowest", "latest", "at_least_after", "at_most_after"}) {
      if (role_at(last, role)) return true;
    }
    for (size_t begin = first > 4 ? first - 4 : 0; begin < first; ++begin) {
      const auto match = lexicon_.longest(out_.words, begin);
      if (!match || match->last != first) continue;
      for (const char* role : {"at_least", "at_most", "more", "less", "highest", "lowest", "between", "stage_sft"}) {
        if (has_role(*match->senses, role)) return true;
      }
    }
    return false;
  }

  // Whether one Chinese digit stands where things are counted: "前三", "三层", "两个".
  bool counts(size_t at, size_t last) const {
    static const std::vector<std::string> classifiers = {"层", "个", "种", "位", "名", "天", "轮", "份", "篇", "款"};
    if (at > 0 && (word(at - 1).text == "前" || word(at - 1).text == "第")) return word(at - 1).text == "前";
    return last < size() && std::find(classifiers.begin(), classifiers.end(), word(last).text) != classifiers.end() &&
           word(at).text != "一";
  }

  void read_names(size_t at, bool grammar, Mention& mention) const {
    const size_t lexical = mention.last;
    for (size_t last = std::min(size(), at + longest_name); last > at && last >= lexical; --last) {
      if (!name_like(at, last)) continue;
      if (last == lexical && grammar) break;
      const std::string name = out_.words.text(at, last);
      const bool model = names_.is_model(name);
      const bool benchmark = last - at <= longest_benchmark && !grammar && names_.is_benchmark(name);
      if (!model && !benchmark) continue;
      widen(mention, last);
      mention.model = model;
      mention.benchmark = benchmark;
      break;
    }
    if (mention.model) return;
    for (size_t last = std::min(size(), at + longest_group); last > at && last >= mention.last; --last) {
      if (!name_like(at, last) || (last <= lexical && grammar) || !may_be_group(at, last)) continue;
      const std::string name = out_.words.text(at, last);
      const bool series = names_.is_series(name);
      const bool organization = names_.is_organization(name) || is_organization_elsewhere(at, last, name);
      if (!series && !organization) continue;
      widen(mention, last);
      mention.series = series;
      mention.organization = organization;
      return;
    }
  }

  // A name is not a number, not cut by a comma, and long enough to be one.
  bool name_like(size_t first, size_t last) const {
    const std::string joined = out_.words.joined(first, last);
    if (joined.size() < 2 || !std::any_of(joined.begin(), joined.end(), [](char c) { return !digit(c); })) return false;
    for (size_t i = first + 1; i < last; ++i) {
      if (word(i).before.find_first_of(",;?!") != std::string::npos) return false;
    }
    for (const schema::WrittenNumber& number : numbers_) {
      if (number.begin == word(first).begin && number.end == word(last - 1).end) return false;
    }
    return true;
  }

  // An organisation that the list knows and no report is by: "OpenAI models", "models by Google", "Meta 的模型".
  bool is_organization_elsewhere(size_t first, size_t last, const std::string& name) const {
    if (!is_organization_name(name)) return false;
    const bool after =
        role_at(last, "subject") || role_at(last, "series") || (last < size() && word(last).text == "的");
    return after || (first > 0 && role_at(first - 1, "of"));
  }

  // A word that begins many names ("open", "deep") is a family or an organisation where it is written as a name, or
  // stands where one does: before "models", after "of", "by", "from", where names are compared.
  bool may_be_group(size_t first, size_t last) const {
    if (out_.words.joined(first, last).size() < 2) return false;
    const bool han = word(first).han && word(last - 1).han;
    if (han && last == first + 1) return false;  // one character begins many names and is none
    if (han && (first == 0 || is_organization_name(out_.words.text(first, last)))) return true;
    for (size_t i = first; i < last; ++i) {
      if (word(i).capital) return !word(i).han;
    }
    if (lexicon_.find(out_.words.stems(first, last)) != nullptr) return false;
    if (compares_) return true;
    return role_at(last, "subject") || role_at(last, "series") || role_at(last, "of") ||
           (first > 0 && role_at(first - 1, "of"));
  }

  // "who does not report X", "which models report X": the verb, not a report.
  void mark_reporting() {
    for (size_t i = 1; i < out_.list.size(); ++i) {
      const std::string& before = out_.list[i - 1].text;
      const bool verb = out_.list[i - 1].is("not") || out_.list[i - 1].is("auxiliary") || before == "models" ||
                        before == "papers" || before == "who" || before == "labs";
      if (!verb || (out_.list[i].text != "report" && out_.list[i].text != "reports")) continue;
      if (before == "is" || before == "was") continue;
      out_.list[i].senses = {{Sense::Kind::role, "disclose", "", false}};
    }
  }

  // "DeepSeek-V9": a known series with a version that none of its models has.
  void mark_missing_models() {
    // "Qwen3": a known series and a version in one word.
    for (Mention& mention : out_.list) {
      const std::string& text = mention.text;
      const size_t letters = text.find_first_of("0123456789");
      if (!mention.unknown() || mention.last != mention.first + 1 || letters == std::string::npos || letters < 3)
        continue;
      mention.missing_model = names_.is_series(text.substr(0, letters));
    }
    for (size_t i = 0; i + 1 < out_.list.size(); ++i) {
      Mention& mention = out_.list[i];
      const Mention& next = out_.list[i + 1];
      const bool version = (next.unknown() || next.number) && has_digit(next.text) &&
                           (next.before == "-" || next.before.empty() || (next.before == " " && next.unknown()));
      if (!mention.series || mention.model || !version) continue;
      if (next.number && next.number->percent) continue;
      join(i, i + 2);
      mention.series = mention.organization = false;
      mention.missing_model = true;
      mention.senses.clear();
    }
  }

  // Whether mention `i` goes on the name that ends right before it: "4" of "GPT-4", "Turbo" of "GPT-4 Turbo".
  bool continues(size_t i) const {
    const Mention& mention = out_.list[i];
    const bool part = mention.unknown() || mention.number || mention.missing_model;
    return part && (mention.before == "-" || mention.before == " " || mention.before == "." || mention.before.empty());
  }

  void join(size_t first, size_t last) {
    out_.list[first].last = out_.list[last - 1].last;
    out_.list[first].text = as_written(out_.words.text(out_.list[first].first, out_.list[first].last));
    out_.list.erase(out_.list.begin() + static_cast<std::ptrdiff_t>(first) + 1,
                    out_.list.begin() + static_cast<std::ptrdiff_t>(last));
  }

  // "GPT-4 Turbo", "Qwen9-72B": the longest name of a model that only others' tables have.
  void mark_baselines() {
    constexpr size_t longest = 6;  // mentions
    for (size_t i = 0; i < out_.list.size(); ++i) {
      if (!(out_.list[i].unknown() || out_.list[i].missing_model) || !word(out_.list[i].first).capital) continue;
      size_t end = i + 1;
      while (end < out_.list.size() && end < i + longest && continues(end)) ++end;
      for (size_t last = end; last > i; --last) {
        if (!names_.is_baseline(out_.words.text(out_.list[i].first, out_.list[last - 1].last))) continue;
        join(i, last);
        out_.list[i].baseline = true;
        break;
      }
    }
  }

  // "the tokens of Foo-M1": written as a model's name and standing where one does, and no report knows it.
  void mark_unheard_of() {
    for (size_t i = 0; i < out_.list.size(); ++i) {
      const Word& begin = word(out_.list[i].first);
      if (!out_.list[i].unknown() || !stands_as_subject(i)) continue;
      size_t last = i + 1;
      if (begin.han) {  // "百川M1的": characters with letters and digits right after them
        while (last < out_.list.size() && out_.list[last].unknown() && word(out_.list[last].first).han) ++last;
        if (last == out_.list.size() || !out_.list[last].before.empty() || !word(out_.list[last].first).capital)
          continue;
      } else if (!begin.capital) {
        continue;
      }
      while (last < out_.list.size() && continues(last) && out_.list[last].before != " ") ++last;
      const std::string name = out_.words.text(out_.list[i].first, out_.list[last - 1].last);
      if (!has_digit(name) || name.size() < 4) continue;
      join(i, last);
      out_.list[i].missing_model = true;
    }
  }

  // First in the question, or after "of", "for", "does".
  bool stands_as_subject(size_t i) const {
    if (i == 0) return out_.list.size() > 1;
    return out_.list[i - 1].is("of") || out_.list[i - 1].is("auxiliary");
  }

  void remark(const std::string& asked, const std::string& known) {
    std::string text = "\"";
    text.append(asked).append("\" taken for \"").append(known).append("\"");
    out_.remarks.push_back(std::move(text));
  }

  // Puts the name that was meant, of the given kind, in place of the mentions from `first` up to `last`.
  void correct(size_t first, size_t last, const std::string& asked, const std::string& known, bool Mention::*kind) {
    Mention mention;
    mention.first = out_.list[first].first;
    mention.last = out_.list[last - 1].last;
    mention.text = known;
    mention.before = out_.list[first].before;
    mention.*kind = true;
    remark(asked, known);
    replace(first, last, std::move(mention));
  }

  void correct_spellings() {
    for (size_t i = 0; i < out_.list.size(); ++i) {
      Mention& mention = out_.list[i];
      if (!mention.unknown() || word(mention.first).han) continue;
      if (correct_benchmark(i) || correct_model(i)) continue;
      if (correct_phrase(i)) continue;
      const std::string key = out_.words.stems(mention.first, mention.last);
      const std::string known = nearest(key, lexicon_.spellings());
      if (known.empty()) {
        if (!correct_value(i)) correct_series(i);
        continue;
      }
      mention.senses = *lexicon_.find(known);
      remark(mention.text, known);
    }
  }

  // "gradient clippng": two words that nearly are one phrase.
  bool correct_phrase(size_t i) {
    if (i + 1 >= out_.list.size() || !out_.list[i + 1].unknown() || word(out_.list[i + 1].first).han) return false;
    const std::string known =
        nearest(out_.words.stems(out_.list[i].first, out_.list[i + 1].last), lexicon_.spellings());
    if (known.empty()) return false;
    Mention mention = out_.list[i];
    mention.last = out_.list[i + 1].last;
    mention.text = out_.words.text(mention.first, mention.last);
    mention.senses = *lexicon_.find(known);
    remark(mention.text, known);
    replace(i, i + 2, std::move(mention));
    return true;
  }

  // "best on MMLUU", "AIMEE 2024 得分": where scores are asked for, what nearly is a benchmark is one.
  bool correct_benchmark(size_t i) {
    static constexpr std::array<const char*, 8> asks = {"highest", "lowest",  "score",      "evaluate",
                                                        "more",    "surpass", "fall_short", "compare"};
    if (std::none_of(asks.begin(), asks.end(), [&](const char* role) { return out_.any(role); })) return false;
    for (size_t last = std::min(out_.list.size(), i + 4); last > i; --last) {
      const std::string text = out_.words.text(out_.list[i].first, out_.list[last - 1].last);
      const bool joined =
          last == i + 1 || out_.list[last - 1].unknown() || out_.list[last - 1].number || out_.list[last - 1].days;
      const std::string known = joined ? names_.nearest_benchmark(text) : "";
      if (known.empty()) continue;
      correct(i, last, text, known, &Mention::benchmark);
      return true;
    }
    return false;
  }

  void replace(size_t first, size_t last, Mention mention) {
    out_.list[first] = std::move(mention);
    out_.list.erase(out_.list.begin() + static_cast<std::ptrdiff_t>(first) + 1,
                    out_.list.begin() + static_cast<std::ptrdiff_t>(last));
  }

  // "the Muno optimizer": beside a field, what nearly is one of its values is that value, however short.
  bool correct_value(size_t i) {
    for (const size_t beside : {i + 1, i - 1}) {
      if (beside >= out_.list.size()) continue;
      for (const Sense& sense : out_.list[beside].senses) {
        const schema::Item* item = schema::Checklist::standard().find(sense.id);
        if (sense.kind != Sense::Kind::field || item == nullptr) continue;
        for (const schema::Term& term : item->vocabulary) {
          const std::string key = schema::term_key(term.value), asked = schema::term_key(out_.list[i].text);
          if (key.size() < 4 || asked.size() < 4 || asked.front() != key.front() || edit_distance(asked, key, 1) > 1)
            continue;
          remark(out_.list[i].text, term.value);
          out_.list[i].senses.push_back({Sense::Kind::value, item->id, term.value, false});
          return true;
        }
      }
    }
    return false;
  }

  // "MinCPM4" where models are called "MiniCPM4-8B" and "MiniCPM4-0.5B".
  void correct_series(size_t i) {
    Mention& mention = out_.list[i];
    if (!word(mention.first).capital) return;
    const std::string known = names_.nearest_series(mention.text);
    if (known.empty()) return;
    remark(mention.text, known);
    mention.text = known;
    mention.series = true;
  }

  // The longest stretch from mention `i` that is nearly a model's name.
  bool correct_model(size_t i) {
    for (size_t last = std::min(out_.list.size(), i + 4); last > i; --last) {
      const size_t begin = out_.list[i].first, end = out_.list[last - 1].last;
      const std::string text = out_.words.text(begin, end);
      if (last > i + 1 && text.find_first_of(" ,") != std::string::npos && !out_.list[last - 1].number) continue;
      const std::string known = names_.nearest_model(text);
      if (known.empty()) continue;
      correct(i, last, text, known, &Mention::model);
      return true;
    }
    return false;
  }

  // Values that reports gave and no vocabulary has: "HyPE", "IcePop", "on-policy self-distillation".
  void find_values() {
    for (size_t i = 0; i < out_.list.size(); ++i) {
      if (!out_.list[i].unknown()) continue;
      size_t end = i + 1;
      while (end < out_.list.size() && end < i + 5 &&
             (out_.list[end].unknown() || out_.list[end].before.empty() || out_.list[end].before == "-" ||
              out_.list[end].before == " ")) {
        ++end;
      }
      for (size_t last = end; last > i; --last) {
        std::string text = out_.words.text(out_.list[i].first, out_.list[last - 1].last);
        if (schema::term_key(text).size() < 3) continue;
        std::vector<std::string> fields = names_.fields_with(text);
        if (fields.empty()) {  // "TPUs"
          text = out_.words.stems(out_.list[i].first, out_.list[last - 1].last);
          fields = names_.fields_with(text);
        }
        if (fields.empty()) continue;
        Mention& mention = out_.list[i];
        mention.last = out_.list[last - 1].last;
        mention.text = as_written(text);
        for (const std::string& field : fields)
          mention.senses.push_back({Sense::Kind::value, field, mention.text, false});
        out_.list.erase(out_.list.begin() + static_cast<std::ptrdiff_t>(i) + 1,
                        out_.list.begin() + static_cast<std::ptrdiff_t>(last));
        break;
      }
    }
  }

  const std::string_view question_;
  const Names& names_;
  const Lexicon& lexicon_;
  Mentions out_;
  std::vector<schema::WrittenNumber> numbers_;
  std::vector<WrittenDays> days_;
  bool compares_ = false;  // what is compared, are names
};

}  // namespace

bool Mention::is(std::string_view role) const {
  return std::any_of(senses.begin(), senses.end(),
                     [&](const Sense& sense) { return sense.kind == Sense::Kind::role && sense.id == role; });
}

bool Mention::has(Sense::Kind kind) const {
  return std::any_of(senses.begin(), senses.end(), [&](const Sense& sense) { return sense.kind == kind; });
}

bool Mentions::at(size_t i, std::string_view role) const { return i < list.size() && list[i].is(role); }

bool Mentions::any(std::string_view role) const {
  return std::any_of(list.begin(), list.end(), [&](const Mention& m) { return m.is(role); });
}

Mentions read_mentions(std::string_view question, const Names& names) {
  static const RE2 prefix("(?i)\\bsub-([0-9])");  // "sub-10B models"
  std::string text(question);
  RE2::GlobalReplace(&text, prefix, "sub \\1");
  return Reader(text, names).read();
}

}  // namespace colophon::query
