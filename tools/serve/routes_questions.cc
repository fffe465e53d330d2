// Questions and queries: /ask, /search, /passages, /complete.
#include "query/answer.h"
#include "query/language.h"
#include "query/passages.h"
#include "query/search.h"
#include "tools/serve/http_error.h"
#include "tools/serve/json_reply.h"
#include "tools/serve/parameters.h"
#include "tools/serve/routes.h"

namespace colophon::serve {
namespace {

constexpr size_t longest_question = 2000;  // bytes
constexpr size_t usual_passages = 10;

std::string question_of(const Parameters& parameters, std::string_view name) {
  std::string text = parameters.needed(name);
  if (text.size() > longest_question) {
    throw HttpError(400,
                    "the question has more than " + std::to_string(longest_question) + " bytes; ask a shorter one");
  }
  return text;
}

}  // namespace

Reply answer_question(const Request& request, Lease& lease) {
  const Parameters parameters(request.parameters, {"q", "limit"});
  const std::string question = question_of(parameters, "q");
  const size_t reports = parameters.count("limit", query::usual_reports);
  return json_reply(query::answers_to_json(query::ask(question, lease.library(), reports), question));
}

Reply answer_search(const Request& request, Lease& lease) {
  const Parameters parameters(request.parameters, {"q", "limit"});
  const std::string text = question_of(parameters, "q");
  return json_reply(
      query::search_to_json(query::search(text, lease.library(), parameters.count("limit", usual_passages)), text));
}

Reply answer_passages(const Request& request, Lease& lease) {
  const Parameters parameters(request.parameters, {"q", "where", "limit"});
  query::Answers answers;
  const std::string text = question_of(parameters, "q");
  const query::Condition where = query::parse_condition(parameters.text("where"));
  std::set<std::string> keys;
  const bool all = where == query::parse_condition("");
  if (!all) {
    for (const query::ReportEntry* report : lease.library().reports(where)) keys.insert(report->key);
  }
  if (all || !keys.empty()) {
    answers.passages = query::search_passages(lease.library(), text, keys, parameters.count("limit", usual_passages));
  }
  return json_reply(nlohmann::json{
      {"format", 1}, {"query", text}, {"passages", query::answers_to_json(answers, text).at("passages")}});
}

Reply answer_complete(const Request& request, Lease&) {
  const std::string prefix = question_of(Parameters(request.parameters, {"prefix"}), "prefix");
  return json_reply(nlohmann::json{{"format", 1}, {"prefix", prefix}, {"completions", query::completions(prefix)}});
}

}  // namespace colophon::serve
