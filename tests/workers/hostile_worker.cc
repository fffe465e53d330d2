// A read worker whose reader does what the report's text says: what a parser taken over by a hostile file might do.
// Usage: hostile_worker MEMORY_MB PROCESSOR_SECONDS
#include <arpa/inet.h>
#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <string>
#include <thread>
#include <vector>

#include "indexer/pipeline/read_worker.h"
#include "schema/error.h"

namespace {

using colophon::pipeline::Reading;

Reading with_title(const std::string& title) {
  Reading reading;
  reading.record.report = "hostile";
  reading.record.title = title;
  reading.document_json = "{}";
  reading.pages = 1;
  return reading;
}

Reading crash() {
  std::raise(SIGSEGV);
  return {};
}

Reading spin() {
  volatile bool on = true;
  while (on) {
  }
  return {};
}

Reading sleep_on() {
  std::this_thread::sleep_for(std::chrono::hours(1));
  return {};
}

Reading swell() {
  std::vector<std::string> kept;
  while (true) kept.emplace_back(size_t{16} << 20, 'x');
}

Reading flood() {
  Reading reading = with_title("flood");
  reading.document_json.assign(size_t{9} << 20, ' ');
  return reading;
}

Reading leave() { std::_Exit(0); }

Reading connect_out() {
  socket(AF_INET, SOCK_STREAM, 0);
  return with_title("reached the network");
}

Reading start_a_program() {
  execl("/bin/true", "true", nullptr);
  return with_title("started a program");
}

Reading write_a_file() {
  const int file = open("/tmp/colophon-hostile", O_WRONLY | O_CREAT, 0600);
  return with_title(file < 0 ? "cannot write" : "wrote a file");
}

Reading read_a_file() {
  std::ifstream in("/proc/self/stat");
  std::string word;
  return with_title(in >> word ? "may read" : "cannot read");
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  colophon::pipeline::Limits limits;
  limits.memory_bytes = std::stoull(argv[1]) << 20;
  limits.processor_seconds = static_cast<unsigned>(std::stoul(argv[2]));
  const std::map<std::string, Reading (*)()> deeds = {
      {"crash", crash},        {"spin", spin},       {"sleep", sleep_on},      {"swell", swell},
      {"flood", flood},        {"leave", leave},     {"connect", connect_out}, {"exec", start_a_program},
      {"write", write_a_file}, {"read", read_a_file}};
  const auto reader = [&](std::string_view bytes, const std::filesystem::path&) {
    const auto deed = deeds.find(std::string(bytes));
    if (deed != deeds.end()) return deed->second();
    if (bytes == "broken") throw colophon::schema::Error(colophon::schema::Error::Kind::input, "it is broken");
    return with_title(std::string(bytes));
  };
  colophon::pipeline::serve_reads(reader, limits, true);
  return 0;
}
