// Records whose list of files is gone or names a file that cannot be opened: the list is made anew from the files.
#pragma once

#include <filesystem>

namespace colophon::store {

// Files that cannot be opened are moved to lost/ in `directory`; what the others and the log hold is there afterwards.
// Changes the files: to be given a copy, or what a salvage keeps. That nothing can be made of them is no error here;
// opening them says so.
void repair_record_files(const std::filesystem::path& directory);

}  // namespace colophon::store
