// Finds which of many short texts occur in another, in one pass, whatever their number (Aho and Corasick, "Efficient
// string matching", CACM 18, 1975). Case does not count: both are folded.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace colophon::extract {

// Simple case folding of Unicode: "GPU" -> "gpu", the Kelvin sign -> "k". What is not UTF-8 stays.
std::string folded(std::string_view text);

class Literals {
 public:
  Literals() = default;
  explicit Literals(const std::vector<std::string>& literals);

  // The positions in the list of those that occur in `text`, each once, in no order. Thread-safe.
  std::vector<int> in(std::string_view text) const;

 private:
  struct Node {
    int end = -1;          // the last literal that ends here, -1 for none
    uint32_t shorter = 0;  // the longest suffix of it at which a literal ends, 0 for none
  };

  uint32_t step(uint32_t node, unsigned char byte) const { return next_[node * classes_ + class_of_[byte]]; }

  std::array<uint8_t, 256> class_of_{};  // bytes that no literal has share class 0
  uint32_t classes_ = 1;
  std::vector<uint32_t> next_;  // by node and class
  std::vector<Node> nodes_;
  std::vector<int> same_;  // by literal: an earlier one that is the same when folded, -1 for none
};

}  // namespace colophon::extract
