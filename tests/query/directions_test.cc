#include "query/directions.h"

#include <gtest/gtest.h>

namespace colophon::query {
namespace {

TEST(Directions, LessIsBetterOfAListedErrorRateUnderAnyOfItsSpellings) {
  for (const char* name :
       {"LibriSpeech", "Librispeech", "AISHELL-1", "Aishell1", "LibriSpeech clean", "WenetSpeech net", "Fleurs en",
        "CommonVoice 15", "WikiText-103", "SeedTTS Test-ZH", "Pile-test"})
    EXPECT_TRUE(lower_is_better(name, "")) << name;
}

TEST(Directions, MoreIsBetterOfTheRest) {
  for (const char* name : {"MMLU", "GSM8K", "VoiceBench", "Aider-Edit", "ARC", "a benchmark that nobody lists", ""})
    EXPECT_FALSE(lower_is_better(name, "5-shot")) << name;
}

TEST(Directions, ASettingThatNamesTheMeasureDecides) {
  EXPECT_TRUE(lower_is_better("Some Speech", "WER, test-clean"));
  EXPECT_TRUE(lower_is_better("Some Speech", "test-clean ↓"));
  EXPECT_TRUE(lower_is_better("中文评测", "词错率"));
  EXPECT_FALSE(lower_is_better("SeedTTS Test-ZH", "SIM-o"));
  EXPECT_FALSE(lower_is_better("Fleurs", "en→zh, BLEU"));
}

TEST(Directions, TheNameOfABenchmarkMayNameTheMeasure) {
  EXPECT_TRUE(lower_is_better("False Positive Error", "%"));
  EXPECT_TRUE(lower_is_better("En Loss", ""));
  EXPECT_TRUE(lower_is_better("SEED-TTS (↓) test-en", ""));
}

TEST(Directions, TheBetterScoreHasTheGreaterGoodness) {
  EXPECT_GT(goodness(1.5, "LibriSpeech", ""), goodness(3.2, "LibriSpeech", ""));
  EXPECT_GT(goodness(80, "MMLU", ""), goodness(70, "MMLU", ""));
}

}  // namespace
}  // namespace colophon::query
