#include "indexer/extract/literals.h"

#include <gmock/gmock.h>

#include <random>

namespace colophon::extract {
namespace {

using testing::IsEmpty;
using testing::UnorderedElementsAre;

TEST(Literals, FindsThoseInsideAndAtTheEndOfOthers) {
  const Literals literals({"reward model", "ward", "model", "el", "学习率", "率"});
  EXPECT_THAT(literals.in("the reward models"), UnorderedElementsAre(0, 1, 2, 3));
  EXPECT_THAT(literals.in("最大学习率为 1e-4"), UnorderedElementsAre(4, 5));
  EXPECT_THAT(literals.in("rewar d"), IsEmpty());
  EXPECT_THAT(literals.in(""), IsEmpty());
  EXPECT_THAT(Literals().in("anything"), IsEmpty());
}

TEST(Literals, DoNotCountCase) {
  const Literals literals({"RLHF", "tülu", "ΑΒ"});
  EXPECT_THAT(literals.in("rlhf by TÜLU, αβ"), UnorderedElementsAre(0, 1, 2));
  EXPECT_EQ(folded("\u212A, \u017F, Σς"), "k, s, σσ");  // the Kelvin sign and the long s, as RE2 folds them
  EXPECT_EQ(folded("a\xff\xe4 B"), "a\xff\xe4 b");
}

TEST(Literals, GivesEachThatIsTheSameWhenFolded) {
  EXPECT_THAT(Literals({"KL", "kl", "Kl"}).in("a kl term"), UnorderedElementsAre(0, 1, 2));
}

TEST(Literals, AgreeWithASearchForEach) {
  std::mt19937 random(7);
  const auto word = [&](size_t longest) {
    std::string letters;
    for (size_t n = 1 + random() % longest; n > 0; --n) letters += static_cast<char>('a' + random() % 3);
    return letters;
  };
  for (int round = 0; round < 300; ++round) {
    std::vector<std::string> wanted(12);
    for (std::string& one : wanted) one = word(5);
    const std::string text = word(30);
    std::vector<int> occurring;
    for (size_t i = 0; i < wanted.size(); ++i) {
      if (text.find(wanted[i]) != std::string::npos) occurring.push_back(static_cast<int>(i));
    }
    EXPECT_THAT(Literals(wanted).in(text), testing::UnorderedElementsAreArray(occurring)) << text;
  }
}

}  // namespace
}  // namespace colophon::extract
