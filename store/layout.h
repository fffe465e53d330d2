// Which versions of the records this program reads, and how it brings older ones forward.
//
//   layout 1  families records, documents, sources, changes, meta
//   layout 2  corrections beside them
//   layout 3  decisions, how corrections came about; corrections cite evidence, stand beside what was extracted, and
//             reject values
//
// A writer brings the records to the newest layout when it opens them; a reader reads every layout as it is. What the
// checklist no longer knows is left out of older records: `index` reads their reports again anyway, because the
// program's version is part of its recipe.
#pragma once

#include <cstddef>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>

namespace colophon::store {

inline constexpr int newest_layout = 3;

// The layout that the records' meta "version" names. Throws schema::Error(storage), naming `where`, for one that this
// program does not know.
int layout_of(const std::string& version, const std::string& where);

// Takes out of a record's JSON the facts whose field the checklist does not have, or has with another type of value;
// returns how many.
size_t drop_outdated_facts(nlohmann::json& record);

}  // namespace colophon::store
