// What `colophon verify` checks: that every record is whole, and that the three stores agree.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "store/record_store.h"

namespace colophon::store {

// One line for each thing that is wrong and what mends it; empty when all is well. Beside a writer it judges one
// moment: a mirror that has yet to catch up is not wrong.
std::vector<std::string> verify_stores(const std::filesystem::path& records,
                                       const std::filesystem::path& knowledge_base);

}  // namespace colophon::store
