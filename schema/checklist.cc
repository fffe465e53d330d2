#include "schema/checklist.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "schema/data.h"
#include "schema/json.h"

namespace colophon::schema {
namespace {

Name name_from(const nlohmann::json& entry) {
  const auto& name = entry.at("name");
  return {member<std::string>(name, "en"), member<std::string>(name, "zh")};
}

constexpr std::array<std::pair<std::string_view, ValueType>, 9> types = {{{"number", ValueType::number},
                                                                          {"integer", ValueType::integer},
                                                                          {"boolean", ValueType::boolean},
                                                                          {"term", ValueType::term},
                                                                          {"quantity", ValueType::quantity},
                                                                          {"share", ValueType::share},
                                                                          {"parallelism", ValueType::parallelism},
                                                                          {"hardware", ValueType::hardware},
                                                                          {"range", ValueType::range}}};

ValueType type_from(const std::string& text) {
  for (const auto& [name, type] : types) {
    if (name == text) return type;
  }
  throw Error(Error::Kind::input, "unknown value type \"" + text + "\"");
}

Item item_from(const nlohmann::json& entry) {
  Item item;
  item.id = member<std::string>(entry, "id");
  item.section = member<std::string>(entry, "section");
  item.name = name_from(entry);
  item.synonyms = member_or<std::vector<std::string>>(entry, "synonyms", {});
  item.kind = entry.contains("type") ? ItemKind::field : ItemKind::narrative;
  if (item.kind == ItemKind::narrative) return item;
  item.type = type_from(member<std::string>(entry, "type"));
  item.unit = member_or<std::string>(entry, "unit", "");
  item.closed = member_or<bool>(entry, "closed", false);
  item.open = member_or<bool>(entry, "open", false);
  item.combines = member_or<bool>(entry, "combines", false);
  item.many = member_or<bool>(entry, "many", false);
  const auto vocabulary = member_or<nlohmann::json>(entry, "vocabulary", nlohmann::json::object());
  for (const auto& [value, aliases] : vocabulary.items()) {
    item.vocabulary.push_back({value, aliases.get<std::vector<std::string>>()});
  }
  return item;
}

}  // namespace

std::string_view type_name(ValueType type) {
  return std::find_if(types.begin(), types.end(), [&](const auto& one) { return one.second == type; })->first;
}

Checklist Checklist::parse(std::string_view text) {
  const nlohmann::json json = parse_json(text, "checklist");
  Checklist checklist;
  for (const auto& entry : member<nlohmann::json>(json, "sections")) {
    checklist.sections_.push_back({member<std::string>(entry, "id"), name_from(entry)});
  }
  for (const auto& entry : member<nlohmann::json>(json, "items")) {
    try {
      checklist.items_.push_back(item_from(entry));
    } catch (const std::exception& error) {
      throw Error(Error::Kind::input, "checklist entry " + entry.dump().substr(0, 80) + ": " + error.what());
    }
    const Item& item = checklist.items_.back();
    const bool known = std::any_of(checklist.sections_.begin(), checklist.sections_.end(),
                                   [&](const ChecklistSection& section) { return section.id == item.section; });
    if (!known) throw Error(Error::Kind::input, "checklist item " + item.id + " stands in no section: " + item.section);
    if (checklist.find(item.id) != &item)
      throw Error(Error::Kind::input, "checklist item " + item.id + " stands twice");
  }
  for (const auto& entry : member<nlohmann::json>(json, "highlights")) {
    checklist.highlights_.push_back(
        {member<std::string>(entry, "id"), name_from(entry), member<std::vector<std::string>>(entry, "items")});
    for (const std::string& id : checklist.highlights_.back().items) {
      if (checklist.find(id) == nullptr) throw Error(Error::Kind::input, "highlight names an unknown item: " + id);
    }
  }
  return checklist;
}

const Checklist& Checklist::standard() {
  static const Checklist checklist = parse(data_file("checklist.json"));
  return checklist;
}

const Item* Checklist::find(std::string_view id) const {
  const auto found = std::find_if(items_.begin(), items_.end(), [&](const Item& item) { return item.id == id; });
  return found == items_.end() ? nullptr : &*found;
}

}  // namespace colophon::schema
