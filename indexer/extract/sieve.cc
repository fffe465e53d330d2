#include "indexer/extract/sieve.h"

#include <algorithm>
#include <stdexcept>

#include "indexer/extract/regex.h"

namespace colophon::extract {
namespace {

constexpr int shortest_literal = 2;                        // bytes: "lr", "RM"; a single letter is in every text
constexpr const char* no_text = "\\x{10FFFF}\\x{10FFFF}";  // two of what is no character

}  // namespace

Sieve::Sieve() : expressions_(shortest_literal) {}

int Sieve::add(const std::string& expression, const RE2::Options& options, const std::string& where) {
  int number = -1;
  RE2::Options quiet = options;
  quiet.set_log_errors(false);
  if (expressions_.Add(expression, quiet, &number) != RE2::NoError)
    throw std::invalid_argument(where + ": " + RE2(expression, quiet).error());
  return number;
}

int Sieve::add(const Patterns& patterns, const std::string& where) {
  RE2::Options options;
  options.set_never_capture(true);
  return add(patterns.empty() ? no_text : patterns.source(), options, where);
}

void Sieve::compile() {
  std::vector<std::string> literals;
  expressions_.Compile(&literals);
  literals_ = Literals(literals);
}

std::vector<int> Sieve::candidates(std::string_view text) const {
  std::vector<int> passed;
  expressions_.AllPotentials(literals_.in(text), &passed);
  std::sort(passed.begin(), passed.end());
  return passed;
}

bool Sieve::matches(int expression, std::string_view text) const {
  return extract::matches(text, expressions_.GetRE2(expression));
}

std::vector<int> Sieve::matching(std::string_view text) const {
  std::vector<int> found = candidates(text);
  std::erase_if(found, [&](int expression) { return !matches(expression, text); });
  return found;
}

}  // namespace colophon::extract
