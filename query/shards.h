// A knowledge base in parts: what `--kb` names. Each part (shard) is a knowledge base of its own, made by
// `colophon index --shard I/N`, and may stand in several places: the first that answers is asked. docs/scaling.md tells
// how to run them.
#pragma once

#include <string>
#include <vector>

namespace colophon::query {

struct Shard {
  std::vector<std::string> places;  // directories, or "HOST:PORT" where xapian-tcpsrv serves search/
  std::string name() const;         // its places, " or " between
};

// The shards of the names a person gives. A name is a directory, HOST:PORT, several of these with commas between, or a
// cluster file: a line a shard, its places between spaces, "#" begins a comment; a directory that is not absolute is
// taken from the file's own. Throws schema::Error(usage) for a cluster file without a shard, or one that is not text.
std::vector<Shard> shards_of(const std::vector<std::string>& names);

}  // namespace colophon::query
