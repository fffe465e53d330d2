#include "tools/serve/ending.h"

#include <csignal>

namespace colophon::serve {
namespace {

sigset_t ending_signals() {
  sigset_t signals;
  sigemptyset(&signals);
  for (const int signal : {SIGINT, SIGTERM}) sigaddset(&signals, signal);
  return signals;
}

}  // namespace

void block_ending_signals() {
  const sigset_t signals = ending_signals();
  ::pthread_sigmask(SIG_BLOCK, &signals, nullptr);
}

Stopper::Stopper(Listener& listener)
    : thread_([&listener] {
        const sigset_t signals = ending_signals();
        int signal = 0;
        sigwait(&signals, &signal);
        listener.stop();
      }) {}

Stopper::~Stopper() {
  // NOLINTNEXTLINE(bugprone-bad-signal-to-kill-thread): the thread waits for just this signal
  ::pthread_kill(thread_.native_handle(), SIGTERM);
  thread_.join();
}

}  // namespace colophon::serve
