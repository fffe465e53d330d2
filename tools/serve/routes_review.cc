// What a person should look at, and what persons decided: /review, /decisions.
#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <tuple>

#include "query/curate.h"
#include "query/review.h"
#include "tools/serve/cursor.h"
#include "tools/serve/http_error.h"
#include "tools/serve/json_reply.h"
#include "tools/serve/parameters.h"
#include "tools/serve/routes.h"

namespace colophon::serve {
namespace {

using nlohmann::json;
using query::ReviewItem;

constexpr size_t usual_items = 20;
constexpr size_t usual_decisions = 100;

// An item's place in the queue, which stays what it is when others are decided: "PAYOFF\0REPORT\0FIELD\0MODEL".
struct Place {
  double payoff = 0;
  std::string key, field, model;

  static Place of(const ReviewItem& item) { return {item.payoff, item.key, item.field, item.model}; }
  static Place parse(const std::string& text) {
    Place place;
    std::array<std::string*, 3> parts = {&place.key, &place.field, &place.model};
    place.payoff = std::strtod(text.c_str(), nullptr);
    size_t from = text.find('\0');
    for (std::string* part : parts) {
      if (from == std::string::npos) throw HttpError(400, "this is no cursor of the queue; give none to begin");
      const size_t end = text.find('\0', from + 1);
      *part = text.substr(from + 1, end == std::string::npos ? end : end - from - 1);
      from = end;
    }
    return place;
  }
  std::string text() const {
    std::array<char, 40> exact{};
    std::snprintf(exact.data(), exact.size(), "%a", payoff);
    return exact.data() + ('\0' + key) + '\0' + field + '\0' + model;
  }
  bool before(const Place& other) const {
    return std::tie(other.payoff, key, field, model) < std::tie(payoff, other.key, other.field, other.model);
  }
};

// The filter that both lists have.
query::ReviewFilter filter_of(const Parameters& parameters) {
  query::ReviewFilter filter;
  filter.key = parameters.text("report");
  const std::string field = parameters.text("field");
  if (!field.empty()) filter.field = query::settable_field(field);
  filter.model = parameters.text("model");
  return filter;
}

}  // namespace

Reply list_review(const Request& request, Lease& lease) {
  const Parameters parameters(request.parameters, {"report", "field", "model", "kind", "limit", "cursor"});
  query::ReviewFilter filter = filter_of(parameters);
  const std::string kind = parameters.text("kind").empty() ? "" : parameters.choice("kind", {"doubtful", "conflict"});
  if (kind == "doubtful") filter.kind = query::ReviewKind::doubtful;
  if (kind == "conflict") filter.kind = query::ReviewKind::conflict;
  const size_t limit = parameters.count("limit", usual_items);
  const Cursor cursor = Cursor::parse(parameters.text("cursor"));

  const std::vector<ReviewItem> queue = query::review_queue(lease.base(), filter);
  auto first = queue.begin();
  if (cursor.entry > 0) {
    const Place last = Place::parse(cursor.key);
    first = std::find_if(first, queue.end(), [&](const ReviewItem& item) { return last.before(Place::of(item)); });
  }
  const auto offset = static_cast<size_t>(first - queue.begin());
  json out = query::review_to_json(queue, offset, limit);
  const bool more = queue.size() - offset > limit;
  out["next"] = more ? json(Cursor{Place::of(queue[offset + limit - 1]).text(), 1}.text()) : json(nullptr);
  return json_reply(out);
}

Reply list_decisions(const Request& request, Lease& lease) {
  const Parameters parameters(request.parameters, {"report", "field", "model", "limit", "cursor"});
  const query::ReviewFilter filter = filter_of(parameters);
  const size_t limit = parameters.count("limit", usual_decisions);
  const Cursor cursor = Cursor::parse(parameters.text("cursor"));

  std::vector<store::Decision> decisions = lease.base().decisions();
  json list = json::array();
  uint64_t last = 0;
  bool more = false;
  for (auto at = decisions.rbegin(); at != decisions.rend() && !more; ++at) {
    if (cursor.entry > 0 && at->number >= cursor.entry) continue;
    if (!filter.key.empty() && at->report != filter.key) continue;
    if (!filter.field.empty() && at->field != filter.field) continue;
    if (!filter.model.empty() && at->model != filter.model) continue;
    more = list.size() == limit;
    if (more) break;
    list.push_back(store::decision_to_json(*at));
    last = at->number;
  }
  return json_reply(
      json{{"format", 1}, {"decisions", list}, {"next", more ? json(Cursor{"", last}.text()) : json(nullptr)}});
}

}  // namespace colophon::serve
