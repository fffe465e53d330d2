#include "indexer/pipeline/confinement.h"

#include <fcntl.h>
#include <seccomp.h>
#include <sys/prctl.h>
#include <sys/resource.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <memory>
#include <string>
#include <utility>

#include "schema/error.h"

namespace colophon::pipeline {
namespace {

using schema::Error;

constexpr rlim_t open_files = 64;

// With sanitizers, address space is reserved by the terabyte.
#if defined(__has_feature)
#define COLOPHON_HAS(feature) __has_feature(feature)
#else
#define COLOPHON_HAS(feature) 0
#endif
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__) || COLOPHON_HAS(address_sanitizer) || \
    COLOPHON_HAS(thread_sanitizer)
constexpr bool memory_can_be_limited = false;
#else
constexpr bool memory_can_be_limited = true;
#endif

void limit(int what, rlim_t value) {
  const rlimit both = {value, value};
  setrlimit(static_cast<__rlimit_resource>(what), &both);
}

// What parsing needs: memory, clocks, signals of its own, and reading what is open or may be read.
const std::array allowed = {SCMP_SYS(read),
                            SCMP_SYS(write),
                            SCMP_SYS(readv),
                            SCMP_SYS(writev),
                            SCMP_SYS(pread64),
                            SCMP_SYS(close),
                            SCMP_SYS(fstat),
                            SCMP_SYS(newfstatat),
                            SCMP_SYS(stat),
                            SCMP_SYS(lstat),
                            SCMP_SYS(statx),
                            SCMP_SYS(lseek),
                            SCMP_SYS(access),
                            SCMP_SYS(faccessat),
                            SCMP_SYS(faccessat2),
                            SCMP_SYS(readlink),
                            SCMP_SYS(readlinkat),
                            SCMP_SYS(getdents64),
                            SCMP_SYS(getcwd),
                            SCMP_SYS(poll),
                            SCMP_SYS(ppoll),
                            SCMP_SYS(recvfrom),
                            SCMP_SYS(sendto),
                            SCMP_SYS(mmap),
                            SCMP_SYS(munmap),
                            SCMP_SYS(mremap),
                            SCMP_SYS(mprotect),
                            SCMP_SYS(madvise),
                            SCMP_SYS(brk),
                            SCMP_SYS(futex),
                            SCMP_SYS(clock_gettime),
                            SCMP_SYS(clock_getres),
                            SCMP_SYS(gettimeofday),
                            SCMP_SYS(time),
                            SCMP_SYS(getrandom),
                            SCMP_SYS(getrusage),
                            SCMP_SYS(setrlimit),
                            SCMP_SYS(getrlimit),
                            SCMP_SYS(prlimit64),
                            SCMP_SYS(getpid),
                            SCMP_SYS(gettid),
                            SCMP_SYS(tgkill),
                            SCMP_SYS(rt_sigaction),
                            SCMP_SYS(rt_sigprocmask),
                            SCMP_SYS(rt_sigreturn),
                            SCMP_SYS(sigaltstack),
                            SCMP_SYS(sched_yield),
                            SCMP_SYS(sched_getaffinity),
                            SCMP_SYS(set_robust_list),
                            SCMP_SYS(rseq),
                            SCMP_SYS(uname),
                            SCMP_SYS(sysinfo),
                            SCMP_SYS(exit),
                            SCMP_SYS(exit_group),
                            SCMP_SYS(restart_syscall),
                            SCMP_SYS(clock_nanosleep),
                            SCMP_SYS(nanosleep),
                            SCMP_SYS(getuid),
                            SCMP_SYS(geteuid),
                            SCMP_SYS(getgid),
                            SCMP_SYS(getegid)};

// What no parser asks for by accident: whoever does is stopped at once.
const std::array deadly = {SCMP_SYS(execve),   SCMP_SYS(execveat),
                           SCMP_SYS(socket),   SCMP_SYS(connect),
                           SCMP_SYS(bind),     SCMP_SYS(listen),
                           SCMP_SYS(ptrace),   SCMP_SYS(fork),
                           SCMP_SYS(vfork),    SCMP_SYS(clone),
                           SCMP_SYS(clone3),   SCMP_SYS(unlink),
                           SCMP_SYS(unlinkat), SCMP_SYS(rename),
                           SCMP_SYS(renameat), SCMP_SYS(renameat2),
                           SCMP_SYS(mkdir),    SCMP_SYS(mkdirat),
                           SCMP_SYS(mount),    SCMP_SYS(creat),
                           SCMP_SYS(kill),     SCMP_SYS(process_vm_writev)};

void check(int result, const char* what) {
  if (result == 0) return;
  throw Error(Error::Kind::storage, std::string("cannot confine the reader (") + what + ": " + std::strerror(-result) +
                                        "); --no-sandbox reads without it, for reports you trust");
}

void filter_system_calls() {
  // Anything not named fails with EPERM, as it would for a user without the right.
  const std::unique_ptr<void, decltype(&seccomp_release)> filter(seccomp_init(SCMP_ACT_ERRNO(EPERM)), seccomp_release);
  if (!filter) check(-ENOMEM, "seccomp");
  for (const int call : allowed) check(seccomp_rule_add(filter.get(), SCMP_ACT_ALLOW, call, 0), "seccomp rule");
  for (const int call : deadly) check(seccomp_rule_add(filter.get(), SCMP_ACT_KILL_PROCESS, call, 0), "seccomp rule");
  constexpr int writing = O_WRONLY | O_RDWR | O_CREAT | O_TRUNC | O_APPEND;
  for (const auto& [call, flags] : {std::pair{SCMP_SYS(openat), 2U}, std::pair{SCMP_SYS(open), 1U}}) {
    const scmp_arg_cmp reading = {flags, SCMP_CMP_MASKED_EQ, writing, 0};
    check(seccomp_rule_add_array(filter.get(), SCMP_ACT_ALLOW, call, 1, &reading), "seccomp rule");
  }
  check(seccomp_load(filter.get()), "seccomp");
}

}  // namespace

void confine(const Limits& limits) {
  limit(RLIMIT_CORE, 0);
  limit(RLIMIT_FSIZE, 0);
  limit(RLIMIT_NOFILE, open_files);
  if (limits.memory_bytes > 0 && memory_can_be_limited) limit(RLIMIT_AS, limits.memory_bytes);
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) check(-errno, "no new privileges");
  filter_system_calls();
}

void allow_processor_seconds(unsigned seconds) {
  if (seconds == 0) return;
  rusage used = {};
  rlimit both = {};
  getrusage(RUSAGE_SELF, &used);
  getrlimit(RLIMIT_CPU, &both);
  const auto spent = static_cast<rlim_t>(used.ru_utime.tv_sec + used.ru_stime.tv_sec + 1);
  both.rlim_cur = std::min(spent + seconds, both.rlim_max);
  setrlimit(RLIMIT_CPU, &both);
}

}  // namespace colophon::pipeline
