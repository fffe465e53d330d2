// The ranker: how likely each candidate is right. Two passes of randomised trees, averaged, fitted offline to curated
// records (tools/ranker/fit.py); the weights are data (data/ranker.json).
//
// The first pass looks at one mention: cue, distance, stage, section (features.h), the words around it (wording.h) and
// what is usual for the field. The second looks at a value: how good its mentions are, how many there are, what else is
// stated where it stands, how it compares with the field's other values and with the same value in the field of another
// stage. Its output is calibrated: of values given 0.8, eight of ten are right.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/extract/candidate.h"

namespace colophon::extract {

// A value of a field with all mentions that state it, the likeliest first.
struct Proposal {
  std::string field;
  schema::Value value;
  std::vector<const Candidate*> mentions;
  double probability = 0;
};

class Ranker {
 public:
  // The embedded weights. Thread-safe.
  static const Ranker& standard();
  // Throws schema::Error(input) for weights that are not of this program's features.
  static Ranker parse(std::string_view json);

  Ranker(Ranker&&) noexcept;
  ~Ranker();

  // Sets the candidates' probabilities and groups them into proposals, by field, the likeliest first. The proposals
  // point into `candidates`.
  std::vector<Proposal> rank(std::vector<Candidate>& candidates) const;

  // The probability above which a proposal is a fact, unless the caller says otherwise.
  double threshold() const;

 private:
  struct Weights;
  explicit Ranker(std::unique_ptr<Weights> weights);
  std::unique_ptr<Weights> weights_;
};

}  // namespace colophon::extract
