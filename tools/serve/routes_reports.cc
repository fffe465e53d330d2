// One report: /reports/KEY, /reports/KEY/document, /reports/KEY/file, /reports/KEY/note.
#include <optional>

#include "query/note.h"
#include "query/note_html.h"
#include "query/report_name.h"
#include "tools/serve/http_error.h"
#include "tools/serve/json_reply.h"
#include "tools/serve/media_type.h"
#include "tools/serve/parameters.h"
#include "tools/serve/routes.h"

namespace colophon::serve {
namespace {

HttpError no_report(std::string_view key) {
  return {404, "no report is called \"" + std::string(key) + "\"; /api/v1/reports lists them"};
}

Reply answer_record(const schema::Record& record, const Request& request) {
  const Parameters none(request.parameters, {});
  return json_reply(schema::record_to_json(record));
}

Reply answer_document(const std::string& key, const Request& request, Lease& lease) {
  const Parameters none(request.parameters, {});
  std::optional<std::string> document = lease.base().document(key);
  if (!document) throw no_report(key);
  Reply reply;
  reply.body = *std::move(document);
  return reply;
}

// Only files that were indexed, by the key they were indexed as: no path of a client's is ever opened.
Reply answer_file(const std::string& key, const Request& request, Lease& lease) {
  const Parameters none(request.parameters, {});
  const auto found = lease.snapshot().files.find(key);
  if (found == lease.snapshot().files.end() || !std::filesystem::is_regular_file(found->second)) {
    throw HttpError(404, "the file of \"" + key + "\" is not there any more; index it again");
  }
  Reply reply;
  reply.file = found->second;
  reply.type = media_type(key);
  // A report is somebody else's bytes: a browser that is led here must not run what is in it. (Browsers show no PDF in
  // a sandbox; in a PDF they run nothing of this origin's.)
  if (reply.type != "application/pdf") {
    reply.headers.emplace_back("Content-Security-Policy", "default-src 'none'; sandbox");
  }
  return reply;
}

Reply answer_note(const schema::Record& record, const Request& request) {
  const Parameters parameters(request.parameters, {"lang", "format"});
  const std::string format = parameters.choice("format", {"json", "markdown", "html"});
  const std::string wanted = parameters.text("lang").empty() ? "" : parameters.choice("lang", {"en", "zh"});
  const query::Language language = query::note_language(record, wanted);
  if (format == "json") return json_reply(query::note_to_json(record, language));
  Reply reply;
  if (format == "markdown") {
    reply.type = "text/markdown; charset=utf-8";
    reply.body = query::reading_note(record, language);
  } else {
    reply.type = "text/html; charset=utf-8";
    reply.body = query::note_html(record, language);
    reply.headers.emplace_back("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; sandbox");
  }
  return reply;
}

}  // namespace

Reply answer_report(std::string_view rest, const Request& request, Lease& lease) {
  // Keys may have slashes: the whole is tried first.
  std::string key(rest), part;
  std::optional<schema::Record> record = lease.base().record(key);
  if (!record) {
    const size_t slash = key.rfind('/');
    if (slash == std::string::npos) throw no_report(key);
    part = key.substr(slash + 1);
    key.resize(slash);
    record = lease.base().record(key);
    if (!record) throw no_report(rest);
  }
  if (part.empty()) return answer_record(*record, request);
  if (part == "document") return answer_document(key, request, lease);
  if (part == "file") return answer_file(key, request, lease);
  if (part == "note") return answer_note(*record, request);
  throw HttpError(404, "a report has no \"" + part + "\"; it has document, file and note");
}

}  // namespace colophon::serve
