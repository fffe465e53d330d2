#include "indexer/extract/patterns.h"

#include <stdexcept>

namespace colophon::extract {
namespace {

// Whether the expression has a small letter that stands for itself: escapes and group syntax do not.
bool has_small_letter(std::string_view expression) {
  for (size_t i = 0; i < expression.size(); ++i) {
    if (expression[i] == '\\') {
      ++i;
    } else if (expression[i] >= 'a' && expression[i] <= 'z') {
      return true;
    }
  }
  return false;
}

re2::StringPiece piece(std::string_view text) { return {text.data(), text.size()}; }

}  // namespace

Patterns::Patterns(const std::vector<std::string>& expressions, const std::string& where) {
  if (expressions.empty()) return;
  for (const std::string& expression : expressions) {
    const bool has_letter = expression.find_first_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ") != std::string::npos;
    sources_.push_back((has_small_letter(expression) || !has_letter ? "(?i:" : "(?-i:") + expression + ")");
  }
  RE2::Options options;
  options.set_log_errors(false);
  regex_ = std::make_shared<RE2>(source(), options);
  if (!regex_->ok()) throw std::invalid_argument(where + ": " + regex_->error());
}

std::string Patterns::source() const {
  std::string all;
  for (const std::string& source : sources_) all += (all.empty() ? "" : "|") + source;
  return all;
}

bool Patterns::in(std::string_view text) const { return regex_ != nullptr && RE2::PartialMatch(piece(text), *regex_); }

bool Patterns::whole(std::string_view text) const { return regex_ != nullptr && RE2::FullMatch(piece(text), *regex_); }

std::vector<Span> Patterns::all(std::string_view text) const {
  std::vector<Span> spans;
  if (regex_ == nullptr) return spans;
  const re2::StringPiece whole = piece(text);
  re2::StringPiece match;
  for (size_t at = 0; at < text.size() && regex_->Match(whole, at, text.size(), RE2::UNANCHORED, &match, 1);) {
    const auto begin = static_cast<size_t>(match.data() - text.data());
    if (match.empty()) {
      at = begin + 1;
      continue;
    }
    spans.push_back({begin, begin + match.size()});
    at = begin + match.size();
  }
  return spans;
}

std::vector<Span> Patterns::captures(std::string_view text) const {
  std::vector<Span> spans;
  if (regex_ == nullptr) return spans;
  const re2::StringPiece whole = piece(text);
  std::vector<re2::StringPiece> groups(1 + static_cast<size_t>(regex_->NumberOfCapturingGroups()));
  for (size_t at = 0; at < text.size() && regex_->Match(whole, at, text.size(), RE2::UNANCHORED, groups.data(),
                                                        static_cast<int>(groups.size()));) {
    for (size_t g = 1; g < groups.size(); ++g) {
      if (groups[g].empty()) continue;
      const auto begin = static_cast<size_t>(groups[g].data() - text.data());
      spans.push_back({begin, begin + groups[g].size()});
      break;
    }
    const auto end = static_cast<size_t>(groups[0].data() - text.data()) + groups[0].size();
    at = end > at ? end : at + 1;
  }
  return spans;
}

}  // namespace colophon::extract
