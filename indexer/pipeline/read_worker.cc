#include "indexer/pipeline/read_worker.h"

#include <unistd.h>

#include <csignal>
#include <cstdint>
#include <exception>
#include <limits>
#include <new>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "indexer/pipeline/frames.h"

namespace colophon::pipeline {
namespace {

constexpr int pipeline_socket = STDIN_FILENO;
constexpr uint64_t any_size = std::numeric_limits<uint64_t>::max();

void put(std::string_view bytes) { write_frame(pipeline_socket, bytes); }

void put_reading(const Reading& reading) {
  const std::vector<uint8_t> record = nlohmann::json::to_cbor(schema::record_to_json(reading.record));
  put("r");
  put({reinterpret_cast<const char*>(record.data()), record.size()});
  put(reading.document_json);
  put(std::to_string(reading.pages));
}

void put_error(std::string_view why) {
  put("e");
  put(why);
}

}  // namespace

void serve_reads(const Reader& reader, const Limits& limits, bool confined) {
  // The pipeline decides when to stop: a Ctrl-C at the terminal lets the report in hand be finished. When the pipeline
  // dies, the socket closes, and this process ends after the report in hand.
  std::signal(SIGINT, SIG_IGN);
  std::signal(SIGTERM, SIG_IGN);
  try {
    if (confined) confine(limits);
    put("r");
  } catch (const std::exception& error) {
    put_error(error.what());
    return;
  }
  std::string path;
  std::string bytes;
  while (read_frame(pipeline_socket, path, any_size) == FrameStatus::whole &&
         read_frame(pipeline_socket, bytes, any_size) == FrameStatus::whole) {
    allow_processor_seconds(confined ? limits.processor_seconds : 0);
    try {
      put_reading(reader(bytes, path));
    } catch (const std::bad_alloc&) {
      put_error("not enough memory to read it");
    } catch (const std::exception& error) {
      put_error(error.what());
    }
  }
}

}  // namespace colophon::pipeline
