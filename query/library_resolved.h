// A condition with what the index has for it: between library*.cc only.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "query/index_terms.h"
#include "query/library.h"

namespace colophon::query {

struct Library::Resolved {
  Condition condition;
  std::vector<Resolved> parts;
  std::set<std::string> keys;             // value: the accepted keys (schema::value_key, or the label's term_key)
  std::vector<std::string> terms;         // ... and their terms
  std::vector<const ScoreEntry*> scores;  // range over scores: those within
  std::set<std::string> scored;           // ... and their reports
  bool of_model = false;                  // `disclosed`: by the model's own facts, where a value of the field is denied
  mutable std::optional<std::set<std::string>> reports;  // that have it as a whole (reports_with)
};

struct Library::Selection {
  Condition condition;
  Resolved resolved;
  Queries queries;                         // of models
  bool exact = false;                      // nothing had to be read to know who satisfies it
  std::vector<const ModelEntry*> checked;  // those of the unsure that do
};

// Whether the documents of reports alone say which reports satisfy it: it asks no two things of the same model, and
// denies nothing of models.
bool by_reports(const Condition& condition);

struct Valued {
  double number = 0;  // in the slot
  std::string key;    // in the key slot
  Xapian::docid id = 0;
};

// The first `most` documents of a query by the number in `slot`, equal ones by what is in `key_slot`, most often the
// report's key. Sorted where the index is: a remote document's values cost a round trip each.
std::vector<Valued> by_value(const Xapian::Database& index, const Xapian::Query& query, Xapian::valueno slot,
                             bool highest, Xapian::valueno key_slot, size_t most);

}  // namespace colophon::query
