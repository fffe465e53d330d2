// What a process that reads untrusted bytes may do, set by the process itself before the first byte and for good: no
// network, no new process, no file opened for writing; bounded memory, files and, by report, processor time.
#pragma once

#include <cstdint>

namespace colophon::pipeline {

struct Limits {
  uint64_t memory_bytes = uint64_t{2} << 30;     // address space of one worker; 0: none
  unsigned processor_seconds = 60;               // a report; 0: none
  unsigned wall_seconds = 180;                   // a report, for one that waits instead of working
  uint64_t reading_bytes = uint64_t{256} << 20;  // of what is read from a report
};

// Confines this process. Throws schema::Error(storage) when the kernel refuses: reading unconfined is a choice for a
// person to make (`--no-sandbox`).
void confine(const Limits& limits);

// Gives this process `seconds` of processor time from now on; the kernel ends it by SIGXCPU when they are spent.
void allow_processor_seconds(unsigned seconds);

}  // namespace colophon::pipeline
