// The tokens that let a client write, and read from afar: `tokens.json` in the knowledge base's directory. Of a token
// only its SHA-256 is kept; it has 256 random bits, so a slow hash would gain nothing.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace colophon::serve {

struct Token {
  std::string id;       // short, for people
  std::string name;     // whose it is
  std::string created;  // 2025-01-31T12:00:00Z
};

class Tokens {
 public:
  explicit Tokens(const std::filesystem::path& knowledge_base);

  // A new token; this is the one time it is seen. Throws schema::Error(storage) when the file cannot be written.
  std::string make(const std::string& name) const;
  std::vector<Token> list() const;
  // False when there is none of that id.
  bool revoke(const std::string& id) const;
  // Whose token it is, "" of a nameless one; nothing when it is none. Takes the same time for every wrong one.
  struct Check {
    bool known = false;
    std::string name;
  };
  Check check(std::string_view token) const;
  // The same of a request's Authorization header, "Bearer TOKEN"; nothing for one that is written otherwise.
  Check check_header(std::string_view authorization) const;

 private:
  std::filesystem::path file_;
};

}  // namespace colophon::serve
