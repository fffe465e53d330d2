#include "indexer/extract/literals.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

namespace colophon::extract {

std::string folded(std::string_view text) {
  std::string out;
  out.reserve(text.size() + 4);
  const auto size = static_cast<int32_t>(text.size());
  for (int32_t at = 0; at < size;) {
    const auto byte = static_cast<unsigned char>(text[static_cast<size_t>(at)]);
    if (byte < 0x80) {
      out += static_cast<char>(byte >= 'A' && byte <= 'Z' ? byte + ('a' - 'A') : byte);
      ++at;
      continue;
    }
    const int32_t begin = at;
    UChar32 c = -1;
    U8_NEXT(text.data(), at, size, c);
    const UChar32 fold = c < 0 ? c : u_foldCase(c, U_FOLD_CASE_DEFAULT);
    if (fold == c) {
      out.append(text.substr(static_cast<size_t>(begin), static_cast<size_t>(at - begin)));
    } else {
      std::array<uint8_t, U8_MAX_LENGTH> bytes{};
      int32_t length = 0;
      U8_APPEND_UNSAFE(bytes.data(), length, fold);
      out.append(bytes.begin(), bytes.begin() + length);
    }
  }
  return out;
}

Literals::Literals(const std::vector<std::string>& literals) {
  std::vector<std::string> keys;
  for (const std::string& literal : literals) {
    keys.push_back(folded(literal));
    for (const char c : keys.back()) {
      uint8_t& byte_class = class_of_[static_cast<unsigned char>(c)];
      if (byte_class == 0) byte_class = static_cast<uint8_t>(classes_++);
    }
  }
  const auto add_node = [&] {
    nodes_.emplace_back();
    next_.resize(next_.size() + classes_, 0);
    return static_cast<uint32_t>(nodes_.size() - 1);
  };
  add_node();
  for (size_t i = 0; i < keys.size(); ++i) {
    uint32_t node = 0;
    for (const char c : keys[i]) {
      const size_t edge = node * classes_ + class_of_[static_cast<unsigned char>(c)];
      if (next_[edge] == 0) {
        const uint32_t child = add_node();
        next_[edge] = child;
      }
      node = next_[edge];
    }
    same_.push_back(nodes_[node].end);
    nodes_[node].end = static_cast<int>(i);
  }
  // Breadth first: what a node lacks, the node of its longest proper suffix has.
  std::vector<uint32_t> suffix(nodes_.size(), 0);
  std::vector<uint32_t> queue = {0};
  for (size_t head = 0; head < queue.size(); ++head) {
    const uint32_t node = queue[head];
    const uint32_t back = suffix[node];
    if (node != 0) nodes_[node].shorter = nodes_[back].end >= 0 ? back : nodes_[back].shorter;
    for (uint32_t c = 0; c < classes_; ++c) {
      uint32_t& child = next_[node * classes_ + c];
      const uint32_t other = node == 0 ? 0 : next_[back * classes_ + c];
      if (child == 0) {
        child = other;
      } else {
        suffix[child] = other;
        queue.push_back(child);
      }
    }
  }
}

std::vector<int> Literals::in(std::string_view text) const {
  std::vector<int> found;
  if (nodes_.empty()) return found;
  std::vector<bool> seen(nodes_.size());
  uint32_t node = 0;
  for (const char c : folded(text)) {
    node = step(node, static_cast<unsigned char>(c));
    for (uint32_t at = nodes_[node].end >= 0 ? node : nodes_[node].shorter; at != 0 && !seen[at];
         at = nodes_[at].shorter) {
      seen[at] = true;
      for (int literal = nodes_[at].end; literal >= 0; literal = same_[static_cast<size_t>(literal)])
        found.push_back(literal);
    }
  }
  return found;
}

}  // namespace colophon::extract
