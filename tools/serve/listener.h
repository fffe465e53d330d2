// httplib's server with connections that are held to limits: how many there are at one time, how long a request may
// take to come in, how large its head may be. What httplib would close without a word gets an answer here: 503, 408,
// 431.
#pragma once

#include <httplib.h>

#include <atomic>
#include <functional>

#include "tools/serve/connection.h"
#include "tools/serve/limits.h"
#include "tools/serve/metrics.h"
#include "tools/serve/reply.h"

namespace colophon::serve {

// One request and its answer, for whoever works on it; httplib's handlers run in the connection's thread.
struct Exchange {
  Connection* connection = nullptr;
  bool gzip = false;      // the client takes it
  bool has_body = false;  // of the request
  bool broken = false;    // nobody knows where the next request begins
  std::string route = "other";
  std::string author;  // whose token came with it
};

class Listener : public httplib::Server {
 public:
  Listener(const Limits& limits, Metrics& metrics);

  // Throws schema::Error(input) when the address cannot be had. Returns the port.
  int bind(const std::string& host, int port);
  // Serves until stop().
  void run();
  void stop();

  // The answer to a request that httplib refuses with `status`: what is wrong with it is the connection's to say. The
  // connection ends after it.
  static Reply refusal(int status);
  // The exchange of the calling thread.
  static Exchange& exchange();

 private:
  class Workers;
  bool process_and_close_socket(socket_t socket) override;
  void refuse(Connection& connection);
  bool serve_request(Connection& connection, bool last);
  void prepare(httplib::Request& request, Connection& connection) const;

  const Limits limits_;
  Metrics& metrics_;
  std::atomic<bool> stopping_ = false;
};

}  // namespace colophon::serve
