#include "indexer/extract/numbers.h"

#include <re2/re2.h>
#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>

#include "indexer/extract/spelled_numbers.h"

namespace colophon::extract {
namespace {

bool ascii_alpha(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool ascii_digit(char c) { return c >= '0' && c <= '9'; }

// A pattern anchored where it is tried. Groups come out as pieces.
class Pattern {
 public:
  explicit Pattern(std::string_view expression)
      : regex_(re2::StringPiece(expression.data(), expression.size()), options()) {}

  const std::string& source() const { return regex_.pattern(); }

  // at() without groups, and the cheapest.
  bool begins(std::string_view text, size_t from) const {
    const re2::StringPiece rest(text.data() + from, text.size() - from);
    return regex_.Match(rest, 0, rest.size(), RE2::ANCHOR_START, nullptr, 0);
  }

  template <typename... Pieces>
  bool at(std::string_view text, size_t from, Pieces*... pieces) const {
    re2::StringPiece rest(text.data() + from, text.size() - from);
    return RE2::Consume(&rest, regex_, pieces...);
  }

 private:
  static RE2::Options options() {
    RE2::Options options;
    options.set_log_errors(false);
    options.set_case_sensitive(false);
    return options;
  }
  RE2 regex_;
};

using Piece = re2::StringPiece;

// One pattern that matches where one of them does: most places are told by it that all others are in vain.
std::string any_of(std::initializer_list<const Pattern*> patterns) {
  std::string source;
  for (const Pattern* pattern : patterns) source += (source.empty() ? "(?:" : "|(?:") + pattern->source() + ")";
  return source;
}

// × as reports write it, in text, Markdown and TeX.
constexpr std::string_view times_sign = R"((?:×|✕|·|\*|x|\\times|\\cdot))";

struct Grammar {
  Pattern digits{R"(((?:\d{1,3}(?:[,，]\d{3})+|\d{1,3}(?:\{,\}\d{3})+|\d+)(?:\.\d+)?|\.\d+))"};
  Pattern exponent_e{R"((\s?[eE]\s?([+\-−–]?)\s?(\d{1,3}))(?:[^\w.]|\.\D|\.?$|[^\x00-\x7f]))"};
  Pattern exponent_times{R"((\$?\s*)" + std::string(times_sign) +
                         R"(\s*\$?\s*10\s*(?:\^|\*\*)?\s*\{?\s*(?:\^\s*)?([+\-−–]?)\s*\{?\s*(\d{1,2})(?:\s*\})*))"};
  Pattern exponent_raised{R"((\s*)" + std::string(times_sign) + R"(\s*10\s?([⁺⁻]?)([⁰¹²³⁴⁵⁶⁷⁸⁹]{1,2})))"};
  Pattern raised_power_of_ten{R"((10([⁺⁻]?)([⁰¹²³⁴⁵⁶⁷⁸⁹]{1,2})))"};
  Pattern lost_exponent{R"((\s*(?:×|\\times)\s*10)(?:\D|$))"};
  Pattern power_of_ten{R"((10\s*(?:(?:\^|\*\*)\s*\{?\s*([+\-−–]?)\s*(\d{1,2})(?:\s*\})?|([−–])\s?(\d{1,2})))(?:\D|$))"};
  Pattern percent{R"((\s?\\?%|\s?％|\s?percent\b))"};
  Pattern chinese_scale{R"((\s?(万亿|千亿|百亿|千万|百万|兆|亿|万|千))(?:[^万亿]|$))"};
  Pattern word_scale{R"(([\s-]?(trillion|billion|million|thousand|hundred)s?)(?:[^A-Za-z]|$))"};
  Pattern letter_scale{R"((\s?([KMBTkmbt]))(?:[^A-Za-z0-9]|$))"};
  Pattern letter_scale_spaced{
      R"((\s([KMBT]))\s+(?:[a-z][a-z-]*,?\s+){0,4}(?:tokens?|samples?|examples?|parameters?|instances?|pairs?|steps?)\b)"};
  Pattern tenths_chinese{R"((一|二|两|三|四|五|六|七|八|九)成(?:[^为员本立功果长分就]|$))"};
  Pattern letter_wan{R"(([Ww])\s?\+?\s?(?:条|个|份|篇|组|对|张|步|多|余|样本|数据))"};
  Pattern tail{any_of({&exponent_e, &exponent_times, &exponent_raised, &lost_exponent, &percent, &chinese_scale,
                       &word_scale, &letter_scale_spaced, &letter_wan, &letter_scale})};
};

const Grammar& grammar() {
  static const Grammar grammar;
  return grammar;
}

struct UnitWord {
  Unit unit;
  std::unique_ptr<Pattern> pattern;
};

struct UnitWords {
  std::vector<UnitWord> list;
  std::unique_ptr<Pattern> any;
};

// Tried in this order at the words after a number; `between` words may stand before them ("3.2T high-quality tokens").
const UnitWords& unit_words() {
  static const UnitWords words = [] {
    UnitWords loaded;
    std::string any;
    const auto add = [&](Unit unit, std::string_view english, std::string_view chinese) {
      std::string expression = "((?:" + std::string(english) + R"()(?:[^A-Za-z]|$))";
      if (!chinese.empty()) expression += "|(?:" + std::string(chinese) + ")";
      expression += ")";
      loaded.list.push_back({unit, std::make_unique<Pattern>(expression)});
      any += (any.empty() ? "(?:" : "|(?:") + expression + ")";
    };
    add(Unit::points, "percentage points?|points?|times|x|×|fold|pp", "个?百分点|倍|分");
    add(Unit::gpu_hours,
        R"((?:[HABV]\d+0\d?[\s-])?(?:GPU|TPU|NPU|card|accelerator|chip|device|compute)[\s-]?(?:hours?|hrs?)|[HABV]\d+0\d?[\s-]hours?)",
        "(?:[HABV]\\d+0\\d?\\s?)?(?:GPU|卡)\\s?·?\\s?(?:小时|时)");
    add(Unit::flops, "FLOPs?|T?FLOPS", "");
    add(Unit::bytes, "[KMGTP]i?B|bytes?|gigabytes?|terabytes?", "字节");
    add(Unit::tokens, "tokens?|words|subwords?", "词元|字符");
    add(Unit::parameters, "param(?:eter)?s?", "参数");
    add(Unit::layers, "(?:transformer\\s|decoder\\s|hidden\\s)?layers?|blocks", "层");
    add(Unit::heads, "(?:attention\\s|query\\s|kv\\s|key-value\\s)?heads?", "个?(?:注意力)?头");
    add(Unit::experts, "(?:routed\\s|shared\\s)?experts?", "个?(?:路由|共享)?专家");
    add(Unit::ways, "[\\s-]?ways?", "路");
    add(Unit::steps, "steps?|iterations?|updates?|iters?", "步|次(?:迭代|更新)|个?迭代");
    add(Unit::epochs, "epochs?|passes", "个?\\s?epoch|轮|个周期|遍");
    add(Unit::sequences,
        "sequences?|samples?|examples?|instances?|prompts?|questions?|problems?|quer(?:y|ies)|pairs?|instructions?|"
        "trajector(?:y|ies)|conversations?|dialogues?|rollouts?|responses?|outputs?|candidates?|completions?|documents?"
        "|tasks?|"
        "data|annotations?|demonstrations?|preferences?|comparisons?|solutions?|entries|records?|data\\s?points?|items?"
        "|rows|turns?",
        "条|样本|个?样例|个?示例|题|组|篇|对");
    add(Unit::days, "days?|weeks?|months?", "天|个?月|周");
    add(Unit::hours, "hours?|hrs?", "小时");
    add(Unit::chips,
        "(?:nvidia\\s|ascend\\s)?(?:[HAVBL]\\d{2,3}0?s?|910[ABC]?)(?:[\\s-]\\d+\\s?GB?)?(?:\\s(?:GPUs?|NPUs?|chips?|"
        "cards?))?|GPUs?|TPUs?|NPUs?|"
        "accelerators?|nodes?|cards?|chips?|devices?|machines?|servers?|ranks?",
        "张|块|卡|台|个?节点");
    add(Unit::other,
        "languages?|stages?|phases?|shots?|pages?|categor(?:y|ies)|classes|domains?|tools?|people|annotators?|experts|"
        "benchmarks?|"
        "datasets?|models?|seconds?|minutes?|hz|khz|fps|frames?|years?|ms|rounds?|points?|bits?|images?|videos?|"
        "hypotheses|"
        "repositor(?:y|ies)|files?|users?|groups?|dimensions?|channels?|bins?|buckets?",
        "种|个阶段|阶段|类|位|名|页|秒|分钟|年|家|项");
    loaded.any = std::make_unique<Pattern>(any);
    return loaded;
  }();
  return words;
}

double scale_of(std::string_view word) {
  static constexpr std::array<std::pair<std::string_view, double>, 10> chinese = {{{"万亿", 1e12},
                                                                                   {"千亿", 1e11},
                                                                                   {"百亿", 1e10},
                                                                                   {"千万", 1e7},
                                                                                   {"百万", 1e6},
                                                                                   {"兆", 1e12},
                                                                                   {"亿", 1e8},
                                                                                   {"万", 1e4},
                                                                                   {"千", 1e3},
                                                                                   {"百", 100}}};
  for (const auto& [name, scale] : chinese) {
    if (word == name) return scale;
  }
  switch (word.empty() ? '\0' : static_cast<char>(word[0] | 0x20)) {
    case 't':
      return word.size() > 2 && (word[1] | 0x20) == 'h' ? 1e3 : 1e12;
    case 'b':
      return 1e9;
    case 'm':
      return 1e6;
    case 'k':
      return 1e3;
    case 'h':
      return 100;
    default:
      return 1;
  }
}

bool negative(const Piece& sign) { return !sign.empty() && sign != "+" && sign != "⁺"; }

// The plain form of raised digits: "⁻⁴" is read as a sign and "4".
std::string lowered(const Piece& raised) {
  static constexpr std::array<std::string_view, 10> digits = {"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"};
  std::string plain;
  for (size_t at = 0; at < raised.size();) {
    for (size_t d = 0; d < digits.size(); ++d) {
      if (std::string_view(raised.data(), raised.size()).substr(at, digits[d].size()) != digits[d]) continue;
      plain += static_cast<char>('0' + d);
      at += digits[d].size();
      break;
    }
  }
  return plain;
}

// The decimal text times 10^exponent, rounded once, so that "1.4e-4" is the same double however it is written.
double scientific(const std::string& mantissa, const Piece& sign, const Piece& digits) {
  const std::string text = mantissa + "e" + (negative(sign) ? "-" : "") + digits.as_string();
  return std::strtod(text.c_str(), nullptr);
}

double power_of_ten(const Piece& sign, const Piece& digits) { return scientific("1", sign, digits); }

class Scanner {
 public:
  explicit Scanner(std::string_view text) : text_(text) {}

  std::vector<Number> scan() {
    for (size_t at = 0; at < text_.size();) {
      Number number;
      if (read(at, number)) {
        mark(number);
        find_unit(number);
        numbers_.push_back(number);
        at = number.span.end;
      } else {
        ++at;
        while (at < text_.size() && ascii_digit(text_[at]) && ascii_digit(text_[at - 1])) ++at;
      }
    }
    return std::move(numbers_);
  }

 private:
  bool read(size_t at, Number& number) {
    const char c = text_[at];
    if (ascii_digit(c) || (c == '.' && at + 1 < text_.size() && ascii_digit(text_[at + 1])))
      return read_digits(at, number);
    return read_spelled(at, number);
  }

  bool read_digits(size_t at, Number& number) {
    const Grammar& g = grammar();
    Piece whole, sign, digits, other_sign, other_digits;
    const bool ten = text_.substr(at).starts_with("10");
    if (ten && g.power_of_ten.at(text_, at, &whole, &sign, &digits, &other_sign, &other_digits)) {
      number.value = digits.empty() ? power_of_ten(other_sign, other_digits) : power_of_ten(sign, digits);
      number.span = {at, at + whole.size()};
      number.form = NumberForm::scientific;
      return true;
    }
    if (ten && g.raised_power_of_ten.at(text_, at, &whole, &sign, &digits)) {
      number.value = power_of_ten(sign, lowered(digits));
      number.span = {at, at + whole.size()};
      number.form = NumberForm::scientific;
      return true;
    }
    if (!g.digits.at(text_, at, &whole)) return false;
    std::string mantissa;
    for (const char d : whole.as_string()) {
      if (ascii_digit(d) || d == '.') mantissa += d;
    }
    number.value = std::strtod(mantissa.c_str(), nullptr);
    size_t end = at + whole.size();
    number.form = mantissa.size() < whole.size() ? NumberForm::grouped : NumberForm::plain;
    number.span = {at, end};
    if (!g.tail.begins(text_, end)) return true;
    Piece tail, scale;
    if (g.exponent_e.at(text_, end, &tail, &sign, &digits) || g.exponent_times.at(text_, end, &tail, &sign, &digits)) {
      number.value = scientific(mantissa, sign, digits);
      number.form = NumberForm::scientific;
      end += tail.size();
    } else if (g.exponent_raised.at(text_, end, &tail, &sign, &digits)) {
      number.value = scientific(mantissa, sign, lowered(digits));
      number.form = NumberForm::scientific;
      end += tail.size();
    } else if (g.lost_exponent.at(text_, end, &tail)) {
      number.incomplete = true;
      end += tail.size();
    } else if (g.percent.at(text_, end, &tail)) {
      number.unit = Unit::percent;
      number.unit_span = {end, end + tail.size()};
      end += tail.size();
    } else if (g.chinese_scale.at(text_, end, &tail, &scale) || g.word_scale.at(text_, end, &tail, &scale) ||
               g.letter_scale_spaced.at(text_, end, &tail, &scale)) {
      apply(number, scale, tail.size(), end);
    } else if (g.letter_wan.at(text_, end, &tail)) {
      number.value *= 1e4;
      number.form = NumberForm::scaled;
      end += tail.size();
    } else if (g.letter_scale.at(text_, end, &tail, &scale) && tail.size() == 1) {
      if (ascii_alpha(scale[0])) number.suffix = static_cast<char>(u_toupper(static_cast<unsigned char>(scale[0])));
      apply(number, scale, tail.size(), end);
    }
    number.span = {at, end};
    return true;
  }

  static void apply(Number& number, const Piece& scale, size_t length, size_t& end) {
    number.value *= scale_of({scale.data(), scale.size()});
    number.form = NumberForm::scaled;
    if (scale.size() == 1 && ascii_alpha(scale[0]))
      number.suffix = static_cast<char>(u_toupper(static_cast<unsigned char>(scale[0])));
    end += length;
  }

  bool read_spelled(size_t at, Number& number) {
    const char c = text_[at];
    Piece word;
    const bool ascii = (c & 0x80) == 0;
    if (ascii && !ascii_alpha(c)) return false;
    if (ascii && at > 0 && (ascii_alpha(text_[at - 1]) || text_[at - 1] == '-')) return false;
    if (!ascii && !U8_IS_LEAD(static_cast<unsigned char>(c))) return false;
    if (!ascii && grammar().tenths_chinese.at(text_, at, &word)) {
      const size_t end = at + word.size() + std::string_view("成").size();
      number.value = 10 * spelled_digit({word.data(), word.size()}).value_or(0);
      number.form = NumberForm::spelled;
      number.span = {at, end};
      number.unit = Unit::percent;
      number.unit_span = {at + word.size(), end};
      return true;
    }
    const std::optional<SpelledNumber> spelled = spelled_number(text_, at);
    if (!spelled) return false;
    number.value = spelled->value;
    number.form = spelled->scaled ? NumberForm::scaled : NumberForm::spelled;
    number.span = {at, at + spelled->length};
    return true;
  }

  void mark(Number& number) const {
    if (number.form == NumberForm::spelled) return;
    const size_t begin = number.span.begin;
    const size_t end = number.span.end;
    if (begin > 0) {
      const char before = text_[begin - 1];
      static const RE2 best("(?i)\\btop-$");  // "top-2 routing" counts; "GPT-4" is a name
      const bool word_hyphen =
          before == '-' && begin > 1 && ascii_alpha(text_[begin - 2]) &&
          !RE2::PartialMatch(Piece(text_.data() + (begin > 5 ? begin - 5 : 0), begin > 5 ? 5 : begin), best);
      number.attached = ascii_alpha(before) || before == '_' || word_hyphen ||
                        (before == '.' && begin > 1 && ascii_digit(text_[begin - 2]));
    }
    if (end < text_.size()) {
      const char after = text_[end];
      const bool joined = after == '-' && end + 1 < text_.size() && ascii_alpha(text_[end + 1]) && number.suffix != 0 &&
                          u_isupper(static_cast<unsigned char>(text_[end + 1]));
      if (ascii_alpha(after) && !unit_follows(end)) number.attached = true;
      if (joined || after == '_') number.attached = true;
    }
    static const Pattern citation(R"(\]|,\s?\d+\s?[\],])");
    static const RE2 pointing(
        R"((?i)(?:\b(?:table|tab\.|figures?|figs?\.|sections?|sec\.|appendix|eq\.|equations?|algorithm|chapter|step|stage|phase|version|page|line|part|chapter)\s*|[图表第式]\s?|\[)$)");
    const size_t from = begin > 14 ? begin - 14 : 0;
    const std::string_view lead = text_.substr(from, begin - from);
    if (number.form == NumberForm::plain && RE2::PartialMatch(Piece(lead.data(), lead.size()), pointing))
      number.reference = true;
    if (number.form == NumberForm::plain && number.value < 1000 && begin > 0 &&
        (text_[begin - 1] == '[' || text_[begin - 1] == ' ') && citation.at(text_, end) &&
        text_.rfind('[', begin) != std::string_view::npos && begin - text_.rfind('[', begin) < 20) {
      number.reference = true;
    }
    const bool year = number.form == NumberForm::plain && number.value >= 1980 && number.value <= 2035 &&
                      number.value == std::floor(number.value) && end - begin == 4;
    if (year) {
      static const RE2 citing(R"((?:[A-Za-z][,\s(]\s?|\(|,\s|;\s|年)$)");
      static const Pattern closing(R"(\)|[a-z]\)|;|,\s?\d{4}|[a-z]?;|年|[-./]\d)");
      if (RE2::PartialMatch(Piece(lead.data(), lead.size()), citing) && closing.at(text_, end)) number.reference = true;
    }
  }

  bool unit_follows(size_t at) const { return unit_words().any->begins(text_, at); }

  void find_unit(Number& number) const {
    if (number.unit != Unit::none) return;
    size_t at = number.span.end;
    // Up to four words may stand between the number and its noun, none of them a clause's end or another number.
    for (int words = 0; words <= 4 && at < text_.size(); ++words) {
      while (at < text_.size() &&
             (text_[at] == ' ' || text_[at] == '-' || text_[at] == '$' || text_[at] == '+' || text_[at] == '*'))
        ++at;
      if (at >= text_.size()) return;
      const bool is_unit = unit_words().any->begins(text_, at);
      for (const UnitWord& word : unit_words().list) {
        if (!is_unit) break;
        Piece piece;
        if (!word.pattern->at(text_, at, &piece)) continue;
        if (word.unit == Unit::points && words > 0) continue;
        number.unit = word.unit;
        size_t length = piece.size();
        while (length > 0 && (piece[length - 1] & 0x80) == 0 && !ascii_alpha(piece[length - 1]) &&
               !ascii_digit(piece[length - 1]))
          --length;
        number.unit_span = {at, at + length};
        if (number.unit == Unit::days) convert_days(number, text_.substr(at, length));
        return;
      }
      if (ascii_digit(text_[at])) return;
      if (ascii_alpha(text_[at]) || text_[at] == '(') {
        const bool bracket = text_[at] == '(';
        if (bracket) return;
        const size_t start = at;
        while (at < text_.size() && (ascii_alpha(text_[at]) || text_[at] == '-' || text_[at] == '/')) ++at;
        const std::string_view word = text_.substr(start, at - start);
        // "8.1 T high-quality and diverse tokens"
        if (word == "and" && words > 0 && number.form == NumberForm::scaled) continue;
        static const RE2 stop(
            R"((?i)and|or|to|for|with|of|in|on|from|while|at|by|as|per|is|are|we|which|that|using|during|when|the|a)");
        if (RE2::FullMatch(Piece(word.data(), word.size()), stop)) return;
      } else if ((text_[at] & 0x80) != 0) {
        UChar32 c;
        auto i = static_cast<int32_t>(at);
        U8_NEXT(text_.data(), i, static_cast<int32_t>(text_.size()), c);
        if (!u_isalpha(c)) return;  // Chinese punctuation ends the search
        at = static_cast<size_t>(i);
      } else {
        return;
      }
    }
  }

  static void convert_days(Number& number, std::string_view noun) {
    if (noun.find("eek") != std::string_view::npos || noun.find("周") != std::string_view::npos) number.value *= 7;
    if (noun.find("onth") != std::string_view::npos || noun.find("月") != std::string_view::npos) number.value *= 30;
  }

  std::string_view text_;
  std::vector<Number> numbers_;
};

}  // namespace

std::vector<Number> find_numbers(std::string_view text) { return Scanner(text).scan(); }

}  // namespace colophon::extract
