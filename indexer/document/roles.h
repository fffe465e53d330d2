// Section roles: what a heading says its section is about. The patterns are data (data/lexicons/section_roles.json).
#pragma once

#include <string_view>
#include <vector>

#include "indexer/document/document.h"

namespace colophon::document {

// The role of a heading without its number; `other` where it tells nothing ("Training Details", "Data", "Setup"): such
// a section is about what the section above it is about. `manual`: the document is a user's manual as well.
Role role_of_heading(std::string_view title, bool manual = false);

// Sets every section's role. A document with usage sections counts as a manual: "Fine-tuning" there is advice for
// users.
void assign_roles(std::vector<Section>& sections);

}  // namespace colophon::document
