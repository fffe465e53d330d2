// Tells of changes that were committed and that the records no longer have: their files were harmed, or put back to an
// earlier state, by something else than a crash. The records alone cannot know; what is beside them does:
//
//   mirrors.behind   there while the mirrors may lack a change; holds "SEQUENCE KEY" for each since they had all
//   the mirrors      each knows the number of the last change it has
//   changes.lost     holds each report that lost a change, until it is indexed again or `rebuild` has told of it
#pragma once

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <set>
#include <string>

namespace colophon::store {

class BehindMark {
 public:
  explicit BehindMark(const std::filesystem::path& knowledge_base);

  bool there() const;
  // To be called before a change. Throws schema::Error(storage) when the mark cannot be made.
  void set();
  // To be called after a change. That it cannot be written is no error: the change is made.
  void tell(uint64_t sequence, const std::string& key);
  // Forgets what it was told, and stays.
  void clear();
  void remove();
  // The reports of changes that it was told of after `sequence`.
  std::set<std::string> after(uint64_t sequence) const;

 private:
  const std::filesystem::path file_;
  std::ofstream out_;
};

class LostChanges {
 public:
  explicit LostChanges(const std::filesystem::path& knowledge_base);

  // The keys of reports, sorted; "" stands for changes of reports that are not known. Empty when nothing was lost.
  const std::set<std::string>& reports() const { return reports_; }
  // Throw schema::Error(storage) when they cannot be written.
  void add(const std::set<std::string>& reports);
  void forget(const std::string& report);
  void forget_all();

 private:
  void write() const;

  const std::filesystem::path file_;
  std::set<std::string> reports_;
};

// What is to be told a person of one of `reports()`.
std::string lost_line(const std::string& report);

// The reports of changes after `last`, the last that the records have, as the mark and the mirrors know them.
std::set<std::string> lost_after(uint64_t last, const BehindMark& mark, const std::filesystem::path& knowledge_base);

}  // namespace colophon::store
