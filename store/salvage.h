// Damaged records: what can still be read of them is saved into new ones.
//
// The damaged files are kept beside (records.damaged). A report counts as saved when its record can be read, is the
// last that was put, and the Document that was committed with it can be read too. The next `index` reads all reports
// again, because damage may have brought up an older version of one. A salvage that is cut off begins again: the new
// records take their place in one rename, last.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace colophon::store {

struct Salvage {
  uint64_t saved = 0;             // reports
  std::vector<std::string> lost;  // keys of reports that are known to have been there
  std::filesystem::path kept;     // where the damaged files are
};

// True when records are there and some cannot be opened or read, or are not what was committed. Reads all of them.
bool records_are_damaged(const std::filesystem::path& records);

// `reports`: keys that are known from elsewhere to have been there. Throws schema::Error(storage) when the new records
// cannot be written.
Salvage salvage_records(const std::filesystem::path& records, const std::set<std::string>& reports);

}  // namespace colophon::store
