// How a server ends: at SIGINT or SIGTERM. They are waited for in a thread of its own, since nothing may be locked in a
// handler.
#pragma once

#include <thread>

#include "tools/serve/listener.h"

namespace colophon::serve {

// To be called before other threads are made: the signals are blocked in this one and in those it makes.
void block_ending_signals();

// Stops the listener at a signal; ends itself with the object when the listener ended otherwise.
class Stopper {
 public:
  explicit Stopper(Listener& listener);
  ~Stopper();
  Stopper(const Stopper&) = delete;
  Stopper& operator=(const Stopper&) = delete;

 private:
  std::thread thread_;
};

}  // namespace colophon::serve
