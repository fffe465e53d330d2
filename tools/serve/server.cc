#include "tools/serve/server.h"

#include <fcntl.h>
#include <httplib.h>
#include <spdlog/spdlog.h>
#include <sys/stat.h>
#include <unistd.h>

#include <mutex>
#include <nlohmann/json.hpp>
#include <optional>
#include <thread>

#include "schema/error.h"
#include "schema/json.h"
#include "tools/page/page.h"
#include "tools/serve/access_log.h"
#include "tools/serve/compress.h"
#include "tools/serve/decide.h"
#include "tools/serve/ending.h"
#include "tools/serve/gate.h"
#include "tools/serve/http_error.h"
#include "tools/serve/jobs.h"
#include "tools/serve/json_reply.h"
#include "tools/serve/listener.h"
#include "tools/serve/metrics.h"
#include "tools/serve/routes.h"
#include "tools/serve/snapshots.h"
#include "tools/serve/uploads.h"

namespace colophon::embedded {
const std::map<std::string, std::string_view, std::less<>>& serve_files();
}

namespace colophon::serve {
namespace {

using nlohmann::json;
using httplib_handled = httplib::Server::HandlerResponse;

constexpr std::string_view api = "/api/v1/";

// The page needs nothing from elsewhere and nothing inline.
constexpr const char* page_policy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self' data:; "
    "connect-src 'self'; worker-src 'self' blob:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
constexpr const char* answer_policy = "default-src 'none'; frame-ancestors 'none'";

void make_knowledge_base(const std::filesystem::path& directory) {
  try {
    store::KnowledgeBase::open(directory, store::Access::read);
  } catch (const schema::Error& error) {
    if (error.kind() != schema::Error::Kind::not_found) throw;
    store::KnowledgeBase::open(directory, store::Access::write).catch_up();
  }
}

bool names_tag(const std::string& if_none_match, const std::string& etag) {
  return if_none_match == "*" || if_none_match.find("\"" + etag + "\"") != std::string::npos;
}

std::pair<std::string_view, std::string_view> split(std::string_view path) {
  const size_t slash = path.find('/');
  if (slash == std::string_view::npos) return {path, {}};
  return {path.substr(0, slash), path.substr(slash + 1)};
}

class Server {
 public:
  explicit Server(Options options);
  void run(const std::function<void(const Address&)>& ready);

 private:
  httplib_handled handle(const httplib::Request& in, httplib::Response& out);
  Reply read(const httplib::Request& in);
  Reply from_knowledge_base(std::string_view name, std::string_view rest, const Request& request,
                            const std::string& if_none_match);
  Reply of_job(std::string_view rest);
  Reply of_page(const Request& request, const std::string& if_none_match);
  Reply health();
  bool takes_body(const httplib::Request& in);
  Reply take_body(const httplib::Request& in, const httplib::ContentReader& content);
  Reply take_upload(const httplib::Request& in, const httplib::ContentReader& content);
  Reply take_address(const httplib::ContentReader& content);
  Reply take_decision(const httplib::ContentReader& content);
  void send(Reply reply, const httplib::Request& in, httplib::Response& out) const;
  void log(const httplib::Request& in, const httplib::Response& out);

  Options options_;
  Metrics metrics_;
  AccessLog access_log_;
  Snapshots snapshots_;
  Jobs jobs_;
  Listener listener_;
  std::optional<Gate> gate_;
  std::timed_mutex deciding_;  // one process writes at a time, and in it one thread
};

Server::Server(Options options)
    : options_(std::move(options)),
      access_log_(options_.log),
      snapshots_(options_.knowledge_base, options_.limits.at_once, options_.limits.turn),
      jobs_({options_.knowledge_base, options_.reader, options_.recipe, options_.fetching, options_.limits.jobs}),
      listener_(options_.limits, metrics_) {
  listener_.set_pre_routing_handler([this](const auto& in, auto& out) { return handle(in, out); });
  // What the check before it lets through: the one pattern that httplib matches.
  listener_.Post("/api/v1/[a-z]+", [this](const auto& in, auto& out, const httplib::ContentReader& content) {
    Reply reply;
    try {
      reply = take_body(in, content);
    } catch (...) {
      reply = error_reply(std::current_exception());
    }
    send(std::move(reply), in, out);
  });
  // What httplib refuses by itself: a request that cannot be parsed, a target that is too long.
  listener_.set_error_handler(httplib::Server::Handler([this](const httplib::Request& in, httplib::Response& out) {
    if (!out.body.empty() || out.content_provider_) return;
    send(listener_.refusal(out.status), in, out);
  }));
  listener_.set_exception_handler(
      [this](const auto& in, auto& out, const std::exception_ptr& thrown) { send(error_reply(thrown), in, out); });
  listener_.set_logger([this](const auto& in, const auto& out) { log(in, out); });
}

void Server::run(const std::function<void(const Address&)>& ready) {
  options_.listen.port = listener_.bind(options_.listen.host, options_.listen.port);
  gate_.emplace(Door(options_.listen, options_.names), Tokens(options_.knowledge_base), options_.origins);
  const Stopper stopper(listener_);
  ready(options_.listen);
  listener_.run();
}

httplib_handled Server::handle(const httplib::Request& in, httplib::Response& out) {
  Reply reply;
  try {
    Listener::exchange().author = gate_->check(in);
    if (in.method == "POST" && takes_body(in)) return httplib_handled::Unhandled;
    if (in.method == "OPTIONS" && !gate_->allowed_origin(in).empty()) {
      reply.status = 204;
      reply.headers = {{"Access-Control-Allow-Methods", "GET, POST"},
                       {"Access-Control-Allow-Headers", "Authorization, Content-Type"}};
    } else if (in.method == "GET" || in.method == "HEAD") {
      reply = read(in);
    } else {
      throw HttpError(405, in.method.substr(0, 20) + " is not for this address; /api/v1/openapi.json says what is");
    }
  } catch (...) {
    reply = error_reply(std::current_exception());
  }
  send(std::move(reply), in, out);
  return httplib_handled::Handled;
}

Reply Server::read(const httplib::Request& in) {
  const Request request{"GET", in.path, in.params};
  std::string& route = Listener::exchange().route;
  const std::string if_none_match = in.get_header_value("If-None-Match");
  if (request.path == "/healthz") return route = "healthz", health();
  if (request.path == "/metrics") {
    route = "metrics";
    Reply reply;
    reply.type = "text/plain; version=0.0.4; charset=utf-8";
    reply.body = metrics_.text(snapshots_.sequence());
    return reply;
  }
  if (!request.path.starts_with(api)) return route = "page", of_page(request, if_none_match);
  const auto [name, rest] = split(std::string_view(request.path).substr(api.size()));
  if (request.path == "/api/v1/openapi.json") {
    route = "openapi.json";
    Reply reply;
    reply.body = embedded::serve_files().at("openapi.json");
    return reply;
  }
  if (name == "jobs") return route = "jobs", rest.empty() ? json_reply(jobs_.list()) : of_job(rest);
  if (is_route(name)) route = name;
  return from_knowledge_base(name, rest, request, if_none_match);
}

Reply Server::from_knowledge_base(std::string_view name, std::string_view rest, const Request& request,
                                  const std::string& if_none_match) {
  constexpr int attempts = 20;
  for (int attempt = 1;; ++attempt) {
    Lease lease = snapshots_.lease();
    try {
      const std::string& etag = lease.snapshot().etag;
      Reply reply;
      if (names_tag(if_none_match, etag)) {
        reply.status = 304;
      } else {
        reply = answer(name, rest, request, lease);
      }
      if (name != "stats") reply.etag = etag;  // it also tells of files that failed, which change no record
      return reply;
    } catch (const Xapian::DatabaseModifiedError&) {
      // A writer has saved twice since the index was opened, and written over what this request was to read.
      lease.spoil();
      if (attempt == attempts) throw HttpError(503, "the knowledge base is being written; ask again in a moment");
    }
  }
}

Reply Server::of_job(std::string_view rest) {
  const auto [name, part] = split(rest);
  const std::string id(name);
  const json state = jobs_.state(id);
  if (part.empty()) return json_reply(state);
  if (part != "events") throw HttpError(404, "a job has no such part; it has events");
  Reply reply;
  reply.type = "text/event-stream";
  reply.stream = [this, id](const Sink& sink) {
    constexpr auto breath = std::chrono::seconds(5);  // a comment now and then finds out whether the client is there
    for (size_t seen = 0;;) {
      const Jobs::Events news = jobs_.events_after(id, seen, breath);
      seen += news.events.size();
      std::string text = news.events.empty() ? ":\n\n" : "";
      for (const json& event : news.events) {
        text += "event: " + event.at("event").get<std::string>() + "\ndata: " + schema::json_text(event) + "\n\n";
      }
      if (!sink(text) || news.over) return;
    }
  };
  return reply;
}

Reply Server::of_page(const Request& request, const std::string& if_none_match) {
  const std::string_view path = std::string_view(request.path).substr(1);
  const auto& files = page::page_files();
  auto file = files.find(path);
  if (file == files.end()) {
    const std::string_view first = split(path).first;
    const bool is_json = path.ends_with(".json");
    const std::string_view plain = is_json ? path.substr(0, path.size() - 5) : path;
    // What the first view holds, and what goes on in the one that takes reports.
    const auto [name, rest] =
        plain == "index" ? std::pair<std::string_view, std::string_view>("stats", "") : split(plain);
    if (is_json && plain == "upload") return json_reply(jobs_.list());
    if (is_json && is_route(name)) {
      // "/reports/config.json" may be a report's own name.
      const bool own_name = name == "reports" && snapshots_.lease().base().record(split(path).second).has_value();
      if (!own_name) {
        Listener::exchange().route = name;
        return from_knowledge_base(name, rest, request, if_none_match);
      }
    }
    if (!path.empty() && !is_route(first) && first != "upload") {
      throw HttpError(404, "there is nothing at " + request.path + "; begin at /");
    }
    file = files.find("index.html");
  }
  if (file == files.end()) {
    throw HttpError(404, "this program was built without its page; the API is at /api/v1/openapi.json");
  }
  Reply reply;
  reply.etag = pipeline::digest_of(file->second.bytes).substr(0, 16);
  reply.type = file->second.media_type;
  reply.headers.emplace_back("Content-Security-Policy", page_policy);
  if (names_tag(if_none_match, reply.etag)) {
    reply.status = 304;
  } else {
    reply.body = file->second.bytes;
  }
  return reply;
}

Reply Server::health() { return json_reply(json{{"status", "ok"}, {"sequence", snapshots_.sequence()}}); }

// What is wrong with a body is said before it is read.
bool Server::takes_body(const httplib::Request& in) {
  const bool decision = in.path == "/api/v1/decisions";
  if (!decision && in.path != "/api/v1/reports") return false;
  Listener::exchange().route = decision ? "decisions" : "reports";
  if (in.has_header("Content-Encoding")) {
    throw HttpError(415, "bodies are taken as they are; send it without Content-Encoding");
  }
  const bool is_json = in.get_header_value("Content-Type").starts_with("application/json");
  if (in.is_multipart_form_data()) {
    throw HttpError(415, "forms are not taken; send the file itself as the body, and its name as parameter \"name\"");
  }
  if (decision && !is_json) throw HttpError(415, "a decision is JSON; send it as application/json");
  if (!is_json) upload_name(in.get_param_value("name"));
  const uint64_t most = is_json ? options_.limits.body_bytes : options_.limits.upload_bytes;
  const std::string length = in.get_header_value("Content-Length");
  if (!length.empty() && std::strtoull(length.c_str(), nullptr, 10) > most) {
    throw HttpError(413, "the body has more than " + std::to_string(most) + " bytes; send a smaller one");
  }
  if (!decision) jobs_.need_room();
  return true;
}

Reply Server::take_body(const httplib::Request& in, const httplib::ContentReader& content) {
  if (in.path == "/api/v1/decisions") return take_decision(content);
  const bool is_json = in.get_header_value("Content-Type").starts_with("application/json");
  return is_json ? take_address(content) : take_upload(in, content);
}

namespace {

// Reads a body to its end. Throws HttpError: 413 when it is too large, 400 when it breaks off.
void read_body(const httplib::ContentReader& content, uint64_t most,
               const std::function<bool(std::string_view)>& take) {
  uint64_t size = 0;
  bool taken = true;
  const bool whole = content([&](const char* bytes, size_t n) {
    size += n;
    return size <= most && (taken = take({bytes, n}));
  });
  if (size > most)
    throw HttpError(413, "the body has more than " + std::to_string(most) + " bytes; send a smaller one");
  if (!taken) throw schema::Error(schema::Error::Kind::storage, "the upload cannot be written; free some space");
  if (whole) return;
  if (Listener::exchange().connection->late()) throw HttpError(408, "the body did not come in time; send it faster");
  throw HttpError(400, "the body broke off; send it again");
}

std::string text_body(const httplib::ContentReader& content, uint64_t most) {
  std::string body;
  read_body(content, most, [&](std::string_view bytes) {
    body += bytes;
    return true;
  });
  return body;
}

Reply taken(const json& state) {
  Reply reply = json_reply(state);
  reply.status = 202;
  reply.headers.emplace_back("Location", "/api/v1/jobs/" + state.at("id").get<std::string>());
  return reply;
}

}  // namespace

Reply Server::take_upload(const httplib::Request& in, const httplib::ContentReader& content) {
  Upload upload(options_.knowledge_base, upload_name(in.get_param_value("name")));
  read_body(content, options_.limits.upload_bytes, [&](std::string_view bytes) { return upload.write(bytes); });
  if (upload.size() == 0) throw HttpError(400, "the upload is empty; send the file as the body");
  jobs_.need_room();  // others may have come first
  return taken(jobs_.state(jobs_.add_file(upload.finish())));
}

Reply Server::take_address(const httplib::ContentReader& content) {
  const std::string body = text_body(content, options_.limits.body_bytes);
  const json request = json::parse(body, nullptr, false);
  const bool good = request.is_object() && request.size() == 1 && request.contains("fetch") &&
                    request["fetch"].is_string() && request["fetch"].get<std::string>().starts_with("arxiv:");
  // Other addresses are for the command line: a server that fetches what it is told to reaches what its clients cannot.
  if (!good) throw HttpError(400, "the body is no order to fetch; send {\"fetch\": \"arxiv:2412.19437\"}");
  return taken(jobs_.state(jobs_.add_address(request["fetch"])));
}

Reply Server::take_decision(const httplib::ContentReader& content) {
  const std::string body = text_body(content, options_.limits.body_bytes);
  const std::unique_lock lock(deciding_, options_.limits.turn);
  if (!lock) throw HttpError(503, "others are deciding; send it again in a moment");
  Reply reply = json_reply(decide(options_.knowledge_base, body, Listener::exchange().author, options_.limits.turn));
  reply.status = 201;
  return reply;
}

// Sends `file`, or the range of it that is asked for.
void send_file(const std::string& file, const std::string& type, const httplib::Request& in, httplib::Response& out) {
  const int opened = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
  struct stat status {};
  if (opened < 0 || ::fstat(opened, &status) != 0 || !S_ISREG(status.st_mode)) {
    if (opened >= 0) ::close(opened);
    throw HttpError(404, "the report's file cannot be read any more; index it again");
  }
  out.status = in.ranges.empty() ? 200 : 206;
  out.set_header("Accept-Ranges", "bytes");
  if (status.st_size == 0) {
    ::close(opened);
    out.set_content("", type);
    return;
  }
  const auto provide = [opened](size_t offset, size_t length, httplib::DataSink& sink) {
    std::array<char, size_t{64} << 10> buffer{};
    const ssize_t n = ::pread(opened, buffer.data(), std::min(length, buffer.size()), static_cast<off_t>(offset));
    return n > 0 && sink.write(buffer.data(), static_cast<size_t>(n));
  };
  out.set_content_provider(static_cast<size_t>(status.st_size), type, provide, [opened](bool) { ::close(opened); });
}

void Server::send(Reply reply, const httplib::Request& in, httplib::Response& out) const {
  const auto set = [&](const char* name, const std::string& value) {
    if (!out.has_header(name)) out.set_header(name, value);
  };
  if (!reply.file.empty() && reply.status == 200) {
    try {
      send_file(reply.file, reply.type, in, out);
    } catch (...) {
      reply = error_reply(std::current_exception());
    }
  }
  for (const auto& [name, value] : reply.headers) set(name.c_str(), value);
  set("Content-Security-Policy", answer_policy);
  set("X-Content-Type-Options", "nosniff");
  set("X-Frame-Options", "DENY");
  set("Referrer-Policy", "no-referrer");
  set("Cross-Origin-Resource-Policy", "same-origin");
  set("Cross-Origin-Opener-Policy", "same-origin");
  set("Cache-Control", reply.etag.empty() ? "no-store" : "private, no-cache");
  if (!reply.etag.empty()) set("ETag", "W/\"" + reply.etag + "\"");
  set("Vary", "Accept-Encoding, Origin");
  if (gate_) {
    const std::string origin = gate_->allowed_origin(in);
    if (!origin.empty()) set("Access-Control-Allow-Origin", origin);
  }
  if (!reply.file.empty() && reply.status == 200) return;
  out.status = reply.status;
  if (reply.stream) {
    out.set_chunked_content_provider(reply.type, [stream = reply.stream](size_t, httplib::DataSink& sink) {
      stream([&](std::string_view bytes) { return sink.is_writable() && sink.write(bytes.data(), bytes.size()); });
      sink.done();
      return true;
    });
    return;
  }
  constexpr size_t worth_it = 1024;  // bytes
  if (Listener::exchange().gzip && reply.body.size() >= worth_it && compressible(reply.type)) {
    reply.body = gzip(reply.body);
    set("Content-Encoding", "gzip");
  }
  if (reply.status != 304 && reply.status != 204) out.set_content(reply.body, reply.type);
}

void Server::log(const httplib::Request& in, const httplib::Response& out) {
  const Exchange& exchange = Listener::exchange();
  const std::chrono::duration<double> time = Clock::now() - exchange.connection->started();
  metrics_.answered(exchange.route, out.status, time.count(), exchange.connection->written());
  access_log_.write({in.remote_addr, in.method, in.target, in.get_header_value("User-Agent"), out.status,
                     exchange.connection->written(), time.count() * 1000});
}

}  // namespace

void serve(Options options, const std::function<void(const Address&)>& ready) {
  options.fetching.most_bytes = options.limits.upload_bytes;
  if (options.limits.at_once == 0) options.limits.at_once = std::max(2U, std::thread::hardware_concurrency());
  block_ending_signals();
  make_knowledge_base(options.knowledge_base);
  Server(std::move(options)).run(ready);
}

}  // namespace colophon::serve
