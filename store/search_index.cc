#include "store/search_index.h"

#include <array>
#include <bit>
#include <charconv>
#include <cstdio>
#include <map>
#include <nlohmann/json.hpp>

#include "schema/data.h"
#include "schema/error.h"
#include "schema/json.h"
#include "store/search_mirror.h"

namespace colophon::store {
namespace {

using schema::Error;

// Xapian's limit is 245 bytes.
constexpr size_t longest_term = 200;

// FNV-1a: a fixed function, since its results are kept.
uint64_t hash(std::string_view text) {
  uint64_t value = 0xcbf29ce484222325u;
  for (const char c : text) value = (value ^ static_cast<unsigned char>(c)) * 0x100000001b3u;
  return value;
}

std::string bounded(const char* prefix, std::string_view value) {
  std::string text = prefix + std::string(value);
  if (text.size() <= longest_term) return text;
  std::array<char, 17> digits{};
  std::snprintf(digits.data(), digits.size(), "%016llx", static_cast<unsigned long long>(hash(text)));
  return text.substr(0, longest_term - 16) + digits.data();
}

std::string named(const char* prefix, std::string_view name) { return bounded(prefix, schema::term_key(name)); }

// Slots of fields follow those with a name of their own.
constexpr Xapian::valueno first_field_slot = 16;

Xapian::valueno field_slot(std::string_view field) {
  static const std::map<std::string, Xapian::valueno, std::less<>> slots = [] {
    std::map<std::string, Xapian::valueno, std::less<>> made;
    Xapian::valueno next = first_field_slot;
    for (const schema::Item& item : schema::Checklist::standard().items()) {
      made.emplace(item.id, next);
      next += 2;
    }
    return made;
  }();
  const auto found = slots.find(field);
  if (found == slots.end()) {
    throw Error(Error::Kind::usage, "unknown field \"" + std::string(field) + "\"; data/checklist.json lists them");
  }
  return found->second;
}

// term_key of every spelling -> term_key of the name.
std::map<std::string, std::string, std::less<>> read_benchmarks() {
  std::map<std::string, std::string, std::less<>> names;
  const auto file = schema::data_files().find("lexicons/benchmarks.json");
  if (file == schema::data_files().end()) return names;
  const nlohmann::json lexicon = schema::parse_json(file->second, "lexicons/benchmarks.json");
  for (const nlohmann::json& benchmark : lexicon.at("benchmarks")) {
    const std::string key = schema::term_key(schema::member<std::string>(benchmark, "name"));
    names.insert_or_assign(key, key);
    for (const auto& alias : schema::member_or<std::vector<std::string>>(benchmark, "aliases", {})) {
      names.emplace(schema::term_key(alias), key);
    }
  }
  return names;
}

}  // namespace

namespace term {
std::string kind(Kind kind) {
  switch (kind) {
    case Kind::model:
      return "Kmodel";
    case Kind::report:
      return "Kreport";
    case Kind::item:
      return "Kitem";
    case Kind::passage:
      return "Kpassage";
    case Kind::score:
      return "Kscore";
  }
  return "K";
}
std::string report(std::string_view key) { return bounded("Q", key); }
std::string language(std::string_view language) { return bounded("L", language); }
std::string organization(std::string_view name) { return named("O", name); }
std::string year(int year) { return "Y" + std::to_string(year); }
std::string family(std::string_view family) { return named("XF", family); }
std::string model(std::string_view name) { return named("XM", name); }
std::string value(std::string_view field, std::string_view key) {
  return bounded("XV", std::string(field) + "=" + std::string(key));
}
std::string stated(std::string_view field, std::string_view key) {
  return bounded("XS", std::string(field) + "=" + std::string(key));
}
std::string disclosed(std::string_view field) { return bounded("XD", field); }
std::string told(std::string_view item) { return bounded("XT", item); }
std::string of_item(std::string_view item) { return bounded("XI", item); }
std::string benchmark(std::string_view name) { return bounded("XB", canonical_benchmark(name)); }
std::string scored(std::string_view benchmark) { return bounded("XW", canonical_benchmark(benchmark)); }
std::string band_prefix(std::string_view benchmark, bool own) {
  return bounded("XN", canonical_benchmark(benchmark)) + (own ? "=o" : "=b");
}
std::string band(std::string_view benchmark, bool own, double score) {
  // The sign, the exponent and seven bits of the mantissa, made to be in the order of the numbers: half a point wide
  // from 64 to 128.
  uint64_t bits = std::bit_cast<uint64_t>(score == 0 ? 0.0 : score);
  bits = (bits >> 63U) != 0 ? ~bits : bits | (uint64_t{1} << 63U);
  std::array<char, 8> digits{};
  std::snprintf(digits.data(), digits.size(), "%c%05x", score > 100 ? 'b' : 'a', static_cast<unsigned>(bits >> 45U));
  return band_prefix(benchmark, own) + digits.data();
}
bool is_above_hundred(std::string_view band) { return band.starts_with('b'); }
std::string owner(bool own) { return own ? "XOown" : "XObaseline"; }
std::string place(bool ablation) { return ablation ? "XPablation" : "XPmain"; }
std::string block(std::string_view kind) { return bounded("XK", kind); }
}  // namespace term

namespace slot {
Xapian::valueno low(std::string_view field) { return field_slot(field); }
Xapian::valueno high(std::string_view field) { return field_slot(field) + 1; }
}  // namespace slot

std::string canonical_benchmark(std::string_view name) {
  static const std::map<std::string, std::string, std::less<>> names = read_benchmarks();
  std::string key = schema::term_key(name);
  const auto found = names.find(key);
  return found == names.end() ? key : found->second;
}

int date_number(std::string_view date) {
  std::array<int, 3> parts{};
  const std::array<size_t, 3> at = {0, 5, 8}, length = {4, 2, 2};
  for (size_t i = 0; i < parts.size() && date.size() >= at[i] + length[i]; ++i) {
    if (i > 0 && date[at[i] - 1] != '-') return 0;
    const char* first = date.data() + at[i];
    const auto result = std::from_chars(first, first + length[i], parts[i]);
    if (result.ec != std::errc() || result.ptr != first + length[i]) return 0;
  }
  const bool valid =
      parts[0] > 0 && parts[1] <= 12 && parts[2] <= 31 && (date.size() == 4 || date.size() == 7 || date.size() == 10);
  return valid ? parts[0] * 10000 + parts[1] * 100 + parts[2] : 0;
}

namespace {

// What follows `begin` on its line.
std::string_view after(std::string_view data, const std::string& begin) {
  const size_t at = data.find(begin);
  if (at == std::string_view::npos) return {};
  const std::string_view rest = data.substr(at + begin.size());
  return rest.substr(0, rest.find('\n'));
}

}  // namespace

std::string_view facts_of_model(std::string_view data, size_t ordinal) {
  return after(data, "\n" + std::to_string(ordinal) + "\t");
}

std::string_view facts_of_all(std::string_view data) { return after(data, "\n\t"); }

std::string_view passages_in(std::string_view data) { return after(data, "\np\t"); }

std::string_view head_in(std::string_view data) { return data.substr(0, data.find('\n')); }

std::string search_layout() {
  std::string order;
  for (const schema::Item& item : schema::Checklist::standard().items()) order += item.id + "\n";
  return "6." + std::to_string(hash(order));
}

std::filesystem::path search_directory(const std::filesystem::path& knowledge_base) {
  return knowledge_base / "search";
}

Xapian::Database open_search_index(const std::filesystem::path& knowledge_base) {
  const std::string where = search_directory(knowledge_base).string();
  constexpr int attempts = 20;
  for (int attempt = 1;; ++attempt) {
    try {
      Xapian::Database database(where);
      if (database.get_metadata("layout") == search_layout()) return database;
      throw Error(Error::Kind::storage, "the search index in " + where + " has another layout; run `colophon rebuild`");
    } catch (const Xapian::DatabaseModifiedError& error) {  // the writer saved twice meanwhile
      if (attempt < attempts) continue;
      throw Error(Error::Kind::storage, "the search index in " + where + " changes too fast to be opened (" +
                                            error.get_msg() + "); ask again");
    } catch (const Xapian::Error& error) {
      throw Error(Error::Kind::storage,
                  "cannot read the search index in " + where + " (" + error.get_msg() + "); run `colophon rebuild`");
    }
  }
}

Xapian::Database open_remote_index(const std::string& host, unsigned port) {
  const std::string where = host + ":" + std::to_string(port);
  constexpr unsigned milliseconds = 10000;
  try {
    Xapian::Database database = Xapian::Remote::open(host, port, milliseconds, milliseconds);
    if (database.get_metadata("layout") == search_layout()) return database;
    throw Error(Error::Kind::storage,
                "the search index at " + where + " has another layout; run `colophon rebuild` there");
  } catch (const Xapian::Error& error) {
    throw Error(Error::Kind::storage, "cannot reach the search index at " + where + " (" + error.get_msg() +
                                          "); is `xapian-tcpsrv --port " + std::to_string(port) +
                                          " KB/search` running there?");
  }
}

}  // namespace colophon::store
