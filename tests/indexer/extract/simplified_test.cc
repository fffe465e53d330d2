#include "indexer/extract/simplified.h"

#include <gtest/gtest.h>

#include <string>

#include "schema/data.h"

namespace colophon::extract {
namespace {

TEST(Simplified, TraditionalIsReadAsSimplified) {
  EXPECT_EQ(simplified("訓練資料共 3.2 萬億詞元"), "训练资料共 3.2 万亿词元");
  EXPECT_EQ(simplified("plain text"), "plain text");
}

// A cue is matched against simplified text: with a character that is changed there it would never match.
TEST(Simplified, NoCueHasACharacterThatItChanges) {
  for (const char* file :
       {"checklist.json", "cues/architecture.json", "cues/infrastructure.json", "cues/post_training.json",
        "cues/safety.json", "cues/training.json", "lexicons/contexts.json", "lexicons/exclusions.json",
        "lexicons/stages.json", "lexicons/passages.json", "lexicons/section_roles.json"}) {
    const std::string text(schema::data_file(file));
    ASSERT_FALSE(text.empty()) << file;
    EXPECT_EQ(simplified(text), text) << file;
  }
}

TEST(Simplified, NamesWrittenWithAnOldCharacterStay) { EXPECT_EQ(simplified("昇腾 910B"), "昇腾 910B"); }

}  // namespace
}  // namespace colophon::extract
