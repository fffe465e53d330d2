#include "store/writer_lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <ctime>
#include <fstream>
#include <iterator>
#include <string>
#include <utility>

#include "schema/error.h"

namespace colophon::store {
namespace {

std::string read_whole(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

// "process 4711 on lighthouse (colophon index reports), since 2025-03-01 11:20:05"
std::string self_description() {
  std::string command = read_whole("/proc/self/cmdline").substr(0, 200);
  while (!command.empty() && command.back() == '\0') command.pop_back();
  for (char& c : command) {
    if (static_cast<unsigned char>(c) < ' ') c = ' ';
  }
  const std::time_t now = std::time(nullptr);
  std::tm local{};
  localtime_r(&now, &local);
  std::array<char, 32> since{};
  std::strftime(since.data(), since.size(), "%Y-%m-%d %H:%M:%S", &local);
  std::array<char, 256> host{};
  gethostname(host.data(), host.size() - 1);
  return "process " + std::to_string(getpid()) + " on " + host.data() + " (" + command + "), since " + since.data();
}

std::filesystem::path lock_file(const std::filesystem::path& knowledge_base) { return knowledge_base / "writer.lock"; }

// A descriptor with the lock on it, -1 with errno else.
int acquire(const std::filesystem::path& file, bool wait) {
  const int descriptor = open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
  if (descriptor < 0) return -1;
  int locked = -1;
  do {
    locked = flock(descriptor, wait ? LOCK_EX : LOCK_EX | LOCK_NB);
  } while (locked != 0 && errno == EINTR);
  if (locked != 0) {
    const int error = errno;
    close(descriptor);
    errno = error;
    return -1;
  }
  const std::string description = self_description();
  // For people only: that it could not be written does not make the lock less of one.
  if (ftruncate(descriptor, 0) == 0) (void)!pwrite(descriptor, description.data(), description.size(), 0);
  return descriptor;
}

}  // namespace

WriterLock::WriterLock(const std::filesystem::path& knowledge_base, bool wait)
    : descriptor_(acquire(lock_file(knowledge_base), wait)) {
  if (descriptor_ >= 0) return;
  const std::string where = knowledge_base.string();
  if (errno == EWOULDBLOCK) {
    throw schema::Error(schema::Error::Kind::storage, where + " is being written by " +
                                                          read_whole(lock_file(knowledge_base)) +
                                                          "; wait for it to end (--wait), or stop it");
  }
  throw schema::Error(schema::Error::Kind::storage, "cannot write to " + where + ": " + std::strerror(errno) +
                                                        "; choose another directory with --kb");
}

std::optional<WriterLock> WriterLock::try_lock(const std::filesystem::path& knowledge_base) {
  const int descriptor = acquire(lock_file(knowledge_base), false);
  if (descriptor < 0) return std::nullopt;
  return WriterLock(descriptor);
}

WriterLock::WriterLock(WriterLock&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}

WriterLock::~WriterLock() {
  if (descriptor_ < 0) return;
  (void)!ftruncate(descriptor_, 0);
  close(descriptor_);
}

}  // namespace colophon::store
