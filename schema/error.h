// The one exception type of the project. `what()` is one line for a person: what went wrong, where, and what to do.
#pragma once

#include <stdexcept>
#include <string>

namespace colophon::schema {

class Error : public std::runtime_error {
 public:
  enum class Kind {
    usage,      // the call itself is wrong: unknown field, malformed query
    input,      // a file or stream cannot be read as what it claims to be
    not_found,  // the thing asked for is not in the knowledge base
    storage,    // the knowledge base or the disk failed
  };
  Error(Kind kind, const std::string& line) : std::runtime_error(line), kind_(kind) {}
  Kind kind() const { return kind_; }

 private:
  Kind kind_;
};

}  // namespace colophon::schema
