// Which way a measurement counts: error rates and perplexities are the better the lower.
#pragma once

#include <compare>
#include <string_view>

namespace colophon::query {

// Whether less is better of a score on `benchmark` with `setting` (as printed; "" where there is none or it is not
// known). A setting that names a measure ("WER", "BLEU", "↓") decides; else the benchmark's name, where it names one;
// else what data/lexicons/benchmarks.json says of the benchmark, or of the listed one that its name begins with
// ("LibriSpeech clean"). The measures are data (lexicons/settings.json).
bool lower_is_better(std::string_view benchmark, std::string_view setting);

// How good a score is beside others on the same benchmark; the better compares greater.
struct Goodness {
  bool usual =
      false;  // of the measure that the benchmark is usually given in: a similarity on a test of word errors is not
  double number = 0;  // the value where more is better, else its negative

  auto operator<=>(const Goodness&) const = default;  // NOLINT(modernize-use-nullptr): there is no pointer
};
Goodness goodness(double value, std::string_view benchmark, std::string_view setting);

}  // namespace colophon::query
