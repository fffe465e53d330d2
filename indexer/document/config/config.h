// A model's config.json (Hugging Face) as a table of keys and values.
#pragma once

#include <string>
#include <string_view>

#include "indexer/document/outline.h"

namespace colophon::document {

// True for a JSON object that tells a model's shape or kind; a config.json may belong to anything.
bool is_model_config(std::string_view json);

// Appends a section with one table "key | value" of the language model: top-level keys and those of
// "text_config" and its like by their own names, other nested values by their path ("rope_scaling.factor"). The
// configurations of other components (vision, audio, quantization) are kept as code: their layers are not the model's.
// Throws schema::Error(input) naming `name` where it is no JSON object.
void add_config(std::string_view json, const std::string& name, Outline& outline);

}  // namespace colophon::document
