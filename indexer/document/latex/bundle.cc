#include "indexer/document/latex/bundle.h"

#include <archive.h>
#include <archive_entry.h>

#include <algorithm>
#include <filesystem>
#include <memory>

#include "indexer/document/encoding.h"
#include "schema/ascii.h"
#include "schema/error.h"

namespace colophon::document {
namespace {

using schema::Error;

constexpr size_t max_text = size_t{64} << 20;
constexpr size_t max_skipped = size_t{2} << 30;  // figures: unpacked by the library to get past them
constexpr int max_entries = 5000;

bool is_tex(const std::filesystem::path& path) {
  const std::string extension = schema::lowered(path.extension().string());
  return extension == ".tex" || extension == ".bbl" || extension == ".sty" || extension == ".ltx" ||
         extension == ".tikz" || extension == ".latex";
}

// "./a/b.tex" as "a/b.tex"; "" for a path that leaves the archive.
std::string inner_path(const char* raw) {
  const std::filesystem::path path = std::filesystem::path(raw == nullptr ? "" : raw).lexically_normal();
  if (path.empty() || path.is_absolute() || *path.begin() == "..") return "";
  return path.generic_string();
}

}  // namespace

std::map<std::string, std::string> read_tex_bundle(std::string_view bytes, const std::string& name) {
  const std::unique_ptr<archive, decltype(&archive_read_free)> reader(archive_read_new(), archive_read_free);
  archive_read_support_filter_gzip(reader.get());
  archive_read_support_filter_bzip2(reader.get());
  archive_read_support_filter_xz(reader.get());
  archive_read_support_format_tar(reader.get());
  archive_read_support_format_raw(reader.get());
  if (archive_read_open_memory(reader.get(), bytes.data(), bytes.size()) != ARCHIVE_OK) {
    throw Error(Error::Kind::input, name + ": is no archive that can be read; download it again");
  }
  std::map<std::string, std::string> files;
  size_t text = 0, skipped = 0;
  int entries = 0;
  archive_entry* entry = nullptr;
  for (;;) {
    const int status = archive_read_next_header(reader.get(), &entry);
    if (status == ARCHIVE_EOF) break;
    if (status < ARCHIVE_WARN)
      throw Error(Error::Kind::input, name + ": the archive is damaged or cut off; download it again");
    if (++entries > max_entries)
      throw Error(Error::Kind::input, name + ": the archive holds more than 5,000 entries; it is no report's source");
    const bool raw = archive_format(reader.get()) == ARCHIVE_FORMAT_RAW;
    const std::string path = raw ? "main.tex" : inner_path(archive_entry_pathname(entry));
    if (!raw && (path.empty() || archive_entry_filetype(entry) != AE_IFREG)) continue;
    const bool wanted = is_tex(path);
    std::string content;
    const void* block = nullptr;
    size_t size = 0;
    la_int64_t offset = 0;
    int read = ARCHIVE_OK;
    while ((read = archive_read_data_block(reader.get(), &block, &size, &offset)) == ARCHIVE_OK) {
      (wanted ? text : skipped) += size;
      if (text > max_text || skipped > max_skipped) {
        throw Error(Error::Kind::input, name + ": the archive unpacks to more than a report's source can be");
      }
      if (wanted) content.append(static_cast<const char*>(block), size);
    }
    // What is still packed after unpacking was cut off in its head.
    if (read != ARCHIVE_EOF || (raw && content.starts_with("\x1F\x8B")))
      throw Error(Error::Kind::input, name + ": the archive is damaged or cut off; download it again");
    if (!wanted || content.empty()) continue;
    try {
      files[path] = to_utf8(content, name + ": " + path);
    } catch (const Error&) {
      if (raw) throw;
      // One unreadable file among many.
    }
  }
  if (files.empty()) throw Error(Error::Kind::input, name + ": the archive holds no TeX source; give the report's PDF");
  return files;
}

}  // namespace colophon::document
