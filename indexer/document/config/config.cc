#include "indexer/document/config/config.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "indexer/document/reader.h"
#include "schema/error.h"

namespace colophon::document {
namespace {

using nlohmann::json;

constexpr int max_depth = 64;
constexpr size_t max_list = 16;  // longer lists are maps of layers or tokens, not configuration

bool is_language_model(std::string_view key) {
  static constexpr std::string_view names[] = {"text_config",           "llm_config",     "language_config",
                                               "language_model_config", "thinker_config", "decoder"};
  return std::find(std::begin(names), std::end(names), key) != std::end(names);
}

bool is_component(std::string_view key) {
  static constexpr std::string_view names[] = {"encoder", "auto_map", "id2label", "label2id", "task_specific_params"};
  return key.ends_with("_config") || std::find(std::begin(names), std::end(names), key) != std::end(names);
}

class Flattener {
 public:
  explicit Flattener(Table& table) : table_(table) {}

  void add(const json& object, const std::string& path, bool language_model) {
    for (const auto& [key, value] : object.items()) {
      const std::string name = path.empty() ? key : path + "." + key;
      if (value.is_object() && is_language_model(key)) {
        later_.push_back(&value);
      } else if (value.is_object() && is_component(key)) {
        components_.emplace_back(name, &value);
      } else if (value.is_object()) {
        add(value, name, false);
      } else if (!value.is_null() && !(value.is_array() && (value.size() > max_list || value.empty()))) {
        row(name, value, language_model);
      }
    }
  }

  // The language model's own part after the wrapper's, which wins where both say a key.
  void add_language_models() {
    size_t next = 0;
    while (next < later_.size()) add(*later_[next++], "", true);  // add() may find further ones
  }

  const std::vector<std::pair<std::string, const json*>>& components() const { return components_; }

 private:
  void row(const std::string& name, const json& value, bool language_model) {
    const std::string text = value.is_string() ? value.get<std::string>() : value.dump();
    if (!seen_.insert(name).second && !language_model) return;
    for (auto& known : table_.rows) {
      if (known[0].text == name) {
        known[1] = plain_cell(text);
        return;
      }
    }
    table_.rows.push_back({plain_cell(name), plain_cell(text)});
  }

  Table& table_;
  std::set<std::string> seen_;
  std::vector<const json*> later_;
  std::vector<std::pair<std::string, const json*>> components_;
};

// Discarded where the text is no JSON object, or one nested deeper than any configuration.
json parsed(std::string_view text) {
  int depth = 0;
  const auto shallow = [&depth](int at, json::parse_event_t, json&) {
    depth = std::max(depth, at);
    return at <= max_depth;
  };
  json root = json::parse(text, shallow, /*allow_exceptions=*/false);
  return root.is_object() && depth <= max_depth ? root : json(json::value_t::discarded);
}

json parsed_or_refused(std::string_view text, const std::string& name) {
  json root = parsed(text);
  if (root.is_discarded()) {
    throw schema::Error(schema::Error::Kind::input,
                        name + ": is no JSON object; check that it was saved or downloaded whole");
  }
  return root;
}

}  // namespace

bool is_model_config(std::string_view text) {
  const json root = parsed(text);
  return root.is_object() &&
         (root.contains("model_type") || root.contains("architectures") || root.contains("hidden_size") ||
          root.contains("n_embd") || root.contains("num_hidden_layers") || root.contains("num_layers"));
}

void add_config(std::string_view text, const std::string& name, Outline& outline) {
  const json root = parsed_or_refused(text, name);
  Table table;
  table.caption = "config.json";
  table.rows.push_back({plain_cell("key"), plain_cell("value")});
  Flattener flattener(table);
  flattener.add(root, "", false);
  flattener.add_language_models();
  outline.heading(1, "Model configuration (config.json)");
  outline.table(std::move(table), 1);
  for (const auto& [key, value] : flattener.components()) {
    outline.add(BlockKind::code, squeeze("\"" + key + "\": " + value->dump()));
  }
}

Document read_config(std::string_view utf8, const std::string& name) {
  Outline outline(name, "config");
  const json root = parsed_or_refused(utf8, name);
  for (const char* key : {"model_type", "transformers_version", "torch_dtype"}) {
    if (root.contains(key) && root[key].is_string()) outline.set_meta(key, root[key].get<std::string>());
  }
  if (const auto from = root.find("_name_or_path"); from != root.end() && from->is_string()) {
    const std::string path = from->get<std::string>();
    outline.set_title(path.substr(path.find_last_of('/') + 1));
  }
  add_config(utf8, name, outline);
  return outline.finish();
}

}  // namespace colophon::document
