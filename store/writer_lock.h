// The lock that one writer holds on a knowledge base. It is the kernel's (flock): it ends with the process, however
// that ends. The file says who holds it.
#pragma once

#include <filesystem>
#include <optional>

namespace colophon::store {

class WriterLock {
 public:
  // Throws Error(storage) that names the holder (process, host, since when), or says why the lock file cannot be made.
  // With `wait` it waits for the holder to end.
  explicit WriterLock(const std::filesystem::path& knowledge_base, bool wait = false);
  // The lock, or nothing when another process holds it or it cannot be made.
  static std::optional<WriterLock> try_lock(const std::filesystem::path& knowledge_base);

  WriterLock(WriterLock&& other) noexcept;
  WriterLock& operator=(WriterLock&&) = delete;
  ~WriterLock();

 private:
  explicit WriterLock(int descriptor) : descriptor_(descriptor) {}
  int descriptor_ = -1;
};

}  // namespace colophon::store
