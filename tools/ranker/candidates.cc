// colophon-candidates: for those who fit the ranker and the passages' weights. Prints the candidates of reports with
// their features, a JSON object a line, or (--passages) the sentences that could be quoted with theirs, or (--extract)
// whole records as `colophon export --format jsonl` writes them, without a knowledge
// base.
#include <CLI/CLI.hpp>
#include <cstdio>
#include <exception>
#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "indexer/document/reader.h"
#include "indexer/extract/extract.h"
#include "indexer/extract/passages_features.h"
#include "indexer/extract/propose.h"
#include "schema/checklist.h"

namespace colophon::tools {
namespace {

using nlohmann::json;

void print_candidates(const document::Document& document) {
  const extract::ModelNames models = extract::find_models(document);
  for (const extract::Candidate& candidate : extract::propose(document, models)) {
    const schema::Item* item = schema::Checklist::standard().find(candidate.field);
    const schema::Evidence evidence = extract::evidence_at(document, candidate.place);
    json line = {
        {"report", document.report},
        {"field", candidate.field},
        {"value", schema::value_to_json(candidate.value, item->type)},
        {"key", schema::value_key(candidate.value)},
        {"models", candidate.models},
        {"place",
         {candidate.place.block, candidate.place.table >= 0 ? -1 : static_cast<int>(candidate.place.span.begin)}},
        {"page", evidence.page},
        {"section", evidence.section},
        {"quote", evidence.quote},
        {"wording", candidate.wording},
        {"features", candidate.features.values()}};
    std::cout << line.dump() << '\n';
  }
}

void print_sentences(const document::Document& document) {
  const extract::ModelNames models = extract::find_models(document);
  for (const extract::PassageSentence& sentence : extract::passage_sentences(document, models)) {
    const std::string_view text = sentence.sentence.text(document);
    json line = {{"report", document.report},
                 {"block", sentence.sentence.block},
                 {"begin", sentence.sentence.span.begin},
                 {"end", sentence.sentence.span.end},
                 {"features", sentence.features},
                 {"words", extract::passage_words(text)},
                 {"text", text}};
    std::cout << line.dump() << '\n';
  }
}

std::string read_file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream bytes;
  bytes << in.rdbuf();
  return bytes.str();
}

}  // namespace
}  // namespace colophon::tools

int main(int argc, char** argv) {
  using namespace colophon;
  CLI::App app{"Prints candidates with their features, or whole records, for fitting the ranker"};
  std::vector<std::string> files;
  std::string ranker;
  bool records = false;
  bool names = false;
  bool passages = false;
  extract::Settings settings;
  app.add_option("FILE", files, "Reports");
  app.add_flag("--extract", records, "Print records instead of candidates");
  app.add_flag("--passages", passages, "Print sentences with their features for the narrative items instead");
  app.add_flag("--names", names, "Print the names of the features and stop");
  app.add_option("--ranker", ranker, "The ranker's weights, instead of those built in");
  app.add_option("--threshold", settings.threshold, "Facts below this confidence are left to review");
  CLI11_PARSE(app, argc, argv);
  if (names) {
    for (const std::string& name : passages ? extract::passage_feature_names() : std::vector<std::string>())
      std::cout << name << '\n';
    for (size_t i = 0; i < extract::feature_count && !passages; ++i)
      std::cout << extract::feature_name(static_cast<extract::Feature>(i)) << '\n';
    return 0;
  }
  if (!ranker.empty()) settings.ranker = tools::read_file(ranker);
  int failed = 0;
  for (const std::string& file : files) {
    try {
      const document::Document document = document::read(file);
      if (records) {
        settings.path_hint = file;
        std::cout << schema::record_to_json(extract::extract(document, settings)).dump() << '\n';
      } else if (passages) {
        tools::print_sentences(document);
      } else {
        tools::print_candidates(document);
      }
    } catch (const std::exception& error) {
      std::fprintf(stderr, "colophon-candidates: %s: %s\n", file.c_str(), error.what());
      failed = 1;
    }
  }
  return failed;
}
