#include "tools/mcp/tools.h"

#include <algorithm>
#include <functional>
#include <map>
#include <nlohmann/json.hpp>

#include "query/answer.h"
#include "query/language.h"
#include "query/leaderboard.h"
#include "query/model_table.h"
#include "query/note.h"
#include "query/report_name.h"
#include "query/search.h"
#include "query/words.h"
#include "schema/json.h"
#include "tools/mcp/closest.h"
#include "tools/mcp/rpc_error.h"

namespace colophon::embedded {
const std::map<std::string, std::string_view, std::less<>>& mcp_files();
}

namespace colophon::mcp {
namespace {

using nlohmann::json;
using schema::Error;
using schema::member;
using schema::member_or;
using Texts = std::vector<std::string>;

// What a tool gives: its structured content, and a text where that is not the same as JSON.
struct Result {
  json structured;
  std::string text;
};

Result found(json structured, std::string text = "") {
  structured["found"] = true;
  return {std::move(structured), std::move(text)};
}

Result not_found(json structured, const Texts& closest) {
  structured["found"] = false;
  structured["closest"] = closest;
  return {std::move(structured), ""};
}

// Of the names in a question that no report has, as far as it was understood; else of its words that may be names: they
// have a capital or a digit.
Texts closest_in(Opened& kb, const query::Plan& plan, const std::string& question) {
  Texts words;
  for (const std::string& name : plan.models) {
    if (!kb.library.any_model(query::Condition::has(query::field::model, {name}))) words.push_back(name);
  }
  if (words.empty()) {
    for (const query::Word& word : query::split_words(question).list) {
      if (word.capital && word.text.size() >= 3) words.push_back(word.text);
    }
  }
  Texts closest;
  for (const std::string& word : words) {
    for (const std::string& name : closest_terms(kb.library, kb.base.directory(), word)) {
      const bool there = std::find(closest.begin(), closest.end(), name) != closest.end();
      if (!there && closest.size() < most_closest) closest.push_back(name);
    }
  }
  return closest;
}

Result answered(const query::Answers& answers, json structured, Opened& kb, const std::string& question) {
  // Passages that stand in for an answer about a named model find nothing: they may be of anybody.
  const bool wanted = answers.plan.target == query::Target::passages || answers.plan.models.empty();
  const bool passages = wanted && !answers.passages.empty();
  const bool any = !answers.answers.empty() || !answers.groups.empty() || answers.count || passages;
  if (any) return found(std::move(structured));
  return not_found(std::move(structured), closest_in(kb, answers.plan, question));
}

Result ask(const json& in, Opened& kb) {
  const auto question = member<std::string>(in, "question");
  const query::Answers answers = query::ask(question, kb.library);
  return answered(answers, query::answers_to_json(answers, question), kb, question);
}

Result search(const json& in, Opened& kb) {
  const auto text = member<std::string>(in, "query");
  const query::Answers found = query::search(text, kb.library, member_or<size_t>(in, "limit", 10));
  return answered(found, query::search_to_json(found, text), kb, text);
}

// `make` gives what the report says; a name that no report or model has gives the closest ones.
template <typename Make>
Result of_report(const json& in, Opened& kb, Make make) {
  const auto name = member<std::string>(in, "report");
  const Texts keys = kb.base.find(name);
  if (keys.empty()) return not_found({{"format", 1}}, closest_names(kb.library, name));
  if (keys.size() > 1) return not_found({{"format", 1}}, keys);
  return make(*kb.base.record(keys.front()));
}

Result record(const json& in, Opened& kb) {
  return of_report(in, kb, [](const schema::Record& one) {
    json out = schema::record_to_json(one);
    out["format"] = 1;
    return found(std::move(out));
  });
}

Result note(const json& in, Opened& kb) {
  return of_report(in, kb, [&in](const schema::Record& one) {
    json out = query::note_to_json(one, query::note_language(one, member_or<std::string>(in, "language", "")));
    std::string text = out["markdown"];
    return found(std::move(out), std::move(text));
  });
}

Result table_result(const query::Table& table) {
  json out = query::table_to_json(table);
  return table.rows.empty() ? not_found(std::move(out), {}) : found(std::move(out));
}

const json& no_table() {
  static const json empty = {{"format", 1}, {"title", ""}, {"columns", json::array()}, {"rows", json::array()}};
  return empty;
}

Result compare(const json& in, Opened& kb) {
  const auto names = member<Texts>(in, "names");
  for (const std::string& name : names) {
    try {
      query::find_side(kb.library, name);
    } catch (const Error& error) {
      if (error.kind() != Error::Kind::not_found) throw;
      return not_found(no_table(), closest_names(kb.library, name));
    }
  }
  const query::Table table =
      query::comparison(kb.library, names, member_or<Texts>(in, "fields", {}), member_or<Texts>(in, "scores", {}));
  return table_result(table);
}

Result scores(const json& in, Opened& kb) {
  query::LeaderboardOptions options;
  options.benchmarks = member<Texts>(in, "benchmarks");
  if (options.benchmarks.empty()) throw Error(Error::Kind::usage, "benchmarks names none; name at least one");
  options.where = query::parse_condition(member_or<std::string>(in, "where", ""));
  options.baselines = member_or<bool>(in, "baselines", false);
  options.limit = member_or<size_t>(in, "limit", options.limit);
  try {
    return table_result(query::leaderboard(kb.library, options));
  } catch (const query::NoScores& none) {
    return not_found(no_table(), closest_benchmarks(kb.base.directory(), none.benchmark));
  }
}

const json* described(const std::string& name) {
  for (const json& tool : Tools::list()) {
    if (tool.at("name") == name) return &tool;
  }
  return nullptr;
}

// What the input schema says of the names of arguments; their types are looked at where they are read.
void check_names(const json& tool, const json& arguments) {
  if (!arguments.is_object()) throw Error(Error::Kind::usage, "arguments is no object");
  const json& known = tool.at("inputSchema").at("properties");
  std::string list;
  for (const auto& [name, _] : known.items()) list += (list.empty() ? "" : ", ") + name;
  for (const auto& [name, value] : arguments.items()) {
    if (!known.contains(name)) throw Error(Error::Kind::usage, "there is no argument " + name + "; there are " + list);
    const bool whole = known.at(name).value("type", "") == "integer";
    if (whole && (!value.is_number_integer() || value < 1 || value > known.at(name).at("maximum"))) {
      throw Error(Error::Kind::usage, name + " is a whole number from 1 to " + known.at(name).at("maximum").dump());
    }
  }
}

json content(const std::string& text) { return json::array({{{"type", "text"}, {"text", text}}}); }

}  // namespace

const json& Tools::list() {
  static const json tools = json::parse(embedded::mcp_files().at("tools.json"));
  return tools;
}

json Tools::call(const std::string& name, const json& arguments) {
  static const std::map<std::string, std::function<Result(const json&, Opened&)>> actions = {
      {"ask", ask}, {"search", search}, {"record", record}, {"compare", compare}, {"scores", scores}, {"note", note}};
  const auto action = actions.find(name);
  const json* tool = described(name);
  if (action == actions.end() || tool == nullptr) {
    throw RpcError(RpcError::invalid_params, "there is no tool " + name + "; tools/list names those there are");
  }
  try {
    check_names(*tool, arguments);
    Result result = action->second(arguments, view_.now());
    if (result.text.empty()) result.text = schema::json_text(result.structured);
    return {{"content", content(result.text)}, {"structuredContent", std::move(result.structured)}};
  } catch (const Error& error) {
    return {{"content", content(error.what())}, {"isError", true}};
  }
}

}  // namespace colophon::mcp
