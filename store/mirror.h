// A mirror of the records in another shape. It follows the change sequence: what it holds and the number of the last
// change in it become visible together, in `save`. A mirror that cannot be opened, or has another layout, starts empty
// at sequence 0: it can always be made again.
#pragma once

#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <string>

#include "store/knowledge_base.h"

namespace colophon::store {

class Mirror {
 public:
  virtual ~Mirror() = default;
  // Of the last change it holds.
  virtual uint64_t sequence() const = 0;
  // Puts a report in place of an earlier one of the same key. Doing it twice is the same as once.
  virtual void put(const Entry& entry, const nlohmann::json& document) = 0;
  virtual void remove(const std::string& key) = 0;
  // Makes everything since the last save durable and visible.
  virtual void save(uint64_t sequence) = 0;
};

}  // namespace colophon::store
