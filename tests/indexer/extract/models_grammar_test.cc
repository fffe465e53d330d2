#include "indexer/extract/models_grammar.h"

#include <gmock/gmock.h>

namespace colophon::extract {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::string> names(std::string_view text) {
  std::vector<std::string> out;
  for (const NamedModel& name : NameScanner().scan(text))
    out.emplace_back(text.substr(name.begin, name.end - name.begin));
  return out;
}

TEST(NameScanner, TakesVersionSizeAndVariantIntoTheName) {
  EXPECT_THAT(names("against Qwen2.5-72B-Instruct, LLaMA 3 70B and GPT-4o."),
              ElementsAre("Qwen2.5-72B-Instruct", "LLaMA 3 70B", "GPT-4o"));
}

TEST(NameScanner, TakesABracketThatOnlyQualifies) {
  EXPECT_THAT(names("Kimi K2 (Preview) is close"), ElementsAre("Kimi K2 (Preview)"));
  EXPECT_THAT(names("Qwen3 (see the appendix)"), ElementsAre("Qwen3"));
}

TEST(NameScanner, LeavesWordsThatOnlyFollow) {
  EXPECT_THAT(names("LLaMA-style blocks and Qwen-based agents"), ElementsAre("LLaMA", "Qwen"));
}

TEST(NameScanner, EverydayWordsAreNoModels) { EXPECT_THAT(names("a step in the spark of yi"), IsEmpty()); }

TEST(NameScanner, ReadsChineseNames) { EXPECT_THAT(names("与通义千问相比"), ElementsAre("通义千问")); }

TEST(NameScanner, TheLongestKnownNameWins) {
  NameScanner scanner;
  scanner.add("Orbit-V2", 0);
  scanner.add("Orbit-V2-Lite", 1);
  const auto found = scanner.scan("Orbit-V2-Lite Chat and Orbit-V2");
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0].base, 1);
  EXPECT_EQ(found[1].base, 0);
}

TEST(NameScanner, CoreLeavesOutWhatDoesNotTellModelsApart) {
  NameScanner scanner;
  scanner.add("Orbit", 0);
  EXPECT_EQ(scanner.scan("Orbit-7B-Chat-Int4").front().core, scanner.scan("Orbit-7B").front().core);
  EXPECT_NE(scanner.scan("Orbit-7B-Math").front().core, scanner.scan("Orbit-7B").front().core);
}

TEST(Billions, ReadsSizes) {
  EXPECT_DOUBLE_EQ(*billions("7b"), 7);
  EXPECT_DOUBLE_EQ(*billions("350m"), 0.35);
  EXPECT_DOUBLE_EQ(*billions("a3b"), 3);
  EXPECT_FALSE(billions("8x22b"));
}

TEST(NamePieces, AccentedLettersAreLetters) {
  const auto pieces = name_pieces("Tülu-3-8B");
  ASSERT_EQ(pieces.size(), 3U);
  EXPECT_EQ(pieces[0].low, "tülu");
}

}  // namespace
}  // namespace colophon::extract
