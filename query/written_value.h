// A value as a person writes it -> the field's value, by the numbers (schema/numbers.h) and vocabularies (the
// checklist) that reports are read with. It reads what schema::value_to_text writes.
//
//   number, integer   "15.5T", "3 万亿", "2.4e-4", "17%", "4,096"; sizes of models as "236B" or 236; lengths in
//                     tokens with K and M as powers of 1024: "128K" is 131072
//   boolean           yes, no, true, false, 是, 否
//   term              the vocabulary's word or one of its aliases; of an open vocabulary also others, as they are
//   quantity          "2000 steps", "4M tokens", "1%" (a ratio)
//   share             "code 17%", "17% code"
//   parallelism       "PP", "PP 16", "16-way PP"
//   hardware          "H800", "H800 × 2048", "2048 H800"
//   range             "0.2", "0.2-0.28"
#pragma once

#include <string_view>

#include "schema/checklist.h"
#include "schema/value.h"

namespace colophon::query {

// Throws schema::Error(usage) that says what is expected and suggests the nearest known value. A text one or two
// letters away from a known value is taken for a slip and refused, unless `as_written`.
schema::Value read_value(std::string_view text, const schema::Item& item, bool as_written = false);

}  // namespace colophon::query
