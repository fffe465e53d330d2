#include "schema/checklist.h"

#include <gtest/gtest.h>

#include <set>

#include "schema/error.h"

namespace colophon::schema {
namespace {

TEST(Checklist, HasTheEightSectionsAndSixHighlights) {
  const Checklist& checklist = Checklist::standard();
  std::vector<std::string> ids;
  for (const auto& section : checklist.sections()) ids.push_back(section.id);
  EXPECT_EQ(ids, (std::vector<std::string>{"overview", "pretrain", "mid", "post", "eval", "insights", "safety",
                                           "limitations"}));
  EXPECT_EQ(checklist.highlights().size(), 6u);
}

TEST(Checklist, EverySectionHasItemsAndEveryItemTwoNames) {
  std::set<std::string> sections;
  for (const Item& item : Checklist::standard().items()) {
    sections.insert(item.section);
    EXPECT_FALSE(item.name.en.empty()) << item.id;
    EXPECT_FALSE(item.name.zh.empty()) << item.id;
  }
  EXPECT_EQ(sections.size(), Checklist::standard().sections().size());
}

TEST(Checklist, ClosedFieldsHaveAVocabulary) {
  for (const Item& item : Checklist::standard().items()) {
    if (!item.closed) continue;
    EXPECT_FALSE(item.vocabulary.empty()) << item.id;
  }
}

TEST(Checklist, FieldsHaveTheirTypeAndUnit) {
  const Item* tokens = Checklist::standard().find("pretrain.tokens");
  ASSERT_NE(tokens, nullptr);
  EXPECT_EQ(tokens->type, ValueType::number);
  EXPECT_EQ(tokens->unit, "tokens");
  EXPECT_EQ(Checklist::standard().find("rl.loss")->kind, ItemKind::narrative);
  EXPECT_EQ(Checklist::standard().find("rl.nothing"), nullptr);
}

TEST(Checklist, AWrongEntryIsNamed) {
  constexpr auto text = R"({"sections":[{"id":"a","name":{"en":"A","zh":"甲"}}],
    "items":[{"id":"x.y","section":"b","name":{"en":"Y","zh":"乙"},"type":"term"}],"highlights":[]})";
  try {
    Checklist::parse(text);
    FAIL() << "an item in an unknown section was taken";
  } catch (const Error& error) {
    EXPECT_NE(std::string(error.what()).find("x.y"), std::string::npos);
  }
}

}  // namespace
}  // namespace colophon::schema
