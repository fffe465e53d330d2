#include "tools/serve/listener.h"

#include <cstring>

#include "schema/error.h"
#include "tools/serve/compress.h"
#include "tools/serve/http_error.h"

namespace colophon::serve {
namespace {

thread_local Exchange current;
thread_local bool refusing = false;

constexpr int most_requests = 10'000;  // of one connection

constexpr const char* late_line = "the request did not come in time; send it faster";
constexpr const char* large_line = "the request's headers are too large; send fewer";

// An answer where httplib gives none.
void answer_raw(Connection& connection, int status, const char* reason, const std::string& line) {
  const Reply reply = error_reply(status, line);
  std::string bytes = "HTTP/1.1 " + std::to_string(status) + " " + reason +
                      "\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: " +
                      std::to_string(reply.body.size()) + "\r\n";
  for (const auto& [name, value] : reply.headers) bytes += name + ": " + value + "\r\n";
  bytes += "\r\n" + reply.body;
  connection.write(bytes.data(), bytes.size());
}

}  // namespace

// A thread for each connection there may be, and two that tell the others that there are too many.
class Listener::Workers : public httplib::TaskQueue {
 public:
  explicit Workers(size_t most) : most_(most), serving_(most), refusing_(2) {}

  void enqueue(std::function<void()> serve_connection) override {
    if (open_.fetch_add(1) < most_) {
      serving_.enqueue([this, serve_connection = std::move(serve_connection)] {
        serve_connection();
        --open_;
      });
      return;
    }
    --open_;
    refusing_.enqueue([serve_connection = std::move(serve_connection)] {
      refusing = true;
      serve_connection();
      refusing = false;
    });
  }
  void shutdown() override {
    serving_.shutdown();
    refusing_.shutdown();
  }

 private:
  const size_t most_;
  std::atomic<size_t> open_ = 0;
  httplib::ThreadPool serving_, refusing_;
};

Listener::Listener(const Limits& limits, Metrics& metrics) : limits_(limits), metrics_(metrics) {
  set_keep_alive_max_count(most_requests);  // what its answers say of it
  set_keep_alive_timeout(limits_.idle.count());
  new_task_queue = [this] { return new Workers(limits_.connections); };
}

Exchange& Listener::exchange() { return current; }

Reply Listener::refusal(int status) {
  current.broken = true;
  Reply reply = error_reply(status, "the request cannot be read; send HTTP/1.1");
  if (status == 414) reply = error_reply(status, "the address is too long; ask for less at once");
  if (current.connection->late()) reply = error_reply(408, late_line);
  if (current.connection->head_too_large()) reply = error_reply(431, large_line);
  reply.headers.emplace_back("Connection", "close");
  return reply;
}

int Listener::bind(const std::string& host, int port) {
  // Without SO_REUSEPORT, which httplib sets: two servers would share one port without a word.
  set_socket_options([](socket_t socket) {
    const int on = 1;
    ::setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  });
  if (port == 0) {
    port = bind_to_any_port(host);
  } else if (!bind_to_port(host, port)) {
    port = -1;
  }
  if (port < 0) {
    throw schema::Error(schema::Error::Kind::input, "cannot listen on " + host + ": " + std::strerror(errno) +
                                                        "; choose another address with --listen");
  }
  // httplib's queue of five makes clients that come together wait a second for their second try.
  ::listen(svr_sock_, 512);
  return port;
}

void Listener::run() { listen_after_bind(); }

void Listener::stop() {
  stopping_ = true;
  httplib::Server::stop();
}

void Listener::refuse(Connection& connection) {
  metrics_.refused();
  answer_raw(connection, 503, "Service Unavailable", "too many connections are open; ask again in a moment");
}

void Listener::prepare(httplib::Request& request, Connection& connection) const {
  Exchange& exchange = Listener::exchange();
  exchange.gzip = takes_gzip(request.get_header_value("Accept-Encoding"));
  request.headers.erase("Accept-Encoding");  // httplib compresses nothing (compress.h)
  const std::string length = request.get_header_value("Content-Length");
  exchange.has_body = request.has_header("Transfer-Encoding") || (!length.empty() && length != "0");
  if (exchange.has_body) {
    // Where an answer comes before the body is read, the rest of it must not be taken for the next request.
    request.headers.erase("Connection");
    request.set_header("Connection", "close");
  }
  // Of several ranges, or of a file that may have changed since the first, the whole is answered (RFC 9110, 14.2).
  if (request.ranges.size() > 1 || request.has_header("If-Range")) request.ranges.clear();
  const bool upload = request.method == "POST";
  connection.read_body_until(connection.started() + (upload ? limits_.upload : limits_.request));
}

bool Listener::serve_request(Connection& connection, bool last) {
  current = {};
  current.connection = &connection;
  bool closed = false;
  const bool served =
      process_request(connection, last, closed, [&](httplib::Request& request) { prepare(request, connection); });
  if (!connection.answered() && connection.late()) {
    metrics_.answered("other", 408, std::chrono::duration<double>(Clock::now() - connection.started()).count(), 0);
    answer_raw(connection, 408, "Request Timeout", late_line);
  } else if (!connection.answered() && connection.head_too_large()) {
    metrics_.answered("other", 431, 0, 0);
    answer_raw(connection, 431, "Request Header Fields Too Large", large_line);
  }
  return served && !closed && !current.has_body && !current.broken;
}

bool Listener::process_and_close_socket(socket_t socket) {
  Connection connection(socket, limits_);
  metrics_.opened();
  if (refusing) {
    refuse(connection);
  } else {
    for (int request = 1; request <= most_requests; ++request) {
      if (!connection.next_request([this] { return stopping_.load(); })) break;
      if (!serve_request(connection, request == most_requests)) break;
    }
  }
  connection.close();
  metrics_.closed();
  return true;
}

}  // namespace colophon::serve
