#include "tools/colophon/print.h"

#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <nlohmann/json.hpp>

#include "schema/error.h"
#include "store/knowledge_base.h"
#include "store/search_index.h"

namespace colophon::tools {

query::Library open_library(const std::string& kb) {
  try {
    return query::Library(store::open_search_index(kb));
  } catch (const schema::Error&) {
    // Opening the knowledge base mends a missing index, and says what is wrong where it cannot.
    store::KnowledgeBase::open(kb, store::Access::read);
    return query::Library(store::open_search_index(kb));
  }
}

void print_json(const nlohmann::json& json) {
  print_text(json.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + "\n");
}

void print_text(const std::string& text) { std::fwrite(text.data(), 1, text.size(), stdout); }

std::string emphasis(const std::string& text) {
  static const bool terminal = isatty(STDOUT_FILENO) != 0 && std::getenv("NO_COLOR") == nullptr;
  return terminal ? "\x1b[1m" + text + "\x1b[0m" : text;
}

std::string evidence_text(const std::vector<schema::Evidence>& evidence, size_t most) {
  std::string out;
  for (size_t i = 0; i < evidence.size() && i < most; ++i) {
    const schema::Evidence& one = evidence[i];
    std::string place;
    const auto add = [&](const std::string& part) {
      if (!part.empty()) place += (place.empty() ? "" : ", ") + part;
    };
    if (one.page > 0) add("p. " + std::to_string(one.page));
    add(one.table);
    add(one.section);
    std::string quote = one.quote;
    std::replace(quote.begin(), quote.end(), '\n', ' ');
    if (place.empty() && quote.empty()) continue;
    out += "      " + place + (quote.empty() ? "" : (place.empty() ? "“" : ": “") + quote + "”") + "\n";
  }
  return out;
}

void add_format_option(CLI::App* command, std::string& format, const std::vector<std::string>& formats) {
  format = formats.front();
  command->add_option("--format", format, "How to print (default: " + formats.front() + ")")
      ->check(CLI::IsMember(formats));
}

}  // namespace colophon::tools
