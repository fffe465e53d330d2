// The checklist: what a record may say. It is data (data/checklist.json), read once; this is its typed face.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "schema/value.h"

namespace colophon::schema {

// As data/checklist.json writes it: "number", "term".
std::string_view type_name(ValueType type);

// A name in both languages.
struct Name {
  std::string en;
  std::string zh;
};

// One value of a closed vocabulary: how it is written in a record, and how reports write it (any language, any case).
struct Term {
  std::string value;
  std::vector<std::string> aliases;
};

enum class ItemKind { field, narrative };

struct Item {
  std::string id;       // "arch.layers"; the first part is not the section: see `section`
  std::string section;  // "overview" | "pretrain" | "mid" | "post" | "eval" | "insights" | "safety" | "limitations"
  ItemKind kind = ItemKind::field;
  Name name;
  ValueType type = ValueType::term;   // fields only
  std::string unit;                   // "tokens", "steps", "hours", "percent", "" ...
  std::vector<Term> vocabulary;       // known values; empty where free
  bool closed = false;                // values outside the vocabulary are wrong
  bool open = false;                  // free text: two values are the same when they share most of their words
  bool many = false;                  // a model may have several right values (data sources, attention kinds, ...)
  bool combines = false;              // values stand beside each other ("mixed" precision of "FP8" and "BF16")
  std::vector<std::string> synonyms;  // other ways people call the item in questions, both languages
};

struct ChecklistSection {
  std::string id;
  Name name;
};

// The six highlights of a reading note: which items each one is assembled from.
struct Highlight {
  std::string id;
  Name name;
  std::vector<std::string> items;
};

class Checklist {
 public:
  // The embedded checklist. Thread-safe; the same object every time.
  static const Checklist& standard();

  // Parses a checklist. Throws Error(input) naming the entry that is wrong.
  static Checklist parse(std::string_view json);

  const std::vector<ChecklistSection>& sections() const { return sections_; }
  const std::vector<Item>& items() const { return items_; }  // in the order of the guide
  const std::vector<Highlight>& highlights() const { return highlights_; }

  // The item with this id, or nullptr.
  const Item* find(std::string_view id) const;

 private:
  std::vector<ChecklistSection> sections_;
  std::vector<Item> items_;
  std::vector<Highlight> highlights_;
};

}  // namespace colophon::schema
