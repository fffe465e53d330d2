#include "query/shards.h"

#include <filesystem>
#include <fstream>
#include <sstream>

#include "query/comma_list.h"
#include "schema/error.h"

namespace colophon::query {
namespace {

namespace fs = std::filesystem;

// A directory beside the cluster file, where there is one of that name; else as it stands.
std::string place_of(const std::string& written, const fs::path& beside) {
  const bool address = written.find(':') != std::string::npos && written.find('/') == std::string::npos;
  return address ? written : (beside / written).string();
}

std::vector<Shard> read_cluster(const fs::path& file) {
  std::ifstream in(file);
  std::vector<Shard> shards;
  for (std::string line; std::getline(in, line);) {
    if (line.find('\0') != std::string::npos) {
      throw schema::Error(
          schema::Error::Kind::usage,
          file.string() + " is not a cluster file; give a knowledge base's directory or a list of them");
    }
    std::istringstream words(line.substr(0, line.find('#')));
    Shard shard;
    for (std::string place; words >> place;) shard.places.push_back(place_of(place, file.parent_path()));
    if (!shard.places.empty()) shards.push_back(std::move(shard));
  }
  if (!shards.empty()) return shards;
  throw schema::Error(schema::Error::Kind::usage,
                      "no shard is named in " + file.string() + "; write a directory or HOST:PORT on each line");
}

}  // namespace

std::string Shard::name() const {
  std::string name;
  for (const std::string& place : places) name += (name.empty() ? "" : " or ") + place;
  return name;
}

std::vector<Shard> shards_of(const std::vector<std::string>& names) {
  std::vector<Shard> shards;
  for (const std::string& name : names) {
    // A directory's name may have a comma.
    const std::vector<std::string> parts = fs::exists(name) ? std::vector{name} : split_commas({name});
    for (const std::string& part : parts) {
      if (!fs::is_regular_file(part)) {
        shards.push_back({{part}});
        continue;
      }
      for (Shard& shard : read_cluster(part)) shards.push_back(std::move(shard));
    }
  }
  return shards;
}

}  // namespace colophon::query
