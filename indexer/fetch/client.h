// Gets one URL into one file over HTTP, politely (client.cc is the only file that sees libcurl).
//
//   - The bytes go into PART; a download that breaks off leaves it there with the server's validator (ETag or
//     Last-Modified) in PART.tag, and the next one asks for the rest alone (Range, If-Range: RFC 9110, 13.1.5
//     and 14.2). A part without validator is begun anew: it could be of another version.
//   - Between two requests to one host at least `delay` passes. "429 Too Many Requests" and "503 Service Unavailable"
//     are obeyed: Retry-After is waited for, up to `longest_wait`. Broken connections are tried again.
//   - Redirects are followed to http and https alone, never from https to http, at most `redirects` of them.
//   - More than `most_bytes` is refused, by the declared length or when it has come.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <map>
#include <string>

namespace colophon::fetch {

struct Settings {
  std::string arxiv = "https://arxiv.org";
  std::string user_agent;
  std::chrono::milliseconds delay{3000};  // arXiv asks for three seconds: https://info.arxiv.org/help/api/tou.html
  std::chrono::seconds longest_wait{120};
  std::chrono::seconds stalled{60};  // without a byte: the connection is given up
  uint64_t most_bytes = uint64_t{200} << 20;
  int redirects = 5;
  int attempts = 3;
};

struct Response {
  int status = 0;    // of HTTP; 200 when the file is whole, however many answers it took
  std::string url;   // after redirects
  std::string type;  // Content-Type
  bool resumed = false;
};

class Client {
 public:
  explicit Client(const Settings& settings);

  // Downloads `url` into `part`. When `status` is 200 the file is whole and on disk; any other status leaves no file.
  // Throws schema::Error(input) with one line when the host cannot be reached, the connection keeps breaking, the
  // redirects are too many, or the file is too large.
  Response get(const std::string& url, const std::filesystem::path& part);

 private:
  void wait_for_turn(const std::string& url);

  const Settings& settings_;
  std::map<std::string, std::chrono::steady_clock::time_point> last_;  // by host: when it was last asked
};

}  // namespace colophon::fetch
