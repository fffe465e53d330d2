#include "query/open.h"

#include <charconv>
#include <filesystem>
#include <optional>
#include <utility>

#include "query/shards.h"
#include "schema/error.h"
#include "store/knowledge_base.h"
#include "store/search_index.h"

namespace colophon::query {
namespace {

// "HOST:PORT", unless there is a directory of that name.
std::optional<std::pair<std::string, unsigned>> address_of(const std::string& kb) {
  const size_t colon = kb.rfind(':');
  if (colon == std::string::npos || colon == 0 || std::filesystem::exists(kb)) return {};
  unsigned port = 0;
  const char* end = kb.data() + kb.size();
  const auto [last, error] = std::from_chars(kb.data() + colon + 1, end, port);
  if (error != std::errc() || last != end || port == 0 || port > 65535) return {};
  return std::make_pair(kb.substr(0, colon), port);
}

Xapian::Database open_index(const std::string& kb) {
  if (const auto address = address_of(kb)) return store::open_remote_index(address->first, address->second);
  try {
    return store::open_search_index(kb);
  } catch (const schema::Error&) {
    // Opening the knowledge base mends a missing index, and says what is wrong where it cannot.
    store::KnowledgeBase::open(kb, store::Access::read);
    return store::open_search_index(kb);
  }
}

}  // namespace

Library open_library(const std::string& kb) { return Library(open_index(kb)); }

Library open_library(const std::vector<std::string>& kbs) {
  const std::vector<Shard> shards = shards_of(kbs);
  Xapian::Database all;
  std::vector<MissingShard> missing;
  std::optional<schema::Error> last;
  for (const Shard& shard : shards) {
    std::string reason;
    bool opened = false;
    for (auto place = shard.places.begin(); !opened && place != shard.places.end(); ++place) {
      try {
        all.add_database(open_index(*place));
        opened = true;
      } catch (const schema::Error& error) {
        last = error;
        reason = error.what();
      }
    }
    if (!opened) missing.push_back({shard.name(), reason});
  }
  if (missing.size() == shards.size() && last) throw schema::Error(*last);
  return Library(std::move(all), std::move(missing));
}

}  // namespace colophon::query
