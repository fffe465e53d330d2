// Query parameters, checked: what a route does not know is refused, not passed over.
#pragma once

#include <cstddef>
#include <initializer_list>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace colophon::serve {

class Parameters {
 public:
  // `known`: the names that the route has. Throws HttpError(400) for another one.
  Parameters(const std::multimap<std::string, std::string>& given, std::initializer_list<std::string_view> known);

  // The value, or `otherwise`. Throws HttpError(400) when the parameter is there twice.
  std::string text(std::string_view name, const std::string& otherwise = "") const;
  // Throws HttpError(400) where the parameter is missing or empty.
  std::string needed(std::string_view name) const;
  // One of `choices`, the first where it is not given.
  std::string choice(std::string_view name, const std::vector<std::string>& choices) const;
  // From 1 to 1000.
  size_t count(std::string_view name, size_t otherwise) const;
  bool flag(std::string_view name) const;  // "true", "1" | "false", "0"
  // All values of a parameter that may be repeated.
  std::vector<std::string> all(std::string_view name) const;

 private:
  const std::multimap<std::string, std::string>& given_;
};

}  // namespace colophon::serve
