#include "tools/colophon/progress.h"

#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>

namespace colophon::tools {
namespace {

constexpr size_t bar_width = 30;
constexpr auto redraw_interval = std::chrono::milliseconds(50);

}  // namespace

Progress::Progress() : terminal_(isatty(STDERR_FILENO) == 1) {}

Progress::~Progress() { clear(); }

void Progress::planned(size_t reports) { reports_ = reports; }

void Progress::indexed(const std::string& path, size_t pages) {
  ++done_;
  if (terminal_) return draw("reading", done_, reports_, std::filesystem::path(path).filename().string());
  const std::string extent = pages > 0 ? ", " + std::to_string(pages) + (pages == 1 ? " page" : " pages") : "";
  std::fprintf(stderr, "[%zu/%zu] %s%s\n", done_, reports_, path.c_str(), extent.c_str());
}

void Progress::failed(const pipeline::Failure& failure) {
  clear();
  std::fprintf(stderr, "failed: %s: %s\n", failure.path.c_str(), failure.reason.c_str());
  if (reports_ > 0) ++done_;
}

void Progress::mirrored(size_t done, size_t of) {
  if (terminal_) draw("storing", done, of, "");
}

void Progress::draw(const std::string& what, size_t done, size_t of, const std::string& name) {
  const auto now = std::chrono::steady_clock::now();
  if (done < of && now - last_drawn_ < redraw_interval) return;
  last_drawn_ = now;
  const size_t filled = of > 0 ? std::min(done * bar_width / of, bar_width) : 0;
  std::string line = what + " [" + std::string(filled, '#') + std::string(bar_width - filled, '.') + "] " +
                     std::to_string(done) + "/" + std::to_string(of) + " " + name.substr(0, 30);
  const size_t length = line.size();
  if (length < drawn_) line.append(drawn_ - length, ' ');
  std::fprintf(stderr, "\r%s", line.c_str());
  drawn_ = length;
}

void Progress::clear() {
  if (drawn_ > 0) std::fprintf(stderr, "\r%s\r", std::string(drawn_, ' ').c_str());
  drawn_ = 0;
}

}  // namespace colophon::tools
