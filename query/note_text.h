// What a reading note says, piece by piece: its own words in both languages, the place of a statement, the statements
// on an item of the checklist. The note (note.h) and its tables and diagram put them together.
#pragma once

#include <string>
#include <vector>

#include "query/note.h"
#include "schema/checklist.h"
#include "schema/record.h"

namespace colophon::query {

// The note's own words in both languages.
struct NotePhrases {
  const char* not_disclosed;
  const char* mentioned;
  const char* summary;
  const char* highlights;
  const char* pipeline;
  const char* scores;
  const char* read_first;
  const char* colon;
  const char* comma;
  const char* page_before;
  const char* page_after;
  const char* total;
  const char* active;
  const char* model;
  const char* family;
  const char* benchmark;
  const char* setting;
  const char* value;
  const char* page;
  const char* configuration;
  const char* ahead;  // of the best baseline of the table
};

// Of one record in one language. Holds on to the record.
class NoteText {
 public:
  NoteText(const schema::Record& record, Language language);

  const schema::Record& record() const { return record_; }
  Language language() const { return language_; }
  const NotePhrases& phrases() const { return phrases_; }
  const std::string& in_language(const schema::Name& name) const;

  // A page, or the heading where the format has no pages: "p. 12", "§ Training".
  std::string place(int page, const std::string& section = "") const;
  // A value as the note writes it: the vocabulary's name in its language for kinds of architecture, amounts with unit.
  std::string value(const schema::Value& value, const schema::Item& item) const;
  // Each value of a field once, without places.
  std::vector<std::string> values(const std::string& field) const;
  // What the report says of an item, each with its place; values that hold for several models are one statement. Of the
  // record's head where the item stands there.
  std::vector<std::string> statements(const schema::Item& item) const;
  // "not disclosed", or that it is mentioned and no value was read.
  std::string silence(const std::string& item) const;
  std::string joined(const std::vector<std::string>& statements) const;

  std::vector<const schema::Score*> own_scores() const;
  // Where an own model is ahead of every baseline of its table: the report's principal model first, then the widest
  // margin; each with the best baseline and its place.
  std::string leads(size_t most) const;

 private:
  std::string fact_text(const schema::Fact& fact, const schema::Item& item) const;
  std::vector<std::string> quotes(const schema::Item& item) const;
  std::vector<std::string> of_head(const schema::Item& item) const;

  const schema::Record& record_;
  const Language language_;
  const NotePhrases& phrases_;
};

}  // namespace colophon::query
