// A library to preload (LD_PRELOAD) that makes a program's disk, or its memory, fail at the Nth call. It stands below
// RocksDB, Xapian and SQLite alike. tools/reliability drives it by the environment:
//
//   FAULTS_BELOW  the directory whose files count; calls on others are left alone. Counting begins with the first file
//                 opened there
//   FAULTS_CALLS  what counts: any of "write sync rename open truncate alloc"
//   FAULTS_AT     the number of the call that fails, from 1
//   FAULTS_DEED   an errno ("ENOSPC", "EIO", "EDQUOT", "EROFS", "ENOMEM"); "short": half of a write is done; "kill":
//                 SIGKILL before the call; "power": the same, and every file loses what was not synced
//   FAULTS_AFTER  the name of a file: counting begins when it is removed
//   FAULTS_LASTING  "1": all later calls fail too
//   FAULTS_LIES   "1": a disk that lies: it says that it has synced and has not. What a power cut then takes is a loss
//                 that whoever looks for losses must find
//   FAULTS_COUNT  a file that is told the number of calls when the program ends by itself
//
// Programs that the program starts are left alone.
#include <dlfcn.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdarg>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>

extern "C" {
void* __libc_malloc(size_t);            // NOLINT(bugprone-reserved-identifier): glibc's own, below what is preloaded
void* __libc_calloc(size_t, size_t);    // NOLINT(bugprone-reserved-identifier)
void* __libc_realloc(void*, size_t);    // NOLINT(bugprone-reserved-identifier)
void* __libc_memalign(size_t, size_t);  // NOLINT(bugprone-reserved-identifier)
}

namespace {

struct Plan {
  std::string below, calls, deed, count_file, after;
  unsigned long at = 0;
  bool lasting = false, lies = false;
  int error = 0;
};

std::atomic<bool> planned = false;
std::atomic<bool> armed = false;
std::atomic<bool> begun = true;  // false until the file of FAULTS_AFTER is gone
std::atomic<unsigned long> seen = 0;
thread_local bool inside = false;  // what the shim itself does is no call of the program's

Plan& plan() {
  static Plan made;
  return made;
}

// Which descriptors are of files below, and how much of each file would outlive a power cut.
constexpr int most_descriptors = 4096;
std::array<std::atomic<bool>, most_descriptors> ours;

struct Files {
  std::mutex mutex;
  std::map<int, std::string> names;
  std::map<std::string, off_t> synced;
};

Files& files() {
  static auto* const made = new Files;  // outlives the program's last call
  return *made;
}

class Inside {
 public:
  Inside() : before_(std::exchange(inside, true)) {}
  ~Inside() { inside = before_; }
  Inside(const Inside&) = delete;
  Inside& operator=(const Inside&) = delete;

 private:
  bool before_;
};

template <typename Function>
Function real(const char* name) {
  return reinterpret_cast<Function>(dlsym(RTLD_NEXT, name));
}

__attribute__((constructor)) void read_plan() {
  const Inside guard;
  const auto get = [](const char* name) {
    const char* value = std::getenv(name);
    return std::string(value == nullptr ? "" : value);
  };
  Plan& made = plan();
  made.below = get("FAULTS_BELOW");
  made.calls = get("FAULTS_CALLS");
  made.deed = get("FAULTS_DEED");
  made.count_file = get("FAULTS_COUNT");
  made.after = get("FAULTS_AFTER");
  begun = made.after.empty();
  made.at = std::strtoul(get("FAULTS_AT").c_str(), nullptr, 10);
  made.lasting = get("FAULTS_LASTING") == "1";
  made.lies = get("FAULTS_LIES") == "1";
  static constexpr std::pair<const char*, int> errors[] = {
      {"ENOSPC", ENOSPC}, {"EIO", EIO}, {"EDQUOT", EDQUOT}, {"EROFS", EROFS}, {"ENOMEM", ENOMEM}};
  for (const auto& [name, error] : errors) {
    if (made.deed == name) made.error = error;
  }
  unsetenv("LD_PRELOAD");
  planned = !made.below.empty();
}

__attribute__((destructor)) void tell_count() {
  if (!planned || plan().count_file.empty()) return;
  planned = false;
  const int file = real<int (*)(const char*, int, ...)>("open")(plan().count_file.c_str(), O_WRONLY | O_CREAT, 0666);
  const std::string text = std::to_string(seen.load());
  if (file >= 0) (void)!real<ssize_t (*)(int, const void*, size_t)>("write")(file, text.data(), text.size());
}

void lose_what_is_not_synced() {
  Files& all = files();
  const std::lock_guard lock(all.mutex);
  for (const auto& [name, size] : all.synced) {
    struct stat info {};
    if (stat(name.c_str(), &info) == 0 && info.st_size > size) (void)!truncate(name.c_str(), size);
  }
}

bool is_below(const char* path) {
  return planned && path != nullptr && std::strstr(path, plan().below.c_str()) == path;
}

bool is_ours(int descriptor) {
  return planned && !inside && descriptor >= 0 && descriptor < most_descriptors && ours[descriptor];
}

// Counts a call; true when it is to fail, with errno set.
bool fails(const char* call) {
  if (!planned || !armed || !begun || inside) return false;
  const Inside guard;
  if (plan().calls.find(call) == std::string::npos) return false;
  const unsigned long number = ++seen;
  if (number != plan().at && !(plan().lasting && number > plan().at && plan().at > 0)) return false;
  if (plan().deed == "power") lose_what_is_not_synced();
  if (plan().deed == "power" || plan().deed == "kill") raise(SIGKILL);
  errno = plan().error;
  return plan().error != 0;
}

bool writes_half() { return plan().deed == "short" && seen == plan().at; }

void opened(int descriptor, const char* path, int flags, off_t size_before) {
  if (descriptor < 0 || descriptor >= most_descriptors || !is_below(path)) return;
  const Inside guard;
  armed = true;
  ours[descriptor] = true;
  if ((flags & O_ACCMODE) == O_RDONLY) return;
  Files& all = files();
  const std::lock_guard lock(all.mutex);
  all.names[descriptor] = path;
  if ((flags & O_TRUNC) != 0) size_before = 0;
  all.synced.emplace(path, size_before);
}

off_t size_of(const char* path) {
  const Inside guard;
  struct stat info {};
  return is_below(path) && stat(path, &info) == 0 ? info.st_size : 0;
}

void synced(int descriptor) {
  if (plan().lies) return;
  const Inside guard;
  Files& all = files();
  const std::lock_guard lock(all.mutex);
  const auto name = all.names.find(descriptor);
  struct stat info {};
  if (name != all.names.end() && fstat(descriptor, &info) == 0) all.synced[name->second] = info.st_size;
}

void renamed(const char* from, const char* to) {
  if (!is_below(from)) return;
  const Inside guard;
  Files& all = files();
  const std::lock_guard lock(all.mutex);
  const auto at = all.synced.find(from);
  if (at == all.synced.end()) return;
  all.synced[to] = at->second;
  all.synced.erase(at);
  for (auto& [descriptor, name] : all.names) {
    if (name == from) name = to;
  }
}

void removed(const char* path) {
  const Inside guard;
  if (std::string_view(path).ends_with("/" + plan().after)) begun = true;
  Files& all = files();
  const std::lock_guard lock(all.mutex);
  all.synced.erase(path);
}

bool creates(int flags) { return (flags & O_CREAT) != 0 || (flags & O_ACCMODE) != O_RDONLY; }

template <typename Open>
int open_by(const char* path, int flags, Open open_file) {
  if (!is_below(path) || inside) return open_file();
  armed = true;
  if (creates(flags) && fails("open")) return -1;
  const off_t before = size_of(path);
  const int descriptor = open_file();
  opened(descriptor, path, flags, before);
  return descriptor;
}

mode_t mode_of(int flags, va_list arguments) {
  return (flags & (O_CREAT | O_TMPFILE)) != 0 ? static_cast<mode_t>(va_arg(arguments, int)) : 0;
}

template <typename Write>
ssize_t write_by(int descriptor, size_t count, Write write_bytes) {
  if (!is_ours(descriptor)) return write_bytes(count);
  if (fails("write")) return -1;
  return write_bytes(writes_half() ? (count + 1) / 2 : count);
}

template <typename Function, typename... Arguments>
int failing(bool counts, const char* call, const char* name, Arguments... arguments) {
  static const auto function = real<Function>(name);
  return counts && fails(call) ? -1 : function(arguments...);
}

}  // namespace

extern "C" {

#define OPEN_LIKE(NAME)                                                       \
  int NAME(const char* path, int flags, ...) {                                \
    static const auto function = real<int (*)(const char*, int, ...)>(#NAME); \
    va_list arguments;                                                        \
    va_start(arguments, flags);                                               \
    const mode_t mode = mode_of(flags, arguments);                            \
    va_end(arguments);                                                        \
    return open_by(path, flags, [&] { return function(path, flags, mode); }); \
  }
OPEN_LIKE(open)
OPEN_LIKE(open64)

#define OPENAT_LIKE(NAME)                                                                \
  int NAME(int directory, const char* path, int flags, ...) {                            \
    static const auto function = real<int (*)(int, const char*, int, ...)>(#NAME);       \
    va_list arguments;                                                                   \
    va_start(arguments, flags);                                                          \
    const mode_t mode = mode_of(flags, arguments);                                       \
    va_end(arguments);                                                                   \
    return open_by(path, flags, [&] { return function(directory, path, flags, mode); }); \
  }
OPENAT_LIKE(openat)
OPENAT_LIKE(openat64)

#define FOPEN_LIKE(NAME)                                                                       \
  FILE* NAME(const char* path, const char* how) {                                              \
    static const auto function = real<FILE* (*)(const char*, const char*)>(#NAME);             \
    const int flags = how[0] == 'r' && std::strchr(how, '+') == nullptr ? O_RDONLY : O_WRONLY; \
    if (!is_below(path) || inside) return function(path, how);                                 \
    armed = true;                                                                              \
    if (creates(flags) && fails("open")) return nullptr;                                       \
    FILE* file = function(path, how);                                                          \
    if (file != nullptr) opened(fileno(file), path, flags | (how[0] == 'w' ? O_TRUNC : 0), 0); \
    return file;                                                                               \
  }
FOPEN_LIKE(fopen)
FOPEN_LIKE(fopen64)

int close(int descriptor) {
  static const auto function = real<int (*)(int)>("close");
  if (is_ours(descriptor)) {
    const Inside guard;
    ours[descriptor] = false;
    const std::lock_guard lock(files().mutex);
    files().names.erase(descriptor);
  }
  return function(descriptor);
}

ssize_t write(int descriptor, const void* bytes, size_t count) {
  static const auto function = real<ssize_t (*)(int, const void*, size_t)>("write");
  return write_by(descriptor, count, [&](size_t part) { return function(descriptor, bytes, part); });
}

ssize_t pwrite(int descriptor, const void* bytes, size_t count, off_t at) {
  static const auto function = real<ssize_t (*)(int, const void*, size_t, off_t)>("pwrite");
  return write_by(descriptor, count, [&](size_t part) { return function(descriptor, bytes, part, at); });
}

ssize_t pwrite64(int descriptor, const void* bytes, size_t count, off_t at) {
  static const auto function = real<ssize_t (*)(int, const void*, size_t, off_t)>("pwrite64");
  return write_by(descriptor, count, [&](size_t part) { return function(descriptor, bytes, part, at); });
}

ssize_t writev(int descriptor, const iovec* parts, int count) {
  static const auto function = real<ssize_t (*)(int, const iovec*, int)>("writev");
  return is_ours(descriptor) && fails("write") ? -1 : function(descriptor, parts, count);
}

int fsync(int descriptor) {
  const int result = failing<int (*)(int)>(is_ours(descriptor), "sync", "fsync", descriptor);
  if (result == 0 && is_ours(descriptor)) synced(descriptor);
  return result;
}

int fdatasync(int descriptor) {
  const int result = failing<int (*)(int)>(is_ours(descriptor), "sync", "fdatasync", descriptor);
  if (result == 0 && is_ours(descriptor)) synced(descriptor);
  return result;
}

int rename(const char* from, const char* to) {
  const int result = failing<int (*)(const char*, const char*)>(is_below(from), "rename", "rename", from, to);
  if (result == 0) renamed(from, to);
  return result;
}

#define UNLINK_LIKE(NAME)                                                                    \
  int NAME(const char* path) {                                                               \
    const int result = failing<int (*)(const char*)>(is_below(path), "rename", #NAME, path); \
    if (result == 0 && is_below(path)) removed(path);                                        \
    return result;                                                                           \
  }
UNLINK_LIKE(unlink)
UNLINK_LIKE(remove)  // std::filesystem::remove; glibc's does not come by the one above

int mkdir(const char* path, mode_t mode) {
  return failing<int (*)(const char*, mode_t)>(is_below(path), "rename", "mkdir", path, mode);
}

int ftruncate(int descriptor, off_t size) {
  return failing<int (*)(int, off_t)>(is_ours(descriptor), "truncate", "ftruncate", descriptor, size);
}

int ftruncate64(int descriptor, off_t size) {
  return failing<int (*)(int, off_t)>(is_ours(descriptor), "truncate", "ftruncate64", descriptor, size);
}

int fallocate(int descriptor, int mode, off_t at, off_t count) {
  return failing<int (*)(int, int, off_t, off_t)>(is_ours(descriptor), "truncate", "fallocate", descriptor, mode, at,
                                                  count);
}

int fallocate64(int descriptor, int mode, off_t at, off_t count) {
  return failing<int (*)(int, int, off_t, off_t)>(is_ours(descriptor), "truncate", "fallocate64", descriptor, mode, at,
                                                  count);
}

void* malloc(size_t count) { return fails("alloc") ? nullptr : __libc_malloc(count); }

void* calloc(size_t count, size_t size) { return fails("alloc") ? nullptr : __libc_calloc(count, size); }

void* realloc(void* memory, size_t size) { return fails("alloc") ? nullptr : __libc_realloc(memory, size); }

void* aligned_alloc(size_t alignment, size_t size) {
  return fails("alloc") ? nullptr : __libc_memalign(alignment, size);
}

int posix_memalign(void** memory, size_t alignment, size_t size) {
  if (fails("alloc")) return ENOMEM;
  *memory = __libc_memalign(alignment, size);
  return *memory == nullptr ? ENOMEM : 0;
}

}  // extern "C"
