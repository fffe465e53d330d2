#include "indexer/pipeline/shard.h"

#include <charconv>

#include "schema/error.h"
#include "store/digest.h"

namespace colophon::pipeline {
namespace {

constexpr unsigned most_shards = 65536;
constexpr int digits = 8;  // of the digest, hexadecimal

}  // namespace

bool ShardOf::has(const std::filesystem::path& report) const {
  if (count <= 1) return true;
  const std::string digest = store::digest_of(report.filename().native());
  unsigned hash = 0;
  std::from_chars(digest.data(), digest.data() + digits, hash, 16);
  return hash % count == number - 1;
}

ShardOf parse_shard(const std::string& text) {
  ShardOf shard;
  const char* end = text.data() + text.size();
  const auto number = std::from_chars(text.data(), end, shard.number);
  const bool divided = number.ec == std::errc() && number.ptr != end && *number.ptr == '/';
  const auto count = divided ? std::from_chars(number.ptr + 1, end, shard.count) : number;
  const bool whole = divided && count.ec == std::errc() && count.ptr == end;
  if (whole && shard.number >= 1 && shard.number <= shard.count && shard.count <= most_shards) return shard;
  throw schema::Error(schema::Error::Kind::usage,
                      "\"" + text + "\" names no shard; write --shard I/N, such as 1/4 for the first of four");
}

}  // namespace colophon::pipeline
