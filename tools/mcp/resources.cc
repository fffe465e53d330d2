#include "tools/mcp/resources.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "query/note.h"
#include "schema/json.h"
#include "tools/mcp/closest.h"
#include "tools/mcp/rpc_error.h"

namespace colophon::mcp {
namespace {

using nlohmann::json;

constexpr size_t reports_a_page = 50;
constexpr std::string_view record_prefix = "colophon://record/", note_prefix = "colophon://note/";
constexpr const char* json_type = "application/json";
constexpr const char* markdown_type = "text/markdown";

bool is_plain(unsigned char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '.' ||
         c == '_' || c == '~' || c == '/';
}

std::string encoded(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (is_plain(byte)) {
      out += c;
    } else {
      out += '%';
      out += "0123456789ABCDEF"[byte >> 4];
      out += "0123456789ABCDEF"[byte & 0xF];
    }
  }
  return out;
}

int digit_of(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

std::string decoded(std::string_view text) {
  std::string out;
  for (size_t i = 0; i < text.size(); ++i) {
    const int high = i + 2 < text.size() && text[i] == '%' ? digit_of(text[i + 1]) : -1;
    const int low = high >= 0 ? digit_of(text[i + 2]) : -1;
    if (low >= 0) {
      out += static_cast<char>(high * 16 + low);
      i += 2;
    } else {
      out += text[i];
    }
  }
  return out;
}

struct Place {
  bool note = false;
  std::string key;
  std::string language;  // of a note
};

Place place_of(const std::string& uri) {
  Place place;
  place.note = uri.starts_with(note_prefix);
  if (!place.note && !uri.starts_with(record_prefix)) {
    throw RpcError(RpcError::resource_not_found,
                   "resources begin with " + std::string(record_prefix) + " or " + std::string(note_prefix),
                   {{"uri", uri}});
  }
  std::string_view rest = std::string_view(uri).substr((place.note ? note_prefix : record_prefix).size());
  constexpr std::string_view language = "?language=";
  if (const size_t at = rest.find(language); place.note && at != std::string_view::npos) {
    place.language = rest.substr(at + language.size());
    rest = rest.substr(0, at);
    if (place.language != "en" && place.language != "zh") {
      throw RpcError(RpcError::resource_not_found, "notes are written in en and zh", {{"uri", uri}});
    }
  }
  place.key = decoded(rest);
  return place;
}

json described(std::string_view prefix, const std::string& key, const std::string& title, const char* what,
               const char* type) {
  return {{"uri", std::string(prefix) + encoded(key)},
          {"name", key + ", " + what},
          {"title", (title.empty() ? key : title) + " (" + what + ")"},
          {"mimeType", type}};
}

json template_of(std::string_view prefix, const char* more, const char* name, const char* what, const char* type) {
  return {{"uriTemplate", std::string(prefix) + "{+report}" + more},
          {"name", name},
          {"description", what},
          {"mimeType", type}};
}

}  // namespace

json Resources::list(const json& cursor) {
  if (!cursor.is_string()) throw RpcError(RpcError::invalid_params, "the cursor is no text");
  const std::string after = decoded(cursor.get<std::string>());
  json resources = json::array();
  json out;
  size_t reports = 0;
  std::string last;
  std::vector<const query::ReportEntry*> all = view_.now().library.reports(query::Condition{});
  std::sort(all.begin(), all.end(), [](const auto* a, const auto* b) { return a->key < b->key; });
  for (const query::ReportEntry* report : all) {
    if (report->key <= after) continue;
    if (reports == reports_a_page) {
      out["nextCursor"] = encoded(last);
      break;
    }
    last = report->key;
    ++reports;
    resources.push_back(described(record_prefix, report->key, report->record.title, "record", json_type));
    resources.push_back(described(note_prefix, report->key, report->record.title, "reading note", markdown_type));
  }
  out["resources"] = std::move(resources);
  return out;
}

json Resources::templates() {
  return json::array(
      {template_of(record_prefix, "", "record",
                   "All that a report says, by the checklist, each value with its evidence", json_type),
       template_of(note_prefix, "{?language}", "note",
                   "The reading note of a report; language is en or zh, else the report's own", markdown_type)});
}

json Resources::read(const std::string& uri) {
  const Place place = place_of(uri);
  Opened& kb = view_.now();
  const std::optional<schema::Record> record = kb.base.record(place.key);
  if (!record) {
    throw RpcError(RpcError::resource_not_found, "there is no report " + place.key,
                   {{"uri", uri}, {"closest", closest_names(kb.library, place.key)}});
  }
  const std::string text = place.note ? query::reading_note(*record, query::note_language(*record, place.language))
                                      : schema::json_text(schema::record_to_json(*record), 1);
  return {{"contents",
           json::array({{{"uri", uri}, {"mimeType", place.note ? markdown_type : json_type}, {"text", text}}})}};
}

}  // namespace colophon::mcp
