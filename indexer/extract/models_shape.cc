#include "indexer/extract/models_shape.h"

#include <cctype>
#include <unordered_set>

#include "schema/ascii.h"

namespace colophon::extract {
namespace {

using schema::is_digit;
using Kind = NamePiece::Kind;

bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }

// Words that begin with a capital in running text without being a name.
const std::unordered_set<std::string>& plain_words() {
  static const std::unordered_set<std::string> words = {
      "a",          "an",         "the",          "our",
      "we",         "this",       "these",        "that",
      "in",         "on",         "to",           "of",
      "for",        "and",        "or",           "with",
      "by",         "as",         "its",          "it",
      "two",        "three",      "four",         "both",
      "new",        "first",      "large",        "language",
      "model",      "models",     "mixture",      "mixture-of-experts",
      "multi",      "moe",        "llm",          "llms",
      "mllm",       "vlm",        "slm",          "ai",
      "agi",        "rl",         "sft",          "rlhf",
      "dpo",        "ppo",        "grpo",         "mtp",
      "mla",        "gqa",        "transformer",  "reinforcement",
      "supervised", "open",       "figure",       "table",
      "section",    "github",     "huggingface",  "hugging",
      "apache",     "mit",        "pytorch",      "gpu",
      "gpus",       "nvidia",     "english",      "chinese",
      "technical",  "report",     "foundation",   "base",
      "chat",       "instruct",   "code",         "data",
      "api",        "web",        "pretraining",  "training",
      "state",      "sota",       "unlike",       "compared",
      "since",      "here",       "also",         "preview",
      "news",       "readme",     "introduction", "abstract",
      "overview",   "evaluation", "license",      "download",
      "quick",      "start",      "long",         "short",
      "small",      "efficient"};
  return words;
}

}  // namespace

bool is_plain_word(const std::string& low) { return plain_words().contains(low); }

std::optional<Shaped> shaped_at(std::string_view text, const std::vector<NamePiece>& pieces, size_t& i) {
  const NamePiece& first = pieces[i];
  const char head = text[first.begin];
  if (!is_upper(head) &&
      !(std::isalpha(static_cast<unsigned char>(head)) && first.low.find_first_of("0123456789") != std::string::npos))
    return std::nullopt;
  // "Code-Orbit", "Math-Orbit": a variant's word may come first
  const bool leads = first.kind == Kind::variant && i + 1 < pieces.size() && pieces[i + 1].joint == '-' &&
                     pieces[i + 1].kind == Kind::word && is_upper(text[pieces[i + 1].begin]);
  if ((plain_words().contains(first.low) && !leads) || first.kind == Kind::size || first.kind == Kind::same ||
      first.low.size() < 2)
    return std::nullopt;
  size_t j = i + 1;
  while (j < pieces.size()) {
    const NamePiece& next = pieces[j];
    const bool capital = is_upper(text[next.begin]) || is_digit(text[next.begin]);
    if (next.joint == '-') {
      if (!capital && next.kind == Kind::word && next.low.find_first_of("0123456789") == std::string::npos) break;
    } else if (next.joint == ' ') {
      const bool number = next.low.find_first_of("0123456789") != std::string::npos;
      if ((next.low == "llm" || next.low == "lm") && capital) {
        ++j;
        continue;
      }
      if (next.kind == Kind::word && !(number && !is_digit(next.low[0]))) break;
      if (!capital && !number) break;
      if (next.kind == Kind::version && next.low.find('.') == std::string::npos && next.low.size() > 1 &&
          is_digit(next.low[0]))
        break;
      if (plain_words().contains(next.low) && next.kind == Kind::word) break;
    } else {
      break;
    }
    ++j;
  }
  Shaped shaped{first.begin, pieces[j - 1].end, j > i + 1};
  const std::string_view name = text.substr(shaped.begin, shaped.end - shaped.begin);
  size_t capitals = 0;
  for (const char c : name) {
    if (is_digit(c)) shaped.strong = true;
    if (is_upper(c)) ++capitals;
  }
  if (capitals >= 2) shaped.strong = true;
  i = j;
  return shaped;
}

}  // namespace colophon::extract
