#include "tools/serve/access_log.h"

#include <spdlog/sinks/basic_file_sink.h>
#include <spdlog/sinks/stdout_sinks.h>

#include <array>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <nlohmann/json.hpp>

#include "schema/error.h"
#include "store/time_text.h"

namespace colophon::serve {
namespace {

// With thousandths: "2025-03-01T12:00:00.042Z".
std::string now() {
  using namespace std::chrono;
  const auto time = duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count();
  std::string text = store::time_text(time / 1000);
  std::array<char, 8> thousandths{};
  std::snprintf(thousandths.data(), thousandths.size(), ".%03d", static_cast<int>(time % 1000));
  return text.insert(text.size() - 1, thousandths.data());
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
