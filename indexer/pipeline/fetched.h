// Whether a downloaded file is a report: looked at before it takes its place.
#pragma once

#include <filesystem>
#include <string>

#include "indexer/pipeline/reading.h"

namespace colophon::pipeline {

// Throws what `reader` throws, and schema::Error(input) for a bundle with hardly any text: it wraps a PDF, and the PDF
// itself is better. `name`: of the report, by which its format is told.
void check_fetched(const Reader& reader, const std::filesystem::path& file, const std::string& name);

}  // namespace colophon::pipeline
