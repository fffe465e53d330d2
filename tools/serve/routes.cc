#include "tools/serve/routes.h"

#include <array>
#include <utility>

#include "tools/serve/http_error.h"

namespace colophon::serve {
namespace {

using Answer = Reply (*)(const Request&, Lease&);

// A line a route.
// clang-format off
constexpr std::array<std::pair<std::string_view, Answer>, 19> routes = {{
    {"ask", answer_question},
    {"benchmarks", answer_benchmarks},
    {"charts", answer_chart},
    {"checklist", answer_checklist},
    {"compare", answer_compare},
    {"complete", answer_complete},
    {"coverage", answer_coverage},
    {"decisions", list_decisions},
    {"diff", answer_diff},
    {"export", answer_export},
    {"facts", list_facts},
    {"models", list_models},
    {"passages", answer_passages},
    {"reports", list_reports},
    {"review", list_review},
    {"scores", answer_scores},
    {"search", answer_search},
    {"stats", answer_stats},
    {"timeline", answer_timeline},
}};
// clang-format on

Answer find(std::string_view name) {
  for (const auto& [known, answer] : routes) {
    if (known == name) return answer;
  }
  return nullptr;
}

}  // namespace

bool is_route(std::string_view name) { return find(name) != nullptr; }

Reply answer(std::string_view name, std::string_view rest, const Request& request, Lease& lease) {
  if (name == "reports" && !rest.empty()) return answer_report(rest, request, lease);
  const Answer route = find(name);
  if (route == nullptr || !rest.empty()) {
    throw HttpError(404, "there is nothing at " + request.path + "; /api/v1/openapi.json says what there is");
  }
  return route(request, lease);
}

}  // namespace colophon::serve
