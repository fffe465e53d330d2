#include "store/text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unicode/unistr.h>

#include <random>

namespace colophon::store {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Not;

std::vector<std::string> words(std::string_view text) {
  std::vector<std::string> result;
  for (const Tokens::Word& word : tokenize(text).words) result.push_back(word.text);
  return result;
}

// An index in memory, one document a text.
class TextIndex {
 public:
  explicit TextIndex(const std::vector<std::string>& texts) : database_(std::string(), Xapian::DB_BACKEND_INMEMORY) {
    for (const std::string& text : texts) {
      Xapian::Document document;
      index_text(document, text);
      document.set_data(text);
      database_.add_document(document);
    }
  }

  std::vector<std::string> find(std::string_view query, Match match = Match::all) {
    Xapian::Enquire enquire(database_);
    enquire.set_query(text_query(query, match));
    std::vector<std::string> found;
    const Xapian::MSet hits = enquire.get_mset(0, 1000);
    for (Xapian::MSetIterator hit = hits.begin(); hit != hits.end(); ++hit) {
      found.push_back(hit.get_document().get_data());
    }
    return found;
  }

 private:
  Xapian::WritableDatabase database_;
};

TEST(Fold, MakesWidthAndCaseOne) { EXPECT_EQ(fold("ＧＲＰＯ AdamW"), "grpo adamw"); }

TEST(Fold, TurnsTraditionalIntoSimplified) { EXPECT_EQ(fold("強化學習與預訓練"), "强化学习与预训练"); }

TEST(Fold, ReplacesInvalidUtf8) { EXPECT_EQ(fold("a\xff z"), "a\xef\xbf\xbd z"); }

TEST(Tokenize, FindsChineseWordsByDictionary) {
  EXPECT_THAT(words("我们使用强化学习训练模型"), Contains("模型"));
  EXPECT_THAT(words("我们使用强化学习训练模型"), Contains("训练"));
}

TEST(Tokenize, PartsScriptsWithoutSpaces) { EXPECT_THAT(words("基于RoPE采用"), ElementsAre("基于", "rope", "采用")); }

TEST(Tokenize, KeepsNumbersWithPointsWhole) {
  EXPECT_THAT(words("Qwen2.5 at 4.5"), ElementsAre("qwen2.5", "at", "4.5"));
}

TEST(Tokenize, JoinsHyphenatedWords) {
  EXPECT_THAT(words("state-of-the-art pre-training"),
              ElementsAre("state", "of", "the", "art", "stateoftheart", "pre", "training", "pretraining"));
}

TEST(Tokenize, DoesNotJoinNumberRanges) { EXPECT_THAT(words("3-5 layers"), ElementsAre("3", "5", "layers")); }

TEST(Tokenize, PartsConfigurationKeys) { EXPECT_THAT(words("batch_size"), ElementsAre("batch", "size", "batchsize")); }

TEST(TextQuery, FindsEveryFormOfAnEnglishWord) {
  TextIndex index({"The model is trained on code", "Training data", "A trainer of horses eats"});
  EXPECT_THAT(index.find("trains"), testing::SizeIs(2));
}

TEST(TextQuery, FindsHyphenatedWordsEitherWay) {
  TextIndex index({"during pre-training we", "pretraining runs", "training before"});
  EXPECT_THAT(index.find("pre-training"), testing::SizeIs(2));
  EXPECT_THAT(index.find("pretraining"), testing::SizeIs(2));
}

TEST(TextQuery, WantsEveryPiece) {
  TextIndex index({"GRPO with a reward model", "GRPO alone", "the reward"});
  EXPECT_THAT(index.find("GRPO reward"), ElementsAre("GRPO with a reward model"));
}

TEST(TextQuery, TakesQuotedPiecesAsTheyStand) {
  TextIndex index({"the learning rate is", "rate of learning", "learning rates"});
  EXPECT_THAT(index.find("\"learning rate\""), ElementsAre("the learning rate is"));
  EXPECT_THAT(index.find("“learning rate”"), ElementsAre("the learning rate is"));
}

TEST(TextQuery, FindsAPartOfACompound) {
  TextIndex index({"待处理的数据", "中国农业发展银行", "数据"});
  EXPECT_THAT(index.find("处理"), ElementsAre("待处理的数据"));
  EXPECT_THAT(index.find("农业"), ElementsAre("中国农业发展银行"));
}

TEST(TextQuery, FindsAcrossScriptsAndSpaces) {
  TextIndex index({"每层有160个MoE专家数不变", "支持 128K 上下文", "专家"});
  EXPECT_THAT(index.find("MoE专家数"), testing::SizeIs(1));
  EXPECT_THAT(index.find("E专"), testing::SizeIs(1));
  EXPECT_THAT(index.find("128K上下文"), testing::SizeIs(1));
}

TEST(TextQuery, FindsSimplifiedByTraditional) {
  TextIndex index({"采用强化学习"});
  EXPECT_THAT(index.find("強化學習"), testing::SizeIs(1));
}

TEST(TextQuery, FindsASingleCharacter) {
  TextIndex index({"采用专家", "模型"});
  EXPECT_THAT(index.find("专"), ElementsAre("采用专家"));
}

TEST(TextQuery, DoesNotFindPartsOfLatinWordsInEnglish) {
  TextIndex index({"The URL of the page"});
  EXPECT_THAT(index.find("RL"), IsEmpty());
}

TEST(TextQuery, RanksWholeWordsBeforeParts) {
  TextIndex index({"见URL链接", "采用 RL 训练"});
  EXPECT_EQ(index.find("RL").front(), "采用 RL 训练");
}

TEST(TextQuery, RanksAQuestionByHowMuchIsThere) {
  TextIndex index({"模型的学习率", "强化学习采用GRPO算法", "天气很好"});
  EXPECT_EQ(index.find("哪些模型采用了GRPO算法", Match::any).front(), "强化学习采用GRPO算法");
  EXPECT_THAT(index.find("哪些模型采用了GRPO算法", Match::any), Not(Contains("天气很好")));
}

TEST(TextQuery, MatchesNothingWithoutLetters) {
  TextIndex index({"采用 - 专家", "a - b"});
  EXPECT_THAT(index.find(" - , "), IsEmpty());
  EXPECT_THAT(index.find(""), IsEmpty());
  EXPECT_THAT(index.find("。", Match::any), IsEmpty());
}

// The index against a plain scan: of Chinese texts, every part of two or more characters is found, whatever words or
// scripts it cuts through, and a part without spaces and marks is found nowhere else.
TEST(TextQuery, FindsEveryPartOfAChineseText) {
  const std::vector<std::string> texts = {
      "本模型采用混合专家（MoE）架构，MoE专家数为160个，每个词元激活其中的6个。",
      "预训练语料共 8.1T 个词元，其中中文占比约 12%，代码占比 17%。",
      "上下文长度由4K扩展到128K上下文，位置编码使用 YaRN 方法。",
      "我們在強化學習階段使用 GRPO 演算法，並以規則獎勵為主。",
      "学习率先经过2000步warm-up，再按cosine衰减到峰值的10%，即2.4e-4→2.4e-5。",
      "待处理的网页先做去重（MinHash，阈值0.8），再做质量过滤；农业、银行等领域另行处理。",
      "训练在2048张H800 GPU上进行，流水线并行PP=16，专家并行EP=8，ZeRO-1数据并行。",
      "人人都说哈哈哈哈，看看看看不见的天天向上。",
      "注意力使用GQA，头数64，KV头数8，头维度128，激活函数SwiGLU，归一化RMSNorm。",
      "评测包括 C-Eval、CMMLU、GSM8K（4-shot）与HumanEval（Pass@1）等基准测试。"};
  TextIndex index(texts);
  std::mt19937 random(20260101);
  const auto line_of = [](std::string_view text) { return tokenize(text).characters; };
  for (int round = 0; round < 4000; ++round) {
    const std::string& text = texts[random() % texts.size()];
    const icu::UnicodeString whole = icu::UnicodeString::fromUTF8(text);
    const int32_t start = static_cast<int32_t>(random() % static_cast<uint32_t>(whole.length() - 1));
    const int32_t length = 2 + static_cast<int32_t>(random() % static_cast<uint32_t>(whole.length() - start - 1));
    std::string part;
    whole.tempSubString(start, length).toUTF8String(part);
    if (line_of(part).empty()) continue;
    const std::vector<std::string> found = index.find(part);
    ASSERT_THAT(found, Contains(text)) << part;
    const bool one_piece = tokenize(part).han && part.find(' ') == std::string::npos && line_of(part).size() > 1;
    if (!one_piece) continue;
    for (const std::string& other : texts) {
      const bool holds = line_of(other).find(line_of(part)) != std::u32string::npos;
      ASSERT_EQ(std::find(found.begin(), found.end(), other) != found.end(), holds) << part << " in " << other;
    }
  }
}

}  // namespace
}  // namespace colophon::store
