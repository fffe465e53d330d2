#include "indexer/document/docx/package.h"

#include <archive.h>
#include <archive_entry.h>

#include <algorithm>
#include <memory>

#include "schema/error.h"

namespace colophon::document {
namespace {

using schema::Error;

constexpr size_t max_part = size_t{128} << 20;
constexpr int max_entries = 20000;

bool is_wanted(std::string_view path) {
  static constexpr std::string_view paths[] = {"word/document.xml", "word/styles.xml", "word/footnotes.xml",
                                               "word/endnotes.xml", "docProps/core.xml"};
  return std::find(std::begin(paths), std::end(paths), path) != std::end(paths);
}

[[noreturn]] void refuse(const std::string& name, const std::string& why) {
  throw Error(Error::Kind::input, name + ": " + why);
}

}  // namespace

std::map<std::string, std::string> read_docx_package(std::string_view bytes, const std::string& name) {
  if (bytes.starts_with("\xD0\xCF\x11\xE0")) {
    refuse(name, "is protected by a password or of an old Office format; save it as .docx without a password");
  }
  const std::unique_ptr<archive, decltype(&archive_read_free)> reader(archive_read_new(), archive_read_free);
  archive_read_support_format_zip(reader.get());
  if (archive_read_open_memory(reader.get(), bytes.data(), bytes.size()) != ARCHIVE_OK) {
    refuse(name, "is no Word document; give .docx, or export it as PDF");
  }
  std::map<std::string, std::string> parts;
  archive_entry* entry = nullptr;
  for (int entries = 0;;) {
    const int status = archive_read_next_header(reader.get(), &entry);
    if (status == ARCHIVE_EOF) break;
    if (status < ARCHIVE_WARN || ++entries > max_entries)
      refuse(name, "the document is damaged or cut off; save or download it again");
    const char* path = archive_entry_pathname(entry);
    if (path == nullptr || !is_wanted(path)) continue;
    if (archive_entry_is_encrypted(entry) != 0) refuse(name, "is protected by a password; save it without one");
    std::string& part = parts[path];
    part.clear();
    const void* block = nullptr;
    size_t size = 0;
    la_int64_t offset = 0;
    int read = ARCHIVE_OK;
    while ((read = archive_read_data_block(reader.get(), &block, &size, &offset)) == ARCHIVE_OK) {
      if (part.size() + size > max_part) refuse(name, "unpacks to more than a report can be");
      part.append(static_cast<const char*>(block), size);
    }
    if (read != ARCHIVE_EOF) refuse(name, "the document is damaged or cut off; save or download it again");
  }
  if (!parts.contains("word/document.xml"))
    refuse(name, "is a ZIP archive but no Word document; give .docx, or export it as PDF");
  return parts;
}

}  // namespace colophon::document
