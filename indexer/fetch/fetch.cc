#include "indexer/fetch/fetch.h"

#include <algorithm>
#include <fstream>
#include <utility>

#include "indexer/fetch/address.h"
#include "indexer/fetch/format.h"
#include "schema/error.h"

namespace colophon::fetch {
namespace {

namespace fs = std::filesystem;
using schema::Error;

std::string head_of(const fs::path& file) {
  std::string head(1024, '\0');
  std::ifstream in(file, std::ios::binary);
  in.read(head.data(), static_cast<std::streamsize>(head.size()));
  head.resize(static_cast<size_t>(in.gcount()));
  return head;
}

fs::path with_extension(const fs::path& folder, const Place& place, const std::string& format) {
  return folder / (place.name + extension_for(format, place.name));
}

// The file of an earlier fetch, and its format.
std::pair<fs::path, std::string> find_there(const fs::path& folder, const Address& address) {
  for (const Place& place : address.places) {
    for (const std::string& format : place.formats) {
      const fs::path file = with_extension(folder, place, format);
      std::error_code error;
      if (fs::is_regular_file(file, error)) return {file, format};
    }
  }
  return {};
}

std::string either(const std::vector<std::string>& formats) {
  std::string text;
  for (size_t i = 0; i < formats.size(); ++i)
    text += (i == 0 ? "" : i + 1 == formats.size() ? " or " : ", ") + formats[i];
  return text;
}

}  // namespace

Fetcher::Fetcher(fs::path folder, Settings settings, Check check)
    : folder_(std::move(folder)), settings_(std::move(settings)), check_(std::move(check)), client_(settings_) {}

Fetched Fetcher::fetch(const std::string& text, bool again) {
  const Address address = parse_address(text, settings_.arxiv);
  const auto [there, format_there] = find_there(folder_, address);
  if (!there.empty() && !again) return {there, "", format_there, fs::file_size(there), true, false};

  std::string why;
  bool only_missing = true;
  const auto pass_over = [&](const std::string& reason, bool missing) {
    why += (why.empty() ? "" : "; ") + reason;
    only_missing &= missing;
  };
  for (size_t i = 0; i < address.places.size(); ++i) {
    const Place& place = address.places[i];
    const fs::path part =
        folder_ / (place.name + (address.places.size() > 1 ? "." + place.formats.front() : "") + ".part");
    std::error_code error;
    fs::create_directories(part.parent_path(), error);
    if (error) throw Error(Error::Kind::storage, part.parent_path().string() + ": cannot be made: " + error.message());

    const Response response = client_.get(place.url, part);
    if (response.status != 200) {
      const bool missing = response.status == 404 || response.status == 410;
      pass_over(place.url + (missing ? ": is not there" : ": the host answers HTTP " + std::to_string(response.status)),
                missing);
      continue;
    }
    const std::string format = format_of(head_of(part), response.type, place.name);
    if (std::find(place.formats.begin(), place.formats.end(), format) == place.formats.end()) {
      fs::remove(part, error);
      pass_over(place.url + ": is not " + either(place.formats) + " but " +
                    (response.type.empty() ? "of no stated type" : response.type),
                false);
      continue;
    }
    const fs::path file = with_extension(folder_, place, format);
    try {
      check_(part, file.filename().string());
    } catch (const std::exception& unreadable) {
      fs::remove(part, error);
      pass_over(place.url + ": " + unreadable.what(), false);
      continue;
    }
    fs::rename(part, file, error);
    if (error) throw Error(Error::Kind::storage, file.string() + ": cannot be written: " + error.message());
    // A report in one format only: a bundle that has come out since the PDF was fetched takes its place.
    if (!there.empty() && there != file) fs::remove(there, error);
    return {file, response.url, format, fs::file_size(file), false, response.resumed};
  }
  throw Error(only_missing ? Error::Kind::not_found : Error::Kind::input, why + "; check the address");
}

}  // namespace colophon::fetch
