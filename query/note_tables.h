// The tables of a reading note, in Markdown; "" where there is nothing to show.
#pragma once

#include <string>

#include "query/note_text.h"

namespace colophon::query {

// The models with their sizes.
std::string note_models(const NoteText& text);
// Several models side by side: the items of the architecture and of pre-training in which a value belongs to one of
// them, each cell with its place.
std::string note_configuration(const NoteText& text);
// The own models' scores.
std::string note_scores(const NoteText& text);

}  // namespace colophon::query
