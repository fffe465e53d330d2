// Of the knowledge base as a whole: /export, /stats, /checklist.
#include <fstream>
#include <iterator>

#include "query/comma_list.h"
#include "query/epoch.h"
#include "query/language.h"
#include "query/model_table.h"
#include "query/records_export.h"
#include "query/stats.h"
#include "schema/checklist.h"
#include "tools/serve/http_error.h"
#include "tools/serve/json_reply.h"
#include "tools/serve/parameters.h"
#include "tools/serve/routes.h"
#include "tools/temporary_file.h"

namespace colophon::serve {
namespace {

using nlohmann::json;

struct Format {
  const char* type;
  const char* extension;
};

Format format_of(const std::string& name) {
  if (name == "jsonl") return {"application/x-ndjson", "jsonl"};
  if (name == "json") return {"application/json", "json"};
  if (name == "bibtex") return {"application/x-bibtex", "bib"};
  if (name == "markdown") return {"text/markdown; charset=utf-8", "md"};
  if (name == "tsv") return {"text/tab-separated-values; charset=utf-8", "tsv"};
  if (name == "latex") return {"application/x-latex", "tex"};
  if (name == "html") return {"text/html; charset=utf-8", "html"};
  if (name == "xlsx") return {"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"};
  return {"text/csv; charset=utf-8", "csv"};
}

std::string spreadsheet(const query::Table& table) {
  const tools::TemporaryFile file;
  query::write_xlsx({table}, file.path());
  std::ifstream in(file.path(), std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::string table_text(const Parameters& parameters, const std::string& format, const query::Condition& where,
                       query::Library& library) {
  if (format == "epoch") return query::render(query::epoch_table(library, where), "csv");
  const std::vector<std::string> named = query::split_commas({parameters.text("fields")});
  const query::Table table =
      query::models_table(library, where, named.empty() ? query::usual_fields() : query::fields_named(named));
  return format == "xlsx" ? spreadsheet(table) : query::render(table, format);
}

json name_json(const schema::Name& name) { return {{"en", name.en}, {"zh", name.zh}}; }

json item_json(const schema::Item& item) {
  const bool field = item.kind == schema::ItemKind::field;
  json out = {{"id", item.id}, {"kind", field ? "field" : "narrative"}, {"name", name_json(item.name)}};
  if (!field) return out;
  out["type"] = schema::type_name(item.type);
  out["unit"] = item.unit;
  out["closed"] = item.closed;
  out["many"] = item.many;
  out["values"] = json::array();
  for (const schema::Term& term : item.vocabulary) out["values"].push_back(term.value);
  return out;
}

}  // namespace

Reply answer_export(const Request& request, Lease& lease) {
  const Parameters parameters(request.parameters, {"format", "where", "fields"});
  const std::string format = parameters.choice(
      "format", {"jsonl", "json", "bibtex", "markdown", "csv", "tsv", "latex", "html", "xlsx", "epoch"});
  const query::Condition where = query::parse_condition(parameters.text("where"));
  Reply reply;
  reply.type = format_of(format).type;
  if (format == "jsonl" || format == "json" || format == "bibtex") {
    reply.body = query::render_records(query::records_where(lease.base(), lease.library(), where), format);
  } else {
    reply.body = table_text(parameters, format, where, lease.library());
  }
  reply.headers.emplace_back("Content-Disposition",
                             std::string("attachment; filename=\"colophon.") + format_of(format).extension + "\"");
  return reply;
}

Reply answer_stats(const Request& request, Lease& lease) {
  const Parameters none(request.parameters, {});
  // A file that failed changes no record, so the lease may be older than it.
  return json_reply(query::stats_to_json(store::KnowledgeBase::open(lease.base().directory(), store::Access::read)));
}

Reply answer_checklist(const Request& request, Lease&) {
  const Parameters none(request.parameters, {});
  const schema::Checklist& checklist = schema::Checklist::standard();
  json sections = json::array();
  for (const schema::ChecklistSection& section : checklist.sections()) {
    json items = json::array();
    for (const schema::Item& item : checklist.items()) {
      if (item.section == section.id) items.push_back(item_json(item));
    }
    sections.push_back({{"id", section.id}, {"name", name_json(section.name)}, {"items", items}});
  }
  return json_reply(json{{"format", 1}, {"sections", sections}});
}

}  // namespace colophon::serve
