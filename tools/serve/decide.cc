#include "tools/serve/decide.h"

#include <algorithm>
#include <ctime>
#include <initializer_list>
#include <nlohmann/json.hpp>
#include <string_view>

#include "query/curate.h"
#include "schema/error.h"
#include "schema/json.h"
#include "store/knowledge_base.h"
#include "tools/serve/http_error.h"
#include "tools/serve/open_to_write.h"

namespace colophon::serve {
namespace {

using nlohmann::json;
using query::Act;
using schema::member;
using schema::member_or;
using store::Decision;
using store::KnowledgeBase;

// What a decision does not have is refused, not passed over: a slip ("qoute") would else lose what was meant.
void check_members(const json& body, std::initializer_list<std::string_view> known) {
  for (const auto& [name, _] : body.items()) {
    if (name == "action" || name == "note" || std::find(known.begin(), known.end(), name) != known.end()) continue;
    std::string names = "note";
    for (const std::string_view one : known) names += ", " + std::string(one);
    throw HttpError(400, "this decision has no member \"" + name + "\"; there are " + names);
  }
}

// "" where it is null or not there.
std::string text_or_null(const json& body, const char* name) {
  const json found = member_or<json>(body, name, nullptr);
  return found.is_null() ? "" : member<std::string>(body, name);
}

query::Setting setting_of(const json& body, bool beside) {
  check_members(body, {"report", "field", "model", "values", "quote", "page", "as_written"});
  query::Setting setting;
  setting.key = member<std::string>(body, "report");
  setting.field = member<std::string>(body, "field");
  setting.model = text_or_null(body, "model");
  setting.values = member<std::vector<std::string>>(body, "values");
  setting.quote = member_or<std::string>(body, "quote", "");
  setting.page = member_or<int>(body, "page", 0);
  setting.as_written = member_or<bool>(body, "as_written", false);
  setting.beside = beside;
  if (beside && setting.values.empty()) throw HttpError(400, "\"add\" needs a value; \"set\" alone may have none");
  return setting;
}

using Decide = Decision (*)(KnowledgeBase& base, const json& body, const Act& act);

// By "action". The body is read before the knowledge base is changed.
Decide decider(const std::string& action) {
  if (action == "accept" || action == "reject") {
    return [](KnowledgeBase& base, const json& body, const Act& act) {
      check_members(body, {"id"});
      const auto id = member<std::string>(body, "id");
      return body.at("action") == "accept" ? query::accept(base, id, act) : query::reject(base, id, act);
    };
  }
  if (action == "set" || action == "add") {
    return [](KnowledgeBase& base, const json& body, const Act& act) {
      return query::set(base, setting_of(body, body.at("action") == "add"), act);
    };
  }
  if (action == "unset") {
    return [](KnowledgeBase& base, const json& body, const Act& act) {
      check_members(body, {"report", "field", "model"});
      return query::unset(base, member<std::string>(body, "report"), member<std::string>(body, "field"),
                          text_or_null(body, "model"), act);
    };
  }
  if (action == "undo") {
    return [](KnowledgeBase& base, const json& body, const Act& act) {
      check_members(body, {"number"});
      return query::undo(base, member<uint64_t>(body, "number"), act);
    };
  }
  throw HttpError(400, "\"action\" cannot be \"" + action + "\"; give accept, reject, set, add, unset or undo");
}

}  // namespace

json decide(const std::filesystem::path& knowledge_base, const std::string& body, const std::string& author,
            std::chrono::milliseconds patience) {
  const json wanted = json::parse(body, nullptr, false);
  if (!wanted.is_object()) {
    throw HttpError(400,
                    "the body is no decision; send {\"action\": \"accept\", \"id\": \"...\"} or another of its kind");
  }
  const Decide make = decider(member<std::string>(wanted, "action"));
  const Act act{author, static_cast<int64_t>(std::time(nullptr)), text_or_null(wanted, "note")};
  KnowledgeBase base = open_to_write(knowledge_base, patience);
  const Decision decision = make(base, wanted, act);
  base.catch_up();
  return {{"format", 1}, {"decision", store::decision_to_json(decision)}};
}

}  // namespace colophon::serve
