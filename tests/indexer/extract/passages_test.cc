#include "indexer/extract/passages.h"

#include <gmock/gmock.h>

#include "indexer/extract/passages_features.h"
#include "tests/indexer/extract/reports.h"

namespace colophon::extract {
namespace {

using document::Role;
using test::Report;
using testing::ElementsAre;
using testing::HasSubstr;

std::vector<std::string> quotes(const document::Document& document, const std::string& item) {
  std::vector<std::string> out;
  for (const schema::Passage& passage : find_passages(document, find_models(document))) {
    if (passage.item == item) out.push_back(passage.quote);
  }
  return out;
}

document::Document orbit() {
  return Report("Orbit-V2 Technical Report")
      .section("Abstract", Role::abstract)
      .paragraph(
          "We introduce Orbit-V2, an open-source Mixture-of-Experts language model for general use. It is efficient to "
          "serve. It was trained on the moon.")
      .section("Pre-training Data", Role::pretrain_data)
      .paragraph(
          "We filter out low-quality web pages with heuristic rules and a fastText classifier, and deduplicate "
          "documents with MinHash. "
          "The tokenizer is trained on a part of the corpus.")
      .section("Limitations and Future Work", Role::limitations)
      .paragraph(
          "Orbit-V2 may produce hallucinations and lacks ongoing knowledge updates after pre-training. In the future, "
          "we will extend it to more modalities.")
      .done();
}

TEST(FindPassages, TakesTheSentencesThatSpeakToTheItem) {
  EXPECT_THAT(quotes(orbit(), "pretrain.data.cleaning"), testing::Contains(HasSubstr("MinHash")));
  EXPECT_THAT(quotes(orbit(), "overview.positioning"), testing::Contains(HasSubstr("We introduce Orbit-V2")));
  EXPECT_THAT(quotes(orbit(), "limitations.future"), testing::Contains(HasSubstr("In the future, we will")));
}

TEST(FindPassages, IsSilentWhereTheReportIs) {
  EXPECT_THAT(quotes(orbit(), "safety.redteam"), ElementsAre());
  EXPECT_THAT(quotes(orbit(), "rl.reward_model"), ElementsAre());
}

TEST(FindPassages, QuotesVerbatimAtMostThreeAnItem) {
  const auto document = orbit();
  std::map<std::string, int> count;
  for (const schema::Passage& passage : find_passages(document, find_models(document))) {
    EXPECT_LE(++count[passage.item], 3) << passage.item;
    EXPECT_THAT(document.text(), HasSubstr(passage.quote));
  }
}

TEST(PassageWords, TakesWordsAndPairsOfCharacters) {
  EXPECT_THAT(passage_words("We filter 数据清洗, and filter"), ElementsAre("and", "filter", "据清", "数据", "清洗"));
}

TEST(PassageSentences, LeavesOutReferencesAndScraps) {
  const auto document = Report("Orbit")
                            .section("References", Role::references)
                            .paragraph("A. Author. A long paper about scaling language models, 2020.")
                            .section("Training", Role::pretrain)
                            .paragraph("Too short. This sentence is long enough to be quoted by somebody.")
                            .done();
  EXPECT_EQ(passage_sentences(document, find_models(document)).size(), 1U);
}

}  // namespace
}  // namespace colophon::extract
