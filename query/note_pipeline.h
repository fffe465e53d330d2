// The training pipeline of a report as a Mermaid diagram under its heading: the stages that it tells of, in order, each
// with what is known of it.
#pragma once

#include <string>

#include "query/note_text.h"

namespace colophon::query {

std::string note_pipeline(const NoteText& text);

}  // namespace colophon::query
