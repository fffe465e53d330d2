// Fetches reports into a folder, `sources/` of a knowledge base: arXiv's by number, the best format first, others by
// URL.
//
// A file is complete or not there: it is downloaded under another name (client.h) and takes its own by rename. What is
// already there is not asked for again.
#pragma once

#include <filesystem>
#include <functional>
#include <string>

#include "indexer/fetch/client.h"

namespace colophon::fetch {

struct Fetched {
  std::filesystem::path file;
  std::string url;     // where it came from; "" when it was there
  std::string format;  // "latex", "html", "pdf", ...
  uint64_t bytes = 0;
  bool was_there = false;
  bool resumed = false;
};

// Looks at a downloaded file before it takes its place. Throws with the reason when the file is no readable report, and
// the next place is asked: some bundles hold nothing but a PDF's wrapper.
using Check = std::function<void(const std::filesystem::path& file, const std::string& name)>;

class Fetcher {
 public:
  Fetcher(std::filesystem::path folder, Settings settings, Check check);

  // `address`: see address.h. `again`: ask even when it is there, and put the new file in its place. Throws
  // schema::Error: usage for what is no address, not_found when no place has the report, input when it cannot be had.
  Fetched fetch(const std::string& address, bool again);

 private:
  std::filesystem::path folder_;
  Settings settings_;
  Check check_;
  Client client_;
};

}  // namespace colophon::fetch
