#include "indexer/document/markdown/front_matter.h"

#include <yaml-cpp/yaml.h>

#include <algorithm>

#include "indexer/document/markdown/model_index.h"

namespace colophon::document {
namespace {

// More than this is no model card's head, and no work for a YAML parser.
constexpr size_t max_size = size_t{256} * 1024;

// A line of dashes only, as YAML's document marks are; its end, or npos.
size_t marker_at(std::string_view text, size_t at) {
  if (text.substr(at, 3) != "---") return std::string_view::npos;
  size_t end = at + 3;
  while (end < text.size() && (text[end] == ' ' || text[end] == '\r')) ++end;
  if (end < text.size() && text[end] != '\n') return std::string_view::npos;
  return std::min(end + 1, text.size());
}

std::string joined(const YAML::Node& list) {
  std::string text;
  for (const YAML::Node& item : list) {
    if (!item.IsScalar()) return "";
    text += (text.empty() ? "" : ", ") + item.Scalar();
  }
  return text;
}

}  // namespace

FrontMatter split_front_matter(std::string_view markdown) {
  FrontMatter out{{}, {}, markdown};
  const size_t start = marker_at(markdown, 0);
  if (start == std::string_view::npos) return out;
  for (size_t line = start; line < std::min(markdown.size(), max_size);) {
    const size_t after = marker_at(markdown, line);
    if (after != std::string_view::npos) {
      try {
        const YAML::Node root = YAML::Load(std::string(markdown.substr(start, line - start)));
        if (!root.IsMap()) return out;
        for (const auto& entry : root) {
          if (!entry.first.IsScalar()) continue;
          const std::string value = entry.second.IsScalar()     ? entry.second.Scalar()
                                    : entry.second.IsSequence() ? joined(entry.second)
                                                                : "";
          if (!value.empty()) out.meta[entry.first.Scalar()] = value;
        }
        if (root["model-index"]) out.results = model_index_tables(root["model-index"]);
        out.rest = markdown.substr(after);
      } catch (const YAML::Exception&) {
        // Not YAML: a rule at the top of ordinary text.
      }
      return out;
    }
    const size_t next = markdown.find('\n', line);
    if (next == std::string_view::npos) return out;
    line = next + 1;
  }
  return out;
}

}  // namespace colophon::document
