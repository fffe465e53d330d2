#include "tools/serve/tokens.h"

#include <fcntl.h>
#include <openssl/crypto.h>
#include <unistd.h>

#include <ctime>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>

#include "schema/error.h"
#include "schema/json.h"
#include "store/digest.h"
#include "store/time_text.h"
#include "tools/serve/random_text.h"

namespace colophon::serve {
namespace {

using nlohmann::json;
using schema::Error;

json read(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) return json::array();
  const std::string text{std::istreambuf_iterator<char>(in), {}};
  return schema::member_or<json>(schema::parse_json(text, file.string()), "tokens", json::array());
}

// Whole or not at all, and readable by its owner alone.
void write(const std::filesystem::path& file, const json& tokens) {
  const std::string text = json{{"tokens", tokens}}.dump(1) + "\n";
  const std::string part = file.string() + ".part";
  const int out = ::open(part.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  const bool written =
      out >= 0 && ::write(out, text.data(), text.size()) == static_cast<ssize_t>(text.size()) && ::fsync(out) == 0;
  if (out >= 0) ::close(out);
  if (!written || ::rename(part.c_str(), file.c_str()) != 0) {
    throw Error(Error::Kind::storage, "cannot write " + file.string() + "; check its permissions and free space");
  }
}

}  // namespace

Tokens::Tokens(const std::filesystem::path& knowledge_base) : file_(knowledge_base / "tokens.json") {}

std::string Tokens::make(const std::string& name) const {
  json tokens = read(file_);
  std::string token = "colophon_" + random_text(32);
  tokens.push_back({{"id", random_text(4)},
                    {"name", name},
                    {"created", store::time_text(std::time(nullptr))},
                    {"sha256", store::digest_of(token)}});
  write(file_, tokens);
  return token;
}

std::vector<Token> Tokens::list() const {
  std::vector<Token> list;
  for (const json& token : read(file_)) {
    list.push_back({schema::member<std::string>(token, "id"), schema::member_or<std::string>(token, "name", ""),
                    schema::member_or<std::string>(token, "created", "")});
  }
  return list;
}

bool Tokens::revoke(const std::string& id) const {
  json kept = json::array();
  const json tokens = read(file_);
  for (const json& token : tokens) {
    if (schema::member<std::string>(token, "id") != id) kept.push_back(token);
  }
  if (kept.size() == tokens.size()) return false;
  write(file_, kept);
  return true;
}

Tokens::Check Tokens::check(std::string_view token) const {
  const std::string digest = store::digest_of(token);
  Check check;
  for (const json& known : read(file_)) {
    const auto wanted = schema::member_or<std::string>(known, "sha256", "");
    if (wanted.size() != digest.size() || CRYPTO_memcmp(wanted.data(), digest.data(), digest.size()) != 0) continue;
    check = {true, schema::member_or<std::string>(known, "name", "")};
  }
  return check;
}

Tokens::Check Tokens::check_header(std::string_view authorization) const {
  constexpr std::string_view scheme = "Bearer ";
  return authorization.starts_with(scheme) ? check(authorization.substr(scheme.size())) : Check();
}

}  // namespace colophon::serve
