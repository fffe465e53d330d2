#include "query/report_name.h"

#include <vector>

#include "schema/error.h"

namespace colophon::query {

std::string report_named(const store::KnowledgeBase& base, std::string_view name) {
  const std::vector<std::string> keys = base.find(name);
  if (keys.size() == 1) return keys.front();
  const std::string quoted = "\"" + std::string(name) + "\"";
  if (keys.empty()) {
    throw schema::Error(schema::Error::Kind::not_found,
                        "no report or model is called " + quoted + "; `colophon export --format csv` lists them");
  }
  std::string choices;
  for (const std::string& key : keys) choices += (choices.empty() ? "" : ", ") + key;
  throw schema::Error(schema::Error::Kind::not_found, quoted + " is in several reports, name one: " + choices);
}

}  // namespace colophon::query
