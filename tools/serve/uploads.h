// Reports that clients send: the bytes go into `sources/uploads/` of the knowledge base under the report's own name,
// and a job reads them. A report of the same name is replaced.
#pragma once

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

namespace colophon::serve {

// The name as a file name: no folder, no control character, not hidden, at most 200 bytes, of a format that a reader
// takes. Throws HttpError(400) for an empty one, HttpError(415) for a format that none reads, HttpError(400) else.
std::string upload_name(const std::string& name);

class Upload {
 public:
  // Throws schema::Error(storage) when the file cannot be made.
  Upload(const std::filesystem::path& knowledge_base, std::string name);
  ~Upload();  // what was not finished is removed
  Upload(const Upload&) = delete;
  Upload& operator=(const Upload&) = delete;

  // False when it cannot be written.
  bool write(std::string_view bytes);
  uint64_t size() const { return size_; }
  // Gives the file its name. Throws schema::Error(storage).
  std::filesystem::path finish();

 private:
  std::filesystem::path folder_, part_;
  std::string name_;
  std::ofstream out_;
  uint64_t size_ = 0;
};

}  // namespace colophon::serve
