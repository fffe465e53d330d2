#include "tools/serve/access_log.h"

#include <spdlog/sinks/basic_file_sink.h>
#include <spdlog/sinks/stdout_sinks.h>

#include <chrono>
#include <cmath>
#include <nlohmann/json.hpp>

#include "schema/error.h"

namespace colophon::serve {
namespace {

std::string now() {
  using namespace std::chrono;
  const auto time = system_clock::now();
  const std::time_t seconds = system_clock::to_time_t(time);
  std::tm parts{};
  gmtime_r(&seconds, &parts);
  std::array<char, 40> text{};
  const size_t size = std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%S", &parts);
  const auto thousandths = duration_cast<milliseconds>(time.time_since_epoch()).count() % 1000;
  std::snprintf(text.data() + size, text.size() - size, ".%03dZ", static_cast<int>(thousandths));
  return text.data();
}

}  // namespace

AccessLog::AccessLog(const std::filesystem::path& file) {
  try {
    std::shared_ptr<spdlog::sinks::sink> sink;
    if (file.empty()) {
      sink = std::make_shared<spdlog::sinks::stderr_sink_mt>();
    } else {
      sink = std::make_shared<spdlog::sinks::basic_file_sink_mt>(file.string());
    }
    logger_ = std::make_shared<spdlog::logger>("access", sink);
  } catch (const spdlog::spdlog_ex&) {
    throw schema::Error(schema::Error::Kind::input, "cannot write the log " + file.string() + "; choose another --log");
  }
  logger_->set_pattern("%v");
  logger_->flush_on(spdlog::level::info);
}

void AccessLog::write(const Access& access) {
  const nlohmann::ordered_json line = {{"time", now()},
                                       {"remote", access.remote},
                                       {"method", access.method},
                                       {"target", access.target},
                                       {"status", access.status},
                                       {"bytes", access.bytes},
                                       {"ms", std::round(access.milliseconds * 100) / 100},
                                       {"agent", access.agent}};
  logger_->info("{}", line.dump(-1, ' ', true, nlohmann::ordered_json::error_handler_t::replace));
}

}  // namespace colophon::serve
