#include "indexer/extract/words.h"

#include <gmock/gmock.h>

namespace colophon::extract {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(Words, AreLatinRunsChinesePairsNumbersAndSigns) {
  EXPECT_THAT(words_of("Pre-trained on 2.5T (36,000 码数据) tokens: 50%"),
              ElementsAre("pre", "trained", "on", "#", "t", "(", "#", "码数", "数据", ")", "tokens", ":", "#", "%"));
}

TEST(Words, KeepTheirOrderAndRepeat) { EXPECT_THAT(words_of("B a B"), ElementsAre("b", "a", "b")); }

TEST(Words, AreNoneInBlanksAndBrokenBytes) {
  EXPECT_THAT(words_of(""), IsEmpty());
  EXPECT_THAT(words_of(" \xff\xe4\xb8 , . "), IsEmpty());
}

TEST(Words, DoNotPairCharactersOverWhatStandsBetween) { EXPECT_THAT(words_of("学 习，率"), IsEmpty()); }

}  // namespace
}  // namespace colophon::extract
