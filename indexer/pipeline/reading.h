// From a file's bytes to what is committed of it: reader, then extractors.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>

#include "indexer/extract/extract.h"
#include "schema/record.h"
#include "store/digest.h"

namespace colophon::pipeline {

struct Reading {
  schema::Record record;
  std::string document_json;
  size_t pages = 0;
};

// Throws schema::Error (or any std::exception) with the reason when the file cannot be read. Called from several
// threads.
using Reader = std::function<Reading(std::string_view bytes, const std::filesystem::path& path)>;

// The reader of the real pipeline.
Reader make_reader(const extract::Settings& settings);

// Names what the reader does: the program's version and its settings. When it changes, files are read again.
std::string recipe_of(const extract::Settings& settings);

using store::digest_of;

// A path or file name as UTF-8, its other bytes as U+FFFD.
std::string utf8(const std::filesystem::path& path);

}  // namespace colophon::pipeline
