// An HTTP server for tests: says byte for byte what it is told to, and remembers what it was asked.
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <deque>
#include <map>
#include <mutex>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace colophon {

struct Answer {
  int status = 200;
  std::string body;
  std::vector<std::string> headers = {};  // "Content-Type: text/html"
  size_t cut_after = std::string::npos;   // bytes of the body after which the connection breaks
};

class HttpServer {
 public:
  HttpServer() : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    if (::bind(socket_, reinterpret_cast<sockaddr*>(&address), size) != 0 || ::listen(socket_, 8) != 0 ||
        ::getsockname(socket_, reinterpret_cast<sockaddr*>(&address), &size) != 0) {
      throw std::runtime_error("cannot listen");
    }
    port_ = ntohs(address.sin_port);
    thread_ = std::thread([this] { serve(); });
  }
  ~HttpServer() {
    ::shutdown(socket_, SHUT_RDWR);
    ::close(socket_);
    thread_.join();
  }
  HttpServer(const HttpServer&) = delete;
  HttpServer& operator=(const HttpServer&) = delete;

  std::string url(const std::string& path = "") const { return "http://127.0.0.1:" + std::to_string(port_) + path; }

  // What `path` answers: each answer once, the last one for ever. Other paths are 404.
  void on(const std::string& path, std::deque<Answer> answers) {
    const std::lock_guard lock(mutex_);
    answers_[path] = std::move(answers);
  }

  // The heads of all requests so far: "GET /pdf/1 HTTP/1.1\r\nHost: ...".
  std::vector<std::string> requests() const {
    const std::lock_guard lock(mutex_);
    return requests_;
  }

 private:
  void serve() {
    for (int client = 0; (client = ::accept(socket_, nullptr, nullptr)) >= 0;) {
      std::string head;
      std::array<char, 4096> buffer{};
      while (head.find("\r\n\r\n") == std::string::npos) {
        const ssize_t n = ::recv(client, buffer.data(), buffer.size(), 0);
        if (n <= 0) break;
        head.append(buffer.data(), static_cast<size_t>(n));
      }
      if (!head.empty()) reply(client, head);
      ::close(client);
    }
  }

  Answer answer_to(const std::string& head) {
    const std::lock_guard lock(mutex_);
    requests_.push_back(head);
    const size_t from = std::min(head.find(' '), head.size() - 1) + 1;
    const auto found = answers_.find(head.substr(from, head.find(' ', from) - from));
    if (found == answers_.end()) return {404, "nothing here"};
    Answer answer = found->second.front();
    if (found->second.size() > 1) found->second.pop_front();
    return answer;
  }

  void reply(int client, const std::string& head) {
    const Answer answer = answer_to(head);
    std::string bytes = "HTTP/1.1 " + std::to_string(answer.status) +
                        " Said\r\nConnection: close\r\nContent-Length: " + std::to_string(answer.body.size()) + "\r\n";
    for (const std::string& header : answer.headers) bytes += header + "\r\n";
    bytes += "\r\n" + answer.body.substr(0, answer.cut_after);
    for (size_t done = 0; done < bytes.size();) {
      const ssize_t n = ::send(client, bytes.data() + done, bytes.size() - done, MSG_NOSIGNAL);
      if (n <= 0) return;
      done += static_cast<size_t>(n);
    }
  }

  int socket_;
  int port_ = 0;
  mutable std::mutex mutex_;
  std::map<std::string, std::deque<Answer>> answers_;
  std::vector<std::string> requests_;
  std::thread thread_;
};

}  // namespace colophon
