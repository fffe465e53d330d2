// When a value of ours says the same as a curated one: numbers within half a percent, lengths with "K" read as 1000 or
// 1024, terms by their vocabulary, free texts by what they have in common, names of models and benchmarks as people
// vary them.
#pragma once

#include <string>
#include <string_view>

#include "schema/checklist.h"
#include "schema/value.h"

namespace colophon::query {

bool same_value(const schema::Item& item, const schema::Value& curated, const schema::Value& ours);

// "Qwen-7B" and "Qwen-7B-Base": equal, or one in the other with at least 60 % of its letters.
bool same_model_name(std::string_view a, std::string_view b);

// "MMLU (5-shot)" and "MMLU": equal without case, width, brackets and settings.
bool same_benchmark(std::string_view a, std::string_view b);

// The share of the words and Chinese character pairs of `curated` that `text` has, 0..1.
double word_coverage(std::string_view curated, std::string_view text);

}  // namespace colophon::query
