#include "indexer/fetch/client.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <memory>
#include <sstream>
#include <string_view>
#include <thread>

#include "indexer/fetch/libcurl.h"
#include "schema/ascii.h"
#include "schema/error.h"

namespace colophon::fetch {
namespace {

namespace fs = std::filesystem;
using schema::Error;
using Clock = std::chrono::steady_clock;

constexpr std::array<int, 2> try_later = {429, 503};

[[noreturn]] void fail(const std::string& line) { throw Error(Error::Kind::input, line); }

// The file while it is written, locked against a second process that fetches the same.
class Part {
 public:
  explicit Part(const fs::path& path) : path_(path), file_(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644)) {
    if (file_ < 0) fail(path.string() + ": cannot be written: " + std::strerror(errno));
    if (::flock(file_, LOCK_EX | LOCK_NB) != 0) {
      ::close(file_);
      fail(path.string() + ": is being fetched by another process; wait for it");
    }
    std::ifstream in(tag_path());
    std::getline(in, tag_);
  }
  ~Part() {
    // Nothing is worth no file.
    if (size() == 0 && !finished_) discard();
    ::close(file_);
  }
  Part(const Part&) = delete;
  Part& operator=(const Part&) = delete;

  uint64_t size() const { return static_cast<uint64_t>(std::max<off_t>(0, ::lseek(file_, 0, SEEK_END))); }
  const std::string& tag() const { return tag_; }

  void set_tag(const std::string& tag) {
    tag_ = tag;
    std::ofstream(tag_path(), std::ios::trunc) << tag << '\n';
  }

  void restart() {
    if (::ftruncate(file_, 0) != 0) fail(path_.string() + ": cannot be written: " + std::strerror(errno));
    tag_.clear();
    remove_tag();
  }

  bool append(const char* bytes, size_t count) {
    ::lseek(file_, 0, SEEK_END);
    for (size_t done = 0; done < count;) {
      const ssize_t n = ::write(file_, bytes + done, count - done);
      if (n < 0 && errno != EINTR) return false;
      done += n > 0 ? static_cast<size_t>(n) : 0;
    }
    return true;
  }

  void finish() {
    if (::fsync(file_) != 0) fail(path_.string() + ": cannot be written: " + std::strerror(errno));
    remove_tag();
    finished_ = true;
  }

  void discard() const {
    remove_tag();
    std::error_code ignored;
    fs::remove(path_, ignored);
  }

 private:
  fs::path tag_path() const { return path_.string() + ".tag"; }
  void remove_tag() const {
    std::error_code ignored;
    fs::remove(tag_path(), ignored);
  }

  fs::path path_;
  int file_;
  std::string tag_;
  bool finished_ = false;
};

// One request and what came of it.
struct Exchange {
  Exchange(Part& to, uint64_t most) : part(to), most_bytes(most), had(to.size()) {}

  Part& part;
  const uint64_t most_bytes;
  const uint64_t had;  // bytes of an earlier download
  CURL* curl = nullptr;
  CURLcode code = CURLE_OK;
  std::string etag, modified;
  uint64_t range_start = 0;
  bool decided = false;  // the first byte of the body has come, so the headers are the last answer's
  bool too_large = false, disk_failed = false, wrong_range = false;

  long status() const {
    long number = 0;
    libcurl().easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &number);
    return number;
  }
  bool complete() const { return code == CURLE_OK && (status() == 200 || status() == 206); }
  // The host has answered, and not with the file.
  bool refused() const {
    return status() != 0 && status() != 200 && status() != 206 && (code == CURLE_OK || code == CURLE_WRITE_ERROR);
  }
  bool busy() const { return std::find(try_later.begin(), try_later.end(), status()) != try_later.end(); }
  // The rest that was asked for is not there: the file has changed, or the part had all of it.
  bool stale() const { return had > 0 && (status() == 416 || wrong_range); }
};

std::string value_of(std::string_view header) {
  const size_t from = std::min(header.find_first_not_of(" \t"), header.size());
  const size_t to = header.find_last_not_of(" \t\r\n");
  return to == std::string_view::npos || to < from ? "" : std::string(header.substr(from, to + 1 - from));
}

size_t on_header(char* data, size_t, size_t count, void* user) {
  Exchange& exchange = *static_cast<Exchange*>(user);
  const std::string_view line(data, count);
  if (line.starts_with("HTTP/")) exchange.etag.clear(), exchange.modified.clear(), exchange.range_start = 0;
  const size_t colon = line.find(':');
  if (colon == std::string_view::npos) return count;
  const std::string name = schema::lowered(line.substr(0, colon));
  const std::string value = value_of(line.substr(colon + 1));
  // A weak validator does not vouch for bytes.
  if (name == "etag" && !value.starts_with("W/")) exchange.etag = value;
  if (name == "last-modified") exchange.modified = value;
  if (name == "content-range" && value.starts_with("bytes ")) {
    exchange.range_start = std::strtoull(value.c_str() + std::strlen("bytes "), nullptr, 10);
  }
  return count;
}

// Decides, at the first byte, whether the body goes on with the part or begins it anew. False: not to be read.
bool begin_body(Exchange& exchange) {
  const long status = exchange.status();
  if (status == 206) {
    exchange.wrong_range = exchange.range_start != exchange.part.size();
    return !exchange.wrong_range;
  }
  if (status != 200) return false;
  exchange.part.restart();
  const std::string& tag = exchange.etag.empty() ? exchange.modified : exchange.etag;
  if (!tag.empty()) exchange.part.set_tag(tag);
  return true;
}

size_t on_body(char* data, size_t, size_t count, void* user) {
  Exchange& exchange = *static_cast<Exchange*>(user);
  if (!exchange.decided) {
    exchange.decided = true;
    if (!begin_body(exchange)) return CURL_WRITEFUNC_ERROR;
  }
  exchange.too_large = exchange.part.size() + count > exchange.most_bytes;
  if (exchange.too_large) return CURL_WRITEFUNC_ERROR;
  exchange.disk_failed = !exchange.part.append(data, count);
  return exchange.disk_failed ? CURL_WRITEFUNC_ERROR : count;
}

std::string host_of(const std::string& url) {
  const size_t from = url.find("://");
  if (from == std::string::npos) return url;
  return url.substr(from + 3, url.find_first_of("/?#", from + 3) - from - 3);
}

struct Easy {
  CURL* curl = libcurl().easy_init();
  curl_slist* headers = nullptr;
  Easy() {
    if (curl == nullptr) fail("libcurl cannot start: out of memory");
  }
  ~Easy() {
    libcurl().slist_free_all(headers);
    libcurl().easy_cleanup(curl);
  }
  Easy(const Easy&) = delete;
  Easy& operator=(const Easy&) = delete;
};

void set_up(Easy& easy, const Settings& settings, const std::string& url, Exchange& exchange) {
  CURL* curl = exchange.curl = easy.curl;
  libcurl().easy_setopt(curl, CURLOPT_URL, url.c_str());
  libcurl().easy_setopt(curl, CURLOPT_USERAGENT, settings.user_agent.c_str());
  libcurl().easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
  libcurl().easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 1L);
  libcurl().easy_setopt(curl, CURLOPT_MAXREDIRS, static_cast<long>(settings.redirects));
  libcurl().easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
  libcurl().easy_setopt(curl, CURLOPT_REDIR_PROTOCOLS_STR, url.starts_with("https://") ? "https" : "http,https");
  libcurl().easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, 30L);
  libcurl().easy_setopt(curl, CURLOPT_LOW_SPEED_LIMIT, 1L);
  libcurl().easy_setopt(curl, CURLOPT_LOW_SPEED_TIME, static_cast<long>(settings.stalled.count()));
  libcurl().easy_setopt(curl, CURLOPT_MAXFILESIZE_LARGE, static_cast<curl_off_t>(settings.most_bytes));
  libcurl().easy_setopt(curl, CURLOPT_HEADERFUNCTION, on_header);
  libcurl().easy_setopt(curl, CURLOPT_HEADERDATA, &exchange);
  libcurl().easy_setopt(curl, CURLOPT_WRITEFUNCTION, on_body);
  libcurl().easy_setopt(curl, CURLOPT_WRITEDATA, &exchange);
  if (const uint64_t have = exchange.part.size(); have > 0) {
    // Not CURLOPT_RESUME_FROM: that takes a whole answer (200) for an error.
    easy.headers = libcurl().slist_append(easy.headers, ("Range: bytes=" + std::to_string(have) + "-").c_str());
    easy.headers = libcurl().slist_append(easy.headers, ("If-Range: " + exchange.part.tag()).c_str());
    libcurl().easy_setopt(curl, CURLOPT_HTTPHEADER, easy.headers);
  }
}

bool broke_off(CURLcode code) {
  switch (code) {
    case CURLE_PARTIAL_FILE:
    case CURLE_RECV_ERROR:
    case CURLE_SEND_ERROR:
    case CURLE_GOT_NOTHING:
    case CURLE_OPERATION_TIMEDOUT:
    case CURLE_HTTP2_STREAM:
      return true;
    default:
      return false;
  }
}

void describe(CURL* curl, const std::string& url, Response& response) {
  const char* text = nullptr;
  libcurl().easy_getinfo(curl, CURLINFO_EFFECTIVE_URL, &text);
  response.url = text == nullptr ? url : text;
  text = nullptr;
  libcurl().easy_getinfo(curl, CURLINFO_CONTENT_TYPE, &text);
  response.type = text == nullptr ? "" : text;
}

void fail_beyond_limits(const Exchange& exchange, const Settings& settings, const std::string& url,
                        const fs::path& path) {
  if (exchange.disk_failed) fail(path.string() + ": cannot be written; check the disk");
  if (exchange.too_large || exchange.code == CURLE_FILESIZE_EXCEEDED) {
    exchange.part.discard();
    fail(url + ": is larger than " + std::to_string(settings.most_bytes >> 20) +
         " MB; raise --max-size if it is a report");
  }
  if (exchange.code == CURLE_TOO_MANY_REDIRECTS) {
    exchange.part.discard();
    fail(url + ": redirects more than " + std::to_string(settings.redirects) + " times; give its last address");
  }
}

void wait_as_told(const Exchange& exchange, const Settings& settings, const std::string& url, bool last) {
  curl_off_t seconds = 0;
  libcurl().easy_getinfo(exchange.curl, CURLINFO_RETRY_AFTER, &seconds);
  if (last || seconds > settings.longest_wait.count()) {
    fail(url + ": the host is busy (HTTP " + std::to_string(exchange.status()) + ")" +
         (seconds > 0 ? " and asks to wait " + std::to_string(seconds) + " s" : "") + "; try again later");
  }
  std::this_thread::sleep_for(std::max<std::chrono::milliseconds>(settings.delay, std::chrono::seconds(seconds)));
}

}  // namespace

Client::Client(const Settings& settings) : settings_(settings) { libcurl().global_init(CURL_GLOBAL_DEFAULT); }

void Client::wait_for_turn(const std::string& url) {
  const std::string host = host_of(url);
  if (const auto found = last_.find(host); found != last_.end()) {
    std::this_thread::sleep_until(found->second + settings_.delay);
  }
  last_[host] = Clock::now();
}

Response Client::get(const std::string& url, const fs::path& path) {
  Part part(path);
  Response response;
  for (int attempt = 1;; ++attempt) {
    const bool last = attempt >= settings_.attempts;
    wait_for_turn(url);
    if (part.tag().empty()) part.restart();
    Easy easy;
    Exchange exchange(part, settings_.most_bytes);
    set_up(easy, settings_, url, exchange);
    exchange.code = libcurl().easy_perform(easy.curl);
    describe(easy.curl, url, response);
    last_[host_of(response.url)] = Clock::now();

    fail_beyond_limits(exchange, settings_, url, path);
    if (exchange.busy()) {
      wait_as_told(exchange, settings_, url, last);
    } else if (exchange.stale() && !last) {
      part.restart();
    } else if (exchange.complete()) {
      if (!exchange.decided) part.restart();  // an empty body
      response.status = 200;
      response.resumed = exchange.status() == 206;
      part.finish();
      return response;
    } else if (exchange.refused()) {
      part.discard();
      response.status = static_cast<int>(exchange.status());
      return response;
    } else if (last || !broke_off(exchange.code)) {
      fail(url + ": cannot be fetched: " + libcurl().easy_strerror(exchange.code) +
           (part.size() > 0 && !part.tag().empty() ? "; the same command goes on where it broke off"
                                                   : "; check the address and the network"));
    }
  }
}

}  // namespace colophon::fetch
