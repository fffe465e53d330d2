// Tables and charts: /compare, /diff, /scores, /coverage, /timeline, /benchmarks, /charts.
#include "query/benchmarks.h"
#include "query/comma_list.h"
#include "query/coverage.h"
#include "query/language.h"
#include "query/leaderboard.h"
#include "query/model_table.h"
#include "query/plot.h"
#include "schema/checklist.h"
#include "tools/serve/http_error.h"
#include "tools/serve/json_reply.h"
#include "tools/serve/parameters.h"
#include "tools/serve/routes.h"

namespace colophon::serve {
namespace {

using nlohmann::json;

query::Table comparison_of(const Request& request, Lease& lease) {
  const Parameters parameters(request.parameters, {"name", "fields", "scores"});
  const std::vector<std::string> names = parameters.all("name");
  if (names.size() < 2 || names.size() > 20) {
    throw HttpError(400, "a comparison is of two to twenty; repeat the parameter \"name\"");
  }
  return query::comparison(lease.library(), names, query::split_commas({parameters.text("fields")}),
                           query::split_commas({parameters.text("scores")}));
}

std::vector<std::string> items_of(const std::string& section) {
  std::vector<std::string> items;
  for (const schema::Item& item : schema::Checklist::standard().items()) {
    if (item.section == section) items.push_back(item.id);
  }
  if (items.empty()) throw HttpError(400, "there is no section \"" + section + "\"; /api/v1/checklist lists them");
  return items;
}

}  // namespace

Reply answer_compare(const Request& request, Lease& lease) {
  return json_reply(query::table_to_json(comparison_of(request, lease)));
}

Reply answer_diff(const Request& request, Lease& lease) {
  return json_reply(query::table_to_json(query::differences(comparison_of(request, lease))));
}

Reply answer_scores(const Request& request, Lease& lease) {
  const Parameters parameters(request.parameters, {"benchmark", "where", "baselines", "limit"});
  query::LeaderboardOptions options;
  options.benchmarks = parameters.all("benchmark");
  if (options.benchmarks.empty()) {
    throw HttpError(400, "parameter \"benchmark\" is missing; /api/v1/benchmarks lists them");
  }
  options.where = query::parse_condition(parameters.text("where"));
  options.baselines = parameters.flag("baselines");
  options.limit = parameters.count("limit", options.limit);
  return json_reply(query::table_to_json(query::leaderboard(lease.library(), options)));
}

Reply answer_coverage(const Request& request, Lease& lease) {
  const Parameters parameters(request.parameters, {"where", "fields", "section"});
  const std::string section = parameters.text("section");
  std::vector<std::string> fields = query::fields_named(query::split_commas({parameters.text("fields")}));
  if (!section.empty()) {
    if (!fields.empty()) throw HttpError(400, "give \"fields\" or \"section\", not both");
    fields = items_of(section);
  }
  return json_reply(
      query::table_to_json(query::coverage(lease.library(), query::parse_condition(parameters.text("where")), fields)));
}

Reply answer_timeline(const Request& request, Lease& lease) {
  const Parameters parameters(request.parameters, {"field", "where"});
  const std::string name = parameters.needed("field");
  const std::vector<std::string> fields = query::fields_named({name});
  if (fields.size() != 1) throw HttpError(400, "\"" + name + "\" is a group of fields; name one of them");
  return json_reply(query::table_to_json(
      query::timeline(lease.library(), query::parse_condition(parameters.text("where")), fields.front())));
}

// Without a measure, what the page draws at first.
Reply answer_chart(const Request& request, Lease& lease) {
  const Parameters parameters(request.parameters, {"x", "y", "where"});
  return json_reply(query::plot_to_json(
      query::plot_models(lease.library(), query::parse_condition(parameters.text("where")),
                         parameters.text("x", "report.date"), parameters.text("y", "model.params_total"))));
}

Reply answer_benchmarks(const Request& request, Lease& lease) {
  const Parameters none(request.parameters, {});
  json list = json::array();
  for (const query::BenchmarkUse& one : query::benchmarks(lease.base().directory())) {
    list.push_back({{"name", one.name}, {"own", one.own}, {"all", one.all}});
  }
  return json_reply(json{{"format", 1}, {"benchmarks", list}});
}

}  // namespace colophon::serve
