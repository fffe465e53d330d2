// What people write: numbers, queries, questions.
#include <string>

#include "indexer/extract/numbers.h"
#include "query/language.h"
#include "query/question.h"
#include "schema/error.h"
#include "schema/numbers.h"
#include "store/text.h"
#include "tests/fuzz/targets.h"
#include "tests/query/fake_names.h"

namespace colophon::fuzz {
namespace {

void written_numbers(std::string_view bytes) {
  const std::string text = store::fold(bytes);
  size_t end = 0;
  for (const schema::WrittenNumber& number : schema::find_numbers(text)) {
    must(number.begin >= end && number.begin < number.end && number.end <= text.size(), "numbers stand one by one");
    must(number.value == number.value, "a number is one");
    end = number.end;
  }
}

void values(std::string_view bytes) {
  const std::string text = store::fold(bytes);  // clean UTF-8, as a Document has
  for (const std::string_view in : {std::string_view(text), bytes}) {
    for (const extract::Number& number : extract::find_numbers(in)) {
      must(number.span.begin < number.span.end && number.span.end <= in.size(), "a number stands in the text");
      must(number.unit_span.begin <= number.unit_span.end && number.unit_span.end <= in.size(), "so does its noun");
    }
  }
}

void query(std::string_view bytes) {
  try {
    (void)query::parse_query(bytes);
  } catch (const schema::Error&) {
  }
  try {
    (void)query::parse_condition(bytes);
  } catch (const schema::Error&) {
  }
  (void)query::completions(bytes);
}

void question(std::string_view bytes) {
  static const query::FakeNames names;
  (void)query::read_question(bytes, names);
}

}  // namespace

std::map<std::string_view, Target> language_targets() {
  return {{"written_numbers", written_numbers}, {"values", values}, {"query", query}, {"question", question}};
}

}  // namespace colophon::fuzz
