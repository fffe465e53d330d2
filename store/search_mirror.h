// The Xapian mirror. search_index.h says what it writes; search_documents.h makes the documents.
#pragma once

#include <xapian.h>

#include <filesystem>
#include <string>

#include "store/mirror.h"

namespace colophon::store {

// Where it is, and what its metadata "layout" must say: a version and the checklist's order, which gives the slots.
std::filesystem::path search_directory(const std::filesystem::path& knowledge_base);
std::string search_layout();

class SearchMirror : public Mirror {
 public:
  explicit SearchMirror(const std::filesystem::path& knowledge_base);

  uint64_t sequence() const override { return sequence_; }
  void put(const Entry& entry, const nlohmann::json& document) override;
  void remove(const std::string& key) override;
  void save(uint64_t sequence) override;

 private:
  void begin();

  Xapian::WritableDatabase database_;
  uint64_t sequence_ = 0;
  bool in_transaction_ = false;
};

// The sequence an index holds; 0 when there is none that can be read.
uint64_t search_sequence(const std::filesystem::path& knowledge_base);

}  // namespace colophon::store
