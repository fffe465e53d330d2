// When a report was published, as far as it is known.
#pragma once

#include <string>

#include "schema/record.h"

namespace colophon::schema {

// The date that the report states, else the weaker hint that its file's path gives; "" for neither.
inline const std::string& date_of(const Record& record) {
  return record.release_date.empty() ? record.date_hint : record.release_date;
}

}  // namespace colophon::schema
