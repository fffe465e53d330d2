// The layout of the Xapian database, for those who write it (search_mirror.h) and those who ask it. An answer needs
// nothing but this index: what a document is about is in its terms and slots, what it says is in its data.
//
// Four kinds of document. Every one has the terms kind, report, language, organization (each), year, and the slots
// date, report_key. `record` below means a schema::Record as record_to_json writes it, cut down to what is named, plus
// "key" (the report's key): read it with record_from_json.
//
//   model    one a report and model; one with an empty name for a report that names none. Its facts are those of the
//            model itself and those of all the report's models.
//            terms   model (name and each alias), value of each fact, disclosed of each field with a fact, family;
//                    text of name, aliases
//            slots   low and high of each numeric field; params_total, params_active (billions)
//            What the record holds beside facts counts as facts of the checklist's items: model.params_total,
//            report.date, ...
//            data    a line of JSON, record: head, models [this one]; then a line for each field with facts: its id, a
//                    tab, the facts (facts_json.h). Who asks for one field decodes no other.
//   report   one a report.
//            terms   model of each model, disclosed, item of each narrative item with a passage; text of the title
//                    (prefix title), of names and organisations
//            data    record: head, models, passages, absent; plus "disclosed": [field, ...], "sequence": N
//   score    one a score, baselines' too.
//            terms   benchmark, model (as printed), owner ("own" | "baseline"), place ("main" | "ablation");
//                    text of benchmark, model and setting
//            slots   score; page
//            data    record: head, scores [this one]
//   passage  one a paragraph, list item, caption, footnote or table of the Document.
//            terms   text, with positions; text of the headings (prefix section) and the report's title (prefix title);
//                    role, item of each narrative item whose quote stands in it, block kind
//            slots   page
//            data    {"key", "report", "page", "section", "role", "kind", "text", "items": [...], "order": N}
//
// "head" is report, title, organization, release_date and the hints, language, licence, repository, arxiv. Where a
// report states no date or organisation, terms and slots use the hint; the data shows which it was.
//
// Values in slots are Xapian::sortable_serialise'd numbers, except report_key. A model with several values of a field
// has the smallest in low and the largest in high: a range over them is a filter that lets no right answer slip; the
// facts in the data decide.
#pragma once

#include <xapian.h>

#include <filesystem>
#include <string>
#include <string_view>

#include "schema/checklist.h"
#include "schema/value.h"

namespace colophon::store {

enum class Kind { model, report, passage, score };

// Boolean terms. Names are made one by schema::term_key unless said otherwise; values too long for a term are shortened
// with a hash.
namespace term {
std::string kind(Kind kind);
std::string report(std::string_view key);         // exact key
std::string language(std::string_view language);  // "en" | "zh"
std::string organization(std::string_view name);
std::string year(int year);
std::string family(std::string_view family);  // of the model: "dense" | "moe" | ...
std::string model(std::string_view name);
std::string value(std::string_view field, std::string_view key);  // key: schema::value_key; a Labelled value has its
                                                                  // label alone as a second term
std::string disclosed(std::string_view field);
std::string benchmark(std::string_view name);  // canonical name, or any alias
std::string owner(bool own);
std::string place(bool ablation);
std::string role(std::string_view role);   // "pretrain_data" (document::role_name)
std::string block(std::string_view kind);  // "paragraph" (document::block_kind_name)
std::string item(std::string_view item);   // a narrative item's id
}  // namespace term

// Prefixes of text terms, for text_query.
namespace prefix {
inline constexpr const char* title = "S";
inline constexpr const char* section = "H";
}  // namespace prefix

namespace slot {
inline constexpr Xapian::valueno params_total = 0;   // billions
inline constexpr Xapian::valueno params_active = 1;  // billions
inline constexpr Xapian::valueno date = 2;           // 20240507; 20240500 where there is no day, 20240000 no month
inline constexpr Xapian::valueno score = 3;
inline constexpr Xapian::valueno page = 4;
inline constexpr Xapian::valueno report_key = 5;  // text, for collapsing
Xapian::valueno low(std::string_view field);      // of a field of the checklist; throws Error(usage) for others
Xapian::valueno high(std::string_view field);
}  // namespace slot

// The benchmark's name all its spellings share ("mmlu", "ceval"): data/lexicons/benchmarks.json, else term_key(name).
std::string canonical_benchmark(std::string_view name);

// 20240507 of "2024-05-07", 20240500 of "2024-05"; 0 for anything else.
int date_number(std::string_view date);

// Opens the index of a knowledge base for reading: the state at this moment. KnowledgeBase::open(read) sees to it that
// there is one. Throws Error(storage) when it cannot be read or has another layout, saying to run `colophon rebuild`.
Xapian::Database open_search_index(const std::filesystem::path& knowledge_base);
// The index of a knowledge base on another machine, where `xapian-tcpsrv --port PORT KB/search` serves it. Throws
// Error(storage) when nobody answers within ten seconds or the layout is another.
Xapian::Database open_remote_index(const std::string& host, unsigned port);

// The record's line of a model document's data, and the text of a field's facts; "" where there are none.
std::string_view record_in(std::string_view data);
std::string_view facts_in(std::string_view data, std::string_view field);

}  // namespace colophon::store
