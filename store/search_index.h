// The layout of the Xapian database, for those who write it (search_mirror.h) and those who ask it. What a document is
// about is in its terms and slots, what it says is in its data; so that conditions are decided, models and reports
// counted and numbers compared without reading data, and an answer reads no more than what it shows.
//
// Five kinds of document. Each has the terms kind and report; `record` below means a schema::Record as record_to_json
// writes it, cut down to what is named and without what is empty, plus "key" (the report's key): read it with
// record_from_json.
//
//   model    one a report and model; one with an empty name for a report that names none. Its facts are those of the
//            model itself and those of all the report's models, without the doubtful (doubtful.h).
//            terms   language, organization (each), year; model (name and each alias); value of each fact, disclosed of
//                    each field with a fact, family; of its report: told of each item of which it says something,
//                    scored of each benchmark with a score of an own model
//            slots   date, head_key, name; low and high of each numeric field
//            What the record holds beside facts counts as facts of the checklist's items: model.params_total,
//            report.date, ...
//            data    record: head, models [this one]; plus "ordinal": which of the report's models it is, from 0
//   report   one a report.
//            terms   language, organization (each), year; model and family of each model; disclosed, told and scored as
//                    its models have them; stated of each value that one of its models has
//            slots   date, head_key; low and high of each numeric field, over all its models
//            data    record: head, models, absent; plus "disclosed" and "told": [item, ...], "sequence": N
//   item     one a report and item of the checklist of which it says something.
//            terms   of_item
//            data    a line of JSON: "key", "item"; then, for a field, a line for each model with facts of its own: its
//                    ordinal, a tab, the facts (facts_json.h), the doubtful too; and a line without ordinal for the
//                    facts of all the report's models. Where there are passages of the item, a line: "p", a tab,
//                    record: passages
//   score    one a score, baselines' too.
//            terms   benchmark, model (as printed), owner ("own" | "baseline"), place ("main" | "ablation"); band
//            slots   report_key, score
//            data    record: report, scores [this one]
//   passage  one a paragraph, list item, caption, footnote or table of the Document.
//            terms   language; block kind; text, with positions; text of the headings (prefix section) and the report's
//                    title (prefix title). No other document has text: its words are weighed among passages
//            slots   report_key
//            data    {"key", "report", "page", "section", "role", "kind", "text", "items": [...], "order": N}
//
// "head" is report, title, organization, release_date and the hints, language, licence, repository, arxiv. Where a
// report states no date or organisation, terms and slots use the hint; the data shows which it was.
//
// Values in slots are Xapian::sortable_serialise'd numbers, except head_key, name and report_key. A model with several
// values of a field has the smallest in low and the largest in high.
#pragma once

#include <xapian.h>

#include <filesystem>
#include <string>
#include <string_view>

#include "schema/checklist.h"
#include "schema/value.h"

namespace colophon::store {

enum class Kind { model, report, item, passage, score };

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
std::string value(std::string_view field, std::string_view key);   // key: schema::value_key; a Labelled value has its
                                                                   // label alone as a second term
std::string stated(std::string_view field, std::string_view key);  // the same of a report
std::string disclosed(std::string_view field);
std::string told(std::string_view item);         // of a field or a narrative item
std::string of_item(std::string_view item);      // the document that has what its report says of it
std::string benchmark(std::string_view name);    // canonical name, or any alias
std::string scored(std::string_view benchmark);  // as benchmark
// A narrow band of scores, without ablations: what all of a benchmark begin with, then a text that is in the order of
// the numbers. Numbers above 100 have bands of their own.
std::string band(std::string_view benchmark, bool own, double score);
std::string band_prefix(std::string_view benchmark, bool own);
bool is_above_hundred(std::string_view band);  // of what follows the prefix
std::string owner(bool own);
std::string place(bool ablation);
std::string block(std::string_view kind);  // "paragraph" (document::block_kind_name)
}  // namespace term

// Prefixes of text terms, for text_query.
namespace prefix {
inline constexpr const char* title = "S";
inline constexpr const char* section = "H";
}  // namespace prefix

namespace slot {
inline constexpr Xapian::valueno date = 0;  // 20240507; 20240500 where there is no day, 20240000 no month
inline constexpr Xapian::valueno score = 1;
// The report's key, in slots of their own: these of the few documents lie close together.
inline constexpr Xapian::valueno report_key = 2;  // of passages and scores
inline constexpr Xapian::valueno head_key = 3;    // of models and reports
inline constexpr Xapian::valueno name = 4;        // term_key of the model's; of one without, what no other has
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

// Of an item document's data: the facts of one model's own, and of all the report's models; "" where there are none.
std::string_view facts_of_model(std::string_view data, size_t ordinal);
std::string_view facts_of_all(std::string_view data);
std::string_view passages_in(std::string_view data);
// What stands before them.
std::string_view head_in(std::string_view data);

}  // namespace colophon::store
