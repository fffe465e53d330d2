#include "query/question.h"

#include <gtest/gtest.h>

#include <fstream>

#include "tests/query/fake_names.h"

namespace colophon::query {
namespace {

std::string read(std::string_view question) { return read_question(question, FakeNames()).line(); }

TEST(Question, EveryQuestionOfTheListIsReadAsWritten) {
  std::ifstream file(COLOPHON_SOURCE_DIR "/tests/query/questions.tsv");
  ASSERT_TRUE(file);
  size_t questions = 0;
  for (std::string line; std::getline(file, line);) {
    if (line.empty() || line.front() == '#') continue;
    const size_t tab = line.find('\t');
    ASSERT_NE(tab, std::string::npos) << line;
    EXPECT_EQ(read(line.substr(0, tab)), line.substr(tab + 1)) << line.substr(0, tab);
    ++questions;
  }
  EXPECT_GE(questions, 1400U);
}

TEST(Question, WidthCaseAndScriptDoNotMatter) {
  EXPECT_EQ(read("哪些模型使用了 ＧＲＰＯ"), read("哪些模型使用了 grpo"));
  EXPECT_EQ(read("哪些模型採用了混合專家"), read("哪些模型采用了混合专家"));
}

TEST(Question, BothLanguagesGiveOnePlan) {
  EXPECT_EQ(read("models pre-trained on more than 5 trillion tokens"), read("预训练数据超过 5 万亿 token 的模型"));
  EXPECT_EQ(read("models with at least 100B total parameters"), read("总参数量不少于 1000 亿的模型"));
  EXPECT_EQ(read("how many layers does DeepSeek-V2 have"), read("DeepSeek-V2 有多少层"));
}

TEST(Question, SizeAliasOfAModelIsStillANumber) {
  EXPECT_EQ(read("models with 7B parameters"), "reports where params:6.5B..7.5B");
}

TEST(Question, NameOfModelAndAlgorithmIsReadByItsPlace) {
  EXPECT_EQ(read("which models use DAPO"), "reports where rl.algorithm:DAPO");
  EXPECT_EQ(read("what is the learning rate of DAPO"), "values of pretrain.lr_peak where model:DAPO");
}

TEST(Question, StageChoosesTheField) {
  EXPECT_EQ(read("learning rate of Moonlight"), "values of pretrain.lr_peak where model:Moonlight");
  EXPECT_EQ(read("learning rate of Moonlight in SFT"), "values of sft.lr where model:Moonlight");
  EXPECT_EQ(read("Moonlight 强化学习的学习率"), "values of rl.lr where model:Moonlight");
}

TEST(Question, MisspeltNamesAreToldAndCorrected) {
  EXPECT_EQ(read("how many layers does Monlight have"),
            "values of arch.layers where model:moonlight; \"monlight\" taken for \"moonlight\"");
}

TEST(Question, ABaselinesScoresAreWhatReportsMeasured) {
  EXPECT_EQ(read("MMLU score of GPT-4"), "values of score on MMLU where model:GPT-4");
  EXPECT_EQ(read("GPT-4 Turbo 的 MMLU 得分"), "values of score on MMLU where model:\"GPT-4 Turbo\"");
  EXPECT_EQ(read("compare GPT-4 and Moonlight on GSM8K"), "compare Moonlight, GPT-4 on score on GSM8K");
  EXPECT_EQ(read("MMLU of Qwen2.5-72B"), "values of score on MMLU where model:Qwen2.5-72B");
}

TEST(Question, WhichOfBaselinesIsBetter) {
  EXPECT_EQ(read("Moonlight 和 GPT-4 的 MMLU 谁更高"), "compare Moonlight, GPT-4 on score on MMLU");
  EXPECT_EQ(read("average MMLU by organization"), "average of score on MMLU by organisation");
}

TEST(Question, AModelThatNoReportKnowsHasNoValues) {
  EXPECT_EQ(read("RL algorithm of Foobar-M1"), "values of rl.algorithm where model:Foobar-M1");
  EXPECT_EQ(read("Foobar-M1 的强化学习算法"), "values of rl.algorithm where model:Foobar-M1");
}

TEST(Question, AModelMayBeAValue) {
  EXPECT_EQ(read("which models are distilled from DeepSeek-V3"), "reports where sft.teacher:DeepSeek-V3");
  EXPECT_EQ(read("what is the teacher of Moonlight"), "values of sft.teacher where model:Moonlight");
}

TEST(Question, AnotherVersionIsNotCorrected) {
  EXPECT_EQ(read("how many layers does DeepSeek-V9 have"), "values of arch.layers where model:DeepSeek-V9");
}

TEST(Question, NegationEndsWithItsClause) {
  EXPECT_EQ(read("models that do not use AdamW but use GRPO"),
            "reports where pretrain.optimizer:* -pretrain.optimizer:AdamW rl.algorithm:GRPO");
}

TEST(Question, NegationEndsBeforeTheNounItDescribes) {
  EXPECT_EQ(read("不用 GRPO 的 MoE 模型"), "reports where rl.algorithm:* -rl.algorithm:GRPO arch.family:moe");
}

TEST(Question, YesOrNoItemsAreDeniedBySilence) {
  EXPECT_EQ(read("models without multi-token prediction"), "reports where -arch.mtp:true");
}

TEST(Question, PlainWordsBesideWhatIsUnderstoodFilterNothing) {
  EXPECT_EQ(read("who trained on famous H800 boxes"),
            "reports where pretrain.hardware:H800; \"famous\" is not understood; \"boxes\" is not understood");
}

TEST(Question, ScaleOfTheSecondNumberHoldsForTheFirst) {
  EXPECT_EQ(read("pre-trained on between 2 and 6 trillion tokens"), "reports where pretrain.tokens:2T..6T");
}

TEST(Question, EmptyAndStrangeQuestionsAskForPassages) {
  EXPECT_EQ(read_question("", FakeNames()).target, Target::passages);
  EXPECT_EQ(read_question("?!…", FakeNames()).target, Target::passages);
  EXPECT_EQ(read_question("\xff\xfe", FakeNames()).target, Target::passages);
}

}  // namespace
}  // namespace colophon::query
