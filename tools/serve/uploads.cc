#include "tools/serve/uploads.h"

#include <unistd.h>

#include <algorithm>
#include <atomic>

#include "indexer/document/reader.h"
#include "schema/error.h"
#include "tools/serve/http_error.h"

namespace colophon::serve {

namespace fs = std::filesystem;
using schema::Error;

std::string upload_name(const std::string& name) {
  constexpr size_t longest = 200;
  if (name.empty()) throw HttpError(400, "the upload has no name; give the file's name as parameter \"name\"");
  const bool bad = name.size() > longest || name.front() == '.' ||
                   std::any_of(name.begin(), name.end(),
                               [](unsigned char c) { return c < 0x20 || c == 0x7F || c == '/' || c == '\\'; });
  if (bad) throw HttpError(400, "this is no name for a report's file; give one without folders, like report.pdf");
  if (!document::readable(name)) {
    throw HttpError(415, "no reader takes a file of this name; send .pdf, .md, .html, .tex, .tar.gz, .docx or .txt");
  }
  return name;
}

Upload::Upload(const fs::path& knowledge_base, std::string name)
    : folder_(knowledge_base / "sources" / "uploads"), name_(std::move(name)) {
  static std::atomic<unsigned> number = 0;
  std::error_code error;
  fs::create_directories(folder_, error);
  part_ = folder_ / (".part-" + std::to_string(::getpid()) + "-" + std::to_string(++number));
  out_.open(part_, std::ios::binary | std::ios::trunc);
  if (!out_) {
    throw Error(Error::Kind::storage,
                "cannot write below " + folder_.string() + "; check its permissions and free space");
  }
}

Upload::~Upload() {
  std::error_code ignored;
  if (!part_.empty()) fs::remove(part_, ignored);
}

bool Upload::write(std::string_view bytes) {
  size_ += bytes.size();
  return static_cast<bool>(out_.write(bytes.data(), static_cast<std::streamsize>(bytes.size())));
}

fs::path Upload::finish() {
  out_.close();
  fs::path file = folder_ / name_;
  std::error_code error;
  if (out_) fs::rename(part_, file, error);
  if (!out_ || error) {
    throw Error(Error::Kind::storage, "cannot write " + file.string() + "; check its permissions and free space");
  }
  part_.clear();
  return file;
}

}  // namespace colophon::serve
