// What a word that may be a value stands for in its question: the field it is a value of, a benchmark, or a name.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "query/mentions.h"
#include "query/stages.h"

namespace colophon::query {

class ValueSenses {
 public:
  // Both must outlive it.
  ValueSenses(const Mentions& mentions, const Stages& stages)
      : mentions_(mentions), list_(mentions.list), stages_(stages) {}

  // Which field the value at mention `i` is meant of; nothing where it is no value. Values that are everyday words
  // count only beside a word for their field.
  std::optional<Sense> value_of(size_t i) const;

  // A word that is both a model and a value ("DAPO") is the value where models are asked for by what they use, and
  // before the word for them ("MoE models"); the kinds of architecture are no names at all.
  bool prefers_value(size_t i) const;

  // Whether a benchmark that is another thing too ("MATH") is meant as a benchmark.
  bool scored(size_t i) const;

 private:
  static bool names_number(const Mention& mention);
  bool on_benchmark(size_t i) const;
  bool names_data(size_t i) const;
  bool asks_for_scores() const;
  bool mentioned(const std::string& field, size_t except) const;
  bool cued(size_t except, const std::string& field) const;

  const Mentions& mentions_;
  const std::vector<Mention>& list_;
  const Stages& stages_;
};

}  // namespace colophon::query
