// What reports say of the checklist's items, as the search index has it (its item documents): read once, and for many
// reports together where it is known before what will be asked. Over a network each reading is a round trip.
#pragma once

#include <xapian.h>

#include <set>
#include <string>
#include <unordered_map>
#include <vector>

namespace colophon::query {

class ItemTexts {
 public:
  explicit ItemTexts(Xapian::Database index) : index_(std::move(index)) {}

  // Reads what the reports with these keys say of these items, as far as it is not known.
  void read(const std::vector<std::string>& items, const std::set<std::string>& keys);
  // The data of the item's document (store/search_index.h), "" where the report says nothing. Read when it is not known
  // yet; who asks one report for several items is given all that it says.
  const std::string& of(const std::string& key, const std::string& item);

 private:
  struct Report {
    std::unordered_map<std::string, std::string> texts;
    std::set<std::string> known;  // items that were looked for
    bool whole = false;           // all were
  };
  void take(const Xapian::Query& query);

  Xapian::Database index_;
  std::unordered_map<std::string, Report> reports_;
};

}  // namespace colophon::query
