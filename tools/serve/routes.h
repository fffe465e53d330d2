// What GET answers, by the name of its route: /api/v1/NAME, or the page's /NAME.json. openapi.json describes each.
#pragma once

#include <string_view>

#include "tools/serve/reply.h"
#include "tools/serve/snapshots.h"

namespace colophon::serve {

// Whether there is a route of this name ("ask", "reports").
bool is_route(std::string_view name);

// Answers /api/v1/NAME, or /api/v1/reports/REST where `rest` is not empty. Throws HttpError, schema::Error.
Reply answer(std::string_view name, std::string_view rest, const Request& request, Lease& lease);

// The parts, each in a file of its own.
Reply answer_question(const Request& request, Lease& lease);    // /ask
Reply answer_search(const Request& request, Lease& lease);      // /search
Reply answer_passages(const Request& request, Lease& lease);    // /passages
Reply answer_compare(const Request& request, Lease& lease);     // /compare
Reply answer_diff(const Request& request, Lease& lease);        // /diff
Reply answer_scores(const Request& request, Lease& lease);      // /scores
Reply answer_coverage(const Request& request, Lease& lease);    // /coverage
Reply answer_timeline(const Request& request, Lease& lease);    // /timeline
Reply answer_export(const Request& request, Lease& lease);      // /export
Reply answer_stats(const Request& request, Lease& lease);       // /stats
Reply answer_checklist(const Request& request, Lease& lease);   // /checklist
Reply answer_complete(const Request& request, Lease& lease);    // /complete
Reply answer_benchmarks(const Request& request, Lease& lease);  // /benchmarks
Reply answer_chart(const Request& request, Lease& lease);       // /charts
Reply list_reports(const Request& request, Lease& lease);       // /reports
Reply list_models(const Request& request, Lease& lease);        // /models
Reply list_facts(const Request& request, Lease& lease);         // /facts
Reply list_review(const Request& request, Lease& lease);        // /review
Reply list_decisions(const Request& request, Lease& lease);     // /decisions, the newest first
// /reports/KEY, /reports/KEY/document, /file, /note
Reply answer_report(std::string_view rest, const Request& request, Lease& lease);

}  // namespace colophon::serve
