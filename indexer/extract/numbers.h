// The value grammar: every number of a text with its multiplier, exponent and the noun it counts, in English and
// Chinese: "36 trillion tokens", "2.6T", "3.2万亿", "1300 亿", "128K", "32,768", "1e-5", "3 × 10^-4", "2.5×10⁻⁴",
// "10−8", "10%", "六成", "两万亿", "20W 条", "two epochs", "3 轮".
#pragma once

#include <string_view>
#include <vector>

#include "indexer/extract/sentences.h"

namespace colophon::extract {

// What a number counts, as the words after it say.
enum class Unit {
  none,
  tokens,      // tokens, token 数, 词元, words
  parameters,  // parameters, params, 参数
  steps,       // steps, iterations, updates, 步
  sequences,   // sequences, samples, examples, instances, prompts, questions, pairs, 条, 样本, 题
  epochs,      // epochs, passes, 轮
  percent,     // %, percent
  points,      // percentage points, 个百分点, x / times / 倍: a gain, never a setting
  gpu_hours,   // GPU hours, 卡时
  hours,
  days,   // days; months and weeks are converted
  chips,  // GPUs, TPUs, NPUs, accelerators, nodes, 卡, 张
  flops,  // FLOPs
  bytes,  // GB, TB, MB
  layers,
  heads,
  experts,
  ways,   // "16-way pipeline"
  other,  // any other counted noun that is known: languages, stages, shots, turns, pages ...
};

enum class NumberForm {
  plain,       // 4096, 0.95
  grouped,     // 32,768
  scaled,      // 128K, 2.6T, 36 trillion, 3.2万亿
  scientific,  // 1e-5, 3 × 10^-4, 10^-8
  spelled,     // two, 两
};

struct Number {
  double value = 0;
  Span span;  // as written, with multiplier, exponent and "%", without the noun
  Unit unit = Unit::none;
  Span unit_span;  // of the noun, empty for none
  NumberForm form = NumberForm::plain;
  char suffix = 0;          // K, M, B or T where the multiplier is that letter
  bool attached = false;    // glued to a word: "V3", "GPT-4", "7B-Chat", "x2"
  bool reference = false;   // "Table 3", "[12]", "(2024)", "Section 3.2", a year in a citation
  bool incomplete = false;  // an exponent that was lost: "3.0 × 10"
};

// All numbers of `text`, in order. Pure.
std::vector<Number> find_numbers(std::string_view text);

}  // namespace colophon::extract
