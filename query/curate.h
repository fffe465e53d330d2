// What a person may do to what reports are said to say. Each act is one decision (store/decision.h): kept with time and
// author, atomic with the correction it makes, durable on return. It shows in base.record() at once; call
// base.catch_up() and open the search index anew for questions to know it.
//
// All need write access (one process at a time; the error names the other). Errors: schema::Error(usage) for a wrong
// field, value or model, with the nearest one; (not_found) for a report, candidate or decision that is not there;
// (input) for a quote that is not in the report.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "store/decision.h"
#include "store/knowledge_base.h"

namespace colophon::query {

struct Act {
  std::string author;  // never empty
  int64_t time = 0;    // seconds since the epoch
  std::string note;    // why; may be empty
};

// The candidate with this id, or the only one whose id begins so, is right: it stands, and where the field has one
// value, nothing beside it does. Of any fact, not only those in the queue.
store::Decision accept(store::KnowledgeBase& base, const std::string& id, const Act& act);

// It is wrong: it neither stands nor comes back, whatever is extracted; other values of the field are as they were.
store::Decision reject(store::KnowledgeBase& base, const std::string& id, const Act& act);

struct Setting {
  std::string key;                  // of the report
  std::string field;                // any of its names
  std::string model;                // any of its names, "" for all the report's models
  std::vector<std::string> values;  // as people write them (written_value.h); none: the report does not disclose it
  bool beside = false;              // beside what stands, not in its place; for fields that have several values
  bool as_written = false;          // of written_value.h
  std::string quote;                // where it stands, verbatim but for line breaks and runs of blanks
  int page = 0;                     // of the quote; 0: whichever has it
};

// The field has these values. Each needs evidence: the quote, which must be in one block of the report's Document; else
// that of the extracted fact with the same value; else, what no report states, a note.
store::Decision set(store::KnowledgeBase& base, const Setting& setting, const Act& act);

// Takes what persons decided of the field and model away: what was extracted stands again.
store::Decision unset(store::KnowledgeBase& base, const std::string& key, const std::string& field,
                      const std::string& model, const Act& act);

// Puts back what the decision with this number replaced. An undone decision is undone by undoing the undoing. Refused
// where another one was made of the same field since: that is to be undone first.
store::Decision undo(store::KnowledgeBase& base, uint64_t number, const Act& act);

// The item's id from any name of a field that may be set. Throws schema::Error(usage) with the nearest.
std::string settable_field(const std::string& name);

}  // namespace colophon::query
