// The stages of training that a question names ("in SFT", "预训练"), and which field stands for another in them.
#pragma once

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "query/mentions.h"

namespace colophon::query {

class Stages {
 public:
  explicit Stages(const Mentions& mentions);

  // The field that stands for `field` in the stage named nearest to mention `i`: sft.lr for pretrain.lr_peak.
  std::string field(const std::string& field, size_t i) const;

  // (mention, stage), in order.
  const std::vector<std::pair<size_t, std::string>>& named() const { return named_; }

 private:
  std::vector<std::pair<size_t, std::string>> named_;
};

}  // namespace colophon::query
